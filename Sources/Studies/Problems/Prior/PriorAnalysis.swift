import Reports
import Statistics

/// What a reward changed: the choice of mode, and how good each mode is; and where noise drifts.
struct PriorAnalysis {
  let analysis: StudyAnalysis

  var table: MeasurementTable { analysis.table }
  /// What the probe found, where it ran on both families.
  var drifts: [PriorDrift] {
    let found = PriorFamily.all.compactMap { PriorDrift(table, $0) }
    return found.count == PriorFamily.all.count ? found : []
  }

  func findings(_ gates: [GateResult]) throws -> Findings {
    let contrasts = try analysis.plan.contrasts.compactMap { try analysis.finding($0) }
    var findings = Findings(try answer(), summary: try modesTable())
    findings.main = try modesFigure()
    findings.sections = [
      Section(
        "Where a gain comes from",
        [
          .text(
            "A right answer takes a mode, and being right in it. A gain is split into what "
              + "another choice of mode brings at the mean accuracy of before and after, and what "
              + "another accuracy within modes brings at the mean choice of before and after; they "
              + "add up."),
          .table(try partsTable()),
        ]),
      Section(
        "Where noise drifts in one batch",
        [
          .text(
            "Rewards are coin tosses and their opposites, so that neither says anything. Clipping "
              + "that favours what is frequent makes the majority mode grow: up in M, down in M′. "
              + "Updates without clipping that go too far pull the choice towards one half: down "
              + "in M, up in M′. A latent skill that any reward sets free makes traces grow: down "
              + "in both. Up and down are those of the log-odds of a terse answer."),
          driftFigure().map { .figure($0) }, .table(driftTable()),
        ]),
      Section(
        "Training",
        analysis.trainingFigures("F3.3").map { .figure($0) }),
      Section("The right trace, exactly", [.table(try analysis.levelsTable("T3.levels"))]),
    ]
    try analysis.complete(
      &findings, gates: gates, hypotheses: try analysis.hypotheses(), contrasts: contrasts)
    return findings
  }

  // MARK: - Answer

  private func answer() throws -> Answer {
    guard let gains = try both("true", Quantity(.loose)),
      let skills = try both("true", PriorPlan.traceAccuracy),
      let shares = try shareWords(), let noise = try both("random", Quantity(.loose))
    else { return Answer("Nothing was compared.", confidence: "", changed: "") }
    var sentence =
      "The same reward for right answers changes loose accuracy by \(gains[0]) where traces are "
      + "the minority (M) and by \(gains[1]) where they are the majority (M′). The share of traces "
      + "goes \(shares); accuracy given a trace changes by \(skills[0]) and \(skills[1])"
    let choices = PriorFamily.all.compactMap {
      parts(of: $0.arm("true"), from: $0.name)?.choiceShare
    }
    if choices.count == PriorFamily.all.count {
      sentence +=
        ", so that \(Number.percent(choices[0])) and \(Number.percent(choices[1])) of the gain in "
        + "exact accuracy are choice of mode"
    }
    sentence += ". Paid by coin toss, loose accuracy changes by \(noise[0]) and \(noise[1])."
    sentence += driftWords(.on, "with") + driftWords(.off, "without")
    return Answer(sentence, confidence: confidence, changed: changed)
  }

  /// What one batch of coin tosses does, as a sentence; empty where the probe has not run.
  private func driftWords(_ reading: PriorDrift.Reading, _ how: String) -> String {
    let found = drifts.compactMap { $0.estimate(.odds, reading) }
    guard found.count == PriorFamily.all.count else { return "" }
    return " One batch of coin tosses \(how) clipping moves the log-odds of a terse answer by "
      + "\(show(found[0])) in M and \(show(found[1])) in M′: "
      + "\(PriorDrift.pattern(found[0].interval, found[1].interval))."
  }

  private var confidence: String {
    let batches = drifts.first?.batches(.odds, .on).map(\.count).min() ?? 0
    let problems = table.set(PriorPlan.set)?.problems.count ?? 0
    return "How sure: \(table.seeds.count) seeds, \(problems) problems, t intervals over both; the "
      + "probe's are over \(batches) batches within these bases and say nothing of others. "
      + (analysis.scale.isConfirmatory
        ? "Verdicts are below." : "Nothing about clipping is confirmed at this scale.")
  }

  private var changed: String {
    "What would have changed it: accuracy given a trace that rises as much as loose accuracy would "
      + "say that the reward teaches a skill; drifts of one sign in both families, or the same "
      + "ones without clipping, that clipping does not decide them."
  }

  /// What a reward changed in M and in M′, as estimates.
  private func both(_ reward: String, _ quantity: Quantity) throws -> [Cell]? {
    let found = try PriorFamily.all.compactMap {
      try analysis.finding(PriorPlan.gain($0, reward, quantity))?.estimate
    }
    return found.count == PriorFamily.all.count ? found : nil
  }

  /// The shares of traces before and after: `from 0.40 to 0.97 and from 0.60 to 0.98`.
  private func shareWords() throws -> String? {
    let all = try PriorFamily.all.map { family in
      try [family.name, family.arm("true")].compactMap {
        try analysis.level(PriorPlan.traceShare, $0, [PriorPlan.set])?.effect
      }
    }
    guard all.allSatisfy({ $0.count == 2 }) else { return nil }
    return all.map { "from \(Number.fixed($0[0])) to \(Number.fixed($0[1]))" }
      .joined(separator: " and ")
  }

  private func show(_ estimate: Estimate?) -> Cell {
    guard let estimate else { return "" }
    return Number.estimate(
      estimate.value, estimate.interval.low, estimate.interval.high, signed: true)
  }

  // MARK: - Parts of a gain

  /// A gain in accuracy, split, `[seed][problem]` each.
  private struct Parts {
    var choice: [[Double]]
    var skill: [[Double]]

    /// The whole gain.
    var whole: [[Double]] { zip(choice, skill).map { zip($0, $1).map { $0 + $1 } } }

    /// The share of the gain that is choice of mode; `nil` where the gain is too small for shares.
    var choiceShare: Double? {
      func mean(_ rows: [[Double]]) -> Double {
        rows.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) } / Double(rows.count)
      }
      let whole = mean(choice) + mean(skill)
      return whole > 0.05 ? mean(choice) / whole : nil
    }
  }

  /// Over the modes Σ Δshare · mean accuracy and Σ mean share · Δaccuracy; `nil` where something is
  /// missing.
  private func parts(of arm: String, from base: String) -> Parts? {
    let (set, width) = (PriorPlan.set, Modes.modes.count)
    guard let shares = table.rows("mode_share", set, arm),
      let rights = table.rows("mode_accuracy", set, arm),
      let sharesBefore = table.rows("mode_share", set, base),
      let rightsBefore = table.rows("mode_accuracy", set, base)
    else { return nil }
    func sum(_ term: (_ seed: Int, _ at: Int) -> Double) -> [[Double]] {
      shares.indices.map { seed in
        stride(from: 0, to: shares[seed].count, by: width).map { start in
          (start..<start + width).reduce(0) { $0 + term(seed, $1) }
        }
      }
    }
    return Parts(
      choice: sum { s, i in
        (shares[s][i] - sharesBefore[s][i]) * (rights[s][i] + rightsBefore[s][i]) / 2
      },
      skill: sum { s, i in
        (rights[s][i] - rightsBefore[s][i]) * (shares[s][i] + sharesBefore[s][i]) / 2
      })
  }

  // MARK: - Tables

  private func modesTable() throws -> Table {
    let quantities = [
      Quantity(.loose), PriorPlan.traceShare, PriorPlan.traceAccuracy, PriorPlan.terseAccuracy,
      Quantity(measure: "mode_log_odds"),
    ]
    let rows = try table.arms.map { arm -> [Cell] in
      let cells = try quantities.map { quantity -> Cell in
        guard let level = try analysis.level(quantity, arm, [PriorPlan.set]) else { return "" }
        return Number.estimate(level.effect, level.low, level.high)
      }
      return [.text(arm)] + cells
    }
    return Table(
      id: "T3.modes",
      caption: "Chains of depth 3, temperature 1: loose accuracy from samples; exact share of "
        + "traces, accuracy given a trace (all steps right) and given a terse answer, log-odds of "
        + "a terse answer against a trace (nats). Mean over \(table.seeds.count) seeds [95 % t "
        + "interval over seeds and problems].",
      columns: [
        .init("arm"), .init("loose accuracy", .right), .init("traces", .right),
        .init("right given a trace", .right), .init("right given a terse answer", .right),
        .init("log-odds of terse", .right),
      ], rows: rows)
  }

  private func partsTable() throws -> Table {
    var rows: [[Cell]] = []
    for family in PriorFamily.all {
      for arm in PriorPlan.rewards.map(family.arm) {
        guard let parts = parts(of: arm, from: family.name) else { continue }
        let share = parts.choiceShare.map { Number.percent($0) } ?? ""
        let gains = [parts.whole, parts.choice, parts.skill].map { rows in
          show(CrossedInterval.interval(rows))
        }
        rows.append([.text(family.title), .text(arm)] + gains + [share])
      }
    }
    return Table(
      id: "T3.parts",
      caption: "Gain in exact accuracy against the base, and its parts. Mean over "
        + "\(table.seeds.count) seeds [95 % t interval over seeds and problems]. No share is given "
        + "of a gain below 0.05.",
      columns: [
        .init("family"), .init("arm"), .init("gain", .right), .init("choice of mode", .right),
        .init("accuracy within modes", .right), .init("share of choice", .right),
      ], rows: rows)
  }

  private func driftTable() -> Table {
    let rows = drifts.flatMap { drift in
      PriorDrift.What.allCases.map { what -> [Cell] in
        let t = drift.estimate(what, .difference).map { $0.value / $0.standardError } ?? .nan
        let found = PriorDrift.Reading.allCases.map { show(drift.estimate(what, $0)) }
        let bases: Cell = "\(drift.agreeing(what, .difference)) of \(table.seeds.count)"
        return [.text(drift.family.title), .text(what.words)] + found
          + [Number.short(t), bases, Number.short(drift.clipFraction)]
      }
    }
    return Table(
      id: "T3.drift",
      caption: "Drift in one batch of random rewards, mean over opposite rewards, batches and "
        + "bases [95 % t interval over batches within bases]; t of the difference over batches; "
        + "how many bases have its sign by themselves; share of tokens whose ratio was clipped.",
      columns: [
        .init("family"), .init("what"), .init("clipping on", .right), .init("off", .right),
        .init("on − off", .right), .init("t", .right), .init("bases", .right),
        .init("clip fraction", .right),
      ], rows: rows)
  }
}
