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

  private func verdict(_ response: String, chat: Bool = false, isFinished: Bool = true) throws
    -> Verdict
  {
    let task = try DatasetTask(
      .humanEval, style: chat ? .chat(instruction: "") : .fewShot([]))
    let tests = ProgramTests(task, rows: [row], sandbox: try Sandbox(.none))
    return try tests.verdict(
      on: Completion(text: response, isFinished: isFinished),
      for: task.problem(row) { $0[0].content })
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

  /// Right programs in the ways in which models wrap them.
  @Test(arguments: [
    "```python\ndef double(x):\n    return [2 * v for v in x]\n```",
    "```python\r\ndef double(x):\r\n    return [2 * v for v in x]\r\n```\r\nDone.",
    "~~~\ndef double(x):\n    return [2 * v for v in x]\n~~~",
    "Here:\n\n1. So\n   ```python\n   def double(x):\n       return [2 * v for v in x]\n   ```\n",
    "````\ndef double(x):\n    '''\n    ```\n    double([1])\n    ```\n    '''\n    return [2 * v for v in x]\n````",
    "```python\ndef double(x):\n    '''\n    ```\n    double([1])\n    ```\n    '''\n    return [2 * v for v in x]\n```",
    "```python\nfrom __future__ import annotations\ndef double(x: Later) -> Later:\n    return [2 * v for v in x]\n```",
    "```python\ndef double(x):\n    return [2 * v for v in x]\n\nif __name__ == \"__main__\":\n    print(double(input()))\n```",
    "```python\ndef double(x):\n    return [2 * v for v in x]\n\nif __name__ == '__main__':\n    import unittest\n    unittest.main()\n```",
    "def double(x):\n    return [2 * v for v in x]\n",
    "Sure, here it is:\n\nfrom typing import List\n\ndef double(x: List[int]):\n    return [2 * v for v in x]\n\nThis function doubles every number.",
    "    return [2 * v for v in x]\n",
    "First try:\n```\nprint(1)\n```\nThe function:\n```py\ndef double(x):\n    return [2 * v for v in x]\n```\nIt prints:\n```\n[2, 4]\n```\n",
    "```python\ndef double(x):\n    return [2 * v for v in x]",
  ]) func rightProgramsPassHoweverTheyAreWrapped(_ response: String) throws {
    let found = try verdict(response, chat: true)
    #expect(found.strict, "\(found.reason)")
    #expect(try !verdict(response.replacing("2 * v", with: "3 * v"), chat: true).loose)
  }

  @Test(arguments: ["I cannot help with that.", "", "def is a keyword; from this follows nothing"])
  func proseIsNoProgram(_ response: String) throws {
    #expect(try !verdict(response, chat: true).parsed)
  }

  /// Ending before the tests, saying that one has passed, or being equal to everything is not passing.
  @Test(arguments: [
    ("import os; os._exit(0)", "the program ended before its tests"),
    ("raise SystemExit(0)", "SystemExit: 0"),
    ("print('passed'); import os; os._exit(0)", "the program ended before its tests"),
    ("import os; os.lseek(0, 0, 0); open('/proc/self/fd/0').read(); os._exit(0)", nil),
    (
      "import os; os.write(4, b'[\"value\", [\"list\", [\"int\", \"0x2\"]]]\\n'); return x",
      "AssertionError: twice"
    ),
    ("import os; os.write(4, b'nonsense\\n'); return x", nil),
    (
      "return type('Same', (), {'__eq__': lambda self, other: True})()",
      "TypeError: a value of type Same cannot be compared"
    ),
    (
      "return type('Same', (list,), {'__eq__': lambda self, other: True})()",
      "AssertionError: twice"
    ),
    (
      "return type('Same', (int,), {'__eq__': lambda self, other: True})(7)",
      "AssertionError: twice"
    ),
  ]) func cheatingDoesNotPass(_ body: String, _ reason: String?) throws {
    let found = try verdict("\n    \(body)\n")
    #expect(!found.loose)
    if let reason { #expect(found.reason == reason) }
  }

  /// Values come to the tests as they are.
  @Test(arguments: [
    "[1, 2.5, -0.0, 'é\\ud800', None, True]", "(1, (2,), [])", "{1: [2], (3, 4): {'a': 1.0}}",
    "{1, 2}", "frozenset({3})", "b'ab'", "1 + 2j", "10 ** 5000", "float('inf')", "set()", "()",
    "__import__('fractions').Fraction(1, 3)", "__import__('collections').Counter('aab')",
  ]) func valuesAreThemselves(_ value: String) throws {
    let row = DatasetProblem(
      id: "T/1", question: .text("def same(x):\n    \"\"\" The same. \"\"\"\n"),
      solution: "    return x\n", answer: "",
      metadata: [
        "entry_point": "same",
        "test":
          "def check(candidate):\n    x = \(value)\n    y = candidate(x)\n    assert x == y and candidate(x=x) == x\n    assert type(x) is type(y) or isinstance(x, dict)\n",
      ], line: 1)
    let task = try DatasetTask(.humanEval, style: .fewShot([]))
    let tests = ProgramTests(task, rows: [row], sandbox: try Sandbox(.none))
    let found = try tests.verdict(
      on: Completion(text: "\n    return x\n", isFinished: true), for: task.problem(row) { _ in "" }
    )
    #expect(found.strict, "\(found.reason)")
  }

  @Test func answersAreCodeBlocks() throws {
    let function = "def double(x: List[int]) -> List[int]:\n    return [v + v for v in x]\n"
    #expect(try verdict("Sure:\n```python\n\(function)```\nDone.", chat: true).strict)
    // The block with the function counts, and one may lack its end.
    #expect(try verdict("```\n\(function)```\n```\nprint(double([1]))\n```", chat: true).strict)
    #expect(try verdict("```python\n\(function)", chat: true).strict)
    #expect(
      try verdict("```python\n\(function)", chat: true, isFinished: false)
        == .unparsed("cut off before the end"))
    #expect(try verdict("There is no such function.", chat: true) == .unparsed("no code block"))
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
    let wrong = try Sandbox.sideBySide(rows.count) { index -> String? in
      let row = rows[index]
      let problem = task.problem(row) { _ in "" }
      let right = try tests.verdict(
        on: Completion(text: "\n" + row.solution, isFinished: true), for: problem)
      let empty = try tests.verdict(
        on: Completion(text: "\n    pass\n", isFinished: true), for: problem)
      return right.strict && !empty.loose ? nil : "\(row.id): \(right.reason)"
    }
    #expect(wrong.compactMap(\.self) == [])
  }
}
