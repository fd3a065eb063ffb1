import Figures
import Statistics

/// The figures of the report.
extension PriorAnalysis {
  /// F3.1: how often traces are begun, and how often they are right, by reward and family.
  func modesFigure() throws -> Figure? {
    let panels = try [
      modesPanel("How often a trace is begun", PriorPlan.traceShare, "share of traces"),
      modesPanel("How often it is right", PriorPlan.traceAccuracy, "accuracy given a trace"),
    ].compactMap { $0 }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F3.1", name: "F3.1-modes", title: "Style and skill, by reward and family",
      caption: "Exact, chains of depth 3 at temperature 1. The bases differ in the left panel and "
        + "should not in the right one. Mean over \(table.seeds.count) seeds, 95 % t intervals "
        + "over seeds and problems.", panels: panels)
  }

  private func modesPanel(
    _ title: String, _ quantity: Quantity, _ label: String
  ) throws -> Panel? {
    let rewards = PriorPlan.rewards.filter { table.arm(PriorFamily.majority.arm($0)) != nil }
    let series = try PriorFamily.all.enumerated().compactMap { place, family -> Series? in
      let arms = [family.name] + rewards.map(family.arm)
      let levels = try arms.enumerated().compactMap { x, arm -> (x: Double, found: Finding)? in
        try analysis.level(quantity, arm, [PriorPlan.set]).map { (Self.beside(x, place), $0) }
      }
      guard !levels.isEmpty else { return nil }
      return Series(
        name: Self.name(family), color: analysis.color(family.name), style: .pointsWithIntervals,
        x: levels.map(\.x), y: levels.map(\.found.effect),
        low: levels.map { $0.found.low.isNaN ? $0.found.effect : max(0, $0.found.low) },
        high: levels.map { $0.found.high.isNaN ? $0.found.effect : min(1, $0.found.high) })
    }
    guard !series.isEmpty else { return nil }
    return Panel(
      title: title, xLabel: "reward", yLabel: label, xRange: -0.5...Double(rewards.count) + 0.5,
      yRange: 0...1,
      xTicks: (["base"] + rewards).enumerated().map { Tick(Double($0), $1) }, series: series)
  }

  /// F3.2: the drifts of the one-batch probe.
  func driftFigure() -> Figure? {
    guard !drifts.isEmpty else { return nil }
    let readings = [PriorDrift.Reading.on, .off]
    let panels = [PriorDrift.What.odds, .midpoint].map { what in
      Panel(
        title: what == .odds ? "Choice" : "Entropy at the midpoint", xLabel: "clipping",
        yLabel: "drift, \(what.words)", xRange: -0.5...1.5,
        xTicks: [Tick(0, "on"), Tick(1, "off")], hLines: [Guide(0)],
        series: drifts.enumerated().map { place, drift in
          let found = readings.map { drift.estimate(what, $0) }
          return Series(
            name: Self.name(drift.family), color: analysis.color(drift.family.name),
            style: .pointsWithIntervals, x: readings.indices.map { Self.beside($0, place) },
            y: found.map { $0?.value ?? .nan }, low: found.map { $0?.interval.low ?? .nan },
            high: found.map { $0?.interval.high ?? .nan })
        })
    }
    return Figure(
      id: "F3.2", name: "F3.2-drift", title: "Where one batch of random rewards drifts",
      caption: "Mean over opposite rewards, batches and \(table.seeds.count) bases a family; "
        + "95 % t intervals over batches within bases. Above 0 on the left, terse answers grow.",
      panels: panels)
  }

  private static func name(_ family: PriorFamily) -> String { "\(family.title), \(family.words)" }

  /// Places beside each other for the families.
  private static func beside(_ x: Int, _ place: Int) -> Double {
    Double(x) + (Double(place) - 0.5) * 0.16
  }
}
