import Experience
import Rollouts
import Support

/// What the sampler `self-play` says a proposed problem is worth, and correctness for those who solve it.
public struct Learnability: GroupReward {
  public static let kind = "learnability"
  public static let ids = ["unsup.self_knowledge"]
  public static let summary =
    "What a problem that the policy proposed is worth; correctness for its solutions."
  public static let source = Source("Zhao et al. 2025, arXiv:2505.03335, eq. 4")
  public static let assumptions =
    "The share of right solutions of one group is near its expectation: with 8 its error at ¼ is 0.15."

  /// What an invalid proposal gets.
  public var invalid = 0.0

  /// Invalid proposals get 0.
  public init() {}
  /// The verdict.
  public var basis: RewardBasis { .given }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    guard group.problem.canonical == SelfPlay.proposals else {
      return group.scores { $0.strict ? 1 : 0 }
    }
    return group.scores { $0.parsed ? $0.process : invalid }
  }

  /// A finite number.
  public func validate() throws {
    try require(invalid.isFinite, "invalid", invalid, "a finite number")
  }
}
