import Support

/// A weight that follows the policy's entropy, not differentiated: `scale · exp(sign·H)`.
///
/// SRFT weighs cross-entropy of demonstrations by 0.5·e^−H and its on-policy part by 0.1·e^H.
public struct EntropyDial: Dial {
  public static let kind = "entropy-weight"
  public static let ids = ["off.mix"]
  public static let summary = "A weight that follows the policy's entropy: scale·exp(sign·H)."
  public static let source = Source("Fu et al. 2025, arXiv:2506.19767, eq. 10 and 12")
  public static let assumptions = "The constants are as reported by others, not read in the paper."

  /// The weight at entropy 0.
  public var scale = 0.5
  /// −1: falls with the entropy; 1: grows.
  public var sign = -1.0

  /// SRFT's weight of demonstrations.
  public init() {}

  /// The weight of an entropy.
  public func weight(_ entropy: Double) -> Double { scale * PortableMath.exp(sign * entropy) }
  /// That of the batch; `scale` before the first one.
  public func value(at now: Moment, _ memory: Memory) -> Double {
    weight(memory[number: "entropy"] ?? 0)
  }
  /// Learns from `sampled_entropy`.
  public func observe(_ metrics: [String: Double], _ memory: inout Memory) {
    if let entropy = metrics["sampled_entropy"], entropy.isFinite {
      memory[number: "entropy"] = entropy
    }
  }
  /// A finite scale, a sign between −1 and 1.
  public func validate() throws {
    try require(scale.isFinite, "scale", scale, "a finite number")
    try require(sign, in: -1...1, "sign")
  }
}
