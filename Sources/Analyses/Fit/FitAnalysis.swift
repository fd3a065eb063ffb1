import Interchange
import Statistics
import Support

/// A law fitted to every group of somebody's table.
public struct FitAnalysis: Sendable {
  /// The law, and how it is fitted.
  public var fitter: CurveFitter
  /// Which columns are what.
  public var columns: FitColumns
  /// What the horizontal column holds.
  public var variable: FitVariable
  /// Points with x outside are left out.
  public var window: ClosedRange<Double>
  /// Whether runs that follow one another in a group are taken apart.
  public var splitsRuns: Bool
  /// Whether the sigmoid, the power law and the line in ln x are fitted to the same points.
  public var comparesLaws: Bool
  /// What to say beside every fit.
  public var notes: [String]
  /// The root of all randomness.
  public var seed: UInt64

  /// An analysis.
  public init(
    fitter: CurveFitter, columns: FitColumns, variable: FitVariable = .value,
    window: ClosedRange<Double> = -.infinity...(.infinity), splitsRuns: Bool = false,
    comparesLaws: Bool = false, notes: [String] = [], seed: UInt64 = 7
  ) {
    self.fitter = fitter
    self.columns = columns
    self.variable = variable
    self.window = window
    self.splitsRuns = splitsRuns
    self.comparesLaws = comparesLaws
    self.notes = notes
    self.seed = seed
  }

  /// Fits every group of every file.
  ///
  /// A group with too few points, or without variation, is reported as such if there are others.
  ///
  /// - Returns: one report a group, in the order of files and of first appearance.
  /// - Throws: `InterchangeError` for a row that cannot be used, `AnalysesError` for a setting out of range
  ///   or if no group can be fitted.
  public func run(_ paths: [String]) throws -> [FitReport] {
    try requireSettings(paths)
    let reader = FitGroups(
      columns: columns, variable: variable, window: window, splitsRuns: splitsRuns)
    let groups = try paths.flatMap { path in
      try reader.read(path, prefix: paths.count > 1 ? SampleCounts.stem(of: path) : "")
    }
    let reports = try groups.map(report)
    guard reports.contains(where: { $0.fit != nil }) else {
      let first = reports[0]
      throw AnalysesError.noFit(
        place: first.path + (first.group.isEmpty ? "" : " (\(first.group))"),
        reason: first.failure ?? "there are no points")
    }
    return reports
  }

  private func report(_ group: FitGroup) throws -> FitReport {
    var report = FitReport(
      group: group.name, path: group.path, law: fitter.law, columns: columns, window: window)
    let said = group.notes + originNotes(group)
    report.notes = notes + said
    let data = CurveData(
      x: group.x, y: group.y, weights: group.weights, replicates: group.replicates)
    report.points = data
    let stream = RandomStream(seed: seed)["bootstrap", "fit"]
    do {
      let fit = try fitter.fit(data, stream: stream)
      report.fit = fit
      report.points = fitter.law.prepare(data, fixed: fitter.fixed).data
      report.notes = notes + fit.notes + said
      if comparesLaws { report.rivals = try rivals(data, fit, stream) }
    } catch StatisticsError.curvePoint(let index, let reason) {
      throw InterchangeError.malformed(
        path: group.path, line: group.lines[index], reason: reason)
    } catch StatisticsError.curve(let reason) {
      if fitter.fixed.keys.contains(where: { name in
        !fitter.law.parameters.contains { $0.name == name }
      }) {
        throw StatisticsError.curve(reason: reason)
      }
      report.failure = reason
    }
    return report
  }

  /// Several points at x = 0, of which the sigmoid takes the mean for R0. That replicates have one each goes without saying.
  private func originNotes(_ group: FitGroup) -> [String] {
    guard fitter.law is Sigmoid, fitter.fixed["R0"] == nil, group.replicates == nil else {
      return []
    }
    let zero = group.x.indices.filter { group.x[$0] == [0] }
    guard zero.count > 1 else { return [] }
    let lines = zero.prefix(8).map { "\(group.lines[$0])" }.joined(separator: ", ")
    return [
      "R0 is the mean of the \(zero.count) points at x = 0 (lines \(lines)\(zero.count > 8 ? ", …" : ""))."
    ]
  }

  /// The other laws on the same points, which AICc can compare; one that cannot be fitted is left out.
  private func rivals(
    _ data: CurveData, _ fit: CurveFit, _ stream: RandomStream
  ) throws -> [CurveFit] {
    let laws: [any CurveLaw] = [Sigmoid(), PowerLaw(), LogLinear()]
    return laws.filter { $0.name != fitter.law.name }.compactMap { law in
      var other = fitter
      other.law = law
      other.fixed = law is Sigmoid ? fitter.fixed.filter { $0.key == "R0" } : [:]
      other.start = [:]
      other.draws = 0
      // A rival that these points do not suit has no place in the comparison.
      guard let found = try? other.fit(data, stream: stream), found.count == fit.count else {
        return nil
      }
      return found
    }
  }

  private func requireSettings(_ paths: [String]) throws {
    guard !paths.isEmpty else { throw AnalysesError.noFiles }
    func require(_ isGood: Bool, _ name: String, _ found: String, _ expected: String) throws {
      if !isGood { throw AnalysesError.badSetting(name: name, found: found, expected: expected) }
    }
    let f = fitter
    try require(
      f.level > 0 && f.level < 1, "level", "\(f.level)", "a number between 0 and 1, such as 0.95")
    try require(
      f.draws >= 0 && f.draws <= 1_000_000, "bootstrap", "\(f.draws)", "from 0 to 1000000")
    try require(
      f.holdOut >= 0 && f.holdOut < 1, "holdout", "\(f.holdOut)", "a part from 0 up to below 1")
    try require(
      f.huberDelta.map { $0 > 0 && $0.isFinite } ?? true, "huber-delta",
      "\(f.huberDelta ?? 0)", "a number above 0")
    try require(
      f.multiStart >= 0 && f.multiStart <= 100_000, "multi-start", "\(f.multiStart)",
      "from 0 to 100000")
    try require(
      columns.x.count == f.law.inputs.count, "x", columns.x.joined(separator: ","),
      "one column for each of \(f.law.inputs.joined(separator: ", "))")
    try require(
      columns.x.count == 1 || window == -.infinity...(.infinity), "window",
      "\(columns.x.count) variables", "one variable; choose rows of several before the fit")
    try require(
      columns.standardError == nil || columns.weight == nil, "weights", columns.weight ?? "",
      "--se or --weights, not both")
    if f.law is Sigmoid, let r0 = f.fixed["R0"] {
      try require(
        f.law.objection(x: [0], y: r0) == nil, "r0", "\(r0)",
        "a fraction from 0 to 1, as the sigmoid takes; divide percentages by 100")
    }
    try require(
      f.bootstrap != .replicates || columns.replicate != nil, "draw", "replicates",
      "--replicate with the column of the seeds")
    for (name, value) in f.start.sorted(by: { $0.key < $1.key }) {
      try require(
        f.law.parameters.contains { $0.name == name && $0.domain.contains(value) }, "start",
        "\(name)=\(value)",
        "values for "
          + f.law.parameters.map { "\($0.name) (\($0.domain.words))" }
          .joined(separator: ", "))
    }
  }
}
