import Config
import Foundation
import Statistics
import Studies
import Support
import Testing
import Training

enum PolicyStub {
  static var recipe: PolicyRecipe { PolicyRecipe() }
}

/// Plans are values: they can be read, written, restricted, and fit their scales.
@Suite struct PlanTests {
  /// Workers without a seed go where there still is one.
  @Test func workersHelpWithTheLastSeeds() {
    let lanes = WorkerLanes(workers: 5, lanes: 3)
    #expect((0..<3).map { lanes.share(of: $0) } == [2, 2, 1])
    lanes.leave(0)
    #expect([1, 2].map { lanes.share(of: $0) } == [3, 2])
    lanes.leave(2)
    #expect(lanes.share(of: 1) == 5)
    // One worker a lane; then two in one; one lane with two from the start.
    #expect(WorkerLanes.seconds([4, 4], workers: 2) == 4)
    #expect(abs(WorkerLanes.seconds([4, 2], workers: 2) - (2 + 2 / 1.8)) < 1e-12)
    #expect(abs(WorkerLanes.seconds([9], workers: 2) - 5) < 1e-12)
    #expect(WorkerLanes.seconds([], workers: 2) == 0)
  }

  static let all = StudyCatalogue.all.flatMap { entry in Scale.allCases.map { (entry.id, $0) } }

  @Test(arguments: all) func everyScaleHasAPlanThatIsWrittenAndReadAgain(
    _ id: String, _ scale: Scale
  ) throws {
    let study = try StudyCatalogue.entry(named: id).prepare([], [], scale)
    try study.plan.check()
    let text = try ConfigLoader.yaml(study.plan)
    let again = try ConfigLoader.load(StudyPlan(), sources: [.text("plan", text)])
    #expect(again == study.plan)
    #expect(try ConfigLoader.yaml(again) == text)
    #expect(study.plan.contrasts.count <= 8)
    // Chance is low enough wherever a curve is drawn.
    for set in study.plan.sets where set.hasCurve {
      let info = SetInfo(
        name: set.name, problems: try set.problemSet(RandomStream(seed: 7)).problems)
      #expect(info.chance(study.plan.ks.last ?? 1) < 0.01, "\(set.name)")
    }
  }

  @Test(arguments: StudyCatalogue.all.map(\.id)) func settingsFileEqualsDefaults(_ id: String)
    throws
  {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("studies/\(id)/study.yaml").path
    #expect(try AtomicFile.readText(path) == StudyCatalogue.entry(named: id).defaultYAML())
  }

  @Test func fullUsesReplicatesOfItsOwn() throws {
    var blocks: [Int: String] = [:]
    for entry in StudyCatalogue.all {
      let small = try entry.prepare([], [], .standard).plan.replicates
      #expect(small.allSatisfy { $0 < 100 })
      for replicate in try entry.prepare([], [], .full).plan.replicates {
        #expect(replicate >= 100 && replicate < 900)
        #expect(blocks.updateValue(entry.id, forKey: replicate) == nil, "\(entry.id) \(replicate)")
      }
    }
  }

  @Test func restrictingKeepsTheBaseAndWhatCanBeAsked() throws {
    var study = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .quick)
    try study.restrict(arms: ["rl_edge"], seeds: 2, firstSeed: 5)
    #expect(study.plan.arms.map(\.name) == ["base", "rl_edge"])
    #expect(study.plan.replicates == [5, 6])
    #expect(study.plan.contrasts.allSatisfy { $0.arm == "rl_edge" })
    #expect(throws: SupportError.self) {
      try study.restrict(arms: ["rl_egde"], seeds: nil, firstSeed: nil)
    }
    // The cells of a design are one.
    var tricks = try StudyCatalogue.entry(named: "tricks").prepare([], [], .quick)
    let name = tricks.plan.arms[1].name
    #expect(throws: StudiesError.self) {
      try tricks.restrict(arms: [name], seeds: nil, firstSeed: nil)
    }
    try tricks.restrict(arms: nil, seeds: 2, firstSeed: nil)
  }

  @Test func nonsenseIsNamed() throws {
    var plan = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .smoke).plan
    plan.arms[1].stage = "bsae"
    #expect { try plan.check() } throws: { "\($0)".contains("did you mean 'base'") }
    plan = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .smoke).plan
    plan.arms[1].at = 0.3
    #expect(throws: InvalidSetting.self) { try plan.check() }
  }

  @Test func factorsAreCrossed() throws {
    var settings = ArmsSettings()
    settings.plan.stages = [
      Stage(), Stage("rl", from: Start(stage: "base"), PolicyStub.recipe),
    ]
    settings.plan.arms = [Arm("base", ""), Arm("rl", "")]
    func factor(_ name: String, _ levels: [(String, String)]) -> Factor {
      var factor = Factor()
      factor.name = name
      factor.stage = "rl"
      factor.levels = levels.map {
        var level = FactorLevel()
        level.name = $0.0
        level.set = [$0.1]
        return level
      }
      return factor
    }
    settings.factors = [
      factor(
        "rate",
        [
          ("low", "recipe.policy.learning_rate=1.0e-4"),
          ("high", "recipe.policy.learning_rate=3.0e-4"),
        ]),
      factor(
        "groups", [("g4", "recipe.policy.group_size=4"), ("g8", "recipe.policy.group_size=8")]),
    ]
    let plan = try settings.plan(.quick)
    #expect(
      plan.arms.map(\.name) == ["base", "rl.low.g4", "rl.low.g8", "rl.high.g4", "rl.high.g8"])
    let recipe = try #require(plan.stage("rl.high.g4")?.recipe.component as? PolicyRecipe)
    #expect(recipe.policy.learningRate == 3e-4 && recipe.policy.groupSize == 4)
    #expect(plan.contrasts.count == 4)
    settings.reference = "rl.low.g8"
    let compared = try settings.plan(.quick).contrasts.map { "\($0.arm) − \($0.against)" }
    #expect(
      compared == [
        "rl.low.g4 − rl.low.g8", "rl.low.g8 − base", "rl.high.g4 − rl.low.g8",
        "rl.high.g8 − rl.low.g8",
      ])
    settings.reference = "rl.low.g9"
    #expect(throws: SupportError.self) { try settings.plan(.quick) }
    settings.reference = ""
    settings.factors[0].stage = "lr"
    #expect(throws: StudiesError.self) { try settings.plan(.quick) }
  }

  @Test func registrationIsTheSameTwiceAndKnowsDifferences() throws {
    let study = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .full)
    let one = try Registration(study, study.plan, seed: 7)
    #expect(try one.text == Registration(study, study.plan, seed: 7).text)
    #expect(one.difference(from: try one.text).isEmpty)
    #expect(
      try one.difference(from: Registration(study, study.plan, seed: 8).text).contains("seeds"))
    var fewer = study.plan
    fewer.hypotheses.removeLast()
    #expect(
      try one.difference(from: Registration(study, fewer, seed: 7).text).contains("hypotheses"))
  }
}
