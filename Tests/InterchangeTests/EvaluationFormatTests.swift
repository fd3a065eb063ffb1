import Evaluation
import Experience
import Foundation
import Interchange
import Rollouts
import Support
import TestSupport
import Testing

/// Evaluations written as other programs write them, and read back by the readers of this module.
@Suite struct EvaluationFormatTests {
  /// 2026-01-31T12:00:05Z.
  private let origin = EvaluationOrigin(
    created: Date(timeIntervalSince1970: 1_769_860_805), commit: "abc", version: "0.1.0")

  /// Three problems with the verdicts on their samples, under the seeds 3 and 4 or the first alone.
  private func record(_ right: [[Bool]], seeds: [UInt64] = [3, 4]) -> EvaluationRecord {
    let texts = [
      ("p1", "2 + 3?", "5", 1), ("p/2", "Say \"é\"\n\tor \\ \u{2028} \u{7f} \u{1}", "é", 2),
      ("p3", "1/2", "0.5", 0),
    ]
    let items = zip(texts, right).map { text, right in
      let (id, question, answer, difficulty) = text
      let problem = Problem(
        id: 1, prompt: question, gold: "", answer: answer, difficulty: difficulty,
        canonical: question, chanceLoose: 0, chanceStrict: 0)
      return EvaluationRecord.Item(
        id: id, name: id, question: question, problem: problem,
        samples: right.enumerated().map { index, isRight in
          let verdict =
            isRight
            ? Verdict(parsed: true, loose: true, strict: true, process: 1, answer: answer)
            : index == 0 ? .unparsed("cut off before an answer") : .unparsed("no answer found")
          return SavedSample(
            SampleRecord(
              problem: 1, prompt: question, response: "r\(index)", verdict: verdict), problem: id,
            sample: index, correct: isRight, model: "org/tiny",
            seed: seeds[index * seeds.count / right.count], temperature: 0.5)
        })
    }
    return EvaluationRecord(
      task: "sums", model: "org/tiny", seeds: seeds,
      samplesPerProblem: right[0].count / seeds.count, cap: 64,
      decoding: Decoding(temperature: 0.5), stopStrings: ["\n"], shots: 0, isLoose: false,
      items: items, results: [], origin: origin)
  }

  private let several = [
    [true, false, false, true], [false, false, false, false], [true, true, true, true],
  ]

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private func write(
    _ record: EvaluationRecord, _ format: EvaluationFormat, _ path: String
  ) throws {
    try EvaluationOutput(path: path, format: format).write(record)
  }

  @Test func allFormatsAreReadAsTheSameCounts() throws {
    let folder = try TemporaryFolder()
    let record = record(several)
    try write(record, .jsonl, folder.file("a.jsonl"))
    try write(record, .lmEval, folder.file("lm"))
    try write(record, .inspect, folder.file("log.json"))
    let stamp = "2026-01-31T12-00-05.000000"
    for path in ["a.jsonl", "lm/samples_sums_\(stamp).jsonl", "log.json"] {
      let table = try SampleCounts.read(folder.file(path))
      #expect(table.problems.map(\.n) == [4, 4, 4], "\(path)")
      #expect(table.problems.map(\.c) == [2, 0, 4], "\(path)")
    }
    // One sample a problem has another metric.
    try write(self.record([[true], [false], [true]], seeds: [3]), .lmEval, folder.file("one"))
    let one = try SampleCounts.read(folder.file("one/samples_sums_\(stamp).jsonl"))
    #expect(one.problems.map(\.n) == [1, 1, 1] && one.problems.map(\.c) == [1, 0, 1])
    // The summary is known for what it is.
    #expect {
      try SampleCounts.read(folder.file("one/results_\(stamp).json"))
    } throws: { "\($0)".contains("lm-eval's summary") }
    // Seeds are a column.
    let groups = try SampleCounts.tables(
      folder.file("a.jsonl"), options: SampleOptions(by: "seed"))
    #expect(groups.map { $0.problems.map(\.c) } == [[1, 0, 2], [1, 0, 2]])
  }

  /// The hashes are those that `hash_string` of lm_eval 0.4.13 gives, with Python 3.11.
  @Test func lmEvalHashesWhatItHashes() throws {
    let folder = try TemporaryFolder()
    try write(record(several), .lmEval, folder.path)
    #expect(
      folder.names == [
        "results_2026-01-31T12-00-05.000000.json", "samples_sums_2026-01-31T12-00-05.000000.jsonl",
      ])
    let rows = try AtomicFile.readText(folder.file(folder.names[1])).split(separator: "\n").map {
      try object(String($0))
    }
    #expect(
      rows.map { $0["doc_hash"] as? String } == [
        "6781466275a7aa1ed933a1ec72e6cb5b843105bc7a3d7cc34ac298a9c8dbf607",
        "48439f8dd3366620fe6e020bba3f536911730dcbbb6c294b13dc7a500ddae151",
        "b4b800818efbb22cc1ee9b7129200784a02e2fd7da93270cc8de225777533fac",
      ])
    #expect(rows[0]["metrics"] as? [String] == ["pass@1"] && rows[0]["pass@1"] as? Double == 0.5)
    #expect(rows[0]["exact_match"] as? [Double] == [1, 0, 0, 1])
    #expect(rows[0]["seeds"] as? [Int] == [3, 3, 4, 4] && rows[1]["id"] as? String == "p/2")
    #expect(rows[0]["resps"] as? [[String]] == [["r0", "r1", "r2", "r3"]])
    let arguments = try #require(rows[2]["arguments"] as? [String: [String: Any]])
    #expect(arguments["gen_args_0"]?["arg_0"] as? String == "1/2")
    let summary = try object(AtomicFile.readText(folder.file(folder.names[0])))
    #expect(
      (summary["task_hashes"] as? [String: String])?["sums"]
        == "cd4745b0ba93df94164e353a26c9cc31491f0d605b1599deab7727d9eb072567")
    #expect(summary["model_name_sanitized"] as? String == "org__tiny")
    #expect(summary["date"] as? Double == 1_769_860_805)
  }

  /// Mean and standard error are those of lm_eval's `mean` and `mean_stderr`.
  @Test func lmEvalSummarizes() throws {
    let folder = try TemporaryFolder()
    for (right, seeds, metric, mean, error) in [
      (several, [3, 4], "pass@1", 0.5, 0.288_675_134_594_812_9),
      ([[true], [false], [true]], [3], "exact_match", 2.0 / 3, 1.0 / 3),
    ] as [([[Bool]], [UInt64], String, Double, Double)] {
      try write(record(right, seeds: seeds), .lmEval, folder.file(metric))
      let summary = try object(
        AtomicFile.readText(folder.file("\(metric)/results_2026-01-31T12-00-05.000000.json")))
      let results = try #require((summary["results"] as? [String: [String: Any]])?["sums"])
      let found = try #require(results["\(metric),none"] as? Double)
      let spread = try #require(results["\(metric)_stderr,none"] as? Double)
      #expect(abs(found - mean) < 1e-15 && abs(spread - error) < 1e-15)
    }
  }

  @Test func inspectLogsHaveAnEpochASample() throws {
    let folder = try TemporaryFolder()
    try write(record(several), .inspect, folder.file("log.json"))
    let text = try AtomicFile.readText(folder.file("log.json"))
    // The reader of headers goes by the order of the keys.
    let keys = ["version", "status", "eval", "plan", "results", "stats", "samples"].map {
      text.range(of: "\n  \"\($0)\":")?.lowerBound
    }
    let places = keys.compactMap { $0 }
    #expect(places.count == keys.count && places == places.sorted())
    let log = try object(text)
    #expect(log["version"] as? Int == 2 && log["status"] as? String == "success")
    let samples = try #require(log["samples"] as? [[String: Any]])
    #expect(
      samples.count == 12 && samples.prefix(5).map { $0["epoch"] as? Int } == [1, 2, 3, 4, 1])
    #expect(Set(samples.compactMap { $0["uuid"] as? String }).count == 12)
    let score = (samples[0]["scores"] as? [String: [String: Any]])?["verdict"]
    #expect(score?["value"] as? String == "C" && score?["answer"] as? String == "5")
    func end(_ sample: [String: Any]) -> String? {
      let output = sample["output"] as? [String: Any]
      return (output?["choices"] as? [[String: Any]])?[0]["stop_reason"] as? String
    }
    #expect(
      samples[..<6].map(end) == ["stop", "unknown", "unknown", "stop", "max_tokens", "unknown"])
    // The same evaluation is the same log, under inspect's own kind of name in a folder.
    try write(record(several), .inspect, folder.file("logs/"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("logs"))
    #expect(names.count == 1 && names[0].hasPrefix("2026-01-31T12-00-05+00-00_sums_"))
    #expect(try AtomicFile.readText(folder.file("logs/\(names[0])")) == text)
  }

  @Test func foldersAndFilesAreNotMixedUp() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("", to: folder.file("file"))
    for (path, format) in [
      (folder.path, EvaluationFormat.jsonl), (folder.file("file"), .lmEval),
      (folder.file("file"), .inspect),
    ] {
      #expect(throws: SupportError.self) { try EvaluationOutput(path: path, format: format) }
    }
    #expect(try EvaluationOutput(path: "logs/", format: .inspect).path == "logs")
  }
}
