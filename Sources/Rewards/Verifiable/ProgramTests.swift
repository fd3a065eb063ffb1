import Experience
import Sandbox
import Support
import Tasks

/// Judges Python functions by the tests of their problem, in a sandbox.
///
/// A text is run as it continues the prompt. Of a conversation's answer the last code block with the function is run
/// after the prompt, whose imports it may need. A response is right if its tests ended without an error.
///
/// The program and its tests are two processes, each in a sandbox of its own: the tests call the function through
/// messages of plain values, so that a program sees no test, and neither an early end, an output nor an object with an
/// equality of its own passes. What a prompt defines besides the function is there for the tests too.
///
/// - Source: Chen et al. 2021, arXiv:2107.03374, section 2; github.com/openai/human-eval, `execution.py`.
/// - Deviation: a function that returns anything but numbers, texts, lists, tuples, sets and dictionaries of these is
///   wrong, whatever its equality says.
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

  /// Judges responses, side by side on all cores.
  ///
  /// - Throws: what the sandbox throws where a program cannot be run at all; `Stopped`.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    try Sandbox.sideBySide(completions.count) { try verdict(on: completions[$0], for: problem) }
  }

  /// Judges a response.
  ///
  /// - Throws: what the sandbox throws where a program cannot be run at all; `Stopped`.
  public func verdict(on completion: Completion, for problem: Problem) throws -> Verdict {
    guard let row = rows[problem.id], let entry = row.metadata["entry_point"],
      let tests = row.metadata["test"]
    else { preconditionFailure("problem \(problem.id) is not of the rows") }
    guard let solution = solution(completion.text, row, entry) else {
      return .unparsed("no code block")
    }
    let (asking, answering) = try sandbox.run(
      Sandbox.Job(
        python, PythonQuestions.arguments(PythonQuestions.asking(entry)),
        input: "\(row.question.plainText)\n    pass\n\n\(tests)\n"),
      asking: Sandbox.Job(
        python, PythonQuestions.arguments(PythonQuestions.answering(entry)), input: solution))
    let isRight = asking.end == .exit(0)
    return Verdict(
      parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0, answer: nil,
      reason: isRight ? "" : Self.reason(asking, answering))
  }

  /// Why a program is not right: what stopped it, or what its tests say.
  private static func reason(_ asking: Sandbox.Run, _ answering: Sandbox.Run) -> String {
    for end in [answering.end, asking.end] {
      switch end {
      case .exceeded(.time): return "not done in time"
      case .exceeded(let resource): return "more \(resource.rawValue) than it may use"
      default: break
      }
    }
    let lines = asking.output.split(whereSeparator: \.isNewline)
    return String(lines.last ?? "the tests ended without a word").printable(120)
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
