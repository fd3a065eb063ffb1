import Interchange
import Statistics
import Support

/// pass@k of a table of counts, with two standard errors and a bootstrap interval.
///
/// The interval is the percentile interval of the mean over problems, the problems drawn again with
/// replacement. It is about other problems of the same kind and the same model. All k of a table, and all
/// tables with equally many problems, share the draws; neither the order of files nor the number of
/// workers changes a number.
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
  /// The probability that guessing is right, for every problem; `nil` takes what the tables say.
  public var chance: Double?
  /// How far beyond the samples pass@k is wanted; `nil` for not at all.
  public var extrapolate: Int?
  /// The family of difficulties that is fitted for that.
  public var difficulty: DifficultyModel

  /// An analysis.
  public init(
    ks: [Int] = [], level: Double = 0.95, draws: Int = 10_000, seed: UInt64 = 7,
    chance: Double? = nil, extrapolate: Int? = nil, difficulty: DifficultyModel = .betaBinomial
  ) {
    self.ks = ks
    self.level = level
    self.draws = draws
    self.seed = seed
    self.chance = chance
    self.extrapolate = extrapolate
    self.difficulty = difficulty
  }

  /// The most draws: more would need gigabytes, and say nothing more.
  public static let mostDraws = 1_000_000
  /// The furthest that pass@k is extrapolated.
  public static let mostAttempts = 1_000_000_000

  /// Computes the report of one table.
  ///
  /// - Returns: one value for each k, in rising order, each k once.
  /// - Throws: `AnalysesError`: a setting out of range, no problems, an impossible tally, or a k above the
  ///   samples of a problem, in which case the problem with the fewest samples is named.
  /// - Complexity: problems × (draws + k values).
  public func run(_ table: CountTable) throws -> PassAtKReport {
    try requireSettings()
    try Self.requireTallies(table)
    let attempts = try attempts(for: [table])
    let counts = table.problems.map { (n: $0.n, c: $0.c) }
    let passes = try PassAtKTable(counts: counts, ks: attempts)
    let curve = passes.points
    let clusters = try clusters(of: table)
    let errors = clusters.map { Self.errors(passes.values, passes.kinds, clusters: $0) }
    let band = band(passes, clusters)
    var report = PassAtKReport(
      name: table.name, source: table.source, problems: counts.count, k: attempts,
      passAtK: curve.map(\.value), seSampling: curve.map(\.seSampling),
      seProblems: errors ?? curve.map(\.seProblems), ciLow: band.low, ciHigh: band.high,
      level: level,
      leastSamples: counts.map(\.n).min() ?? 0, mostSamples: counts.map(\.n).max() ?? 0,
      samples: counts.reduce(0) { $0 + $1.n }, right: counts.reduce(0) { $0 + $1.c },
      note: table.note)
    if let clusters {
      report.remarks.append(
        "Problems are in \(Set(clusters).count) clusters: SE problems is clustered, and the interval is "
          + "Student's with \(Set(clusters).count - 1) degrees of freedom.")
    }
    try addFurtherCurves(to: &report, table, attempts, clusters)
    return report
  }

  /// The k of an analysis, rising, each once: those chosen, or the powers of two that every problem has
  /// samples for.
  ///
  /// - Throws: `AnalysesError` for a k above the samples of a problem.
  func attempts(for tables: [CountTable]) throws -> [Int] {
    let least = tables.flatMap(\.problems).map(\.n).min() ?? 0
    let attempts = ks.isEmpty ? PassAtK.powersOfTwo(upTo: least) : Set(ks).sorted()
    guard let k = attempts.first(where: { $0 > least }) else { return attempts }
    for table in tables {
      guard let problem = table.problems.first(where: { $0.n == least }) else { continue }
      throw AnalysesError.tooFewSamples(
        place: table.place(of: problem), problem: problem.id, n: least, k: k,
        others: table.problems.count { $0.n < k } - 1)
    }
    return attempts
  }

  /// The cluster of every problem; `nil` if none were named.
  private func clusters(of table: CountTable) throws -> [String]? {
    let named = table.problems.compactMap(\.cluster)
    guard !named.isEmpty else { return nil }
    guard named.count == table.problems.count, Set(named).count > 1 else {
      throw AnalysesError.badRows(
        place: table.source,
        reason: "all problems are in one cluster; an interval needs two clusters at least")
    }
    return named
  }

  /// The clustered standard error of the mean of every column of a table of kinds.
  private static func errors(
    _ table: [[Double]], _ kinds: [Int], clusters: [String]
  ) -> [Double] {
    (table.first ?? []).indices.map { column in
      StandardErrors.clustered(kinds.map { table[$0][column] }, clusters: clusters)
    }
  }

  /// The means over problems with percentile intervals; no interval for a single problem, which has no
  /// others to be drawn.
  private func band(_ passes: PassAtKTable, _ clusters: [String]?) -> PassAtKBand {
    let values = passes.points.map(\.value)
    guard passes.kinds.count > 1 else {
      return PassAtKBand(
        values: values, low: values.map { _ in nil }, high: values.map { _ in nil })
    }
    return band(values, table: passes.values, kinds: passes.kinds, clusters)
  }

  /// Percentile intervals over problems, or with clusters Student's with as many degrees of freedom as clusters less 1.
  private func band(
    _ values: [Double], table: [[Double]], kinds: [Int], _ clusters: [String]?
  ) -> PassAtKBand {
    if let clusters {
      let factor = Estimate.studentFactor(count: Set(clusters).count, level: level)
      let errors = Self.errors(table, kinds, clusters: clusters)
      return PassAtKBand(
        values: values, low: zip(values, errors).map { max(0, $0 - factor * $1) },
        high: zip(values, errors).map { min(1, $0 + factor * $1) })
    }
    let intervals = ProblemBootstrap.intervals(
      values: table, kinds: kinds, draws: draws, level: level,
      stream: RandomStream(seed: seed)["bootstrap", "pass_at_k"])
    // A mean of ones can round to just above 1.
    return PassAtKBand(
      values: values, low: intervals.map { min(1, max(0, $0.low)) },
      high: intervals.map { min(1, max(0, $0.high)) })
  }

  /// CoT-pass@k, maj@k, chance and extrapolation, as far as the table has what they need.
  private func addFurtherCurves(
    to report: inout PassAtKReport, _ table: CountTable, _ attempts: [Int], _ clusters: [String]?
  ) throws {
    let strict = table.problems.compactMap { tally in tally.strict.map { (n: tally.n, c: $0) } }
    if strict.count == table.problems.count {
      report.strict = band(try PassAtKTable(counts: strict, ks: attempts), clusters)
    }
    if let majority = try MajorityCurve(table, ks: attempts) {
      // The k that were too costly are left out.
      let means = majority.means
      var band = PassAtKBand(
        values: means, low: means.map { _ in nil }, high: means.map { _ in nil })
      if majority.kinds.count > 1, majority.count > 0 {
        band = self.band(means, table: majority.values, kinds: majority.kinds, clusters)
      }
      report.majority = majority.count == 0 ? nil : band
      report.remarks += majority.remarks(of: attempts)
    }
    let chances = table.problems.compactMap { chance ?? $0.chance }
    if chances.count == table.problems.count {
      report.chance = attempts.map { k in
        chances.reduce(0) { $0 + PassAtK.chance($1, k: k) } / Double(chances.count)
      }
    }
    if let extrapolate {
      do {
        report.extrapolation = try Extrapolation(
          table, to: extrapolate, model: difficulty, draws: draws, level: level,
          stream: RandomStream(seed: seed)["bootstrap", "difficulty"])
      } catch let error as StatisticsError {
        report.remarks.append("There is no extrapolation: \(error).")
      }
    }
  }

  func requireSettings() throws {
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
    if let chance, !(chance >= 0 && chance <= 1) {
      throw AnalysesError.badSetting(
        name: "chance", found: "\(chance)", expected: "a probability, such as 0.25")
    }
    if let extrapolate, extrapolate < 1 || extrapolate > Self.mostAttempts {
      throw AnalysesError.badSetting(
        name: "extrapolate", found: "\(extrapolate)", expected: "from 1 to \(Self.mostAttempts)")
    }
  }

  static func requireTallies(_ table: CountTable) throws {
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
