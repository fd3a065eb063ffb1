import Experience
import Foundation
import Interchange
import Support
import Tasks
import TestSupport
import Testing

@Suite struct DatasetFileTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func message(_ text: String, _ kind: DatasetKind) throws -> String {
    do {
      _ = try DatasetFile.read(try scratch.file(text, "r"), as: kind)
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: scratch.folder + "/", with: "")
    }
  }

  @Test func readsGradeSchoolProblems() throws {
    let text = """
      {"question": "How many?", "answer": "48/2 = <<48/2=24>>24\\n48+24 = <<48+24=72>>72\\n#### 72"}

      {"answer": "#### 1,450", "question": "Then?", "other": [1, {"a": null}]}
      """
    let problems = try DatasetFile.read(try scratch.file(text), as: .gsm8k)
    #expect(problems.map(\.answer) == ["72", "1,450"])
    #expect(problems.map(\.line) == [1, 3])
    #expect(problems[0].solution == "48/2 = 24\n48+24 = 72\n#### 72")
    #expect(problems[0].difficulty == 2 && problems[0].question == .text("How many?"))
    #expect(try DatasetFile.read(scratch.path("results.csv"), as: .gsm8k, limit: 1).count == 1)
  }

  @Test func readsCompetitionProblems() throws {
    let text = """
      {"problem": "p", "solution": "so $\\\\boxed{\\\\frac12}$", "answer": "\\\\frac{1}{2}", \
      "subject": "Algebra", "level": 3, "unique_id": "test/algebra/1.json"}
      {"problem": "q", "solution": "\\\\boxed{7}", "level": "Level 5", "type": "Geometry"}
      {"problem": "r", "answer": 204}
      """
    let problems = try DatasetFile.read(try scratch.file(text), as: .math500)
    #expect(problems.map(\.answer) == ["\\frac{1}{2}", "7", "204"])
    #expect(problems.map(\.id) == ["test/algebra/1.json", "line 2", "line 3"])
    #expect(problems.map(\.difficulty) == [3, 5, 0])
    #expect(problems[0].metadata == ["subject": "Algebra"])
  }

  @Test func readsFunctionsToComplete() throws {
    let text =
      #"{"task_id": "HumanEval/0", "prompt": "def f():\n", "entry_point": "f", "canonical_solution": "#
      + #""    return 1\n", "test": "def check(c): pass"}"#
    let problem = try DatasetFile.read(try scratch.file(text), as: .humanEval)[0]
    #expect(problem.id == "HumanEval/0" && problem.metadata["entry_point"] == "f")
    #expect(
      try DatasetTask(.humanEval, style: .fewShot([])).prompt(for: problem) == .text("def f():"))
  }

  static let malformed: [(String, DatasetKind, String)] = [
    (
      "{\"question\": \"q\", \"answer\": \"#### 1\"}\n{\"question\": \"q\"}\n", .gsm8k,
      "r:2: the column 'answer' is missing; expected gsm8k rows (question, answer); found question"
    ),
    (
      "{\"problem\": \"p\", \"answer\": \"1\"}", .gsm8k,
      "r:1: the column 'question' is missing; expected gsm8k rows (question, answer); found answer, "
        + "problem, which are the columns of math-500"
    ),
    (
      "{\"question\": \"q\", \"answer\": \"#### 1\"}\n\n{\"question\": \"q\", \"answer\": \"1\"}",
      .gsm8k,
      "r:3: 'answer' is the text '1'; expected a solution that ends in '#### ' and a number"
    ),
    (
      "{\"question\": \"q\", \"answer\": 5}", .gsm8k, "r:1: 'answer' is 5; expected a text"
    ),
    (
      "{\"problem\": \"p\", \"solution\": \"none\"}", .math500,
      "r:1: there is no answer; expected a column 'answer', or a 'solution' with \\boxed{…}"
    ),
    (
      "{\"question\": \"q\", \"ans", .gsm8k,
      "r:1: the line is not valid JSON: {\"question\": \"q\", \"ans; expected one JSON object a line"
    ),
    (
      "[1]", .verl,
      "r:1: the array is not one of objects: its element 1 is 1; expected one object a row"
    ),
    (" \n", .gsm8k, "r:1: the file has no rows; expected one JSON object a line"),
    (
      "{\"data_source\": \"x\", \"prompt\": 5, \"reward_model\": {\"ground_truth\": \"1\"}}",
      .verl, "r:1: 'prompt' is 5; expected a text or a list of messages"
    ),
    (
      "{\"data_source\": \"x\", \"prompt\": [{\"role\": \"user\"}], \"reward_model\": {}}", .verl,
      "r:1: 'prompt[0]' is an object; expected a list of messages with a role and a content, which is "
        + "a text or a list of parts of type text"
    ),
  ]

  @Test(arguments: malformed)
  func namesTheLine(_ text: String, _ kind: DatasetKind, _ expected: String) throws {
    #expect(try message(text, kind) == expected)
  }

  @Test func saysHowToConvertAndUnpack() throws {
    #expect(
      try message("PAR1 and so on", .verl)
        == "r:1: this is Parquet, which is not read; convert it: "
        + "python3 -c \"import pandas; pandas.read_parquet('r').to_json('rows.jsonl', "
        + "orient='records', lines=True)\"")
    let path = scratch.path("h.jsonl.gz")
    try AtomicFile.write(Data([0x1F, 0x8B, 8, 0]), to: path)
    let error = #expect(throws: InterchangeError.self) {
      try DatasetFile.read(path, as: .humanEval)
    }
    #expect(error.map { "\($0)" }?.contains("h.jsonl.gz: ") == true)
    #expect(throws: SupportError.self) {
      try DatasetFile.read(scratch.path("absent"), as: .gsm8k)
    }
  }

  // MARK: - The real files

  private func judged(
    _ kind: DatasetKind, _ path: String
  ) throws -> (problems: Int, right: Int, wrong: Int, accepted: [String]) {
    let problems = try DatasetFile.read(path, as: kind)
    let task = try DatasetTask.chat(kind)
    let asked = problems.map { task.problem($0) { $0.map(\.content).joined() } }
    var (right, wrong, accepted) = (0, 0, [String]())
    for (index, problem) in asked.enumerated() {
      let gold = Completion(text: problem.gold, isFinished: true)
      if task.verdict(on: gold, for: problem).strict { right += 1 }
      let next = asked[(index + 1) % asked.count]
      guard next.answer != problem.answer else { continue }
      wrong += 1
      if task.verdict(on: gold, for: next).loose {
        accepted.append("\(problem.answer) ≡ \(next.answer)")
      }
    }
    return (problems.count, right, wrong, accepted)
  }

  @Test(.enabled(if: sharedData("gsm8k/test.jsonl") != nil, "GSM8K is not beside the project"))
  func goldSolutionsOfGSM8KAreRight() throws {
    let found = try judged(.gsm8k, try #require(sharedData("gsm8k/test.jsonl")))
    #expect(found.problems == 1319 && found.right == 1319)
    #expect(found.wrong > 1200 && found.accepted == [])
  }

  @Test(.enabled(if: sharedData("math500/test.jsonl") != nil, "MATH-500 is not beside the project"))
  func goldSolutionsOfMATH500AreRight() throws {
    let found = try judged(.math500, try #require(sharedData("math500/test.jsonl")))
    #expect(found.problems == 500 && found.right == 500)
    // The one pair of neighbors with the same value in two forms.
    #expect(found.wrong > 450 && found.accepted == ["5 ≡ x=5"])
  }

  @Test(.enabled(if: sharedData("math500/test.jsonl") != nil, "MATH-500 is not beside the project"))
  func answersOfMATH500AreEquivalentOnlyToThemselves() throws {
    let path = try #require(sharedData("math500/test.jsonl"))
    let answers = try DatasetFile.read(path, as: .math500).map(\.answer)
    let equivalence = AnswerEquivalence()
    var found: [String] = []
    for answer in answers {
      guard !answer.contains("\\text{("), !answer.contains("\\{") else { continue }
      let changes = [
        ("\\frac", "\\dfrac"), ("\\left", ""), ("\\right", ""), ("(", "\\left("),
        (")", "\\right) "),
        ("]", "\\right]"), ("{", " {"), ("+", " + "),
      ]
      let dressed = changes.reduce(answer) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
      if !equivalence.holds("$" + dressed + "$.", answer) { found.append(answer) }
    }
    #expect(found == [])
    let distinct = Array(Set(answers)).sorted()
    var pairs: [String] = []
    for (index, a) in distinct.enumerated() {
      pairs += distinct[(index + 1)...].filter { equivalence.holds(a, $0) }.map { "\(a) ≡ \($0)" }
    }
    // All twelve are one value in two forms, such as `30` and `30^\circ`.
    #expect(pairs.count == 12, "\(pairs)")
  }

  /// Every pair of different references of GSM8K is a pair of different numbers: 62 128 of them.
  @Test(.enabled(if: sharedData("gsm8k/test.jsonl") != nil, "GSM8K is not beside the project"))
  func referencesOfGSM8KAreEqualOnlyToThemselves() throws {
    func number(_ text: String) -> Double? { Double(text.replacing(",", with: "")) }
    let path = try #require(sharedData("gsm8k/test.jsonl"))
    let answers = Set(try DatasetFile.read(path, as: .gsm8k).map(\.answer)).sorted()
    let equivalence = AnswerEquivalence()
    #expect(answers.allSatisfy { equivalence.holds($0, $0) && AnswerEquivalence.isNumber($0) })
    var pairs: [String] = []
    var count = 0
    for (index, a) in answers.enumerated() where !Slow.isSkipped || index % 4 == 0 {
      for b in answers[(index + 1)...] {
        count += 1
        if equivalence.holds(a, b), number(a) != number(b) { pairs.append("\(a) ≡ \(b)") }
      }
    }
    #expect(count > 10_000 && pairs == [], "\(count) \(pairs)")
  }

  private static let pieces = [
    "\\frac", "{", "}", "\\sqrt", "^", "_", "(", ")", "[", "]", ",", "1", "23", "0.5", "x", "\\pi",
    "\\boxed{",
    "\\text{", "$", "\\left", "\\right", "-", "+", "=", "\\cup", "\\infty", "%", "\\le", "<", "é",
    "\u{0}", "\\", "!",
    "\\begin{pmatrix}", "&", "\\\\", "\\end{pmatrix}", "\\binom", "999999999999999999999", "1e400",
    "/", "\\pm", " ",
  ]

  /// References that were cut, doubled, mixed and filled with pieces: judged without failing, whatever comes.
  private func mutations(_ count: Int) throws {
    let path = try #require(sharedData("math500/test.jsonl"))
    let answers = try DatasetFile.read(path, as: .math500).map(\.answer)
    let equivalence = AnswerEquivalence()
    var random = RandomStream(seed: 6)["tests", "mutated answers"].generator()
    var equal = 0
    for _ in 0..<count {
      let answer = random.pick(answers)
      var text = Array(answer.unicodeScalars)
      for _ in 0..<(1 + random.integer(below: 6)) {
        let at = random.integer(below: text.count + 1)
        switch random.integer(below: 4) {
        case 0: text.insert(contentsOf: Array(random.pick(Self.pieces).unicodeScalars), at: at)
        case 1 where at < text.count: text.remove(at: at)
        case 2: text += text.prefix(at)
        default: text.insert(contentsOf: Array(random.pick(answers).unicodeScalars), at: at)
        }
      }
      var mutated = ""
      mutated.unicodeScalars.append(contentsOf: text)
      equal += equivalence.holds(mutated, answer) ? 1 : 0
      _ = AnswerExtraction.flexible.answer(in: mutated)
    }
    // A blank, a dollar sign or a brace more may change nothing; most change something.
    #expect(equal < count / 4, "\(equal)")
  }

  @Test(.enabled(if: sharedData("math500/test.jsonl") != nil, "MATH-500 is not beside the project"))
  func mutatedReferences() throws { try mutations(20_000) }

  @Test(
    .tags(.slow), .enabled(if: !Slow.isSkipped),
    .enabled(if: sharedData("math500/test.jsonl") != nil, "MATH-500 is not beside the project"))
  func aMillionMutatedReferences() throws { try mutations(1_000_000) }
}
