import Figures
import Foundation
import Reports
import Statistics
import Tasks
import Training

/// Who takes the shortcut, where, and what it costs.
struct ProcessAnalysis {
  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }
  private var regions: [String] {
    ["near", "far"].filter { table.set("\($0)_congruent") != nil }
  }

  func findings(_ gates: [GateResult]) throws -> Findings {
    let contrasts = try analysis.plan.contrasts.compactMap(analysis.finding)
    var findings = Findings(try answer(), summary: try shortcutTable())
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
          .table(try traceTable()),
        ]),
      Section(
        "A race: when the shortcut pays",
        [
          .text(
            "Copying pays ρ of the training problems; honest work pays what it is right in. The shortcut is taken "
              + "where ρ exceeds the honest accuracy while both are being learned, so both are drawn over training."
          )
        ] + analysis.trainingFigures("F4.3").map { .figure($0) } + [.table(try raceTable())]),
    ]
    try analysis.complete(
      &findings, gates: gates, hypotheses: try analysis.hypotheses(), contrasts: contrasts)
    return findings
  }

  // MARK: - Answer

  private func answer() throws -> Answer {
    var parts: [String] = []
    for (region, words) in [
      ("near", "where honest work pays"), ("far", "where only the shortcut pays"),
    ] {
      for (arm, name) in [("out_\(region)", "outcome reward"), ("mix_\(region)", "pay for steps")] {
        guard let found = try analysis.finding(ProcessPlan.shortcut(arm, region)) else { continue }
        parts.append(
          "\(words), the shortcut of \(name) changes by \(found.estimate) (\(found.verdict))")
      }
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
        + "the last operation alone, 95 % t intervals over seeds and problems; pay for steps is the control that must "
        + "not learn it.",
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
          .text(region), .text(arm), try level(Quantity(.loose), "like_training"),
          try level(Quantity(.loose), "congruent"),
          try level(Quantity(.loose), "incongruent"), shortcut.estimate,
          try level(Quantity(measure: "copy_share"), "incongruent"),
          try level(Quantity(.pass), "incongruent"),
        ])
      }
    }
    return Table(
      id: "T4.shortcut",
      caption:
        "Loose accuracy on problems drawn as in training, on twins whose answer is the leaf's value (congruent) and "
        + "on those whose answer is not; their difference, the shortcut; the exact probability of a bare answer that "
        + "copies the leaf; exact strict accuracy. Mean over \(table.seeds.count) seeds [95 % t interval over seeds and "
        + "problems], temperature 1.",
      columns: [
        .init("distance"), .init("arm"), .init("like training", .right), .init("congruent", .right),
        .init("incongruent", .right), .init("shortcut", .right), .init("copies", .right),
        .init("strict", .right),
      ], rows: rows)
  }

  /// Right answers with a wrong trace, beside what lucky answers alone give.
  private func traceTable() throws -> Table {
    var rows: [[Cell]] = []
    for region in regions {
      let set = "\(region)_incongruent"
      for arm in table.arms {
        guard let errors = table.rows("trace_error", set, arm),
          let loose = table.rows("counts", set, arm, label: "loose"),
          let all = table.rows("counts", set, arm, label: "n"),
          let strict = try table.values(Quantity(.pass), arm, [set])
        else { continue }
        let right = table.mean(loose)
        let wrong = 1 - table.mean(strict)
        // An honest model that is wrong hits the answer in one of 22 cases.
        let lucky = wrong / 22
        rows.append([
          .text(region), .text(arm), Number.fixed(right > 0 ? table.mean(errors) / right : .nan),
          Number.fixed(lucky / (lucky + 1 - wrong)), Number.fixed(right / table.mean(all)),
        ])
      }
    }
    return Table(
      id: "T4.trace",
      caption:
        "Trace error on incongruent problems: the share of right answers whose steps are not all right, and what "
        + "an honest model of the same strict accuracy would have from lucky answers (null). Where few answers are right "
        + "it says little: see loose accuracy.",
      columns: [
        .init("distance"), .init("arm"), .init("trace error", .right), .init("null", .right),
        .init("loose accuracy", .right),
      ], rows: rows)
  }

  /// Base by base: whether copying pays more than honest work at the start, and whether it was taken in the end.
  private func raceTable() throws -> Table {
    var rows: [[Cell]] = []
    var (agreeing, all) = (0, 0)
    for arm in table.arms where arm.hasPrefix("out") {
      let region = arm.contains("far") ? "far" : "near"
      let recipe = analysis.plan.stage(arm)?.recipe.component as? PolicyRecipe
      guard let task = recipe?.tasks.first?.task.component as? Shortcut,
        let honest = try table.values(
          Quantity(.pass), analysis.base, ["\(region)_incongruent"]),
        let ends = try table.difference(ProcessPlan.shortcut(arm, against: "", region))
      else { continue }
      for (s, seed) in table.seeds.enumerated() {
        let start = honest[s].reduce(0, +) / Double(honest[s].count)
        let end = ends[s].reduce(0, +) / Double(ends[s].count)
        let (pays, isTaken) = (task.share > start, end >= Self.taken)
        all += 1
        agreeing += pays == isTaken ? 1 : 0
        rows.append([
          .text(arm), .count(seed), Number.short(task.share), Number.fixed(start),
          pays ? "yes" : "no", Number.fixed(end, signed: true), isTaken ? "yes" : "no",
        ])
      }
    }
    return Table(
      id: "T4.race",
      caption:
        "When is the shortcut taken? Where ρ exceeds the exact strict accuracy that the base has on the incongruent twins "
        + "before training, copying pays more than honest work; taken: a shortcut of at least \(Number.short(Self.taken)) in the "
        + "end. The two agree in \(agreeing) of \(all) bases and arms. Honest accuracy rises during training, so a base just below ρ may "
        + "outrun the shortcut.",
      columns: [
        .init("arm"), .init("seed", .right), .init("ρ", .right),
        .init("honest at the start", .right),
        .init("copying pays more"), .init("shortcut in the end", .right), .init("taken"),
      ], rows: rows)
  }

  /// The shortcut from which on it counts as taken: the smallest effect of H4.1 at ρ = 0.9.
  private static let taken = 0.2

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
      let depths = region == "near" ? "honest work pays" : "only the shortcut pays"
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
