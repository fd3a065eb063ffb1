import Foundation
import Interchange
import Support
import Tasks
import Testing

@Suite struct TrainingRowsTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  private let user = Message(role: "user", content: "What is 2+2? \"é\" \n")
  private let answer = Message(role: "assistant", content: "4 / four")

  private func message<Value>(_ read: () throws -> Value) -> String {
    do {
      _ = try read()
      return "no error"
    } catch {
      return "\(error)".replacingOccurrences(of: scratch.folder + "/", with: "")
    }
  }

  // MARK: - TRL

  @Test func everyTypeSurvivesTheRoundTripInBothForms() throws {
    let (p, c): (TrainingText, TrainingText) = (.text("p"), .text("c"))
    let (pm, cm): (TrainingText, TrainingText) = (.messages([user]), .messages([answer]))
    let contents: [TRLRow.Content] = [
      .languageModeling(p), .languageModeling(.messages([user, answer])), .promptOnly(p),
      .promptOnly(pm), .promptCompletion(prompt: p, completion: c),
      .promptCompletion(prompt: pm, completion: cm),
      .preference(prompt: p, chosen: c, rejected: .text("r")),
      .preference(prompt: pm, chosen: cm, rejected: .messages([user])),
      .preference(prompt: nil, chosen: cm, rejected: .messages([user])),
      .unpairedPreference(prompt: p, completion: c, label: true),
      .unpairedPreference(prompt: pm, completion: cm, label: false),
    ]
    let extra: [String: JSONValue] = [
      "solution": .text("4"), "score": .number(0.25), "index": .integer(Int.max), "none": .null,
      "camelCase": .list([.bool(true), .object(["a_b": .list([])])]),
    ]
    for content in contents {
      let rows = [TRLRow(content, extra: extra), TRLRow(content)]
      try TRLRow.write(rows, to: scratch.path("rows.jsonl"))
      #expect(try TRLRow.read(scratch.path("rows.jsonl")) == rows)
    }
  }

  @Test(arguments: [
    (#"{"text": "a"}"#, TRLRow.Kind.languageModeling),
    (#"{"messages": [{"role": "user", "content": "a"}], "prompt": "a"}"#, .languageModeling),
    (#"{"prompt": "a", "solution": "b"}"#, .promptOnly),
    (#"{"prompt": "a", "completion": "b"}"#, .promptCompletion),
    (#"{"prompt": "a", "completion": "b", "label": 1}"#, .unpairedPreference),
    (#"{"prompt": "a", "chosen": "b", "rejected": "c"}"#, .preference),
    (#"{"chosen": "b", "rejected": "c"}"#, .preference),
  ])
  func typeFollowsFromTheColumns(_ line: String, _ kind: TRLRow.Kind) throws {
    #expect(try TRLRow.read(try scratch.file(line)).map(\.kind) == [kind])
  }

  @Test(arguments: [
    (
      #"{"prompt": "a", "chosen": "b"}"#,
      "r:1: the column 'rejected' is missing; expected preference rows (prompt, chosen, rejected); "
        + "found chosen, prompt"
    ),
    (
      "{\"prompt\": \"a\", \"completion\": \"b\"}\n\n{\"prompt\": \"a\"}",
      "r:3: the column 'completion' is missing; expected prompt-completion rows (prompt, completion); "
        + "found prompt"
    ),
    (
      #"{"question": "a"}"#,
      "r:1: the columns are those of no row type; expected preference (prompt, chosen, rejected); "
        + "unpaired-preference (prompt, completion, label); prompt-completion (prompt, completion); "
        + "language-modeling (messages or text); prompt-only (prompt); found question"
    ),
    (#"{"prompt": 7}"#, "r:1: 'prompt' is 7; expected a text or a list of messages"),
    (
      #"{"prompt": "a", "completion": "b", "label": "yes"}"#,
      "r:1: 'label' is the text 'yes'; expected true or false"
    ),
    (
      #"{"messages": [{"role": "user", "content": ["a"]}]}"#,
      "r:1: 'messages[0]' is an object; expected a list of messages with a role and a content, which is "
        + "a text or a list of parts of type text"
    ),
    (
      "{\"text\": \"a\"}\n{\"text\n",
      "r:2: the line is not valid JSON: {\"text; expected one JSON object a line"
    ),
    (
      "{\"text\": " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100) + "}",
      "r:1: the line is not valid JSON: {\"text\": " + String(repeating: "[", count: 51)
        + "…; expected one JSON object a line"
    ),
  ])
  func namesTheLineAndTheColumns(_ text: String, _ expected: String) throws {
    let path = try scratch.file(text, "r")
    #expect(message { try TRLRow.read(path) } == expected)
  }

  @Test func aGivenTypeIsRequired() throws {
    let path = try scratch.file(#"{"prompt": "a", "messages": []}"#, "r")
    #expect(try TRLRow.read(path, kind: .promptOnly).map(\.kind) == [.promptOnly])
    #expect(
      message { try TRLRow.read(path, kind: .promptCompletion) }
        == "r:1: the column 'completion' is missing; expected prompt-completion rows (prompt, "
        + "completion); found messages, prompt")
  }

  // MARK: - verl

  @Test func verlRowsSurviveTheRoundTrip() throws {
    let rows = [
      VerlRow(
        dataSource: "openai/gsm8k", prompt: [user], ability: "math", groundTruth: .text("72"),
        split: "train", index: 3,
        extraInfo: ["answer": .text("#### 72"), "nested": .list([.null])],
        extra: ["agent_name": .text("tool")]),
      VerlRow(
        dataSource: "x", prompt: [user, answer], ability: "", rewardStyle: "model",
        groundTruth: .object(["inputs": .list([.text("1")])]), split: nil, index: nil),
    ]
    try VerlRow.write(rows, to: scratch.path("verl.jsonl"))
    #expect(try VerlRow.read(scratch.path("verl.jsonl")) == rows)
  }

  @Test func writesTheColumnsOfVerl() throws {
    let row = VerlRow(
      dataSource: "d", prompt: [Message(role: "user", content: "q/r")], ability: "math",
      groundTruth: .text("1"), split: "test", index: 0)
    try VerlRow.write([row], to: scratch.path("v.jsonl"))
    #expect(
      try AtomicFile.readText(scratch.path("v.jsonl"))
        == #"{"ability":"math","data_source":"d","extra_info":{"index":0,"split":"test"},"#
        + #""prompt":[{"content":"q/r","role":"user"}],"#
        + #""reward_model":{"ground_truth":"1","style":"rule"}}"# + "\n")
  }

  @Test func problemsGoToVerlAndBack() throws {
    let problem = DatasetProblem(
      id: "line 1", question: .text("How many?"), solution: "#### 72", answer: "72", line: 1)
    let task = try DatasetTask.chat(.gsm8k)
    let row = VerlRow(problem, task: task, dataSource: "openai/gsm8k", split: "test", index: 5)
    try VerlRow.write([row], to: scratch.path("v.jsonl"))
    let read = try DatasetFile.read(scratch.path("v.jsonl"), as: .verl)[0]
    #expect(read.id == "test/5" && read.answer == "72")
    #expect(try DatasetTask.chat(.verl).prompt(for: read) == task.prompt(for: problem))
  }

  @Test func theExampleOfTheReadme() throws {
    let path = try scratch.file("{\"question\": \"How many?\", \"answer\": \"#### 72\"}")
    let out = scratch.path("verl.jsonl")
    let problems = try DatasetFile.read(path, as: .gsm8k)
    let task = try DatasetTask.chat(.gsm8k)
    let rows = problems.enumerated().map {
      VerlRow($1, task: task, dataSource: "openai/gsm8k", split: "test", index: $0)
    }
    try VerlRow.write(rows, to: out)
    #expect(try VerlRow.read(out) == rows)
  }

  @Test func onlyRulesForAnswersAreATask() throws {
    let row = VerlRow(
      dataSource: "x", prompt: [user], ability: "code", groundTruth: .object([:]), split: nil,
      index: 1)
    try VerlRow.write([row], to: scratch.path("r"))
    #expect(
      message { try DatasetFile.read(scratch.path("r"), as: .verl) }
        == "r:1: the reward is of style 'rule', the ability 'code' and the ground truth an object; "
        + "expected a style that begins with 'rule' and one mathematical answer")
    let path = try scratch.file(#"{"data_source": "x", "prompt": []}"#, "r")
    #expect(
      message { try VerlRow.read(path) }
        == "r:1: the column 'reward_model' is missing; expected verl rows (data_source, prompt, "
        + "reward_model); found data_source, prompt")
  }
}
