import Experience
import Rollouts
import Support

/// Steps valued by what the policy makes of them: Monte-Carlo rollouts from every prefix.
///
/// ```
/// V̂(s_k) = mean reward of K continuations of the response up to step k;   V̂ of a whole response is its reward
/// difference:  r_k = V̂(s_{k+1}) − V̂(s_k)      (VinePPO: telescopes to r − V̂(s_0))
/// soft:        r_k = V̂(s_{k+1}) at each step   (Math-Shepherd, soft)
/// hard:        r_k = 1[some continuation is right]
/// ```
///
/// Steps end with a separator, or, with `cuts: uncertain` (SPO-chain), before the token at which `every` tokens of a probability below `below`
/// have gone by; use the weight low-probability then. A reward of step k stands on its last token. Prefixes are cut between tokens. The standard error of V̂ is
/// √(V(1 − V)/K): with K = 9 and V = ½ it is 0.17.
public struct StepRollouts: Reward {
  /// What is paid.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// Differences of values.
    case difference
    /// Values.
    case soft
    /// Whether any continuation is right.
    case hard
  }

  /// What ends a step.
  public enum Cuts: String, Codable, Sendable, CaseIterable {
    /// A text.
    case separator
    /// So many tokens that the policy was not sure of.
    case uncertain
  }

  public static let kind = "step-rollouts"
  /// VinePPO, Math-Shepherd.
  public static let aliases = ["vine-ppo", "vineppo", "math-shepherd", "monte-carlo", "spo-chain"]
  public static let ids = ["dense.step.sample", "seg.spo_chain"]
  public static let summary =
    "Steps valued by continuations that the policy samples from their ends."
  public static let source = Source(
    "Kazemnejad et al. 2024, arXiv:2410.01679, eq. 7; Wang et al. 2023, arXiv:2312.08935, eq. 3; Guo et al. 2025, arXiv:2505.23564, section 4.1 (uncertain)"
  )
  public static let assumptions =
    "Continuations are drawn as in training; K of them tell values apart that differ by more than their error."

  /// Continuations of each prefix, K.
  public var count = 9
  /// What ends a step.
  public var cuts = Cuts.separator
  /// Unsure tokens of a step, of `uncertain`.
  public var every = 5
  /// The probability below which a token is unsure.
  public var below = 0.9
  /// What separates steps; a step ends with it.
  public var separator = ";"
  /// The most prefixes of a response; later steps are one.
  public var most = 8
  /// What is paid.
  public var form = Form.difference

  /// Nine continuations.
  public init() {}
  /// Every form.
  public static let examples = Form.allCases.map { form in
    var reward = StepRollouts()
    reward.form = form
    return reward
  }
  /// The policy.
  public var needs: Needs { Needs(models: [.policy]) }
  /// A model.
  public var basis: RewardBasis { .model }

  /// Rewards of steps from the values of the states between them: as many values as steps, and one more.
  public func rewards(_ values: [Double]) -> [Double] {
    form == .difference
      ? zip(values.dropFirst(), values).map { $0 - $1 } : Array(values.dropFirst())
  }

  /// Response tokens before which a step begins: 0, and after each separator that a token ends with.
  package func starts(_ trajectory: Trajectory) -> [Int] {
    if cuts == .uncertain {
      let limit = PortableMath.log(below)
      let unsure = trajectory.plainLogprobs.indices.filter {
        trajectory.origins[$0] == .policy && Double(trajectory.plainLogprobs[$0]) < limit
      }
      return [0]
        + stride(from: every, to: unsure.count, by: every).prefix(most - 1).map { unsure[$0] }
    }
    let text = Array(trajectory.completion.text.utf8)
    let mark = Array(separator.utf8)
    var starts = [0]
    for (token, end) in trajectory.textEnds.enumerated() where starts.count < most {
      let begin = token == 0 ? 0 : trajectory.textEnds[token - 1]
      guard end > begin, end < text.count, end <= text.count, end >= mark.count,
        text[(end - mark.count)..<end].elementsEqual(mark)
      else { continue }
      starts.append(token + 1)
    }
    return starts
  }

  /// All prefixes of the batch in one call.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    var prompts: [[Int32]] = []
    var owners: [(group: Int, index: Int, start: Int)] = []
    for (g, group) in batch.groups.enumerated() {
      for (i, trajectory) in group.trajectories.enumerated() where trajectory.use == .learn {
        for start in starts(trajectory) {
          prompts.append(trajectory.promptTokens + trajectory.responseTokens.prefix(start))
          owners.append((g, i, start))
        }
      }
    }
    let stream = bench.stream(step: batch.step, ordinal: -1)["step_rollouts"]
    let found = try bench.responses(of: .policy, to: prompts, count: count, cap: bench.cap) {
      stream[$0, $1]
    }
    let tokenizer = try bench.models.member(.policy).tokenizer
    var values: [[[(start: Int, value: Double)]]] = batch.groups.map {
      $0.trajectories.map { _ in [] }
    }
    for (owner, continuations) in zip(owners, found) where !continuations.isEmpty {
      let trajectory = batch.groups[owner.group].trajectories[owner.index]
      let completions = continuations.map { continuation in
        Completion(
          text: tokenizer.decode(
            trajectory.responseTokens.prefix(owner.start) + continuation.responseTokens),
          isFinished: continuation.completion.isFinished)
      }
      let verdicts = try bench.verdicts(
        on: completions, for: batch.groups[owner.group].problem)
      let right = verdicts.count(where: \.strict)
      values[owner.group][owner.index].append(
        (
          owner.start,
          form == .hard ? (right > 0 ? 1 : 0) : Double(right) / Double(verdicts.count)
        ))
    }
    return zip(batch.groups, values).map { group, values in
      zip(zip(group.trajectories, group.verdicts), values).map { pair, values in
        score(pair.0, pair.1, values)
      }
    }
  }

  private func score(
    _ trajectory: Trajectory, _ verdict: Verdict, _ values: [(start: Int, value: Double)]
  ) -> Score {
    guard verdict.status == .ok else { return Score(nil, reason: verdict.reason) }
    guard let first = values.first else { return Score(verdict.strict ? 1 : 0) }
    let reward = verdict.strict ? 1.0 : 0
    let count = trajectory.responseTokens.count
    var tokens = [Float](repeating: 0, count: count)
    let ends = values.dropFirst().map(\.start) + [count]
    for (end, value) in zip(ends, rewards(values.map(\.value) + [reward])) where end > 0 {
      tokens[end - 1] += Float(value)
    }
    return Score(
      0, tokens: tokens,
      parts: ["value": first.value, "strict": reward, "steps": Double(values.count)])
  }

  /// Continuations, prefixes, a separator.
  public func validate() throws {
    try require(count, atLeast: 1, "count")
    try require(most, atLeast: 1, "most")
    try require(every, atLeast: 1, "every")
    try require(below > 0 && below <= 1, "below", below, "a probability above 0, at most 1")
    try require(!separator.isEmpty, "separator", separator, "a text")
  }
}
