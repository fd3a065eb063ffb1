import Config
import Foundation
import Networks
import Results
import Rewards
import Studies
import Support
import TestSupport
import Testing
import Training

/// A run of a study that takes seconds: the pipeline, not the science.
enum TinyStudy {
  static let overrides = [
    "scales.smoke.pretrain_tokens=20000", "scales.smoke.steps=4", "scales.smoke.problems=4",
    "scales.smoke.evaluation_problems=6", "scales.smoke.samples=8",
  ]

  static func prepare(_ id: String = "sharpening", _ more: [String] = []) throws -> PreparedStudy {
    try StudyCatalogue.entry(named: id).prepare([], overrides + more, .smoke)
  }

  static func session(
    _ folder: String, _ study: PreparedStudy? = nil, workers: Int = 1, seed: UInt64 = 7,
    shard: (Int, Int) = (1, 1)
  ) throws -> StudySession {
    try StudySession(
      try study ?? prepare(), seed: seed, folder: folder, workers: workers, useCache: false,
      shard: (shard.0, shard.1), progress: ProgressMeter(quiet: true))
  }

  static let speeds = Dictionary(
    uniqueKeysWithValues: ModelSize.allCases.map { ($0, SpeedCheck(trained: 1e5, decoded: 1e5)) })

  /// Every number of a file but clock times and attributes of the root.
  static func numbers(_ path: String) throws -> [String: ResultsValues] {
    let reader = try ResultsReader(path: path)
    var all: [String: ResultsValues] = [:]
    for dataset in try reader.datasets() where !dataset.contains("/wall_s") {
      all[dataset] = try reader.values(dataset)
    }
    return all
  }

  /// Compares two files; NaN equals NaN.
  static func expectEqual(_ a: String, _ b: String) throws {
    let (first, second) = (try numbers(a), try numbers(b))
    #expect(first.keys.sorted() == second.keys.sorted())
    for (name, values) in first {
      let other = try #require(second[name])
      #expect("\(values)" == "\(other)", "\(name)")
    }
  }
}

@Suite(.serialized) struct StudyRunTests {
  /// Every study at budgets of seconds: all files, repeated by two workers, analyzed again from the file alone.
  @Test(arguments: StudyCatalogue.all.map(\.id)) func runsTheWholeWayAndRepeatsItself(_ id: String)
    throws
  {
    let root = try TemporaryFolder()
    let (one, two) = (root.path + "/one", root.path + "/two")
    let study = try TinyStudy.prepare(id)
    let outcome = try TinyStudy.session(one, study).run(.fresh, speeds: TinyStudy.speeds)
    for file in outcome.files {
      #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path)")
    }
    #expect(!outcome.answer.isEmpty)
    // Two workers run the seeds side by side; the numbers are the same.
    _ = try TinyStudy.session(two, study, workers: 2).run(.fresh, speeds: TinyStudy.speeds)
    try TinyStudy.expectEqual(one + "/results.h5", two + "/results.h5")
    let reader = try ResultsReader(path: one + "/results.h5")
    #expect(try reader.stringAttribute("status") == "complete")
    #expect(try reader.ints("/leaks/found") == [0])
    #expect(try reader.ints("/leaks/checked")[0] > 100)
    // Everything that is said is said again from the file alone, to the byte.
    let again = try StudySession.analyze(
      one + "/results.h5", into: root.path + "/again", progress: ProgressMeter(quiet: true))
    #expect(again.answer == outcome.answer)
    let tables = try FileManager.default.contentsOfDirectory(atPath: one + "/tables")
    #expect(!tables.isEmpty)
    for name in tables {
      #expect(
        try AtomicFile.readText(root.path + "/again/tables/" + name)
          == AtomicFile.readText(one + "/tables/" + name), "\(name)")
    }
    let report = try AtomicFile.readText(one + "/report.md")
    #expect(try AtomicFile.readText(root.path + "/again/report.md") == report)
    // And so from what an analysis reads alone, which is less.
    let small = root.path + "/small.h5"
    _ = try ResultsFile.excerpt(one + "/results.h5", to: small)
    #expect(
      try AtomicFile.read(small).count < AtomicFile.read(one + "/results.h5").count * 9 / 10)
    _ = try StudySession.analyze(
      small, into: root.path + "/small", progress: ProgressMeter(quiet: true))
    #expect(try AtomicFile.readText(root.path + "/small/report.md") == report)
    let drawn = try FileManager.default.contentsOfDirectory(atPath: one + "/figures")
    for name in tables.map({ "tables/" + $0 }) + drawn.map({ "figures/" + $0 }) {
      #expect(
        try AtomicFile.read(root.path + "/small/" + name) == AtomicFile.read(one + "/" + name),
        "\(name)")
    }
    // And from its seeds in files of their own.
    let count = try reader.ints("/axes/seed").count
    let parts = try (1...count).map { number in
      let part = root.path + "/part\(number).h5"
      _ = try ResultsFile.excerpt(one + "/results.h5", shard: (number, count), to: part)
      return part
    }
    _ = try ResultsMerge.merge(parts.reversed(), to: root.path + "/joined.h5")
    _ = try StudySession.analyze(
      root.path + "/joined.h5", into: root.path + "/joined", progress: ProgressMeter(quiet: true))
    #expect(try AtomicFile.readText(root.path + "/joined/report.md") == report)
    #expect {
      _ = try ResultsFile.excerpt(
        one + "/results.h5", shard: (9, 9), to: root.path + "/none.h5")
    } throws: {
      "\($0)".contains("shard 9 of 9 is empty")
    }
    for heading in ["Methods", "References", "Beside the literature", "Reproduce"] {
      #expect(report.contains("\n## \(heading)\n"), "\(heading)")
    }
    #expect(!report.contains(/\bnan\b|-0\.0+(?![0-9])|1\.000 \\\[1\.000, 1\.000/))
    for kind in ["Table", "Figure"] {
      let numbers = report.matches(of: try Regex("\n\\*\\*\(kind) ([0-9]+) \\(")).map {
        Int($0.output[1].substring ?? "") ?? 0
      }
      #expect(numbers.count > 1 && numbers == Array(1...numbers.count), "\(kind)")
    }
    // Every study trains with rewards, and shows how.
    let figures = try FileManager.default.contentsOfDirectory(atPath: one + "/figures")
    #expect(figures.contains { $0.hasSuffix("-training.tsv") })
    #expect(try reader.attribute("wall_s")?.description.isEmpty == false)
  }

  /// All arms of the large scales, with budgets of seconds.
  @Test(
    .tags(.slow), .enabled(if: !Slow.isSkipped), arguments: StudyCatalogue.all.map(\.id),
    [Scale.standard, .full])
  func largeScalesRunWithTinyBudgets(_ id: String, _ scale: Scale) throws {
    let root = try TemporaryFolder()
    let tiny = TinyStudy.overrides.map {
      $0.replacing("scales.smoke", with: "scales.\(scale.rawValue)")
    }
    // Checkpoints are one an arm, and a tiny one stands in for the one that is fetched.
    let isGiven = id == "checkpoints"
    var study = try StudyCatalogue.entry(named: id).prepare(
      [], tiny + (isGiven ? ["scales.\(scale.rawValue).model=tiny"] : []), scale)
    study.skipGates()
    if !isGiven { try study.restrict(arms: nil, seeds: 2, firstSeed: nil) }
    let outcome = try TinyStudy.session(root.path + "/run", study, workers: 2)
      .run(.fresh, speeds: TinyStudy.speeds)
    #expect(!outcome.answer.isEmpty)
    let again = try StudySession.analyze(
      root.path + "/run/results.h5", into: root.path + "/again",
      progress: ProgressMeter(quiet: true))
    #expect(again.answer == outcome.answer)
  }

  @Test func everyTestFollowsFromTheNumbersInTheFile() throws {
    let root = try TemporaryFolder()
    let session = try TinyStudy.session(root.path + "/run")
    #expect(try session.predictedSeconds(TinyStudy.speeds) > 0)
    _ = try session.run(.fresh, speeds: TinyStudy.speeds)
    // What is done takes no time, however slow the machine.
    #expect(try session.predictedSeconds(TinyStudy.speeds) == 0)
    let reader = try ResultsReader(path: root.path + "/run/results.h5")
    let table = try ResultsFile.read(reader)
    let findings = try TinyStudy.prepare().analyze(table)
    #expect(same(findings.findings.map(\.effect), try reader.doubles("/tests/effect")))
    #expect(same(findings.findings.map(\.low), try reader.doubles("/tests/ci_lo")))
    #expect(same(findings.findings.map(\.effectSize), try reader.doubles("/tests/effect_size")))
    #expect(findings.findings.map(\.verdict) == (try reader.strings("/tests/verdict")))
    // Pass@k by the slow, obvious rule: one minus the share of all-wrong draws.
    let shape = try reader.shape("/eval/id/counts")
    let counts = try reader.ints("/eval/id/counts")
    let passk = try reader.doubles("/eval/id/passk")
    let (s, m, k) = (shape[1], shape[2], table.plan.ks.count)
    for arm in table.arms.indices where counts[arm * s * m * 3] >= 0 {
      for seed in 0..<s {
        for (index, size) in table.plan.ks.enumerated() {
          let cell = (0..<m).reduce(0.0) { sum, problem in
            let at = ((arm * s + seed) * m + problem) * 3
            var allWrong = 1.0
            for i in 0..<size {
              allWrong *= max(0, Double(counts[at] - counts[at + 2] - i)) / Double(counts[at] - i)
            }
            return sum + 1 - allWrong
          }
          let stored = passk[((arm * s + seed) * 2 + 1) * k + index]
          #expect(abs(stored - cell / Double(m)) < 1e-12)
        }
      }
    }
  }

  @Test func refusesAFolderThatHoldsSomethingElse() throws {
    let root = try TemporaryFolder()
    try AtomicFile.write("mine", to: root.path + "/thesis.txt")
    #expect(throws: StudiesError.self) {
      try TinyStudy.session(root.path).run(.fresh, speeds: TinyStudy.speeds)
    }
    #expect(try AtomicFile.readText(root.path + "/thesis.txt") == "mine")
    let folder = root.path + "/run"
    _ = try TinyStudy.session(folder).run(.fresh, speeds: TinyStudy.speeds)
    let before = try AtomicFile.read(folder + "/results.h5")
    #expect(throws: StudiesError.self) {
      try TinyStudy.session(folder, seed: 8).run(.fresh, speeds: TinyStudy.speeds)
    }
    #expect(try AtomicFile.read(folder + "/results.h5") == before)
    let status = try StudySession.status(of: folder)
    #expect(status.isComplete && status.pieces.allSatisfy { $0.state == "done" })
  }

  /// Stages of another build are neither gone on with nor made again without a word.
  @Test func anotherBuildDoesNotReplaceWhatIsThere() throws {
    let root = try TemporaryFolder()
    _ = try TinyStudy.session(root.path).run(.fresh, speeds: TinyStudy.speeds)
    _ = try TinyStudy.session(root.path).run(.resume, speeds: TinyStudy.speeds)
    let path = root.path + "/runs/base-s0/" + StageKey.name
    let key = try AtomicFile.readText(path)
    let program = try #require(StageKey(text: key).program)
    try AtomicFile.write(key.replacing(program, with: "other"), to: path)
    let before = try AtomicFile.read(root.path + "/results.h5")
    for mode in [StudySession.Mode.fresh, .resume] {
      let error = try #require(throws: StudiesError.self) {
        try TinyStudy.session(root.path).run(mode, speeds: TinyStudy.speeds)
      }
      #expect("\(error)".contains("another build of this program made 1 of its stages"))
    }
    #expect(try AtomicFile.read(root.path + "/results.h5") == before)
    _ = try TinyStudy.session(root.path).run(.overwrite, speeds: TinyStudy.speeds)
  }

  @Test func shardsMergeIntoTheWhole() throws {
    let root = try TemporaryFolder()
    let quiet = ProgressMeter(quiet: true)
    _ = try TinyStudy.session(root.path + "/whole").run(.fresh, speeds: TinyStudy.speeds)
    for shard in 1...2 {
      _ = try TinyStudy.session(root.path + "/part\(shard)", shard: (shard, 2))
        .run(.fresh, speeds: TinyStudy.speeds)
    }
    _ = try StudySession.merge(
      [root.path + "/part2", root.path + "/part1"], into: root.path + "/merged", progress: quiet)
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path + "/whole/tables") {
      #expect(
        try AtomicFile.readText(root.path + "/merged/tables/" + name)
          == AtomicFile.readText(root.path + "/whole/tables/" + name), "\(name)")
    }
    // The file holds what was concluded, as that of the whole does.
    func concluded(_ folder: String) throws -> [String: ResultsValues] {
      let groups = ["answer", "checks", "figures", "scalars", "support", "tables", "tests"]
      return try TinyStudy.numbers(root.path + "/\(folder)/results.h5").filter { name, _ in
        groups.contains { name.hasPrefix("/\($0)") } || name == "/axes/metric"
      }
    }
    let (whole, merged) = (try concluded("whole"), try concluded("merged"))
    #expect(whole.count > 20 && whole.keys.sorted() == merged.keys.sorted())
    for (name, values) in whole {
      let other = try #require(merged[name])
      #expect("\(values)" == "\(other)", "\(name)")
    }
  }

  @Test func aControlIsMatchedAndModelsAreKept() throws {
    let root = try TemporaryFolder()
    var study = try TinyStudy.prepare()
    let index = try #require(study.plan.stages.firstIndex { $0.name == "rl_id" })
    study.plan.stages[index].keep = [0.5]
    // Something that a model which has learned nothing can earn, so that it moves.
    var moving = try #require(study.plan.stages[index].recipe.component as? PolicyRecipe)
    moving.policy.reward = Slot(RandomReward())
    study.plan.stages[index].recipe = Slot(moving)
    study.plan.arms.append(Arm("rl_id_50", "half way", stage: "rl_id", at: 0.5))
    // Rewards that leave no advantage move nothing: the model is the base to the bit.
    var zero = study.plan.stages[index]
    zero.name = "rl_zero"
    zero.keep = []
    var recipe = try #require(zero.recipe.component as? PolicyRecipe)
    var coin = RandomReward()
    coin.probability = 1
    recipe.policy.reward = Slot(coin)
    zero.recipe = Slot(recipe)
    study.plan.stages.append(zero)
    study.plan.arms.append(Arm("rl_zero", "no advantage"))
    // Supervised training with the FLOPs and the path of another stage.
    study.plan.stages.append(
      Stage(
        "sft", from: Start(stage: "base"),
        StudyBudget.smoke.supervised([StudyBudget.chains([1, 2])], tokens: 1000),
        match: StageMatch(stage: "rl_rand", flops: true, path: true)))
    study.plan.arms.append(Arm("sft", "matched"))
    let folder = root.path + "/run"
    _ = try TinyStudy.session(folder, study).run(.fresh, speeds: TinyStudy.speeds)
    let table = try ResultsFile.read(try ResultsReader(path: folder + "/results.h5"))
    let checks = try StudyAnalysis(table, scale: .smoke).checks()
    #expect(checks.contains { $0.statement.contains("path of rl_id") && $0.isPassed == true })
    let whole = table.metric("path", of: "rl_rand")
    for (own, other) in zip(table.metric("path", of: "sft"), whole) {
      // The last update may go beyond the budget by its own length.
      #expect(own >= other * 0.999 && own < other * 1.5)
    }
    #expect(table.rows("distance", "", "rl_zero")?.allSatisfy { $0 == [0] } == true)
    let half = try #require(table.rows("distance", "", "rl_id_50"))
    let full = try #require(table.rows("distance", "", "rl_id"))
    #expect(half.flatMap { $0 }.allSatisfy { $0 > 0 } && half != full)
    let base = try AtomicFile.read(
      folder + "/runs/base-s0/checkpoints/" + last(folder, "base") + "/model.safetensors")
    let same = try AtomicFile.read(
      folder + "/runs/rl_zero-s0/checkpoints/" + last(folder, "rl_zero") + "/model.safetensors")
    #expect(base == same)
  }

  private func last(_ folder: String, _ stage: String) throws -> String {
    CheckpointFolder(run: "\(folder)/runs/\(stage)-s0").names.last ?? ""
  }

  @Test func aStudyInYAMLRuns() throws {
    let root = try TemporaryFolder()
    let path = root.path + "/mine/study.yaml"
    try AtomicFile.write(
      """
      kind: arms
      title: Two rates
      question: Which?
      plan:
        seeds: 2
        stages:
          - { name: base, from: { size: femto }, recipe: { kind: pretrain, training: { tokens: 20000 } } }
          - name: rl
            from: { stage: base }
            recipe:
              kind: policy-gradient
              tasks: [{ task: { kind: chain, maximum_leaves: 1, pairs: 0, order: forward }, difficulties: [1, 2] }]
              policy: { steps: 2, problems: 4, group_size: 4 }
        arms: [{ name: base }, { name: rl, stage: rl }]
        sets:
          - name: id
            task: { kind: chain, maximum_leaves: 1, pairs: 0, order: forward }
            problems: 6
            probes: [exact-support, { kind: counts, samples: 8 }]
        ks: [1, 2, 4]
      factors:
        - name: rate
          stage: rl
          levels: [{ name: low, set: [recipe.policy.learning_rate=1.0e-4] }, { name: high, set: [recipe.policy.learning_rate=3.0e-4] }]
      """, to: path)
    let study = try StudyCatalogue.entry(named: path).prepare([], [], .quick)
    #expect(study.id == "mine")
    let folder = root.path + "/run"
    let outcome = try TinyStudy.session(folder, study).run(.fresh, speeds: TinyStudy.speeds)
    #expect(outcome.answer.contains("rl.low − base") && outcome.answer.contains("rl.high − base"))
    let again = try StudySession.analyze(
      folder + "/results.h5", into: root.path + "/again", progress: ProgressMeter(quiet: true))
    #expect(again.answer == outcome.answer)
  }

  private func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
