import Rollouts
import Support

/// A benchmark with several seeds: further independent samples of the same problems.
///
/// Sample j of problem i under seed s draws from `s/eval/set/i/j`, so what a seed gives does not depend on the
/// other seeds, nor on the order in which they are named.
public struct SeededBenchmark: Sendable {
  /// What every seed samples.
  public var benchmark: Benchmark
  /// The seeds, each once.
  public var seeds: [UInt64]

  /// A benchmark with seeds.
  ///
  /// - Precondition: there is a seed, and none is there twice.
  public init(_ benchmark: Benchmark, seeds: [UInt64]) {
    precondition(!seeds.isEmpty && Set(seeds).count == seeds.count, "seeds \(seeds)")
    self.benchmark = benchmark
    self.seeds = seeds
  }

  /// The stream of a seed's evaluation.
  public static func stream(seed: UInt64) -> RandomStream { RandomStream(seed: seed)["eval"] }

  /// Problems of one seed.
  public var problems: Int { benchmark.places?.count ?? benchmark.set.problems.count }

  /// The results that a partial evaluation holds at the end: one a problem and seed.
  public var parts: Int { problems * seeds.count }

  /// Runs the benchmark with each seed.
  ///
  /// - Parameters:
  ///   - known: the first results of an evaluation that was stopped, seed after seed.
  ///   - finished: called with results as they come; may throw to stop.
  ///   - progress: called with the share of all seeds that is done; may throw to stop.
  /// - Returns: one result a seed.
  public func run(
    _ engine: any CompletionEngine, known: [ProblemResult] = [],
    finished: ([ProblemResult]) throws -> Void = { _ in },
    progress: (Double) throws -> Void = { _ in }
  ) throws -> [BenchmarkResult] {
    try seeds.enumerated().map { place, seed in
      try benchmark.run(
        engine, stream: Self.stream(seed: seed),
        known: Array(known.dropFirst(place * problems).prefix(problems)), finished: finished
      ) { share in
        try progress((Double(place) + share) / Double(seeds.count))
      }
    }
  }
}
