import Experience
import Support
import Tasks

/// Anybody's rows: the columns are named.
///
/// ```json
/// {"question": "What is 2 + 3?", "answer": "5", "solution": "2 + 3 = 5, so the answer is 5"}
/// ```
///
/// A prompt is a text or a list of messages. Without a column for responses there is nothing to imitate; without one for
/// answers there is nothing to judge by.
public struct RowsTask: RowTask {
  public static let kind = "rows"
  public static let summary = "Anybody's rows from a file, by the names of their columns."
  public static let source = Source("jsonlines.org 2013")
  /// The file, JSON lines.
  public var file = ""
  /// The column of prompts.
  public var prompt = "prompt"
  /// The column of reference answers; empty for none.
  public var answer = "answer"
  /// The column of responses to imitate; empty for none.
  public var response = ""
  /// How answers are compared.
  public var match = AnswerVerifier.Match.equivalent
  /// Which answers in a response count.
  public var extraction = AnswerExtraction.flexible
  /// No file yet.
  public init() {}

  /// The file's rows.
  public func read() throws -> RowProblems {
    let expected = [prompt, answer, response].filter { !$0.isEmpty }
    let problems = try RowFile.read(file).map { columns, number in
      let row = RowLine(
        path: file, number: number, columns: columns, type: Self.kind, expected: expected)
      var known = columns
      func take(_ column: String) throws -> JSONValue? {
        guard !column.isEmpty else { return nil }
        known[column] = nil
        return try row.required(column)
      }
      let question = try take(prompt)
      let messages = try row.conversation(prompt, question ?? .null)
      let gold = try take(response)
      let reference = try take(answer)
      func text(_ value: JSONValue?, _ column: String) throws -> String {
        guard let value else { return "" }
        guard let text = value.scalarText else {
          throw row.bad(column, value, "a text or a number")
        }
        return text
      }
      return Problem(
        messages, kind: Self.kind, gold: try text(gold, response),
        answer: try text(reference, answer), metadata: known)
    }
    return RowProblems(problems: problems, verifier: AnswerVerifier(match, extraction))
  }
}

extension Problem {
  /// A problem of a row; nothing is known of chance, and its identity is that of its prompt.
  init(
    _ messages: [Message], kind: String, gold: String, answer: String,
    metadata: [String: JSONValue] = [:], demonstrations: [Demonstration]? = nil
  ) {
    let canonical = kind + ": " + messages.map(\.content).joined(separator: "\n\n")
    self.init(
      id: Split.id(canonical: canonical), messages: messages, gold: gold, answer: answer,
      difficulty: 0, canonical: canonical, chanceLoose: 0, chanceStrict: 0, metadata: metadata,
      demonstrations: demonstrations ?? (gold.isEmpty ? [] : [Demonstration(text: gold)]))
  }
}
