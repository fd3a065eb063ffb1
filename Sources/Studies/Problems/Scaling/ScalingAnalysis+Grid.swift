import Figures
import Foundation
import Networks
import Reports
import Statistics
import Support

/// Slopes, bends and levels of the grid.
extension ScalingAnalysis {
  func tokenSlope(_ size: ModelSize, _ part: ScalingGrid.Part) -> Finding {
    analysis.computed(
      "slope/tokens/\(size.rawValue)/\(part.name)",
      "d ln excess / d ln tokens, \(part.name), \(size.rawValue)", grid.tokenSlopes(size, part),
      margin: Self.slopeMargin)
  }

  func sizeSlope(
    _ tokens: Double, _ part: ScalingGrid.Part, layered: Bool = true
  ) -> Finding {
    analysis.computed(
      "slope/parameters/\(millions(tokens))/\(part.name)",
      "d ln excess / d ln parameters, \(part.name), \(millions(tokens)) M tokens"
        + (layered ? without : ""), grid.sizeSlopes(tokens, part, layered: layered),
      margin: Self.slopeMargin)
  }

  func tokenBend(_ size: ModelSize, _ part: ScalingGrid.Part) -> Finding {
    analysis.computed(
      "bend/tokens/\(size.rawValue)/\(part.name)",
      "bend of ln excess over ln tokens, \(part.name), \(size.rawValue)",
      grid.tokenBends(size, part), margin: Self.bendMargin)
  }

  func sizeBend(
    _ tokens: Double, _ part: ScalingGrid.Part, layered: Bool = true
  ) -> Finding {
    analysis.computed(
      "bend/parameters/\(millions(tokens))/\(part.name)",
      "bend of ln excess over ln parameters, \(part.name), \(millions(tokens)) M tokens"
        + (layered ? without : ""), grid.sizeBends(tokens, part, layered: layered),
      margin: Self.bendMargin)
  }

  /// Whether a bend is small enough to speak of a straight line.
  func isLine(_ bend: Finding) -> Bool {
    bend.low > -bend.margin && bend.high < bend.margin
  }

  /// Slopes and bends of traces at the largest size and the largest budget: those that sentences are made of.
  var mainSlopes: [Finding] {
    guard let large = grid.sizes.last, let many = grid.budgets.last else { return [] }
    return [
      tokenSlope(large, .trace), tokenBend(large, .trace), sizeSlope(many, .trace),
      sizeBend(many, .trace),
    ]
  }

  func millions(_ tokens: Double) -> Cell { Number.short(tokens / 1e6) }

  /// The mean of logarithms and its interval, taken back.
  func geometric(_ logs: [Double]) -> (mean: Double, low: Double, high: Double) {
    let found = analysis.computed("", "", logs, margin: 1)
    return (exp(found.effect), exp(found.low), exp(found.high))
  }

  /// Tokens at which a size's traces pass 1 nat, if they do in all seeds.
  func tokensToLearn(_ size: ModelSize) -> (mean: Double, low: Double, high: Double) {
    geometric(grid.tokensToLearn(size).map { $0.map { PortableMath.log($0) } ?? .nan })
  }

  // MARK: - Tables

  /// Slopes of all, of traces and bare answers, and of the classes of tokens.
  func slopeTable() -> Table {
    func row(_ name: String, _ slope: (ScalingGrid.Part) -> Finding) -> [Cell] {
      [.text(name), slope(.total).estimate, slope(.trace).estimate]
        + ([.bare] + ExactSupport.classes.indices.map { ScalingGrid.Part.kind($0) }).map {
          Number.fixed(slope($0).effect, signed: true)
        }
    }
    func rows(layered: Bool) -> [[Cell]] {
      grid.budgets.map { budget in
        row("parameters, \(millions(budget)) M tokens" + (layered ? without : "")) {
          sizeSlope(budget, $0, layered: layered)
        }
      }
    }
    return Table(
      id: "T6.slopes",
      caption: "Slopes of ln excess loss in ln tokens at each size, and in ln parameters at each "
        + "budget: one straight line a seed by least squares, mean over \(table.seeds.count) seeds "
        + "[95 % t interval]; of the whole, of full traces and of bare answers, which are guesses "
        + "up to \(Number.fixed(grid.plateau)) nats, and of each class of tokens. Whether there is "
        + "a line is in T6.lines. A sum is a power law only if its parts fall alike.",
      columns: [.init("slope in"), .init("excess", .right), .init("trace", .right)]
        + (["bare"] + ExactSupport.classes).map { .init($0, .right) },
      rows: grid.sizes.map { size in row("tokens, \(size.rawValue)") { tokenSlope(size, $0) } }
        + rows(layered: false) + (grid.shallow.isEmpty ? [] : rows(layered: true)))
  }

  func gridTable() -> Table {
    let rows = (grid.points + (grid.base.map { [$0] } ?? [])).map { point -> [Cell] in
      let level = geometric(point.logs())
      return [
        .text(point.arm), .text("\(point.shape.layers) × \(point.shape.width)"),
        .count(point.batch), Number.short(point.parameters / 1e3), millions(point.tokens),
        Number.estimate(level.mean, level.low, level.high), spread(point.logs()),
        mean(point, .trace), mean(point, .bare),
        "\(grid.offPlateau(point)) of \(point.trace.count)",
      ] + ExactSupport.classes.indices.map { mean(point, .kind($0)) }
    }
    return Table(
      id: "T6.grid",
      caption: "Excess loss, nats a response above the text's entropy of "
        + "\(Number.fixed(grid.floor())): geometric mean over seeds [95 % t interval of the "
        + "logarithm], its standard deviation over seeds in percent; means of its parts of full "
        + "traces and of bare answers, which hold the choice of style in both and can be below 0 "
        + "by that; seeds whose bare answers are below \(ScalingGrid.leftPlateau) of the plateau "
        + "of guesses, \(Number.fixed(grid.plateau)); and its parts by class of token. "
        + "Shape: layers × width. Batch: tokens. `base` is no point of the grid.",
      columns: [
        "arm", "shape", "batch", "N (k)", "D (M)", "excess", "sd %", "trace", "bare",
        "off plateau",
      ].enumerated().map { .init($1, $0 == 0 ? .left : .right) }
        + ExactSupport.classes.map { .init($0, .right) }, rows: rows)
  }

  private func mean(_ point: ScalingGrid.Point, _ part: ScalingGrid.Part) -> Cell {
    let values = point.values(part)
    return Number.short(values.reduce(0, +) / Double(values.count))
  }

  /// The standard deviation of logarithms, in percent.
  private func spread(_ logs: [Double]) -> Cell {
    guard logs.count > 1, logs.allSatisfy(\.isFinite) else { return "" }
    let mean = logs.reduce(0, +) / Double(logs.count)
    let squares = logs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return Number.short(100 * (squares / Double(logs.count - 1)).squareRoot())
  }

  /// Whether there are lines.
  func lineTable() -> Table {
    func row(_ part: ScalingGrid.Part, _ name: String, _ bend: Finding, _ heldOut: [Double])
      -> [Cell]
    {
      let ahead = analysis.computed("", "", heldOut, margin: 1)
      return [
        .text(part.name), .text(name), bend.estimate,
        heldOut.isEmpty ? "" : Number.estimate(ahead.effect, ahead.low, ahead.high, signed: true),
        isLine(bend) ? "yes" : "no",
      ]
    }
    let rows = ScalingGrid.Part.responses.flatMap { part in
      grid.sizes.map { size in
        row(part, "tokens, \(size.rawValue)", tokenBend(size, part), grid.heldOut(size, part))
      }
        + grid.budgets.map { budget in
          row(
            part, "parameters, \(millions(budget)) M tokens" + without, sizeBend(budget, part), [])
        }
    }
    return Table(
      id: "T6.lines",
      caption: "Whether ln excess is a straight line: its quadratic contrast, 0 on a line, with "
        + "coefficients 1, −1, −1, 1 for four points at equal distances; ln of what is found at "
        + "the largest budget over what the line through the others says there. One number a "
        + "seed, mean [95 % t interval]. Line: the interval of the bend lies inside "
        + "±\(Number.fixed(Self.bendMargin)), a factor of 1.2 between the ends and the middle.",
      columns: [
        .init("part"), .init("over"), .init("bend", .right), .init("held-out budget", .right),
        .init("line"),
      ], rows: rows)
  }

  /// Tokens to half-learn.
  func learningTable() -> Table {
    let rows = grid.sizes.map { size -> [Cell] in
      let (mean, reached) = (tokensToLearn(size), grid.tokensToLearn(size))
      return [
        .text(size.rawValue), .count(size.shape().layers),
        Number.short(Double(size.shape().matrixCount) / 1e3),
        mean.mean.isNaN
          ? "" : Number.estimate(mean.mean / 1e6, mean.low / 1e6, mean.high / 1e6),
        "\(reached.count { $0 != nil }) of \(reached.count)",
        .text(reached.map { $0.map { millions($0).text } ?? "–" }.joined(separator: ", ")),
      ]
    }
    return Table(
      id: "T6.learned",
      caption: "Millions of tokens at which the excess of full traces passes 1 nat, by a straight "
        + "line in the logarithms between the budgets around it: geometric mean over seeds [95 % "
        + "t interval of the logarithm] where it is inside the grid in all of them; every seed.",
      columns: [
        .init("size"), .init("layers", .right), .init("N (k)", .right),
        .init("tokens (M)", .right), .init("inside", .right), .init("by seed"),
      ], rows: rows)
  }

  /// What the line of the base's size says of the base, which it has not seen.
  func baseText() -> String? {
    guard let base = grid.base, let largest = grid.budgets.last else { return nil }
    let said = grid.extended(base.size, .trace, to: base.tokens)
    guard said.count == base.trace.count, !said.isEmpty else { return nil }
    let ratio = geometric(zip(base.logs(.trace), said).map { $0 - $1 })
    return "The line of traces through the budgets of \(base.size.rawValue), read at the "
      + "\(millions(base.tokens)) M tokens of the base, which is not among its "
      + "points\(base.tokens > largest ? " and lies beyond them" : ""), says "
      + "\(Number.fixed(geometric(said).mean)); found is "
      + "\(Number.fixed(geometric(base.logs(.trace)).mean)) (ratio "
      + "\(Number.estimate(ratio.mean, ratio.low, ratio.high)))."
  }

  // MARK: - Figures

  /// Excess loss against tokens, one line a size.
  private func excessPanel(
    _ part: ScalingGrid.Part, title: String, guides: [Guide] = []
  ) -> Panel {
    let series = grid.sizes.enumerated().flatMap { index, size -> [Series] in
      let points = grid.row(size)
      let levels = points.map { geometric($0.logs(part)) }
      let x = points.map { $0.tokens / 1e6 }
      return [
        Series(
          name: "\(size.rawValue) (n = \(table.seeds.count))", color: .arm(index),
          style: .pointsWithIntervals, x: x, y: levels.map(\.mean),
          low: levels.map { $0.low.isNaN ? $0.mean : $0.low },
          high: levels.map { $0.high.isNaN ? $0.mean : $0.high }),
        Series(
          name: "\(size.rawValue), line", color: .arm(index), style: .line, x: x,
          y: line(through: points, part)),
      ]
    }
    return Panel(
      title: title, xLabel: "tokens of pre-training (M)", yLabel: "excess loss (nats a response)",
      xScale: .log10, yScale: .log10, hLines: guides, series: series)
  }

  /// The mean of the seeds' lines at their points.
  private func line(through points: [ScalingGrid.Point], _ part: ScalingGrid.Part) -> [Double] {
    let lines = grid.lines(points, part, \.tokens)
    return points.map { point in
      let sum = lines.reduce(0) { $0 + $1.value(at: PortableMath.log(point.tokens)) }
      return lines.isEmpty ? .nan : exp(sum / Double(lines.count))
    }
  }

  func excessFigure() -> Figure? {
    guard !grid.points.isEmpty else { return nil }
    return Figure(
      id: "F6.1", name: "F6.1-excess", title: "Loss above the known floor",
      caption: "Exact divergence of the model from its text, nats a response; each point a run "
        + "with a schedule of its own. The whole, and its parts of full traces and of bare "
        + "answers, which are guesses at \(Number.fixed(grid.plateau)) nats; a part below the "
        + "excess of style is drawn at that. Geometric means over \(table.seeds.count) seeds with "
        + "95 % t intervals of the logarithm; lines are least squares in the logarithms.",
      panels: [
        excessPanel(.total, title: "total"), excessPanel(.trace, title: "full traces"),
        excessPanel(.bare, title: "bare answers", guides: [Guide(grid.plateau, "guesses")]),
      ])
  }

  func classFigure() -> Figure? {
    guard !grid.points.isEmpty else { return nil }
    return Figure(
      id: "F6.2", name: "F6.2-classes", title: "The same by class of token",
      caption: "Parts of the excess: style (the first token), stop (what follows a finished step), "
        + "copy (names, operands, the answer of a trace), compute (values). Parts that bend or "
        + "drop at different places make a sum that only looks like a power law.",
      panels: ExactSupport.classes.enumerated().map { excessPanel(.kind($0), title: $1) })
  }
}
