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
    guard completion.isFinished || task.untilStop(completion.text).isStopped else {
      return .unparsed("cut off before the end")
    }
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
    let text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    guard case .chat = task.style else {
      return task.prompt(for: row).plainText + task.untilStop(text).text
    }
    return PythonAnswer.code(text, function: entry).map {
      PythonAnswer.program($0, after: row.question.plainText)
    }
  }
}

/// The program in an answer to a question in words.
enum PythonAnswer {
  /// The last code block with a function, or else the last block, or else code without a fence around it.
  static func code(_ text: String, function: String) -> String? {
    let blocks = codeBlocks(text)
    let definition = "def \(function)"
    if let block = blocks.last(where: { $0.contains(definition) }) ?? blocks.last { return block }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if text.contains(definition) {
      guard let start = lines.firstIndex(where: isCode) else { return nil }
      let end = lines[start...].firstIndex {
        !$0.isEmpty && $0.first?.isWhitespace == false && !isCode($0)
      }
      return lines[start..<(end ?? lines.endIndex)].joined(separator: "\n") + "\n"
    }
    // The body alone, as one goes on with the prompt.
    guard let first = lines.first(where: { !$0.allSatisfy(\.isWhitespace) }),
      first.hasPrefix("    ")
    else {
      return nil
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A program after the prompt that it answers, whose imports and helpers it may need.
  static func program(_ code: String, after prompt: String) -> String {
    let isBody =
      code.split(separator: "\n").first { !$0.allSatisfy(\.isWhitespace) }?.hasPrefix("    ")
      ?? false
    if isBody { return prompt + code }
    // These have to come before everything else.
    let isFuture = { (line: Substring) in line.hasPrefix("from __future__ import") }
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.filter(isFuture).map { $0 + "\n" }.joined()
    return first + prompt + "\n    pass\n\n"
      + lines.filter { !isFuture($0) }.joined(separator: "\n")
  }

  /// Whether a line that is not indented begins a statement of Python.
  private static func isCode(_ line: Substring) -> Bool {
    let begins =
      #/(def|class|import|from|async|if|elif|else|for|while|try|except|finally|with|return|assert|print|pass|global|del|raise)\b|[@#)\]}]|"""|\'\'\'|[A-Za-z_][\w.]*(\[[^\]]*\])?\s*([+\-*\/%]?=|\(|:\s*\w+\s*=)/#
    guard line.prefixMatch(of: begins) != nil else { return false }
    // "for the record, …" and "from this follows" are prose.
    if let word = line.firstMatch(of: #/^(from|import|for|with|while|if|class|try|else)\b(.*)/#)?.2
    {
      return line.hasPrefix("import ") && word.split(separator: " ").count <= 4
        || word.contains(":") || word.contains(" import ")
    }
    return true
  }

  /// What stands between fences of backticks or tildes, without the fence's indentation; the last block may be
  /// without its end.
  ///
  /// - Source: CommonMark 0.31, section 4.5: the closing fence is of the same sign, at least as long, and indented by
  ///   at most three spaces, so that fences in a docstring are text.
  static func codeBlocks(_ text: String) -> [String] {
    var blocks: [String] = []
    var opener: (sign: Character, length: Int, indent: Int)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let indent = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(indent)
      let length = rest.first.map { sign in rest.prefix { $0 == sign }.count } ?? 0
      let isFence = length >= 3 && (rest.first == "`" || rest.first == "~")
      if let fence = opener {
        let isEnd =
          isFence && rest.first == fence.sign && length >= fence.length
          && indent <= fence.indent + 3 && rest.dropFirst(length).allSatisfy(\.isWhitespace)
        if isEnd {
          opener = nil
        } else {
          blocks[blocks.count - 1] += line.dropFirst(min(indent, fence.indent)) + "\n"
        }
      } else if isFence, let sign = rest.first, !rest.dropFirst(length).contains("`") {
        opener = (sign, length, indent)
        blocks.append("")
      }
    }
    return blocks
  }
}
