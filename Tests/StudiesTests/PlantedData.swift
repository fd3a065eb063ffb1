import Evaluation
import Experience
import Rollouts
import Studies
import Support
import Training

/// Study data with known effects, to check what an analysis makes of them.
enum PlantedData {
  /// Every arm right in the same share of samples on every problem.
  static func base(plan: StudyPlan, strictShare: Double) throws -> StudyData {
    try make(plan: plan) { _, _, _, _ in strictShare }
  }

  /// Data whose cells have the share of strictly right samples that `share` says.
  static func make(
    plan: StudyPlan, share: (_ arm: String, _ seed: Int, _ set: String, _ problem: Int) -> Double
  ) throws -> StudyData {
    let seeds = Array(0..<plan.seeds)
    let sets = plan.sets.map { set in
      let problems = (0..<set.problems).map { index in
        Problem(
          id: UInt64(index), prompt: "p", gold: "g", answer: "a", difficulty: 3, canonical: "",
          chanceLoose: 0.04, chanceStrict: 1e-5)
      }
      return EvaluatedSet(
        name: set.name, hasCurve: set.hasCurve, problems: problems,
        results: plan.arms.map { arm in
          seeds.map { seed in
            guard arm.sets.contains(set.name) else { return nil }
            return BenchmarkResult(
              counts: problems.indices.map { problem in
                let right = Int(share(arm.name, seed, set.name, problem) * Double(set.samples))
                return ProblemCounts(
                  samples: set.samples, loose: right, strict: right, parsed: set.samples)
              }, meanEntropy: 0.1, meanLength: 30)
          }
        }, probes: plan.arms.map { _ in seeds.map { _ in [] } })
    }
    return StudyData(
      arms: plan.arms.map(\.name), summaries: plan.arms.map(\.summary), seeds: seeds, ks: plan.ks,
      seed: 7, sets: sets, curves: plan.arms.map { _ in seeds.map { _ in TrainingCurve() } },
      ledgers: plan.arms.map { _ in seeds.map { _ in Ledger() } }, gates: [], leakChecked: 1,
      leakFound: 0)
  }
}
