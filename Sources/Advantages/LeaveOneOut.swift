import Experience
import Support

/// Reward minus the mean reward of the group's other completions.
///
/// ```
/// A_i = r_i − Σ_{j≠i} r_j / (G − 1) = G/(G−1) · (r_i − μ);   0 for a group of one
/// ```
public struct LeaveOneOut: AdvantageEstimator {
  /// `leave-one-out`.
  public static let kind = "leave-one-out"
  /// RLOO.
  public static let aliases = ["rloo"]
  /// One sentence.
  public static let summary = "Reward minus the mean reward of the group's other completions."
  /// The paper.
  public static let source = Source("Ahmadian et al. 2024, arXiv:2402.14740, section 3.2")

  /// No settings.
  public init() {}

  /// The advantages.
  public func advantages(_ group: Group) -> [[Float]] {
    let rewards = group.rewards
    guard rewards.count > 1 else { return spread(rewards.map { _ in 0 }, over: group) }
    let sum = rewards.reduce(0, +)
    let others = Double(rewards.count - 1)
    return spread(rewards.map { $0 - (sum - $0) / others }, over: group)
  }
}
