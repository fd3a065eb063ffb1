import Figures
import Foundation
import Reports
import Statistics
import Support

/// What follows from samples of checkpoints: about these checkpoints, on problems as a random draw.
struct CheckpointsAnalysis {
  let analysis: StudyAnalysis
  private var table: MeasurementTable { analysis.table }
  private var plan: StudyPlan { analysis.plan }

  /// The sentence that everything here stands under.
  static let noClaim = "One checkpoint per arm: no claim about the training method."

  init(_ analysis: StudyAnalysis) { self.analysis = analysis }

  /// A registered contrast with the null beside it.
  struct Compared {
    var contrast: Contrast
    var finding: Finding
    /// The interval over problems, templates ignored.
    var problems: Interval?
    /// The model before, sampled again, less itself; `nil` where it was not.
    var null: Finding?
  }

  func findings() throws -> Findings {
    let compared = try self.compared()
    let contrasts = compared.map(\.finding)
    let said = contrasts.prefix(8).map { "\($0.statement): \($0.estimate), \($0.verdict)" }
    var findings = Findings(
      Answer(
        said.isEmpty ? "Nothing was compared." : said.joined(separator: "; ") + ".",
        confidence: Self.noClaim
          + " Intervals are 95 %, over the templates of problems; they say how other problems of these kinds would "
          + "come out for these checkpoints, not how another training would.",
        changed: contrasts.isEmpty
          ? "" : "Each would read otherwise if its interval left or entered ±δ."),
      summary: try levels())
    findings.replication = .problems
    findings.findings = contrasts
    findings.checks = try analysis.checks() + nullChecks(compared)
    findings.support = try analysis.supportRows()
    findings.scalars = try analysis.scalars()
    findings.warnings = warnings()
    findings.warnings += findings.checks.filter { $0.isPassed == false }.map {
      "A control failed: \($0.statement) (\($0.found))."
    }
    findings.main = try curves()
    findings.sections = [
      Section("What may be said", [.text(Self.noClaim), .table(contrastTable(compared))]),
      Section("What is solved at all", [.table(supportTable(findings.support))]),
      Section("Public and fresh problems", [.table(try gapTable())]),
      Section("Training", analysis.trainingFigures("F7.2").map { .figure($0) }),
      Section(
        "Controls and design",
        [
          .table(analysis.checkTable("T7.checks", findings.checks)),
          .list(plan.arms.map { "`\($0.name)`: \($0.summary)" }),
          .list(plan.sets.map { "`\($0.name)`: \($0.summary), \($0.problems) problems" }),
          .table(try analysis.ledgerTable("T7.ledger")),
        ]),
      Section("Threats to validity", [.list(try threats(compared))]),
    ]
    findings.completeCaptions(plan, contrasts: "T7.contrasts")
    return findings
  }

  // MARK: - Contrasts

  /// The registered contrasts, their p values corrected together by Holm.
  private func compared() throws -> [Compared] {
    var all = try plan.contrasts.compactMap { contrast -> Compared? in
      guard let finding = try finding(contrast) else { return nil }
      var null = contrast
      null.arm = again(contrast.against) ?? ""
      return Compared(
        contrast: contrast, finding: finding, problems: try overProblems(contrast),
        null: null.arm.isEmpty ? nil : try self.finding(null))
    }
    for place in all.indices {
      // What drawing samples again gives is no difference of models.
      let isOne = [EffectReading.higher.words, EffectReading.lower.words].contains(
        all[place].finding.verdict)
      if isOne, let null = all[place].null, abs(all[place].finding.effect) <= abs(null.effect) {
        all[place].finding.verdict = EffectReading.unclear.words
      }
    }
    let adjusted = MultipleComparisons.holm(all.map(\.finding.pRaw))
    for (place, p) in adjusted.enumerated() { all[place].finding.pAdjusted = p }
    return all
  }

  /// The arm that samples the same checkpoint again.
  private func again(_ arm: String) -> String? {
    guard let own = plan.arms.first(where: { $0.name == arm }) else { return nil }
    return plan.arms.first { $0.name != arm && $0.stage == own.stage && $0.at == own.at }?.name
  }

  /// Differences by problem and their clusters; `nil` where something is missing.
  private func differences(_ contrast: Contrast) throws -> (values: [Double], clusters: [Int])? {
    guard let rows = try table.difference(contrast), let values = rows.first, !values.isEmpty
    else { return nil }
    return (values, contrast.sets.flatMap { table.set($0)?.clusters ?? [] })
  }

  /// A contrast with the interval and the sign-flip test over templates.
  private func finding(_ contrast: Contrast) throws -> Finding? {
    guard let (values, clusters) = try differences(contrast) else { return nil }
    var finding = Finding(
      id: contrast.id,
      statement: "\(contrast.quantity.words), \(contrast.arm) − \(contrast.against), on "
        + contrast.sets.joined(separator: " and "),
      test: "two-sided sign-flip over templates",
      verdict: EffectReading.unclear.words, margin: contrast.margin)
    let sums = ClusteredInterval.sums(values, clusters: clusters)
    finding.effect = values.reduce(0, +) / Double(values.count)
    finding.perSeed = [finding.effect]
    finding.unit = contrast.quantity.unit
    let test = SignFlip.test(
      sums, stream: analysis.stream["permutation", contrast.id.replacing("/", with: ":")])
    finding.statistic = test.statistic
    finding.pRaw = test.pValue
    if let estimate = estimate(values, clusters) {
      finding.low = estimate.interval.low
      finding.high = estimate.interval.high
      finding.verdict = try analysis.reading(estimate, contrast).words
    }
    return finding
  }

  /// A mean with its interval over clusters; where all problems are at 0, 1 or −1, what so few clusters can exclude.
  private func estimate(_ values: [Double], _ clusters: [Int]) -> Estimate? {
    guard var found = ClusteredInterval.interval(values, clusters: clusters) else { return nil }
    guard let value = values.first, [0, 1, -1].contains(value),
      values.allSatisfy({ $0 == value })
    else { return found }
    let bound = ClusteredInterval.bound(clusters: Set(clusters).count)
    found.interval.low = value - (value < 0 ? 0 : bound)
    found.interval.high = value + (value > 0 ? 0 : bound)
    return found
  }

  private func overProblems(_ contrast: Contrast) throws -> Interval? {
    guard let (values, _) = try differences(contrast), values.count > 1 else { return nil }
    return ProblemBootstrap.intervals(
      values: values.map { [$0] }, kinds: Array(values.indices), draws: 10_000,
      stream: analysis.stream["problems", contrast.id.replacing("/", with: ":")])[0]
  }

  private func contrastTable(_ all: [Compared]) -> Table {
    Table(
      id: "T7.contrasts",
      caption:
        "Registered contrasts: mean differences over problems [95 % t interval over templates], the same by the bootstrap over "
        + "problems, which holds problems of one template to be independent; p of the sign-flip test, in which the "
        + "differences of a template change sign together, and after Holm's correction over this table; null: "
        + "the checkpoint before sampled again, less itself. higher or lower: the interval excludes 0 and the difference is "
        + "at least δ; no difference that matters: the interval lies inside ±δ; else unclear.",
      columns: [
        .init("contrast"), .init("difference [95 %]", .right), .init("over problems", .right),
        .init("δ", .right), .init("p", .right), .init("p Holm", .right), .init("null", .right),
        .init("of these checkpoints"),
      ],
      rows: all.map { row in
        let finding = row.finding
        return [
          .text(finding.statement), finding.estimate,
          row.problems.map {
            $0.width < Number.leastWidth
              ? "no width" : Number.range(Number.fixed($0.low), Number.fixed($0.high))
          } ?? "–",
          Number.short(finding.margin), Number.p(finding.pRaw), Number.p(finding.pAdjusted),
          row.null?.estimate ?? "", .text(finding.verdict),
        ]
      })
  }

  /// The null can fail: sampling a checkpoint again must not be another checkpoint.
  private func nullChecks(_ all: [Compared]) -> [CheckResult] {
    let nulls = all.compactMap(\.null)
    guard !nulls.isEmpty else { return [] }
    let adjusted = MultipleComparisons.holm(nulls.map(\.pRaw))
    let least = zip(adjusted, nulls).min { $0.0 < $1.0 }
    return [
      CheckResult(
        "The checkpoint before, sampled again, is no other than itself: no p below 0.05 after Holm",
        found: "least p \(least.map { Number.p($0.0).text } ?? "–")"
          + (least.map { ", \($0.1.statement)" } ?? ""),
        isPassed: (least?.0 ?? 1) >= 0.05)
    ]
  }

  // MARK: - Levels

  /// Counts of an arm on a set, `[problem]`: samples, loosely right, strictly right.
  private func counts(_ set: String, _ arm: String) -> [(n: Int, loose: Int, strict: Int)]? {
    table.rows("counts", set, arm)?.first.map { row in
      stride(from: 0, to: row.count, by: 3).map {
        (Int(row[$0]), Int(row[$0 + 1]), Int(row[$0 + 2]))
      }
    }
  }

  /// A level with its interval over templates, within 0 and 1.
  private func level(_ quantity: Quantity, _ arm: String, _ set: String) throws -> Cell {
    guard
      let (values, clusters) = try differences(Contrast(arm, against: "", on: [set], quantity)),
      let found = estimate(values, clusters)
    else { return "" }
    return Number.estimate(
      found.value, max(0, found.interval.low), min(1, found.interval.high))
  }

  private func levels() throws -> Table {
    let largest = plan.ks.last ?? 1
    var rows: [[Cell]] = []
    for set in table.sets.map(\.name) {
      for arm in table.arms {
        guard let counts = counts(set, arm) else { continue }
        let drawn = Double(counts.reduce(0) { $0 + $1.n })
        func share(_ measure: String) -> Cell {
          Number.percent(
            (table.rows(measure, set, arm)?.first.map { $0.reduce(0, +) } ?? .nan) / drawn)
        }
        let parsed = table.rows("parse", set, arm)?.first.map { $0.reduce(0, +) } ?? 0
        let right = Double(counts.reduce(0) { $0 + $1.strict })
        rows.append([
          .text(set), .text(arm), .count(counts.map(\.n).max() ?? 0),
          try level(Quantity(.sampled), arm, set), try level(Quantity(.loose), arm, set),
          try level(Quantity(.sampled, k: largest), arm, set), share("parse"),
          parsed > 0 ? Number.percent(right / parsed) : "–", share("truncated"),
          Number.short(table.rows("length", set, arm)?.first?.first ?? .nan),
        ])
      }
    }
    return Table(
      id: "T7.levels",
      caption:
        "Sampled pass@1 of strict answers (marked as asked) and of loose ones (the last number, too), and strict "
        + "pass@\(largest), the largest k drawn; n samples a problem [95 % t interval over templates; where all problems are at 0 or at 1, "
        + "what so many templates can exclude]; shares of samples that can be "
        + "read, that are right given that, and that the cap cut off, which count as wrong; mean length in tokens.",
      columns: [
        .init("set"), .init("arm"), .init("n", .right), .init("pass@1", .right),
        .init("loose", .right), .init("pass@\(largest)", .right), .init("read", .right),
        .init("right if read", .right), .init("cut off", .right), .init("length", .right),
      ], rows: rows)
  }

  /// Pass@k by k, with what guessing gives.
  private func curves() throws -> Figure? {
    let ks = plan.ks.map(Double.init)
    let panels = try table.sets.compactMap { set -> Panel? in
      var lines: [Series] = []
      for arm in table.arms where counts(set.name, arm) != nil {
        let points = try plan.ks.map { k -> Estimate? in
          let contrast = Contrast(arm, against: "", on: [set.name], Quantity(.sampled, k: k))
          return try differences(contrast).flatMap { estimate($0.values, $0.clusters) }
        }
        lines.append(
          Series(
            name: arm, color: analysis.color(arm), style: .lineWithBand, x: ks,
            y: points.map { $0?.value ?? .nan },
            low: points.map { $0.map { max(0, $0.interval.low) } ?? .nan },
            high: points.map { $0.map { min(1, $0.interval.high) } ?? .nan }))
      }
      guard !lines.isEmpty else { return nil }
      lines.append(
        Series(
          name: "chance", color: .chance, style: .line, x: ks, y: plan.ks.map(set.chance)))
      return Panel(
        title: set.name, xLabel: "k (samples)", yLabel: "pass@k (probability)", xScale: .log2,
        yRange: 0...1, series: lines)
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F7.1", name: "F7.1-pass-at-k", title: "Sampled pass@k of the checkpoints",
      caption:
        "Unbiased estimates from the samples of each problem, strict answers, bands are 95 % t intervals over templates. "
        + "`again` is the checkpoint before with other draws: what separates these two curves is chance. The line "
        + "chance is what guessing gives. \(Self.noClaim)", panels: panels)
  }

  // MARK: - Support

  private func supportTable(_ rows: [SupportRow]) -> Table {
    Table(
      id: "T7.support",
      caption:
        "Problems solved at least once in all n samples: by both (P, preserved), by the arm only (E, expanded), by the checkpoint before "
        + "only (S, shrunk), by neither (O). E₀ and S₀ are what the checkpoint before differs by from itself when it is sampled "
        + "again; of `again` itself, what half of its samples differ by from the other half. SRR = P/(P + S), NDR = E/(P + E). "
        + "McNemar's p (exact below 50 discordant problems, else by χ² with its correction) is of E against S and holds problems to be independent.",
      columns: ["set", "arm", "P", "E", "E₀", "S", "S₀", "O", "SRR", "NDR", "p McNemar"]
        .enumerated()
        .map { .init($1, $0 < 2 ? .left : .right) },
      rows: rows.map { row in
        let found = row.dynamics
        return [
          .text(row.set), .text(table.arms[row.arm]), .count(found.both), .count(found.rlOnly),
          Number.short(row.null.rlOnly), .count(found.baseOnly), Number.short(row.null.baseOnly),
          .count(found.neither), found.srr.map { Number.short($0) } ?? "–",
          found.ndr.map { Number.short($0) } ?? "–",
          Number.p(McNemar.test(b: found.baseOnly, c: found.rlOnly).pValue),
        ]
      })
  }

  // MARK: - Public and fresh

  /// Sets of public problems with the fresh ones that are sampled alike.
  private var twins: [(open: String, fresh: String)] {
    table.sets.map(\.name).filter { $0.hasPrefix("public") }.compactMap { name in
      let fresh = "fresh" + name.dropFirst("public".count)
      return table.set(fresh) == nil ? nil : (name, fresh)
    }
  }

  /// How much more of public problems is solved than of fresh ones, and what of that came between the checkpoints.
  private func gapTable() throws -> Table {
    var rows: [[Cell]] = []
    for (open, fresh) in twins {
      for arm in table.arms {
        guard let gap = try gap(Contrast(arm, against: "", on: [open], Quantity(.sampled)), fresh)
        else { continue }
        rows.append([.text(open), .text(arm), gap])
      }
      for contrast in plan.contrasts where contrast.sets == [open] && contrast.quantity.k == 1 {
        guard let gap = try gap(contrast, fresh) else { continue }
        rows.append([.text(open), .text("\(contrast.arm) − \(contrast.against)"), gap])
      }
    }
    return Table(
      id: "T7.gap",
      caption:
        "Strict pass@1 on public problems less that on fresh ones [95 % t interval over templates and rows, Welch's degrees of "
        + "freedom]. The kinds of problems differ, so a gap alone is no sign of contamination; one that training widens is a question.",
      columns: [.init("set"), .init("arm"), .init("public − fresh", .right)], rows: rows)
  }

  private func gap(_ contrast: Contrast, _ fresh: String) throws -> Cell? {
    var other = contrast
    other.sets = [fresh]
    guard let open = try differences(contrast), let new = try differences(other) else { return nil }
    guard
      let found = ClusteredInterval.difference(
        open.values, clusters: open.clusters, new.values, clusters: new.clusters)
    else {
      func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
      return Number.estimate(mean(open.values) - mean(new.values), .nan, .nan, signed: true)
    }
    return Number.estimate(found.value, found.interval.low, found.interval.high, signed: true)
  }

  // MARK: - What is around the answer

  private func warnings() -> [String] {
    var all = [Self.noClaim]
    let least = plan.sets.map { set in Set(table.set(set.name)?.clusters ?? []).count }.min() ?? 0
    if least < 8 {
      all.append(
        "\(least) templates on the smallest set: a two-sided sign-flip test over them cannot go below p = "
          + "\(Number.short(SignFlip.floor(n: max(1, least)))).")
    }
    if twins.isEmpty {
      all.append(
        "No public problems: GSM8K is not shipped. Pass --set gsm8k=FILE with the rows of test.jsonl of "
          + "github.com/openai/grade-school-math.")
    }
    if plan.stage("base") != nil {
      all.append(
        "The model before is a tiny one that was taught here, in place of a real checkpoint: this proves the pipeline, no more."
      )
    }
    if table.leakFound > 0 {
      all.append("\(table.leakFound) problems are both in training and in an evaluation set.")
    }
    return all
  }

  /// The checklist of confounders, each with its number where there is one.
  private func threats(_ compared: [Compared]) throws -> [String] {
    var items: [String] = []
    for set in table.sets {
      let largest = plan.ks.last ?? 1
      items.append(
        "Lucky guesses on \(set.name): \(String(format: "%.2f", 100 * set.chance(largest))) % at k = \(largest), the largest drawn"
          + (set.problems.allSatisfy { $0.chanceStrict == 0 }
            ? "; the chance of rows of a data set is not known and counted as 0." : "."))
    }
    for contrast in plan.contrasts where contrast.quantity.k == 1 {
      guard let set = contrast.sets.first,
        let own = counts(set, contrast.arm), let base = counts(set, contrast.against)
      else { continue }
      func gain(_ count: ((n: Int, loose: Int, strict: Int)) -> Int) -> Double {
        func share(_ all: [(n: Int, loose: Int, strict: Int)]) -> Double {
          Double(all.reduce(0) { $0 + count($1) }) / Double(max(1, all.reduce(0) { $0 + $1.n }))
        }
        return share(own) - share(base)
      }
      items.append(
        "Format: on \(set), \(contrast.arm) gains \(Number.fixed(gain { $0.strict }, signed: true)) strictly and "
          + "\(Number.fixed(gain { $0.loose }, signed: true)) loosely; what is strict alone is the mark."
      )
    }
    items += [
      "Temperature: both settings of the protocol, each with its own set; nothing was chosen.",
      "Unequal n: every arm, set and problem has \(counts(table.sets[0].name, table.arms[0])?.first?.n ?? 0) samples; k above n is an error.",
      "Sampling noise read as discovery: E₀ and S₀ beside E and S, and a null beside every contrast.",
      "Contamination: fresh problems are drawn from a seed, and from the test part; \(table.leakFound) of \(table.leakChecked) problems that were trained on here are "
        + "in a set. What a published checkpoint has read is not known.",
      "Truncation: what the cap cut off is wrong, whatever stands in it; its share is in the first table.",
      "Checkpoint picking: one checkpoint an arm, the one that was given or the end of the budget.",
      "Multiplicity: Holm over the \(compared.count) registered contrasts.",
      "The unit of inference: problems, in templates. \(Self.noClaim)",
    ]
    return items
  }
}
