import Interchange
import Statistics
import Support

/// pass@k of a table of counts, with two standard errors and a bootstrap interval.
///
/// The interval is the percentile interval of the mean over problems, the problems drawn again with
/// replacement. It is about other problems of the same kind and the same model. All k of a table, and all
/// tables with equally many problems, share the draws; the order of files changes no number.
///
/// - Source: Chen et al. 2021, arXiv:2107.03374, eq. 1; Efron 1979, Annals of Statistics 7(1), 1–26.
/// - Deviation: none.
public struct PassAtKAnalysis: Codable, Sendable, Equatable {
  /// The numbers of attempts, in any order; empty for the powers of two up to the smallest n.
  public var ks: [Int]
  /// The confidence level of the interval.
  public var level: Double
  /// Bootstrap draws.
  public var draws: Int
  /// The root of all randomness.
  public var seed: UInt64

  /// An analysis.
  public init(
    ks: [Int] = [], level: Double = 0.95, draws: Int = 10_000, seed: UInt64 = 7
  ) {
    self.ks = ks
    self.level = level
    self.draws = draws
    self.seed = seed
  }

  /// The most draws: more would need gigabytes, and say nothing more.
  public static let mostDraws = 1_000_000

  /// Computes the report of one table.
  ///
  /// - Returns: one value for each k, in rising order, each k once.
  /// - Throws: `AnalysesError`: a setting out of range, no problems, an impossible tally, or a k above the
  ///   samples of a problem, in which case the problem with the fewest samples is named.
  /// - Complexity: problems × (draws + k values).
  public func run(_ table: CountTable) throws -> PassAtKReport {
    try requireSettings()
    try requireTallies(table)
    let least = table.problems.map(\.n).min() ?? 0
    let attempts = ks.isEmpty ? PassAtK.powersOfTwo(upTo: least) : Set(ks).sorted()
    if let k = attempts.first(where: { $0 > least }),
      let problem = table.problems.first(where: { $0.n == least })
    {
      throw AnalysesError.tooFewSamples(
        place: table.place(of: problem), problem: problem.id, n: least, k: k)
    }
    let counts = table.problems.map { (n: $0.n, c: $0.c) }
    let curve = try PassAtK.curve(counts: counts, ks: attempts)
    let intervals = try intervals(counts, attempts)
    return PassAtKReport(
      name: table.name, source: table.source, problems: counts.count, k: attempts,
      passAtK: curve.map(\.value), seSampling: curve.map(\.seSampling),
      seProblems: curve.map(\.seProblems), ciLow: intervals.map { $0?.low },
      ciHigh: intervals.map { $0?.high }, level: level, leastSamples: least,
      mostSamples: counts.map(\.n).max() ?? 0,
      samples: counts.reduce(0) { $0 + $1.n }, right: counts.reduce(0) { $0 + $1.c },
      note: table.note)
  }

  /// Percentile intervals, one a k; `nil` for a single problem, which has no others to be drawn.
  private func intervals(_ counts: [(n: Int, c: Int)], _ attempts: [Int]) throws -> [Interval?] {
    guard counts.count > 1 else { return attempts.map { _ in nil } }
    let tables = try attempts.map { [try PassAtK.perProblem(counts: counts, k: $0)] }
    let stream = RandomStream(seed: seed)["bootstrap", "pass_at_k"]
    return CrossedBootstrap.curve(tables, draws: draws, level: level, stream: stream).map {
      // A mean of ones can round to just above 1.
      Interval(
        low: min(1, max(0, $0.interval.low)), high: min(1, max(0, $0.interval.high)), level: level)
    }
  }

  private func requireSettings() throws {
    if let k = ks.first(where: { $0 < 1 }) {
      throw AnalysesError.badSetting(name: "k", found: "\(k)", expected: "at least 1")
    }
    guard level > 0, level < 1 else {
      throw AnalysesError.badSetting(
        name: "level", found: "\(level)", expected: "a number between 0 and 1, such as 0.95")
    }
    guard draws >= 1, draws <= Self.mostDraws else {
      throw AnalysesError.badSetting(
        name: "draws", found: "\(draws)", expected: "from 1 to \(Self.mostDraws)")
    }
  }

  private func requireTallies(_ table: CountTable) throws {
    guard !table.problems.isEmpty else { throw AnalysesError.noProblems(source: table.source) }
    for problem in table.problems {
      guard problem.n >= 1, problem.n <= CountTable.mostSamples, problem.c >= 0,
        problem.c <= problem.n
      else {
        throw AnalysesError.badTally(
          place: table.place(of: problem), problem: problem.id, n: problem.n, c: problem.c)
      }
    }
  }
}
