import Experience
import Support

/// Reward minus a mean that moves along: one for each role, or the mean of the batch.
///
/// ```
/// running:  A = r − b,  then b ← decay·b + (1 − decay)·r     (the old b, completion by completion; b starts at 0)
/// batch:    A = r − mean of the batch's rewards
/// ```
///
/// A problem's role is its column `role`; problems without one share a role, and proposals of self-play have their own.
public struct MovingBaseline: AdvantageEstimator {
  /// What the baseline is.
  public enum Mean: String, Codable, Sendable, CaseIterable {
    /// An exponential mean over the run.
    case running
    /// The mean of the batch.
    case batch
  }

  public static let kind = "moving-baseline"
  /// RAE, and the baseline of REINFORCE.
  public static let aliases = ["rae", "reinforce-baseline"]
  public static let ids = ["adv.rae", "pg.reinforce_baseline"]
  public static let summary =
    "Reward minus a running mean of the role's rewards, or the batch's mean."
  public static let source = Source(
    "Liu et al. 2025, arXiv:2506.24119, eq. 6 (roles); Williams 1992, section 4 (baselines)")
  public static let assumptions =
    "One role's rewards are on one scale, whatever the problem; no groups are needed."

  /// What the baseline is.
  public var mean = Mean.running
  /// What the running mean keeps of itself.
  public var decay = 0.95

  /// A running mean.
  public init() {}
  /// Both.
  public static let examples = [MovingBaseline(), MovingBaseline(.batch)]
  /// A mean.
  public init(_ mean: Mean) { self.mean = mean }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    let all = batch.groups.flatMap(\.rewards)
    let overall = Spread(all).mean
    return batch.groups.map { group in
      var role = "role"
      if case .text(let name) = group.problem.metadata["role"] { role += " \(name)" }
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (i, reward) in zip(group.rewarded, group.rewards) {
        let baseline = mean == .batch ? overall : memory[number: role] ?? 0
        credits[i] = group.trajectories[i].credit(reward - baseline)
        if mean == .running {
          memory[number: role] = decay * baseline + (1 - decay) * reward
        }
      }
      return GroupCredit(credits)
    }
  }

  /// A share.
  public func validate() throws { try require(decay, in: 0...1, "decay") }
}
