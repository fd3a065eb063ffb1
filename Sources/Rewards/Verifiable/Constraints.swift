import Experience
import Foundation
import Support

/// Instructions that a program can check, as rows of IFEval have them: lengths, keywords, form, case, punctuation.
///
/// ```
/// all:       1 if every instruction is followed, else 0
/// fraction:  the share that is
/// ```
///
/// A row names them in `instruction_id_list`, with their arguments in `kwargs`, one object each. An instruction that is
/// not among those here, or whose arguments are missing, is not checked: such a response has no score.
public struct Constraints: GroupReward {
  /// How instructions become a score.
  public enum Score: String, Codable, Sendable, CaseIterable {
    /// All of them or nothing.
    case all
    /// Their share.
    case fraction
  }

  public static let kind = "constraints"
  /// IFEval.
  public static let aliases = ["ifeval", "instructions"]
  public static let ids = ["reward.other.rule"]
  public static let summary =
    "Instructions that a program can check: lengths, keywords, form, case."
  public static let source = Source("Zhou et al. 2023, arXiv:2311.07911, table 1")
  public static let assumptions =
    "Words are runs of letters, digits and underscores, sentences end in '.', '!' or '?': the benchmark's own tokenizer cuts some sentences elsewhere."

  /// How instructions become a score.
  public var score = Score.all

  /// All or nothing.
  public init() {}
  /// Both.
  public static let examples = [Constraints(), Constraints(score: .fraction)]
  /// With a rule.
  public init(score: Score) { self.score = score }

  /// The response and what came with the problem.
  public var basis: RewardBasis { .form }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Experience.Score] {
    let instructions: [Instruction]
    do {
      instructions = try Instruction.all(of: group.problem)
    } catch {
      return group.trajectories.map { _ in Experience.Score(nil, reason: "\(error)") }
    }
    return group.trajectories.map { trajectory in
      let followed = instructions.count { $0.isFollowed(by: trajectory.completion.text) }
      let share = Double(followed) / Double(instructions.count)
      return Experience.Score(score == .all ? (share == 1 ? 1 : 0) : share)
    }
  }
}
