import Interchange
import Statistics

/// A mean of human labels, of which there are few, with the help of a judge's scores, of which there are many.
///
/// Rows with a human label and rows without are told apart by whether the cell is empty. Where the judge's mean over all
/// problems is known, rows without labels are not needed: the judge is then a control variate. A cheaper model with scores on
/// all problems does as well as a judge.
public struct JudgeAnalysis: Codable, Sendable, Equatable {
  /// Fewer labels are refused: with 10 right or wrong labels a "95 %" interval covers 89 %.
  public static let leastLabels = 20

  /// The column of human labels, empty where there is none.
  public var human: String
  /// The column of the judge's scores.
  public var judge: String
  /// Which rows belong together.
  public var cluster: String?
  /// The judge's mean over all problems, where it is known without error.
  public var judgeMean: Double?
  /// Student's quantile or the normal one.
  public var factor: IntervalFactor
  /// The confidence level.
  public var level: Double

  /// An analysis.
  public init(
    human: String, judge: String, cluster: String? = nil, judgeMean: Double? = nil,
    factor: IntervalFactor = .student, level: Double = 0.95
  ) {
    self.human = human
    self.judge = judge
    self.cluster = cluster
    self.judgeMean = judgeMean
    self.factor = factor
    self.level = level
  }

  /// Estimates the mean of a table.
  ///
  /// - Throws: `AnalysesError` and `InterchangeError`: a setting out of range, a column that is not there, cells that are
  ///   missing or no numbers, too few labels or clusters, no row without a label.
  public func run(_ table: ColumnTable) throws -> JudgeReport {
    try requireSettings()
    let rows = try JudgedRows(table, self)
    let alone = rows.mean(weight: 0, self)
    var report = JudgeReport(
      source: table.path, human: human, judge: judge, labels: rows.labels.count,
      others: rows.others.count, clusters: rows.clusterCount, judgeMeanLabeled: rows.judgedMean,
      judgeMeanOthers: rows.otherMean, judgeMeanKnown: judgeMean, interval: factor.rawValue,
      level: level, estimates: [JudgedMean("human labels alone", alone)], notes: [])
    if let judgeMean {
      report.estimates.append(
        JudgedMean("control variates", rows.controlled(mean: judgeMean, level: level)))
    } else {
      report.estimates += [
        JudgedMean("PPI", rows.mean(weight: 1, self)),
        JudgedMean("PPI++", rows.mean(weight: nil, self)),
      ]
    }
    report.notes = notes(report, rows)
    return report
  }

  private func requireSettings() throws {
    guard level > 0.5, level < 1 else {
      throw AnalysesError.badSetting(
        name: "level", found: "\(level)", expected: "a number between 0.5 and 1, such as 0.95")
    }
    guard human != judge else {
      throw AnalysesError.badSetting(
        name: "judge", found: "'\(Excerpt.of(judge))', the column of human labels",
        expected: "another column")
    }
    if let judgeMean, !judgeMean.isFinite {
      throw AnalysesError.badSetting(
        name: "judge-mean", found: "\(judgeMean)", expected: "a number")
    }
    if judgeMean != nil, factor == .normal {
      throw AnalysesError.badSetting(
        name: "interval", found: "normal with --judge-mean",
        expected: "student, which is the interval of control variates")
    }
  }
}

/// The rows of a table with and without human labels.
struct JudgedRows {
  private(set) var labels: [Double] = []
  private(set) var judged: [Double] = []
  private(set) var others: [Double] = []
  private var clusters: [String] = []
  private var otherClusters: [String] = []
  private let hasClusters: Bool

  init(_ table: ColumnTable, _ analysis: JudgeAnalysis) throws {
    let labels = try table.measurements(analysis.human)
    let scores = try table.measurements(analysis.judge)
    let names = try analysis.cluster.map { try table.texts($0) }
    hasClusters = names != nil
    for row in 0..<table.count {
      // Rows without a label say nothing of a mean that is known.
      if labels[row] == nil, analysis.judgeMean != nil { continue }
      guard let score = scores[row] else {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason: "'\(Excerpt.of(analysis.judge))' is missing"
            + (labels[row] == nil
              ? ", and so is '\(Excerpt.of(analysis.human))'; remove the row"
              : " where '\(Excerpt.of(analysis.human))' is there; the judge scores every row"))
      }
      let name = names.map { $0[row].map(NameText.canonical) }
      if let name, name == nil {
        throw AnalysesError.badRows(
          place: table.place(of: row),
          reason: "'\(Excerpt.of(analysis.cluster ?? ""))' is missing; fill it in")
      }
      if let label = labels[row] {
        self.labels.append(label)
        judged.append(score)
        if let name = name ?? nil { clusters.append(name) }
      } else {
        others.append(score)
        if let name = name ?? nil { otherClusters.append(name) }
      }
    }
    try requireRows(table, analysis)
  }

  private func requireRows(_ table: ColumnTable, _ analysis: JudgeAnalysis) throws {
    func fail(_ reason: String) -> AnalysesError { .badRows(place: table.path, reason: reason) }
    guard labels.count >= JudgeAnalysis.leastLabels else {
      throw fail(
        "\(CompareText.plural(labels.count, "row")) with '\(Excerpt.of(analysis.human))'; expected at least "
          + "\(JudgeAnalysis.leastLabels), as intervals from fewer labels cover too little; label more rows"
      )
    }
    guard analysis.judgeMean != nil || others.count > 1 else {
      throw fail(
        "\(others.isEmpty ? "no row" : "one row only") without '\(Excerpt.of(analysis.human))'; expected at least 2 "
          + "with the judge alone, or the judge's mean on all problems with --judge-mean")
    }
    guard hasClusters else { return }
    for (clusters, what) in [(clusters, "with"), (otherClusters, "without")]
    where !clusters.isEmpty && Set(clusters).count < 2 {
      throw fail(
        "all rows \(what) '\(Excerpt.of(analysis.human))' are in one '\(Excerpt.of(analysis.cluster ?? ""))'; "
          + "expected at least 2")
    }
  }

  /// The clusters that have labels; `nil` without clusters.
  var clusterCount: Int? { hasClusters ? Set(clusters).count : nil }
  var judgedMean: Double { judged.reduce(0, +) / Double(judged.count) }
  var otherMean: Double? { others.isEmpty ? nil : others.reduce(0, +) / Double(others.count) }

  /// The mean with a weight of the judge; `nil` for the best one.
  func mean(weight: Double?, _ analysis: JudgeAnalysis) -> PoweredMean {
    // Without other rows the labels alone stand for them, as the judge has no weight.
    let others = analysis.judgeMean == nil ? others : judged
    guard hasClusters else {
      return PredictionPowered.mean(
        labels: labels, scores: judged, others: others, weight: weight, level: analysis.level,
        factor: analysis.factor)
    }
    return PredictionPowered.mean(
      labels: labels, scores: judged, others: others, clusters: clusters,
      otherClusters: analysis.judgeMean == nil ? otherClusters : clusters, weight: weight,
      level: analysis.level, factor: analysis.factor)
  }

  /// The mean by control variates.
  func controlled(mean: Double, level: Double) -> PoweredMean {
    hasClusters
      ? ControlVariate.mean(
        of: labels, known: judged, mean: mean, clusters: clusters, level: level)
      : ControlVariate.mean(of: labels, known: judged, mean: mean, level: level)
  }

  /// By how many standard errors the judge's means of rows with and without labels differ; `nil` without spread, and with
  /// clusters, whose standard error this is not.
  var imbalance: Double? {
    guard !hasClusters, others.count > 1 else { return nil }
    let gap = Estimate.difference(of: judged, and: others)
    return gap.standardError > 0 ? gap.value / gap.standardError : nil
  }

  /// The label that all rows have; `nil` if they differ.
  var onlyLabel: Double? { Set(labels).count == 1 ? labels[0] : nil }

  /// Whether labels and scores are the same number on every row.
  var alwaysAgree: Bool { labels == judged }
}
