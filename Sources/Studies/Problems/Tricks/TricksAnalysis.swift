import Figures
import Foundation
import Reports
import Statistics
import Support
import Training

/// Effects of a factorial design on exact pass@1, beside the learning rate's own.
struct TricksAnalysis {
  /// The smallest effect that matters, in accuracy.
  static let margin = 0.03

  /// An effect, one number a seed: the mean at the upper level less that at the lower one; of an interaction the difference of such
  /// differences.
  struct Effect {
    /// The factors as letters of the design, `AC` for an interaction.
    var letters: String
    /// By seed.
    var perSeed: [Double]
    /// The mean.
    var mean: Double { perSeed.reduce(0, +) / Double(max(1, perSeed.count)) }
    /// How many times as wide as a main effect's its interval from the shared error is.
    var scale: Double { Double(1 << (letters.count - 1)) }
  }

  let analysis: StudyAnalysis
  let design: TrickDesign
  let runs: FractionalFactorial
  let cells: [TrickDesign.Cell]

  /// - Throws: `StudiesError.plan` if the plan's arms are no design of this study.
  init(_ analysis: StudyAnalysis) throws {
    guard let design = try TrickDesign.of(analysis.plan) else {
      throw StudiesError.plan("the arms of the plan are the cells of no design of 'tricks'")
    }
    self.analysis = analysis
    self.design = design
    runs = try design.runs()
    cells = try design.cells()
  }

  var table: MeasurementTable { analysis.table }
  private var rate: String { design.letter(design.factors.count - 1) }

  func findings(_ gates: [GateResult]) throws -> Findings {
    let effects = try effects(of: values(Quantity(.pass)))
    let found = effects.map(finding)
    let hypotheses = try hypotheses()
    let variance = try anova()
    let sizes = effects.map { size(of: $0, beside: effects.first, variance) }
    var findings = Findings(
      try answer(effects, found, sizes, hypotheses),
      summary: try effectTable(effects, found, sizes, variance))
    findings.main =
      analysis.forestFigures(
        "F5.1", "Effects on exact pass@1", forest(effects, found, hypotheses),
        caption: "Mean at the upper level less mean at the lower one, over all other factors. The "
          + "learning rate's own effect stands first. `best rate`: the same trick, with the better "
          + "learning rate on both sides, chosen on validation problems.",
        xLabel: "difference in pass@1 (probability)"
      ).first
    findings.sections = [
      Section("With the better learning rate", [.table(try tunedTable(hypotheses))]),
      Section("Depth by depth", [.table(try depthTable())]),
      Section("All effects at once", [halfNormalFigure(effects).map { .figure($0) }]),
      Section("The cells", [.table(try cellTable())] + (try cellFigures())),
      Section("Group size at as many rollouts", [.table(try groupTable())]),
      Section("Levels", [.table(try analysis.levelsTable("T5.levels"))]),
    ]
    // Sentences are made of main effects, and of interactions where these are few.
    let shown = found.filter { design == .factorial || !$0.id.contains(":") }
    try analysis.complete(&findings, gates: gates, hypotheses: hypotheses, contrasts: shown)
    return findings
  }

  /// One a trick, with the better learning rate on both sides.
  func hypotheses() throws -> [Finding] {
    analysis.decided(
      try zip(TricksPlan.hypotheses(design), design.tricks.indices).map { hypothesis, index in
        analysis.weighed(
          hypothesis, .different, try tuned(index)?.perSeed ?? [], margin: Self.margin)
      })
  }

  // MARK: - Effects

  /// Numbers of the cells, `[seed][cell]`: means over problems, of one depth where it is given; `nil` unless all are there.
  private func values(_ quantity: Quantity, depth: Int? = nil) throws -> [[Double]]? {
    let problems = table.set(TricksPlan.set)?.problems ?? []
    let kept = problems.indices.filter { depth == nil || problems[$0].difficulty == depth }
    return try transposed(
      cells.map { cell in
        try table.values(quantity, cell.name, [TricksPlan.set])?.map { row in
          kept.reduce(0) { $0 + row[$1] } / Double(kept.count)
        }
      })
  }

  /// Pass@1 of the cells after a quarter of their budget, `[seed][cell]`; `nil` unless all are there.
  private func earlyValues() -> [[Double]]? {
    transposed(
      cells.map { cell in
        table.rows("logp_at_1", TricksPlan.path, TricksPlan.early(cell.name))?.map { row in
          row.reduce(0) { $0 + PortableMath.exp(min(0, $1)) } / Double(row.count)
        }
      })
  }

  /// The logarithm of a metric of training late in the run, `[seed][cell]`; `nil` unless all are
  /// there.
  private func logs(_ metric: String) -> [[Double]]? {
    transposed(cells.map { late(metric, $0.name).map(log) })
  }

  private func transposed(_ columns: [[Double]?]) -> [[Double]]? {
    let all = columns.compactMap { $0 }
    guard all.count == cells.count, all.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      return nil
    }
    return table.seeds.indices.map { seed in all.map { $0[seed] } }
  }

  /// Effects of numbers of the cells, the learning rate's first; empty without numbers.
  private func effects(of values: [[Double]]?) -> [Effect] {
    guard let perSeed = values?.map(runs.effects), let first = perSeed.first else { return [] }
    let all = first.indices.compactMap { index -> Effect? in
      let letters = first[index].names.first ?? ""
      guard letters.count <= design.largestOrder else { return nil }
      var effect = Effect(letters: letters, perSeed: perSeed.map { $0[index].value })
      for seed in effect.perSeed.indices { effect.perSeed[seed] *= effect.scale }
      return effect
    }
    return all.filter { $0.letters == rate } + all.filter { $0.letters != rate }
  }

  private func name(_ letters: String) -> String {
    design.factors(of: letters).map(\.name).joined(separator: " × ")
  }

  private func finding(_ effect: Effect) -> Finding {
    let factors = design.factors(of: effect.letters)
    return analysis.computed(
      "effect/" + factors.map(\.key).joined(separator: ":"),
      "exact pass@1 on depth 3–6, "
        + (factors.count == 1
          ? "\(factors[0].levels[1].summary) − \(factors[0].levels[0].summary)"
          : "interaction of \(name(effect.letters))"),
      effect.perSeed, margin: Self.margin)
  }

  /// How an effect compares in size with the learning rate's, by the error that all effects share.
  ///
  /// One is called smaller or larger only where the larger of the two is itself told from 0: turned to the side on which it points, an
  /// effect that is none looks like one.
  private func size(of effect: Effect, beside rate: Effect?, _ variance: AnovaTable?) -> Size {
    guard let rate, let variance else { return .unclear }
    let half = variance.effectHalfWidth()
    let wide = half * (1 + effect.scale * effect.scale).squareRoot()
    let difference = abs(rate.mean) - abs(effect.mean)
    if abs(rate.mean) > half, difference > wide { return .smaller }
    return abs(effect.mean) > half * effect.scale && difference < -wide ? .larger : .unclear
  }

  /// The size of an effect beside the learning rate's.
  private enum Size: String {
    case smaller
    case larger
    case unclear = "not distinguishable"

    /// With what it is compared.
    var words: String { self == .unclear ? rawValue + " in size from" : rawValue + " than" }
  }

  // MARK: - The better learning rate

  /// A trick's effect with the better learning rate on both sides, and the arms that this takes.
  ///
  /// In the full design the rate is chosen for every combination of tricks. In a half design a
  /// combination has one rate only, so it is chosen for each level of the trick, over all runs of
  /// that level. The choice is one for all seeds, by pass@1 on validation problems.
  private func tuned(_ factor: Int) throws -> (perSeed: [Double], rates: String)? {
    guard let values = try values(Quantity(.pass)) else { return nil }
    let validation = cells.map { validationScore($0.name) }
    guard validation.allSatisfy(\.isFinite) else { return nil }
    let groups = Dictionary(grouping: cells.indices) { index in
      design == .factorial ? Array(cells[index].signs.dropLast()) : [cells[index].signs[factor]]
    }
    var sides: [Int: [[Double]]] = [-1: [], 1: []]
    var words: [String] = []
    for key in groups.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      let members = groups[key] ?? []
      func score(_ sign: Int) -> Double {
        let mine = members.filter { cells[$0].signs.last == sign }
        return mine.reduce(0) { $0 + validation[$1] } / Double(max(1, mine.count))
      }
      let best = score(1) > score(-1) ? 1 : -1
      let chosen = members.filter { cells[$0].signs.last == best }
      guard let first = chosen.first else { return nil }
      let means = values.map { row in
        chosen.reduce(0) { $0 + row[$1] } / Double(chosen.count)
      }
      sides[cells[first].signs[factor], default: []].append(means)
      words.append(label(cells[first], factor, isHigh: best > 0))
    }
    func side(_ sign: Int, _ seed: Int) -> Double {
      let all = sides[sign] ?? []
      return all.reduce(0) { $0 + $1[seed] } / Double(max(1, all.count))
    }
    return (
      table.seeds.indices.map { side(1, $0) - side(-1, $0) }, words.joined(separator: ", ")
    )
  }

  /// A combination of tricks, or a level of one, with the rate that was chosen for it.
  private func label(_ cell: TrickDesign.Cell, _ factor: Int, isHigh: Bool) -> String {
    let indices = design == .factorial ? Array(design.tricks.indices) : [factor]
    let words = indices.map { design.factors[$0].levels[cell.signs[$0] > 0 ? 1 : 0].word }
    return "\(words.joined(separator: ".")) ×\(isHigh ? 3 : 1)"
  }

  /// Pass@1 of an arm on validation problems at temperature 1, over all seeds; NaN where it is
  /// missing.
  private func validationScore(_ arm: String) -> Double {
    guard let rows = table.rows("logp_validation", TricksPlan.set, arm, label: "1.0") else {
      return .nan
    }
    return table.mean(rows.map { $0.map { exp(min(0, $0)) } })
  }

  // MARK: - Answer

  private func answer(
    _ effects: [Effect], _ found: [Finding], _ sizes: [Size], _ tuned: [Finding]
  ) throws -> Answer {
    let mains = effects.indices.filter { effects[$0].letters.count == 1 }
    guard let first = mains.first, found[first].effect.isFinite else {
      return Answer("The cells have not all been measured yet.", confidence: "", changed: "")
    }
    let tricks = Array(mains.dropFirst())
    let told = zip(design.tricks, tricks).map { "\($0.name) by \(found[$1].estimate)" }
    let recipe = analysis.plan.stage(cells[0].name)?.recipe.component as? PolicyRecipe
    let slow = try analysis.finding(
      Contrast(
        TricksPlan.slow, against: try design.baseline(), on: [TricksPlan.set], Quantity(.pass),
        margin: Self.margin))
    let moved = zip(design.tricks, tuned).filter { trick, finding in
      [EffectReading.higher.words, EffectReading.lower.words].contains(
        analysis.computed("", "", finding.perSeed, margin: Self.margin).verdict)
    }
    let best = zip(design.tricks, tuned).map { "\($0.name) \($1.estimate)" }
    return Answer(
      "In \(recipe?.policy.steps ?? 0) steps a three times higher learning rate moves exact pass@1 "
        + "on depth 3–6 by \(found[first].estimate)"
        + (slow.map { ", a third of the baseline's by \($0.estimate)" } ?? "")
        + "; \(told.joined(separator: ", ")): "
        + "\(compared(tricks.map { sizes[$0] })) the learning rate's effect. "
        + (moved.isEmpty
          ? "With the better learning rate on both sides no trick is told from nothing by \(Self.margin) or more."
          : "With the better learning rate on both sides these still matter: "
            + moved.map { "\($0.name) \($1.estimate)" }.joined(separator: ", ") + "."),
      confidence: "How sure: \(table.seeds.count) seeds, each effect a contrast of all "
        + "\(cells.count) trained arms, 95 % t intervals over seeds, sizes compared by the error that all effects share; \(aliases)",
      changed: (moved.isEmpty ? "What would have changed it" : "This rests on")
        + ": an effect whose interval excludes 0 and is at least "
        + "\(Self.margin) with the better learning rate on both sides; found "
        + "\(best.joined(separator: ", ")).")
  }

  /// What is confounded with what.
  private var aliases: String {
    runs.definingWords.isEmpty
      ? "all cells are trained, so no effect is aliased with another."
      : "half of the cells are trained (resolution \(runs.resolution ?? 0)): main effects and "
        + "pairs are clear of one another, triples are aliased with triples."
  }

  /// All tricks beside the learning rate, those of one kind together.
  private func compared(_ sizes: [Size]) -> String {
    if let first = sizes.first, sizes.count > 1, sizes.allSatisfy({ $0 == first }) {
      return (sizes.count == 2 ? "both are " : "all are ") + first.words
    }
    return zip(design.tricks, sizes).map { "\($0.name) is \($1.words)" }.joined(separator: ", ")
  }

  // MARK: - Tables

  private func effectTable(
    _ effects: [Effect], _ found: [Finding], _ sizes: [Size], _ variance: AnovaTable?
  ) throws -> Table {
    let best = try self.effects(of: values(Quantity(.pass, at: .best)))
    let early = self.effects(of: earlyValues())
    let path = self.effects(of: logs("path"))
    let half = variance?.effectHalfWidth() ?? .nan
    func estimate(_ all: [Effect], _ letters: String) -> Cell {
      all.first { $0.letters == letters }.map { finding($0).estimate } ?? ""
    }
    let rateIsSeen = effects.first.map { abs($0.mean) > half } ?? false
    let rows = effects.indices.map { index -> [Cell] in
      let (effect, finding) = (effects[index], found[index])
      let term = effect.letters.map { String($0) }.joined(separator: ":")
      let wide = half * effect.scale
      let isRate = effect.letters == rate
      return [
        .text(name(effect.letters)), finding.estimate,
        half.isNaN
          ? "" : Number.estimate(effect.mean, effect.mean - wide, effect.mean + wide, signed: true),
        rateIsSeen ? Number.short(abs(effect.mean / effects[0].mean)) : "",
        .text(isRate ? "" : sizes[index].rawValue),
        variance?[term]?.f.map(Number.short) ?? "",
        estimate(early, effect.letters), estimate(best, effect.letters),
        effect.scale > 1
          ? ""
          : path.first { $0.letters == effect.letters && $0.mean.isFinite }
            .map { Number.formatted("×%.2f", exp($0.mean)) } ?? "",
      ]
    }
    return Table(
      id: "T5.effects",
      caption: "Effects on exact pass@1 on depth 3–6 at temperature 1: mean at the upper level "
        + "less mean at the lower one, of interactions the difference of such differences [95 % t interval over \(table.seeds.count) seeds]; "
        + "the same with the error that all effects share, \(variance?.error.degreesOfFreedom ?? 0) degrees of freedom, the seed as a block; "
        + "by that error its size in units of the learning rate's and beside it, and F; the effect after a quarter of the budget; "
        + "with each arm at its best temperature; and what the change does to the path Σ‖Δθ‖. \(aliases.capitalizedFirst)",
      columns: [
        .init("effect"), .init("pass@1", .right), .init("shared error", .right),
        .init("in learning rates", .right), .init("size, beside the learning rate's"),
        .init("F", .right), .init("after a quarter", .right), .init("pass@1, best T", .right),
        .init("path", .right),
      ], rows: rows)
  }

  /// The base and the main effects, depth by depth: what is easy has no room, and dilutes what is not.
  private func depthTable() throws -> Table {
    let problems = table.set(TricksPlan.set)?.problems ?? []
    let depths = Set(problems.map(\.difficulty)).sorted()
    var names: [String] = []
    let rows = try depths.map { depth -> [Cell] in
      let effects = try effects(of: values(Quantity(.pass), depth: depth))
        .filter { $0.letters.count == 1 }
      names = effects.map { name($0.letters) }
      let kept = problems.indices.filter { problems[$0].difficulty == depth }
      let base = try table.values(Quantity(.pass), "base", [TricksPlan.set])?.map { row in
        kept.reduce(0) { $0 + row[$1] } / Double(kept.count)
      }
      return [.count(depth), base.map { show($0) } ?? ""] + effects.map { finding($0).estimate }
    }
    return Table(
      id: "T5.depths",
      caption:
        "Main effects on exact pass@1 by depth [95 % t interval over seeds], beside the base's pass@1. With gold traces alone a response's "
        + "length is that of its depth: a mean over tokens weighs deep problems more, and can act in no other way.",
      columns: (["depth", "base"] + names).map { .init($0, .right) }, rows: rows)
  }

  /// The analysis of variance with the seed as a block; `nil` below two seeds.
  private func anova() throws -> AnovaTable? {
    guard let values = try values(Quantity(.pass)), values.count > 1 else { return nil }
    let factors = design.factors.indices.map { index in
      AnovaFactor(
        design.letter(index),
        levels: values.flatMap { _ in cells.map { $0.signs[index] > 0 ? 1 : 0 } })
    }
    let seeds = AnovaFactor(
      "seed", levels: values.indices.flatMap { seed in cells.map { _ in seed } })
    return try Anova.factorial(
      values.flatMap { $0 }, factors: factors, block: seeds, order: design.largestOrder)
  }

  private func tunedTable(_ hypotheses: [Finding]) throws -> Table {
    let taken = try design.tricks.indices.compactMap { try tuned($0)?.rates }.joined()
    let edge = taken.contains("×3") ? taken.contains("×1") ? nil : "×3" : "×1"
    return Table(
      id: "T5.tuned",
      caption: "Each trick with the better learning rate on both sides: differences in exact "
        + "pass@1 on test problems [95 % t interval over seeds]. The rate is chosen on validation "
        + "problems of the same bases, once for all seeds: "
        + (design == .factorial
          ? "for every combination of tricks." : "for each level, over all runs of that level.")
        + (edge.map {
          " All take \($0), an edge of the grid; `\(TricksPlan.slow)` is a third of ×1."
        } ?? ""),
      columns: [.init("trick"), .init("pass@1", .right), .init("learning rates taken")],
      rows: try hypotheses.enumerated().map { index, finding in
        [
          .text(design.tricks[index].name), finding.estimate, .text(try tuned(index)?.rates ?? ""),
        ]
      })
  }

  private func cellTable() throws -> Table {
    let rows = try (["base"] + cells.map(\.name) + [TricksPlan.slow]).map { arm -> [Cell] in
      let level = try analysis.level(Quantity(.pass), arm, [TricksPlan.set])
      let gain =
        arm == "base"
        ? nil : try analysis.finding(Contrast(arm, on: [TricksPlan.set], Quantity(.pass)))
      return [
        .text(arm), level.map { Number.estimate($0.effect, $0.low, $0.high) } ?? "",
        gain?.estimate ?? "", show(late("entropy", arm)), show(late("zero_var_frac", arm)),
        show(table.metric("path", of: arm)),
      ]
    }
    return Table(
      id: "T5.cells",
      caption:
        "Every cell, and the baseline recipe at a third of its learning rate (`\(TricksPlan.slow)`): exact pass@1 and its "
        + "difference from the base [95 % t interval over seeds and problems]; entropy a "
        + "token and share of groups without spread in the last quarter of training; path Σ‖Δθ‖. "
        + "Means over seeds.",
      columns: [
        .init("arm"), .init("pass@1", .right), .init("− base", .right), .init("entropy", .right),
        .init("no spread", .right), .init("path", .right),
      ], rows: rows)
  }

  private func groupTable() throws -> Table {
    let sizes = table.arms.filter { $0.hasPrefix("g") && Int($0.dropFirst()) != nil }
    var rows: [[Cell]] = []
    for suffix in ["_quarter", ""] {
      for arm in sizes {
        guard let level = try analysis.level(Quantity(.pass), arm + suffix, [TricksPlan.set]) else {
          continue
        }
        let many = try analysis.level(
          Quantity(.pass, k: 64, at: .best), arm + suffix, [TricksPlan.set])
        let other =
          arm != "g8" ? "g8" + suffix : suffix.isEmpty ? try design.baseline() : nil
        let change = try other.flatMap {
          try analysis.finding(
            Contrast(
              arm + suffix, against: $0, on: [TricksPlan.set], Quantity(.pass), margin: Self.margin)
          )
        }
        rows.append([
          .text(String(arm.dropFirst())), suffix.isEmpty ? "1" : "1/4",
          Number.estimate(level.effect, level.low, level.high), change?.estimate ?? "",
          many.map { Number.estimate($0.effect, $0.low, $0.high) } ?? "",
          suffix.isEmpty ? show(late("zero_var_frac", arm)) : "",
        ])
      }
    }
    return Table(
      id: "T5.groups",
      caption: "The baseline recipe with G completions a problem and as many completions a step, "
        + "after a quarter of its budget and at its end: exact pass@1, its difference from groups "
        + "of 8 (of groups of 8: from the same recipe with other rollouts, the null), pass@64 at the best temperature [95 % t interval over seeds and problems], share "
        + "of groups without spread.",
      columns: ["G", "budget", "pass@1", "− G = 8", "pass@64, best T", "no spread"].map {
        .init($0, .right)
      }, rows: rows)
  }

  /// A metric in the last quarter of an arm's training, by seed; NaN where there is none.
  private func late(_ metric: String, _ arm: String) -> [Double] {
    guard let stage = analysis.plan.arms.first(where: { $0.name == arm })?.stage,
      let curves = table.curves[stage]
    else { return table.seeds.map { _ in .nan } }
    return curves.map { curve in
      let values = curve.metrics[metric] ?? []
      let tail = values.suffix(max(1, values.count / 4)).filter(\.isFinite)
      return tail.isEmpty ? .nan : tail.reduce(0, +) / Double(tail.count)
    }
  }

  /// The mean over seeds; nothing where one is missing.
  private func show(_ values: [Double]) -> Cell {
    values.isEmpty || !values.allSatisfy(\.isFinite)
      ? "" : Number.short(values.reduce(0, +) / Double(values.count))
  }

  // MARK: - Figures

  /// Main effects, the learning rate's first, then tricks with the better learning rate.
  private func forest(
    _ effects: [Effect], _ found: [Finding], _ tuned: [Finding]
  ) -> [(label: String, finding: Finding)] {
    let mains = zip(effects, found).filter { $0.0.letters.count == 1 }.map {
      (label: name($0.0.letters), finding: $0.1)
    }
    let best = zip(design.tricks, tuned).map { (label: $0.name + ", best rate", finding: $1) }
    return (mains + best).filter { $0.finding.effect.isFinite }
  }

  /// The sizes of all effects against the quantiles that as many null effects would have.
  private func halfNormalFigure(_ effects: [Effect]) -> Figure? {
    // Contrasts of one variance: an interaction is so many times a mean less a mean.
    let sorted = effects.filter { $0.mean.isFinite }
      .map { effect in
        var effect = effect
        let scale = effect.scale
        for seed in effect.perSeed.indices { effect.perSeed[seed] /= scale }
        return effect
      }.sorted { abs($0.mean) < abs($1.mean) }
    guard sorted.count > 3 else { return nil }
    let margin = Lenth.marginOfError(sorted.map(\.mean))
    let places = Lenth.halfNormalScores(sorted.count)
    var series: [Series] = []
    let few = max(0, sorted.count - Self.named)
    if few > 0 {
      series.append(
        Series(
          name: "the others", color: .neutral, style: .points, x: Array(places[..<few]),
          y: sorted[..<few].map { abs($0.mean) }))
    }
    for index in few..<sorted.count {
      series.append(
        Series(
          name: name(sorted[index].letters), color: .arm(index - few), style: .points,
          x: [places[index]], y: [abs(sorted[index].mean)]))
    }
    return Figure(
      id: "F5.4", name: "F5.4-half-normal", title: "Half-normal plot of the effects",
      caption:
        "Sizes of all effects on exact pass@1, means over seeds (of interactions: mean less mean), against the quantiles of a half-normal distribution: null effects lie on "
        + "a line through 0. Dashed: Lenth's margin of error for one effect, \(Number.short(margin)), from the middle of the effects "
        + "alone; it is a check beside the intervals over seeds, and wrong where half of the effects are real.",
      panels: [
        Panel(
          xLabel: "half-normal quantile", yLabel: "|effect| (probability)",
          hLines: [Guide(margin, "Lenth")], series: series)
      ])
  }

  /// The largest effects, which are named.
  private static let named = 6

  /// Levels of the cells, where they can still be told apart, and training.
  private func cellFigures() throws -> [Section.Element?] {
    let names = cells.map(\.name)
    let levels =
      design == .factorial
      ? try analysis.levelsFigure(
        "F5.2", "Every cell", Quantity(.pass), sets: [TricksPlan.set], arms: ["base"] + names,
        caption: "Exact pass@1 on depth 3–6.", yRange: nil) : nil
    return [levels.map { .figure($0) }]
      + analysis.trainingFigures(levels == nil ? "F5.2" : "F5.3", arms: names).map { .figure($0) }
  }
}

extension String {
  /// The same with a capital letter in front.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
