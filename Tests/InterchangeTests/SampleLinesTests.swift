import Foundation
import Interchange
import Support
import Testing

/// Sample lines of all kinds, through `SampleCounts.tables`.
@Suite struct SampleLinesTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private let rows = SampleOptions(problem: "id", correct: "ok")

  private func read(
    _ text: String, _ options: SampleOptions, _ name: String = "s.jsonl"
  ) throws -> [CountTable] {
    try SampleCounts.tables(try scratch.file(text, name), options: options)
  }

  private func message(
    _ text: String, _ options: SampleOptions, _ name: String = "s.jsonl"
  ) -> String {
    do {
      _ = try read(text, options, name)
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: scratch.folder + "/", with: "")
    }
  }

  @Test func readsRowsOfAnyKind() throws {
    let text = """
      {"id": "a", "ok": true, "text": "a \\"quoted\\" \\\\ text\\n", "deep": {"x": [1, {"y": null}]}}
      {"ok": 0, "id": "a", "n": -1.5e-3}

      {"id": 7, "ok": 1.0, "utf8": "ä 中 🙂"}\r
      {"id": "a\\u0062\\ud83d\\ude42", "ok": "True"}
      {"id": 7, "ok": "0", "x": NaN, "y": [-Infinity, Infinity]}
      """
    let table = try read(text, rows)[0]
    #expect(table.short == ["a:1/2@1", "7:1/2@4", "ab🙂:1/1@5"])
    #expect(table.name == "s")
  }

  /// Escapes in keys are rare and go another way to the same result.
  @Test func readsEscapedKeys() throws {
    #expect(try read("{\"i\\u0064\": 1, \"ok\": true}\n", rows)[0].short == ["1:1/1@1"])
  }

  @Test func readsAThresholdAndMembersOfMembers() throws {
    let text = """
      {"meta": {"task": "p", "x": 1}, "score": {"math": 0.5, "style": 1}}
      {"meta": {"task": "p"}, "score": {"style": 0, "math": 0.75}}
      {"meta.task": "q", "score": {"math": true}}
      """
    var options = SampleOptions(problem: "meta.task", correct: "score.math", threshold: 0.75)
    #expect(try read(text, options)[0].short == ["p:1/2@1", "q:1/1@3"])
    options.threshold = nil
    #expect(
      message(text, options)
        == """
        s.jsonl:1: 'score.math' is 0.5; expected true, false, 1 or 0; for other numbers give --threshold
        s.jsonl:2: 'score.math' is 0.75; expected true, false, 1 or 0; for other numbers give --threshold
        """)
    let nan = "{\"meta\": {\"task\": 1}, \"score\": {\"math\": NaN}}\n"
    options.threshold = 0.5
    #expect(message(nan, options) == "s.jsonl:1: 'score.math' is nan; expected a number")
    #expect(
      message("{\"meta\": 3, \"score\": {}}\n", options)
        == "s.jsonl:1: the key 'meta.task' is missing; found meta, score")
  }

  @Test func splitsIntoGroups() throws {
    let text = (0..<6).map {
      "{\"id\":\($0 / 2),\"ok\":\($0 % 2),\"m\":\"\($0 < 3 ? "a" : "b")\"}\n"
    }
    .joined()
    var options = rows
    options.by = "m"
    let tables = try read(text, options)
    #expect(tables.map(\.name) == ["a", "b"])
    #expect(tables[0].short == ["0:1/2@1", "1:0/1@3"])
    #expect(tables[1].short == ["1:1/1@4", "2:1/2@5"])
    options.by = "model"
    #expect(
      message(text, options).hasPrefix("s.jsonl:1: the key 'model' is missing; found id, m, ok"))
  }

  @Test func readsStrictVerdictsAndAnswers() throws {
    let text = """
      {"id": 1, "ok": true, "cot": true, "ans": "4"}
      {"id": 1, "ok": true, "cot": false, "ans": 4}
      {"id": 1, "ok": false, "cot": false, "ans": "5"}
      {"id": 1, "ok": false, "cot": false, "ans": null}
      """
    var options = rows
    options.strict = "cot"
    options.answer = "ans"
    let problem = try read(text, options)[0].problems[0]
    #expect(problem.n == 4 && problem.c == 2 && problem.strict == 1)
    #expect(
      problem.answers == [
        AnswerTally(answer: "4", n: 2, c: 2), AnswerTally(answer: "5", n: 1, c: 0),
      ])
    #expect(
      message("{\"id\":1,\"ok\":false,\"cot\":true,\"ans\":1}\n", options)
        == "s.jsonl:1: 'cot' is true where 'ok' is false; expected that what is strictly right is "
        + "right")
  }

  /// An answer in a list of its own is that answer; other lists and objects are none.
  @Test func answersAreSingle() throws {
    var options = rows
    options.answer = "ans"
    let text = """
      {"id": 1, "ok": true, "ans": ["4"]}
      {"id": 1, "ok": true, "ans": "4"}
      {"id": 1, "ok": false, "ans": [null]}
      """
    #expect(try read(text, options)[0].problems[0].answers?.map(\.n) == [2])
    for (value, found) in [
      ("[4, 5]", "a list"), ("[]", "an empty list"), ("{\"x\": 4}", "an object or a nested list"),
    ] {
      #expect(
        message("{\"id\": 1, \"ok\": true, \"ans\": \(value)}\n", options)
          == "s.jsonl:1: 'ans' is \(found); expected one answer, or a list of one")
    }
  }

  /// Without any answer there is no vote, and that is said.
  @Test func noAnswersAreSaid() throws {
    var options = rows
    options.answer = "ans"
    let none =
      "{\"id\": 1, \"ok\": true, \"ans\": null}\n{\"id\": 1, \"ok\": true, \"ans\": \" \"}\n"
    let note = "No sample has an answer in 'ans', so there is no maj@k."
    #expect(try read(none, options)[0].note == note)
    #expect(try read("id,ok,ans\n1,1,\n", options, "s.csv")[0].note == note)
    #expect(try read("id,ok,ans\n1,1,\n1,1,3\n", options, "s.csv")[0].note == nil)
    #expect(try read(none, rows)[0].note == nil)
  }

  /// Counts that are named like rows would be one sample a problem.
  @Test func countsAreNoRows() throws {
    let options = SampleOptions(problem: "problem", correct: "c")
    let words =
      "'n' is 8 beside 'c', as in counts, where a row is no sample; counts are read without --problem and --correct, "
      + "from a CSV with the columns problem, n and c; if 'n' tells samples apart, give --sample n"
    #expect(message("problem,n,c\na,8,1\n", options, "s.csv") == "s.csv:2: " + words)
    #expect(message("{\"problem\":\"a\",\"n\":8,\"c\":1}\n", options) == "s.jsonl:1: " + words)
    #expect(try read("problem,n,c\na,1,1\na,1.0,0\n", options, "s.csv")[0].short == ["a:1/2@2"])
    var numbered = options
    numbered.sample = "n"
    #expect(try read("problem,n,c\na,7,1\na,8,0\n", numbered, "s.csv")[0].short == ["a:1/2@2"])
    // A number of verdicts beside a list of as many is right.
    let list = "{\"problem\":\"a\",\"n\":3,\"c\":[1,0,1]}\n"
    #expect(try read(list, options)[0].short == ["a:2/3@1"])
  }

  /// The sample that is there twice is named with both of its lines, also across blocks.
  @Test(arguments: [0, 3000]) func findsDuplicateSamples(_ between: Int) throws {
    let filler = (0..<between).map { "{\"id\":\"f\",\"ok\":1,\"s\":\($0),\"t\":\"\(padding)\"}\n" }
      .joined()
    var options = rows
    options.sample = "s"
    let text = "{\"id\":\"a\",\"ok\":1,\"s\":0}\n" + filler + "{\"id\":\"a\",\"ok\":1,\"s\":0}\n"
    #expect(
      message(text, options)
        == "s.jsonl:\(between + 2): sample '0' of problem 'a' is already on line 1; remove one, or "
        + "leave out --sample if they are different; runs whose samples have equal "
        + "names are files of their own, for --pool-samples, or groups by a column, for --by")
    options.sample = nil
    #expect(try read(text, options)[0].problems[0].n == 2)
  }

  private var padding: String { String(repeating: "x", count: 100) }

  /// Every bad line is counted, the first twenty are described, and nothing is half reported.
  @Test func reportsEveryBadLine() throws {
    let lines = (1...100).map {
      $0 % 4 == 0 ? "{\"id\":\($0),\"ok\":" : "{\"id\":\($0),\"ok\":true}"
    }
    let found = message(lines.joined(separator: "\n") + "\n", rows).split(separator: "\n")
    #expect(found.count == 21)
    for (i, line) in found.prefix(20).enumerated() {
      #expect(line.hasPrefix("s.jsonl:\(4 * (i + 1)): the line is not valid JSON: {\"id\":"))
    }
    #expect(found[20] == "s.jsonl: 5 more lines cannot be used, 25 in all")
    // One bad line is one error.
    let one = ["{\"id\":1,\"ok\":true}", "[]"].joined(separator: "\n")
    #expect(
      message(one, rows)
        == "s.jsonl:2: the line is not a JSON object: []; expected one JSON object a line")
  }

  @Test func saysWhatIsNotNamed() throws {
    let text = "{\"id\":1,\"ok\":true}\n"
    #expect(
      message(text, SampleOptions(problem: "id"))
        == "s.jsonl: these are rows of no known format; name the column that says whether a sample is "
        + "right with --correct")
    #expect(message(text, SampleOptions()).contains("named with --problem and --correct"))
  }

  @Test func readsRowsOfACSV() throws {
    let text = "id,ok,text,m\na,True,\"x, \"\"y\"\"\n z\",u\na,0,,u\nb,1,t,v\n"
    var options = rows
    options.by = "m"
    let tables = try read(text, options, "s.csv")
    #expect(tables.map(\.short) == [["a:1/2@2"], ["b:1/1@5"]])
    let bad = "id,ok\na,yes\nb,1\nc\n ,1\n"
    #expect(
      message(bad, rows, "s.csv")
        == """
        s.csv:2: 'ok' is the text 'yes'; expected true, false, 1 or 0; for other numbers give --threshold
        s.csv:4: the row has 1 field; expected 2, as in the header
        s.csv:5: 'id' is the text ' '; expected a text or a whole number
        """)
    #expect(message("id,ok\n", rows, "s.csv").hasSuffix("expected one row a problem"))
    #expect(
      message("a,ok\n1,1\n", rows, "s.csv") == "s.csv:1: the key 'id' is missing; found a, ok")
  }

  /// Fields with quotes, commas and line breaks in them are skipped, and lines are counted through them.
  @Test func readsQuotedFieldsOfACSV() throws {
    var random = RandomStream(seed: 7)["interchange", "csv"].generator()
    let pieces = ["a", ",", "\"", "\n", "\r\n", " ", "ä", "\"\"", "x,y"]
    var text = "\u{FEFF}note, ok ,id\r\n"
    var (expected, line) = ([String](), 2)
    for _ in 0..<500 {
      let note = (0..<random.integer(below: 6)).map { _ in random.pick(pieces) }.joined()
      let (right, id) = (random.bernoulli(0.5), "p\(random.integer(below: 10_000)), \"q\"\nz")
      let fields = [note, right ? "TRUE" : "0", id].map {
        $0.contains { ",\"\n\r".contains($0) || $0 == "\r\n" }
          ? "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : $0
      }
      let record = fields.joined(separator: ",")
      let blank = random.bernoulli(0.1) ? "\n" : ""
      text += record + (random.bernoulli(0.5) ? "\r\n" : "\n") + blank
      if !expected.contains(where: { $0.hasPrefix(id + ":") }) {
        expected.append("\(id):\(right ? 1 : 0)/1@\(line)")
      } else {
        let at = try #require(expected.firstIndex { $0.hasPrefix(id + ":") })
        let parts = expected[at].dropFirst(id.count + 1).split { "/@".contains($0) }.compactMap {
          Int($0)
        }
        expected[at] = "\(id):\(parts[0] + (right ? 1 : 0))/\(parts[1] + 1)@\(parts[2])"
      }
      line += (record + "\n" + blank).utf8.count { $0 == 10 }
    }
    #expect(try read(text, rows, "q.csv")[0].short == expected)
    let wrong = "id,ok\n\"a\"b,1\nc\"d,1\ne,1\n\"f,1\n"
    #expect(
      message(wrong, rows, "q.csv")
        == """
        q.csv:2: there is text after a closing quote; expected a comma, or a quote doubled as ""
        q.csv:3: there is a quote within a field; put the field in quotes and double the quote as ""
        q.csv:5: a quote is opened and never closed; expected a '"'
        """)
  }

  /// Damaged lines end in a table or an error of ours, never in a crash, and what is valid is read as the
  /// library's decoder reads it.
  @Test func agreesWithTheLibraryOnDamagedLines() throws {
    let seeds = [
      "{\"id\": \"a\\u00e9\\n\", \"ok\": true, \"x\": [1, 2.5e3, {\"k\": \"v\\\\\"}, null, false]}",
      "{\"ok\": 1, \"y\": \"ä中🙂 and some more text to skip\", \"id\": 12, \"z\": {\"a\": {\"b\": []}}}",
      "{\"id\":\"\\ud83d\\ude42\",\"ok\":0.0,\"s\":-0.5E-7,\"t\":\"\\/\\b\\f\\r\\t\"}",
    ]
    var random = RandomStream(seed: 7)["interchange", "scan"].generator()
    var tables = 0
    for round in 0..<1500 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0..<(1 + random.integer(below: 3)) {
        let i = random.integer(below: bytes.count)
        switch random.integer(below: 4) {
        case 0: bytes[i] ^= 1 << UInt8(random.integer(below: 8))
        case 1: bytes.removeLast(random.integer(below: bytes.count))
        case 2: bytes[i] = Array("{}[]\",:\\0-eE.truefalsn".utf8)[random.integer(below: 22)]
        default: bytes.insert(UInt8(random.integer(below: 256)), at: i)
        }
        if bytes.isEmpty { bytes = [10] }
      }
      let path = scratch.path("damaged.jsonl")
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      do {
        let table = try SampleCounts.tables(path, options: rows)[0]
        tables += 1
        // What was counted is what the library reads, if it is one line that both can read.
        guard !bytes.contains(10), !bytes.contains(13),
          let parsed = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any],
          let name = parsed["id"] as? String
        else { continue }
        #expect(table.problems[0].id == name, "\(String(decoding: bytes, as: UTF8.self))")
      } catch let error as InterchangeError {
        let lines = error.description.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix(path) }, "\(error)")
      }
    }
    #expect(tables > 80)
  }

  /// The windows, blocks and lines that do not fit them change nothing.
  @Test func blocksChangeNothing() throws {
    var random = RandomStream(seed: 7)["interchange", "blocks"].generator()
    var text = "\u{FEFF}"
    var expected: [String: (Int, Int)] = [:]
    for i in 0..<40_000 {
      let (problem, right) = (random.integer(below: 50), random.bernoulli(0.3))
      let length = random.integer(below: i % 1000 == 0 ? 300_000 : 40)
      text +=
        "{\"id\":\(problem),\"t\":\"\(String(repeating: "y", count: length))\",\"ok\":\(right)}"
      text += i % 7 == 0 ? "\r\n\n" : "\n"
      expected["\(problem)", default: (0, 0)].0 += 1
      expected["\(problem)", default: (0, 0)].1 += right ? 1 : 0
    }
    text += "{\"id\":"
    let path = try scratch.file(text, "blocks.jsonl")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(
      message(text, rows, "b.jsonl").hasPrefix("b.jsonl:\(text.utf8.count { $0 == 10 } + 1): "))
    #expect(lines > 0)
    try AtomicFile.write(String(text.dropLast(6)), to: path)
    let table = try SampleCounts.tables(path, options: rows)[0]
    #expect(table.problems.count == expected.count)
    for problem in table.problems {
      #expect(problem.n == expected[problem.id]?.0 && problem.c == expected[problem.id]?.1)
    }
  }
}
