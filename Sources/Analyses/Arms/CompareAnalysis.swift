import Interchange
import Statistics
import Support

/// How p values of several contrasts are corrected.
public enum Correction: String, Codable, Sendable, CaseIterable {
  /// Holm: any false rejection, any dependence.
  case holm
  /// Hochberg: any false rejection, positive dependence.
  case hochberg
  /// Benjamini and Hochberg: the share of false rejections.
  case bh
  /// Benjamini and Yekutieli: the same under any dependence.
  case by
  /// None.
  case none

  /// The adjusted p values.
  func adjust(_ p: [Double]) -> [Double] {
    switch self {
    case .holm: MultipleComparisons.holm(p)
    case .hochberg: MultipleComparisons.hochberg(p)
    case .bh: MultipleComparisons.benjaminiHochberg(p)
    case .by: MultipleComparisons.benjaminiYekutieli(p)
    case .none: p
    }
  }

  /// The name in a sentence.
  var words: String {
    switch self {
    case .holm: "Holm"
    case .hochberg: "Hochberg"
    case .bh: "Benjamini–Hochberg"
    case .by: "Benjamini–Yekutieli"
    case .none: "no correction"
    }
  }
}

/// Tests between the arms of a long-form table, one row a measurement.
///
/// The replicate is the unit (a seed of training) where there is more than one, its value the mean over
/// tasks and problems. With one unit an arm the replicate is the problem, and what is found is about these
/// trained models only. Without either, it is the row.
///
/// Arms are paired where all of them have the same replicates. The p value that counts is exact: the sign-flip
/// test of pairs, or the permutation test of groups. Adding an arm changes no number of another contrast
/// before correction.
public struct CompareAnalysis: Codable, Sendable, Equatable {
  /// Which columns mean what.
  public var columns: CompareColumns
  /// The arm that others are compared with; `nil` for one called base or baseline, else the first.
  public var baseline: String?
  /// Whether arms are paired; `nil` to find out.
  public var paired: Bool?
  /// Differences within ± this are too small to matter.
  public var margin: Double?
  /// The gate that the comparison is made for.
  public var gate: ReleaseGate?
  /// γ of the optimality gap: the score beyond which more is no better.
  public var gamma: Double
  /// How p values are corrected.
  public var correction: Correction
  /// The alternative hypothesis about arm minus baseline.
  public var alternative: Alternative
  /// The confidence level; a test passes at 1 − level.
  public var level: Double
  /// Bootstrap draws.
  public var draws: Int
  /// The root of all randomness.
  public var seed: UInt64

  /// An analysis.
  public init(
    columns: CompareColumns, baseline: String? = nil, paired: Bool? = nil, margin: Double? = nil,
    gate: ReleaseGate? = nil, gamma: Double = 1, correction: Correction = .holm,
    alternative: Alternative = .twoSided,
    level: Double = 0.95,
    draws: Int = 10_000, seed: UInt64 = 7
  ) {
    self.columns = columns
    self.baseline = baseline
    self.paired = paired
    self.margin = margin
    self.gate = gate
    self.gamma = gamma
    self.correction = correction
    self.alternative = alternative
    self.level = level
    self.draws = draws
    self.seed = seed
  }

  /// Where this analysis draws from; a name contains no `/`.
  func stream(_ purpose: String, _ name: String) -> RandomStream {
    RandomStream(seed: seed)[purpose, "compare", String(name.map { $0 == "/" ? "|" : $0 })]
  }

  /// Compares the arms of a table.
  ///
  /// - Throws: `AnalysesError` and `InterchangeError`: a setting out of range, a column or arm that is not
  ///   there, rows that cannot be used, missing pairs, or a single replicate.
  public func run(_ table: ColumnTable) throws -> CompareReport {
    try requireSettings()
    if columns.task != nil, columns.unit == nil, columns.problem == nil {
      throw AnalysesError.badSetting(
        name: "task", found: "'\(columns.task ?? "")' without --unit",
        expected: "the column that says which rows are of the same run, such as --unit seed")
    }
    let data = try CompareTable(table, columns: columns)
    guard data.arms.count > 1 else {
      throw AnalysesError.badRows(
        place: data.path,
        reason:
          "'\(columns.arm)' has the one value '\(Excerpt.of(data.arms[0]))'; expected two arms "
          + "or more")
    }
    try requireReach(data)
    let base = try baselineIndex(data)
    let samples = try ComparedSamples(data, paired: paired)
    let others = data.arms.indices.filter { $0 != base }
    var contrasts = others.map { contrast($0, base, samples) }
    for (index, p) in correction.adjust(contrasts.map(\.pValue)).enumerated() {
      contrasts[index].pAdjusted = p
      contrasts[index].verdict = verdict(contrasts[index])
    }
    var report = CompareReport(
      source: data.path, value: columns.value, design: samples.isPaired ? "paired" : "unpaired",
      replicate: samples.replicate, baseline: data.arms[base], alternative: alternative,
      level: level, correction: correction.rawValue, arms: arms(samples), contrasts: contrasts,
      profiles: [], notes: data.scaleNotes)
    if columns.task != nil { addTasks(to: &report, samples, base: base) }
    report.notes += notes(report, samples)
    return report
  }

  private func baselineIndex(_ data: CompareTable) throws -> Int {
    if let baseline { return try data.arm(named: baseline, option: "arm") }
    return data.arms.firstIndex { ["base", "baseline"].contains($0.lowercased()) } ?? 0
  }

  private func arms(_ samples: ComparedSamples) -> [ComparedArm] {
    zip(samples.table.arms, samples.values).map { name, values in
      let estimate = values.count > 1 ? Estimate.mean(of: values, level: level) : nil
      return ComparedArm(
        arm: name, replicates: values.count,
        mean: values.reduce(0, +) / Double(values.count),
        deviation: estimate.map { $0.standardError * Double(values.count).squareRoot() },
        interval: estimate?.interval)
    }
  }

  /// The direction that passed its test, or what else is known.
  private func verdict(_ contrast: ArmContrast) -> String {
    let alpha = 1 - level
    // The level's complement is rounded; 8 pairs reach 2/256 and not a little more.
    if contrast.pAdjusted <= alpha * (1 + 1e-12) {
      return contrast.difference > 0 ? "higher" : "lower"
    }
    if let equivalence = contrast.equivalence, equivalence.pValue <= alpha { return "equivalent" }
    return "inconclusive"
  }

  private func requireSettings() throws {
    guard level > 0.5, level < 1 else {
      throw AnalysesError.badSetting(
        name: "level", found: "\(level)", expected: "a number between 0.5 and 1, such as 0.95")
    }
    guard draws >= 2, draws <= PassAtKAnalysis.mostDraws else {
      throw AnalysesError.badSetting(
        name: "bootstrap", found: "\(draws)",
        expected: "from 2 to \(PassAtKAnalysis.mostDraws) draws")
    }
    if let margin, !(margin > 0 && margin.isFinite) {
      throw AnalysesError.badSetting(
        name: "equivalence-margin", found: "\(margin)", expected: "a positive number")
    }
    guard gamma.isFinite else {
      throw AnalysesError.badSetting(name: "gamma", found: "\(gamma)", expected: "a number")
    }
  }
}
