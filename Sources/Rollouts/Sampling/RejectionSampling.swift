import Experience
import Support

/// Keeps right completions alone, each text once, and at most some of a problem: what rejection fine-tuning imitates.
///
/// With the loss `nll` every step is a round of rejection fine-tuning on fresh completions. A single round is one step with many
/// problems, several updates and epochs. Problems without a right completion are left out.
public struct RejectionSampling: Sampler {
  public static let kind = "rejection-sampling"
  /// RFT, STaR, RAFT.
  public static let aliases = ["rft", "star", "raft"]
  public static let ids = ["sft.rft"]
  public static let summary = "Keeps right completions alone, each once, at most some a problem."
  public static let source = Source(
    "Yuan et al. 2023, arXiv:2308.01825, section 3.3; Zelikman et al. 2022, arXiv:2203.14465 (STaR)"
  )
  public static let assumptions =
    "The checker is right about what is right; wrong completions teach nothing."

  /// How completions are sampled.
  public var inner = Slot<SamplerCatalogue>(Plain())
  /// Completions of a problem at most.
  public var most = 4

  /// Four of a problem.
  public init() {}

  /// The groups that are left.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let batch = try memory.scoped("inner") {
      try inner.value.batch(count, &asker, bench, &$0)
    }
    let groups = batch.groups.compactMap { group -> Group? in
      var seen: Set<String> = []
      let kept = group.trajectories.indices.filter {
        group.verdicts[$0].strict && seen.insert(group.trajectories[$0].completion.text).inserted
      }.prefix(most)
      guard !kept.isEmpty else { return nil }
      return Group(
        problem: group.problem, trajectories: kept.map { group.trajectories[$0] },
        verdicts: kept.map { group.verdicts[$0] }, ordinal: group.ordinal)
    }
    return Batch(groups, step: batch.step)
  }

  /// At least one.
  public func validate() throws { try require(most, atLeast: 1, "most") }
}
