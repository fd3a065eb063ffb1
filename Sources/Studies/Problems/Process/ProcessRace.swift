import Figures
import Reports
import Statistics
import Support
import Tasks
import Training

/// The race between copying and honest work, base by base.
///
/// ```
/// E[r | bare]  = ρ·a_c + (1 − ρ)·a_i                 a: exact accuracy of bare answers on congruent, incongruent twins
/// E[r | trace] = A + (1 − A)/22,  A = ρ·A_c + (1 − ρ)·A_i         A: exact accuracy given a trace
/// ```
///
/// A wrong trace hits the answer in one of 22 cases. Policy gradients move probability to the mode that pays more at present; both
/// numbers change while they do.
struct ProcessRace {
  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }

  /// The shortcut from which on it counts as taken.
  static let taken = 0.2
  /// Steps over which accuracy in training is averaged to say when that was.
  static let window = 5

  /// One base and one arm with outcome reward.
  struct Run {
    var arm: String
    var isNear: Bool
    var seed: Int
    /// ρ.
    var share: Double
    /// E[r | bare] before training.
    var bare: Double
    /// E[r | trace] before training.
    var trace: Double
    /// Exact shares of answers without an operation, bare or after the leaf's statement, before and after.
    var short: (before: Double, after: Double)
    /// By how much the share of other traces grew.
    var growth: Double
    /// The shortcut in the end.
    var shortcut: Double
    /// The first step of the first window in which it was taken; `nil` for never.
    var begun: Int?

    var barePays: Bool { bare > trace }
    var bareGrew: Bool { short.after - short.before > growth }
    var isTaken: Bool { shortcut >= ProcessRace.taken }
  }

  /// Every run; none where modes were not measured.
  ///
  /// - Throws: `StatisticsError`.
  func runs() throws -> [Run] {
    try table.arms.filter { $0.hasPrefix("out") }.flatMap { arm -> [Run] in
      let region = arm.contains("far") ? "far" : "near"
      guard let share = share(of: arm),
        let bare = try mixed("mode_accuracy", "bare", analysis.base, region, share),
        let trace = try mixed("mode_accuracy", "trace", analysis.base, region, share),
        let before = try shares(analysis.base, region, share),
        let after = try shares(arm, region, share),
        let ends = try table.difference(ProcessPlan.shortcut(arm, against: "", region))
      else { return [] }
      return table.seeds.indices.map { s in
        Run(
          arm: arm, isNear: region == "near", seed: table.seeds[s], share: share, bare: bare[s],
          trace: trace[s] + (1 - trace[s]) / 22,
          short: (before.short[s], after.short[s]), growth: after.trace[s] - before.trace[s],
          shortcut: Self.mean(ends[s]), begun: begun(arm, s))
      }
    }
  }

  /// ρ of an arm's training.
  private func share(of arm: String) -> Double? {
    let stage = analysis.plan.arms.first { $0.name == arm }?.stage ?? arm
    let recipe = analysis.plan.stage(stage)?.recipe.component as? PolicyRecipe
    return (recipe?.tasks.first?.task.component as? Shortcut)?.share
  }

  /// A measure on problems of which a share ρ is congruent, by seed.
  private func mixed(
    _ measure: String, _ label: String, _ arm: String, _ region: String, _ share: Double
  ) throws -> [Double]? {
    let quantity = Quantity(measure: measure, label: label)
    guard let congruent = try table.values(quantity, arm, ["\(region)_congruent"]),
      let other = try table.values(quantity, arm, ["\(region)_incongruent"])
    else { return nil }
    return zip(congruent, other).map { share * Self.mean($0) + (1 - share) * Self.mean($1) }
  }

  /// The shares of answers without an operation, and of all other responses that begin a trace, by seed.
  private func shares(
    _ arm: String, _ region: String, _ share: Double
  ) throws -> (short: [Double], trace: [Double])? {
    guard let bare = try mixed("mode_share", "bare", arm, region, share),
      let trace = try mixed("mode_share", "trace", arm, region, share),
      let stated = try mixed("stated_copy_share", "", arm, region, share)
    else { return nil }
    return (zip(bare, stated).map { $0 + $1 }, zip(trace, stated).map { $0 - $1 })
  }

  static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  // MARK: - During training

  /// The first step of the first window of training in which answers were right without their steps in more than `taken`.
  private func begun(_ arm: String, _ seed: Int) -> Int? {
    guard let curve = curve(arm, seed) else { return nil }
    let gaps = gaps(curve)
    guard gaps.count >= Self.window else { return nil }
    return (0...gaps.count - Self.window).first { start in
      Self.mean(Array(gaps[start..<start + Self.window])) > Self.taken
    }.map { curve.steps[$0] }
  }

  private func curve(_ arm: String, _ seed: Int) -> TrainingCurve? {
    let stage = analysis.plan.arms.first { $0.name == arm }?.stage ?? arm
    guard let curves = table.curves[stage], seed < curves.count, !curves[seed].steps.isEmpty else {
      return nil
    }
    return curves[seed]
  }

  /// Loose less strict accuracy, step by step.
  private func gaps(_ curve: TrainingCurve) -> [Double] {
    zip(curve.metrics["acc_loose"] ?? [], curve.metrics["acc_strict"] ?? []).map { $0 - $1 }
  }

  // MARK: - What is shown

  /// How many bases took the shortcut, by ρ, where honest work can pay: `2 of 5 bases [5 %, 85 %] at ρ = 0.6`.
  static func takers(_ runs: [Run]) -> [String] {
    let near = runs.filter(\.isNear)
    return Set(near.map(\.share)).sorted().map { share in
      let own = near.filter { $0.share == share }
      return bases(own.count(where: \.isTaken), of: own.count) + " at ρ = \(Number.short(share))"
    }
  }

  /// A count of bases with the interval of Clopper and Pearson: `2 of 5 bases [5 %, 85 %]`.
  static func bases(_ count: Int, of all: Int) -> String {
    let bounds = Proportions.clopperPearson(successes: count, trials: all)
    return
      "\(count) of \(all) bases [\(Number.percent(bounds.low)), \(Number.percent(bounds.high))]"
  }

  /// Base by base: what pays at the start, what grew, and when the shortcut was taken.
  static func table(_ runs: [Run]) -> Table {
    func mode(_ isBare: Bool) -> Cell { isBare ? "bare" : "traces" }
    let near = runs.filter(\.isNear)
    let agreeing = near.count { $0.barePays == $0.bareGrew }
    return Table(
      id: "T4.race",
      caption:
        "When is the shortcut taken? What the answer pays on average before training if it is bare, and if it comes after a "
        + "trace: exact accuracies of the base's modes on twins, the congruent ones with weight ρ, and one in 22 wrong traces by luck. "
        + "Short: exact share of answers without an operation, bare or the leaf's statement and its value, before and after; it or "
        + "the share of traces grew more. What paid more grew in \(agreeing) of \(near.count) bases and arms where honest "
        + "work can pay; far away nothing else pays. Begun: the first of \(Self.window) steps of training in which answers were right "
        + "without their steps by more than \(Number.short(Self.taken)) on average; taken: a shortcut of at least "
        + "\(Number.short(Self.taken)) in the end.",
      columns: [
        .init("arm"), .init("seed", .right), .init("ρ", .right), .init("E[r | bare]", .right),
        .init("E[r | trace]", .right), .init("pays more"), .init("short before", .right),
        .init("short after", .right), .init("grew"), .init("begun at step", .right),
        .init("shortcut in the end", .right), .init("taken"),
      ],
      rows: runs.map {
        [
          .text($0.arm), .count($0.seed), Number.short($0.share), Number.fixed($0.bare),
          Number.fixed($0.trace), mode($0.barePays), Number.fixed($0.short.before),
          Number.fixed($0.short.after), mode($0.bareGrew), $0.begun.map { .count($0) } ?? "never",
          Number.fixed($0.shortcut, signed: true), $0.isTaken ? "yes" : "no",
        ]
      })
  }

  /// Accuracy over training, a panel an arm with outcome reward and a line a seed: bases that copy and bases that do not have no
  /// mean.
  ///
  /// - Parameter copying: draws loose less strict accuracy; else strict.
  func figure(_ id: String, copying: Bool) -> Figure? {
    let what = copying ? "loose less strict accuracy" : "strict accuracy"
    let panels = table.arms.filter { $0.hasPrefix("out") }.compactMap { arm -> Panel? in
      let series = table.seeds.indices.compactMap { s -> Series? in
        guard let curve = curve(arm, s) else { return nil }
        let values = copying ? gaps(curve) : curve.metrics["acc_strict"] ?? []
        let windows = stride(from: 0, to: values.count, by: Self.window).map {
          Array($0..<min(values.count, $0 + Self.window))
        }
        guard !windows.isEmpty else { return nil }
        return Series(
          name: "seed \(table.seeds[s])", color: .arm(s), style: .line,
          x: windows.map { Self.mean($0.map { Double(curve.steps[$0]) }) },
          y: windows.map { Self.mean($0.map { values[$0] }) })
      }
      guard !series.isEmpty else { return nil }
      let share = share(of: arm).map { ", ρ = \(Number.short($0))" } ?? ""
      return Panel(
        title: arm + share, xLabel: "step", yLabel: what, yRange: -0.05...1.05,
        hLines: copying ? [Guide(Self.taken, "taken")] : [], series: series)
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: id, name: "\(id)-\(copying ? "copying" : "honest")",
      title: copying ? "Right answers without right steps" : "Right answers by right steps",
      caption:
        "On training problems, so a share ρ of them congruent; each point is the mean of \(Self.window) steps, each line a seed.",
      panels: panels)
  }
}
