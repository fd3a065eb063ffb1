import Interchange
import Statistics

extension CompareAnalysis {
  /// A level of an ordered quantity, with the runs that were made there.
  private typealias Level = (value: Double, runs: [(unit: Int, value: Double)])

  /// Adds the trend of a measurement over an ordered quantity: Page's test where levels share their units, otherwise
  /// Jonckheere and Terpstra's.
  ///
  /// - Throws: as `run`; `AnalysesError.badRows` for a single level, and for a unit that is not at every level once.
  func addTrend(_ column: String, _ table: ColumnTable, to report: inout CompareReport) throws {
    let data = try CompareTable(table, columns: columns, armColumns: [column])
    let levels = try levels(column, table, data)
    guard levels.count > 1 else {
      throw AnalysesError.badRows(
        place: data.path, reason: "'\(column)' has one value only; a trend needs two or more")
    }
    let isPaired = columns.unit != nil && (paired ?? Self.shareUnits(levels))
    let found =
      isPaired
      ? PageTrend.test(try rows(levels, column, data), alternative: alternative)
      : JonckheereTerpstra.test(
        levels.map { $0.runs.map(\.value) }, alternative: alternative)
    report.trend = TrendFinding(
      column: column, test: isPaired ? "Page" : "Jonckheere–Terpstra",
      levels: levels.map(\.value),
      means: levels.map { $0.runs.reduce(0) { $0 + $1.value } / Double($0.runs.count) },
      replicates: levels.map(\.runs.count), z: isPaired ? nil : found.statistic,
      pageL: isPaired ? found.statistic : nil, pValue: found.pValue)
    report.add(data.scaleNotes)
    if !isPaired { report.add(tieNotes(levels)) }
  }

  /// The levels in rising order; 0.1 and 0.10 are one.
  private func levels(
    _ column: String, _ table: ColumnTable, _ data: CompareTable
  ) throws -> [Level] {
    let names = try table.texts(column).map { NameText.canonical($0 ?? "") }
    let numbers = Dictionary(
      zip(names, try table.numbers(column)), uniquingKeysWith: { first, _ in first })
    let runs = try runs(data).map { run in
      (level: numbers[data.armKeys[run.arm][0], default: nil] ?? .nan, run: run)
    }
    return Dictionary(grouping: runs, by: \.level).sorted { $0.key < $1.key }.map { level, runs in
      (level, runs.map { ($0.run.unit, $0.run.value) })
    }
  }

  private static func shareUnits(_ levels: [Level]) -> Bool {
    let units = levels.map { Set($0.runs.map(\.unit)) }
    return units.reduce(0) { $0 + $1.count } > units.reduce(Set()) { $0.union($1) }.count
  }

  /// The value of every unit at every level, `[unit][level]`.
  private func rows(
    _ levels: [Level], _ column: String, _ data: CompareTable
  ) throws -> [[Double]] {
    try data.units.indices.map { unit in
      try levels.map { level in
        let values = level.runs.filter { $0.unit == unit }.map(\.value)
        guard values.count == 1 else {
          throw AnalysesError.badRows(
            place: data.path,
            reason:
              "\(columns.unit ?? "unit") \(Excerpt.of(data.units[unit])) has \(CompareText.plural(values.count, "run")) "
              + "at \(column) \(CompareText.level(level.value)); a trend over the same units needs one at every level: "
              + "add the runs (a diverged run counts with its last value), or compare with --unpaired"
          )
        }
        return values[0]
      }
    }
  }

  private func tieNotes(_ levels: [Level]) -> [String] {
    let groups = levels.map { $0.runs.map(\.value) }
    let times = Dictionary(grouping: groups.joined()) { $0 }.map(\.value.count)
    let tied = times.filter { $0 > 1 }.reduce(0, +)
    guard tied > 0 else { return [] }
    let corrected = JonckheereTerpstra.test(groups, alternative: alternative, correctsTies: true)
    return [
      "\(tied) of \(times.reduce(0, +)) values are equal to another, of which the test above takes no account: its z is too "
        + "near to 0. With the variance of such values z = \(CompareText.level(corrected.statistic)), p = "
        + "\(CompareText.p(corrected.pValue))."
    ]
  }
}
