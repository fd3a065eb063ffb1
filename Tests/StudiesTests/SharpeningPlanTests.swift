import Statistics
import Studies
import Support
import Tasks
import Testing
import TestSupport

@Suite struct SharpeningPlanTests {
  @Test(arguments: Scale.allCases) func everyScaleHasAPlan(_ scale: Scale) throws {
    let plan = try Sharpening.plan(Sharpening.defaults, scale: scale)
    #expect(plan.arms.first?.name == "base")
    #expect(Set(plan.arms.map(\.name)).count == plan.arms.count)
    #expect(!plan.arms.contains { $0.sets.isEmpty })
    #expect(plan.ks == PassAtK.powersOfTwo(upTo: plan.ks.last ?? 1))
    for arm in plan.arms {
      #expect(plan.bases.contains { $0.name == arm.base })
      #expect(arm.sets.allSatisfy { name in plan.sets.contains { $0.name == name } })
    }
    #expect(try plan.costs().allSatisfy { $0.trained + $0.decoded > 0 })
  }

  @Test func chanceIsBelowOnePercentAtTheLargestK() throws {
    for scale in Scale.allCases {
      let plan = try Sharpening.plan(Sharpening.defaults, scale: scale)
      let k = plan.ks.last ?? 1
      for set in plan.sets where set.hasCurve {
        let problems = try set.problemSet(RandomStream(seed: 7)).problems
        let chance =
          problems.reduce(0) { $0 + PassAtK.chance($1.chanceStrict, k: k) }
          / Double(problems.count)
        #expect(chance < 0.01, "\(scale) \(set.name)")
      }
    }
  }

  @Test func quickEvaluatesTheRegionsOfItsDepths() throws {
    let plan = try Sharpening.plan(Sharpening.defaults, scale: .quick)
    let id = try #require(plan.sets.first { $0.name == "id" })
    #expect(id.difficulties == [3, 4])
    #expect(try id.problemSet(RandomStream(seed: 7)).problems.allSatisfy { $0.split == .test })
  }

  @Test func unknownArmAndSetAreErrors() {
    var settings = Sharpening.defaults
    settings.scales.quick.arms = ["base", "rl_typo"]
    #expect(throws: StudiesError.self) { try Sharpening.plan(settings, scale: .quick) }
    settings = Sharpening.defaults
    settings.scales.quick.sets = ["id", "L9_A"]
    #expect(throws: StudiesError.self) { try Sharpening.plan(settings, scale: .quick) }
  }

  @Test func calibrationChangesWhatTheFailedGateNames() throws {
    let plan = try Sharpening.plan(Sharpening.defaults, scale: .standard)
    let trial = plan.calibrationPlan(replicates: 3)
    #expect(trial.arms.map(\.name) == ["base"] && trial.seeds == 3)
    let data = try PlantedData.base(plan: trial, strictShare: 0.05)
    guard
      case .retry(let next, let gates) = try Sharpening.calibrate(
        plan, data, Sharpening.defaults, scale: .standard)
    else {
      Issue.record("a base at 5 % must not pass its gate")
      return
    }
    #expect(gates.contains { $0.set == "id" && !$0.isPassed })
    #expect(next.base("base").training.tokens == 18_000_000)
    #expect(next.calibrationRounds == 1)
  }
}
