import Foundation
import Interchange
import Reports
import Statistics
import Support

/// A checker's verdicts against the truth: error rates with intervals, and what they cost in samples.
///
/// A table has a row a response: what is true of it, what the checker said, and where they are known how long it took and
/// what it said when asked again.
public struct VerifierAudit: Codable, Sendable, Equatable {
  /// The column of the truth: true or false, 1 or 0.
  public var truth: String
  /// The column of verdicts: true or false, or a number; blank where the checker could not tell.
  public var verdict: String
  /// The column of seconds; `nil` for none.
  public var seconds: String?
  /// The column of what it said when asked again; `nil` for none.
  public var again: String?
  /// From which number on a verdict is "right".
  public var threshold: Double
  /// The share of right responses for which samples are counted; `nil` for that of the table.
  public var passRate: Double?
  /// The confidence level.
  public var level: Double

  /// An audit.
  public init(
    truth: String, verdict: String, seconds: String? = nil, again: String? = nil,
    threshold: Double = 0.5, passRate: Double? = nil, level: Double = 0.95
  ) {
    self.truth = truth
    self.verdict = verdict
    self.seconds = seconds
    self.again = again
    self.threshold = threshold
    self.passRate = passRate
    self.level = level
  }

  /// What was found.
  public struct Report: Codable, Sendable, Equatable {
    /// The file.
    public var source: String
    /// Responses.
    public var count: Int
    /// Responses without a verdict; they are in no rate.
    public var unknown: Int
    /// Wrong responses with a verdict.
    public var wrong: Int
    /// Wrong responses that were called right.
    public var falsePositives: Int
    /// Right responses with a verdict.
    public var right: Int
    /// Right responses that were called wrong.
    public var falseNegatives: Int
    /// ρ₀ and its Wilson interval; null without wrong responses.
    @Nullable public var falsePositiveRate: Double?
    @Nullable public var falsePositiveInterval: Interval?
    /// ρ₁ and its Wilson interval; null without right ones.
    @Nullable public var falseNegativeRate: Double?
    @Nullable public var falseNegativeInterval: Interval?
    /// J = 1 − ρ₀ − ρ₁ with Newcombe's interval.
    @Nullable public var informedness: Double?
    @Nullable public var informednessInterval: Interval?
    /// Different scores among the verdicts.
    public var granularity: Int
    /// The share of verdicts that were the same when asked again; null without such a column.
    @Nullable public var repeatability: Double?
    /// Mean seconds of a verdict; null without such a column.
    @Nullable public var secondsPerVerdict: Double?
    /// The pass rate that the next number is for.
    public var passRate: Double
    /// How many samples stand for one with a perfect checker; null where it knows nothing.
    @Nullable public var samplesFactor: Double?
    /// What to know before quoting a number.
    public var notes: [String]
  }

  /// Reads a table.
  ///
  /// - Throws: `InterchangeError` for what cannot be read, `AnalysesError.badRows` for a truth that is neither.
  public func run(_ path: String) throws -> Report {
    let table = try ColumnTable.read(path)
    let truths = try table.texts(truth)
    let verdicts = try table.texts(verdict)
    var (wrong, right, unknown) = ((all: 0, off: 0), (all: 0, off: 0), 0)
    var scores: Set<Double> = []
    for row in 0..<table.count {
      guard let isTrue = try value(truths[row], truth, table, row) else {
        throw AnalysesError.badRows(
          place: "\(path):\(table.lines[row])",
          reason: "'\(truth)' is blank; expected true or false")
      }
      guard let score = try value(verdicts[row], verdict, table, row) else {
        unknown += 1
        continue
      }
      scores.insert(score)
      let said = score >= threshold
      if isTrue >= 0.5 {
        right.all += 1
        right.off += said ? 0 : 1
      } else {
        wrong.all += 1
        wrong.off += said ? 1 : 0
      }
    }
    var report = Report(
      source: path, count: table.count, unknown: unknown, wrong: wrong.all,
      falsePositives: wrong.off, right: right.all, falseNegatives: right.off,
      granularity: scores.count,
      passRate: passRate ?? Double(right.all) / Double(max(1, right.all + wrong.all)), notes: [])
    fill(&report)
    if let seconds {
      let known = try table.numbers(seconds).compactMap { $0 }
      report.secondsPerVerdict =
        known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    if let again {
      let others = try table.texts(again)
      var (same, all) = (0, 0)
      for row in 0..<table.count {
        guard let first = try value(verdicts[row], verdict, table, row),
          let second = try value(others[row], again, table, row)
        else { continue }
        all += 1
        same += first == second ? 1 : 0
      }
      report.repeatability = all > 0 ? Double(same) / Double(all) : nil
    }
    return report
  }

  private func fill(_ report: inout Report) {
    if report.wrong > 0 {
      report.falsePositiveRate = Double(report.falsePositives) / Double(report.wrong)
      report.falsePositiveInterval = Proportions.wilson(
        successes: report.falsePositives, trials: report.wrong, level: level)
    }
    if report.right > 0 {
      report.falseNegativeRate = Double(report.falseNegatives) / Double(report.right)
      report.falseNegativeInterval = Proportions.wilson(
        successes: report.falseNegatives, trials: report.right, level: level)
    }
    if report.unknown > 0 {
      report.notes.append(
        "\(report.unknown) of \(report.count) responses have no verdict and are in no rate.")
    }
    guard let a = report.falsePositiveRate, let b = report.falseNegativeRate,
      let one = report.falsePositiveInterval, let two = report.falseNegativeInterval
    else {
      report.notes.append(
        "The table has no \(report.wrong == 0 ? "wrong" : "right") responses, so one of the two rates is not known."
      )
      return
    }
    let law = VerifierLaw(falsePositives: a, falseNegatives: b)
    report.informedness = law.informedness
    func side(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
    report.informednessInterval = Interval(
      low: law.informedness - side(one.high - a, two.high - b),
      high: law.informedness + side(a - one.low, b - two.low), level: level)
    let factor = law.signalFactor(passRate: report.passRate)
    report.samplesFactor = factor > 0 && law.informedness > 0 ? 1 / factor : nil
    if let interval = report.informednessInterval, interval.low <= 0 {
      report.notes.append(
        "J may be 0 or less: the checker may know nothing, and no correction helps against that.")
    }
  }

  /// A truth value or a number; `nil` for a blank.
  private func value(
    _ text: String?, _ column: String, _ table: ColumnTable, _ row: Int
  ) throws -> Double? {
    guard let text, !text.isEmpty else { return nil }
    switch text.lowercased() {
    case "true": return 1
    case "false": return 0
    case "null", "nan", "none": return nil
    default:
      guard let number = Double(text), number.isFinite else {
        throw InterchangeError.badValue(
          path: table.path, line: table.lines[row], key: column, found: "'\(Excerpt.of(text))'",
          expected: "true, false or a number")
      }
      return number
    }
  }
}

extension VerifierAudit.Report {
  /// The numbers for people.
  public var plainText: String {
    func number(_ value: Double?) -> String {
      value.map { String(format: "%.4f", $0) } ?? "–"
    }
    func bounds(_ interval: Interval?) -> String {
      interval.map { "[\(number($0.low)), \(number($0.high))]" } ?? ""
    }
    let rows: [[String]] = [
      [
        "false positives ρ₀", number(falsePositiveRate), bounds(falsePositiveInterval),
        "\(falsePositives) of \(wrong)",
      ],
      [
        "false negatives ρ₁", number(falseNegativeRate), bounds(falseNegativeInterval),
        "\(falseNegatives) of \(right)",
      ],
      [
        "J = 1 − ρ₀ − ρ₁", number(informedness), bounds(informednessInterval),
        "scales the gradient",
      ],
      [
        "samples", samplesFactor.map { "× \(String(format: "%.4g", $0))" } ?? "–", "",
        "for one with a perfect checker, at a pass rate of \(String(format: "%.3g", passRate))",
      ],
    ]
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("\(count) responses"), Table.Column("value", .right),
        Table.Column("interval"), Table.Column("of"),
      ], texts: rows)
    var lines = ["different scores: \(granularity)"]
    if let repeatability { lines.append("same verdict when asked again: \(number(repeatability))") }
    if let secondsPerVerdict {
      lines.append("seconds a verdict: \(String(format: "%.4g", secondsPerVerdict))")
    }
    return table.plainText()
      + (["", lines.joined(separator: ", ")] + notes).joined(separator: "\n") + "\n"
  }
}
