import Experience
import Support

/// Reward minus the group's mean, scaled up by the share of groups that say nothing.
///
/// ```
/// A_i = α (r_i − μ_group) / f,   α = B / (completions whose group has a signal)
/// ```
///
/// - Deviation: a completion counts in α's divisor if its group's rewards differ, as the paper says; verl counts nonzero rewards.
public struct SignalScaled: AdvantageEstimator {
  public static let kind = "signal-scaled"
  /// GPG.
  public static let aliases = ["gpg"]
  public static let ids = ["adv.gpg"]
  public static let summary =
    "Reward minus the group's mean, scaled up for groups without a signal."
  public static let source = Source("Chu et al. 2025, arXiv:2504.02546, eq. 8")
  public static let assumptions = "With loss policy-gradient: no ratio, no clip, no KL."

  /// What completions count as a signal.
  public enum Counting: String, Codable, Sendable, CaseIterable {
    /// Those of groups whose rewards differ.
    case groups
    /// Those whose own reward is not 0, as in verl.
    case rewards
  }

  /// f.
  public var divisor = 1.0
  /// What counts as a signal.
  public var counting = Counting.groups

  /// f 1.
  public init() {}
  /// Both ways of counting.
  public static let examples = [SignalScaled(), SignalScaled(.rewards)]
  /// With a way of counting.
  public init(_ counting: Counting) { self.counting = counting }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    let rewards = batch.groups.map(\.rewards)
    let all = rewards.joined().count
    let counted =
      switch counting {
      case .groups: rewards.filter { Spread($0).deviation > 0 }.joined().count
      case .rewards: rewards.joined().count { $0 != 0 }
      }
    let scale = counted > 0 ? Double(all) / Double(counted) / divisor : 0
    return batch.credits { rewards in
      let mean = Spread(rewards).mean
      return rewards.map { scale * ($0 - mean) }
    }
  }

  /// f positive.
  public func validate() throws { try require(divisor, in: 1e-9...1e9, "divisor") }
}
