import Experience
import Support

/// 1 for completions with the answer that most completions of the group have: test-time reinforcement learning.
///
/// ```
/// label = the most frequent class of answers;   r_i = 1[a_i is in it];   ratio = its share of the group
/// ```
///
/// A completion without an answer does not vote and gets 0. Parts that are logged and never fed back: the ratio, whether
/// the label is right, and whether the reward agrees with the checker.
public struct MajorityVote: GroupReward {
  /// What becomes of a tie.
  public enum Ties: String, Codable, Sendable, CaseIterable {
    /// The answer that was seen first wins.
    case first
    /// The group has no scores.
    case skip
  }

  public static let kind = "majority-vote"
  /// Test-time RL, self-consistency.
  public static let aliases = ["ttrl", "consistency", "self-consistency"]
  public static let ids = ["unsup.consistency"]
  public static let summary = "1 for the answer that most completions of the group have."
  public static let source = Source("Zuo et al. 2025, arXiv:2504.16084, section 2")
  public static let assumptions =
    "The mode of the policy's answers is right more often than not; where it is wrong, voting trains the wrong answer."

  /// The first so many completions vote; 0 for all.
  public var votes = 0
  /// What becomes of a tie.
  public var ties = Ties.first
  /// Groups in which the label has a smaller share have no scores.
  public var leastRatio = 0.0
  /// Groups in which it has a larger share have none.
  public var mostRatio = 1.0

  /// All votes count.
  public init() {}
  /// With and without ties.
  public static let examples: [MajorityVote] = {
    var skipping = MajorityVote()
    skipping.ties = .skip
    return [MajorityVote(), skipping]
  }()

  private enum CodingKeys: String, CodingKey {
    case votes, ties
    case leastRatio = "least_ratio"
    case mostRatio = "most_ratio"
  }

  /// The group's answers.
  public var basis: RewardBasis { .group }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let count = group.trajectories.count
    let voters = votes == 0 ? count : min(votes, count)
    var electors = group
    electors.trajectories = Array(group.trajectories.prefix(voters))
    electors.verdicts = Array(group.verdicts.prefix(voters))
    let modes = AnswerClasses(electors).modes
    let all = AnswerClasses(group)
    // Classes are numbered by first sight, so those of the voters come first in both.
    guard let label = modes.first, modes.count == 1 || ties == .first else {
      return none(count, modes.isEmpty ? "no answer was found" : "the vote is a tie")
    }
    let ratio = Double(AnswerClasses(electors).counts[label]) / Double(voters)
    guard ratio >= leastRatio, ratio <= mostRatio else {
      return none(count, "the majority's share is \(ratio)")
    }
    let isRight = zip(all.classes, group.verdicts).contains { $0 == label && $1.loose }
    return zip(all.classes, group.verdicts).map { found, verdict in
      let reward = found == label ? 1.0 : 0
      return Score(
        reward,
        parts: [
          "majority_ratio": ratio, "label_right": isRight ? 1 : 0,
          "reward_right": (reward == 1) == verdict.loose ? 1 : 0,
        ])
    }
  }

  private func none(_ count: Int, _ reason: String) -> [Score] {
    Array(repeating: Score(nil, reason: reason), count: count)
  }

  /// Shares, and a number of votes.
  public func validate() throws {
    try require(votes, atLeast: 0, "votes")
    try require(leastRatio, in: 0...1, "least_ratio")
    try require(mostRatio, in: leastRatio...1, "most_ratio")
  }
}
