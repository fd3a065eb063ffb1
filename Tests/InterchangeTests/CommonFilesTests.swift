import Foundation
import Interchange
import Support
import Testing

/// Files as the field's tools write them today.
@Suite struct CommonFilesTests {
  private func tallies(
    _ name: String, _ content: String, _ options: SampleOptions = SampleOptions()
  ) throws -> [String: [Int]] {
    try tallies(name, Data(content.utf8), options)
  }

  private func tallies(
    _ name: String, _ content: Data, _ options: SampleOptions = SampleOptions()
  ) throws -> [String: [Int]] {
    let scratch = try Scratch()
    let path = scratch.path(name)
    try AtomicFile.write(content, to: path)
    let table = try #require(try SampleCounts.tables(path, options: options).first)
    #expect(table.source == path)
    return Dictionary(uniqueKeysWithValues: table.problems.map { ($0.id, [$0.n, $0.c]) })
  }

  /// The archive was packed by `zstd` and given method 93; the counts by Python's gzip, in two members, and by `zstd`.
  @Test func packedFilesAreReadAsWhatIsInThem() throws {
    let log = try #require(Data(base64Encoded: Archives.zstdLog))
    #expect(try tallies("log.eval", log) == ["0": [2, 2], "1": [2, 1]])
    for text in [Archives.gzipCounts, Archives.zstdCounts] {
      let packed = try #require(Data(base64Encoded: text))
      #expect(try tallies("c.csv.gz", packed) == ["p1": [10, 3], "p2": [10, 0]])
      for length in 5..<packed.count {
        do {
          let found = try tallies("c.csv.gz", packed.prefix(length))
          // The first member alone is a file too.
          #expect(found == ["p1": [10, 3]])
        } catch let error as InterchangeError {
          #expect("\(error)".contains("c.csv.gz") && !"\(error)".contains("assay-unpacked"))
        }
      }
    }
  }

  @Test func whatIsWrongInAPackedFileNamesThePackedFile() throws {
    let scratch = try Scratch()
    let path = scratch.path("x.csv.gz")
    // gzip of "problem,n,c\na,1,2\n", by Python.
    try AtomicFile.write(try #require(Data(base64Encoded: Archives.gzipWrong)), to: path)
    #expect { try SampleCounts.read(path) } throws: { "\($0)".hasPrefix("\(path):2:") }
    #expect(try ColumnTable.read(path).columns == ["problem", "n", "c"])
  }

  @Test func damagedPackedFilesAreErrors() throws {
    let log = try #require(Data(base64Encoded: Archives.zstdLog))
    let counts = try #require(Data(base64Encoded: Archives.zstdCounts))
    var random = RandomStream(seed: 7)["interchange", "packed"].generator()
    for _ in 0..<400 {
      var bytes = random.bernoulli(0.5) ? log : counts
      for _ in 0..<(1 + random.integer(below: 4)) {
        bytes[random.integer(below: bytes.count)] = UInt8(random.integer(below: 256))
      }
      do {
        _ = try tallies("x", bytes)
      } catch is InterchangeError {}
    }
  }

  @Test func scoresThatAreObjects() throws {
    func log(_ second: String) -> String {
      #"{"status":"success","samples":[{"id":1,"epoch":1,"scores":{"s":{"value":{"correct":"C","format":1}}}},"#
        + #"{"id":1,"epoch":2,"scores":{"s":{"value":\#(second)}}}],"version":2,"eval":{}}"#
    }
    let log = log(#"{"correct":"I","format":1}"#)
    #expect(try tallies("x.json", log, SampleOptions(metric: "s.correct")) == ["1": [2, 1]])
    #expect(try tallies("x.json", log, SampleOptions(metric: "s.format")) == ["1": [2, 2]])
    #expect { try tallies("x.json", log) } throws: {
      "\($0)".contains("s.correct, s.format; choose one with --metric")
    }
    #expect { try tallies("x.json", log, SampleOptions(metric: "s.corect")) } throws: {
      "\($0)".contains("s.correct")
    }
  }

  @Test func bigCodeBenchAndOlderEvalPlus() throws {
    let bench =
      #"{"date":"2026","eval":{"B/0":[{"task_id":"B/0","status":"pass"},{"task_id":"B/0","status":"fail"}],"#
      + #""B/1":[{"status":"timeout"},{"status":"fail"}]}}"#
    #expect(try tallies("x.json", bench) == ["B/0": [2, 1], "B/1": [2, 0]])
    #expect(
      try tallies("x.json", #"{"eval":{"B/2":[{"status":"pass"}]}}"#) == ["B/2": [1, 1]])
    let old =
      #"{"date":"2023","hash":"x","eval":{"HumanEval/0":{"nfiles":3,"base":[["success",[true]],["success",[true]],"#
      + #"["failed",[false]]],"plus":[["success",[]],["failed",[]],["timed out",[]]]}}}"#
    #expect(try tallies("x.json", old) == ["HumanEval/0": [3, 1]])
    #expect(try tallies("x.json", old, SampleOptions(metric: "base")) == ["HumanEval/0": [3, 2]])
    #expect { try tallies("x.json", old, SampleOptions(answer: "solution")) } throws: {
      "\($0)".contains("--answer has no use in results of EvalPlus before 0.2")
    }
    let broken = old.replacing(#""nfiles":3"#, with: #""nfiles":4"#)
    #expect(throws: InterchangeError.self) { try tallies("x.json", broken) }
  }

  @Test func detailsOfBigCode() throws {
    let details =
      #"{"0":[[0,{"task_id":0,"passed":true,"completion_id":0}],[1,{"passed":false,"completion_id":1}]],"#
      + #""7":[[0,{"passed":false,"completion_id":0}]]}"#
    #expect(try tallies("x.json", details) == ["0": [2, 1], "7": [1, 0]])
    // A completion that is there twice is one sample; where its details lack the number, the one before them counts.
    for repeated in [
      details.replacing(#""completion_id":1}"#, with: #""completion_id":0}"#),
      details.replacing(#","completion_id":0"#, with: "").replacing(
        #","completion_id":1"#, with: ""
      )
      .replacing("[1,{", with: "[0,{"),
    ] {
      #expect { try tallies("x.json", repeated) } throws: {
        "\($0)".contains("sample '0' of problem '0' is already on line 1")
      }
    }
    let unjudged = details.replacing(#""passed":true,"#, with: "")
    #expect { try tallies("x.json", unjudged) } throws: { "\($0)".contains("no 'passed'") }
  }

  /// Lines with a number for each completion have each once; without it all count.
  @Test func repeatedCompletions() throws {
    func lines(_ ids: [String]) -> String {
      ids.map { #"{"task_id":"a","passed":true\#($0)}"# + "\n" }.joined()
    }
    let ids = [#","completion_id":0"#, #","completion_id":1"#, #","completion_id":1"#]
    #expect(try tallies("x.jsonl", lines(Array(ids.prefix(2)))) == ["a": [2, 2]])
    #expect { try tallies("x.jsonl", lines(ids)) } throws: {
      "\($0)".contains("x.jsonl:3: sample '1' of problem 'a' is already on line 2")
    }
    #expect(try tallies("x.jsonl", lines(["", "", ""])) == ["a": [3, 3]])
    let list = #"{"task_id":"a","passed":[true,false],"completion_id":7}"# + "\n"
    #expect(try tallies("x.jsonl", list) == ["a": [2, 1]])
  }

  @Test func tracesOfVerifiers() throws {
    func trace(_ key: String, _ rewards: String, _ errors: String = "") -> String {
      #"{"task":{"type":"T","data":{"idx":5},"key":"\#(key)"},"rewards":{\#(rewards)},"errors":[\#(errors)]}"#
    }
    func episode(_ traces: String...) -> String {
      #"{"id":"e","env":{"id":"g"},"errors":[],"traces":[\#(traces.joined(separator: ","))]}"#
    }
    let right = #""a":{"score":1.0,"weight":1.0},"b":{"score":0.0,"weight":0.5}"#
    let wrong = #""a":{"score":0.0,"weight":1.0},"b":{"score":0.9,"weight":0.5}"#
    let lines = [
      episode(trace("k0", right), trace("k0", wrong)),
      episode(trace("k1", "", #"{"type":"Timeout"}"#)),
    ].joined(separator: "\n")
    #expect(try tallies("traces.jsonl", lines) == ["k0": [2, 1], "k1": [1, 0]])
    #expect(
      try tallies("traces.jsonl", lines, SampleOptions(metric: "b")) == [
        "k0": [2, 1], "k1": [1, 0],
      ])
    #expect { try tallies("traces.jsonl", lines, SampleOptions(by: "env")) } throws: {
      "\($0)".contains("--by has no use in traces of verifiers")
    }
    // Keys count within an environment and a type of task.
    let other = episode(trace("k0", wrong)).replacing(#""id":"g""#, with: #""id":"h""#)
    #expect(
      try tallies("traces.jsonl", lines + "\n" + other) == [
        "g/T/k0": [2, 1], "g/T/k1": [1, 0], "h/T/k0": [1, 0],
      ])
    // Of an episode that failed without a trace nobody knows the problem.
    let failed = episode().replacing(#""errors":[]"#, with: #""errors":[{"type":"E"}]"#)
    #expect { try tallies("traces.jsonl", lines + "\n" + failed) } throws: {
      "\($0)".contains("traces.jsonl:3: the episode failed and has no trace")
    }
    #expect { try tallies("traces.jsonl", lines + "\n" + episode()) } throws: {
      "\($0)".contains("traces.jsonl:3: the episode has no trace, so that nobody knows at which")
    }
    // What is not a number is no reward; a trace that failed has none that could be enough.
    let unknown = episode(trace("k0", right.replacing("0.0", with: "NaN")))
    for (options, key) in [(SampleOptions(), "rewards"), (SampleOptions(metric: "b"), "b")] {
      #expect { try tallies("traces.jsonl", lines + "\n" + unknown, options) } throws: {
        "\($0)".contains("traces.jsonl:3: '\(key)' is nan; expected a number")
      }
    }
    #expect(
      try tallies("traces.jsonl", lines, SampleOptions(threshold: 0)) == [
        "k0": [2, 2], "k1": [1, 0],
      ])
    let late = episode(trace("k0", right)).replacing(
      #""env":{"id":"g"},"errors":[]"#, with: #""env":{"id":"g"},"errors":[{"type":"E"}]"#)
    let scratch = try Scratch()
    let path = try scratch.file(late, "late.jsonl")
    #expect(
      try SampleCounts.tables(path)[0].note?.contains(
        "1 of 1 samples failed and count by their score, 1 of them as right.") == true)
    // One trace a line, and a task without a key.
    let plain = trace("k2", right).replacing(#","key":"k2""#, with: "")
    #expect(try tallies("traces.jsonl", plain) == ["5": [1, 1]])
    #expect { try tallies("traces.jsonl", trace("k3", "")) } throws: {
      "\($0)".contains("neither rewards nor errors")
    }
  }

  @Test(arguments: [
    (
      "{\n  \"results\": {},\n  \"configs\": {}\n}\n",
      "this is lm-eval's summary; give samples_*.jsonl"
    ),
    ("{\n  \"best_metric\": null,\n  \"log_history\": []\n}\n", "jq -c '.log_history[]'"),
    ("{\n  \"other\": 1\n}\n", "a JSON document of several lines, not rows"),
    ("PAR1\u{15}\u{4}", "a Parquet file; python3 -c"),
  ])
  func documentsThatAreNoRowsAreNamed(_ content: String, _ says: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("x")
    try AtomicFile.write(content, to: path)
    #expect { try SampleCounts.read(path) } throws: { "\($0)".contains(says) }
    #expect { try ColumnTable.read(path) } throws: { "\($0)".contains(says) }
  }

  @Test func numbersAsPandasWritesThem() throws {
    #expect(
      try tallies("c.csv", "problem,n,c\na,100.0,3.0\nb,100,5.00\n") == [
        "a": [100, 3], "b": [100, 5],
      ])
    #expect(throws: InterchangeError.self) { try tallies("c.csv", "problem,n,c\na,100.5,3\n") }
    let scratch = try Scratch()
    let path = scratch.path("t.csv")
    try AtomicFile.write("arm,y,z\na,True,true\nb,False,1\nc,,0\n", to: path)
    let table = try ColumnTable.read(path)
    #expect(try table.numbers("y") == [1, 0, nil])
    // Words and numbers in one column are not one kind of thing.
    #expect(throws: InterchangeError.self) { try table.numbers("z") }
  }
}
