import Support

/// A coefficient that keeps a divergence near a target.
///
/// ```
/// β ← β·(1 + clip(KL/target − 1, ±0.2)·n/horizon)     KL the metric `kl`, n the completions of a step
/// ```
public struct AdaptiveKLDial: Dial {
  public static let kind = "adaptive-kl"
  public static let ids = ["kl.adaptive"]
  public static let summary = "A coefficient that keeps the metric kl near a target."
  public static let source = Source("Ziegler et al. 2019, arXiv:1909.08593, section 2.2")
  public static let assumptions = "The divergence answers to the coefficient within a horizon."

  /// β at the start.
  public var start = 0.001
  /// The divergence that is wanted, nats a token.
  public var target = 0.1
  /// Completions over which β may change by a factor of about e^0.2.
  public var horizon = 10_000.0

  /// 0.001, towards 0.1.
  public init() {}

  /// β.
  public func value(at now: Moment, _ memory: Memory) -> Double { memory[number: "beta"] ?? start }

  /// β after a divergence of n completions.
  public func updated(_ beta: Double, divergence: Double, completions: Double) -> Double {
    let error = min(max(divergence / target - 1, -0.2), 0.2)
    return beta * (1 + error * completions / horizon)
  }

  /// Learns from `kl` and `completions`.
  public func observe(_ metrics: [String: Double], _ memory: inout Memory) {
    guard let divergence = metrics["kl"], divergence.isFinite, let n = metrics["completions"] else {
      return
    }
    memory[number: "beta"] = updated(
      memory[number: "beta"] ?? start, divergence: divergence, completions: n)
  }

  /// Positive numbers.
  public func validate() throws {
    try require(start, in: 0...1e6, "start")
    try require(target, in: 1e-12...1e6, "target")
    try require(horizon, in: 1...1e12, "horizon")
  }
}
