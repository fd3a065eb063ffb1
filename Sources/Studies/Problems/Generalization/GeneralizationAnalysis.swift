import Figures
import Foundation
import Reports
import Statistics
import Tasks
import Training

/// Answer, tables and figures of the study.
struct GeneralizationAnalysis {
  private let analysis: StudyAnalysis
  private let paths: GeneralizationPaths

  init(_ analysis: StudyAnalysis) {
    self.analysis = analysis
    paths = GeneralizationPaths(analysis: analysis)
  }

  private static let sets = ["id", "ood", "ood_uniform", "ood_random", "r1", "r2"]
  /// Comparisons at an equal budget, and what is equal.
  private static let pairs = [
    (arm: "grpo", other: "sft", equal: "FLOPs"),
    (arm: "grpo", other: "sft_slow", equal: "FLOPs and path"),
    (arm: "grpo_512", other: "sft_512", equal: "FLOPs, more items"),
    (arm: "grpo_fresh", other: "sft_fresh", equal: "FLOPs, fresh problems"),
    (arm: "grpo_8", other: "sft_8", equal: "FLOPs, fresh problems, 8 headers"),
  ]

  private var table: MeasurementTable { analysis.table }
  private var plan: StudyPlan { analysis.plan }
  /// The arms at the end of their budgets.
  private var ends: [String] { plan.arms.filter { $0.at == 1 }.map(\.name) }

  /// Everything that is concluded.
  func findings(_ gates: [GateResult]) throws -> Findings {
    let contrasts = try plan.contrasts.compactMap { try analysis.finding($0) }
    let hypotheses = try analysis.hypotheses()
    var findings = Findings(answer(contrasts), summary: try equalTable())
    findings.main = paths.figure("F2.1", arms: ends)
    findings.sections = try sections()
    try analysis.complete(
      &findings, gates: gates, hypotheses: hypotheses, contrasts: contrasts)
    findings.findings += Self.pairs.flatMap { pair in
      ["ood_path", "r2_path"].compactMap {
        paths.matched(pair.arm, against: pair.other, on: $0)?.finding
      }
    }
    return findings
  }

  private func sections() throws -> [Section] {
    let imitated = ends.filter { isTrained($0, by: SupervisedRecipe.self) }
    return [
      Section(
        "Old and new rules, and the skills of the base",
        [
          try analysis.levelsFigure(
            "F2.2", "Strict pass@1 on every set, each arm at its best temperature",
            Quantity(.pass, at: .best), sets: Self.sets, arms: ends,
            caption: "Exact; the best of six temperatures, by validation problems of the set."
          ).map { .figure($0) }, .table(try levelsTable("T2.levels", .one)),
          .table(try levelsTable("T2.best", .best)),
        ]),
      Section("What is memorized", [.table(try oldRuleTable())]),
      Section("What is forgotten", [.table(try keptTable())]),
      Section("How equal the arms are", [.table(budgetTable())]),
      Section(
        "Training",
        analysis.trainingFigures("F2.3").map { .figure($0) } + [
          analysis.trainingFigure(
            "F2.4", "Loss while training", metric: "loss", arms: imitated,
            yLabel: "cross-entropy (nats a token)"
          ).map { .figure($0) }
        ]),
    ]
  }

  private func isTrained<R: Recipe>(_ arm: String, by type: R.Type) -> Bool {
    plan.arms.first { $0.name == arm }.flatMap { plan.stage($0.stage) }?.recipe.value is R
  }

  // MARK: - Answer

  private func answer(_ contrasts: [Finding]) -> Answer {
    func found(_ contrast: Contrast) -> Finding? { contrasts.first { $0.id == contrast.id } }
    let compute = found(GeneralizationQuestions.equalCompute)
    let path = found(GeneralizationQuestions.equalPath)
    let matched = paths.matched("grpo", against: "sft", on: "ood_path")
    var parts: [String] = []
    if let compute {
      parts.append(
        "With \(items) items and equal FLOPs, \(words(compute, "GRPO", "SFT")) on the new rule, "
          + "each at its best temperature (\(compute.estimate))")
    }
    if let matched {
      parts.append(
        "at equal accuracy in distribution (\(Number.fixed(matched.level))) the difference is "
          + "\(matched.finding.estimate), \(matched.finding.verdict)")
    }
    if let path {
      parts.append(
        "against SFT with an equally long path it is \(path.estimate), \(path.verdict)")
    }
    let losses = [
      ("SFT", found(GeneralizationQuestions.lostBySFT)),
      ("GRPO", found(GeneralizationQuestions.lostByGRPO)),
    ].compactMap { name, finding in
      finding.map { "\(name) lost \(Number.estimate($0.effect, $0.low, $0.high))" }
    }
    if !losses.isEmpty {
      parts.append("of pass@1 on plain chains " + losses.joined(separator: " and "))
    }
    if let odds = found(GeneralizationQuestions.oldRule) {
      parts.append(
        "the old rule's log-odds of SFT less those of GRPO are \(odds.estimate), "
          + odds.verdict)
    }
    return Answer(
      parts.isEmpty ? "Nothing was compared." : parts.joined(separator: "; ") + ".",
      confidence: confidence([compute, matched?.finding, path].compactMap { $0?.verdict }),
      changed: "A lead of GRPO that is also there at equal accuracy and along an equal path would "
        + "speak for the loss or for own samples; one at equal FLOPs alone speaks for "
        + "over-training on few items. Words change where an interval leaves or enters ±0.05.")
  }

  /// Whether the three ways to be equal agree: only then anything may be said of loss or samples.
  private func confidence(_ verdicts: [String]) -> String {
    let agreement =
      verdicts.count == 3 && Set(verdicts).count == 1
        && ![.unclear, .ceiling, .floor].contains(EffectReading(rawValue: verdicts[0]))
      ? "The three ways to be equal agree: \(verdicts[0])."
      : "The three ways to be equal (FLOPs, accuracy, path) do not agree or are not clear, so "
        + "nothing is said here of the loss or the source of samples."
    return agreement + " Intervals are 95 % t intervals over \(table.seeds.count) seeds and "
      + "problems, at equal accuracy over seeds alone; "
      + (analysis.scale.isConfirmatory
        ? "verdicts are below." : "this scale gives no verdicts.")
  }

  private func words(_ finding: Finding, _ arm: String, _ other: String) -> String {
    switch EffectReading(rawValue: finding.verdict) ?? .unclear {
    case .higher: "\(arm) is higher than \(other)"
    case .lower: "\(arm) is lower than \(other)"
    case .noDifference: "there is no difference that matters between \(arm) and \(other)"
    case .ceiling: "\(other) is at its ceiling, so that \(arm) could not be seen to be higher,"
    case .floor: "\(arm) and \(other) are both at their floor"
    case .unclear: "it is unclear whether \(arm) or \(other) is higher"
    }
  }

  /// How many items GRPO was trained on.
  private var items: String {
    guard let recipe = plan.stage("grpo")?.recipe.value as? PolicyRecipe,
      let share = recipe.tasks.first, let faces = share.task.value as? FaceChain, faces.pool > 0
    else { return "endless" }
    return "\(faces.pool * share.difficulties.count)"
  }

  // MARK: - Tables

  /// Differences on the new rule and on the retained skill, by what is held equal.
  private func equalTable() throws -> Table {
    var rows: [[Cell]] = []
    func add(
      _ equal: String, _ who: String, _ temperature: String, _ new: Finding?, _ kept: Finding?
    ) {
      guard let new, let kept else { return }
      rows.append([
        .text(equal), .text(who), .text(temperature), new.estimate, .text(new.verdict),
        kept.estimate, .text(kept.verdict),
      ])
    }
    for pair in Self.pairs where ends.contains(pair.arm) && ends.contains(pair.other) {
      let who = "\(pair.arm) − \(pair.other)"
      for at in [Quantity.Temperature.best, .one] {
        let quantity = Quantity(.pass, at: at)
        func difference(_ set: String) throws -> Finding? {
          try analysis.finding(Contrast(pair.arm, against: pair.other, on: [set], quantity))
        }
        add(
          pair.equal, who, at == .best ? "best" : "1", try difference("ood"),
          try difference("r2"))
      }
      let new = paths.matched(pair.arm, against: pair.other, on: "ood_path")
      let kept = paths.matched(pair.arm, against: pair.other, on: "r2_path")
      add(
        "accuracy on id, \(Number.fixed(new?.level ?? .nan))", who, "1", new?.finding,
        kept?.finding)
    }
    return Table(
      id: "T2.equal",
      caption: "Differences of strict pass@1 on the new rule (ood, header 11, 12, 13) and on plain "
        + "chains (r2, a skill of the base), by what two arms have in common: mean over "
        + "\(table.seeds.count) seeds [95 % t interval over seeds and problems; at equal accuracy "
        + "over seeds]. T: the temperature; best is the one of six that suits an arm on validation "
        + "problems. At equal accuracy both arms are read where they first reach the highest "
        + "pass@1 on id that both reach. Words: higher or lower by at least 0.05 with an interval "
        + "off 0; no difference that matters inside ±0.05; else unclear.",
      columns: [
        .init("held equal"), .init("arms"), .init("T"), .init("on ood", .right), .init("that is"),
        .init("on r2", .right), .init("that is"),
      ], rows: rows)
  }

  private func levelsTable(_ id: String, _ at: Quantity.Temperature) throws -> Table {
    let quantity = Quantity(.pass, at: at)
    return Table(
      id: id,
      caption: "Exact strict pass@1 of every arm on every set at "
        + (at == .one ? "temperature 1" : "the best temperature of the arm on the set")
        + ": mean over \(table.seeds.count) seeds [95 % t interval over seeds and problems].",
      columns: [Table.Column("arm")] + Self.sets.map { Table.Column($0, .right) },
      rows: try ends.map { arm in
        try [.text(arm)] + Self.sets.map { try show(quantity, arm, $0) }
      })
  }

  private func show(_ quantity: Quantity, _ arm: String, _ set: String) throws -> Cell {
    guard let level = try analysis.level(quantity, arm, [set]) else { return "" }
    return Number.estimate(level.effect, level.low, level.high)
  }

  /// Whether a model that fails under the new rule fails by the old one.
  private func oldRuleTable() throws -> Table {
    var rows: [[Cell]] = []
    for set in ["ood", "ood_uniform"] {
      for arm in ends {
        guard let odds = table.rows("old_rule_odds", set, arm) else { continue }
        let preferring = table.mean(odds.map { $0.map { $0 > 0 ? 1 : 0 } })
        rows.append([
          .text(set), .text(arm), try show(Quantity(.logp), arm, set),
          try show(Quantity(measure: "logp_old"), arm, set),
          try show(Quantity(measure: "old_rule_odds"), arm, set), Number.percent(preferring),
        ])
      }
    }
    return Table(
      id: "T2.old",
      caption: "Log-probability of the response by the rule that the prompt states (not below −30) "
        + "and of the one by the old rule (every face counts 10), nats; their difference, the "
        + "old rule's log-odds, above 0 where the old rule is memorized; the share of problems "
        + "with log-odds above 0. Temperature 1, mean over \(table.seeds.count) seeds [95 % t "
        + "interval over seeds and problems].",
      columns: [
        .init("set"), .init("arm"), .init("log p stated rule", .right),
        .init("log p old rule", .right), .init("log-odds", .right),
        .init("old rule preferred", .right),
      ], rows: rows)
  }

  /// What is left of what the base could do.
  private func keptTable() throws -> Table {
    func cells(_ arm: String, _ set: String) throws -> [Cell] {
      let loss = try analysis.finding(
        Contrast(analysis.base, against: arm, on: [set], Quantity(.pass)))
      return [
        try show(Quantity(.pass), arm, set), arm == analysis.base ? "" : loss?.estimate ?? "",
      ]
    }
    return Table(
      id: "T2.kept",
      caption: "Strict pass@1 at temperature 1 on skills of the base that training does not ask "
        + "for: one step from a face under a random header (r1), plain chains of depth 3–4 (r2); "
        + "lost is the base less the arm. Mean over \(table.seeds.count) seeds [95 % t interval "
        + "over seeds and problems].",
      columns: [
        .init("arm"), .init("r1", .right), .init("lost on r1", .right), .init("r2", .right),
        .init("lost on r2", .right),
      ], rows: try ends.map { try [.text($0)] + cells($0, "r1") + cells($0, "r2") })
  }

  /// Budgets as they were spent, next to those of GRPO.
  private func budgetTable() -> Table {
    func share(_ metric: String, _ arm: String) -> Double {
      let values = zip(table.metric(metric, of: arm), table.metric(metric, of: "grpo"))
      return values.reduce(0) { $0 + $1.0 / $1.1 } / Double(max(1, table.seeds.count))
    }
    return Table(
      id: "T2.budgets",
      caption: "FLOPs and path Σ‖Δθ‖ of each arm's own training as shares of those of grpo, and "
        + "the distance ‖θ − θ₀‖ from the base: mean over \(table.seeds.count) seeds. What came "
        + "before the last stage of an arm (switch3, over_grpo) is not counted here.",
      columns: [
        .init("arm"), .init("FLOPs of grpo", .right), .init("path of grpo", .right),
        .init("distance", .right),
      ],
      rows: ends.dropFirst().map { arm in
        [
          .text(arm), Number.short(share("flops", arm)), Number.short(share("path", arm)),
          Number.short(table.rows("distance", "", arm).map { table.mean($0) } ?? .nan),
        ]
      })
  }
}
