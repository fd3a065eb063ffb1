import Figures
import Foundation
import Reports
import Statistics
import Support

/// Tables, figures and sections that every study's report has.
extension StudyAnalysis {
  /// The k at which tables look at curves.
  static let tableKs = [1, 64, 4096]

  /// The largest of them at which guessing stays under 1 % on a set.
  public func largeK(_ set: String) -> Int {
    Self.tableKs.last { (table.set(set)?.chance($0) ?? 0) < 0.01 } ?? 1
  }

  /// The color of an arm: the first is neutral.
  public func color(_ arm: String) -> SeriesColor {
    let index = table.arm(arm) ?? 0
    return index == 0 ? .neutral : .arm(index - 1)
  }

  // MARK: - Tables

  /// Every arm on every set: the levels that the answer is made of.
  ///
  /// - Throws: `StatisticsError`.
  public func levelsTable(_ id: String) throws -> Table {
    var rows: [[Cell]] = []
    for set in table.sets.map(\.name) {
      for arm in table.arms {
        let isExact = table.rows("logp", set, arm) != nil
        let large = isExact ? largeK(set) : plan.ks.last ?? 1
        func show(_ quantity: Quantity) throws -> Cell {
          guard let level = try level(quantity, arm, [set]) else { return "" }
          return Number.estimate(level.effect, level.low, level.high)
        }
        guard try level(Quantity(.pass), arm, [set]) != nil, plan.arms[table.arm(arm) ?? 0].at == 1
        else { continue }
        let best =
          isExact
          ? ExactSupport.temperatures[table.bestTemperature(Quantity(.pass), arm, set)] : .nan
        rows.append([
          .text(set), .text(arm), try show(Quantity(.pass)), Number.count(large),
          try show(Quantity(.pass, k: large)),
          try show(Quantity(.pass, at: .best)), best.isNaN ? "" : Cell("\(best)", value: best),
          try show(Quantity(.pass, k: large, at: .best)),
          try show(Quantity(.traceShare)), try show(Quantity(.inTrace)),
        ])
      }
    }
    let isExact = table.values[.init(table.sets.first?.name ?? "", "logp")] != nil
    return Table(
      id: id,
      caption: (isExact ? "Exact" : "Sampled") + " strict pass@1 and pass@k by set and arm ("
        + (isExact
          ? "the largest k of 1, 64, 2^12 at which guessing stays under 1 %"
          : "the largest k of the plan")
        + "), at "
        + "temperature 1 and at each arm's best temperature T (chosen on validation); share of full "
        + "traces, and accuracy given one: mean over \(table.seeds.count) seeds [95 % t interval "
        + "over seeds and problems].",
      columns: [
        .init("set"), .init("arm"), .init("pass@1", .right), .init("k", .right),
        .init("pass@k", .right),
        .init("pass@1, best T", .right), .init("T", .right), .init("pass@k, best T", .right),
        .init("full traces", .right), .init("right given one", .right),
      ], rows: rows)
  }

  /// Contrasts with intervals and words.
  ///
  /// What sampling again gives has a column where anything was sampled.
  public func contrastTable(_ id: String, _ findings: [Finding], caption: String) -> Table {
    let hasNull = findings.contains { $0.null.isFinite }
    var columns: [Table.Column] = [.init("contrast"), .init("difference [95 %]", .right)]
    columns.append(.init("δ", .right))
    if hasNull { columns.append(.init("null, ±", .right)) }
    columns.append(.init("d_z", .right))
    columns.append(.init("what may be said"))
    let rows = findings.map { finding -> [Cell] in
      var cells: [Cell] = [
        .text(finding.statement), finding.estimate, Number.short(finding.margin),
      ]
      if hasNull { cells.append(finding.null.isFinite ? Number.short(finding.null) : "") }
      cells.append(Number.short(finding.effectSize))
      cells.append(.text(finding.verdict))
      return cells
    }
    let null =
      " null: how far apart two samplings of the side that is compared with come out, 95 % of the time, or did "
      + "where it was sampled again; a difference of sampled quantities inside it is called neither higher nor lower."
    return Table(
      id: id, caption: caption + (hasNull ? null : ""), columns: columns, rows: rows)
  }

  /// Hypotheses with tests and verdicts; below `full`, whether its seeds could decide them.
  public func hypothesisTable(_ id: String, _ findings: [Finding]) -> Table {
    let isLast = scale.isConfirmatory
    let level = Number.short(0.05 / Double(max(1, findings.count)))
    let power =
      " Power: the probability that \(Scale.registeredSeeds) seeds, whose spread is the one found here, decide for a hypothesis "
      + "at the first level of Holm (\(level)): where it is true by δ, or, where no difference is claimed, where there is none. "
      + "Of several claims the least is shown, which all of them together cannot exceed. A spread of so few seeds is itself uncertain; "
      + "what stays far below 0.8 is not decided by `full`."
    return Table(
      id: id,
      caption: isLast
        ? "Registered hypotheses, corrected together by Holm. Effects have 95 % t intervals over seeds and "
          + "problems, or over seeds where an effect is one number a seed."
        : "Registered hypotheses; this scale gives effects with 95 % t intervals over seeds and problems (over "
          + "seeds where an effect is one number a seed), no verdicts." + power,
      columns: [
        .init("hypothesis"), .init("statement"), .init("test"), .init("effect", .right),
      ]
        + (isLast
          ? [.init("p", .right), .init("p Holm", .right)]
          : [.init("δ", .right), .init("power", .right)]) + [.init("verdict")],
      rows: findings.map { finding -> [Cell] in
        [
          .text(finding.id), .text(finding.statement), .text(finding.test),
          finding.verdict == "not run" ? Cell("not run", value: .nan) : finding.estimate,
        ]
          + (isLast
            ? [finding.pRaw, finding.pAdjusted].map { $0.isNaN ? "" : Number.p($0) }
            : [Number.short(finding.margin), Number.fixed(finding.power)])
          + [.text(finding.verdict)]
      })
  }

  /// Controls.
  public func checkTable(_ id: String, _ checks: [CheckResult]) -> Table {
    Table(
      id: id, caption: "Controls that can fail. They are no hypotheses.",
      columns: [.init("must be so"), .init("found"), .init("passed")],
      rows: checks.map {
        [.text($0.statement), .text($0.found), $0.isPassed.map { $0 ? "yes" : "NO" } ?? "unclear"]
      })
  }

  /// Gates of the base; where they were calibrated, the same numbers of the run's own bases beside them.
  public func gateTable(_ id: String, _ gates: [GateResult]) -> Table {
    let own = plan.gates.isEmpty ? [] : ownGates
    func same(_ gate: GateResult, in others: [GateResult]) -> GateResult? {
      others.first { $0.set == gate.set && $0.measure == gate.measure }
    }
    func isPassed(_ gate: GateResult?) -> Cell { gate.map { $0.isPassed ? "yes" : "no" } ?? "" }
    let further = own.filter { same($0, in: gates) == nil }
    var columns: [Table.Column] = [
      .init("set"), .init("measure"), .init("found", .right), .init("expected", .right),
      .init("passed"),
    ]
    if !own.isEmpty { columns += [.init("in the run", .right), .init("in range")] }
    let rows = (gates + further).map { gate -> [Cell] in
      let calibrated = same(gate, in: gates)
      var cells: [Cell] = [
        .text(gate.set), .text(gate.measure), calibrated.map { Number.short($0.value) } ?? "",
        Number.range(Number.short(gate.low), Number.short(gate.high)), isPassed(calibrated),
      ]
      if !own.isEmpty {
        let found = same(gate, in: own)
        cells += [found.map { Number.short($0.value) } ?? "", isPassed(found)]
      }
      return cells
    }
    return Table(
      id: id,
      caption: "Gates of the base, "
        + (plan.gates.isEmpty
          ? "not calibrated at this scale: its own numbers."
          : "on calibration seeds, and the same numbers of the bases that the run is made of."),
      columns: columns, rows: rows)
  }

  /// Arms at the end of their training.
  var wholeArms: [Arm] { plan.arms.filter { $0.at == 1 } }

  /// What was spent on each arm, and how far it moved.
  public func ledgerTable(_ id: String) throws -> Table {
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    func spent(_ arm: Int, _ part: (Int) -> Double) -> Cell {
      Number.short(mean(table.seeds.indices.map(part)) / 1e9)
    }
    let diverging = table.sets.map(\.name).filter { table.values[.init($0, "kl")] != nil }
    func divergences(_ arm: String) -> [Cell] {
      diverging.map { set in
        table.rows("kl", set, arm, label: "reverse").map { Number.short(table.mean($0)) } ?? ""
      }
    }
    return Table(
      id: id,
      caption: "Compute on the way to each arm, GFLOP a seed; the length of its path Σ‖Δθ‖ and its "
        + "distance ‖θ − θ₀‖; means over seeds. Adam cancels the gradient's scale, so the path, not "
        + "the learning rate, says how far an arm was moved."
        + (diverging.isEmpty
          ? "" : " KL: divergence from the root under the arm's own samples, nats a response."),
      columns: [
        .init("arm"), .init("supervised", .right), .init("decode", .right),
        .init("update", .right), .init("reference", .right), .init("probes", .right),
        .init("path", .right), .init("distance", .right),
      ] + diverging.map { .init("KL on \($0)", .right) },
      rows: wholeArms.map(\.name).map { arm in
        let index = table.arm(arm) ?? 0
        return [
          .text(arm), spent(index) { table.ledgers[index][$0].pretrain },
          spent(index) { table.ledgers[index][$0].decode },
          spent(index) { table.ledgers[index][$0].update },
          spent(index) { table.ledgers[index][$0].reference },
          spent(index) { table.ledgers[index][$0].evaluation },
          Number.short(mean(table.metric("path", of: arm))),
          Number.short(table.rows("distance", "", arm).map { table.mean($0) } ?? .nan),
        ] + divergences(arm)
      })
  }

  /// Problems solved at least once in all samples, with the null of sampling the root again, and deep discoveries.
  public func supportTable(_ id: String, _ rows: [SupportRow]) -> Table {
    var lines: [[Cell]] = []
    for set in table.sets.map(\.name) {
      for (index, arm) in table.arms.enumerated() {
        let mine = rows.filter { $0.set == set && $0.arm == index }
        guard !mine.isEmpty else { continue }
        func sum(_ value: (SupportRow) -> Double) -> Cell {
          Number.short(mine.reduce(0) { $0 + value($1) })
        }
        let deep = deepDiscoveries(set, arm)
        lines.append([
          .text(set), .text(arm), sum { Double($0.dynamics.both) },
          sum { $0.flips.rlOnly }, sum { $0.null.rlOnly }, sum { $0.flips.baseOnly },
          sum { $0.null.baseOnly },
          sum { Double($0.dynamics.neither) }, deep.map { Number.percent($0.share) } ?? "",
          deep.map { Number.percent($0.null) } ?? "",
        ])
      }
    }
    let isHalved = rows.contains { row in
      row.flips.rlOnly != Double(row.dynamics.rlOnly)
        || row.flips.baseOnly != Double(row.dynamics.baseOnly)
    }
    return Table(
      id: id,
      caption:
        "Problems solved at least once in all samples, summed over seeds: by both (P), by the "
        + "arm only (E), by its root only (S), by neither (O); E₀ and S₀ are what sampling the same "
        + "root again gives. Deep: problems with p < 1e-6 before and p > 1e-2 after; deep₀ is the same "
        + "count from one seed's root to another's."
        + (isHalved
          ? " Where roots have no exact probabilities and were not sampled again, E, E₀, S and S₀ are what half of the samples "
            + "give on average." : ""),
      columns: ["set", "arm", "P", "E", "E₀", "S", "S₀", "O", "deep", "deep₀"].enumerated().map {
        .init($1, $0 < 2 ? .left : .right)
      }, rows: lines)
  }

  /// The change of log p by difficulty and by class of token: where in the response the difference is.
  public func difficultyTable(_ id: String, arms: [String]) -> Table {
    var lines: [[Cell]] = []
    for set in table.sets {
      for arm in arms {
        guard let root = table.root(of: arm), root != arm,
          let own = table.rows("class_logp", set.name, arm),
          let base = table.rows("class_logp", set.name, root)
        else { continue }
        for difficulty in Array(Set(set.problems.map(\.difficulty))).sorted() {
          let problems = set.problems.indices.filter { set.problems[$0].difficulty == difficulty }
          let width = ExactSupport.classes.count
          let change = ExactSupport.classes.indices.map { kind in
            table.mean(
              zip(own, base).map { own, base in
                problems.map { own[$0 * width + kind] - base[$0 * width + kind] }
              })
          }
          lines.append(
            [.text(set.name), .count(difficulty), .text(arm)]
              + ([change.reduce(0, +)] + change).map { Number.formatted("%+.2f", $0) })
        }
      }
    }
    return Table(
      id: id,
      caption: "Change of the log-probability of the right response against the root, nats, by "
        + "difficulty, and what it is made of: style (the first token), stop (what follows a "
        + "finished step), copy (names, operands, the answer), compute (values). What sits in stop "
        + "is a moved length wall, not a skill.",
      columns: (["set", "difficulty", "arm", "Δ log p"] + ExactSupport.classes).enumerated().map {
        .init($1, [0, 2].contains($0) ? .left : .right)
      }, rows: lines)
  }

  // MARK: - Scalars

  /// Final metrics by name, `[arm][seed]`; NaN where an arm was not measured.
  ///
  /// - Throws: `StatisticsError`.
  public func scalars() throws -> [(name: String, values: [[Double]])] {
    var all: [(String, [[Double]])] = []
    func add(_ name: String, _ rows: (String) throws -> [[Double]]?) rethrows {
      let values = try table.arms.map { arm in
        try rows(arm)?.map { $0.reduce(0, +) / Double($0.count) } ?? table.seeds.map { _ in .nan }
      }
      if values.contains(where: { $0.contains { !$0.isNaN } }) { all.append((name, values)) }
    }
    let kinds: [(String, Quantity)] = [
      ("pass_at_1", Quantity(.sampled)),
      ("pass_at_\(plan.ks.last ?? 1)", Quantity(.sampled, k: plan.ks.last ?? 1)),
      ("loose_pass_at_1", Quantity(.loose)), ("exact_pass_at_1", Quantity(.pass)),
      ("exact_pass_at_64", Quantity(.pass, k: 64)),
      ("exact_pass_at_4096", Quantity(.pass, k: 4096)), ("logp", Quantity(.logp)),
      ("trace_share", Quantity(.traceShare)), ("accuracy_in_trace", Quantity(.inTrace)),
      ("best_pass_at_1", Quantity(.pass, at: .best)),
      ("best_pass_at_4096", Quantity(.pass, k: 4096, at: .best)),
    ]
    for set in table.sets.map(\.name) {
      for (name, quantity) in kinds {
        if quantity.kind == .pass, table.values[.init(set, "logp")] == nil { continue }
        try add("\(set)/\(name)") { try table.values(quantity, $0, [set]) }
      }
      for name in ["entropy", "length"] { add("\(set)/\(name)") { table.rows(name, set, $0) } }
    }
    for name in ["path"] { add(name) { arm in table.metric(name, of: arm).map { [$0] } } }
    add("distance") { table.rows("distance", "", $0) }
    return all
  }

  // MARK: - What is around the answer

  /// What a reader must know first.
  public func warnings(_ gates: [GateResult]) -> [String] {
    var all: [String] = []
    if !scale.isConfirmatory {
      all.append(
        "The scale `\(scale.rawValue)` is descriptive: intervals, no verdicts. "
          + "Verdicts need `--scale full`.")
    }
    if table.seeds.count == 1 {
      all.append("1 seed: nothing is known about other trainings, and there are no intervals.")
    } else if table.seeds.count < 5 {
      all.append(
        "\(table.seeds.count) seeds: 95 % intervals cover in about "
          + (table.seeds.count < 3 ? "88" : table.seeds.count < 4 ? "92" : "94") + " of 100 cases.")
    }
    for gate in gates where !gate.isPassed {
      all.append(
        "The base is outside its gate on \(gate.set): \(gate.measure) is "
          + "\(Number.short(gate.value)), expected \(Number.short(gate.low)) to "
          + "\(Number.short(gate.high)).")
    }
    if table.leakFound > 0 {
      all.append("\(table.leakFound) problems are both in training and in an evaluation set.")
    }
    return all
  }

  /// Fills what is the same in every study's findings, and closes the report.
  ///
  /// - Throws: `StatisticsError`.
  public func complete(
    _ findings: inout Findings, gates: [GateResult], hypotheses: [Finding], contrasts: [Finding]
  ) throws {
    let id = findings.summary.id.split(separator: ".").first.map(String.init) ?? "T"
    findings.checks = try checks() + findings.checks
    findings.findings = hypotheses + contrasts
    findings.support = try supportRows()
    findings.scalars = try scalars()
    findings.warnings = warnings(gates) + findings.warnings
    findings.warnings += findings.checks.filter { $0.isPassed == false }.map {
      "A control failed: \($0.statement) (\($0.found))."
    }
    findings.sections += [
      Section(
        "What may be said",
        [
          .table(
            contrastTable(
              "\(id).contrasts", contrasts,
              caption:
                "\(title(of: contrasts)): means over \(table.seeds.count) seeds [95 % t interval over seeds "
                + "and problems, or over seeds where a difference is one number a seed]; d_z is the mean over "
                + "seeds in units of its standard deviation over them. Sentences are made of these alone. higher "
                + "or lower: the interval excludes 0 and the difference is at least δ; no difference that "
                + "matters: the interval lies inside ±δ; else unclear."))
        ] + contrastFigures(contrasts, findings, id).map { .figure($0) }),
      Section("Hypotheses", [.table(hypothesisTable("\(id).hypotheses", hypotheses))]),
      Section("What is solved at all", [.table(supportTable("\(id).support", findings.support))]),
      Section(
        "Controls and design",
        [
          .table(checkTable("\(id).checks", findings.checks)),
          .list(wholeArms.map { "`\($0.name)`: \($0.summary)" }),
          .list(plan.sets.map { "`\($0.name)`: \($0.summary), \($0.problems) problems" }),
          .table(gateTable("\(id).gates", gates)), .table(try ledgerTable("\(id).ledger")),
        ]),
      Section("Threats to validity", [.list(try threats(findings, gates, hypotheses, contrasts))]),
    ]
    findings.completeCaptions(plan, contrasts: "\(id).contrasts")
  }

  /// What contrasts are called: registered, unless the study computes some of them itself.
  private func title(of contrasts: [Finding]) -> String {
    let registered = Set(plan.contrasts.map(\.id))
    return contrasts.allSatisfy { registered.contains($0.id) }
      ? "Registered contrasts" : "Contrasts"
  }

  /// The contrasts, drawn; nothing where the main figure shows effects already.
  private func contrastFigures(
    _ contrasts: [Finding], _ findings: Findings, _ id: String
  ) -> [Figure] {
    if findings.main?.name.hasSuffix("-effects") == true { return [] }
    // Scales leave figures out, so the number is the first that is free after all others.
    let stem = id == "A" ? "A" : id.replacing("T", with: "F") + "."
    let numbers = findings.figures.compactMap { figure in
      figure.id.hasPrefix(stem) ? Int(figure.id.dropFirst(stem.count).prefix { $0.isNumber }) : nil
    }
    return forestFigures(
      stem + "\((numbers.max() ?? 0) + 1)", title(of: contrasts),
      contrasts.map { ($0.statement, $0) },
      caption: "The contrasts of the table above.")
  }
}
