import Interchange
import Statistics

/// An analysis of variance, a trend, or both, of a long-form table.
///
/// A measurement is the mean over tasks and problems of one unit of one combination of levels. Where the
/// combinations share their units, the unit is a block.
public struct CompareDesign: Codable, Sendable, Equatable {
  /// The columns of the crossed factors; empty for no analysis of variance.
  public var factors: [String]
  /// The column of an ordered quantity; `nil` for no trend.
  public var trend: String?
  /// The trials behind each fraction, for the same analysis on the logit scale; `nil` leaves it out.
  public var trials: Int?

  /// A design.
  public init(factors: [String] = [], trend: String? = nil, trials: Int? = nil) {
    self.factors = factors
    self.trend = trend
    self.trials = trials
  }
}

extension CompareAnalysis {
  /// A report without contrasts, to which a design is added.
  public func emptyReport(_ table: ColumnTable) -> CompareReport {
    CompareReport(
      source: table.path, value: columns.value,
      replicate: columns.unit ?? (columns.problem ?? "row"), alternative: alternative,
      level: level, correction: correction.rawValue, arms: [], contrasts: [], profiles: [],
      notes: [])
  }

  /// Adds an analysis of variance and a trend to a report.
  ///
  /// - Throws: as `run`, and `StatisticsError.notIdentified` where the design does not determine an effect.
  public func add(
    _ design: CompareDesign, of table: ColumnTable, to report: inout CompareReport
  ) throws {
    if !design.factors.isEmpty { try addVariance(design, table, to: &report) }
    if let column = design.trend { try addTrend(column, table, to: &report) }
  }

  private func addVariance(
    _ design: CompareDesign, _ table: ColumnTable, to report: inout CompareReport
  ) throws {
    let data = try CompareTable(table, columns: columns, armColumns: design.factors)
    report.add(data.scaleNotes)
    let runs = try runs(data)
    let response = runs.map(\.value)
    let factors = design.factors.enumerated().map { index, name in
      AnovaFactor(name, names: runs.map { data.armKeys[$0.arm][index] })
    }
    let sets = data.arms.indices.map { Set(data.units(of: $0)) }
    let isBlocked =
      columns.unit != nil && paired != false && sets.contains { !$0.isDisjoint(with: sets[0]) }
      && !sets.dropFirst().allSatisfy { $0.isDisjoint(with: sets[0]) }
    let block =
      isBlocked
      ? AnovaFactor(columns.unit ?? "unit", names: runs.map { data.units[$0.unit] }) : nil
    let found = try Anova.factorial(response, factors: factors, block: block, level: level)
    report.anova = found
    if factors.count == 2, factors.allSatisfy({ $0.count == 2 }) {
      report.interaction =
        Anova.interaction(response, factors[0], factors[1], table: found, level: level).estimate
    }
    if !found.isBalanced {
      report.notes.append(
        "The design is not balanced: sums of squares are of type III. A diverged run counts with its "
          + "last value; leaving it out biases the comparison.")
    }
    guard let trials = design.trials else { return }
    try addLogits(trials, response, factors, block, to: &report)
  }

  private func addLogits(
    _ trials: Int, _ response: [Double], _ factors: [AnovaFactor], _ block: AnovaFactor?,
    to report: inout CompareReport
  ) throws {
    guard trials >= 1 else {
      throw AnalysesError.badSetting(
        name: "trials", found: "\(trials)", expected: "the trials behind a fraction, at least 1")
    }
    guard response.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
      throw AnalysesError.badSetting(
        name: "trials", found: "given", expected: "fractions from 0 to 1 in '\(columns.value)'")
    }
    let found = try Anova.factorial(
      Anova.logits(response, samples: trials), factors: factors, block: block, level: level)
    report.anovaLogit = found
    for (raw, logit) in zip(report.anova?.terms ?? [], found.terms)
    where raw.factor.contains(":") && raw.factor == logit.factor {
      let (p, q) = (raw.pValue ?? 1, logit.pValue ?? 1)
      if (p <= 1 - level) != (q <= 1 - level) {
        report.notes.append(
          "The interaction \(raw.factor) depends on the scale: p = \(CompareText.p(p)) as it is, "
            + "\(CompareText.p(q)) in logits. Report both.")
      }
    }
  }

  /// The mean of every unit of every combination.
  func runs(_ data: CompareTable) throws -> [(arm: Int, unit: Int, value: Double)] {
    if columns.unit == nil, columns.problem != nil {
      throw AnalysesError.badSetting(
        name: "problem", found: "'\(columns.problem ?? "")' without --unit",
        expected: "the column of runs, which are the replicates of a design")
    }
    return data.arms.indices.flatMap { arm in
      zip(data.units(of: arm), data.means(of: arm)).map { (arm, $0, $1) }
    }
  }
}
