import Figures
import Statistics

/// Figures that several studies have: curves of pass@k, levels, effects.
extension StudyAnalysis {
  /// Whether there is more than one seed, which intervals need.
  private var hasIntervals: Bool { table.seeds.count > 1 }

  /// Exact pass@k to k = 2^20: a panel for every set, at temperature 1 and with each arm at its best temperature.
  ///
  /// - Throws: `StatisticsError`.
  public func curvesFigure(
    _ id: String, sets: [String], arms: [String]? = nil,
    temperatures: [Quantity.Temperature] = [.one, .best]
  ) throws -> Figure? {
    var panels: [Panel] = []
    for at in temperatures {
      for set in sets {
        let info = table.set(set)
        var lines: [Series] = []
        for arm in arms ?? table.arms where table.rows("logp", set, arm) != nil {
          let points = try ExactPassAtK.ks.compactMap { k in
            try tLevel(Quantity(.pass, k: k, at: at), arm, [set])
          }
          lines.append(
            Series(
              name: arm, color: color(arm), style: hasIntervals ? .lineWithBand : .line,
              x: ExactPassAtK.ks.map(Double.init), y: points.map(\.effect),
              low: hasIntervals ? points.map { max(0, $0.low) } : nil,
              high: hasIntervals ? points.map { min(1, $0.high) } : nil))
        }
        guard !lines.isEmpty, let info else { continue }
        lines.append(
          Series(
            name: "chance", color: .chance, style: .line, x: ExactPassAtK.ks.map(Double.init),
            y: ExactPassAtK.ks.map(info.chance)))
        panels.append(
          Panel(
            title: "\(set), " + (at == .one ? "temperature 1" : "each arm at its best temperature"),
            xLabel: "k (samples)", yLabel: "pass@k (probability)", xScale: .log2, yRange: 0...1,
            series: lines))
      }
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: id, name: "\(id)-pass-at-k", title: "Exact pass@k",
      caption: "Computed from the exact probability of the right response, not sampled; "
        + (hasIntervals
          ? "mean over \(table.seeds.count) seeds, bands are 95 % t intervals over seeds and problems. "
          : "one seed, no intervals. ") + "The best "
        + "temperature of an arm is chosen for each k on validation problems. Where guessing would "
        + "do as well stands as chance.", panels: panels)
  }

  /// Points with intervals, one an arm: a quantity on several sets.
  ///
  /// - Throws: `StatisticsError`.
  public func levelsFigure(
    _ id: String, _ title: String, _ quantity: Quantity, sets: [String], arms: [String],
    caption: String, yRange: ClosedRange<Double>? = 0...1
  ) throws -> Figure? {
    var panels: [Panel] = []
    for set in sets {
      var series: [Series] = []
      for (index, arm) in arms.enumerated() {
        guard let level = try level(quantity, arm, [set]) else { continue }
        series.append(
          Series(
            name: arm, color: color(arm), style: level.low.isNaN ? .points : .pointsWithIntervals,
            x: [Double(index + 1)], y: [level.effect], low: level.low.isNaN ? nil : [level.low],
            high: level.low.isNaN ? nil : [level.high]))
      }
      guard !series.isEmpty else { continue }
      panels.append(
        Panel(
          title: set, xLabel: "arm", yLabel: quantity.words, xRange: 0.5...Double(arms.count) + 0.5,
          yRange: yRange, xTicks: arms.enumerated().map { Tick(Double($0 + 1), $1) },
          series: series))
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: id, name: "\(id)-levels", title: title,
      caption: caption
        + (hasIntervals
          ? " 95 % t intervals over seeds and problems." : " One seed, no intervals."),
      panels: panels)
  }

  /// Effects with their intervals, one below the other: a figure for each unit and smallest effect of interest.
  ///
  /// - Parameters:
  ///   - id: of the first figure; the next are `id.2` and so on.
  ///   - caption: what the effects are; what the marks are is added.
  public func forestFigures(
    _ id: String, _ title: String, _ findings: [(label: String, finding: Finding)], caption: String,
    xLabel: String? = nil
  ) -> [Figure] {
    struct Scale: Hashable {
      var unit: String
      var margin: Double
    }
    let drawn = findings.filter { $0.finding.effect.isFinite }
    var scales: [Scale] = []
    for scale in drawn.map({ Scale(unit: $0.finding.unit, margin: $0.finding.margin) })
    where !scales.contains(scale) { scales.append(scale) }
    return scales.enumerated().map { index, scale in
      let own = drawn.filter { $0.finding.unit == scale.unit && $0.finding.margin == scale.margin }
      let margin = scale.margin.isFinite && scale.margin > 0 ? scale.margin : nil
      let unit = scale.unit.isEmpty ? "dimensionless" : scale.unit
      var figure = Figure.forest(
        name: "\(id)-effects" + (index == 0 ? "" : "-\(index + 1)"), title: title,
        caption: caption
          + (own.contains { !$0.finding.low.isNaN }
            ? " Points are means over n seeds, bars 95 % t intervals"
            : " One seed, no intervals")
          + (margin.map {
            "; dashed: no effect, and ± the smallest effect of interest, \(Number.short($0))"
          }
            ?? "; dashed: no effect") + ".",
        rows: own.map { label, finding in
          ForestRow(
            name: label, n: finding.seeds, estimate: finding.effect,
            low: finding.low.isNaN ? finding.effect : finding.low,
            high: finding.high.isNaN ? finding.effect : finding.high)
        }, xLabel: xLabel ?? "effect (\(unit))", margin: margin)
      figure.id = index == 0 ? id : "\(id).\(index + 1)"
      return figure
    }
  }
}
