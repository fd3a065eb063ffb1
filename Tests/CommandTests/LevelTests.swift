import Foundation
import Tensors
import TestSupport
import Testing

/// The same settings and seed give the same bytes at every vector level and with any number of workers, in every method.
@Suite struct LevelTests {
  private static let levels = Processor.levels.map(\.rawValue)

  private static func run(_ arguments: [String], level: String, workers: Int?) throws
    -> Program.Result
  {
    let count = workers.map { ["--workers", "\($0)"] } ?? []
    return try Program.run(
      arguments + count, shell: "export ASSAY_SIMD=\(level); exec \"$0\" \"$@\"")
  }

  /// The weights and the optimizer's state of the last checkpoint.
  private static func bytes(_ folder: String) throws -> [String: Data] {
    let checkpoints = folder + "/checkpoints"
    let last = try FileManager.default.contentsOfDirectory(atPath: checkpoints).sorted().last ?? ""
    var files: [String: Data] = [:]
    for name in ["model.safetensors", "adapter_model.safetensors", "optimizer.safetensors"] {
      files[name] = FileManager.default.contents(atPath: "\(checkpoints)/\(last)/\(name)")
    }
    return files
  }

  @Test func allMethods() throws {
    let folder = try TemporaryFolder()
    let budget = [
      "supervised.tokens=8192", "policy.steps=2", "policy.problems=4", "policy.group_size=4",
      "policy.response_cap=24",
    ]
    var known: [String: [String: Data]] = [:]
    for (level, workers) in Self.levels.flatMap({ [($0, 1), ($0, 2), ($0, 3)] }) {
      func train(_ name: String, _ settings: [String]) throws -> String {
        let out = folder.file("\(name)-\(level)-\(workers)")
        let result = try Self.run(
          ["train", "--out", out]
            + (settings + budget + ["name=\(name)"]).flatMap { ["--set", $0] },
          level: level, workers: workers)
        #expect(result.status == 0, "\(result.errors)")
        let found = try Self.bytes(out)
        #expect(!found.isEmpty)
        #expect(found == known[name, default: found], "\(name), \(level), \(workers) workers")
        known[name] = found
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      let base = try train("base", ["method=pretrain"])
      _ = try train("sft", ["method=sft", "from=\(base)"])
      _ = try train("grpo", ["method=policy-gradient", "from=\(base)"])
      _ = try train("lora", ["method=policy-gradient", "from=\(base)", "lora.rank=4"])
    }
  }

  @Test func unknownLevelIsRefused() throws {
    let result = try Self.run(["doctor"], level: "sse9", workers: nil)
    #expect(result.status == 65)
    #expect(result.errors.hasPrefix("assay: ASSAY_SIMD is 'sse9', expected "))
  }
}
