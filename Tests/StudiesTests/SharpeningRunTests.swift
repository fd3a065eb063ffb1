import Config
import Foundation
import Results
import Statistics
import Studies
import Support
import Testing
import TestSupport
import Training

/// A run of the study that takes seconds: the pipeline, not the science.
enum TinyStudy {
  static let overrides = [
    "scales.smoke.pretrain_tokens=20000", "scales.smoke.steps=2", "scales.smoke.problems=4",
    "scales.smoke.evaluation_problems=6", "scales.smoke.evaluation_samples=8",
  ]

  static func prepare(_ more: [String] = []) throws -> PreparedStudy {
    try StudyCatalogue.entry(named: "sharpening").prepare([], overrides + more, .smoke)
  }

  static func session(_ folder: String, workers: Int = 1, seed: UInt64 = 7) throws -> StudySession {
    StudySession(
      try prepare(), seed: seed, folder: folder, workers: workers, useCache: false,
      progress: ProgressMeter(quiet: true))
  }

  static let speed = SpeedCheck(trained: 1e5, decoded: 1e5)

  /// Every number of a file but clock times and attributes of the root.
  static func numbers(_ path: String) throws -> [String: ResultsValues] {
    let reader = try ResultsReader(path: path)
    var all: [String: ResultsValues] = [:]
    for dataset in try reader.datasets() where !dataset.hasSuffix("/wall_s") {
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

@Suite(.serialized) struct SharpeningRunTests {
  @Test func settingsFileEqualsDefaults() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("studies/sharpening/study.yaml").path
    let settings = try ConfigLoader.load(Sharpening.defaults, sources: [.file(path)])
    #expect(settings == Sharpening.defaults)
    #expect(try AtomicFile.readText(path) == ConfigLoader.yaml(Sharpening.defaults))
  }

  @Test func runsTheWholeWayAndRepeatsItself() throws {
    let root = try TemporaryFolder()
    let (one, two) = (root.path + "/one", root.path + "/two")
    let outcome = try TinyStudy.session(one).run(.fresh, speed: TinyStudy.speed)
    for file in outcome.files {
      #expect(FileManager.default.fileExists(atPath: file.path), "\(file.path)")
    }
    #expect(outcome.answer.contains("rl_id"))
    let html = try AtomicFile.readText(one + "/report.html")
    #expect(html.contains("T1.2") && html.contains("T1.4"))
    // Two workers run the seeds side by side; the numbers are the same.
    _ = try TinyStudy.session(two, workers: 2).run(.fresh, speed: TinyStudy.speed)
    try TinyStudy.expectEqual(one + "/results.h5", two + "/results.h5")
    let reader = try ResultsReader(path: one + "/results.h5")
    #expect(try reader.stringAttribute("status") == "complete")
    // Analysis again, from the counts alone, writes the same tables.
    let before = try AtomicFile.readText(one + "/tables/T1.2.csv")
    let again = try StudySession.analyze(
      one + "/results.h5", into: root.path + "/again", progress: ProgressMeter(quiet: true))
    #expect(again.answer == outcome.answer)
    #expect(try AtomicFile.readText(root.path + "/again/tables/T1.2.csv") == before)
  }

  @Test func everyStatisticFollowsFromTheCountsInTheFile() throws {
    let root = try TemporaryFolder()
    _ = try TinyStudy.session(root.path + "/run").run(.fresh, speed: TinyStudy.speed)
    let reader = try ResultsReader(path: root.path + "/run/results.h5")
    let data = try ResultsFile.read(reader)
    let findings = try TinyStudy.prepare().analyze(data)
    #expect(same(findings.findings.map(\.effect), try reader.doubles("/tests/effect")))
    #expect(same(findings.findings.map(\.low), try reader.doubles("/tests/ci_lo")))
    #expect(same(findings.findings.map(\.high), try reader.doubles("/tests/ci_hi")))
    #expect(same(findings.findings.map(\.effectSize), try reader.doubles("/tests/effect_size")))
    #expect(findings.findings.map(\.verdict) == (try reader.strings("/tests/verdict")))
    let scalars = data.arms.indices.flatMap { arm in
      data.seeds.indices.flatMap { seed in findings.scalars.map { $0.values[arm][seed] } }
    }
    #expect(same(scalars, try reader.doubles("/scalars")))
    // Pass@k by the slow, obvious rule: one minus the share of all-wrong draws.
    let shape = try reader.shape("/eval/id/counts")
    let counts = try reader.ints("/eval/id/counts")
    let passk = try reader.doubles("/eval/id/passk")
    let (s, m, k) = (shape[1], shape[2], data.ks.count)
    for arm in data.arms.indices where counts[arm * s * m * 3] >= 0 {
      for seed in 0..<s {
        for (index, size) in data.ks.enumerated() {
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
      try TinyStudy.session(root.path).run(.fresh, speed: TinyStudy.speed)
    }
    #expect(try AtomicFile.readText(root.path + "/thesis.txt") == "mine")
    let folder = root.path + "/run"
    _ = try TinyStudy.session(folder).run(.fresh, speed: TinyStudy.speed)
    let before = try AtomicFile.read(folder + "/results.h5")
    #expect(throws: StudiesError.self) {
      try TinyStudy.session(folder, seed: 8).run(.fresh, speed: TinyStudy.speed)
    }
    #expect(try AtomicFile.read(folder + "/results.h5") == before)
  }

  @Test func trainingNeverSeesAnEvaluationProblem() throws {
    let root = try TemporaryFolder()
    _ = try TinyStudy.session(root.path + "/run").run(.fresh, speed: TinyStudy.speed)
    let reader = try ResultsReader(path: root.path + "/run/results.h5")
    #expect(try reader.ints("/leaks/checked")[0] > 100)
    #expect(try reader.ints("/leaks/found") == [0])
  }

  private func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
