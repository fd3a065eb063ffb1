import Figures
import Reports
import Statistics
import Training

/// A run of RL on the edge whose problems come again and again, or the one that sees new ones in every step.
struct ScalingPool {
  /// Steps at the end of training whose rewards are averaged.
  private static let window = 5

  /// The arm.
  let arm: String
  /// How many problems there are; 0 for new ones.
  let problems: Int
  /// How often a problem was asked.
  let epochs: Double
  /// Accuracy on other problems of the same depths.
  let level: Finding
  /// That against new problems; `nil` for new ones.
  let difference: Finding?
  /// Mean reward in the last steps of training less `level`: how much better what it trains on is known than what it does not.
  let gap: Finding
  /// The mean reward of which `gap` is made.
  let reward: Finding

  /// The arms with pools, the smallest first, and last the one without; none where no arm has a pool.
  ///
  /// - Throws: `StatisticsError`.
  static func all(_ analysis: StudyAnalysis) throws -> [ScalingPool] {
    let plan = analysis.plan
    func policy(_ arm: String) -> PolicySettings? {
      (plan.stage(arm)?.recipe.component as? PolicyRecipe)?.policy
    }
    let names = plan.arms.map(\.name).filter { (policy($0)?.pool ?? 0) > 0 }
    let found = try names.compactMap { name in
      try policy(name).flatMap { try ScalingPool(name, $0, analysis) }
    }.sorted { $0.problems < $1.problems }
    guard !found.isEmpty,
      let fresh = try policy("rl_edge").flatMap({ try ScalingPool("rl_edge", $0, analysis) })
    else { return [] }
    return found + [fresh]
  }

  private init?(_ arm: String, _ policy: PolicySettings, _ analysis: StudyAnalysis) throws {
    guard let level = try analysis.level(Quantity(.pass), arm, ["edge"]),
      let curves = analysis.table.curves[arm]
    else { return nil }
    let rewards = curves.map { curve in
      let last = (curve.metrics["reward_mean"] ?? []).suffix(Self.window)
      return last.reduce(0, +) / Double(last.count)
    }
    self.arm = arm
    self.level = level
    problems = policy.pool
    let asked = Double(policy.steps * policy.problems)
    epochs = problems > 0 ? asked / Double(problems) : 1
    difference = problems > 0 ? try analysis.finding(ScalingPlan.poolContrast(arm)) : nil
    reward = analysis.computed(
      "reward/\(arm)", "mean reward at the end of training, \(arm)", rewards,
      margin: ScalingPlan.poolMargin)
    gap = analysis.computed(
      "gap/\(arm)", "reward at the end of training − accuracy on other problems, \(arm)",
      zip(rewards, level.perSeed).map { $0 - $1 }, margin: ScalingPlan.poolMargin)
  }
}

extension ScalingAnalysis {
  /// The answer's part about pools; empty without the one that is tested.
  var poolWords: String {
    guard let tested = pools.first(where: { $0.problems == ScalingPlan.testedPool }),
      let difference = tested.difference
    else { return "" }
    return " RL on \(tested.problems) problems again and again is \(difference.estimate) from RL "
      + "on new ones, on others of the same depth: \(difference.verdict)."
  }

  /// What pools give, and how much better they are known than other problems.
  func poolTable() -> Table {
    func estimate(_ found: Finding, signed: Bool = false) -> Cell {
      Number.estimate(found.effect, found.low, found.high, signed: signed)
    }
    let rows = pools.map { pool -> [Cell] in
      [
        .text(pool.arm), pool.problems > 0 ? .count(pool.problems) : "new ones",
        Number.short(pool.epochs), estimate(pool.reward), estimate(pool.level),
        pool.difference.map(\.estimate) ?? "", pool.difference.map { .text($0.verdict) } ?? "",
        estimate(pool.gap, signed: true),
      ]
    }
    return Table(
      id: "T6.pools",
      caption: "RL on the edge with so many problems again and again, at as many rollouts: how "
        + "often each was asked, mean reward of the last steps of training, exact accuracy on other "
        + "problems of the same depths, its difference from new problems in every step, and what "
        + "training knows better than others do, the reward less the accuracy. Means over "
        + "\(table.seeds.count) seeds [95 % t interval]. With new problems that gap is that of one "
        + "measure to the other.",
      columns: [
        .init("arm"), .init("problems", .right), .init("asked", .right),
        .init("reward in training", .right), .init("accuracy on others", .right),
        .init("against new ones", .right), .init("reads"), .init("gap", .right),
      ], rows: rows)
  }

  /// Accuracy on other problems, and reward in training, over the size of the pool.
  func poolFigure() -> Figure {
    let sized = pools.filter { $0.problems > 0 }
    func series(_ name: String, _ color: Int, _ found: (ScalingPool) -> Finding) -> Series {
      let levels = sized.map(found)
      return Series(
        name: "\(name) (n = \(table.seeds.count))", color: .arm(color),
        style: .pointsWithIntervals, x: sized.map { Double($0.problems) }, y: levels.map(\.effect),
        low: levels.map { $0.low.isNaN ? $0.effect : max(0, $0.low) },
        high: levels.map { $0.high.isNaN ? $0.effect : min(1, $0.high) })
    }
    let fresh = pools.filter { $0.problems == 0 }.map { Guide($0.level.effect, "new problems") }
    return Figure(
      id: "F6.5", name: "F6.5-pools", title: "Problems again and again",
      caption: "RL on the edge at as many rollouts, by the number of problems that they are of: "
        + "exact accuracy on other problems of the same depths, and the mean reward of the last steps of training. 95 % intervals over "
        + "\(table.seeds.count) seeds; the line is RL on new problems in every step.",
      panels: [
        Panel(
          xLabel: "problems", yLabel: "accuracy", xScale: .log2, yRange: 0...1, hLines: fresh,
          series: [
            series("other problems", 0, \.level), series("training", 1, \.reward),
          ])
      ])
  }
}
