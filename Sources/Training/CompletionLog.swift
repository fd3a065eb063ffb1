import Experience
import Support

/// One completion of a step, as `completions.jsonl` has it.
struct CompletionRow: Encodable {
  var step: Int
  /// The problem's identity, hexadecimal.
  var problem: String
  /// The completion's number within its group.
  var sample: Int
  var prompt: String
  var completion: String
  var groundTruth: String
  var reward: Double?
  var rewardParts: [String: Double]
  var advantage: Double?
  /// Tokens that the policy drew.
  var tokens: Int
  /// `stop`, `length` if the cap cut it off, `repetition` if it went round in circles.
  var stopReason: String
  /// What the checker said against it.
  var reason: String
  var correct: Bool

  /// The rows of a batch; the advantage is the mean over drawn tokens.
  static func rows(of batch: Batch, step: Int) -> [CompletionRow] {
    batch.groups.flatMap { group in
      zip(group.trajectories, group.verdicts).enumerated().map { index, pair in
        let (trajectory, verdict) = pair
        let advantages = trajectory.credits[.policy]?.advantages
        let drawn = max(1, trajectory.policyTokens)
        return CompletionRow(
          step: step, problem: String(group.problem.id, radix: 16), sample: index,
          prompt: group.problem.prompt, completion: trajectory.completion.text,
          groundTruth: group.problem.answer, reward: trajectory.reward,
          rewardParts: trajectory.score?.parts ?? [:],
          advantage: advantages.map { $0.reduce(0) { $0 + Double($1) } / Double(drawn) },
          tokens: trajectory.policyTokens,
          stopReason: trajectory.completion.isFinished
            ? "stop" : trajectory.completion.isRepetitive ? "repetition" : "length",
          reason: verdict.reason, correct: verdict.strict)
      }
    }
  }
}
