import Foundation
import Interchange
import Reports
import Statistics

/// What is known after n values.
public struct MonitoredPoint: Codable, Sendable, Equatable {
  /// Values, or pairs, so far.
  public var n: Int
  /// Their mean.
  public var mean: Double
  /// The running interval; null where no mean is left.
  @Nullable public var interval: Interval?
}

/// A mean, or a difference of two arms, followed row by row.
public struct MonitoredSeries: Codable, Sendable, Equatable {
  /// The arm; null for a mean.
  @Nullable public var arm: String?
  /// What it is compared with.
  @Nullable public var baseline: String?
  /// Values, or pairs.
  public var count: Int
  /// Rows of the two arms that have no partner.
  public var unpaired: Int
  /// What is waited for to be excluded; null for nothing.
  @Nullable public var threshold: Double?
  /// The first n after which it was; null if it never was.
  @Nullable public var excludedAt: Int?
  /// The line of the file on which that was.
  @Nullable public var excludedLine: Int?
  /// The p value of the threshold, which may be looked at after every row.
  @Nullable public var pValue: Double?
  /// At n = 1, 2, 5, 10, … and at the end.
  public var points: [MonitoredPoint]
}

/// What `assay monitor` found.
public struct MonitorReport: Codable, Sendable, Equatable {
  /// The file.
  public var source: String
  /// The column of values.
  public var value: String
  /// The confidence level.
  public var level: Double
  /// The smallest value that there can be.
  public var low: Double
  /// The largest value that there can be.
  public var high: Double
  /// The mean, or every other arm against the baseline.
  public var series: [MonitoredSeries]
  /// What a reader should know before quoting the numbers.
  public var notes: [String]

  /// The report as tables for people, with what they should know about it below.
  public var plainText: String {
    series.map { one in title(one) + "\n\n" + table(one).plainText() + "\n" + verdict(one) }
      .joined(separator: "\n") + notes.map { $0 + "\n" }.joined()
  }

  private func title(_ one: MonitoredSeries) -> String {
    guard let arm = one.arm, let baseline = one.baseline else {
      return "\(Excerpt.of(value)): \(CompareText.plural(one.count, "row"))"
    }
    return "\(Excerpt.of(value)): '\(Excerpt.of(arm))' minus '\(Excerpt.of(baseline))', "
      + CompareText.plural(one.count, "pair")
      + (one.unpaired > 0 ? ", \(CompareText.plural(one.unpaired, "row")) without partner" : "")
  }

  private func table(_ one: MonitoredSeries) -> Table {
    let isDifference = one.arm != nil
    return Table(
      id: "", caption: "",
      columns: [
        Table.Column("n", .right), Table.Column(isDifference ? "difference" : "mean", .right),
        Table.Column("\(CompareText.percent(level)) % interval at any n", .left),
      ],
      texts: one.points.map { point in
        [
          "\(point.n)", CompareText.number(point.mean, sign: isDifference),
          point.interval.map(CompareText.interval) ?? "empty",
        ]
      })
  }

  private func verdict(_ one: MonitoredSeries) -> String {
    guard let threshold = one.threshold, let pValue = one.pValue else { return "" }
    let what = threshold == 0 ? "0" : CompareText.number(threshold)
    let p = "p at any n \(CompareText.p(pValue))"
    guard let n = one.excludedAt, let line = one.excludedLine else {
      return "\(what) is not excluded (\(p)).\n"
    }
    return "\(what) is excluded from n = \(n) on (line \(line); \(p)).\n"
  }
}

extension MonitorAnalysis {
  /// What a reader should know.
  func notes(_ report: MonitorReport) -> [String] {
    var notes = [
      "The interval holds at every n at once, so rows may be looked at and stopped at will; at one n that was fixed "
        + "beforehand another interval is narrower. It takes rows in the order in which they came, all with the same "
        + "\(arm == nil ? "mean" : "difference")."
    ]
    if arm != nil, pair == nil {
      notes.append(
        "The first row of an arm is paired with the first of the other, and so on; --pair COLUMN says what belongs "
          + "together.")
    }
    if report.series.count > 1 {
      notes.append(
        "\(report.series.count) arms, each with \(CompareText.percent(level)) % confidence of its own: not corrected."
      )
    }
    if report.series.contains(where: { $0.points.contains { $0.interval == nil } }) {
      notes.append(
        "An empty interval: no one mean fits all rows, so that it changes along the file, or chance did what it does in "
          + "\(CompareText.percent(1 - level)) % of files.")
    }
    let isOutside = report.series.contains { series in
      series.points.contains { point in point.interval.map { !$0.contains(point.mean) } ?? false }
    }
    if isOutside {
      notes.append(
        "A mean outside its interval: the interval keeps what earlier rows excluded, and later rows are not like them."
      )
    }
    return notes
  }
}
