import Experience
import Foundation
import Networks
import Studies
import Support
import Training

/// Excess losses of a grid of sizes and tokens, and rewards of RL runs, whose laws are known.
struct PlantedGrid {
  /// 0.3·ln 23: what guesses of bare answers lose.
  static let plateau = 0.3 * log(23.0)
  private static let style = 0.001

  /// The excess of traces by parameters, tokens and seed.
  var trace: (_ parameters: Double, _ tokens: Double, _ seed: Int) -> Double
  /// That of bare answers.
  var bare: (_ size: ModelSize, _ tokens: Double) -> Double = { _, _ in plateau }
  /// Relative noise of both.
  var noise = 0.01
  /// Rewards of `rl_id` by seed.
  var rewards: ((_ seed: Int) -> [Double])?

  /// What the study would have measured.
  ///
  /// - Parameter draw: which noise.
  func table(_ plan: StudyPlan, draw: Int = 0) -> MeasurementTable {
    var table = MeasurementTable(plan: plan, seed: 7, seeds: plan.replicates)
    let problems = 8
    table.sets = [
      SetInfo(
        name: "text",
        problems: (0..<problems).map {
          Problem(
            id: UInt64($0), prompt: "p", gold: "a=1;b=1+2=3#3", answer: "3", difficulty: 1,
            canonical: "", chanceLoose: 0.04, chanceStrict: 1e-7)
        })
    ]
    for arm in plan.arms where arm.name != "base" && arm.isOn("text") {
      guard let stage = plan.stage(arm.stage),
        let recipe = stage.recipe.component as? PretrainingRecipe
      else { preconditionFailure("'\(arm.name)' is no point of the grid") }
      let (size, tokens) = (stage.from.size, Double(recipe.training.tokens))
      for seed in plan.replicates {
        var generator = RandomStream(seed: 3)["planted", arm.name, seed, draw].generator()
        let trace =
          self.trace(Double(size.shape().matrixCount), tokens, seed)
          * (1 + noise * generator.normal())
        let bare = self.bare(size, tokens) * (1 + noise * generator.normal())
        let classes = [Self.style, 0, trace - Self.style, bare]
        table.plant((0..<problems).flatMap { _ in classes }, "excess", "text", arm.name, seed)
        table.plant(
          (0..<problems).map { _ in log(0.7) - trace / 0.7 }, "logp_at_1", "text", arm.name, seed)
      }
    }
    for seed in plan.replicates {
      table.plant((0..<problems).map { _ in log(0.2) }, "logp_at_1", "text", "base", seed)
    }
    if let rewards {
      table.curves["rl_id"] = plan.replicates.map { seed in
        let found = rewards(seed)
        return TrainingCurve(steps: Array(1...found.count), metrics: ["reward_mean": found])
      }
    }
    return table
  }
}
