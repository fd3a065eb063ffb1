import Experience
import Support

/// Adds a greedy completion to each group, for comparison only: the baseline of ReMax.
public struct WithGreedy: Sampler {
  public static let kind = "with-greedy"
  public static let aliases = ["remax-sampler"]
  public static let ids = ["adv.remax"]
  public static let summary = "Adds a greedy completion to each group, for comparison only."
  public static let source = Source("Li et al. 2023, arXiv:2310.10505, algorithm 1")
  public static let assumptions = "One more completion a problem is sampled, and paid for."

  /// How groups are sampled.
  public var inner = Slot<SamplerCatalogue>(Plain())

  /// Beside plain ones.
  public init() {}

  /// The groups, each with its greedy completion last.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var batch = try memory.scoped("inner") {
      try inner.value.batch(count, &asker, bench, &$0)
    }
    var greedy = Decoding()
    greedy.temperature = 0
    let places = batch.groups.indices.filter { !batch.groups[$0].trajectories.isEmpty }
    let prompts = places.map { batch.groups[$0].trajectories[0].promptTokens }
    let stream = bench.stream(step: asker.step, ordinal: -1)["greedy"]
    let found = try bench.responses(
      of: .policy, to: prompts, count: 1, cap: bench.cap, decoding: greedy
    ) { prompt, _ in stream[prompt] }
    for (place, responses) in zip(places, found) {
      guard var one = responses.first else { continue }
      guard batch.groups[place].trajectories[0].turns.count == 1 else {
        throw RolloutsError.exhausted(
          sampler: Self.kind, reason: "a task with turns has no single greedy completion")
      }
      one.use = .compare
      batch.groups[place].verdicts += try bench.verdicts(
        on: [one.completion], for: batch.groups[place].problem)
      batch.groups[place].trajectories.append(one)
    }
    return batch
  }
}
