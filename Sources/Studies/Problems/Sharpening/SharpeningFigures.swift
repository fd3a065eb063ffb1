import Experience
import Figures
import Foundation
import Statistics

/// The figures of the report, as far as the scale has their data.
struct SharpeningFigures {
  let analysis: SharpeningAnalysis
  let findings: Findings

  private var data: StudyData { analysis.data }

  func all() throws -> [Figure] {
    [
      try curves(), try heatMap(), scatter(), supportBars(), try composition(), try exposure(),
      try horizon(),
    ].compactMap { $0 }
  }

  /// Whether a set is a region of chains at the main temperature.
  private func isRegion(_ set: EvaluatedSet) -> Bool {
    set.hasCurve && set.temperature == 1 && !set.name.hasPrefix("L") && set.name != "context_b"
  }

  /// The share of its budget at which an arm stands, in percent; `nil` for other arms than `rl_edge`'s.
  private func budgetShare(_ arm: String) -> Double? {
    arm == "rl_edge" ? 100 : arm.hasPrefix("rl_edge_") ? Double(arm.dropFirst(8)) : nil
  }

  /// Whether an arm is drawn among the others: not where it is a shorter or longer `rl_edge`.
  private func isDrawn(_ arm: Int) -> Bool {
    data.arms[arm] == "rl_edge" || budgetShare(data.arms[arm]) == nil
  }

  private func color(_ arm: Int) -> SeriesColor {
    arm == analysis.base ? .neutral : .arm(arm - 1)
  }

  /// F1.1: pass@k curves, one panel a region.
  private func curves() throws -> Figure? {
    var panels: [Panel] = []
    for (name, series) in findings.passAtK {
      guard let set = data.set(name), isRegion(set), !series.isEmpty else { continue }
      let x = data.ks.map(Double.init)
      var lines = series.filter { isDrawn($0.arm) }.map { entry in
        Series(
          name: "\(data.arms[entry.arm]) (n = \(data.seeds.count) × \(set.problems.count))",
          color: color(entry.arm), style: .lineWithBand, x: x, y: entry.pooled.map(\.value),
          low: entry.pooled.map { max(0, $0.interval.low) },
          high: entry.pooled.map { min(1, $0.interval.high) })
      }
      let chance = data.ks.map { k in
        set.problems.reduce(0) { $0 + PassAtK.chance($1.chanceStrict, k: k) }
          / Double(set.problems.count)
      }
      lines.append(Series(name: "chance", color: .chance, style: .line, x: x, y: chance))
      panels.append(
        Panel(
          title: name, xLabel: "k (samples)", yLabel: "strict pass@k (probability)",
          xScale: .log2, yRange: 0...1, series: lines))
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.1", name: "F1.1-pass-at-k", title: "Pass@k by region",
      caption: "Mean over seeds; bands are 95 % crossed-bootstrap intervals over seeds and "
        + "problems. Where an arm's curve falls below the base's, the base solves more problems "
        + "with that many samples.", panels: panels)
  }

  /// F1.2: differences from the base.
  private func heatMap() throws -> Figure? {
    let arms = data.arms.indices.filter { $0 != analysis.base }
    let sets = data.sets.filter(\.hasCurve).map(\.name)
    func panel(_ k: Int) -> Panel {
      let values = arms.map { arm in
        sets.map { set in
          findings.findings.first { $0.id == "\(data.arms[arm])-base/\(set)/pass@\(k)" }?.effect
            ?? .nan
        }
      }
      return Panel(
        title: "Δ pass@\(k)", xLabel: "region", yLabel: "arm",
        content: .heatMap(
          HeatMap(
            rows: arms.map { data.arms[$0] }, columns: sets, values: values,
            texts: values.map { $0.map { $0.isNaN ? "" : String(format: "%+.2f", $0) } },
            valueLabel: "difference from the base (probability)")))
    }
    guard !arms.isEmpty, !sets.isEmpty else { return nil }
    let ks = analysis.largeK > 1 ? [1, analysis.largeK] : [1]
    return Figure(
      id: "F1.2", name: "F1.2-differences", title: "Differences from the base",
      caption: "Strict pass@k of each arm minus that of the base; intervals are in table T1.2.",
      panels: ks.map(panel))
  }

  /// F1.3: the exact probability of the right response, before and after.
  private func scatter() -> Figure? {
    var panels: [Panel] = []
    for set in data.sets where isRegion(set) {
      let base = set.probes[analysis.base].flatMap { $0 }.map { $0 / M_LN10 }
      guard !base.isEmpty else { continue }
      let series = data.arms.indices.compactMap { arm -> Series? in
        let own = set.probes[arm].flatMap { $0 }.map { $0 / M_LN10 }
        guard arm != analysis.base, isDrawn(arm), data.arms[arm] != "base_resample",
          own.count == base.count
        else { return nil }
        return Series(
          name: "\(data.arms[arm]) (n = \(own.count))", color: color(arm), style: .points,
          x: base, y: own)
      }
      guard !series.isEmpty else { continue }
      let low = (series.flatMap { $0.y } + base).min() ?? -1
      let floor = (max(low, -20) - 0.5).rounded(.down)
      panels.append(
        Panel(
          title: set.name, xLabel: "log10 p, base", yLabel: "log10 p, arm",
          xRange: floor...0, yRange: floor...0,
          series: series + [
            Series(
              name: "no change", color: .chance, style: .line, x: [floor, 0], y: [floor, 0])
          ]))
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.3", name: "F1.3-support", title: "Exact probability of the right response",
      caption:
        "One point a problem and seed, by teacher forcing: no sampling floor. Above the line "
        + "the arm finds the right response more probable than the base does.", panels: panels)
  }

  /// F1.4: who solves what, with the null beside it.
  private func supportBars() -> Figure? {
    var panels: [Panel] = []
    for set in data.sets where isRegion(set) {
      let arms = data.arms.indices.filter { arm in
        isDrawn(arm) && findings.support.contains { $0.set == set.name && $0.arm == arm }
      }
      guard !arms.isEmpty else { continue }
      func values(_ value: (SupportDynamics) -> Int) -> [Double] {
        arms.map { arm in
          let rows = findings.support.filter { $0.set == set.name && $0.arm == arm }
          let total = Double(rows.count * set.problems.count)
          return Double(rows.reduce(0) { $0 + value($1.dynamics) }) / total
        }
      }
      panels.append(
        Panel(
          title: set.name, xLabel: "arm", yLabel: "share of problems",
          content: .stackedBars(
            StackedBars(
              categories: arms.map { data.arms[$0] },
              parts: [
                .init(name: "both (P)", values: values(\.both), color: .part(0)),
                .init(name: "arm only (E)", values: values(\.rlOnly), color: .part(1)),
                .init(name: "base only (S)", values: values(\.baseOnly), color: .part(2)),
                .init(name: "neither (O)", values: values(\.neither), color: .part(3)),
              ]))))
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.4", name: "F1.4-dynamics", title: "Problems solved at least once",
      caption:
        "Shares over seeds and problems, in all samples. The bar base_resample is the null: a "
        + "second sampling of the same base.", panels: panels)
  }

  /// F1.5: composition, level by level.
  private func composition() throws -> Figure? {
    let levels = findings.passAtK.filter { $0.set.hasPrefix("L") }
    let kinds = ["A", "B", "mixed"].filter { kind in
      levels.contains { $0.set.hasSuffix("_" + kind) }
    }
    let panels = kinds.compactMap { kind -> Panel? in
      let sets = levels.filter { $0.set.hasSuffix("_" + kind) }
      let arms = Set(sets.flatMap { $0.series.map(\.arm) }).sorted()
      let series = arms.map { arm in
        let points = sets.compactMap { set -> (Double, CrossedBootstrapResult)? in
          guard let level = Double(set.set.dropFirst().prefix(1)),
            let entry = set.series.first(where: { $0.arm == arm })
          else { return nil }
          return (level, entry.pooled[0])
        }
        return Series(
          name: data.arms[arm], color: color(arm), style: .pointsWithIntervals,
          x: points.map(\.0), y: points.map(\.1.value),
          low: points.map { max(0, $0.1.interval.low) },
          high: points.map { min(1, $0.1.interval.high) })
      }
      guard !series.isEmpty else { return nil }
      return Panel(
        title: "functions \(kind)", xLabel: "level (nested functions)",
        yLabel: "strict pass@1 (probability)", xRange: 0.5...5.5, yRange: 0...1, series: series)
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.5", name: "F1.5-composition", title: "Composition by level",
      caption: "Strict pass@1 with 95 % crossed-bootstrap intervals.", panels: panels)
  }

  /// F1.6: what the exposure in pre-training does to context B.
  private func exposure() throws -> Figure? {
    guard let series = findings.passAtK.first(where: { $0.set == "context_b" })?.series else {
      return nil
    }
    let points = series.compactMap { entry -> (x: Double, entry: PassAtKSeries)? in
      let name = data.arms[entry.arm]
      guard name.hasPrefix("rl_context_"), let percent = Double(name.dropFirst(11)) else {
        return nil
      }
      // Zero has no place on a logarithmic axis; it is drawn one decade below the least exposure.
      return (max(percent, 0.01), entry)
    }.sorted { $0.x < $1.x }
    guard points.count > 1 else { return nil }
    return Figure(
      id: "F1.6", name: "F1.6-exposure", title: "Exposure to context B in pre-training",
      caption: "After RL on both contexts; the point at 0.01 % had none.",
      panels: [
        Panel(
          title: "context_b", xLabel: "exposure (% of the chains)",
          yLabel: "strict pass@k (probability)", xScale: .log10, yRange: 0...1,
          series: [0, data.ks.count - 1].map { index in
            line(
              "k = \(data.ks[index])", color: index, points.map { ($0.x, $0.entry.pooled[index]) })
          })
      ])
  }

  /// F1.7: coverage over training.
  private func horizon() throws -> Figure? {
    let panels = findings.passAtK.compactMap { set, series -> Panel? in
      guard let evaluated = data.set(set), isRegion(evaluated) else { return nil }
      let points = series.compactMap { entry -> (x: Double, entry: PassAtKSeries)? in
        entry.arm == analysis.base
          ? (0, entry) : budgetShare(data.arms[entry.arm]).map { ($0, entry) }
      }.sorted { $0.x < $1.x }
      guard points.count > 2 else { return nil }
      return Panel(
        title: set, xLabel: "training (% of the budget)", yLabel: "strict pass@k (probability)",
        yRange: 0...1,
        series: [0, data.ks.count - 1].map { index in
          line("k = \(data.ks[index])", color: index, points.map { ($0.x, $0.entry.pooled[index]) })
        })
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.7", name: "F1.7-horizon", title: "Coverage over training on the edge",
      caption: "One run of rl_edge, cut and continued; bands are 95 % crossed-bootstrap intervals.",
      panels: panels)
  }

  private func line(
    _ name: String, color: Int, _ points: [(Double, CrossedBootstrapResult)]
  ) -> Series {
    Series(
      name: name, color: .arm(color), style: .lineWithBand, x: points.map(\.0),
      y: points.map(\.1.value), low: points.map { max(0, $0.1.interval.low) },
      high: points.map { min(1, $0.1.interval.high) })
  }
}
