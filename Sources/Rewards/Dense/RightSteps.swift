import Experience
import Support

/// The share of right steps, paid where each right step ends.
///
/// ```
/// r_t = process / (number of right steps) at the last token of each right step; outcome = weight of the answer if right
/// ```
///
/// The tokens of a completion sum to its process share. A completion without steps gets 0.
public struct RightSteps: GroupReward {
  public static let kind = "right-steps"
  public static let summary =
    "The share of right steps, paid token by token where each right step ends."
  public static let source = Source("Lightman et al. 2023, arXiv:2305.20050, section 2")

  /// What a strictly right completion gets besides, on its last token.
  public var answer = 1.0

  /// Steps and answer alike.
  public init() {}

  /// The verdict.
  public var basis: RewardBasis { .verdict }
  /// 0 to the answer's weight.
  public var range: ClosedRange<Double>? { min(0, answer)...max(0, answer) }
  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    zip(group.trajectories, group.verdicts).map { trajectory, verdict in
      guard verdict.status == .ok else { return Score(nil, reason: verdict.reason) }
      var tokens = [Float](repeating: 0, count: trajectory.responseTokens.count)
      let right = verdict.steps.filter(\.isRight)
      for step in right {
        guard let token = trajectory.token(endingAt: step.range.upperBound) else { continue }
        tokens[token] += Float(verdict.process / Double(right.count))
      }
      return Score(
        verdict.strict ? answer : 0, tokens: tokens,
        parts: ["process": verdict.process, "strict": verdict.strict ? 1 : 0])
    }
  }

  /// A finite weight.
  public func validate() throws {
    try require(answer.isFinite, "answer", answer, "a finite number")
  }
}
