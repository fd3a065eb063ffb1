import Config
import Experience
import Foundation
import Interchange
import Support
import Tasks
import TestSupport
import Testing

/// Rows in files as task families.
@Suite struct RowTaskTests {
  private func file(_ folder: TemporaryFolder, _ lines: [String]) throws -> String {
    let path = folder.file("rows.jsonl")
    try AtomicFile.write(lines.joined(separator: "\n") + "\n", to: path)
    return path
  }

  private func verdict(_ task: some RowTask, _ text: String, _ index: Int = 0) throws -> Verdict {
    let problem = try task.loaded().problems[index]
    return try task.verdicts(on: [Completion(text: text, isFinished: true)], for: problem)[0]
  }

  @Test func columnsAreNamed() throws {
    let folder = try TemporaryFolder()
    var task = RowsTask()
    task.file = try file(
      folder,
      [
        #"{"question": "2 + 3?", "label": 5, "solution": "It is 5", "topic": "sums"}"#,
        #"{"question": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "1/2 + 1/4?"}], "label": "3/4", "solution": "#
          + #""3/4"}"#,
      ])
    (task.prompt, task.answer, task.response) = ("question", "label", "solution")
    let problems = try task.loaded().problems
    #expect(problems.map(\.answer) == ["5", "3/4"] && problems[0].gold == "It is 5")
    #expect(problems[0].metadata["topic"] == .text("sums"))
    #expect(problems[1].messages.map(\.role) == ["system", "user"])
    #expect(problems[0].demonstrations == [Demonstration(text: "It is 5")])
    #expect(try verdict(task, "so the answer is 5").strict)
    let cut = Completion(text: "\\boxed{5} because", isFinished: false)
    #expect(
      try task.verdicts(on: [cut], for: problems[0]) == [.unparsed("cut off before the end")])
    #expect(try verdict(task, "it is \\boxed{0.75}", 1).strict)
    #expect(try !verdict(task, "6").strict)
    task.match = .exact
    #expect(try !verdict(task, "so the answer is 5").strict && verdict(task, " 5\n").strict)
    // Without a reference answer a verdict is unknown, not wrong.
    task.answer = ""
    #expect(try verdict(task, "5").status == .unknown)
  }

  @Test func missingColumnsNameTheLine() throws {
    let folder = try TemporaryFolder()
    var task = RowsTask()
    task.file = try file(folder, [#"{"prompt": "a", "answer": "1"}"#, #"{"prompt": "b"}"#])
    let error = #expect(throws: InterchangeError.self) { try task.loaded() }
    #expect(
      error.map { "\($0)" } == "\(task.file):2: the column 'answer' is missing; expected rows rows "
        + "(prompt, answer); found prompt")
  }

  /// Rows of reasoning-gym, and of whoever calls the prompt by one of the usual names.
  @Test(arguments: ["prompt", "problem", "question", "input"])
  func promptsAreFoundByTheirUsualNames(_ name: String) throws {
    let folder = try TemporaryFolder()
    var task = RowsTask()
    task.file = try file(
      folder,
      [
        #"{"\#(name)": "2 + 3?", "answer": "5", "metadata": {"source_dataset": "basic_arithmetic"}}"#
      ])
    let problem = try task.loaded().problems[0]
    #expect(problem.prompt == "2 + 3?" && problem.answer == "5")
    #expect(problem.metadata.keys.sorted() == ["metadata"])
  }

  @Test func promptsThatAreNotClearAreRefused() throws {
    let folder = try TemporaryFolder()
    var task = RowsTask()
    func message(_ lines: String...) throws -> String? {
      task.file = folder.file("\(UUID()).jsonl")
      try AtomicFile.write(lines.joined(separator: "\n"), to: task.file)
      return #expect(throws: InterchangeError.self) { try task.loaded() }
        .map { "\($0)".replacing(task.file, with: "f") }
    }
    #expect(
      try message(#"{"question": "a", "input": "b", "answer": "1"}"#)
        == "f:1: there is no column 'prompt', and several that may be meant: question, input; name one with prompt=question"
    )
    // The first row says which column it is.
    #expect(
      try message(#"{"question": "a", "answer": "1"}"#, #"{"problem": "b", "answer": "1"}"#)
        == "f:2: the column 'question' is missing; expected rows rows (question, answer); found answer, problem"
    )
    // A name that is set is meant; the reference is no prompt.
    task.prompt = "text"
    #expect(
      try message(#"{"question": "a", "answer": "1"}"#)?.contains("the column 'text' is missing")
        == true)
    (task.prompt, task.answer) = ("prompt", "input")
    task.file = try file(folder, [#"{"question": "a", "input": "1"}"#])
    #expect(try task.loaded().problems[0].prompt == "a")
    // Where there is a prompt, other columns are others.
    task.file = folder.file("prompt.jsonl")
    try AtomicFile.write(#"{"prompt": "p", "question": "a", "input": "1"}"#, to: task.file)
    #expect(try task.loaded().problems[0].prompt == "p")
  }

  /// Parts follow from the questions, whatever the order of the rows; repeated questions count once.
  @Test func partsAreByHash() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<200).map { #"{"prompt": "What is \#($0)?", "answer": "\#($0)"}"# }
    var task = RowsTask()
    task.file = try file(folder, lines + lines.prefix(20))
    let parts = try Split.allCases.map { try task.listed($0)?.map(\.prompt) ?? [] }
    #expect(parts.map(\.count).reduce(0, +) == 200 && parts[0].count > 130)
    let other = folder.file("other.jsonl")
    try AtomicFile.write(lines.reversed().joined(separator: "\n"), to: other)
    task.file = other
    #expect(try Set(task.listed(.test)?.map(\.prompt) ?? []) == Set(parts[2]))
    var generator = RandomStream(seed: 1)["rows"].generator()
    for _ in 0..<50 {
      let problem = try task.problem(difficulty: 0, split: .train, using: &generator)
      #expect(parts[0].contains(problem.prompt))
    }
  }

  @Test func trlRowsOfEveryType() throws {
    let folder = try TemporaryFolder()
    func problem(_ line: String) throws -> Problem {
      let path = folder.file("\(abs(line.hashValue)).jsonl")
      try AtomicFile.write(line + "\n", to: path)
      var task = TRLTask()
      task.file = path
      return try task.loaded().problems[0]
    }
    let pair = try problem(#"{"prompt": "2+2?", "chosen": "4", "rejected": "5"}"#)
    #expect(pair.prompt == "2+2?" && pair.demonstrations.map(\.text) == ["4", "5"])
    #expect(pair.demonstrations.map(\.score) == [1, 0] && pair.gold == "4")
    // Without a prompt, what both begin with is the prompt.
    let implicit = try problem(#"{"chosen": "2+2? four", "rejected": "2+2? five"}"#)
    #expect(implicit.prompt == "2+2? f" && implicit.demonstrations.map(\.text) == ["our", "ive"])
    let turns = try problem(
      #"{"chosen": [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}], "rejected": [{"role": "user", "#
        + #""content": "hi"}, {"role": "assistant", "content": "go away"}]}"#)
    #expect(turns.prompt == "hi" && turns.demonstrations.map(\.text) == ["hello", "go away"])
    let completion = try problem(#"{"prompt": "a", "completion": "b"}"#)
    #expect(completion.gold == "b")
    let unpaired = try problem(#"{"prompt": "a", "completion": "b", "label": false}"#)
    #expect(unpaired.gold.isEmpty && unpaired.demonstrations[0].score == 0)
    let conversation = try problem(
      #"{"messages": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "r"}]}"#)
    #expect(conversation.prompt == "q" && conversation.gold == "r")
    #expect(try problem(#"{"text": "once upon"}"#).gold == "once upon")
    #expect(try problem(#"{"prompt": "1+1?", "solution": "2"}"#).answer == "2")
  }

  @Test(.enabled(if: sharedData("gsm8k/test.jsonl") != nil)) func gsm8kIsATask() throws {
    RowTasks.add()
    struct Settings: Codable { var task = Slot<TaskCatalogue>(Chain.pure) }
    let path = try #require(sharedData("gsm8k/test.jsonl"))
    let settings = try ConfigLoader.load(
      Settings(), overrides: ["task={kind: gsm8k, file: \(path), style: text}"])
    let family = settings.task.value
    #expect(!family.hasDifficulties && family.traced == nil)
    let held = try #require(try family.listed(.validation))
    #expect(held.count > 90 && held[0].prompt.hasPrefix("Question: "))
    let right = Completion(text: " " + held[0].gold, isFinished: true)
    #expect(try family.verdicts(on: [right], for: held[0])[0].strict)
  }

  @Test func filesMustBeThere() {
    RowTasks.add()
    struct Settings: Codable { var task = Slot<TaskCatalogue>(Chain.pure) }
    for (value, message) in [
      ("{kind: rows, file: nowhere.jsonl}", "'task.file' is 'nowhere.jsonl'"),
      ("rows", "'task.file' is ''"),
      ("{kind: gsm8k, file: \(#filePath), shots: 3}", "'task.shots' is '3'"),
    ] {
      let error = #expect(throws: ConfigError.self) {
        try ConfigLoader.load(Settings(), overrides: ["task=\(value)"])
      }
      #expect(error.map { "\($0)" }?.contains(message) == true, "\(value)")
    }
  }
}
