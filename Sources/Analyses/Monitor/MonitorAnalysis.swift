import Interchange
import Statistics
import Support

/// What is known of a mean after every row, in the order of the rows, however one stops.
///
/// Without arms the mean of a column; with arms the mean of what each has more than the baseline, pair by pair.
public struct MonitorAnalysis: Codable, Sendable, Equatable {
  /// The column of values.
  public var value: String
  /// The column of arms.
  public var arm: String?
  /// The arm that others are compared with; `nil` for one called base or baseline, else the first.
  public var baseline: String?
  /// What pairs the rows of two arms; `nil` to pair the first row of one with the first of the other, and so on.
  public var pair: String?
  /// The smallest value that there can be.
  public var low: Double
  /// The largest value that there can be.
  public var high: Double
  /// The mean, or difference, that is waited for to be excluded; `nil` for 0 with arms and none without.
  public var threshold: Double?
  /// The confidence level.
  public var level: Double

  /// An analysis.
  public init(
    value: String, arm: String? = nil, baseline: String? = nil, pair: String? = nil,
    low: Double = 0, high: Double = 1, threshold: Double? = nil, level: Double = 0.95
  ) {
    self.value = value
    self.arm = arm
    self.baseline = baseline
    self.pair = pair
    self.low = low
    self.high = high
    self.threshold = threshold
    self.level = level
  }

  /// Follows the values of a table.
  ///
  /// - Throws: `AnalysesError` and `InterchangeError`: a setting out of range, a column or arm that is not there, values that
  ///   are missing, no numbers or outside the bounds, and arms without a pair.
  public func run(_ table: ColumnTable) throws -> MonitorReport {
    try requireSettings()
    let values = try bounded(table)
    var report = MonitorReport(
      source: table.path, value: value, level: level, low: low, high: high, series: [], notes: [])
    if let arm {
      let rows = try MonitoredRows(table, arm: arm, pair: pair)
      let base = try baselineName(rows.arms, table)
      for other in rows.arms where other != base {
        let pairs = rows.pairs(of: other, and: base)
        guard !pairs.isEmpty else {
          throw AnalysesError.badRows(
            place: table.path,
            reason:
              "arm '\(Excerpt.of(other))' shares no '\(Excerpt.of(pair ?? arm))' with '\(Excerpt.of(base))'; "
              + "pair rows by a column whose values both have")
        }
        let sequence = ConfidenceSequence(
          pairs.map { values[$0.first] - values[$0.second] }, bounds: (low - high)...(high - low),
          level: level)
        report.series.append(
          series(
            sequence, lines: pairs.map { table.lines[max($0.first, $0.second)] },
            waitingFor: threshold ?? 0, arm: other, baseline: base,
            unpaired: rows.count(other) + rows.count(base) - 2 * pairs.count))
      }
    } else {
      report.series = [
        series(
          ConfidenceSequence(values, bounds: low...high, level: level), lines: table.lines,
          waitingFor: threshold, arm: nil, baseline: nil, unpaired: 0)
      ]
    }
    report.notes = notes(report)
    return report
  }

  private func series(
    _ sequence: ConfidenceSequence, lines: [Int], waitingFor threshold: Double?, arm: String?,
    baseline: String?, unpaired: Int
  ) -> MonitoredSeries {
    let first = threshold.flatMap { sequence.firstExclusion(of: $0) }
    return MonitoredSeries(
      arm: arm, baseline: baseline, count: sequence.count, unpaired: unpaired,
      threshold: threshold, excludedAt: first, excludedLine: first.map { lines[$0 - 1] },
      pValue: threshold.map { sequence.pValue(of: $0, after: sequence.count) },
      points: Self.grid(sequence.count).map { n in
        MonitoredPoint(
          n: n, mean: sequence.means[n - 1], interval: sequence.interval(after: n))
      })
  }

  /// 1, 2, 5, 10, 20, … and the last.
  static func grid(_ count: Int) -> [Int] {
    var found: [Int] = []
    var unit = 1
    while unit < count {
      found += [1, 2, 5].map { $0 * unit }.filter { $0 < count }
      unit *= 10
    }
    return found + [count]
  }

  private func bounded(_ table: ColumnTable) throws -> [Double] {
    try table.numbers(value).enumerated().map { row, number in
      guard let number else {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason: "'\(Excerpt.of(value))' is missing; fill it in or remove the row")
      }
      guard (low...high).contains(number) else {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason:
            "'\(Excerpt.of(value))' is \(number), outside \(Self.short(low)) to \(Self.short(high)); "
            + "give the bounds that no value can leave, not those that were seen, with --bounds LO,HI"
        )
      }
      return number
    }
  }

  static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private func baselineName(_ arms: [String], _ table: ColumnTable) throws -> String {
    guard arms.count > 1 else {
      throw AnalysesError.badRows(
        place: table.path,
        reason:
          "'\(Excerpt.of(arm ?? ""))' has the one value '\(Excerpt.of(arms[0]))'; expected two arms or more"
      )
    }
    guard let baseline else {
      return arms.first { ["base", "baseline"].contains($0.lowercased()) } ?? arms[0]
    }
    guard arms.contains(baseline) else {
      throw AnalysesError.unknownName(
        path: table.path, option: "arm", name: baseline,
        suggestion: DidYouMean.suggestion(for: baseline, among: arms), known: arms)
    }
    return baseline
  }

  private func requireSettings() throws {
    guard level > 0.5, level < 1 else {
      throw AnalysesError.badSetting(
        name: "level", found: "\(level)", expected: "a number between 0.5 and 1, such as 0.95")
    }
    guard low < high, (high - low).isFinite else {
      throw AnalysesError.badSetting(
        name: "bounds", found: "\(low),\(high)", expected: "two numbers, the smaller first")
    }
    let range = arm == nil ? (low, high) : (low - high, high - low)
    if let threshold, !(threshold > range.0 && threshold < range.1) {
      throw AnalysesError.badSetting(
        name: "threshold", found: "\(threshold)",
        expected: "a number between \(Self.short(range.0)) and \(Self.short(range.1)), where the "
          + (arm == nil ? "mean" : "difference") + " can be")
    }
    for (name, given) in [("baseline", baseline), ("pair", pair)] where given != nil && arm == nil {
      throw AnalysesError.badSetting(
        name: name, found: "'\(Excerpt.of(given ?? ""))' without --arm",
        expected: "the column of arms too")
    }
  }
}

/// The rows of each arm, and what pairs them.
struct MonitoredRows {
  /// By first appearance.
  private(set) var arms: [String] = []
  /// The row of each key of an arm.
  private var rows: [String: [String: Int]] = [:]

  init(_ table: ColumnTable, arm: String, pair: String?) throws {
    try RankNames.require([arm] + [pair].compactMap { $0 }, table)
    let names = try table.texts(arm)
    let keys = try pair.map { try table.texts($0) }
    for row in 0..<table.count {
      let name = NameText.canonical(names[row] ?? "")
      if rows[name] == nil { arms.append(name) }
      let key = keys.map { NameText.canonical($0[row] ?? "") } ?? "\(rows[name]?.count ?? 0)"
      if let first = rows[name]?[key] {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason:
            "arm '\(Excerpt.of(name))' has '\(Excerpt.of(pair ?? ""))' \(Excerpt.of(key)) on line "
            + "\(table.lines[first]) already; a pair has one row of each arm")
      }
      rows[name, default: [:]][key] = row
    }
  }

  func count(_ arm: String) -> Int { rows[arm]?.count ?? 0 }

  /// Pairs in the order in which they were complete.
  func pairs(of arm: String, and baseline: String) -> [(first: Int, second: Int)] {
    (rows[arm] ?? [:]).compactMap { key, row in
      rows[baseline]?[key].map { (first: row, second: $0) }
    }.sorted { max($0.first, $0.second) < max($1.first, $1.second) }
  }
}
