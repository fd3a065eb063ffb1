import Experience
import Figures
import Foundation
import Reports
import Statistics

/// What the exact probabilities say: the answer, its rivals, and where in the response the difference is.
struct SharpeningAnalysis {
  let analysis: StudyAnalysis

  init(_ analysis: StudyAnalysis) { self.analysis = analysis }

  private var table: MeasurementTable { analysis.table }
  private var base: String { analysis.base }

  func findings(_ gates: [GateResult]) throws -> Findings {
    let contrasts = try analysis.plan.contrasts.compactMap(analysis.finding)
    var findings = Findings(try answer(), summary: try analysis.levelsTable("T1.levels"))
    let sets = mainSets
    let shown = table.arms.filter { arm in
      sets.contains { table.rows("logp", $0, arm) != nil } && arm != "base_resample"
    }
    findings.main = try analysis.curvesFigure("F1.1", sets: sets, arms: shown)
    findings.sections = [
      Section(
        "Rivals: temperature, the power distribution, style",
        [
          .text(
            "A gain at temperature 1 may be a lower temperature in disguise, a sharper distribution of "
              + "whole responses (p^α), or the choice of full traces over bare answers. Each of these is "
              + "computed on the base alone, exactly or with bounds, on the same problems."),
          .table(try wayTable()), .table(try rivalTable()),
          try rivalFigure().map { Section.Element.figure($0) },
        ]),
      Section(
        "Where curves cross",
        [.table(try crossingTable()), try gainsFigure().map { Section.Element.figure($0) }]),
      Section(
        "Where in the response",
        [
          .table(analysis.difficultyTable("T1.difficulty", arms: shown)),
          shiftFigure(shown).map { Section.Element.figure($0) },
        ] + steps),
      Section(
        "Along training",
        [
          .table(try regimeTable()), try horizonFigure().map { Section.Element.figure($0) },
        ] + analysis.trainingFigures("F1.5").map { .figure($0) }),
    ]
    try analysis.complete(
      &findings, gates: gates, hypotheses: try analysis.hypotheses(), contrasts: contrasts)
    let secondary = try SharpeningSecondary(analysis: analysis).findings(findings.support)
    findings.findings += secondary
    findings.sections.insert(
      Section("Secondary questions", [.table(SharpeningSecondary.table(secondary, analysis))]),
      at: findings.sections.count - 2)
    return findings
  }

  /// Sets with curves, without those that follow training.
  private var mainSets: [String] {
    analysis.plan.sets.filter(\.hasCurve).map(\.name)
  }

  private func found(_ arm: String, _ set: String, _ quantity: Quantity, margin: Double = 0.05)
    throws -> Finding?
  {
    try analysis.finding(
      Contrast(arm, against: table.root(of: arm) ?? base, on: [set], quantity, margin: margin))
  }

  /// Step by step, where that was measured.
  private var steps: [Section.Element?] {
    let sets = mainSets.filter { table.values[.init($0, "step_logp")] != nil }
    guard !sets.isEmpty else { return [] }
    let steps = SharpeningSteps(analysis: analysis)
    return [
      .table(steps.steps(sets)),
      steps.figure(sets, arms: ["rl_id", "rl_edge", "rl_mix", "rl_hard_30"]).map {
        .figure($0)
      },
    ]
  }

  // MARK: - Answer

  private func answer() throws -> Answer {
    var parts: [String] = []
    if let one = try found("rl_id", "id", Quantity(.pass)),
      let best = try found("rl_id", "id", Quantity(.pass, at: .best))
    {
      var text =
        "In distribution RL moves pass@1 by \(one.estimate) at temperature 1 (\(one.verdict)), and by "
        + "\(best.estimate) with each arm at its best temperature (\(best.verdict))"
      if one.verdict == EffectReading.higher.words {
        text += ": \(Number.percent(best.effect / one.effect)) of the gain is left"
        if let rivals = try rivals("rl_id", "id") {
          text +=
            "; the choice of style is \(Number.percent(rivals.style / one.effect)) of it, and p^α of the "
            + "base alone reaches at least \(Number.percent((rivals.power - rivals.base) / one.effect))"
        }
      }
      parts.append(text + ".")
    }
    if let one = try found("rl_edge", "edge", Quantity(.pass, at: .best)),
      let some = try found("rl_edge", "edge", Quantity(.pass, k: 64, at: .best)),
      let many = try found("rl_edge", "edge", Quantity(.pass, k: 4096, at: .best))
    {
      parts.append(
        "On the edge, each arm at its best temperature, \(reading(one, many)): pass@1 \(one.estimate) "
          + "(\(one.verdict)), pass@64 \(some.estimate) (\(some.verdict)), pass@2^12 \(many.estimate) "
          + "(\(many.verdict)).")
      if let crossing = try analysis.crossing("edge", "rl_edge") {
        parts.append("At temperature 1 the curves have \(analysis.words(crossing)).")
      }
    }
    guard !parts.isEmpty else {
      return Answer("No trained arm has been measured yet.", confidence: "", changed: "")
    }
    let agreement = try analysis.largestDisagreement()
    let resample = try found("base_resample", mainSets.first ?? "", Quantity(.sampled))
    return Answer(
      parts.joined(separator: " "),
      confidence:
        "How sure: \(table.seeds.count) seeds, 95 % t intervals over seeds and problems, probabilities exact"
        + (agreement.map {
          " (sampler and probe \($0.z < 4 ? "agree" : "DISAGREE"), largest |z| \(String(format: "%.1f", $0.z)))"
        } ?? "")
        + (resample.map { "; the base sampled again: \($0.verdict) (\($0.estimate))" } ?? "") + ".",
      changed:
        "What would have changed it: on the edge, an interval at 2^12 above 0 would say that more becomes findable "
        + "with that many samples, one below 0 that coverage was paid for accuracy; in distribution, an interval at the "
        + "best temperature above 0 with a difference of at least 0.05 would say more than sharpening there."
    )
  }

  /// What the envelope says at one sample and at many.
  private func reading(_ one: Finding, _ many: Finding) -> String {
    switch (one.verdict, many.verdict) {
    case (EffectReading.higher.words, EffectReading.higher.words): "RL extends what is found"
    case (EffectReading.higher.words, EffectReading.lower.words):
      "RL sharpens, and pays with coverage"
    case (EffectReading.higher.words, EffectReading.ceiling.words):
      "RL finds sooner; at many samples the base is at its ceiling"
    case (EffectReading.higher.words, EffectReading.noDifference.words):
      "RL sharpens: the same is found, sooner"
    case (EffectReading.higher.words, _): "RL finds sooner; whether it finds more is open"
    case (_, EffectReading.higher.words): "RL finds more, not sooner"
    case (EffectReading.lower.words, _): "RL finds less at one sample"
    case (_, EffectReading.lower.words): "RL loses coverage"
    case (EffectReading.noDifference.words, EffectReading.noDifference.words):
      "RL changes nothing that matters"
    case (EffectReading.ceiling.words, _): "the base is at its ceiling"
    case (EffectReading.floor.words, _): "both are at their floor"
    default: "nothing clear is seen"
    }
  }

  // MARK: - Rivals

  private struct Rivals {
    var base: Double
    var arm: Double
    /// The base at its best temperature.
    var temperature: Double
    /// The base's power distribution at its best exponent, lower and upper bound.
    var power: Double
    var powerHigh: Double
    var alpha: String
    /// The effective number of samples behind the bounds at that exponent.
    var effective: Double
    /// The share of the gain at temperature 1 that is a changed share of full traces.
    var style: Double
    var skill: Double
    var armBest: Double
  }

  /// Everything that could explain a gain in pass@1 without a new skill.
  private func rivals(_ arm: String, _ set: String) throws -> Rivals? {
    func mean(_ quantity: Quantity, _ arm: String) throws -> Double? {
      try table.values(quantity, arm, [set]).map(table.mean)
    }
    let root = table.root(of: arm) ?? base
    guard let before = try mean(Quantity(.pass), root), let after = try mean(Quantity(.pass), arm),
      let temperature = try mean(Quantity(.pass, at: .best), root),
      let best = try mean(Quantity(.pass, at: .best), arm),
      let share0 = table.rows("trace_share", set, root, label: "1.0"),
      let share1 = table.rows("trace_share", set, arm, label: "1.0"),
      let skill0 = try table.values(Quantity(.inTrace), root, [set]),
      let skill1 = try table.values(Quantity(.inTrace), arm, [set])
    else { return nil }
    // Shapley halves: Δ(share · accuracy) = Δshare · mean accuracy + mean share · Δaccuracy, problem by problem.
    func combine(_ value: (Double, Double, Double, Double) -> Double) -> Double {
      table.mean(
        share0.indices.map { s in
          share0[s].indices.map {
            value(share0[s][$0], share1[s][$0], skill0[s][$0], skill1[s][$0])
          }
        })
    }
    let style = combine { ($1 - $0) * ($2 + $3) / 2 }
    let skill = combine { ($0 + $1) / 2 * ($3 - $2) }
    let powers = PowerBound.alphas.compactMap { alpha -> (String, Double, Double)? in
      let label = String(Int(alpha))
      guard let low = table.rows("power_low", set, root, label: label),
        let high = table.rows("power_high", set, root, label: label)
      else { return nil }
      return (label, table.mean(low), table.mean(high))
    }
    guard let power = powers.max(by: { $0.1 < $1.1 }) else { return nil }
    let effective = table.rows("power_ess", set, root, label: power.0)
    return Rivals(
      base: before, arm: after, temperature: temperature, power: power.1, powerHigh: power.2,
      alpha: power.0, effective: effective.map(table.mean) ?? .nan, style: style, skill: skill,
      armBest: best)
  }

  private var trained: [String] {
    table.arms.filter { arm in
      guard let root = table.root(of: arm) else { return false }
      return arm != root && arm != "base_resample"
        && mainSets.contains { table.rows("logp", $0, arm) != nil }
    }
  }

  /// Every arm against its root in the three ways, at one sample and at the largest k of the tables.
  private func wayTable() throws -> Table {
    var rows: [[Cell]] = []
    for set in mainSets {
      for arm in trained where plan(arm).at == 1 {
        for k in Set([1, analysis.largeK(set)]).sorted() {
          let ways = try [Quantity.Temperature.one, .matched, .best].map {
            try found(arm, set, Quantity(.pass, k: k, at: $0))?.estimate ?? ""
          }
          rows.append([.text(set), .text(arm), Number.count(k)] + ways)
        }
      }
    }
    return Table(
      id: "T1.ways",
      caption:
        "Pass@k of the arm less that of its root, in three ways: both at temperature 1; the root at the temperature at which it has the "
        + "arm's entropy along right responses; each at its best temperature. Means over \(table.seeds.count) seeds [95 % t interval over "
        + "seeds and problems].",
      columns: [
        .init("set"), .init("arm"), .init("k", .right), .init("T = 1", .right),
        .init("matched entropy", .right), .init("best T", .right),
      ], rows: rows)
  }

  private func rivalTable() throws -> Table {
    var rows: [[Cell]] = []
    for set in mainSets {
      for arm in trained {
        guard let rivals = try rivals(arm, set) else { continue }
        rows.append([
          .text(set), .text(arm), Number.fixed(rivals.base), Number.fixed(rivals.arm),
          Number.fixed(rivals.temperature), Number.fixed(rivals.armBest),
          Number.range(Number.fixed(rivals.power), Number.fixed(rivals.powerHigh)),
          .text(rivals.alpha), Number.short(rivals.effective),
          Number.fixed(rivals.style, signed: true), Number.fixed(rivals.skill, signed: true),
        ])
      }
    }
    return Table(
      id: "T1.rivals",
      caption:
        "Pass@1 of the arm's root and of the arm at temperature 1; each at its best temperature; bounds of "
        + "pass@1 under the root's power distribution p^α at its best α, with the effective number of samples "
        + "(1/Σw²) behind them; and the gain at temperature 1 as "
        + "Δshare of full traces × accuracy + share × Δaccuracy given one (Shapley halves).",
      columns: [
        .init("set"), .init("arm"), .init("root", .right), .init("arm", .right),
        .init("root, best T", .right), .init("arm, best T", .right), .init("root, p^α", .right),
        .init("α", .right), .init("effective n", .right), .init("style", .right),
        .init("skill", .right),
      ], rows: rows)
  }

  /// Root, rivals and arm side by side.
  private func rivalFigure() throws -> Figure? {
    var panels: [Panel] = []
    for set in mainSets {
      for arm in trained.filter({ ["rl_id", "rl_edge", "rl_hard"].contains($0) }) {
        guard let rivals = try rivals(arm, set) else { continue }
        let root = table.root(of: arm) ?? base
        func point(_ name: String, _ of: String, _ at: Quantity.Temperature) throws -> (
          String, Double, Finding?
        ) {
          let level = try analysis.level(Quantity(.pass, at: at), of, [set])
          return (name, level?.effect ?? .nan, level)
        }
        let points = [
          try point("root", root, .one), try point("root, best T", root, .best),
          ("root, p^α, least", rivals.power, nil), ("root, p^α, most", rivals.powerHigh, nil),
          try point(arm, arm, .one), try point("\(arm), best T", arm, .best),
        ]
        panels.append(
          Panel(
            title: "\(arm) on \(set)", xLabel: "", yLabel: "pass@1 (probability)",
            xRange: 0.5...6.5,
            yRange: 0...1, xTicks: points.enumerated().map { Tick(Double($0 + 1), $1.0) },
            series: points.enumerated().map { index, point in
              // The bounds of p^α are two ends of one unknown number, so they have no interval of their own.
              let level = point.2.flatMap { $0.low.isNaN ? nil : $0 }
              return Series(
                name: point.0, color: index < 4 ? .neutral : analysis.color(arm),
                style: level == nil ? .hollowPoints : .pointsWithIntervals, x: [Double(index + 1)],
                y: [point.1], low: level.map { [$0.low] }, high: level.map { [$0.high] })
            }))
      }
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.2", name: "F1.2-rivals", title: "What the base does without training",
      caption:
        "Pass@1 of the root at temperature 1, at its best temperature, and under p^α (lower and upper bound at its "
        + "best α; hollow), beside the trained arm: means over \(table.seeds.count) seeds, bars 95 % t intervals over seeds "
        + "and problems. Only what lies above all of them is more than sharpening.",
      panels: panels)
  }

  // MARK: - Curves

  private func crossingTable() throws -> Table {
    var rows: [[Cell]] = []
    for set in mainSets {
      for arm in trained {
        for at in [Quantity.Temperature.one, .best] {
          guard let crossing = try analysis.crossing(set, arm, at: at) else { continue }
          rows.append([
            .text(set), .text(arm), at == .one ? "1" : "best", analysis.cell(crossing),
            Number.percent(crossing.share),
            Number.count(crossing.largestK),
          ])
        }
      }
    }
    return Table(
      id: "T1.crossings",
      caption:
        "Where the arm's exact curve falls below its root's, by interpolation in log k, with its 95 % "
        + "bootstrap interval over seeds and problems and the share of draws in which the curves cross. Only k at "
        + "which the root is below 0.97 are used: above, nobody can gain.",
      columns: [
        .init("set"), .init("arm"), .init("temperature"), .init("crossing", .right),
        .init("in draws", .right),
        .init("largest k used", .right),
      ],
      rows: rows)
  }

  /// Gains by arm and set, at one sample and at many.
  private func gainsFigure() throws -> Figure? {
    let columns = mainSets.flatMap { set in
      [1, analysis.largeK(set)].map { (set: set, k: $0) }
    }
    let arms = trained.filter { plan($0).at == 1 }
    let values = try arms.map { arm in
      try columns.map { column -> Double in
        try found(arm, column.set, Quantity(.pass, k: column.k, at: .best))?.effect ?? .nan
      }
    }
    guard !arms.isEmpty, values.contains(where: { $0.contains(where: \.isFinite) }) else {
      return nil
    }
    var figure = Figure.heatMap(
      name: "F1.6-gains", title: "Gains by arm and region",
      caption:
        "Change of exact pass@k against the arm's root, each at its best temperature, at one sample and at the largest of "
        + "1, 64, 2^12 at which guessing stays under 1 %: means over \(table.seeds.count) seeds; intervals are in the tables.",
      rows: arms, columns: columns.map { "\($0.set), k = \(Number.count($0.k))" }, values: values,
      texts: values.map { $0.map { Number.fixed($0, signed: true).text } },
      valueLabel: "Δ pass@k (probability)", xLabel: "set", yLabel: "arm")
    figure.id = "F1.6"
    return figure
  }

  private func plan(_ arm: String) -> Arm { analysis.plan.arms[table.arm(arm) ?? 0] }

  /// log10 p before and after, problem by problem.
  private func shiftFigure(_ arms: [String]) -> Figure? {
    let panels = mainSets.compactMap { set -> Panel? in
      let series = arms.compactMap { arm -> Series? in
        guard let root = table.root(of: arm), root != arm,
          let own = table.rows("logp", set, arm, label: "1.0"),
          let before = table.rows("logp", set, root, label: "1.0")
        else { return nil }
        return Series(
          name: arm, color: analysis.color(arm), style: .points,
          x: before.flatMap { $0 }.map { max($0, MeasurementTable.floor) / M_LN10 },
          y: own.flatMap { $0 }.map { max($0, MeasurementTable.floor) / M_LN10 })
      }
      guard !series.isEmpty else { return nil }
      let low = (series.flatMap { $0.x + $0.y }.min() ?? -1).rounded(.down)
      return Panel(
        title: set, xLabel: "log10 p, root", yLabel: "log10 p, arm", xRange: low...0,
        yRange: low...0,
        series: series + [
          Series(name: "no change", color: .chance, style: .line, x: [low, 0], y: [low, 0])
        ])
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.3", name: "F1.3-support", title: "Exact probability of the right response",
      caption:
        "One point a problem and seed, at temperature 1, by teacher forcing: no sampling floor, and no intervals, "
        + "for nothing is averaged. Above the line the arm finds the right response more probable than its root does.",
      panels: panels)
  }

  // MARK: - Along training

  /// Pass@k from `logp_at_1`, by seed and problem.
  private func onPath(_ arm: String, _ set: String, k: Int) -> [[Double]]? {
    table.rows("logp_at_1", set + "_path", arm)?.map {
      ExactPassAtK.perProblem($0.map { min(0, $0) }, k: k)
    }
  }

  private func horizonFigure() throws -> Figure? {
    var panels: [Panel] = []
    for stage in analysis.plan.stages where !stage.keep.isEmpty {
      guard
        let root = analysis.plan.arms.first(where: {
          $0.stage == analysis.plan.root(of: stage.name)
        })?.name
      else { continue }
      let points =
        [(0.0, root)]
        + analysis.plan.arms.filter { $0.stage == stage.name }.map { ($0.at, $0.name) }
        .sorted { $0.0 < $1.0 }
      for set in mainSets {
        let series = StudyAnalysis.tableKs.enumerated().compactMap { index, k -> Series? in
          let rows = points.compactMap { point in onPath(point.1, set, k: k).map { (point.0, $0) } }
          guard rows.count > 1 else { return nil }
          let estimates = rows.map { CrossedInterval.interval($0.1) }
          return Series(
            name: "k = \(Number.count(k))", color: .arm(index), style: .lineWithBand,
            x: rows.map { 100 * $0.0 }, y: rows.map { table.mean($0.1) },
            low: zip(rows, estimates).map { max(0, $1?.interval.low ?? table.mean($0.1)) },
            high: zip(rows, estimates).map { min(1, $1?.interval.high ?? table.mean($0.1)) })
        }
        guard !series.isEmpty else { continue }
        panels.append(
          Panel(
            title: "\(stage.name) on \(set)", xLabel: "training (% of the budget)",
            yLabel: "pass@k (probability)", yRange: 0...1, series: series))
      }
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.4", name: "F1.4-horizon", title: "Coverage along training",
      caption: "Exact pass@k at temperature 1; bands are 95 % t intervals over seeds and problems.",
      panels: panels)
  }

  /// What each arm does on the set it is trained for, after a quarter and after all of its training.
  private func regimeTable() throws -> Table {
    let targets = [
      "rl_id": "id", "rl_edge": "edge", "rl_hard": "hard", "rl_hard_warm": "hard",
      "thin_rl_edge": "edge", "thin_rl_hard": "hard",
    ]
    var rows: [[Cell]] = []
    for arm in analysis.plan.arms {
      guard let set = targets[arm.stage], arm.at == 1 || arm.at == 0.25,
        let root = table.root(of: arm.name), let before = onPath(root, set, k: 1)
      else { continue }
      func change(_ k: Int) -> (text: Cell, reading: EffectReading)? {
        guard let own = onPath(arm.name, set, k: k), let base = onPath(root, set, k: k) else {
          return nil
        }
        let rows = zip(own, base).map { zip($0, $1).map { $0 - $1 } }
        guard let estimate = CrossedInterval.interval(rows) else { return nil }
        return (
          Number.estimate(
            estimate.value, estimate.interval.low, estimate.interval.high, signed: true),
          EffectReading.read(estimate, margin: 0.05, baseline: table.mean(base), floor: 0.05)
        )
      }
      let large = analysis.largeK(set)
      guard let one = change(1), let many = change(large) else { continue }
      let deep = deepOnPath(arm.name, root, set)
      rows.append([
        .text(arm.stage), .text(root), .text(set), Number.percent(arm.at),
        Number.fixed(table.mean(before)),
        one.text,
        Number.count(large), many.text, Number.percent(deep),
        .text(regime(one.reading, many.reading, deep)),
      ])
    }
    return Table(
      id: "T1.regimes",
      caption:
        "Which regime: the change of exact pass@1 and pass@k at temperature 1 on the set that the arm trains "
        + "for [95 % t interval over seeds and problems], and the share of deep discoveries (p from below 1e-6 to above 1e-2). Sharpening: a gain at one sample, "
        + "none or a loss at k; extension: a gain at both; discovery: a gain at k with deep discoveries.",
      columns: [
        "arm", "root", "set", "training", "root's pass@1", "Δ pass@1", "k", "Δ pass@k", "deep",
        "regime",
      ]
      .enumerated().map { .init($1, [3, 4, 5, 6, 7, 8].contains($0) ? .right : .left) }, rows: rows)
  }

  private func deepOnPath(_ arm: String, _ root: String, _ set: String) -> Double {
    guard let own = table.rows("logp_at_1", set + "_path", arm),
      let base = table.rows("logp_at_1", set + "_path", root)
    else { return .nan }
    let flags = zip(own, base).map { own, base in
      zip(base, own).map { $0 < log(1e-6) && $1 > log(1e-2) ? 1.0 : 0 }
    }
    return table.mean(flags)
  }

  private func regime(_ one: EffectReading, _ many: EffectReading, _ deep: Double) -> String {
    switch (one, many) {
    case (_, .higher) where deep > 0: "discovery"
    case (.higher, .higher): "extension"
    case (.higher, .lower), (.higher, .noDifference): "sharpening"
    case (.higher, .ceiling): "finds sooner, at the root's ceiling"
    case (.higher, _): "finds sooner, coverage unclear"
    case (_, .higher): "extension, not sooner"
    case (.lower, _), (_, .lower): "loss"
    case (.noDifference, .noDifference): "nothing"
    case (.floor, .floor): "at its floor"
    default: "unclear"
    }
  }
}
