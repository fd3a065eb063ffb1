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

  private var noise: PriorNoise { PriorNoise(analysis: analysis) }

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
        "Whole runs of noise",
        [
          .text(
            "Coin tosses say nothing of a response, and every step is as long as that of pay for right "
              + "answers: what changes is what so long a walk changes. Where it breaks traces, loose "
              + "accuracy does not speak of a choice."),
          .table(try noise.clipTable()),
        ]),
      Section(
        "Where noise drifts in one batch",
        [
          .text(
            "Rewards are coin tosses and their opposites, so that neither says anything. Clipping "
              + "that favours what is frequent makes the majority mode grow: up in M, down in M′. "
              + "Updates without clipping that go too far pull the choice towards one half: down "
              + "in M, up in M′. A latent skill that any reward sets free makes traces grow: down "
              + "in both. Up and down are those of the log-odds of a terse answer. Entropy is concave in "
              + "them, so that branches which lie apart have less of it on average: that is the spread, "
              + "and what drifts is the entropy at the midpoint."),
          driftFigure().map { .figure($0) }, .table(driftTable()),
        ]),
      Section(
        "Training",
        analysis.trainingFigures("F3.3").map { .figure($0) }),
      Section(
        "The right trace, exactly",
        [
          .table(try analysis.levelsTable("T3.levels")),
          .table(analysis.difficultyTable("T3.difficulty", arms: table.arms)),
        ]),
    ]
    try analysis.complete(
      &findings, gates: gates, hypotheses: try analysis.hypotheses(), contrasts: contrasts)
    findings.findings += try noise.findings()
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
      parts($0, "true")?.choiceWords.text
    }.filter { !$0.isEmpty }
    if choices.count == PriorFamily.all.count {
      sentence +=
        ", so that \(choices[0]) and \(choices[1]) of the gain in exact accuracy are choice of mode"
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

  private func parts(_ family: PriorFamily, _ reward: String) -> PriorParts? {
    PriorParts(of: family.arm(reward), from: family.name, table)
  }

  private func show(_ estimate: Estimate?) -> Cell {
    guard let estimate else { return "" }
    return Number.estimate(
      estimate.value, estimate.interval.low, estimate.interval.high, signed: true)
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
      for reward in PriorPlan.rewards {
        guard let parts = parts(family, reward) else { continue }
        let gains = [parts.whole, parts.choice, parts.skill].map { rows in
          show(CrossedInterval.interval(rows))
        }
        let arm = family.arm(reward)
        rows.append(
          [.text(family.title), .text(arm)] + gains + [parts.choiceWords, noise.clipped(arm)])
      }
    }
    return Table(
      id: "T3.parts",
      caption: "Gain in exact accuracy against the base, and its parts. Mean over "
        + "\(table.seeds.count) seeds [95 % t interval over seeds and problems]; the share of choice "
        + "with the smallest and the largest among seeds, none of a gain below "
        + "\(Number.short(PriorParts.leastGain)); the share of tokens whose ratio was clipped.",
      columns: [
        .init("family"), .init("arm"), .init("gain", .right), .init("choice of mode", .right),
        .init("accuracy within modes", .right), .init("share of choice", .right),
        .init("clip fraction", .right),
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
        + "bases [95 % t interval over batches within bases], and how far opposite rewards lie apart; "
        + "t of the difference over batches; "
        + "how many bases have its sign by themselves; share of tokens whose ratio was clipped.",
      columns: [
        .init("family"), .init("what"), .init("clipping on", .right), .init("off", .right),
        .init("on − off", .right), .init("t", .right), .init("bases", .right),
        .init("clip fraction", .right),
      ], rows: rows)
  }
}
