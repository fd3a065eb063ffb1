import Experience
import Support

/// The reward itself, without a baseline: plain REINFORCE, or filtered fine-tuning with 0/1 rewards.
public struct RawReward: AdvantageEstimator {
  /// `raw-reward`.
  public static let kind = "raw-reward"
  /// REINFORCE.
  public static let aliases = ["reinforce"]
  /// One sentence.
  public static let summary = "The reward itself, without a baseline."
  /// The paper.
  public static let source = Source("Williams 1992, Machine Learning 8:229–256, eq. 4")

  /// No settings.
  public init() {}

  /// The rewards, spread over the response tokens.
  public func advantages(_ group: Group) -> [[Float]] { spread(group.rewards, over: group) }
}
