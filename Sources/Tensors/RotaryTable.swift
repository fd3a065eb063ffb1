import KernelInterface
import Support

/// Slower rotary angles for contexts longer than a model was pre-trained on.
///
/// - Source: `_compute_linear_scaling_rope_parameters`, `_compute_yarn_parameters` and `_compute_llama3_parameters` of
///   Hugging Face transformers; yarn: Peng et al. 2023, arXiv:2309.00071.
public struct RotaryScaling: Codable, Sendable, Equatable {
  /// Which angles become slower.
  public enum Kind: String, Codable, Sendable {
    /// Those whose wavelength exceeds `originalContext / lowFrequency` are divided by `factor`, those below
    /// `originalContext / highFrequency` stay, and those between are interpolated by their turns.
    case llama3
    /// All are divided by `factor`.
    case linear
    /// As `llama3`, but interpolated by their number, and attention is sharpened by `attention`.
    case yarn
  }

  /// Which angles become slower.
  public var kind = Kind.llama3
  /// By how much the slow angles are divided.
  public var factor: Double
  /// Below this many turns within the original context an angle is slow.
  public var lowFrequency: Double
  /// Above this many turns within the original context an angle stays.
  public var highFrequency: Double
  /// The context of pre-training, in tokens.
  public var originalContext: Int
  /// What cosines and sines are multiplied by.
  public var attention = 1.0
  /// Whether yarn's bounds are whole numbers of angles.
  public var truncates = true

  /// A scaling from its numbers.
  public init(
    kind: Kind = .llama3, factor: Double, lowFrequency: Double = 1, highFrequency: Double = 4,
    originalContext: Int, attention: Double = 1, truncates: Bool = true
  ) {
    self.kind = kind
    self.factor = factor
    self.lowFrequency = lowFrequency
    self.highFrequency = highFrequency
    self.originalContext = originalContext
    self.attention = attention
    self.truncates = truncates
  }

  private enum CodingKeys: String, CodingKey {
    case kind, factor, attention, truncates
    case lowFrequency = "low_frequency"
    case highFrequency = "high_frequency"
    case originalContext = "original_context"
  }

  /// What is not there is as in Llama 3's scaling.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      kind: try values.decodeIfPresent(Kind.self, forKey: .kind) ?? .llama3,
      factor: try values.decode(Double.self, forKey: .factor),
      lowFrequency: try values.decode(Double.self, forKey: .lowFrequency),
      highFrequency: try values.decode(Double.self, forKey: .highFrequency),
      originalContext: try values.decode(Int.self, forKey: .originalContext),
      attention: try values.decodeIfPresent(Double.self, forKey: .attention) ?? 1,
      truncates: try values.decodeIfPresent(Bool.self, forKey: .truncates) ?? true)
  }

  /// Llama 3's scaling is written as it was before there were others.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(factor, forKey: .factor)
    try values.encode(lowFrequency, forKey: .lowFrequency)
    try values.encode(highFrequency, forKey: .highFrequency)
    try values.encode(originalContext, forKey: .originalContext)
    guard kind != .llama3 else { return }
    try values.encode(kind, forKey: .kind)
    try values.encode(attention, forKey: .attention)
    try values.encode(truncates, forKey: .truncates)
  }

  /// Yarn's factor of cosines and sines where a configuration does not say: 0.1·ln `factor` + 1.
  public static func attention(_ factor: Double, scale: Double = 1) -> Double {
    factor <= 1 ? 1 : 0.1 * scale * PortableMath.log(factor) + 1
  }

  /// The angles of one position, scaled.
  func scaled(_ frequencies: [Double], base: Double) -> [Double] {
    switch kind {
    case .linear: return frequencies.map { $0 / factor }
    case .llama3:
      return frequencies.map { frequency in
        let turns = Double(originalContext) * frequency / (2 * Double.pi)
        if turns < lowFrequency { return frequency / factor }
        if turns > highFrequency { return frequency }
        let smooth = (turns - lowFrequency) / (highFrequency - lowFrequency)
        return (1 - smooth) * frequency / factor + smooth * frequency
      }
    case .yarn:
      let width = Double(2 * frequencies.count)
      // The number of the angle that makes so many turns.
      func number(_ turns: Double) -> Double {
        width * PortableMath.log(Double(originalContext) / (turns * 2 * Double.pi))
          / (2 * PortableMath.log(base))
      }
      let bounds = (number(highFrequency), number(lowFrequency))
      let low = max(truncates ? bounds.0.rounded(.down) : bounds.0, 0)
      let high = min(truncates ? bounds.1.rounded(.up) : bounds.1, width - 1)
      return frequencies.enumerated().map { index, frequency in
        let ramp = (Double(index) - low) / (low == high ? 0.001 : high - low)
        let slow = min(max(ramp, 0), 1)
        return frequency / factor * slow + frequency * (1 - slow)
      }
    }
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
    let plain = (0..<half).map { PortableMath.power(base, -2 * Double($0) / Double(width)) }
    let frequencies = scaling?.scaled(plain, base: base) ?? plain
    let attention = scaling?.attention ?? 1
    for position in 0..<positions {
      for i in 0..<half {
        let angle = Double(position) * frequencies[i]
        cosines[position * half + i] = Float(attention * PortableMath.cos(angle))
        sines[position * half + i] = Float(attention * PortableMath.sin(angle))
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
