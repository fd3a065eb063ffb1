import Experience
import Support

/// Reward minus the group's mean weighted by length: the baseline of least variance, if gradients grow with the length.
///
/// ```
/// A_i = r_i − Σ_j L_j r_j / Σ_j L_j
/// ```
public struct LengthWeighted: AdvantageEstimator {
  public static let kind = "length-weighted"
  /// OPO.
  public static let aliases = ["opo"]
  public static let ids = ["adv.opo"]
  public static let summary = "Reward minus the group's mean weighted by length."
  public static let source = Source("Hao et al. 2025, arXiv:2505.23585, eq. 7")
  public static let assumptions =
    "Exactly on-policy, one update a batch, no KL and no entropy term; gradient norms grow with the length."

  /// No settings.
  public init() {}

  /// The credit; 0 for a group of one.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      let lengths = used.map { Double(group.trajectories[$0].policyTokens) }
      let rewards = group.rewards
      let total = lengths.reduce(0, +)
      let baseline = total > 0 ? zip(lengths, rewards).reduce(0) { $0 + $1.0 * $1.1 } / total : 0
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (i, reward) in zip(used, rewards) {
        credits[i] = group.trajectories[i].credit(reward - baseline)
      }
      return GroupCredit(credits)
    }
  }
}
