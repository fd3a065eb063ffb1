import Interchange
import Statistics
import Support

/// Two tables of the same problems, compared problem by problem.
public enum ComparisonAnalysis {
  /// Compares two tables, the first of which is the base.
  ///
  /// Problems are paired by their names, whatever their order.
  ///
  /// - Parameters:
  ///   - first: the base.
  ///   - second: the model that is compared with it.
  ///   - settings: k, level, draws and seed.
  /// - Throws: `AnalysesError` if the problems are not the same, for a setting out of range, and as
  ///   `PassAtKAnalysis` does.
  public static func run(
    _ first: CountTable, _ second: CountTable, settings: PassAtKAnalysis
  ) throws -> ComparisonReport {
    try settings.requireSettings()
    try PassAtKAnalysis.requireTallies(first)
    try PassAtKAnalysis.requireTallies(second)
    let partners = try pair(first, second)
    let ks = try settings.attempts(for: [first, second])
    let comparison = try PassAtKComparison(
      first: first.problems.map { (n: $0.n, c: $0.c) },
      second: partners.map { (n: $0.n, c: $0.c) }, ks: ks, draws: settings.draws,
      level: settings.level, stream: RandomStream(seed: settings.seed)["compare", "pass_at_k"])
    return ComparisonReport(
      first: first.name, second: second.name, level: settings.level, comparison: comparison)
  }

  /// The problems of the second table in the order of the first.
  private static func pair(_ first: CountTable, _ second: CountTable) throws -> [ProblemTally] {
    let places = Dictionary(
      second.problems.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(first.problems.map(\.id))
    let lost = first.problems.filter { places[$0.id] == nil }
    let extra = second.problems.filter { !names.contains($0.id) }
    if let problem = lost.first {
      throw AnalysesError.notComparable(
        first: first.name, second: second.name, problem: problem.id, missing: lost.count,
        otherWay: extra.count)
    }
    if let problem = extra.first {
      throw AnalysesError.notComparable(
        first: second.name, second: first.name, problem: problem.id, missing: extra.count,
        otherWay: 0)
    }
    return first.problems.compactMap { places[$0.id].map { second.problems[$0] } }
  }
}
