import Foundation
import Interchange
import Support
import Testing

@Suite struct EvalPlusTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func sample(_ task: String, _ base: String, _ plus: String?) -> String {
    "{\"task_id\": \"\(task)\", \"solution\": \"def f():\\n  return \\\"x\\\"\", \"base_status\": "
      + "\"\(base)\", \"plus_status\": \(plus.map { "\"\($0)\"" } ?? "null"), "
      + "\"base_fail_tests\": [], \"plus_fail_tests\": [[1, [2]]]}"
  }

  private func document(_ samples: [(String, [String])]) -> String {
    "{\"date\": \"2024-09-01 12:00\", \"hash\": \"fe585eb4\", \"eval\": {"
      + samples.map { "\"\($0.0)\": [\($0.1.joined(separator: ", "))]" }.joined(separator: ", ")
      + "}, \"pass_at_k\": {\"base\": {\"pass@1\": 0.5}}}"
  }

  @Test func readsTheDocumentAndTheLines() throws {
    let a = [
      sample("HumanEval/0", "pass", "pass"), sample("HumanEval/0", "pass", "fail"),
      sample("HumanEval/0", "timeout", "pass"),
    ]
    let b = [sample("HumanEval/1", "fail", "fail")]
    let whole = try scratch.file(document([("HumanEval/0", a), ("HumanEval/1", b)]), "e.json")
    let lines = try scratch.file((a + b).joined(separator: "\n"), "e.jsonl")
    for path in [whole, lines] {
      #expect(try SampleFormat.detect(path) == .evalPlus)
      let plus = try SampleCounts.read(path)
      #expect(
        plus.problems.map { "\($0.id):\($0.c)/\($0.n)" } == ["HumanEval/0:1/3", "HumanEval/1:0/1"])
      #expect(plus.note?.hasPrefix("Right means that base and plus tests pass") == true)
      let base = try SampleCounts.tables(path, options: SampleOptions(metric: "base"))[0]
      #expect(base.problems.map(\.c) == [2, 0])
    }
    #expect(
      try scratch.message(file: whole, selection: LMEvalSelection(metric: "pluss"))
        == "e.json: there is no metric 'pluss'; did you mean 'plus'?")
  }

  /// Without the plus tests the base tests count.
  @Test func readsBaseOnly() throws {
    let samples = [sample("M/2", "pass", nil), sample("M/2", "fail", nil)]
    for text in [document([("M/2", samples)]), samples.joined(separator: "\n")] {
      let table = try SampleCounts.read(try scratch.file(text, "e.json"))
      #expect(table.problems.map(\.c) == [1])
      #expect(table.note == "Right means that the base tests pass.")
    }
  }

  /// Where the plus tests were run on some samples alone, nobody knows what the others are worth.
  @Test(arguments: [false, true]) func plusTestsOfSomeSamplesAreRefused(_ isFirst: Bool) throws {
    let samples = [
      sample("M/2", "pass", isFirst ? "fail" : nil), sample("M/3", "pass", isFirst ? nil : "fail"),
    ]
    let words =
      isFirst
      ? "'plus_status' is null; expected pass, fail or timeout"
      : "the plus tests were run on some samples and not on others; run them on all, or give --metric base, which counts "
        + "the base tests alone"
    let whole = document([("M/2", [samples[0]]), ("M/3", [samples[1]])])
    for (text, line) in [(whole, 1), (samples.joined(separator: "\n"), 2)] {
      #expect(try scratch.message(text, "e") == "e:\(line): \(words)")
      #expect(
        try SampleCounts.tables(
          try scratch.file(text, "e"), options: SampleOptions(metric: "base"))[0].problems.map(\.c)
          == [1, 1])
    }
    func task(_ plus: String) -> String {
      #"{"nfiles":1,"base":[["success",[]]],"plus":[\#(plus)]}"#
    }
    let (ran, not) = (task(#"["failed",[]]"#), task(""))
    let older =
      #"{"date":"d","hash":"h","eval":{"M/2":\#(isFirst ? ran : not),"M/3":\#(isFirst ? not : ran)}}"#
    #expect(
      try scratch.message(older, "e").hasPrefix("e:1: the plus tests were run on some samples"))
    #expect(
      try scratch.message(
        older.replacing(ran, with: not), "e", selection: LMEvalSelection(metric: "plus")
      ).hasPrefix("e:1: the plus tests were run on some samples"))
  }

  /// A word that is no status is no wrong sample.
  @Test(arguments: ["passed", "PASS", "timed out", ""]) func unknownStatusesAreRefused(
    _ status: String
  ) throws {
    let expected = "is the text '\(status)'; expected pass, fail or timeout"
    for text in [
      document([("M/2", [sample("M/2", status, "pass")])]), sample("M/2", status, "pass"),
      #"{"eval":{"B/0":[{"status":"\#(status)"}]}}"#,
    ] {
      #expect(try scratch.message(text, "e").hasSuffix(expected))
    }
    #expect(try scratch.message(sample("M/2", "pass", status), "e").hasSuffix(expected))
    let older =
      #"{"date":"d","hash":"h","eval":{"M/2":{"nfiles":1,"base":[["pass",[]]],"plus":[]}}}"#
    #expect(
      try scratch.message(older, "e")
        == "e:1: 'base' is the text 'pass'; expected success, failed or timed out")
  }

  /// A problem without samples would vanish, and one that is there twice would have the samples of both.
  @Test func problemsAreThereOnceAndHaveSamples() throws {
    let one = sample("M/3", "pass", "pass")
    let none = "the problem 'M/2' has no samples; evaluate it, or remove it to leave it out"
    #expect(try scratch.message(document([("M/2", []), ("M/3", [one])]), "e") == "e:1: \(none)")
    let older =
      #"{"date":"d","hash":"h","eval":{"M/2":{"nfiles":0,"base":[],"plus":[]},"M/3":{"nfiles":1,"base":[["failed",[]]],"#
      + #""plus":[["failed",[]]]}}}"#
    #expect(try scratch.message(older, "e") == "e:1: \(none)")
    #expect(
      try scratch.message(#"{"0":[],"1":[[0,{"passed":true}]]}"#, "e")
        == "e:1: the problem '0' has no samples; evaluate it, or remove it to leave it out")
    #expect(
      try scratch.message(document([("M/3", [one]), ("M/2", [one]), ("M/3", [one, one])]), "e")
        == "e:1: the problem 'M/3' is already on line 1; remove one, or put their samples together")
    #expect(
      try scratch.message(
        "{\"0\":[[0,{\"passed\":true}]],\n\"0\":[[1,{\"passed\":true}]]}", "e"
      ).hasPrefix("e:2: the problem '0' is already on line 1"))
  }

  @Test func saysWhatIsWrong() throws {
    let cut = document([("M/2", [sample("M/2", "pass", "pass")])]).dropLast(60)
    #expect(
      try scratch.message(String(cut), "e")
        == "e:1: the file ends in the middle of its JSON; expected the whole log")
    let old =
      "{\"date\": \"d\", \"hash\": \"h\", \"eval\": {\"M/2\": {\"nfiles\": 1, \"base\": []}}}"
    #expect(
      try scratch.message(old, "e")
        == "e:1: task 'M/2' is neither a list of samples nor 'nfiles', 'base' and 'plus'")
    let bad = document([("M/2", ["{\"task_id\": \"M/2\", \"plus_status\": \"pass\"}"])])
    #expect(
      try scratch.message(bad, "e")
        == "e:1: the key 'base_status' is missing; found task_id, plus_status")
  }
}

@Suite struct VerifiersTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func line(_ example: Int, _ reward: String) -> String {
    "{\"example_id\": \(example), \"prompt\": [{\"role\": \"user\", \"content\": \"2+2?\"}], "
      + "\"completion\": [{\"role\": \"assistant\", \"content\": \"4\"}], \"answer\": \"4\", "
      + "\"reward\": \(reward), \"error\": null, \"timing\": {\"generation_ms\": 1.5}, "
      + "\"is_completed\": true, \"is_truncated\": false, \"metrics\": {\"exact\": 1.0}, "
      + "\"exact\": 1.0}\n"
  }

  @Test func countsRewardsOfAtLeastOneHalf() throws {
    let text = line(0, "1.0") + line(0, "0.49") + line(1, "0.5") + line(1, "-1")
    let path = try scratch.file(text, "results.jsonl")
    #expect(try SampleFormat.detect(path) == .verifiers)
    #expect(try SampleCounts.read(path).short == ["0:1/2@1", "1:1/2@3"])
    let strict = try SampleCounts.tables(path, options: SampleOptions(threshold: 1))[0]
    #expect(strict.short == ["0:1/2@1", "1:0/2@3"])
    let exact = try SampleCounts.tables(path, options: SampleOptions(metric: "exact"))[0]
    #expect(exact.problems.map(\.c) == [2, 2])
    #expect(exact.note == "Right means that 'exact' is at least 0.5.")
    #expect(
      try scratch.message(line(0, "1") + line(3, "null") + line(4, "NaN"), "r")
        == "r:2: 'reward' is null; expected a number\nr:3: 'reward' is nan; expected a number")
  }
}

@Suite struct InspectLogTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func sample(_ id: Int, _ epoch: Int, _ score: String) -> String {
    """
        {
          "id": \(id),
          "epoch": \(epoch),
          "input": "What is 2+2?",
          "target": "4",
          "metadata": {"level": "easy"},
          "scores": \(score)
        }
    """
  }

  private func match(_ value: String, _ answer: String? = "4") -> String {
    "{\"match\": {\"value\": \(value)\(answer.map { ", \"answer\": \"\($0)\"" } ?? "")}}"
  }

  private func log(_ samples: [String]) -> String {
    """
    {
      "version": 2,
      "status": "success",
      "eval": {"task": "gsm8k", "model": "mockllm/model", "samples": 3},
      "results": {"total_samples": 2},
      "samples": [
    \(samples.joined(separator: ",\n"))
      ]
    }
    """
  }

  @Test func readsTheDocument() throws {
    let text = log([
      sample(1, 1, match("\"C\"")), sample(1, 2, match("\"I\"", "5")), sample(1, 3, match("\"P\"")),
      sample(2, 1, match("1.0")), sample(2, 2, match("\"N\"", nil)), sample(2, 3, match("true")),
    ])
    let path = try scratch.file(text, "log.json")
    #expect(try SampleFormat.detect(path) == .inspect)
    let table = try SampleCounts.read(path)
    #expect(table.problems.map { "\($0.id):\($0.c)/\($0.n)" } == ["1:1/3", "2:2/3"])
    // Every sample takes eight lines, and the first begins on line 7.
    #expect(table.problems.map(\.line) == [7, 31])
    #expect(
      table.problems[0].answers == [
        AnswerTally(answer: "4", n: 2, c: 1), AnswerTally(answer: "5", n: 1, c: 0),
      ])
    let partial = try SampleCounts.tables(path, options: SampleOptions(threshold: 0.5))[0]
    #expect(partial.problems.map(\.c) == [2, 2])
    let split = try SampleCounts.tables(path, options: SampleOptions(by: "metadata.level"))
    #expect(split.map(\.name) == ["easy"])
  }

  /// What a share of a point means is for the user to say.
  @Test func sharesNeedAThreshold() throws {
    let text = log([sample(1, 1, match("0.7")), sample(2, 1, match("0.2"))])
    #expect(try scratch.message(text, "l").contains("for other numbers give --threshold"))
    let path = try scratch.file(text, "log.json")
    let found = try SampleCounts.tables(path, options: SampleOptions(threshold: 0.5))[0]
    #expect(found.problems.map(\.c) == [1, 0])
  }

  @Test func choosesAScorer() throws {
    let two = "{\"a\": {\"value\": \"C\"}, \"b\": {\"value\": \"I\"}}"
    let path = try scratch.file(log([sample(1, 1, two)]), "log.json")
    #expect(
      try scratch.message(file: path)
        == "log.json: there are several metrics, which must not be mixed: a, b; choose one with "
        + "--metric")
    #expect(
      try SampleCounts.read(path, selection: LMEvalSelection(metric: "a")).problems[0].c == 1)
    #expect(
      try scratch.message(file: path, selection: LMEvalSelection(metric: "c")).hasPrefix(
        "log.json: there is no metric 'c'"))
  }

  @Test func saysWhatIsWrong() throws {
    #expect(
      try scratch.message(log([sample(1, 1, match("\"C\"")), sample(1, 1, match("\"C\""))]), "l")
        == "l:15: sample '1' of problem '1' is already on line 7; remove one, or leave out --sample "
        + "if they are different; runs whose samples have equal "
        + "names are files of their own, for --pool-samples, or groups by a column, for --by")
    #expect(
      try scratch.message(log([sample(1, 1, match("\"C\"")), sample(2, 1, match("NaN"))]), "l")
        == "l:15: sample 2, epoch 1 has no score; --unscored wrong counts such samples as wrong, "
        + "--unscored drop leaves them out")
    #expect(
      try scratch.message(log([sample(1, 1, match("\"C\"")), sample(2, 1, "null")]), "l")
        == "l:15: sample 2, epoch 1 has no score; --unscored wrong counts such samples as wrong, "
        + "--unscored drop leaves them out")
    #expect(
      try scratch.message(log([sample(1, 1, "null")]), "l")
        == "l:7: sample 1, epoch 1 has no score; --unscored wrong counts such samples as wrong, "
        + "--unscored drop leaves them out")
    #expect(try scratch.message(log([]), "l").hasPrefix("l: no sample has a score"))
    let cut = log([sample(1, 1, match("\"C\""))]).dropLast(12)
    #expect(
      try scratch.message(String(cut), "l")
        == "l:13: the file ends in the middle of its JSON; expected the whole log")
    let broken = log([sample(1, 1, match("\"C\""))]).replacingOccurrences(
      of: "\"epoch\"", with: "epoch")
    #expect(
      try scratch.message(broken, "l")
        == "l:9: the file is not valid JSON here; expected one JSON object")
  }

  /// The archives were written by Python's zipfile: one deflated, one with a stored sample.
  @Test(arguments: [Archives.deflated, Archives.stored]) func readsTheArchive(_ text: String) throws
  {
    let bytes = try #require(Data(base64Encoded: text))
    let path = scratch.path("log.eval")
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try SampleFormat.detect(path) == .inspect)
    let table = try SampleCounts.read(path)
    #expect(table.problems.map { "\($0.id):\($0.c)/\($0.n)" } == ["1:1/2", "2:2/2"])
    #expect(table.problems[0].answers?.map(\.answer) == ["4", "5"])
  }

  /// Damage ends in a table or an error of ours.
  /// An entry that says that it unpacks to half a gigabyte is refused before there is memory for it.
  @Test func anArchiveThatWouldFillTheMemoryIsRefused() throws {
    var bytes = try #require(Data(base64Encoded: Archives.deflated))
    let directory = try #require(bytes.range(of: Data([0x50, 0x4B, 1, 2])))
    let second = try #require(
      bytes.range(of: Data([0x50, 0x4B, 1, 2]), in: directory.upperBound..<bytes.count))
    bytes.replaceSubrange(second.lowerBound + 24..<second.lowerBound + 28, with: [0, 0, 0, 0x1E])
    let path = scratch.path("bomb.eval")
    try AtomicFile.write(bytes, to: path)
    #expect(try scratch.message(file: path).contains("would unpack to 480 MB"))
  }

  @Test func survivesDamagedArchives() throws {
    let whole = try #require(Data(base64Encoded: Archives.deflated))
    var random = RandomStream(seed: 7)["interchange", "zip"].generator()
    let path = scratch.path("log.eval")
    var errors = 0
    for round in 0..<600 {
      var bytes = whole
      if round % 3 == 0 {
        bytes = bytes.prefix(4 + random.integer(below: bytes.count - 4))
      } else {
        for _ in 0..<(1 + round % 3) {
          bytes[4 + random.integer(below: bytes.count - 4)] ^= 1 << UInt8(random.integer(below: 8))
        }
      }
      try bytes.write(to: URL(fileURLWithPath: path))
      do {
        _ = try SampleCounts.read(path)
      } catch let error as InterchangeError {
        errors += 1
        #expect(error.description.hasPrefix(path), "\(error)")
      }
    }
    #expect(errors > 300)
  }
}
