import Experience

/// Counts the evaluation problems that also occur in training, in memory of the evaluation sets' size.
///
/// Every training stage, pre-training included, shows its problems to `see`.
public struct LeakCheck: Sendable {
  private let evaluationIDs: Set<UInt64>
  private var found: Set<UInt64> = []
  /// How many training problems were compared, repetitions included.
  public private(set) var checked = 0

  /// A check of training against these evaluation sets.
  public init(evaluation sets: [ProblemSet]) {
    evaluationIDs = Set(sets.flatMap { $0.problems.map(\.id) })
  }

  /// How many distinct evaluation problems there are.
  public var evaluationCount: Int { evaluationIDs.count }
  /// How many distinct evaluation problems were seen in training.
  public var overlapping: Int { found.count }

  /// Compares one training problem.
  public mutating func see(_ id: UInt64) {
    checked += 1
    if evaluationIDs.contains(id) { found.insert(id) }
  }

  /// Compares many training problems.
  public mutating func see(_ ids: some Sequence<UInt64>) {
    for id in ids { see(id) }
  }
}
