import Foundation
import Interchange
import Reports
import Statistics

/// A mean by one method.
public struct JudgedMean: Codable, Sendable, Equatable {
  /// The method.
  public var method: String
  /// The weight of the judge's scores: λ, or the coefficient of a control variate.
  public var weight: Double
  /// The mean.
  public var mean: Double
  /// Its standard error.
  public var standardError: Double
  /// Its interval.
  public var interval: Interval
  /// The degrees of freedom of Student's quantile; null for the normal one.
  @Nullable public var degreesOfFreedom: Double?
  /// How many independent human labels alone would have this standard error; null without spread.
  @Nullable public var effectiveLabels: Double?

  init(_ method: String, _ found: PoweredMean) {
    self.method = method
    weight = found.weight
    mean = found.estimate.value
    standardError = found.estimate.standardError
    interval = found.estimate.interval
    degreesOfFreedom = found.degreesOfFreedom
    effectiveLabels = found.effectiveSize
  }
}

/// What `assay ppi` found.
public struct JudgeReport: Codable, Sendable, Equatable {
  /// The file.
  public var source: String
  /// The column of human labels.
  public var human: String
  /// The column of the judge's scores.
  public var judge: String
  /// Rows with a human label.
  public var labels: Int
  /// Rows with the judge alone.
  public var others: Int
  /// Clusters that have labels; null without clusters.
  @Nullable public var clusters: Int?
  /// The judge's mean over rows with a label.
  public var judgeMeanLabeled: Double
  /// The judge's mean over rows without; null where they are not used.
  @Nullable public var judgeMeanOthers: Double?
  /// The judge's mean over all problems, as it was given.
  @Nullable public var judgeMeanKnown: Double?
  /// `student` or `normal`.
  public var interval: String
  /// The confidence level.
  public var level: Double
  /// The human labels alone, and the methods that use the judge; the last is the one to quote.
  public var estimates: [JudgedMean]
  /// What a reader should know before quoting the numbers.
  public var notes: [String]

  /// The report as a table for people, with what they should know about it below.
  public var plainText: String {
    let rows =
      judgeMeanKnown == nil
      ? "\(others) with '\(Excerpt.of(judge))' alone"
      : "'\(Excerpt.of(judge))' with a known mean"
    let table = Table(
      id: "", caption: "",
      columns: [
        Table.Column("method", .left), Table.Column("judge's weight", .right),
        Table.Column("mean", .right), Table.Column("se", .right),
        Table.Column("\(CompareText.percent(level)) % interval", .left),
        Table.Column("worth labels", .right),
      ],
      rows: estimates.map { estimate in
        [
          estimate.method, CompareText.number(estimate.weight), CompareText.number(estimate.mean),
          CompareText.number(estimate.standardError), CompareText.interval(estimate.interval),
          estimate.effectiveLabels.map { String(format: "%.0f", $0) } ?? "–",
        ].map(Cell.text)
      })
    return "\(Excerpt.of(human)): \(CompareText.plural(labels, "human label")), \(rows)\n\n"
      + table.plainText() + "\n" + notes.map { $0 + "\n" }.joined()
  }
}

extension JudgeAnalysis {
  /// What a reader should know.
  func notes(_ report: JudgeReport, _ rows: JudgedRows) -> [String] {
    var notes = [intervalNote(report)]
    let last = report.estimates[report.estimates.count - 1]
    if let judgeMean {
      notes.append(
        "Control variates: the judge's mean on all problems is taken as \(CompareText.number(judgeMean)) without error."
      )
    } else {
      let coefficient = last.weight * (1 + Double(report.labels) / Double(report.others))
      notes.append(
        "PPI++ is the estimator of control variates with the judge's mean over all rows and the coefficient "
          + "\(CompareText.number(coefficient)).")
    }
    if let label = rows.onlyLabel {
      notes.append(
        "All \(report.labels) human labels are \(CompareText.level(label)), so an interval without the judge has no width; "
          + "that is not certainty.")
    }
    if judgeMean == nil, last.weight == 0 {
      notes.append(
        "The judge does not agree with the labels more than chance does: PPI++ leaves it out.")
    }
    if let imbalance = rows.imbalance, abs(imbalance) > 3 {
      notes.append(
        "THE LABELED ROWS ARE NOT LIKE THE OTHERS: the judge's mean is \(CompareText.number(report.judgeMeanLabeled)) "
          + "with labels and \(CompareText.number(report.judgeMeanOthers ?? 0)) without, "
          + String(format: "%.1f standard errors apart; ", abs(imbalance))
          + "unless chance chose the rows to label, every number here is biased.")
    } else {
      notes.append("All of it holds if chance chose the rows to label.")
    }
    if rows.alwaysAgree {
      notes.append(
        "The judge equals the human label on every row: how often it errs is below what these rows can show, and the "
          + "interval does not know it.")
    }
    return notes
  }

  private func intervalNote(_ report: JudgeReport) -> String {
    let groups = report.clusters.map {
      "; standard errors from \(CompareText.plural($0, "cluster")) with labels"
    }
    let kind =
      factor == .normal
      ? "normal" + (groups == nil ? ", with divisors n, as in the source" : "")
      : "Student's, with "
        + report.estimates.map {
          $0.degreesOfFreedom.map { String(format: "%.0f", $0) } ?? "no"
        }.joined(separator: ", ") + " degrees of freedom"
    return "Intervals are \(kind)\(groups ?? "")."
  }
}
