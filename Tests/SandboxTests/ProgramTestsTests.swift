import Experience
import Foundation
import Interchange
import Rewards
import Sandbox
import Support
import Tasks
import TestSupport
import Testing

@Suite(.enabled(if: hasPython, "python3 is not installed")) struct ProgramTestsTests {
  private let row = DatasetProblem(
    id: "T/0",
    question: .text(
      """
      from typing import List

      def double(x: List[int]) -> List[int]:
          \"\"\" Twice every number. \"\"\"

      """), solution: "    return [2 * v for v in x]\n", answer: "",
    metadata: [
      "entry_point": "double",
      "test": "def check(candidate):\n    assert candidate([1, 2]) == [2, 4], 'twice'\n",
    ], line: 1)

  private func verdict(_ response: String, chat: Bool = false) throws -> Verdict {
    let task = try DatasetTask(
      .humanEval, style: chat ? .chat(instruction: "") : .fewShot([]))
    let tests = ProgramTests(task, rows: [row], sandbox: try Sandbox(.none))
    return try tests.verdict(
      on: Completion(text: response, isFinished: true), for: task.problem(row) { $0[0].content })
  }

  @Test func textsContinueThePrompt() throws {
    #expect(try verdict("\n    return [2 * v for v in x]\n").strict)
    // What comes after the function is not run.
    #expect(try verdict("\n    return [2 * v for v in x]\nprint(1 / 0)\n").strict)
    let wrong = try verdict("\n    return x\n")
    #expect(wrong.parsed && !wrong.loose)
    #expect(wrong.reason == "AssertionError: twice")
    #expect(try verdict("\n    return [2 * v for v in x\n").reason.hasPrefix("SyntaxError"))
    #expect(try verdict("\n    while True: pass\n").reason == "not done in time")
  }

  /// Ending before the tests, or claiming to have passed, is not passing.
  @Test(arguments: [
    "\n    import os; os._exit(0)\n", "\n    raise SystemExit(0)\n",
    "\n    print('passed-'); import sys; sys.stdout.flush(); import os; os._exit(0)\n",
  ]) func endingEarlyDoesNotPass(_ response: String) throws {
    let found = try verdict(response)
    #expect(!found.loose)
    #expect(found.reason == "ended before its tests")
  }

  @Test func answersAreCodeBlocks() throws {
    let function = "def double(x: List[int]) -> List[int]:\n    return [v + v for v in x]\n"
    #expect(try verdict("Sure:\n```python\n\(function)```\nDone.", chat: true).strict)
    // The block with the function counts, and one may be cut off.
    #expect(try verdict("```\n\(function)```\n```\nprint(double([1]))\n```", chat: true).strict)
    #expect(try verdict("```python\n\(function)", chat: true).strict)
    #expect(try verdict(function, chat: true) == .unparsed("no code block"))
    #expect(try !verdict("```python\ndef triple(x): return x\n```", chat: true).loose)
  }

  /// Where programs cannot be run that is said, not judged.
  @Test func failuresAreKept() throws {
    let task = try DatasetTask(.humanEval, style: .fewShot([]))
    let tests = ProgramTests(
      task, rows: [row], sandbox: try Sandbox(.none), python: "no-such-python")
    let problem = task.problem(row) { _ in "" }
    let error = #expect(throws: (any Error).self) {
      try tests.verdicts(on: [Completion(text: "", isFinished: true)], for: problem)
    }
    #expect(error.map { "\($0)" } == "no-such-python is not on the PATH; install it")
  }

  /// Every canonical solution passes; an empty function fails everywhere.
  @Test(
    .enabled(
      if: sharedData("human_eval/HumanEval.jsonl.gz") != nil, "HumanEval is not beside the project")
  )
  func humanEvalJudgesItsOwnSolutions() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/HumanEval.jsonl"
    let packed = try #require(sharedData("human_eval/HumanEval.jsonl.gz"))
    let gunzip = try #require(ChildProcess.path(of: "gunzip"))
    let end = try ChildProcess.run(gunzip, ["-c", packed], output: path, atMost: 60)
    #expect(end == .exit(0))
    let rows = try DatasetFile.read(path, as: .humanEval)
    #expect(rows.count == 164)
    let task = try DatasetTask(.humanEval, style: .fewShot([]))
    let tests = ProgramTests(
      task, rows: rows, sandbox: try Sandbox(.none, limits: .init(seconds: 20)))
    for row in rows {
      let problem = task.problem(row) { _ in "" }
      let right = try tests.verdict(
        on: Completion(text: "\n" + row.solution, isFinished: true), for: problem)
      #expect(right.strict, "\(row.id): \(right.reason)")
      let empty = try tests.verdict(
        on: Completion(text: "\n    pass\n", isFinished: true), for: problem)
      #expect(!empty.loose, "\(row.id)")
    }
  }
}
