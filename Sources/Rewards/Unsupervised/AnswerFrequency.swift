import Experience
import Support

/// The share of the group that has the same answer: semantic entropy, minimized.
///
/// ```
/// r_i = (completions of the class of a_i) / G;   semantic entropy H = −Σ_c p_c ln p_c over completions with an answer
/// ```
public struct AnswerFrequency: GroupReward {
  public static let kind = "answer-frequency"
  /// EMPO.
  public static let aliases = ["empo", "semantic-entropy"]
  public static let ids = ["unsup.consistency"]
  public static let summary = "The share of the group that has the same answer."
  public static let source = Source("Zhang et al. 2025, arXiv:2504.05812, section 3")
  public static let assumptions = "Frequent answers are right answers."

  /// No settings.
  public init() {}
  /// The group's answers.
  public var basis: RewardBasis { .group }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let answers = AnswerClasses(group)
    let voters = Double(answers.counts.reduce(0, +))
    let entropy = answers.counts.reduce(0.0) { sum, count in
      let share = Double(count) / voters
      return sum - share * PortableMath.log(share)
    }
    return answers.classes.map { found in
      Score(
        found.map { Double(answers.counts[$0]) / Double(answers.classes.count) } ?? 0,
        parts: ["semantic_entropy": entropy])
    }
  }
}
