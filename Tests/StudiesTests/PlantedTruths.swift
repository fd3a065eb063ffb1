import Experience
import Foundation
import Studies
import Support

/// Measurements of a study at its registered number of seeds with known truths in them, drawn again and again.
///
/// Noise is of the size that runs have shown: per seed and arm an error of training with a standard deviation of 0.01 in
/// probability, problems that differ by 0.05, and 0.05 in every cell; counts are drawn from probabilities, sample by sample.
struct PlantedTruths {
  /// What is planted.
  enum World: String, CaseIterable {
    /// Everything that the study's hypotheses claim, at about three times the smallest effect of interest.
    case asClaimed
    /// No effect; where no effect is what is claimed, a difference of exactly the margin.
    case notAsClaimed
  }

  let study: PreparedStudy
  let problems: Int

  /// A study at `full`, with only the arms and sets that its hypotheses need.
  init(_ id: String, problems: Int = 64) throws {
    var study = try StudyCatalogue.entry(named: id).prepare([], [], .full)
    let contrasts = study.plan.hypotheses.flatMap(\.contrasts)
    if !contrasts.isEmpty {
      var arms = Set(contrasts.flatMap { [$0.arm, $0.against, $0.lessArm, $0.lessAgainst] })
      let plan = study.plan
      for arm in plan.arms where arms.contains(arm.name) {
        let root = plan.root(of: arm.stage)
        arms.formUnion(plan.arms.filter { $0.stage == root && $0.at == 1 }.map(\.name))
      }
      arms.remove("base_resample")
      let sets = Set(contrasts.flatMap { $0.sets + $0.minus })
      study.plan.arms = plan.arms.filter { arms.contains($0.name) }
      study.plan.sets = plan.sets.filter { sets.contains($0.name) }
    }
    self.study = study
    self.problems = problems
  }

  /// How often each hypothesis is called `supported`, and how often any is.
  func supported(_ world: World, simulations: Int) throws -> (each: [String: Int], any: Int) {
    var (each, any): ([String: Int], Int) = ([:], 0)
    for hypothesis in study.plan.hypotheses { each[hypothesis.id] = 0 }
    for simulation in 0..<simulations {
      let analysis = StudyAnalysis(table(world, simulation), scale: .full)
      let found = try study.hypotheses(analysis).filter { $0.verdict == "supported" }
      for finding in found { each[finding.id, default: 0] += 1 }
      any += found.isEmpty ? 0 : 1
    }
    return (each, any)
  }

  // MARK: - Measurements

  /// The measurements of one simulation.
  func table(_ world: World, _ simulation: Int) -> MeasurementTable {
    let draws = Draws(stream: RandomStream(seed: 1)[study.id, world.rawValue, simulation])
    let isTrue = world == .asClaimed
    switch study.id {
    case "sharpening": return sharpening(isTrue, draws)
    case "generalization": return generalization(isTrue, draws)
    case "prior": return prior(isTrue, draws)
    case "process": return process(isTrue, draws)
    case "tricks": return tricks(isTrue, draws)
    default: return scaling(isTrue, draws)
    }
  }

  private func exact(
    _ draws: Draws, _ level: @escaping (_ arm: String, _ set: String) -> Double
  ) -> MeasurementTable {
    PlantedTable.make(study.plan, problems: problems) { arm, seed, set, problem in
      log(draws.probability(level(arm, set), arm, set, seed, problem))
    }
  }

  private func sharpening(_ isTrue: Bool, _ draws: Draws) -> MeasurementTable {
    PlantedTable.make(study.plan, problems: problems) { arm, seed, set, problem in
      func noisy(_ p: Double) -> Double {
        log(draws.probability(p, arm, set, seed, problem))
      }
      switch (arm, set) {
      // H1.1 claims no difference; H1.4 and H1.5 claim more.
      case ("rl_id", "id"): return noisy(isTrue ? 0.5 : 0.55)
      case ("clean_rl_id", "id"): return noisy(isTrue ? 0.65 : 0.5)
      case (_, "id"): return noisy(0.5)
      case ("rl_sharpen", "edge"): return noisy(isTrue ? 0.2 : 0.4) - problem.hardness
      case ("rl_edge", "edge"), ("rl_edge_again", "edge"):
        return noisy(0.4) - problem.hardness + (isTrue ? 1 : 0)
      case (_, "edge"): return noisy(0.4) - problem.hardness
      // H1.3: log p on the hard set rises with the share of edge problems.
      case ("rl_hard_10", _): return noisy(0.3) - 8 + (isTrue ? 0.5 : 0)
      case ("rl_hard_30", _): return noisy(0.3) - 8 + (isTrue ? 1 : 0)
      default: return noisy(0.3) - 8
      }
    }
  }

  private func generalization(_ isTrue: Bool, _ draws: Draws) -> MeasurementTable {
    exact(draws) { arm, _ in
      switch arm {
      case "grpo": isTrue ? 0.5 : 0.4
      case "sft": isTrue ? 0.3 : 0.4
      case "sft_slow": isTrue ? 0.5 : 0.35
      case "sft_8": isTrue ? 0.5 : 0.55
      case "over_grpo": isTrue ? 0.4 : 0.53
      default: 0.5
      }
    }
  }

  private func prior(_ isTrue: Bool, _ draws: Draws) -> MeasurementTable {
    var table = exact(draws) { _, _ in 0.5 }
    let modes = Modes.modes.count
    for set in study.plan.sets {
      for arm in study.plan.arms where arm.isOn(set.name) {
        for seed in study.plan.replicates {
          // H3.1 claims that accuracy given a trace gains as much in both families.
          let gain =
            arm.name == "m_trace_true" && !isTrue ? 0.15 : arm.name.hasSuffix("true") ? 0.1 : 0
          let accuracy = (0..<problems).flatMap { problem -> [Double] in
            let right = draws.probability(0.5 + gain, arm.name, set.name, seed, problem)
            return [right] + Array(repeating: 0.04, count: modes - 1)
          }
          table.plant(accuracy, "mode_accuracy", set.name, arm.name, seed)
          let sign = arm.name == "m_terse" ? 1.0 : -1
          let odds = (isTrue ? 0.08 * sign : 0) + 0.03 * draws.normal("odds-\(arm.name)", seed)
          let entropy = (isTrue ? -0.02 : 0) + 0.008 * draws.normal("entropy-\(arm.name)", seed)
          table.plant([odds], "drift_odds_difference", set.name, arm.name, seed)
          table.plant([entropy], "drift_midpoint_difference", set.name, arm.name, seed)
        }
      }
    }
    return table
  }

  private func process(_ isTrue: Bool, _ draws: Draws) -> MeasurementTable {
    var table = exact(draws) { arm, _ in
      switch arm {
      // H4.3 claims that a blind spot costs, H4.4 that a steady rejection does not.
      case "blind": isTrue ? 0.35 : 0.5
      case "strictop": isTrue ? 0.5 : 0.55
      default: 0.5
      }
    }
    for set in study.plan.sets {
      for arm in study.plan.arms {
        for seed in study.plan.replicates {
          let level = shortcut(arm.name, isTrue) * (set.name.hasSuffix("_congruent") ? 1 : 0)
          let probabilities = (0..<problems).map {
            draws.probability(0.3 + level, arm.name, set.name, seed, $0)
          }
          let right = draws.successes(64, probabilities, "\(arm.name)-\(set.name)-\(seed)")
          let counts = right.flatMap { right -> [Double] in [64, right, right] }
          table.plant(counts, "counts", set.name, arm.name, seed)
        }
      }
    }
    return table
  }

  /// H4.1 claims that the shortcut rises with ρ, H4.2 that it is not taken at ρ = 0.3.
  private func shortcut(_ arm: String, _ isTrue: Bool) -> Double {
    switch arm {
    case "out_near_30": isTrue ? 0 : 0.05
    case "out_near": isTrue ? 0.2 : 0.05
    case "out_near_90": isTrue ? 0.5 : 0.05
    default: 0
    }
  }

  private func tricks(_ isTrue: Bool, _ draws: Draws) -> MeasurementTable {
    // Every trick adds, on top of the learning rate: names are levels joined by dots.
    let upper: Set = ["std", "token", "u4", "e3", "g32"]
    return exact(draws) { arm, _ in
      let levels = arm.split(separator: ".").map(String.init)
      let tricks = Double(levels.count { upper.contains($0) })
      return 0.35 + (levels.contains("x3") ? 0.05 : 0) + (isTrue ? 0.05 * tricks : 0)
    }
  }

  /// The lower tail of p follows a power law, so that −log p is exponential; RL doubles its exponent on the edge. With a pool p is
  /// of the same distribution, or smaller by what makes its mean of a third smaller by the margin.
  private func scaling(_ isTrue: Bool, _ draws: Draws) -> MeasurementTable {
    let pool = "rl_pool_512"
    var plan = study.plan
    plan.arms = plan.arms.filter { ["base", "rl_edge", pool].contains($0.name) }
    plan.sets = plan.sets.filter { $0.name == "edge" }
    return PlantedTable.make(plan, problems: 512) { arm, seed, set, problem in
      let exponent = arm != "base" && isTrue ? 1.0 : 0.5
      let known = log(max(1e-12, draws.uniform(arm, set, seed, problem))) / exponent
      return arm == pool && !isTrue ? known + log(1 - 3 * 0.03) : known
    }
  }
}

/// Random numbers by what they are for; those of a row of problems are drawn together and kept.
final class Draws {
  private static let length = 512
  private let stream: RandomStream
  private var rows: [String: [Double]] = [:]

  init(stream: RandomStream) { self.stream = stream }

  /// Standard normals, one a problem, and one for the row as a whole behind them.
  private func row(_ name: String) -> [Double] {
    if let known = rows[name] { return known }
    var generator = stream[name].generator()
    let drawn = (0...Self.length).map { _ in generator.normal() }
    rows[name] = drawn
    return drawn
  }

  func normal(_ name: String, _ seed: Int) -> Double { row("\(name)-\(seed)")[Self.length] }

  /// A uniform number of a problem.
  func uniform(_ arm: String, _ set: String, _ seed: Int, _ problem: Int) -> Double {
    let name = "uniform-\(arm)-\(set)-\(seed)"
    if let known = rows[name] { return known[problem] }
    var generator = stream[name].generator()
    let drawn = (0..<Self.length).map { _ in generator.uniform() }
    rows[name] = drawn
    return drawn[problem]
  }

  /// A probability near a level: training differs by seed, problems differ, and cells do.
  func probability(_ level: Double, _ arm: String, _ set: String, _ seed: Int, _ problem: Int)
    -> Double
  {
    let own = row("\(arm)-\(set)-\(seed)")
    let noise = 0.01 * own[Self.length] + 0.05 * row(set)[problem] + 0.05 * own[problem]
    return min(0.999, max(0.001, level + noise))
  }

  /// How many of so many trials succeed, for each probability.
  func successes(_ trials: Int, _ probabilities: [Double], _ name: String) -> [Double] {
    var generator = stream["counts-\(name)"].generator()
    return probabilities.map { p in Double((0..<trials).count { _ in generator.uniform() < p }) }
  }
}

extension Int {
  /// How hard a problem is, in nats below the easiest.
  fileprivate var hardness: Double { 0.05 * Double(self % 32) }
}

extension MeasurementTable {
  /// Puts numbers of an arm and a replicate in their place.
  mutating func plant(
    _ found: [Double], _ measure: String, _ set: String, _ arm: String, _ seed: Int
  ) {
    let key = Key(set, measure)
    if values[key] == nil { values[key] = plan.arms.map { _ in seeds.map { _ in nil } } }
    guard let a = self.arm(arm), let s = seeds.firstIndex(of: seed) else { return }
    values[key]?[a][s] = found
  }
}
