import Experience
import Foundation
import Support
import Tasks

/// Rows of TRL's data sets, each type for the loops that need it.
///
/// Prompt and completion, and texts, are imitated; preferences make pairs; prompts alone are sampled from, and judged if a
/// column `answer`, `ground_truth` or `solution` says what is right.
public struct TRLTask: RowTask {
  public static let kind = "trl"
  public static let summary = "Rows of TRL's types, from a file: preferences, completions, prompts."
  public static let source = Source("TRL documentation 2026, \"Dataset formats and types\"")
  /// The file, JSON lines.
  public var file = ""
  /// How answers are compared.
  public var match = AnswerVerifier.Match.equivalent
  /// Which answers in a response count.
  public var extraction = AnswerExtraction.flexible
  /// No file yet.
  public init() {}

  /// The file's rows.
  public func read() throws -> RowProblems {
    RowProblems(
      problems: try TRLRow.numbered(file).map(problem), verifier: AnswerVerifier(match, extraction))
  }

  /// The reference answer of a row: a column `answer` or `ground_truth`, or what a column `solution` marks as one.
  ///
  /// A solution without a mark is the answer itself if it is a short line, as TRL's examples have it.
  private func answer(_ row: TRLRow, _ line: Int) throws -> String {
    for column in ["answer", "ground_truth"] {
      if let text = row.extra[column]?.scalarText { return text }
    }
    guard let solution = row.extra["solution"]?.scalarText else { return "" }
    if match == .exact { return solution }
    if let marked = AnswerExtraction.strict.answer(in: solution) { return marked }
    let text = solution.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.count <= 100, !text.contains(where: \.isNewline) else {
      throw InterchangeError.malformed(
        path: file, line: line,
        reason:
          "the 'solution' is a text that marks no answer, with \\boxed{…} or ####; add a column 'answer'"
      )
    }
    return text
  }

  private func problem(_ row: TRLRow, _ line: Int) throws -> Problem {
    let answer = try answer(row, line)
    func make(_ prompt: [Message], _ demonstrations: [Demonstration]) -> Problem {
      Problem(
        prompt, kind: Self.kind, gold: demonstrations.first { $0.score > 0 }?.text ?? "",
        answer: answer, metadata: row.extra, demonstrations: demonstrations)
    }
    switch row.content {
    case .promptOnly(let prompt): return make(prompt.messages, [])
    case .promptCompletion(let prompt, let completion):
      return make(prompt.messages, [Demonstration(text: completion.lastText)])
    case .unpairedPreference(let prompt, let completion, let label):
      return make(
        prompt.messages, [Demonstration(text: completion.lastText, score: label ? 1 : 0)])
    case .languageModeling(let text):
      return make(text.messages.dropLast(), [Demonstration(text: text.lastText)])
    case .preference(let prompt, let chosen, let rejected):
      let (shared, better, worse) = Self.parted(prompt, chosen, rejected)
      return make(
        shared, [Demonstration(text: better, score: 1), Demonstration(text: worse, score: 0)])
    }
  }

  /// Prompt and both answers; without a prompt, what both begin with is the prompt.
  private static func parted(
    _ prompt: TrainingText?, _ chosen: TrainingText, _ rejected: TrainingText
  ) -> (prompt: [Message], chosen: String, rejected: String) {
    if let prompt { return (prompt.messages, chosen.lastText, rejected.lastText) }
    if case .text(let better) = chosen, case .text(let worse) = rejected {
      let shared = better.commonPrefix(with: worse)
      return (
        [Message(role: "user", content: shared)], String(better.dropFirst(shared.count)),
        String(worse.dropFirst(shared.count))
      )
    }
    return (chosen.messages.dropLast(), chosen.lastText, rejected.lastText)
  }
}

extension TrainingText {
  /// The conversation; a text is one user's message.
  var messages: [Message] {
    switch self {
    case .text(let text): [Message(role: "user", content: text)]
    case .messages(let messages): messages
    }
  }

  /// What is said last: the whole text, or the last message's content.
  var lastText: String { messages.last?.content ?? "" }
}
