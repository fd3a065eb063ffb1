import Experience
import Foundation
import Networks
import Results
import Rollouts
import Statistics
import Studies
import Support
import Tasks
import TestSupport
import Testing
import Tokenizers
import Training

/// Samples of checkpoints with known differences: what is planted is found, what is not there is not.
@Suite struct CheckpointsTests {
  private static func prepared(_ more: [String] = [], _ scale: Scale = .smoke) throws
    -> PreparedStudy
  {
    try StudyCatalogue.entry(named: "checkpoints").prepare([], more, scale)
  }

  /// A table in which `before` and `again` are binomial draws of the same p, and `after` of another.
  private static func table(
    _ plan: StudyPlan, problems: Int = 48, samples: Int = 16, templates: Int = 12,
    before: Double, after: Double
  ) -> MeasurementTable {
    var plan = plan
    plan.ks = [1, 2, 4, 8, 16]
    for i in plan.sets.indices { plan.sets[i].problems = problems }
    for i in plan.contrasts.indices where plan.contrasts[i].quantity.k > 1 {
      plan.contrasts[i].quantity.k = 16
    }
    var table = MeasurementTable(plan: plan, seed: 7, seeds: plan.replicates)
    for set in plan.sets {
      table.sets.append(
        SetInfo(
          name: set.name,
          problems: (0..<problems).map {
            Problem(
              id: UInt64($0), messages: [Message(role: "user", content: "p")], gold: "#### 3",
              answer: "3", difficulty: 1 + $0 % templates, canonical: "", chanceLoose: 1e-5,
              chanceStrict: 1e-5, metadata: [Mix.template: .integer(1 + $0 % templates)])
          }))
      for (a, arm) in plan.arms.enumerated() {
        var generator = RandomStream(seed: 11)["planted", set.name, arm.name].generator()
        var values: [String: [Double]] = [:]
        for problem in 0..<problems {
          // Problems differ, and those of a template are alike.
          let p = (arm.name == "after" ? after : before) * (0.5 + Double(problem % templates) / 12)
          let right = (0..<samples).reduce(0.0) { sum, _ in
            sum + (generator.uniform() < p ? 1 : 0)
          }
          values["counts", default: []] += [Double(samples), right, right]
          values["parse", default: []].append(Double(samples))
          values["truncated", default: []].append(0)
        }
        values["length"] = [5]
        values["entropy"] = [0.5]
        for (measure, numbers) in values {
          let key = MeasurementTable.Key(set.name, measure)
          if table.values[key] == nil { table.values[key] = plan.arms.map { _ in [nil] } }
          table.values[key]?[a][0] = numbers
        }
      }
    }
    return table
  }

  @Test func aPlantedDifferenceIsFoundAndNoneIsNot() throws {
    let study = try Self.prepared()
    let found = try study.analyze(Self.table(study.plan, before: 0.2, after: 0.5))
    let pass = found.findings.filter { $0.id.hasSuffix("pass@1") }
    #expect(pass.count == 2)
    for finding in pass {
      #expect(finding.low > 0.1 && finding.high < 0.5 && finding.pAdjusted < 0.01)
      #expect(finding.verdict == "higher" && !finding.isConfirmatory)
    }
    let null = try study.analyze(Self.table(study.plan, before: 0.3, after: 0.3))
    for finding in null.findings {
      #expect(finding.low < 0 && finding.high > 0 && finding.pAdjusted > 0.05, "\(finding.id)")
    }
    for findings in [found, null] {
      // The null arm passes in both, and no sentence is about a method.
      #expect(
        findings.checks.contains { $0.statement.contains("sampled again") && $0.isPassed == true })
      #expect(findings.warnings.contains { $0.contains("no claim about the training method") })
      #expect(findings.answer.confidence.contains("One checkpoint per arm"))
      #expect(findings.support.allSatisfy { $0.null.samples == $0.flips.samples })
    }
  }

  @Test func aNullThatIsNoneFails() throws {
    let study = try Self.prepared()
    var table = Self.table(study.plan, before: 0.2, after: 0.2)
    // The arm that should be the same checkpoint is another one.
    let other = Self.table(study.plan, before: 0.7, after: 0.7)
    let again = try #require(study.plan.arms.firstIndex { $0.name == "again" })
    for key in table.values.keys { table.values[key]?[again] = other.values[key]?[again] ?? [nil] }
    let findings = try study.analyze(table)
    #expect(
      findings.checks.contains { $0.statement.contains("sampled again") && $0.isPassed == false })
    #expect(findings.warnings.contains { $0.hasPrefix("A control failed") })
  }

  @Test func plansAreThoseOfTheProtocol() throws {
    let quick = try Self.prepared([], .quick).plan
    #expect(quick.arms.map(\.name) == ["before", "again", "after"])
    #expect(quick.sets.map(\.name) == ["fresh", "fresh_t06"] && quick.seeds == 1)
    #expect(quick.root(of: "after") == "before")
    #expect((quick.stage("before")?.recipe.component as? GivenModel)?.chat == true)
    let counts = quick.sets.compactMap { $0.probes[0].component as? Counts }
    #expect(counts.map(\.temperature) == [1, 0.6] && counts.map(\.topP) == [1, 0.95])
    #expect(Set(counts.map(\.samples)).count == 1 && quick.ks.last == counts[0].samples)
    // The two settings see the same problems, all templates equally often, and training sees others.
    let stream = RandomStream(seed: 7)
    let problems = try quick.sets.map { try $0.problemSet(stream).problems.map(\.id) }
    #expect(problems[0] == problems[1])
    let clusters = SetInfo(
      name: "fresh", problems: try quick.sets[0].problemSet(stream).problems
    ).clusters
    #expect(Set(clusters).count == 8 && clusters.count { $0 == clusters[0] } == 4)
    // A published model after, and a pair more.
    let given = try Self.prepared(["after=somewhere/rl", "before=somewhere/base"], .quick).plan
    #expect((given.stage("after")?.recipe.component as? GivenModel)?.model == "somewhere/rl")
    #expect(given.root(of: "after") == "before")
    #expect(throws: (any Error).self) { try Self.prepared(["scales.smoke.samples=1"]) }
    #expect(throws: StudiesError.self) { try Self.prepared(["gsm8k=rows.jsonl"]) }
    var study = try Self.prepared()
    #expect(throws: StudiesError.self) { try study.restrict(arms: nil, seeds: 3, firstSeed: nil) }
    // More attempts than samples are an error.
    var plan = study.plan
    plan.contrasts[0].quantity.k = 64
    #expect(throws: InvalidSetting.self) { try plan.check() }
  }

  @Test func whatWasCutOffIsWrongAndALastNumberIsLoose() throws {
    let mix = Mix([MixPart(English(Addition()), difficulty: 2)])
    var generator = RandomStream(seed: 3)["mix"].generator()
    let problem = try mix.problem(difficulty: 1, using: &generator)
    #expect(problem.chanceStrict == problem.chanceLoose && problem.chanceStrict > 0.001)
    func verdict(_ text: String, _ isFinished: Bool = true) throws -> Verdict {
      try mix.verdicts(on: [Completion(text: text, isFinished: isFinished)], for: problem)[0]
    }
    #expect(try verdict(problem.gold).strict)
    #expect(try !verdict(problem.gold, false).loose)
    let loose = try verdict("The sum is \(problem.answer).")
    #expect(loose.loose && !loose.strict && loose.parsed)
    #expect(try !verdict("The sum is \(problem.answer)0.").loose)
    #expect(try !verdict("no number").parsed)
  }

  /// A model in a folder is put through the same stages as any: read, sampled, taught an adapter, sampled.
  @Test func aPublishedFolderIsTakenAndTaught() throws {
    let root = try TemporaryFolder()
    let model = Transformer(
      shape: ModelSize.femto.shape(), stream: RandomStream(seed: 3)["init"])
    try LanguageModel(model, tokenizer: CharacterTokenizer()).save(
      to: root.path + "/model", precision: .f32)
    var study = try Self.prepared(
      ["before=\(root.path)/model", "chat=false"] + TinyStudy.overrides)
    // Its vocabulary knows no line breaks.
    let mix = Mix([MixPart(Addition(), difficulty: 3), MixPart(Addition(), difficulty: 4)])
    for i in study.plan.sets.indices {
      study.plan.sets[i].task = Slot(mix)
      study.plan.sets[i].difficulties = [1, 2]
    }
    let after = try #require(study.plan.stages.firstIndex { $0.name == "after" })
    var recipe = try #require(study.plan.stages[after].recipe.component as? LoRARecipe)
    var policy = try #require(recipe.recipe.component as? PolicyRecipe)
    policy.tasks = [TaskShare(mix, difficulties: [1, 2])]
    recipe.recipe = Slot(policy)
    study.plan.stages[after].recipe = Slot(recipe)
    let folder = root.path + "/run"
    _ = try TinyStudy.session(folder, study).run(.fresh, speeds: TinyStudy.speeds)
    // Nothing of the model is copied, and what was taught is an adapter.
    let given = try FileManager.default.contentsOfDirectory(
      atPath: "\(folder)/runs/before-s0")
    #expect(!given.contains("checkpoints"))
    let run = CheckpointFolder(run: "\(folder)/runs/after-s0")
    #expect(AdapterFolder.isAdapter(try #require(run.latest)))
    #expect(
      try LanguageModel.load(try #require(run.latest)).basePath == root.path + "/model")
    // Another model at the same place is another stage.
    let before = try AtomicFile.readText("\(folder)/runs/before-s0/stage.sha256")
    #expect(before.count == 65)
  }
}
