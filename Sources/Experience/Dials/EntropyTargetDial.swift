import Support

/// A coefficient of an entropy bonus that acts only while the entropy is at or below a target.
///
/// ```
/// applied = c if H ≤ target, else 0;   then c ← c + δ if H ≤ target, else c − δ, within [least, most]
/// ```
///
/// H is the mean entropy of the plain policy over the tokens of the batch that is about to be learned from.
public struct EntropyTargetDial: Dial {
  public static let kind = "entropy-target"
  public static let ids = ["ent.adaptive"]
  public static let summary = "A coefficient that acts while the entropy is at or below a target."
  public static let source = Source("He et al. 2025, arXiv:2505.22312, section 4")
  public static let assumptions =
    "The target is one that this model can have: look at its entropy first."

  /// The entropy that is wanted, nats.
  public var target = 0.2
  /// δ.
  public var delta = 0.005
  /// c at the start.
  public var start = 0.0
  /// The least c.
  public var least = 0.0
  /// The largest.
  public var most = 1.0

  /// 0.2 nats, in steps of 0.005.
  public init() {}

  /// What is applied.
  public func value(at now: Moment, _ memory: Memory) -> Double {
    memory[number: "applied"] ?? start
  }

  /// Learns from `sampled_entropy`.
  public func observe(_ metrics: [String: Double], _ memory: inout Memory) {
    guard let entropy = metrics["sampled_entropy"], entropy.isFinite else { return }
    let c = memory[number: "c"] ?? start
    memory[number: "applied"] = entropy <= target ? c : 0
    memory[number: "c"] = min(max(c + (entropy <= target ? delta : -delta), least), most)
  }

  /// Bounds in order.
  public func validate() throws {
    try require(target, in: 0...1e3, "target")
    try require(delta, in: 0...1e3, "delta")
    try require(least.isFinite, "least", least, "a finite number")
    try require(most >= least && most.isFinite, "most", most, "a number of at least 'least'")
    try require(start >= least && start <= most, "start", start, "a number from 'least' to 'most'")
  }
}
