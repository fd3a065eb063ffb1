import Config
import Foundation
import Support
import Tensors
import TestSupport
import Testing

import Training

@Suite("Sweeps")
struct SweepTests {
  private static let small = [
    "supervised.tokens=3000", "supervised.batch_tokens=1500",
  ]

  private func plan(
    _ overrides: [String], seeds: [Int] = [0, 1],
    variants: [(name: String, source: ConfigSource)] = []
  ) throws -> SweepPlan {
    try SweepPlan(variants: variants, sources: [], overrides: overrides, seeds: seeds)
  }

  @Test("Every combination of alternatives is an arm, and runs with every seed")
  func grid() throws {
    let plan = try plan([
      "method=policy-gradient", "policy.advantage=grpo,rloo", "from=base-{seed}",
      "policy.learning_rate=1e-4,3e-4",
    ])
    #expect(
      plan.arms.map(\.name) == [
        "advantage=grpo,learning_rate=1e-4", "advantage=grpo,learning_rate=3e-4",
        "advantage=rloo,learning_rate=1e-4", "advantage=rloo,learning_rate=3e-4",
      ])
    #expect(plan.runs.count == 8)
    #expect(plan.runs.map(\.seed) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(plan.runs.map(\.config.replicate) == plan.runs.map(\.seed))
    #expect(plan.runs.map(\.config.from) == plan.runs.map { "base-\($0.seed)" })
    #expect(Set(plan.runs.map(\.config.seed)) == [7])
    #expect(plan.runs[0].config.policy.learningRate == 1e-4)
    #expect(plan.runs[3].folder == "advantage=rloo,learning_rate=3e-4/seed-0")
  }

  @Test("One swept setting names its arms by the value; a single arm has its own name")
  func names() throws {
    #expect(try plan(["size=nano,xs"]).arms.map(\.name) == ["nano", "xs"])
    #expect(try plan(["name=first"]).arms.map(\.name) == ["first"])
    let variants = [(name: "a", source: ConfigSource.text("a", "size: xs"))]
    let plan = try plan(["text.eta=0.01,0.1"], variants: variants)
    #expect(plan.arms.map(\.name) == ["a,0.01", "a,0.1"])
    #expect(plan.runs[0].config.size == .xs)
  }

  @Test("Commas within brackets, braces and quotes part nothing")
  func alternatives() {
    #expect(SweepPlan.alternatives("a, b") == ["a", "b"])
    #expect(SweepPlan.alternatives("[1, 2]") == ["[1, 2]"])
    #expect(
      SweepPlan.alternatives("{kind: a, x: [1, 2]},\"b,c\",d")
        == ["{kind: a, x: [1, 2]}", "\"b,c\"", "d"])
  }

  @Test("What cannot be is refused before anything runs")
  func refusals() {
    #expect(throws: ConfigError.self) { try plan(["policy.advantage=grpo,nonsense"]) }
    #expect(throws: TrainingError.self) { try plan(["size=nano,nano"]) }
  }

  @Test("Runs, tables and the same tables again in whatever order the runs were made")
  func tables() throws {
    func sweep(_ folder: String, reversed: Bool) throws -> [String] {
      let plan = try plan(Self.small + ["supervised.learning_rate=1e-3,3e-3"])
      let sweep = SweepFolder(folder)
      try sweep.register(plan, overwrite: false)
      for run in reversed ? plan.runs.reversed() : plan.runs {
        let origin = RunRecord.Origin(
          command: [], toolVersion: "test", gitCommit: "test", host: "test")
        _ = try TrainingRun(
          run.config, yaml: run.yaml, folder: "\(folder)/\(run.folder)", origin: origin
        ).run(resume: false, overwrite: false, pool: WorkerPool(count: 1)) { _, _, _ in }
        try sweep.writeTables()
      }
      return try ["runs", "curves"].map { name in
        try AtomicFile.readText("\(folder)/\(name).csv").split(separator: "\n").map { line in
          // But for the clock, the last column.
          line.split(separator: ",").dropLast().joined(separator: ",")
        }.joined(separator: "\n")
      }
    }
    let temporary = try TemporaryFolder()
    try withExtendedLifetime(temporary) {
      let folder = temporary.path
      let tables = try sweep(folder + "/a", reversed: false)
      #expect(tables == (try sweep(folder + "/b", reversed: true)))
      let runs = tables[0].split(separator: "\n").map { $0.split(separator: ",") }
      #expect(runs[0].prefix(5) == ["arm", "supervised.learning_rate", "seed", "run", "status"])
      #expect(runs.dropFirst().map { $0[0] } == ["1e-3", "1e-3", "3e-3", "3e-3"])
      #expect(runs.dropFirst().allSatisfy { $0[4] == "finished" })
      #expect(tables[1].split(separator: "\n").count == 1 + 4 * 2)
    }
  }

  @Test("An arm with other settings under a known name is refused, and a new arm goes beside it")
  func registration() throws {
    let temporary = try TemporaryFolder()
    try withExtendedLifetime(temporary) {
      let folder = temporary.path
      let sweep = SweepFolder(folder)
      try sweep.register(try plan(Self.small + ["size=nano,xs"]), overwrite: false)
      try sweep.register(try plan(Self.small + ["size=xs,s"], seeds: [2]), overwrite: false)
      let other = try plan(["supervised.tokens=6000", "size=nano,xs"])
      #expect(throws: TrainingError.self) { try sweep.register(other, overwrite: false) }
      try sweep.register(other, overwrite: true)
      let text = try AtomicFile.readText(folder + "/sweep.json")
      let record = try JSONDecoder().decode(SweepFolder.Record.self, from: Data(text.utf8))
      #expect(record.arms.map(\.name) == ["s", "nano", "xs"])
      #expect(record.seeds == [0, 1, 2])
    }
  }
}
