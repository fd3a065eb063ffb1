import Experience
import Foundation
import Studies
import Support

/// A table with known exact probabilities, to check what an analysis makes of it.
enum PlantedTable {
  /// A table of a plan's arms, each with `logp(arm, seed, set, problem)` at every temperature and no bare answers.
  static func make(
    _ plan: StudyPlan, problems: Int = 64,
    logp: (_ arm: String, _ seed: Int, _ set: String, _ problem: Int) -> Double
  ) -> MeasurementTable {
    var plan = plan
    for i in plan.sets.indices { plan.sets[i].problems = problems }
    var table = MeasurementTable(plan: plan, seed: 7, seeds: plan.replicates)
    for set in plan.sets {
      table.sets.append(
        SetInfo(
          name: set.name,
          problems: (0..<problems).map {
            Problem(
              id: UInt64($0), prompt: "p", gold: "a=1;b=1+2=3#3", answer: "3", difficulty: 3,
              canonical: "", chanceLoose: 0.04, chanceStrict: 1e-7)
          }))
      for (a, arm) in plan.arms.enumerated() where arm.isOn(set.name) {
        for (s, seed) in plan.replicates.enumerated() {
          let values = (0..<problems).map { min(0, logp(arm.name, seed, set.name, $0)) }
          func put(_ measure: String, _ numbers: [Double]) {
            let key = MeasurementTable.Key(set.name, measure)
            if table.values[key] == nil {
              table.values[key] = plan.arms.map { _ in plan.replicates.map { _ in nil } }
            }
            table.values[key]?[a][s] = numbers
          }
          let six = values.flatMap { value in ExactSupport.temperatures.map { _ in value } }
          put("logp", six)
          put("logp_validation", six)
          put("trace_share", six.map { _ in 1 })
          put("trace_share_validation", six.map { _ in 1 })
          put("class_logp", values.flatMap { [$0, 0, 0, 0] })
          put("matched_temperature", [1])
          let root =
            plan.arms.first { $0.stage == plan.root(of: arm.stage) && $0.at == 1 }?.name ?? arm.name
          put("logp_matched", (0..<problems).map { min(0, logp(root, seed, set.name, $0)) })
          put("trace_share_matched", values.map { _ in 1 })
          put("logp_at_1", values)
          let counts = values.flatMap { value -> [Double] in
            let right = (32 * exp(value)).rounded()
            return [32, right, right]
          }
          put("counts", counts)
        }
      }
    }
    return table
  }
}
