import Experience
import Support

/// Adds demonstrations to groups: to all of them, or to those that the policy cannot solve.
///
/// A demonstration is one that came with the problem, or its gold response. Its tokens are those of `demonstration`: terms of the
/// objective say what they are for. With `replaces` a group that gets demonstrations loses its own completions, so that a
/// problem is learned from by imitation or by trying, not both.
///
/// ```
/// LUFFY, SRFT, CHORD:  { kind: guided }
/// HPT, ReLIFT:         { kind: guided, below: 0, replaces: true }
/// ```
public struct Guided: Sampler {
  public static let kind = "guided"
  /// Demonstrations in the group.
  public static let aliases = ["with-demonstrations"]
  public static let ids = ["off.data", "off.mix"]
  public static let summary = "Adds demonstrations to groups, all of them or the unsolved ones."
  public static let source = Source(
    "Yan et al. 2025, arXiv:2504.14945, section 3; Lv et al. 2025, arXiv:2509.04419, section 4 (gate)"
  )
  public static let assumptions =
    "Demonstrations fit the cap and are tokenized as the policy writes."

  /// How groups are sampled.
  public var inner = Slot<SamplerCatalogue>(Plain())
  /// Demonstrations a group.
  public var count = 1
  /// The largest share of right completions with which a group gets them.
  public var below = 1.0
  /// Whether they take the place of the group's own completions.
  public var replaces = false

  /// One in every group.
  public init() {}

  /// The groups with what was added.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var batch = try memory.scoped("inner") {
      try inner.value.batch(count, &asker, bench, &$0)
    }
    let policy = try bench.models.member(.policy)
    for g in batch.groups.indices {
      let group = batch.groups[g]
      let right = group.verdicts.count(where: \.strict)
      guard Double(right) <= below * Double(group.verdicts.count) else { continue }
      let shown = try group.problem.shown(for: Self.kind).prefix(self.count)
      let prompt = try policy.promptFormat.tokens(group.problem.messages, policy.tokenizer)
      let added = try shown.map {
        try Trajectory(
          demonstration: $0, prompt: prompt, tokenizer: policy.tokenizer,
          version: bench.models.version)
      }
      if replaces {
        batch.groups[g].trajectories = []
        batch.groups[g].verdicts = []
      }
      batch.groups[g].verdicts += try bench.verdicts(
        on: added.map(\.completion), for: group.problem)
      batch.groups[g].trajectories += added
    }
    return batch
  }

  /// At least one, a share.
  public func validate() throws {
    try require(count, atLeast: 1, atMost: 1000, "count")
    try require(below, in: 0...1, "below")
  }
}

extension Problem {
  /// Responses to show: good ones that came with the problem, or its gold response.
  ///
  /// - Throws: `RolloutsError.exhausted` for a problem without either.
  func shown(for sampler: String) throws -> [Demonstration] {
    let good = demonstrations.filter { $0.score > 0 }
    if !good.isEmpty { return good }
    guard !gold.isEmpty else {
      throw RolloutsError.exhausted(
        sampler: sampler, reason: "the problem '\(prompt.prefix(60))' has no response to show")
    }
    return [Demonstration(text: gold)]
  }
}
