import Figures
import Reports
import Statistics
import Tasks

/// Who takes the shortcut, where, and what it costs.
struct ProcessAnalysis {
  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }
  private var regions: [String] {
    ["near", "far"].filter { table.set("\($0)_congruent") != nil }
  }

  func findings(_ gates: [GateResult]) throws -> Findings {
    let contrasts = try analysis.plan.contrasts.compactMap(analysis.finding)
    let race = ProcessRace(analysis: analysis)
    let (runs, trace) = (try race.runs(), ProcessTrace(analysis: analysis))
    let paid = try ProcessPay(analysis: analysis).runs()
    var findings = Findings(try answer(runs, paid), summary: try shortcutTable())
    findings.main = try shortcutFigure()
    findings.sections = [
      Section(
        "Accuracy where the shortcut does not help",
        [
          try analysis.levelsFigure(
            "F4.2", "Strict accuracy on problems whose answer is not the leaf's value",
            Quantity(.pass),
            sets: regions.map { "\($0)_incongruent" }, arms: table.arms,
            caption: "Exact, at temperature 1."
          ).map { .figure($0) },
          .table(try trace.traceTable()),
        ]),
      Section(
        "A race: when the shortcut pays",
        [
          .text(
            "A bare answer that copies pays ρ, any other one hardly ever; a trace pays what it is right in. What pays more at "
              + "present grows, and both numbers change while it does. Bases that copy and bases that do not have no mean, "
              + "so each is drawn."),
          race.figure("F4.3", copying: true).map { .figure($0) },
          race.figure("F4.4", copying: false).map { .figure($0) },
          .table(ProcessRace.table(runs)),
          .table(try ProcessCoverage(analysis: analysis).coverage()),
        ]),
      Section("What pay for steps protects", [.table(ProcessPay.table(paid))]),
      Section(
        "Imperfect checkers of steps",
        [.table(try ProcessCheckers(analysis: analysis).table())]),
      Section(
        "Training of the other arms",
        analysis.trainingFigures(
          "F4.5", arms: analysis.reinforced.filter { !$0.hasPrefix("out") }
        ).map { .figure($0) }),
    ]
    try analysis.complete(
      &findings, gates: gates, hypotheses: try analysis.hypotheses(), contrasts: contrasts)
    findings.findings += [trace.finding()].compactMap { $0 }
    return findings
  }

  // MARK: - Answer

  private func answer(_ runs: [ProcessRace.Run], _ paid: [ProcessPay.Run]) throws -> Answer {
    var parts: [String] = []
    let takers = ProcessRace.takers(runs)
    if !takers.isEmpty {
      parts.append(
        "where honest work can pay, the shortcut was taken (\(Number.short(ProcessRace.taken)) or more) in "
          + takers.joined(separator: ", in "))
    }
    for (region, words) in [
      ("near", "where honest work can pay"), ("far", "where only the shortcut pays"),
    ] {
      for (arm, name) in [("out_\(region)", "outcome reward"), ("mix_\(region)", "pay for steps")] {
        guard let found = try analysis.finding(ProcessPlan.shortcut(arm, region)) else { continue }
        parts.append(
          "\(words), the shortcut of \(name) changes by \(found.estimate) (\(found.verdict))")
      }
    }
    if let takers = ProcessPay.takers(paid) {
      parts.append("under pay for steps it is taken there in \(takers)")
    }
    if let cost = try analysis.finding(
      Contrast("out_far", on: ["near_incongruent"], Quantity(.loose)))
    {
      parts.append(
        "what was learned far away changes accuracy on near problems by \(cost.estimate) (\(cost.verdict))"
      )
    }
    guard !parts.isEmpty else {
      return Answer("Nothing was compared.", confidence: "", changed: "")
    }
    return Answer(
      "Shortcut = loose accuracy on problems whose answer is the leaf's value, less that on their twins: "
        + parts.joined(separator: "; ") + ".",
      confidence:
        "How sure: \(table.seeds.count) seeds, \(analysis.plan.sets[0].problems) pairs of twins that differ in "
        + "the last operation alone, 95 % t intervals over seeds and problems, of counts of bases those of Clopper and Pearson.",
      changed:
        "What would have changed it: an interval of outcome reward inside ±0.1 where only the shortcut pays "
        + "would say that it is not taken; one of pay for steps above 0.1 that steps do not protect."
    )
  }

  // MARK: - Tables

  private func shortcutTable() throws -> Table {
    var rows: [[Cell]] = []
    for region in regions {
      for arm in table.arms {
        func level(_ quantity: Quantity, _ set: String) throws -> Cell {
          guard let found = try analysis.level(quantity, arm, ["\(region)_\(set)"]) else {
            return ""
          }
          return Number.estimate(found.effect, found.low, found.high)
        }
        guard let shortcut = try analysis.finding(ProcessPlan.shortcut(arm, against: "", region))
        else { continue }
        rows.append([
          .text(region), .text(arm), try level(Quantity(.loose), "mixed"),
          try level(Quantity(.loose), "congruent"),
          try level(Quantity(.loose), "incongruent"), shortcut.estimate,
          try level(Quantity(measure: "copy_share"), "incongruent"),
          try level(Quantity(measure: "stated_copy_share"), "incongruent"),
          try level(Quantity(.pass), "incongruent"),
        ])
      }
    }
    return Table(
      id: "T4.shortcut",
      caption:
        "Loose accuracy on problems of which the leaf's value is the answer in a share \(mixedShare), on twins whose answer is the leaf's value (congruent) and "
        + "on those whose answer is not; their difference, the shortcut; the exact probability of an answer that "
        + "copies the leaf, bare and after the leaf's statement; exact strict accuracy. Mean over \(table.seeds.count) seeds [95 % t interval over seeds and "
        + "problems], temperature 1.",
      columns: [
        .init("distance"), .init("arm"), .init("\(mixedShare)", .right), .init("congruent", .right),
        .init("incongruent", .right), .init("shortcut", .right), .init("copies", .right),
        .init("states and copies", .right), .init("strict", .right),
      ], rows: rows)
  }

  /// ρ of the set with both kinds of problems.
  private var mixedShare: String {
    let set = analysis.plan.sets.first { $0.name == ProcessPlan.mixed }
    return (set?.task.component as? Shortcut).map { "ρ = \(Number.short($0.share))" } ?? "ρ"
  }

  private func shortcutFigure() throws -> Figure? {
    var panels: [Panel] = []
    for region in regions {
      let arms = table.arms.filter {
        $0 == analysis.base || $0.contains(region) || !$0.contains("_")
      }
      let series = try arms.enumerated().compactMap { index, arm -> Series? in
        guard let found = try analysis.finding(ProcessPlan.shortcut(arm, against: "", region))
        else { return nil }
        return Series(
          name: arm, color: analysis.color(arm), style: .pointsWithIntervals,
          x: [Double(index + 1)], y: [found.effect],
          low: [found.low.isNaN ? found.effect : found.low],
          high: [found.high.isNaN ? found.effect : found.high])
      }
      guard !series.isEmpty else { continue }
      let depths = region == "near" ? "honest work can pay" : "only the shortcut pays"
      panels.append(
        Panel(
          title: "\(region): \(depths)", xLabel: "arm",
          yLabel: "shortcut (difference of loose accuracy)",
          xRange: 0.5...Double(arms.count) + 0.5, yRange: -0.3...1.05,
          xTicks: arms.enumerated().map { Tick(Double($0 + 1), $1) }, hLines: [Guide(0)],
          series: series))
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F4.1", name: "F4.1-shortcut", title: "Who takes the shortcut",
      caption:
        "Loose accuracy on problems whose answer is the leaf's value, less that on twins that differ in the last "
        + "operation; 0 for an honest model. 95 % t intervals over seeds and problems.",
      panels: panels)
  }
}
