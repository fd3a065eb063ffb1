import Figures
import Foundation
import Networks
import Reports
import Statistics
import Support

/// Slopes of the excess loss, half-run forecasts, and what may be said of both.
struct ScalingAnalysis {
  /// The smallest slope, bend and log ratio that matter.
  static let (slopeMargin, bendMargin, ratioMargin) = (0.1, log(1.2), log(1.2))

  let analysis: StudyAnalysis
  let grid: ScalingGrid
  let laws: ScalingLaws
  let forecasts: ScalingForecasts
  let pools: [ScalingPool]

  /// - Throws: what a fit throws.
  init(_ analysis: StudyAnalysis) throws {
    self.analysis = analysis
    pools = try ScalingPool.all(analysis)
    grid = ScalingGrid(analysis)
    laws = try ScalingLaws(grid, analysis.stream["law"])
    forecasts = try ScalingForecasts(analysis)
  }

  var table: MeasurementTable { analysis.table }

  func findings(_ gates: [GateResult]) throws -> Findings {
    var findings = Findings(answer(), summary: slopeTable())
    findings.main = excessFigure()
    findings.sections = [
      Section(
        "The grid",
        [
          .table(gridTable()), .table(lineTable()), .table(learningTable()),
          baseText().map { .text($0) }, classFigure().map { .figure($0) },
        ]),
      Section("The law of both", [.text(lawText), .table(lawTable())]),
      Section(
        "Half a run forecasts the other half",
        [
          .table(forecastTable()), .table(curveTable()), forecastFigure().map { .figure($0) },
          .table(fitTable()),
        ]),
      Section(
        "The RL runs",
        [.table(try analysis.levelsTable("T6.levels")), .table(tailTable())]
          + analysis.trainingFigures("F6.4").map { .figure($0) }),
    ]
    if !pools.isEmpty {
      findings.sections.append(
        Section("Problems again and again", [.table(poolTable()), .figure(poolFigure())]))
    }
    let ratios = ["sigmoid", "one-mechanism"].map { ratio(of: $0) }
    let gains = try analysis.plan.contrasts.compactMap(analysis.finding)
    try analysis.complete(
      &findings, gates: gates, hypotheses: try hypotheses(),
      contrasts: mainSlopes + ratios + gains)
    findings.findings += [ScalingForecasts.longPersistence, "power", "one-mechanism"].map {
      ratio(of: "sigmoid", to: $0)
    }
    findings.findings += pools.compactMap(\.difference)
    return findings
  }

  // MARK: - Answer

  private func answer() -> Answer {
    guard mainSlopes.count > 2, let small = grid.points.first, let large = grid.points.last else {
      return Answer("The grid has not all been measured yet.", confidence: "", changed: "")
    }
    let budgets = grid.budgets.map { millions($0) }
    return Answer(
      "From \(Number.short(small.parameters / 1e3)) k to \(Number.short(large.parameters / 1e3)) k "
        + "parameters and \(budgets[0]) to \(budgets[budgets.count - 1]) M tokens, the excess of "
        + "full traces over its known floor \(tokenWords); it passes 1 nat \(learningWords). "
        + "Over parameters\(without) it \(sizeWords). \(bareWords). \(forecastWords).",
      confidence: "How sure: \(table.seeds.count) seeds, one line, bend or crossing a seed, 95 % t "
        + "intervals over seeds; the excess is exact. A line is spoken of where the interval of "
        + "the bend lies inside ±\(Number.fixed(Self.bendMargin)).",
      changed: "What would have changed it: bends near 0 at all sizes, and slopes of the token "
        + "classes that agree, would say that a power law is behind the excess; a law counts as a "
        + "forecast if its RMSE is below persistence's in nearly all seeds.")
  }

  /// ` without pico`, where sizes of one layer are left out.
  var without: String {
    grid.shallow.isEmpty
      ? "" : " without \(grid.shallow.map(\.rawValue).joined(separator: ", "))"
  }

  private var tokenWords: String {
    guard let large = grid.sizes.last else { return "" }
    return words(
      tokenSlope(large, .trace), tokenBend(large, .trace), "tokens", "at \(large.rawValue)")
  }

  private var sizeWords: String {
    guard let many = grid.budgets.last else { return "" }
    return words(
      sizeSlope(many, .trace), sizeBend(many, .trace), "N", "at \(millions(many)) M tokens")
  }

  /// What a slope and its bend allow to say.
  private func words(_ slope: Finding, _ bend: Finding, _ of: String, _ place: String) -> String {
    if bend.effect.isNaN { return "is not told: two points make no line" }
    if isLine(bend) { return "goes as \(of)^(\(slope.estimate)) \(place)" }
    return bend.low > 0 || bend.high < 0
      ? "follows no line in ln \(of) \(place) (bend \(bend.estimate))"
      : "has a slope of \(slope.estimate) in ln \(of) \(place), and whether there is a line is open "
        + "(bend \(bend.estimate))"
  }

  private var learningWords: String {
    let found = grid.sizes.compactMap { size -> String? in
      let (mean, reached) = (tokensToLearn(size), grid.tokensToLearn(size))
      let count = reached.count { $0 != nil }
      guard count > 0 else { return nil }
      return count == reached.count
        ? "at \(Number.short(mean.mean / 1e6)) M tokens (\(size.rawValue))"
        : "inside the grid in \(count) of \(reached.count) seeds (\(size.rawValue))"
    }
    return found.isEmpty ? "nowhere inside the grid" : found.joined(separator: ", ")
  }

  private var bareWords: String {
    let counts = grid.points.map { grid.offPlateau($0) }
    let (left, all) = (counts.reduce(0, +), grid.points.count * table.seeds.count)
    let plateau = "their plateau of \(Number.fixed(grid.plateau)) nats, that of guesses"
    guard left > 0,
      let first = zip(grid.points, counts).filter({ $0.1 > 0 }).map(\.0.tokens).min()
    else { return "Bare answers stay on \(plateau), in all \(all) models" }
    return "Bare answers leave \(plateau), in \(left) of \(all) models, with "
      + "\(millions(first)) M tokens and more"
  }

  // MARK: - Hypotheses

  /// Statements about parameters of laws and about arms, corrected together.
  func hypotheses() throws -> [Finding] {
    let ofArms = analysis.plan.hypotheses.filter { !$0.claims.isEmpty }
    return analysis.decided(ofLaws() + (try ofArms.map(analysis.weighed)))
  }

  private func ofLaws() -> [WeighedHypothesis] {
    let registered = ScalingPlan.lawHypotheses
    let floors = laws.free?.whole { $0.value("E") } ?? []
    let rivals = [ScalingForecasts.longPersistence, "one-mechanism"]
    return [
      analysis.weighed(
        registered[0], .equivalent, floors.map { $0 - grid.floor() }, margin: 0.1 * grid.floor(),
        unit: "nats"),
      analysis.weighed(
        registered[1], .less, forecasts.logRatio("sigmoid", to: ScalingForecasts.persistence),
        also: rivals.map { forecasts.logRatio("sigmoid", to: $0) }, margin: Self.ratioMargin),
      analysis.weighed(registered[2], .greater, tailChange(), margin: 0.1),
    ]
  }

  // MARK: - The lower tail

  /// By how much RL changes the exponent of the lower tail of p on the edge, against its root at
  /// the same entropy.
  private func tailChange() -> [Double] {
    guard let own = table.rows("logp", "edge", "rl_edge", label: "1.0"),
      let root = table.rows("logp_matched", "edge", "rl_edge")
    else { return [] }
    return zip(own, root).map { Self.tailExponent($0) - Self.tailExponent($1) }
  }

  /// The slope of ln F(p) on ln p over the lowest decile, at least three problems.
  static func tailExponent(_ logProbabilities: [Double]) -> Double {
    let sorted = logProbabilities.sorted()
    let tail = sorted.prefix(max(3, sorted.count / 10))
    let ranks = tail.indices.map { PortableMath.log(Double($0 + 1) / Double(sorted.count)) }
    let center = tail.reduce(0, +) / Double(tail.count)
    let products = zip(tail, ranks).reduce(0) { $0 + ($1.0 - center) * $1.1 }
    return products / tail.reduce(0) { $0 + ($1 - center) * ($1 - center) }
  }

  /// Tail exponents of the base and of what became of it.
  private func tailTable() -> Table {
    var found = [("base", table.rows("logp", "edge", "base", label: "1.0"))]
    for arm in ScalingPlan.runs {
      found.append(("base, at the entropy of \(arm)", table.rows("logp_matched", "edge", arm)))
      found.append((arm, table.rows("logp", "edge", arm, label: "1.0")))
    }
    let rows = found.compactMap { name, rows -> [Cell]? in
      guard let rows else { return nil }
      let own = analysis.computed("", "", rows.map(Self.tailExponent), margin: 1)
      return [.text(name), Number.estimate(own.effect, own.low, own.high)]
    }
    return Table(
      id: "T6.tail",
      caption: "Exponents of the lower tail of p on the edge, the slope of ln F on ln p over the "
        + "lowest decile of problems: mean over \(table.seeds.count) seeds [95 % t interval]. A "
        + "larger one has fewer problems that hardly ever succeed.",
      columns: [.init("model"), .init("tail exponent", .right)], rows: rows)
  }
}
