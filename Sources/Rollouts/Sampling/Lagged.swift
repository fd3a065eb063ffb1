import Experience
import Support

/// Trains on batches that an older policy sampled: asynchronous training, as a schedule instead of a clock.
///
/// The batch of step s is sampled by the policy after step s − lag, or by the first one. Before the first step the batches
/// of steps 0 … lag are sampled, after that one a step; they wait in the checkpoint. Lag 0 is the inner sampler, to the bit.
/// With `overlap` the batches of later steps are sampled beside the updates: that changes the time, not a number.
///
/// - Deviation: the inner sampler keeps no memory for batches of later steps.
public struct Lagged: Sampler {
  public static let kind = "lagged"
  /// Off-policy by a bounded number of steps.
  public static let aliases = ["asynchronous"]
  public static let ids = ["off.async"]
  public static let summary =
    "Batches that the policy of some steps ago sampled, as in asynchronous training."
  public static let source = Source("Noukhovitch et al. 2024, arXiv:2410.18252, section 3")

  /// Steps between sampling and training.
  public var lag = 1
  /// Whether sampling goes on beside the updates.
  public var overlap = false
  /// How batches are sampled.
  public var inner = Slot<SamplerCatalogue>(Plain())

  /// One step behind.
  public init() {}

  /// The batch that is due; those of later steps go into the queue when the step ends.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let due = asker.step
    var queue = memory[batches: "queue"]
    let next = queue.last.map { $0.step + 1 } ?? due + 1
    if lag > 0, let background = bench.background {
      for step in next...due + lag {
        let later = asker.at(step: step)
        try background.start(
          into: memory.path(batches: "queue"), beside: overlap, bench
        ) { [inner] bench in
          var (asker, memory) = (later, Memory())
          return try inner.value.batch(count, &asker, bench, &memory)
        }
      }
    }
    guard !queue.isEmpty else {
      return try memory.scoped("inner") { try inner.value.batch(count, &asker, bench, &$0) }
    }
    let batch = queue.removeFirst()
    memory[batches: "queue"] = queue
    return batch
  }

  /// A lag of at least 0.
  public func validate() throws { try require(lag, atLeast: 0, atMost: 1000, "lag") }
}
