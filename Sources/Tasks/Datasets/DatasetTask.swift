import Experience
import Support

/// A data set as a task: how its problems are put to a model, and how responses are judged.
///
/// A response is right if the answer that is found in it is equivalent to the reference. There are no steps to
/// check, so loose and strict are the same, and the process share is 0 or 1.
///
/// ```
/// text:  Question: …\nAnswer: …\n\nQuestion: …\nAnswer:
/// chat:  user: …\nPlease reason step by step, and put your final answer within \boxed{}.
/// ```
///
/// - Source: github.com/openai/grade-school-math, `grade_school_math/dataset.py`, for the labels and the `####`.
/// - Deviation: the calculator's annotations `<<…>>` are left out of worked examples, and blanks at the end of
///   HumanEval's prompts as in bigcode-evaluation-harness (`strip_prompt`).
public struct DatasetTask: Verifier {
  /// The data set.
  public let kind: DatasetKind
  /// How problems are put to the model.
  public let style: PromptStyle
  /// Which answers count: marked ones, or the last number too.
  public var extraction: AnswerExtraction
  /// When two answers are the same.
  public var equivalence: AnswerEquivalence

  /// A task.
  ///
  /// - Throws: `TasksError.setting` if worked examples are given for rows that have a prompt of their own, or
  ///   an example has no solution.
  public init(
    _ kind: DatasetKind, style: PromptStyle, extraction: AnswerExtraction = .flexible,
    equivalence: AnswerEquivalence = AnswerEquivalence()
  ) throws(TasksError) {
    if case .fewShot(let examples) = style, !examples.isEmpty {
      if kind.labels == nil {
        throw .setting(
          kind: "task \(kind.rawValue)", key: "shots", value: "\(examples.count)",
          expected: "0, because every row has its whole prompt")
      }
      if let empty = examples.first(where: \.solution.isEmpty) {
        throw .setting(
          kind: "task \(kind.rawValue)", key: "solution", value: "empty in example \(empty.id)",
          expected: "a worked solution in every example")
      }
    }
    self.kind = kind
    self.style = style
    self.extraction = extraction
    self.equivalence = equivalence
  }

  /// The task as a conversation with the data set's own instruction.
  public static func chat(_ kind: DatasetKind) throws(TasksError) -> DatasetTask {
    try DatasetTask(kind, style: .chat(instruction: kind.instruction))
  }

  // MARK: - Prompts

  /// What the model is given for a problem.
  public func prompt(for problem: DatasetProblem) -> DatasetPrompt {
    switch style {
    case .fewShot(let examples):
      guard let labels = kind.labels else {
        let text = problem.question.plainText
        guard kind == .humanEval else { return .text(text) }
        // After an end of line, models that join it to the indentation begin something else.
        let end = text.unicodeScalars.lastIndex { !$0.properties.isWhitespace }
        return .text(end.map { String(text.unicodeScalars[...$0]) } ?? text)
      }
      var text = ""
      for example in examples {
        text += labels.question + example.question.plainText + labels.answer
        text += (kind == .math500 ? "\n" : " ") + example.solution + "\n\n"
      }
      return .text(text + labels.question + problem.question.plainText + labels.answer)
    case .chat(let instruction):
      var messages: [Message]
      switch problem.question {
      case .text(let text): messages = [Message(role: "user", content: text)]
      case .chat(let given): messages = given
      }
      if !instruction.isEmpty, let last = messages.indices.last {
        messages[last].content += "\n" + instruction
      }
      return .chat(messages)
    }
  }

  /// The problem in the engine's vocabulary; `render` makes a text of a conversation.
  ///
  /// The identity is that of the question, so that a leak check finds it whatever the prompt. An answer cannot
  /// be guessed from its form, so both chance levels are 0.
  public func problem(
    _ problem: DatasetProblem, render: ([Message]) throws -> String
  ) rethrows -> Problem {
    let text =
      switch prompt(for: problem) {
      case .text(let text): text
      case .chat(let messages): try render(messages)
      }
    let canonical = "\(kind.rawValue): " + problem.question.plainText
    return Problem(
      id: Split.id(canonical: canonical), prompt: text, gold: problem.solution,
      answer: problem.answer, difficulty: problem.difficulty, canonical: canonical, chanceLoose: 0,
      chanceStrict: 0)
  }

  // MARK: - Verdicts

  /// Strings at which a response is over; none in a conversation, where the model ends its turn.
  public var stopStrings: [String] {
    if case .fewShot = style { kind.stopStrings } else { [] }
  }

  /// Judges a response, up to the first stop string.
  ///
  /// A response that the cap cut off is wrong, whatever stands in it. Any text is judged without failing.
  ///
  /// - Precondition: answers are text: programs, the responses of `human-eval`, are judged by `ProgramTests`.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    precondition(kind != .humanEval, "programs are judged by ProgramTests")
    let (text, isStopped) = untilStop(completion.text)
    guard completion.isFinished || isStopped else { return .unparsed("cut off before the end") }
    guard let answer = extraction.answer(in: text) else { return .unparsed("no answer found") }
    let isRight = equivalence.holds(answer, problem.answer)
    return Verdict(
      parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0, answer: answer,
      reason: isRight ? "" : "the answer is not \(problem.answer)")
  }

  /// Each completion by itself.
  public func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
    completions.map { verdict(on: $0, for: problem) }
  }

  /// A response up to the first stop string.
  package func untilStop(_ text: String) -> (text: String, isStopped: Bool) {
    var end = text.utf8.endIndex
    for stop in stopStrings {
      if let found = text.utf8[..<end].firstRange(of: stop.utf8) { end = found.lowerBound }
    }
    return (String(decoding: text.utf8[..<end], as: UTF8.self), end < text.utf8.endIndex)
  }
}
