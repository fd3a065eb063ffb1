import Figures
import Foundation

/// One figure of each kind, from formulas.
enum Kinds {
  static let ks = [1.0, 2, 4, 8, 16, 32, 64, 128]

  static func curve(_ name: String, _ rate: Double, _ color: SeriesColor? = nil) -> KeyedCurve {
    let y = ks.map { 1 - pow(1 + rate * $0, -0.4) }
    return KeyedCurve(
      name: name, n: 164, color: color, x: ks, y: y, low: y.map { max(0, $0 - 0.05) },
      high: y.map { min(1, $0 + 0.05) })
  }

  static let passAtK = Figure.passAtK(
    name: "passk", title: "pass@k of two models on HumanEval",
    curves: [curve("base-7b", 0.3, .neutral), curve("rl-7b", 2), curve("sft-7b", 0.8)],
    chances: [0.001, 0.02])

  static let fit: Figure = {
    func law(_ x: Double, _ a: Double) -> Double { a * (1 - exp(-x / 90)) + 0.1 }
    let grid = (1...80).map { Double($0) * 5 }
    func noise(_ index: Int) -> Double { 0.03 * sin(Double(index * index)) }
    func one(_ name: String, _ a: Double) -> FittedCurve {
      let x = (1...30).map { Double($0) * 10 }
      let held = (31...40).map { Double($0) * 10 }
      let y = grid.map { law($0, a) }
      return FittedCurve(
        name: name, x: x, y: x.indices.map { law(x[$0], a) + noise($0) },
        fitted: x.map { law($0, a) },
        heldX: held, heldY: held.indices.map { law(held[$0], a) + noise($0 + 30) },
        heldFitted: held.map { law($0, a) },
        curve: KeyedCurve(
          name: "\(name): a·(1 − e^(−x/τ)) + b", x: grid, y: y, low: y.map { $0 - 0.02 },
          high: y.map { $0 + 0.02 }))
    }
    return Figure.fit(
      name: "fit", title: "Reward of two runs with the law that fits",
      fits: [one("grpo", 0.6), one("rloo", 0.45)], xLabel: "step", yLabel: "reward (fraction)")
  }()

  static let forest = Figure.forest(
    name: "forest", title: "Change of pass@1 against the base",
    rows: [
      ForestRow(name: "rl_id − base on id", n: 8, estimate: 0.31, low: 0.28, high: 0.35),
      ForestRow(name: "rl_edge − base on edge", n: 8, estimate: 0.12, low: -0.02, high: 0.26),
      ForestRow(
        name: "rl_rand − base on id", n: 8, estimate: -0.04, low: -0.07, high: -0.01,
        color: .arm(1)),
      ForestRow(
        name: "a name that is longer than anybody would give to a comparison of two arms", n: 8,
        estimate: 0.002, low: -0.01, high: 0.012, color: .arm(2)),
    ], xLabel: "difference of pass@1 (probability)", margin: 0.03)

  static let heatMap = Figure.heatMap(
    name: "heat", title: "Change of pass@k by arm and set", rows: ["rl_id", "rl_edge", "sft"],
    columns: ["id", "edge", "hard", "L2_A"],
    values: [[0.31, 0.04, 0.0, -0.02], [-0.13, 0.34, 0.05, .nan], [0.2, 0.1, -0.01, 0.003]],
    valueLabel: "Δ pass@1 (probability)", xLabel: "set", yLabel: "arm")

  static let interaction = Figure.interaction(
    name: "interaction", title: "Group size and learning rate", levels: ["1e-5", "1e-4", "1e-3"],
    lines: [
      InteractionLine(
        name: "group of 8", n: 5, means: [0.2, 0.4, 0.35], low: [0.15, 0.34, 0.25],
        high: [0.25, 0.46, 0.45]),
      InteractionLine(
        name: "group of 32", n: 5, means: [0.22, 0.45, 0.6], low: [0.18, 0.4, 0.52],
        high: [0.26, 0.5, 0.68]),
    ], xLabel: "learning rate", yLabel: "reward (fraction)")

  static let isoFLOP: Figure = {
    func loss(_ n: Double, _ c: Double) -> Double {
      1.69 + 406.4 / pow(n, 0.34) + 410.7 / pow(c / 6 / n, 0.28)
    }
    let computes = [6e18, 6e19, 6e20]
    func best(_ c: Double) -> Double {
      pow(0.34 * 406.4 / (0.28 * 410.7), 1 / 0.62) * pow(c / 6, 0.28 / 0.62)
    }
    let profiles = computes.map { c in
      let sizes = [0.2, 0.4, 0.8, 1.5, 3, 6].map { $0 * best(c) }
      let grid = (0...40).map { best(c) * pow(30, Double($0) / 40 - 0.5) }
      return IsoFLOP(
        compute: c, parameters: sizes, losses: sizes.map { loss($0, c) }, gridParameters: grid,
        gridLosses: grid.map { loss($0, c) }, best: best(c), bestLoss: loss(best(c), c))
    }
    let x = (0...20).map { 1e18 * pow(10, Double($0) * 0.2) }
    return Figure.isoFLOP(
      name: "isoflop", title: "How large a model for how much compute", profiles: profiles,
      law: KeyedCurve(
        name: "N = 0.61·C^0.45", x: x, y: x.map(best), low: x.map { best($0) * 0.8 },
        high: x.map { best($0) * 1.25 }))
  }()

  static let profile: Figure = {
    let x = (0...50).map { Double($0) / 50 }
    return Figure.performanceProfile(
      name: "profile", title: "Performance profiles over 12 tasks",
      profiles: [("ppo", 2.0), ("grpo", 1.2)].map { name, power in
        let y = x.map { 1 - pow($0, 1 / power) }
        return KeyedCurve(
          name: name, n: 60, x: x, y: y, low: y.map { max(0, $0 - 0.06) },
          high: y.map { min(1, $0 + 0.06) })
      }, scoreLabel: "τ (normalized score)")
  }()

  static let support = Figure.support(
    name: "support", title: "What became of the problems",
    rows: [
      SupportRow(name: "null", preserved: 240, expanded: 10, shrunk: 10, outside: 140),
      SupportRow(name: "rl_id", preserved: 220, expanded: 12, shrunk: 38, outside: 130),
      SupportRow(name: "rl_edge", preserved: 245, expanded: 60, shrunk: 5, outside: 90),
    ])

  static let all = [
    passAtK, fit, forest, heatMap, interaction, isoFLOP, profile, support,
  ]
}
