import Foundation
import Interchange
import Support
import Testing

/// Logs that say less than a number would: judged twice, put together, not finished, failed.
@Suite struct HonestLogTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A line of an old lm-eval, without the key `filter`.
  private func old(_ id: Int, _ right: Int, response: String? = nil, hash: String? = nil) -> String
  {
    let response = response ?? "r\(id)"
    let hash = hash.map { "\"doc_hash\": \"\($0)\", " } ?? ""
    return
      "{\"doc_id\": \(id), \(hash)\"resps\": [[\"\(response)\"]], \"exact_match\": \(right).0}\n"
  }

  private func tables(_ text: String, _ name: String, _ options: SampleOptions = SampleOptions())
    throws
    -> CountTable
  {
    try SampleCounts.tables(try scratch.file(text, name), options: options)[0]
  }

  /// One response judged by two filters is one sample.
  @Test(arguments: [nil, "h"]) func aResponseJudgedTwiceIsOneSample(_ hash: String?) throws {
    let (strict, flexible) = ([1, 0, 0, 1, 0], [1, 1, 0, 1, 1])
    let text =
      (strict.enumerated().map { old($0, $1, hash: hash.map { $0 + "1" }) }
      + flexible.enumerated().map { old($0, $1, hash: hash.map { $0 + "1" }) }).joined()
    #expect(
      try scratch.message(text, "samples.jsonl").contains(
        "each response is judged 2 times, as older versions of lm-eval write one line a filter"))
    for (filter, right) in [("first", strict), ("last", flexible)] {
      let table = try tables(text, "samples.jsonl", SampleOptions(filter: filter))
      #expect(table.problems.map(\.c) == right && table.problems.allSatisfy { $0.n == 1 })
    }
    // The same interleaved, and three filters.
    let three = (0..<4).map { old($0, 1) + old($0, 0) + old($0, 1) }.joined()
    #expect(try scratch.message(three, "three.jsonl").contains("judged 3 times"))
    #expect(
      try tables(three, "three.jsonl", SampleOptions(filter: "last")).problems.map(\.c) == [
        1, 1, 1, 1,
      ])
  }

  /// Where a resumed run judged some responses again, the last judgement is not there for all.
  @Test func judgedUnequallyHasNoLast() throws {
    let once = [1, 0, 0, 1, 0].enumerated().map { old($0, $1) }
    let text = (once + once.prefix(3)).joined()
    let path = try scratch.file(text, "samples.jsonl")
    #expect {
      try SampleCounts.tables(path, options: SampleOptions(filter: "last"))
    } throws: {
      "\($0)".contains("judged 1 to 2 times, as where a run that was resumed")
    }
    let first = try SampleCounts.tables(path, options: SampleOptions(filter: "first"))[0]
    #expect(first.problems.map(\.c) == [1, 0, 0, 1, 0] && first.problems.allSatisfy { $0.n == 1 })
  }

  /// Several responses to a document are several samples, also without `filter`.
  @Test func otherResponsesAreOtherSamples() throws {
    let text = (0..<3).map { old($0, 1, response: "a\($0)") + old($0, 0, response: "b\($0)") }
      .joined()
    #expect(
      try tables(text, "samples.jsonl").problems.map { [$0.c, $0.n] } == [
        [1, 2], [1, 2], [1, 2],
      ])
  }

  /// Files of subtasks put together have one `doc_id` for several documents.
  @Test(arguments: ["doc_hash", "doc"]) func documentsAreTheirContent(_ key: String) throws {
    func line(_ id: Int, _ right: Int, _ task: String) -> String {
      let content = key == "doc" ? "{\"question\": \"\(task) \(id)\"}" : "\"\(task)\(id)\""
      return
        "{\"doc_id\": \(id), \"\(key)\": \(content), \"filter\": \"none\", \"metrics\": [\"acc\"], "
        + "\"resps\": [[\"x\"]], \"acc\": \(right)}\n"
    }
    let text =
      [1, 0, 1, 0].enumerated().map { line($0, $1, "a") }.joined()
      + [1, 1, 0].enumerated().map { line($0, $1, "b") }.joined()
    let table = try tables(text, "samples.jsonl")
    #expect(table.problems.count == 7 && table.problems.allSatisfy { $0.n == 1 })
    #expect(table.problems.reduce(0) { $0 + $1.c } == 4)
    // Only where a number stands for several documents is there more to a name.
    #expect(
      table.problems.map { $0.id.contains("@") } == [true, true, true, false, true, true, true])
    #expect(table.problems[3].id == "3")
    // Other responses to the same documents are further samples of theirs.
    let again = text.replacing("[[\"x\"]]", with: "[[\"y\"]]")
    #expect(try tables(text + again, "twice.jsonl").problems.map(\.n) == [2, 2, 2, 2, 2, 2, 2])
  }

  private func log(_ status: String, samples: Int, of total: Int, epochs: Int = 2) -> String {
    let rows = (0..<samples).map {
      "{\"id\": \($0 / epochs), \"epoch\": \($0 % epochs + 1), \"scores\": {\"m\": {\"value\": \"C\"}}}"
    }
    return
      "{\"version\": 2, \"status\": \"\(status)\", \"eval\": {\"dataset\": {\"samples\": \(total / epochs)}, "
      + "\"config\": {\"epochs\": \(epochs)}}, \"samples\": [\(rows.joined(separator: ", "))]}"
  }

  @Test(arguments: [
    ("cancelled", "The run was cancelled after 7 of 12 samples."),
    ("error", "The run ended with an error after 7 of 12 samples."),
    ("started", "The run has not ended after 7 of 12 samples."),
    ("success", "7 of 12 samples are in the log."),
  ]) func aRunThatDidNotEndWellIsSaid(_ status: String, _ words: String) throws {
    let table = try tables(log(status, samples: 7, of: 12), "log.json")
    #expect(table.note == "Right is what the scorer 'm' says. " + words)
    #expect(table.problems.reduce(0) { $0 + $1.n } == 7)
  }

  @Test func aRunThatEndedWellNeedsNoWord() throws {
    #expect(
      try tables(log("success", samples: 12, of: 12), "log.json").note
        == "Right is what the scorer 'm' says.")
  }

  /// A sample that failed is named, and counted as it is asked for.
  @Test func unscoredSamplesAreAskedAbout() throws {
    let text = """
      {"status":"success","samples":[{"id":1,"epoch":1,"scores":{"match":{"value":"C"}}},\
      {"id":1,"epoch":2,"scores":{"match":{"value":"I"}}},\
      {"id":2,"epoch":1,"error":{"message":"APITimeout"}}],"version":2,"eval":{}}
      """
    #expect(
      try scratch.message(text, "log.json")
        == "log.json:1: sample 2, epoch 1 has no score (APITimeout); --unscored wrong counts such samples as "
        + "wrong, --unscored drop leaves them out")
    var options = SampleOptions()
    options.unscored = .wrong
    let wrong = try tables(text, "log.json", options)
    #expect(wrong.short == ["1:1/2@1", "2:0/1@1"])
    #expect(wrong.note?.hasSuffix("1 of 3 samples have no score and count as wrong.") == true)
    options.unscored = .drop
    let dropped = try tables(text, "log.json", options)
    #expect(dropped.short == ["1:1/2@1"])
    #expect(dropped.note?.hasSuffix("1 of 3 samples have no score and are left out.") == true)
  }

  @Test(arguments: [
    ("\"Timeout\"", "0.0", "4 of 16 samples failed and count as wrong."),
    ("{\"type\": \"E\"}", "0.0", "4 of 16 samples failed and count as wrong."),
    ("[\"E\"]", "1.0", "4 of 16 samples failed and count by their score, 4 of them as right."),
  ]) func failedRolloutsAreSaid(_ error: String, _ reward: String, _ words: String) throws {
    let text = (0..<16).map { i in
      "{\"example_id\": \(i / 4), \"prompt\": [], \"completion\": [], \"answer\": \"4\", "
        + "\"reward\": \(i < 4 ? reward : "1.0"), \"error\": \(i < 4 ? error : i < 8 ? "null" : "\"\"")}\n"
    }.joined()
    #expect(
      try tables(text, "results.jsonl").note == "Right means that 'reward' is at least 0.5. "
        + words)
  }
}

/// Rows as others write them: verdicts in lists, arrays of rows, semicolons and decimal commas.
@Suite struct OtherRowsTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func verdictsInListsAreSamples() throws {
    let path = try scratch.file(
      """
      {"idx": 0, "score": [true, true, false, false], "pred": ["1", "1", "2", "3"]}
      {"idx": 1, "score": [0, 1], "pred": ["5", "6"]}
      {"idx": 1, "score": true, "pred": "6"}

      """, "rows.jsonl")
    let options = SampleOptions(problem: "idx", correct: "score", answer: "pred")
    let table = try SampleCounts.tables(path, options: options)[0]
    #expect(table.short == ["0:2/4@1", "1:2/3@2"])
    #expect(table.problems[0].answers?.map(\.n) == [2, 1, 1])
    for (row, words) in [
      ("{\"idx\": 0, \"score\": []}", "an empty list"),
      ("{\"idx\": 0, \"score\": [true, null]}", "null"),
      ("{\"idx\": 0, \"score\": [[true]]}", "score"),
      ("{\"idx\": 0, \"score\": [true, false], \"pred\": [1]}", "one for each of the 2 verdicts"),
    ] {
      let bad = try scratch.file(row + "\n", "bad.jsonl")
      let error = #expect(throws: InterchangeError.self) {
        try SampleCounts.tables(
          bad,
          options: SampleOptions(
            problem: "idx", correct: "score", answer: row.contains("pred") ? "pred" : nil))
      }
      #expect("\(try #require(error))".contains(words), "\(row)")
    }
  }

  /// A column of whole numbers with a gap is written with a point by pandas.
  @Test func wholeNumbersAreTheSameName() throws {
    let options = SampleOptions(problem: "id", correct: "ok")
    let rows = try scratch.file("id,ok\n0,1\n0.0,0\n1.00,1\n1,1\n007,1\n7,0\n1.5,1\n", "rows.csv")
    #expect(
      try SampleCounts.tables(rows, options: options)[0].problems.map { "\($0.id):\($0.c)/\($0.n)" }
        == ["0:1/2", "1:2/2", "007:1/1", "7:0/1", "1.5:1/1"])
    let counts = try scratch.file("problem,n,c\n0.0,4,1\n1.0,4,2\n", "counts.csv")
    #expect(try SampleCounts.tables(counts)[0].problems.map(\.id) == ["0", "1"])
    let table = try ColumnTable.read(try scratch.file("g,y\n1,0\n1.0,1\n2,2\n", "t.csv"))
    #expect(try table.groups(by: ["g"]).map(\.rows) == [[0, 1], [2]])
  }

  /// As `%e` of C and NumPy writes them.
  @Test(arguments: [
    ("0.000000000000000000e+00", "0"), ("1.200000e+01", "12"), ("-3.000000e+00", "-3"),
  ])
  func floatsOfWholeNumbersAreThese(_ text: String, _ name: String) {
    #expect(NameText.canonical(text) == name)
  }

  /// Nobody writes the same number so: these are names.
  @Test(arguments: [
    "1e3", "1.5e3", "1.200000e+00", "1000e0", "+5", "5.", "007.0", "-0.0", "1.0.0", ".0", "0x10.0",
  ])
  func otherNumbersAreNames(_ name: String) {
    #expect(NameText.canonical(name) == name)
  }

  @Test func namesLikeExponentsStayApart() throws {
    let options = SampleOptions(problem: "id", correct: "ok")
    let text = "id,ok\n1e3,1\n1000,0\n3e0,1\n3,0\n+5,1\n5.,1\n5,0\n-2.0,1\n-2,0\n"
    #expect(
      try SampleCounts.tables(try scratch.file(text, "rows.csv"), options: options)[0].problems.map
      {
        "\($0.id):\($0.c)/\($0.n)"
      } == ["1e3:1/1", "1000:0/1", "3e0:1/1", "3:0/1", "+5:1/1", "5.:1/1", "5:0/1", "-2:1/2"])
  }

  /// 1.000 beside 0,41 is a thousand to who wrote it.
  @Test func pointsBesideDecimalCommasAreRefused() throws {
    let path = try scratch.file("x;y\n1.000;0,1\n2.000;0,2\n", "t.csv")
    #expect { try ColumnTable.read(path) } throws: {
      "\($0)".contains("'1.000' may be a number of thousands")
    }
    let points = try ColumnTable.read(try scratch.file("x;y\n1.000;0.1\n", "p.csv"))
    #expect(try points.numbers("x") == [1])
  }

  @Test func anArrayOfRowsIsRows() throws {
    let text =
      "\n[\n {\"id\": \"a\", \"ok\": true},\n {\"id\": \"a\",\n  \"ok\": false}, {\"id\": \"b\", \"ok\": 1}]\n"
    let options = SampleOptions(problem: "id", correct: "ok")
    let path = try scratch.file(text, "rows.json")
    #expect(try SampleCounts.tables(path, options: options)[0].short == ["a:1/2@3", "b:1/1@5"])
    let table = try ColumnTable.read(path)
    #expect(try table.texts("id") == ["a", "a", "b"] && table.lines == [3, 4, 5])
    for broken in ["[1, 2", "[{\"id\": 1}, 3]", "[{\"id\": \"a\", \"ok\": true}] x", "["] {
      let bad = try scratch.file(broken, "bad.json")
      #expect(throws: InterchangeError.self) { try SampleCounts.tables(bad, options: options) }
      #expect(throws: InterchangeError.self) { try ColumnTable.read(bad) }
    }
  }

  @Test(arguments: [";", "\t"]) func otherSeparatorsAreSeen(_ separator: String) throws {
    let rows = ["arm,seed,y", "base,0,0!41", "\"base\",1,-1!5e-2", "rl,0,1", "rl,1,NA"]
    let text = rows.map {
      $0.replacing(",", with: separator).replacing("!", with: ",") + "\r\n"
    }.joined()
    let table = try ColumnTable.read(try scratch.file(text, "rows.csv"))
    #expect(table.columns == ["arm", "seed", "y"])
    #expect(try table.numbers("y") == [0.41, -0.015, 1, nil])
    #expect(try table.texts("arm") == ["base", "base", "rl", "rl"])
  }
}
