import Figures
import Foundation
import Networks
import Reports
import Statistics
import Support

/// Slopes of the excess loss, half-run forecasts, and what may be said of both.
struct ScalingAnalysis {
  /// The smallest slope and the smallest log ratio that matter.
  private static let (slopeMargin, ratioMargin) = (0.1, log(1.2))

  let analysis: StudyAnalysis
  let grid: ScalingGrid
  let forecasts: ScalingForecasts

  /// - Throws: what a fit throws.
  init(_ analysis: StudyAnalysis) throws {
    self.analysis = analysis
    grid = ScalingGrid(analysis)
    forecasts = try ScalingForecasts(analysis)
  }

  private var table: MeasurementTable { analysis.table }

  func findings(_ gates: [GateResult]) throws -> Findings {
    let slopes = mainSlopes
    var findings = Findings(answer(slopes), summary: slopeTable())
    findings.main = excessFigure()
    findings.sections = [
      Section(
        "The grid",
        [.table(gridTable()), baseText().map { .text($0) }, classFigure().map { .figure($0) }]),
      Section("The law of both", [.text(lawText), .table(try lawTable())]),
      Section(
        "Half a run forecasts the other half",
        [
          .table(forecastTable()), .table(curveTable()), forecastFigure().map { .figure($0) },
          .table(fitTable()),
        ]),
      Section(
        "The RL runs",
        [.table(try analysis.levelsTable("T6.levels"))]
          + analysis.trainingFigures("F6.4").map { .figure($0) }),
    ]
    let ratios = ["sigmoid", "one-mechanism"].map { ratio(of: $0) }
    let gains = try analysis.plan.contrasts.compactMap(analysis.finding)
    try analysis.complete(
      &findings, gates: gates, hypotheses: try hypotheses(),
      contrasts: slopes + ratios + gains)
    findings.findings.append(ratio(of: "sigmoid", to: "one-mechanism"))
    return findings
  }

  // MARK: - Slopes

  private func tokenSlope(_ size: ModelSize, _ kind: Int? = nil) -> Finding {
    analysis.computed(
      "slope/tokens/\(size.rawValue)", "d ln excess / d ln tokens, \(size.rawValue)",
      grid.tokenSlopes(size, kind), margin: Self.slopeMargin)
  }

  private func sizeSlope(_ tokens: Double, _ kind: Int? = nil) -> Finding {
    analysis.computed(
      "slope/parameters/\(millions(tokens))",
      "d ln excess / d ln parameters, \(millions(tokens)) M tokens", grid.sizeSlopes(tokens, kind),
      margin: Self.slopeMargin)
  }

  /// The slopes at the ends of the grid: those that sentences are made of.
  private var mainSlopes: [Finding] {
    let (sizes, budgets) = (grid.sizes, grid.budgets)
    guard let small = sizes.first, let large = sizes.last, let few = budgets.first,
      let many = budgets.last
    else { return [] }
    return [tokenSlope(large), tokenSlope(small), sizeSlope(many), sizeSlope(few)]
  }

  private func millions(_ tokens: Double) -> Cell { Number.short(tokens / 1e6) }

  // MARK: - Answer

  private func answer(_ slopes: [Finding]) -> Answer {
    guard slopes.count > 2, let small = grid.points.first, let large = grid.points.last,
      let many = grid.budgets.last
    else {
      return Answer("The grid has not all been measured yet.", confidence: "", changed: "")
    }
    let seeds = table.seeds.count
    return Answer(
      "From \(Number.short(small.parameters / 1e3)) k to \(Number.short(large.parameters / 1e3)) k "
        + "parameters and \(millions(small.tokens)) to \(millions(many)) M tokens, the loss above "
        + "its known floor has slope \(slopes[0].estimate) per e-fold of tokens at "
        + "\(large.size.rawValue), and \(slopes[2].estimate) per e-fold of parameters at "
        + "\(millions(many)) M tokens; " + forecastSentence + ".",
      confidence: "How sure: \(seeds) seeds, one straight line a seed, 95 % t intervals over "
        + "seeds; the excess is exact. \(grid.points.count) points give slopes"
        + (grid.points.count < ScalingGrid.leastPoints ? ", no exponents of a law in both." : "."),
      changed: "What would have changed it: slopes of the token classes that do not agree would "
        + "say that no power law is behind the sum; a law counts as a forecast if its RMSE is "
        + "below persistence's in nearly all seeds.")
  }

  private var forecastSentence: String {
    let (used, all) = (forecasts.used.count, forecasts.curves.count)
    guard used > 0 else {
      return "no run of RL could be forecast (\(all) excluded by rule)"
    }
    func mean(_ law: String) -> String {
      let values = forecasts.rmse(law)
      return values.isEmpty
        ? "no forecast" : "\(Number.fixed(values.reduce(0, +) / Double(values.count)))"
    }
    return "half of an RL run forecasts the other half with RMSE \(mean("sigmoid")) (sigmoid) and "
      + "\(mean("one-mechanism")) (one mechanism), persistence \(mean("persistence")), over "
      + "\(used) of \(all) runs, the others excluded by rule"
  }

  // MARK: - Tables of the grid

  private func slopeTable() -> Table {
    func row(_ name: String, _ slope: (Int?) -> Finding) -> [Cell] {
      [.text(name), slope(nil).estimate]
        + ExactSupport.classes.indices.map { Number.fixed(slope($0).effect, signed: true) }
    }
    let rows =
      grid.sizes.map { size in row("tokens, \(size.rawValue)") { tokenSlope(size, $0) } }
      + grid.budgets.map { budget in
        row("parameters, \(millions(budget)) M tokens") { sizeSlope(budget, $0) }
      }
    return Table(
      id: "T6.slopes",
      caption: "Slopes of ln excess loss in ln tokens at each size, and in ln parameters at each "
        + "budget: one straight line a seed by least squares, mean over \(table.seeds.count) seeds "
        + "[95 % t interval]; and the same of each class of tokens alone. A sum is a power law "
        + "only if its parts fall alike.",
      columns: [.init("slope in"), .init("excess", .right)]
        + ExactSupport.classes.map { .init($0, .right) }, rows: rows)
  }

  private func gridTable() -> Table {
    let rows = (grid.points + (grid.base.map { [$0] } ?? [])).map { point -> [Cell] in
      let level = geometric(point.logs())
      return [
        .text(point.arm), Number.short(point.parameters / 1e3), millions(point.tokens),
        Number.estimate(level.mean, level.low, level.high), spread(point.logs()),
      ]
        + ExactSupport.classes.indices.map { kind in
          let values = point.values(kind)
          return Number.short(values.reduce(0, +) / Double(values.count))
        }
    }
    return Table(
      id: "T6.grid",
      caption: "Excess loss, nats a response above the text's entropy of "
        + "\(Number.fixed(grid.entropy)): geometric mean over seeds [95 % t interval of the "
        + "logarithm], its standard deviation over seeds in percent, and its parts by class of "
        + "token. `base` is no point of the grid.",
      columns: ["arm", "N (k)", "D (M)", "excess", "sd %"].enumerated().map {
        .init($1, $0 == 0 ? .left : .right)
      } + ExactSupport.classes.map { .init($0, .right) }, rows: rows)
  }

  /// The mean of logarithms and its interval, taken back.
  private func geometric(_ logs: [Double]) -> (mean: Double, low: Double, high: Double) {
    let found = analysis.computed("", "", logs, margin: 1)
    return (exp(found.effect), exp(found.low), exp(found.high))
  }

  /// The standard deviation of logarithms, in percent.
  private func spread(_ logs: [Double]) -> Cell {
    guard logs.count > 1, logs.allSatisfy(\.isFinite) else { return "" }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let squares = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Number.short(100 * (squares / Double(logs.count - 1)).squareRoot())
  }

  /// What the line of the base's size says of the base, which it has not seen.
  private func baseText() -> String? {
    guard let base = grid.base, let largest = grid.budgets.last else { return nil }
    let said = grid.extended(base.size, to: base.tokens)
    guard said.count == base.excess.count, !said.isEmpty else { return nil }
    let ratio = geometric(zip(base.logs(), said).map { $0 - $1 })
    return "The line through the budgets of \(base.size.rawValue), read at the "
      + "\(millions(base.tokens)) M tokens of the base, which is not among its "
      + "points\(base.tokens > largest ? " and lies beyond them" : ""), says "
      + "\(Number.fixed(geometric(said).mean)); found is "
      + "\(Number.fixed(geometric(base.logs()).mean)) (ratio "
      + "\(Number.estimate(ratio.mean, ratio.low, ratio.high)))."
  }

  // MARK: - The law of both

  private var lawText: String {
    grid.points.count < ScalingGrid.leastPoints
      ? "\(grid.points.count) points do not determine the exponents of E + A/N^α + B/D^β "
        + "(simulated, 5 to 95 % of an exponent of 0.59: 0.34 to 0.75 with 1 % noise), so none is "
        + "given here."
      : "E + A/N^α + B/D^β, fitted to each seed's losses, once with the floor E free and once with "
        + "the one that is known. The first asks whether the method finds a floor that nobody told "
        + "it."
  }

  private func lawTable() throws -> Table {
    let stream = analysis.stream["law"]
    let fits = [
      ("free", try grid.laws(floorIsGiven: false, stream)),
      ("given", try grid.laws(floorIsGiven: true, stream)),
    ]
    let rows = fits.filter { !$0.1.isEmpty }.map { name, fits -> [Cell] in
      let values = ["E", "alpha", "beta"].map { parameter -> Cell in
        let found = analysis.computed("", "", fits.compactMap { $0.value(parameter) }, margin: 1)
        return Number.estimate(found.effect, found.low, found.high)
      }
      let optimal = analysis.computed(
        "", "", fits.compactMap { $0.derived["optimal_exponent"] }, margin: 1)
      return [.text(name)] + values + [
        Number.estimate(optimal.effect, optimal.low, optimal.high),
        "\(fits.count(where: \.isIdentified)) of \(fits.count)",
      ]
    }
    return Table(
      id: "T6.law",
      caption: "Parameters over seeds, mean [95 % t interval]; the known floor is "
        + "\(Number.fixed(grid.entropy)). β/(α + β) is the exponent of the best size in compute.",
      columns: [.init("floor")]
        + ["E", "α", "β", "β/(α + β)", "identified"].map { .init($0, .right) }, rows: rows)
  }

  // MARK: - Tables of forecasts

  /// The id of the comparison of two laws.
  static func ratioId(_ law: String, _ other: String) -> String { "forecast/\(law)-\(other)" }

  private func ratio(of law: String, to other: String = "persistence") -> Finding {
    analysis.computed(
      Self.ratioId(law, other),
      "ln RMSE of the \(law) law − ln RMSE of \(other == "persistence" ? other : "the \(other) law"), second halves",
      forecasts.logRatio(law, to: other), margin: Self.ratioMargin)
  }

  private func forecastTable() -> Table {
    let rows = ScalingForecasts.laws.compactMap { law -> [Cell]? in
      let values = forecasts.rmse(law)
      guard !values.isEmpty else { return nil }
      let runs = forecasts.used.filter { $0.rmse(law) != nil }
      let better = ScalingPlan.runs.map { arm -> Cell in
        let mine = runs.filter { $0.arm == arm }
        let wins = mine.count { ($0.rmse(law) ?? 0) < ($0.rmse("persistence") ?? 0) }
        return law == "persistence" ? "" : "\(wins) of \(mine.count)"
      }
      let known = runs.flatMap(\.forecasts).count { $0.law == law && $0.isIdentified }
      return [
        .text(law), Number.fixed(values.reduce(0, +) / Double(values.count)),
        law == "persistence" ? "" : ratio(of: law).estimate,
      ] + better + [law == "persistence" ? "" : "\(known) of \(runs.count)"]
    }
    return Table(
      id: "T6.forecasts",
      caption: "Laws fitted to the first half of the reward per training step, and their RMSE on "
        + "the second: mean over runs and seeds; its logarithm against persistence, the mean of "
        + "the last five steps seen [95 % t interval over seeds, the runs of one base one vote]; "
        + "runs in which a law is better; runs in which the first half identifies its parameters.",
      columns: [.init("law"), .init("RMSE", .right), .init("ln ratio to persistence", .right)]
        + ScalingPlan.runs.map { .init("better, \($0)", .right) } + [.init("identified", .right)],
      rows: rows)
  }

  private func curveTable() -> Table {
    Table(
      id: "T6.runs",
      caption: "Every run: mean reward of the last five steps, the gain over the first five, RMSE "
        + "of each law on the second half († the first half does not identify the law), and the "
        + "scatter of single steps, which no forecast beats for long. Runs that end above "
        + "\(ScalingForecasts.ceiling) or gain less than \(ScalingForecasts.leastGain) are "
        + "excluded by rule.",
      columns: ([.init("run"), .init("seed", .right), .init("end", .right), .init("gain", .right)]
        as [Table.Column]) + (ScalingForecasts.laws + ["scatter"]).map { .init($0, .right) }
        + [.init("excluded")],
      rows: forecasts.curves.map { run in
        let errors = ScalingForecasts.laws.map { law -> Cell in
          run.forecasts.first { $0.law == law }.map {
            Number.fixed($0.rmse) + ($0.isIdentified ? "" : "†")
          } ?? ""
        }
        return [
          .text(run.arm), .count(table.seeds[run.seed]), Number.fixed(run.end),
          Number.fixed(run.gain, signed: true),
        ] + errors + [Number.fixed(run.noise), .text(run.exclusion)]
      })
  }

  /// Every fit, parameter by parameter.
  private func fitTable() -> Table {
    var rows: [[Cell]] = []
    for run in forecasts.curves {
      for forecast in run.forecasts {
        guard let fit = forecast.fit else { continue }
        for (index, name) in fit.names.enumerated() {
          rows.append(row(run, forecast, fit, index, name))
        }
      }
    }
    return Table(
      id: "T6.fits",
      caption:
        "Every fit to the first half of a run, parameter by parameter: least squares over its steps; standard error and 95 % "
        + "interval of Wald and of the profile (– where one does not close), which take the points of one run for independent and so are "
        + "too narrow; AICc and BIC of the fit, RMSE on the second half, and whether the first half identifies the law. Fixed: "
        + "the base's exact accuracy.",
      columns: [
        .init("run"), .init("seed", .right), .init("law"), .init("parameter"),
        .init("value", .right), .init("SE", .right), .init("Wald", .right),
        .init("profile", .right),
        .init("AICc", .right), .init("BIC", .right), .init("RMSE ahead", .right),
        .init("identified"),
      ], rows: rows)
  }

  private func row(
    _ run: RunCurve, _ forecast: RunForecast, _ fit: CurveFit, _ index: Int, _ name: String
  ) -> [Cell] {
    func range(_ bounds: CurveBounds?) -> Cell {
      guard let bounds else { return "" }
      return Number.range(Number.short(bounds.low ?? .nan), Number.short(bounds.high ?? .nan))
    }
    var cells: [Cell] = [.text(run.arm), .count(table.seeds[run.seed]), .text(fit.law)]
    cells.append(.text(name + (fit.isFixed[index] ? " (fixed)" : "")))
    cells.append(Number.short(fit.values[index]))
    cells.append(fit.standardError(name).map(Number.short) ?? "")
    cells.append(range(fit.wald[index]))
    cells.append(range(fit.profile[index]))
    cells.append(fit.aicc.map(Number.short) ?? "")
    cells.append(fit.bic.map(Number.short) ?? "")
    cells.append(Number.fixed(forecast.rmse))
    cells.append(fit.isIdentified ? "yes" : "no")
    return cells
  }

  // MARK: - Hypotheses

  /// Statements about parameters of laws, corrected together.
  func hypotheses() throws -> [Finding] { analysis.decided(try weighed()) }

  private func weighed() throws -> [WeighedHypothesis] {
    let registered = ScalingPlan.hypotheses
    let floors = try grid.laws(floorIsGiven: false, analysis.stream["law"])
      .compactMap { $0.value("E") }
    return [
      analysis.weighed(
        registered[0], .equivalent, floors.map { $0 - grid.entropy }, margin: 0.1 * grid.entropy,
        unit: "nats"),
      analysis.weighed(
        registered[1], .less, forecasts.logRatio("sigmoid", to: "persistence"),
        also: [forecasts.logRatio("sigmoid", to: "one-mechanism")], margin: Self.ratioMargin),
      analysis.weighed(registered[2], .greater, tailChange(), margin: 0.1),
    ]
  }

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

  // MARK: - Figures

  /// Excess loss against tokens, one line a size: of all tokens, or of one class.
  private func excessPanel(_ kind: Int?, title: String) -> Panel {
    let series = grid.sizes.enumerated().flatMap { index, size -> [Series] in
      let points = grid.points.filter { $0.size == size }
      let levels = points.map { geometric($0.logs(kind)) }
      let x = points.map { $0.tokens / 1e6 }
      return [
        Series(
          name: "\(size.rawValue) (n = \(table.seeds.count))", color: .arm(index),
          style: .pointsWithIntervals, x: x, y: levels.map(\.mean),
          low: levels.map { $0.low.isNaN ? $0.mean : $0.low },
          high: levels.map { $0.high.isNaN ? $0.mean : $0.high }),
        Series(
          name: "\(size.rawValue), line", color: .arm(index), style: .line, x: x,
          y: line(through: points, kind)),
      ]
    }
    return Panel(
      title: title, xLabel: "tokens of pre-training (M)", yLabel: "excess loss (nats a response)",
      xScale: .log10, yScale: .log10, series: series)
  }

  /// The mean of the seeds' lines at their points.
  private func line(through points: [ScalingGrid.Point], _ kind: Int?) -> [Double] {
    let lines = grid.lines(points, kind, \.tokens)
    return points.map { point in
      let sum = lines.reduce(0) {
        $0 + $1.level + $1.slope * (PortableMath.log(point.tokens) - $1.center)
      }
      return lines.isEmpty ? .nan : exp(sum / Double(lines.count))
    }
  }

  private func excessFigure() -> Figure? {
    guard !grid.points.isEmpty else { return nil }
    return Figure(
      id: "F6.1", name: "F6.1-excess", title: "Loss above the known floor",
      caption: "Exact divergence of the model from its text, nats a response; each point a run "
        + "with a schedule of its own. Geometric means over \(table.seeds.count) seeds with 95 % t "
        + "intervals of the logarithm; lines are least squares in the logarithms.",
      panels: [excessPanel(nil, title: "")], panelWidth: 620, panelHeight: 420)
  }

  private func classFigure() -> Figure? {
    guard !grid.points.isEmpty else { return nil }
    return Figure(
      id: "F6.2", name: "F6.2-classes", title: "The same by class of token",
      caption: "Parts of the excess: style (the first token), stop (what follows a finished step), "
        + "copy (names, operands, the answer of a trace), compute (values). Parts that bend or "
        + "drop at different places make a sum that only looks like a power law.",
      panels: ExactSupport.classes.enumerated().map { excessPanel($0, title: $1) })
  }

  /// The runs of the first two seeds with what each law said of their second half.
  private func forecastFigure() -> Figure? {
    let panels = forecasts.curves.filter { $0.seed < 2 && !$0.forecasts.isEmpty }.map { run in
      let x = run.rewards.indices.map(Double.init)
      let reward = Series(
        name: "reward", color: .neutral, style: .points, x: x, y: run.rewards)
      return Panel(
        title: "\(run.arm), seed \(table.seeds[run.seed])", xLabel: "updates",
        yLabel: "mean reward", yRange: 0...1, vLines: [Guide(Double(run.half), "seen | forecast")],
        series: [reward]
          + run.forecasts.enumerated().map { index, forecast in
            Series(
              name: forecast.law, color: .arm(index), style: .line, x: Array(x[run.half...]),
              y: Array(forecast.line[run.half...]))
          })
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F6.3", name: "F6.3-forecasts", title: "Half a run forecasts the other half",
      caption: "Mean reward of each training step, and what laws fitted to the left half say of "
        + "the right one.",
      panels: panels)
  }
}
