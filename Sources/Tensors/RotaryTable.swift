#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
  public init(width: Int, positions: Int, base: Double) {
    precondition(width % 2 == 0, "head width \(width) is odd")
    self.width = width
    self.positions = positions
    let half = width / 2
    cosines = .allocate(capacity: positions * half)
    sines = .allocate(capacity: positions * half)
    for position in 0..<positions {
      for i in 0..<half {
        let angle = Double(position) * pow(base, -2 * Double(i) / Double(width))
        cosines[position * half + i] = Float(cos(angle))
        sines[position * half + i] = Float(sin(angle))
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
    let half = width / 2
    let cosine = cosines + position * half
    let sine = sines + position * half
    let sign: Float = inverse ? -1 : 1
    for i in 0..<half {
      let a = source[i]
      let b = source[half + i]
      let s = sign * sine[i]
      target[i] = a * cosine[i] - b * s
      target[half + i] = b * cosine[i] + a * s
    }
  }
}
