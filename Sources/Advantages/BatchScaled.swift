import Experience
import Support

/// Reward minus the group's mean, over the standard deviation of all rewards of the batch.
///
/// ```
/// A_i = (r_i − μ_group) / (σ_batch + ε),   σ with divisor B − 1;   0 if the rewards of the batch span less than 1e-6
/// ```
public struct BatchScaled: AdvantageEstimator {
  public static let kind = "batch-scaled"
  /// Lite PPO.
  public static let aliases = ["lite-ppo"]
  public static let ids = ["adv.lite_ppo"]
  public static let summary = "Reward minus the group's mean, over the batch's standard deviation."
  public static let source = Source("Liu et al. 2025, arXiv:2508.08221, section 5")
  public static let assumptions =
    "Rewards of all problems are on one scale; an easy batch has a small deviation."

  /// ε.
  public var epsilon = 1e-6

  /// ε 1e-6.
  public init() {}

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    let all = batch.groups.flatMap(\.rewards)
    let deviation = Spread(all).deviation
    return batch.credits { rewards in
      guard deviation > 0 else { return rewards.map { _ in 0 } }
      let mean = Spread(rewards).mean
      return rewards.map { ($0 - mean) / (deviation + epsilon) }
    }
  }

  /// ε at least 0.
  public func validate() throws { try require(epsilon, in: 0...1, "epsilon") }
}

/// Mean and standard deviation of some numbers.
struct Spread {
  /// The mean; 0 of nothing.
  let mean: Double
  /// The standard deviation with divisor n − 1; 0 of fewer than two, and where they span less than 1e-6.
  let deviation: Double

  init(_ values: [Double]) {
    let n = Double(values.count)
    let mean = values.isEmpty ? 0 : values.reduce(0, +) / n
    self.mean = mean
    guard values.count > 1, let low = values.min(), let high = values.max(), high - low >= 1e-6
    else {
      deviation = 0
      return
    }
    deviation =
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
  }
}
