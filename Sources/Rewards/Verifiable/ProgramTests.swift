import Experience
import Sandbox
import Support
import Tasks

/// Judges Python functions by running the tests of their problem in a sandbox.
///
/// A text is run as it continues the prompt. Of a conversation's answer the last code block with the function is run
/// after the prompt, whose imports it may need. A response is right if all that was run, tests included, ended
/// without an error.
///
/// - Source: Chen et al. 2021, arXiv:2107.03374, section 2; github.com/openai/human-eval, `execution.py`.
/// - Deviation: a program that passes says so with a word made from itself, so that none passes by ending early.
///   It still runs in one process with its tests: one that sets out to cheat can.
public final class ProgramTests: Verifier {
  private let task: DatasetTask
  private let rows: [UInt64: DatasetProblem]
  private let sandbox: Sandbox
  private let python: String

  /// A verifier for the problems of some rows, with a Python on the PATH.
  public init(
    _ task: DatasetTask, rows: [DatasetProblem], sandbox: Sandbox, python: String = "python3"
  ) {
    self.task = task
    self.sandbox = sandbox
    self.python = python
    self.rows = Dictionary(
      rows.map { (task.problem($0) { _ in "" }.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Judges responses.
  ///
  /// - Throws: what the sandbox throws where a program cannot be run at all.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    try completions.map { try verdict(on: $0, for: problem) }
  }

  /// Judges a response.
  ///
  /// - Throws: what the sandbox throws where a program cannot be run at all.
  public func verdict(on completion: Completion, for problem: Problem) throws -> Verdict {
    guard let row = rows[problem.id], let entry = row.metadata["entry_point"],
      let tests = row.metadata["test"]
    else { preconditionFailure("problem \(problem.id) is not of the rows") }
    guard let solution = solution(completion.text, row, entry) else {
      return .unparsed("no code block")
    }
    let word = "passed-\(SHA256.hex(SHA256.digest(Array("\(problem.id)\(solution)".utf8))))"
    let program = "\(solution)\n\(tests)\ncheck(\(entry))\nprint(\"\\n\(word)\")\n"
    let run = try sandbox.run(python, ["-I", "-"], input: program)
    let lines = run.output.split(whereSeparator: \.isNewline)
    let isRight = run.end == .exit(0) && lines.last.map(String.init) == word
    return Verdict(
      parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0, answer: nil,
      reason: isRight ? "" : Self.reason(run.end, lines.last.map(String.init)))
  }

  private static func reason(_ end: ChildProcess.End, _ lastLine: String?) -> String {
    switch end {
    case .timeout: "not done in time"
    case .signal(let number): "ended by signal \(number)"
    case .exit(0): "ended before its tests"
    case .exit(let code): String((lastLine ?? "exit code \(code)").prefix(120))
    }
  }

  /// The whole program without its tests.
  private func solution(_ text: String, _ row: DatasetProblem, _ entry: String) -> String? {
    guard case .chat = task.style else {
      return task.prompt(for: row).plainText + task.untilStop(text).text
    }
    let blocks = Self.codeBlocks(text)
    guard let block = blocks.last(where: { $0.contains("def \(entry)") }) ?? blocks.last else {
      return nil
    }
    return row.question.plainText + "\n    pass\n\n" + block
  }

  /// What stands between lines that begin with three backticks; the last block may be without its end.
  static func codeBlocks(_ text: String) -> [String] {
    var blocks: [String] = []
    var isInside = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.drop(while: { $0 == " " }).hasPrefix("```") {
        isInside.toggle()
        if isInside { blocks.append("") }
      } else if isInside {
        blocks[blocks.count - 1] += line + "\n"
      }
    }
    return blocks
  }
}
