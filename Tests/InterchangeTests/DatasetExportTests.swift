import Experience
import Foundation
import Interchange
import Support
import Tasks
import TestSupport
import Testing

/// Problems as data sets for other programs.
@Suite struct DatasetExportTests {
  private func export(_ family: any TaskFamily, _ difficulty: Int, count: Int = 4) throws
    -> DatasetExport
  {
    try DatasetExport(
      family, count: count, difficulties: [difficulty], split: .test,
      stream: RandomStream(seed: 7)["task", "test"])
  }

  private func rows(_ path: String) throws -> [[String: JSONValue]] {
    try AtomicFile.readText(path).split(separator: "\n").map {
      try JSONDecoder().decode([String: JSONValue].self, from: Data($0.utf8))
    }
  }

  @Test func everyFormatHasTheSameProblems() throws {
    let folder = try TemporaryFolder()
    let problems = try Addition().problemSet(
      name: "", count: 4, difficulties: [3], split: .test,
      stream: RandomStream(seed: 7)["task", "test"]
    ).problems
    let export = try export(Addition(), 3)
    for (format, question, answer) in [
      (EvaluationFormat.jsonl, "question", "answer"), (.lmEval, "question", "answer"),
      (.inspect, "input", "target"),
    ] {
      _ = try export.write(format, to: folder.path)
      let found = try rows(folder.file("assay_addition.jsonl"))
      #expect(found.map { $0[question] } == problems.map { .text($0.prompt) }, "\(format)")
      #expect(found.map { $0[answer] } == problems.map { .text($0.answer) }, "\(format)")
      #expect(found[0]["id"] == .text(String(problems[0].id, radix: 16)))
    }
    // What was written is a task of this program too.
    _ = try export.write(.jsonl, to: folder.path)
    var rows = RowsTask()
    rows.file = folder.file("assay_addition.jsonl")
    #expect(try rows.loaded().problems.map(\.answer) == problems.map(\.answer))
  }

  /// lm_eval 0.4.13 was seen to load such files, and to judge with both filters.
  @Test func theTaskOfLMEvalNamesItsFile() throws {
    let folder = try TemporaryFolder()
    let command = try export(Addition(), 3).write(.lmEval, to: folder.path)
    #expect(command.contains("--tasks assay_addition --include_path \(folder.path)"))
    let yaml = try AtomicFile.readText(folder.file("assay_addition.yaml"))
    for line in [
      "task: assay_addition", "    test: \"\(folder.path)/assay_addition.jsonl\"",
      "output_type: generate_until", "doc_to_target: \"{{answer}}\"",
      ##"          regex_pattern: "#+\\s*(-?[0-9][0-9.,]*)""##, "  - metric: exact_match",
    ] {
      #expect(yaml.split(separator: "\n").contains(Substring(line)), "\(line)")
    }
    // Words are compared as words.
    _ = try export(KnightsKnaves(), 3).write(.lmEval, to: folder.path)
    let words = try AtomicFile.readText(folder.file("assay_knights_knaves.yaml"))
    #expect(words.contains(##"regex_pattern: "#+[ \\t]*([^#\\n]+)""##))
  }

  @Test func inspectIsToldHowToCompare() throws {
    let folder = try TemporaryFolder()
    let numbers = try export(Addition(), 3).write(.inspect, to: folder.path)
    #expect(numbers.contains("match(numeric=True)") && numbers.split(separator: "\n").count == 2)
    let words = try export(KnightsKnaves(), 3).write(.inspect, to: folder.path)
    #expect(words.contains("match()") && words.contains("assay_knights_knaves.jsonl"))
  }

  @Test(arguments: [
    (Countdown() as any TaskFamily, "any expression that makes the target is right"),
    (GeneralPoints(), "any expression that makes the target is right"),
    (StackPrograms(), "responses are programs"),
    (English(StackPrograms()), "responses are programs"),
    (SecondChance(), "conversations of several turns"), (Navigation(), "conversations"),
    (ToolUse(), "conversations"),
  ])
  func tasksThatAreNotJudgedByAnAnswerAreRefused(
    _ family: any TaskFamily, _ reason: String
  ) throws {
    let kind = type(of: family).kind
    #expect { try export(family, family.difficulties.lowerBound) } throws: {
      "\($0)".hasPrefix("task \(kind): cannot be a data set of questions and answers: ")
        && "\($0)".contains(reason)
    }
  }

  @Test func rowsWithoutAnswersAreRefused() throws {
    let folder = try TemporaryFolder()
    let lines = (0..<40).map { #"{"prompt": "What is \#($0)?"}"# }
    try AtomicFile.write(lines.joined(separator: "\n"), to: folder.file("x.jsonl"))
    var rows = RowsTask()
    (rows.file, rows.answer) = (folder.file("x.jsonl"), "")
    #expect { try export(rows, 0) } throws: { "\($0)".hasSuffix("has no reference answer") }
  }
}
