import Interchange
import Statistics
import Support

/// How pass@1 differs between the seeds of an evaluation of the same problems.
///
/// The seeds are further independent samples, so that the spread is that of sampling alone, not of the problems.
public struct SeedSpread: Codable, Sendable, Equatable {
  /// The seeds.
  public var seeds: [UInt64]
  /// pass@1 with the samples of each seed alone.
  public var passAt1: [Double]
  /// Their standard deviation, s with n − 1.
  public var deviation: Double

  /// A spread from its parts.
  ///
  /// - Precondition: at least two seeds, and a number for each.
  public init(seeds: [UInt64], passAt1: [Double]) {
    precondition(seeds.count > 1 && seeds.count == passAt1.count, "\(seeds), \(passAt1)")
    self.seeds = seeds
    self.passAt1 = passAt1
    let mean = passAt1.reduce(0, +) / Double(passAt1.count)
    let squares = passAt1.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    deviation = (squares / Double(passAt1.count - 1)).squareRoot()
  }

  /// The spread on one line.
  var plainText: String {
    let values = zip(seeds, passAt1).map { "\(PassAtKReport.cell($1)) (seed \($0))" }
    return "pass@1 by seed: \(values.joined(separator: ", ")); standard deviation "
      + "\(PassAtKReport.cell(deviation))."
  }

  /// For programs.
  var json: OrderedJSON {
    .object([
      ("seeds", .row(seeds.map { .unsigned($0) })), ("pass_at_1", .numbers(passAt1)),
      ("standard_deviation", .number(deviation)),
    ])
  }

  private enum CodingKeys: String, CodingKey {
    case seeds
    case passAt1 = "pass_at_1"
    case deviation = "standard_deviation"
  }
}

extension PassAtKAnalysis {
  /// The report of an evaluation with some seeds: of all samples of a problem together, with the spread over seeds.
  ///
  /// - Parameter tables: one a seed, of the same problems in the same order.
  /// - Throws: as `run(_:)` does.
  /// - Precondition: at least one table, as many as seeds.
  public func run(_ tables: [CountTable], seeds: [UInt64]) throws -> PassAtKReport {
    precondition(!tables.isEmpty && tables.count == seeds.count, "\(tables.count) tables")
    var all = tables[0]
    for table in tables.dropFirst() {
      precondition(table.problems.map(\.id) == all.problems.map(\.id), "other problems")
      for (index, tally) in table.problems.enumerated() {
        all.problems[index].n += tally.n
        all.problems[index].c += tally.c
      }
    }
    var report = try run(all)
    guard tables.count > 1 else { return report }
    report.seeds = SeedSpread(
      seeds: seeds,
      passAt1: try tables.map { table in
        try PassAtKTable(counts: table.problems.map { (n: $0.n, c: $0.c) }, ks: [1]).points[0].value
      })
    return report
  }
}
