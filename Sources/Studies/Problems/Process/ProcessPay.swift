import Reports
import Rewards
import Support
import Training

/// What pay for steps beside the answer protects, base by base.
///
/// ```
/// answers = w·a        a: loose accuracy in training, w: the answer's weight
/// steps   = r − w·a    r: mean reward
/// ```
///
/// Where no step of a trace is right at first, the answer is all that earns, and a shortcut to it is learned under pay for steps, too.
struct ProcessPay {
  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }

  /// One base and one arm with pay for steps beside the answer.
  struct Run {
    var arm: String
    var seed: Int
    /// What a response earned on average for its answer, in the first steps of training.
    var answers: Double
    /// The same for its right steps.
    var steps: Double
    /// The shortcut in the end.
    var shortcut: Double

    var isTaken: Bool { shortcut >= ProcessRace.taken }
  }

  /// Every run of which training was logged.
  ///
  /// - Throws: `StatisticsError`.
  func runs() throws -> [Run] {
    try table.arms.filter { $0.hasPrefix("mix") }.flatMap { arm -> [Run] in
      let region = arm.contains("far") ? "far" : "near"
      guard let weight = weight(of: arm), let curves = table.curves[arm],
        let ends = try table.difference(ProcessPlan.shortcut(arm, against: "", region))
      else { return [] }
      return table.seeds.indices.compactMap { s -> Run? in
        guard s < curves.count, let reward = early("reward_mean", curves[s]),
          let loose = early("acc_loose", curves[s])
        else { return nil }
        return Run(
          arm: arm, seed: table.seeds[s], answers: weight * loose, steps: reward - weight * loose,
          shortcut: ProcessRace.mean(ends[s]))
      }
    }
  }

  /// The weight of the answer in an arm's reward.
  private func weight(of arm: String) -> Double? {
    let recipe = analysis.plan.stage(arm)?.recipe.component as? PolicyRecipe
    let sum = recipe?.policy.reward.component as? WeightedSum
    return sum?.terms.first { $0.reward.component is Correctness }?.weight
  }

  /// The mean of a metric over the first steps.
  private func early(_ metric: String, _ curve: TrainingCurve) -> Double? {
    let values = Array((curve.metrics[metric] ?? []).prefix(ProcessRace.window))
    return values.isEmpty ? nil : ProcessRace.mean(values)
  }

  /// How many bases took the shortcut under pay for steps where only the shortcut pays: `1 of 5 bases [1 %, 72 %]`; `nil` without runs.
  static func takers(_ runs: [Run]) -> String? {
    let far = runs.filter { $0.arm.contains("far") }
    guard !far.isEmpty else { return nil }
    return ProcessRace.bases(far.count(where: \.isTaken), of: far.count)
  }

  /// Base by base: what earned at the start, and whether the shortcut was taken.
  static func table(_ runs: [Run]) -> Table {
    Table(
      id: "T4.mix",
      caption:
        "Where does pay for steps protect? What a response earned on average in the first \(ProcessRace.window) steps of training for its answer and "
        + "for its right steps, and the shortcut in the end; taken: at least \(Number.short(ProcessRace.taken)). Where steps earn next to nothing at first, "
        + "the answer is what is learned.",
      columns: [
        .init("arm"), .init("seed", .right), .init("earned for answers", .right),
        .init("for steps", .right), .init("shortcut in the end", .right), .init("taken"),
      ],
      rows: runs.map {
        [
          .text($0.arm), .count($0.seed), Number.fixed($0.answers), Number.fixed($0.steps),
          Number.fixed($0.shortcut, signed: true), $0.isTaken ? "yes" : "no",
        ]
      })
  }
}
