import Config
import Experience
import Foundation
import Support
import Tensors
import TestSupport
import Testing
import Training

/// A run as `assay train` makes it: its folder, its records, what it goes on from.
@Suite struct TrainingRunTests {
  private static let origin = RunRecord.Origin(
    command: ["assay", "train"], toolVersion: "0", gitCommit: "unknown", host: "here")

  private func train(
    _ folder: TemporaryFolder, _ name: String, _ overrides: [String], resume: Bool = false,
    every: Int = 1
  ) throws -> String {
    let config = try ConfigLoader.load(
      RunConfig(),
      overrides: [
        "name=\(name)", "supervised.tokens=6000", "policy.steps=3", "policy.problems=4",
        "policy.group_size=4", "policy.response_cap=10", "policy.reward=format",
      ] + overrides)
    var run = TrainingRun(
      config, yaml: try ConfigLoader.yaml(config), folder: folder.file(name), origin: Self.origin)
    run.completionsEvery = every
    return try run.run(resume: resume, overwrite: false, pool: Toy.pool()) { _, _, _ in }
  }

  private struct Row: Decodable {
    var step: Int
    var problem: String
    var sample: Int
    var prompt: String
    var completion: String
    var groundTruth: String
    var reward: Double?
    var advantage: Double?
    var tokens: Int
    var stopReason: String
  }

  @Test func runsLeaveTheirRecords() throws {
    let folder = try TemporaryFolder()
    let base = try train(folder, "base", [])
    _ = try train(
      folder, "rl",
      [
        "method=policy-gradient", "from=\(base)",
        "evaluation={every: 2, problems: 5, samples: 4, ks: [1, 2]}",
      ],
      every: 2)
    let record = try #require(try RunRecord.read(in: folder.file("rl")))
    #expect(record.status == .finished && record.resumed == 0 && record.command[0] == "assay")
    #expect(record.fingerprint == EngineFingerprint.text(of: .portable))
    let rows = try JSONLines.read(Row.self, from: folder.file("rl") + "/completions.jsonl")
    // Steps 1 and 3, of 4 problems with 4 completions each.
    #expect(rows.count == 32 && Set(rows.map(\.step)) == [1, 3])
    #expect(rows.allSatisfy { $0.tokens <= 10 && ["stop", "length"].contains($0.stopReason) })
    #expect(rows.allSatisfy { $0.reward != nil && !$0.prompt.isEmpty && !$0.groundTruth.isEmpty })
    let metrics = try metricRows(folder.file("rl"))
    #expect(metrics.map { $0["eval_pass_at_2"] != nil } == [false, true, true])
    let pass = (metrics[1]["eval_pass_at_1"] ?? nil) ?? .nan
    #expect(pass == metrics[1]["eval_acc"] && (0...1).contains(pass))
    // Evaluation is charged, and is no part of training.
    #expect(throws: TrainingError.self) {
      try train(folder, "rl", ["method=policy-gradient", "from=\(base)"])
    }
  }

  /// RL after SFT does not see SFT's problems again; RL after pre-training sees what it always saw.
  @Test func stagesHaveTheirOwnProblems() throws {
    let folder = try TemporaryFolder()
    let base = try train(folder, "base", [])
    let sft = try train(folder, "sft", ["method=sft", "from=\(base)"])
    func prompts(_ name: String, _ from: String) throws -> [String] {
      _ = try train(folder, name, ["method=policy-gradient", "from=\(from)", "policy.problems=32"])
      return try JSONLines.read(Row.self, from: folder.file(name) + "/completions.jsonl")
        .map(\.prompt)
    }
    let (first, again, after) = (
      try prompts("a", base), try prompts("b", base), try prompts("c", sft)
    )
    #expect(first == again && first != after)
    #expect(StageMark.lineage(of: sft).map(\.role) == ["pretrain_data", "ft_data"])
    // Shallow problems are few: some recur by chance, most do not.
    #expect(Set(first).intersection(after).count < Set(after).count / 2)
  }

  /// The clock of a run goes on where it was interrupted, and its record says how often that was.
  @Test func wallTimeGoesOnOverInterruptions() throws {
    let folder = try TemporaryFolder()
    let (whole, copy) = (folder.file("whole"), folder.file("copy"))
    let calls = CallCounter()
    let settings = PolicyStepTests.settings(steps: 4)
    _ = try PolicyStepTests.run(settings, folder: whole) {
      guard calls.next() == 2 else { return }
      do {
        try FileManager.default.copyItem(atPath: whole, toPath: copy)
      } catch { Issue.record(error) }
    }
    _ = try PolicyStepTests.run(settings, folder: copy)
    var seconds: [Double] = []
    try JSONLines.forEachLine(of: copy + "/metrics.jsonl") { line, _ in
      let row = try JSONDecoder().decode([String: Double?].self, from: line)
      seconds.append(row["wall_s"].flatMap { $0 } ?? .nan)
    }
    #expect(seconds.count == 4 && zip(seconds, seconds.dropFirst()).allSatisfy { $0 <= $1 })

    let base = try train(folder, "base", [])
    _ = try train(folder, "rl", ["method=policy-gradient", "from=\(base)"])
    let record = try #require(try RunRecord.read(in: folder.file("rl")))
    _ = try train(folder, "rl", ["method=policy-gradient", "from=\(base)"], resume: true)
    let resumed = try #require(try RunRecord.read(in: folder.file("rl")))
    #expect(resumed.resumed == 1 && resumed.startedUTC == record.startedUTC)
  }

  /// k beyond the samples, and the training part, are refused.
  @Test func heldOutNeedsWhatItIsAskedFor() {
    for override in [
      "evaluation={every: 1, samples: 4, ks: [8]}", "evaluation={every: 1, split: train}",
    ] {
      #expect(throws: ConfigError.self) {
        try ConfigLoader.load(RunConfig(), overrides: [override])
      }
    }
  }
}
