import Interchange
import Statistics

/// A standard deviation from a few runs, raised because so few say little about it.
public struct PowerPilot: Codable, Sendable, Equatable {
  /// The deviation of the pilot.
  public var deviation: Double
  /// The numbers behind it: differences of pairs, or degrees of freedom plus one.
  public var count: Int
  /// What it was raised by.
  public var factor: Double
  /// What it is of, in words.
  public var what: String
  /// The deviation that plans should use: the true one is below it with 80 % probability.
  public var raised: Double { deviation * factor }

  /// Reads a pilot.
  ///
  /// Without an arm, the values are differences (or, unpaired, runs of one arm). With one, arms are compared
  /// with the baseline by unit; the contrast with the largest deviation counts.
  ///
  /// - Throws: `AnalysesError` and `InterchangeError` for rows that cannot be used, fewer than two values, and
  ///   no spread.
  public static func read(
    _ path: String, columns: (arm: String?, value: String, unit: String?), baseline: String? = nil,
    design: ComparisonDesign
  ) throws -> PowerPilot {
    let table = try ColumnTable.read(path)
    guard let arm = columns.arm else {
      let values = try numbers(table, columns.value)
      let error = Estimate.mean(of: values).standardError
      return try pilot(
        error * Double(values.count).squareRoot(), values.count,
        what: "the values of '\(columns.value)'", path)
    }
    let analysis = CompareAnalysis(
      columns: CompareColumns(arm: arm, value: columns.value, unit: columns.unit),
      baseline: baseline, paired: design == .paired)
    let report = try analysis.run(table)
    if design == .paired {
      let widest = report.contrasts.dropFirst().reduce(report.contrasts[0]) {
        ($1.deviation ?? 0) > ($0.deviation ?? 0) ? $1 : $0
      }
      return try pilot(
        widest.deviation ?? 0, widest.replicates,
        what: "the differences of '\(widest.arm)' from '\(widest.baseline)'", path)
    }
    let freedom = report.arms.reduce(0) { $0 + $1.replicates - 1 }
    let squares = report.arms.reduce(0.0) {
      $0 + Double($1.replicates - 1) * ($1.deviation ?? 0) * ($1.deviation ?? 0)
    }
    return try pilot(
      (squares / Double(freedom)).squareRoot(), freedom + 1, what: "runs within arms", path)
  }

  private static func numbers(_ table: ColumnTable, _ column: String) throws -> [Double] {
    let numbers = try table.numbers(column)
    let values = try numbers.enumerated().map { row, value in
      guard let value else {
        throw AnalysesError.badRows(
          place: table.place(of: row), reason: "'\(column)' is missing; fill it in")
      }
      return value
    }
    guard values.count > 1 else {
      throw AnalysesError.badRows(
        place: table.path, reason: "there is one value; a spread needs at least 2")
    }
    return values
  }

  private static func pilot(
    _ deviation: Double, _ count: Int, what: String, _ path: String
  ) throws -> PowerPilot {
    guard deviation > 0 else {
      throw AnalysesError.badRows(
        place: path, reason: "\(what) do not vary, which says nothing about other runs")
    }
    return PowerPilot(
      deviation: deviation, count: count, factor: Power.inflation(count: count), what: what)
  }
}
