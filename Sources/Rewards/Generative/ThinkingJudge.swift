import Experience
import Rollouts
import Support

/// A model that writes before it says yes or no, asked several times.
///
/// ```
/// r = mean over the votes that can be read of 1[verdict is yes]
/// ```
///
/// The verdict is the last of the two words in what it wrote. A vote without one is none: without any there is no score,
/// which is not 0.
public struct ThinkingJudge: Reward {
  public static let kind = "thinking-judge"
  /// Reasoning reward model.
  public static let aliases = ["reasoning-rm", "critique"]
  public static let ids = ["genrm.reasoning_rm", "genrm.spec"]
  public static let summary =
    "A model that writes before it says yes or no; the mean of several votes."
  public static let source = Source(
    "Liu et al. 2025, arXiv:2504.02495, section 4; Chen et al. 2025, arXiv:2505.02387")
  public static let assumptions =
    "Writing helps the judge; votes differ, so that a mean says more than one of them."

  /// The model's role.
  public var role = Role.judge
  /// The question.
  public var template = "{prompt} {response} check:"
  /// The word for right.
  public var yes = "Yes"
  /// The word for wrong.
  public var no = "No"
  /// How often it is asked.
  public var votes = 1
  /// The most tokens that it writes.
  public var cap = 64
  /// The temperature that it is sampled at.
  public var temperature = 1.0

  /// One vote of at most 64 tokens.
  public init() {}
  /// The judge.
  public var needs: Needs { Needs(models: [role]) }
  /// A share.
  public var range: ClosedRange<Double>? { 0...1 }
  /// A model.
  public var basis: RewardBasis { .model }

  /// What a text says: the last of the two words; `nil` without one.
  public func verdict(_ text: String) -> Bool? {
    let (positive, negative) = (text.ranges(of: yes).last, text.ranges(of: no).last)
    switch (positive, negative) {
    case (nil, nil): return nil
    case (_, nil): return true
    case (nil, _): return false
    case (let a?, let b?): return a.lowerBound > b.lowerBound
    }
  }

  /// The mean of the votes that can be read; `nil` without any.
  public static func mean(_ votes: [Bool?]) -> Double? {
    let read = votes.compactMap { $0 }
    return read.isEmpty ? nil : Double(read.count { $0 }) / Double(read.count)
  }

  /// All completions of the batch, several times.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let found = try writings(batch, bench)
    var next = 0
    return batch.groups.map { group in
      group.trajectories.map { _ in
        defer { next += 1 }
        let read = found[next].map { verdict($0.text) }
        guard let mean = Self.mean(read) else {
          return Score(nil, reason: "no verdict can be read in what the judge wrote")
        }
        return Score(mean, parts: ["unread_votes": Double(read.count { $0 == nil })])
      }
    }
  }

  /// What the judge writes about each completion, `[completions][votes]`.
  private func writings(_ batch: Batch, _ bench: Bench) throws -> [[Completion]] {
    let questions = batch.groups.flatMap { group in
      group.trajectories.indices.map { WordProbabilities.text(template, group, $0) }
    }
    let stream = bench.stream(step: batch.step, ordinal: -1)["judge"]
    if let server = bench.models.textModel(role) {
      return try server.texts(
        after: questions, count: votes, cap: cap, temperature: temperature, stream: stream)
    }
    let judge = try bench.models.member(role)
    let prompts = try questions.map { try judge.promptFormat.tokens($0, judge.tokenizer) }
    var decoding = Decoding()
    decoding.temperature = temperature
    return try bench.responses(
      of: role, to: prompts, count: votes, cap: cap, decoding: decoding
    ) { stream[$0, $1] }.map { $0.map(\.completion) }
  }

  /// Two words, votes, tokens, and the response in the question.
  public func validate() throws {
    try require(!yes.isEmpty && !no.isEmpty && yes != no, "yes", yes, "a word that is not 'no'")
    try require(votes, atLeast: 1, "votes")
    try require(cap, atLeast: 1, "cap")
    try require(temperature, in: 0...100, "temperature")
    try require(
      template.contains("{response}"), "template", template, "a text with {response} in it")
  }
}
