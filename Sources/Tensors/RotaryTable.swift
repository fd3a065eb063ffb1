import KernelInterface
import Support

/// Slower rotary angles for contexts longer than a model was pre-trained on.
///
/// Angles whose wavelength exceeds `originalContext / lowFrequency` are divided by `factor`, those below
/// `originalContext / highFrequency` stay, and those between are interpolated.
///
/// - Source: `rope_type: llama3` of Hugging Face transformers, `_compute_llama3_parameters`.
public struct RotaryScaling: Codable, Sendable, Equatable {
  /// By how much the slow angles are divided.
  public var factor: Double
  /// Below this many turns within the original context an angle is slow.
  public var lowFrequency: Double
  /// Above this many turns within the original context an angle stays.
  public var highFrequency: Double
  /// The context of pre-training, in tokens.
  public var originalContext: Int

  /// A scaling from its numbers.
  public init(factor: Double, lowFrequency: Double, highFrequency: Double, originalContext: Int) {
    self.factor = factor
    self.lowFrequency = lowFrequency
    self.highFrequency = highFrequency
    self.originalContext = originalContext
  }

  private enum CodingKeys: String, CodingKey {
    case factor
    case lowFrequency = "low_frequency"
    case highFrequency = "high_frequency"
    case originalContext = "original_context"
  }

  /// The angle of one position, scaled.
  func scaled(_ frequency: Double) -> Double {
    let turns = Double(originalContext) * frequency / (2 * Double.pi)
    if turns < lowFrequency { return frequency / factor }
    if turns > highFrequency { return frequency }
    let smooth = (turns - lowFrequency) / (highFrequency - lowFrequency)
    return (1 - smooth) * frequency / factor + smooth * frequency
  }
}

/// Cosines and sines of the rotary position embedding.
///
/// Element i of the first half of a head and element i of the second half are rotated by the angle
/// `position · base^(−2i/K)`.
///
/// - Source: Su et al. 2021, arXiv:2104.09864, eq. 34.
/// - Deviation: halves are paired instead of neighbours, as Hugging Face's Llama does.
public final class RotaryTable: @unchecked Sendable {
  /// Head width K.
  public let width: Int
  /// Positions covered.
  public let positions: Int
  let cosines: UnsafeMutablePointer<Float>
  let sines: UnsafeMutablePointer<Float>

  /// The table for `positions` positions of heads of `width`.
  ///
  /// - Precondition: `width` is even.
  public init(width: Int, positions: Int, base: Double, scaling: RotaryScaling? = nil) {
    precondition(width % 2 == 0, "head width \(width) is odd")
    self.width = width
    self.positions = positions
    let half = width / 2
    cosines = .allocate(capacity: positions * half)
    sines = .allocate(capacity: positions * half)
    let frequencies = (0..<half).map { i in
      let frequency = PortableMath.power(base, -2 * Double(i) / Double(width))
      return scaling?.scaled(frequency) ?? frequency
    }
    for position in 0..<positions {
      for i in 0..<half {
        let angle = Double(position) * frequencies[i]
        cosines[position * half + i] = Float(PortableMath.cos(angle))
        sines[position * half + i] = Float(PortableMath.sin(angle))
      }
    }
  }

  deinit {
    cosines.deallocate()
    sines.deallocate()
  }

  /// Rotates one head at a position, `source` into `target` (which may be the same memory).
  ///
  /// - Parameter inverse: rotates back, which is also the backward pass.
  public func rotate(
    _ source: UnsafePointer<Float>, position: Int, into target: UnsafeMutablePointer<Float>,
    inverse: Bool = false
  ) {
    kernels.rotate(source, target, position, inverse ? -1 : 1, arguments)
  }

  var arguments: RotaryArguments { RotaryArguments(cosines: cosines, sines: sines, width: width) }
}
