import Experience
import Foundation
import Interchange
import Rewards
import Support
import Tasks
import TestSupport
import Testing

/// Rows as the field writes them today.
@Suite struct RowFormatsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private func message<Value>(_ read: () throws -> Value) -> String {
    do {
      _ = try read()
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: scratch.folder + "/", with: "")
    }
  }

  private func verl(
    prompt: String = #"[{"role":"user","content":"q"}]"#, style: String = "rule",
    truth: String = #""34""#, info: String = #"{"index":0}"#
  ) throws -> [DatasetProblem] {
    let line =
      #"{"data_source":"math_dapo","prompt":\#(prompt),"ability":"MATH","reward_model":{"style":"\#(style)","#
      + #""ground_truth":\#(truth)},"extra_info":\#(info)}"#
    return try DatasetFile.read(try scratch.file(line), as: .verl)
  }

  /// DAPO-Math-17k, verl's AIME sets, and what else stands in rows of verl.
  @Test func rowsOfVerl() throws {
    let dapo = try verl(
      style: "rule-lighteval/MATH_v2", info: #"{"index":"9a9b6eb4-a1cb-49d1-8c1e-62eaf2f74079"}"#)
    #expect(dapo[0].answer == "34" && dapo[0].metadata["ability"] == "MATH")
    #expect(try verl(truth: #"["34"]"#)[0].answer == "34")
    #expect(try verl(truth: #"["34","34"]"#)[0].answer == "34")
    #expect(try verl(truth: "34")[0].answer == "34")
    #expect(try verl(prompt: #""q""#)[0].question == .chat([Message(role: "user", content: "q")]))
    let parts =
      #"[{"role":"user","content":[{"type":"text","text":"a "},{"type":"text","text":"b"}]}]"#
    #expect(
      try verl(prompt: parts)[0].question == .chat([Message(role: "user", content: "a b")]))
    let expected = "expected a style that begins with 'rule' and one mathematical answer"
    #expect(message { try verl(truth: #"["34","35"]"#) }.hasSuffix(expected))
    #expect(message { try verl(truth: "[]") }.hasSuffix(expected))
    #expect(message { try verl(style: "model") }.hasSuffix(expected))
    let image = #"[{"role":"user","content":[{"type":"image_url","image_url":"x"}]}]"#
    #expect(message { try verl(prompt: image) }.contains("parts of type text"))
  }

  /// Columns with other capitals and names.
  @Test(arguments: [
    #"{"ID":"2024-I-1","Problem":"p","Solution":"so \\boxed{204}","Answer":204}"#,
    #"{"question":"p","answer":"204","id":"2024-I-1"}"#,
    #"{"problem":"p","solution":"so \\boxed{204}","unique_id":"2024-I-1"}"#,
    #"{"Question":"p","Answer":"204","unique_id":"2024-I-1"}"#,
  ])
  func rowsOfMathematics(_ line: String) throws {
    let problem = try DatasetFile.read(try scratch.file(line), as: .math500)[0]
    #expect(problem.question == .text("p") && problem.answer == "204" && problem.id == "2024-I-1")
  }

  /// What is no answer is not taken for one, and what may be two columns is not chosen.
  @Test func whatIsNotClearIsRefused() throws {
    let grade = #"{"question":"p","answer":"2 and 2\n#### 4"}"#
    #expect(
      message { try DatasetFile.read(try scratch.file(grade), as: .math500) }.contains(
        "is of gsm8k"))
    let two = #"{"Problem":"p","question":"q","answer":"4"}"#
    #expect(
      message { try DatasetFile.read(try scratch.file(two), as: .math500) }
        .contains("'problem' is missing"))
  }

  /// Other names by option.
  @Test func namesOfColumns() throws {
    let path = try scratch.file(#"{"frage":"p","problem":"x","gold":"204"}"#)
    let problem = try DatasetFile.read(
      path, as: .math500, names: ["problem": "frage", "answer": "gold"])[0]
    #expect(problem.question == .text("p") && problem.answer == "204")
    let swapped = try scratch.file(#"{"answer":"p","problem":"204"}"#)
    let turned = try DatasetFile.read(
      swapped, as: .math500, names: ["problem": "answer", "answer": "problem"])[0]
    #expect(turned.question == .text("p") && turned.answer == "204")
    #expect(
      message { try DatasetFile.read(path, as: .math500, names: ["problem": "fragen"]) }
        .contains("'fragen'"))
  }

  /// TRL's prompt with a solution: its marked answer, or itself if it is a short line.
  @Test(arguments: [
    (#""We add: 2 + 2 = \\boxed{4}""#, "4"), (#""$\\frac{1}{2}$""#, #"$\frac{1}{2}$"#),
    (#""so\n#### 7""#, "7"), ("12", "12"),
  ])
  func solutionsOfTRL(_ solution: String, _ answer: String) throws {
    var task = TRLTask()
    task.file = try scratch.file(#"{"prompt":"q","solution":\#(solution)}"#)
    #expect(try task.read().problems[0].answer == answer)
  }

  @Test func aSolutionWithoutAnAnswerIsRefused() throws {
    var task = TRLTask()
    task.file = try scratch.file(#"{"prompt":"q","solution":"First we add.\nThen we are done."}"#)
    #expect(message { try task.read() }.contains("marks no answer"))
    task.file = try scratch.file(
      #"{"prompt":"q","solution":"First we add.\nThen we are done.","answer":"4"}"#)
    #expect(try task.read().problems[0].answer == "4")
  }

  /// Which answers count is a setting.
  @Test func strictExtraction() throws {
    var task = RowsTask()
    task.file = try scratch.file(#"{"prompt":"q","answer":"4"}"#)
    func isRight(_ text: String) throws -> Bool {
      let rows = try task.read()
      return try rows.verifier.verdicts(
        on: [Completion(text: text, isFinished: true)], for: rows.problems[0])[0].loose
    }
    #expect(try isRight("It is 4") && isRight(#"\boxed{4}"#))
    task.extraction = .strict
    #expect(try !isRight("It is 4") && isRight(#"\boxed{4}"#))
  }

  /// Arrays of objects, and packed files.
  @Test func arraysOfRows() throws {
    let text =
      "[\n {\"problem\": \"p\", \"answer\": \"1\"},\n {\"problem\": \"q\", \"answer\": 2}\n]\n"
    let problems = try DatasetFile.read(try scratch.file(text), as: .math500)
    #expect(problems.map(\.answer) == ["1", "2"] && problems.map(\.id) == ["line 1", "line 2"])
    #expect(
      message { try DatasetFile.read(try scratch.file("[1, 2]"), as: .math500) }
        .contains("not one of objects"))
  }

  /// HumanEval as it is published, packed by gzip.
  @Test(.enabled(if: sharedData("human_eval/HumanEval.jsonl.gz") != nil)) func packedRows() throws {
    let path = try #require(sharedData("human_eval/HumanEval.jsonl.gz"))
    #expect(try DatasetFile.read(path, as: .humanEval).count == 164)
  }
}
