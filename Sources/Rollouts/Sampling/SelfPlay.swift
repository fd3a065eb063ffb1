import Experience
import Support
import Tokenizers

/// Problems that the policy sets itself and then solves; the task checks both.
///
/// The policy goes on from nothing, up to `terminator`: what it writes is a proposal. It is valid where it states a problem
/// of the task, of the training part, that was not proposed before in this batch. The policy solves it, and with ā the share of right
/// solutions the proposal is worth
///
/// ```
/// learnable: 1 − ā where 0 < ā < 1, else 0      uncertain: 1 − 2|ā − ½|
/// ```
///
/// The batch has a group a problem, and one of all proposals, whose verdicts carry what they are worth: the reward
/// `learnability` pays it. Where too few proposals are valid, problems are drawn as ever.
///
/// - Deviation: a task family stands in for the executor of programs, and roles differ by their prompt alone.
public struct SelfPlay: Sampler {
  /// What a proposal is worth.
  public enum Worth: String, Codable, Sendable, CaseIterable {
    /// Hard, but not too hard.
    case learnable
    /// As often right as wrong.
    case uncertain

    /// The worth of a problem that a share of solutions solves.
    public func value(_ share: Double) -> Double {
      switch self {
      case .learnable: share > 0 && share < 1 ? 1 - share : 0
      case .uncertain: 1 - 2 * abs(share - 0.5)
      }
    }
  }

  public static let kind = "self-play"
  /// Absolute Zero, R-Zero.
  public static let aliases = ["absolute-zero", "proposer-solver"]
  public static let ids = ["unsup.self_knowledge"]
  public static let summary = "Problems that the policy sets itself and then solves."
  public static let source = Source(
    "Zhao et al. 2025, arXiv:2505.03335, section 3; Huang et al. 2025, arXiv:2508.05004, eq. 2")
  public static let assumptions =
    "The task checks what is proposed; a proposer drifts to near-duplicates and to what is nearly impossible."

  /// What a proposal is worth.
  public var worth = Worth.learnable
  /// Proposals for each problem that is wanted.
  public var tries = 4
  /// What ends a proposal.
  public var terminator = "?"
  /// The most tokens of a proposal.
  public var cap = 48
  /// The name of the group of proposals.
  public static let proposals = "self-play proposals"

  /// Four proposals a problem.
  public init() {}

  /// Problems of its own, and the group of all proposals.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let asked = try asker.draw(count)
    guard let first = asked.first, let stated = first.stated else {
      throw RolloutsError.exhausted(
        sampler: Self.kind, reason: "the task cannot tell whether a text states a problem of it")
    }
    let tokenizer = try bench.models.member(.policy).tokenizer
    let stream = first.stream["proposals"]
    let sampled = try bench.responses(
      of: .policy, to: [try tokenizer.prompt("")], count: tries * count, cap: cap
    ) { _, i in stream[i] }[0]
    var proposals: [(trajectory: Trajectory, problem: Problem?)] = []
    var seen: Set<UInt64> = []
    for one in sampled {
      guard let cut = one.upTo(terminator, tokenizer) else {
        proposals.append((one, nil))
        continue
      }
      let problem = stated(cut.completion.text)
      let isNew = problem.map { seen.insert($0.id).inserted } ?? false
      proposals.append((cut, isNew ? problem : nil))
    }
    let valid = proposals.indices.filter { proposals[$0].problem != nil }.prefix(count)
    var wanted = asked
    for (place, index) in zip(wanted.indices, valid) {
      guard let problem = proposals[index].problem else { continue }
      wanted[place].problem = problem
    }
    let groups = try bench.rollouts(wanted)
    var verdicts = proposals.map { _ in Verdict.unparsed("it states no new problem of the task") }
    for (place, index) in zip(groups.indices, valid) {
      let right = groups[place].verdicts.count(where: \.strict)
      let share = Double(right) / Double(max(1, groups[place].verdicts.count))
      verdicts[index] = Verdict(
        parsed: true, loose: share > 0, strict: share > 0 && share < 1,
        process: worth.value(share), answer: nil)
    }
    let setter = Problem(
      id: SHA256.word(Self.proposals), prompt: Self.proposals, gold: "", answer: "",
      difficulty: 0, canonical: Self.proposals, chanceLoose: 0, chanceStrict: 0)
    // Valid proposals that there was no room for are worth nothing, and take no part.
    let used = proposals.indices.filter { proposals[$0].problem == nil || valid.contains($0) }
    let own = Group(
      problem: setter, trajectories: used.map { proposals[$0].trajectory },
      verdicts: used.map { verdicts[$0] }, ordinal: count)
    return Batch(groups + [own], step: asker.step)
  }

  /// Proposals, and something that ends them.
  public func validate() throws {
    try require(tries, atLeast: 1, "tries")
    try require(cap, atLeast: 1, "cap")
    try require(!terminator.isEmpty, "terminator", terminator, "a text")
  }
}

extension Trajectory {
  /// The trajectory up to the token in which a text first ends; `nil` without it.
  func upTo(_ text: String, _ tokenizer: any Tokenizer) -> Trajectory? {
    guard let found = completion.text.utf8.firstRange(of: text.utf8) else { return nil }
    let end = completion.text.utf8.distance(from: completion.text.startIndex, to: found.upperBound)
    guard let token = token(endingAt: end), textEnds[token] == end else { return nil }
    let count = token + 1
    return Trajectory(
      promptTokens: promptTokens, responseTokens: Array(responseTokens.prefix(count)),
      origins: Array(origins.prefix(count)),
      behaviorLogprobs: Array(behaviorLogprobs.prefix(count)),
      plainLogprobs: Array(plainLogprobs.prefix(count)),
      unfilteredLogprobs: Array(unfilteredLogprobs.prefix(count)),
      entropies: Array(entropies.prefix(count)),
      completion: Completion(
        text: String(decoding: Array(completion.text.utf8.prefix(end)), as: UTF8.self),
        isFinished: true), temperature: temperature, version: Int(versions.first ?? 0),
      textEnds: Array(textEnds.prefix(count)))
  }
}
