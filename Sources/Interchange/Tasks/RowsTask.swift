import Experience
import Support
import Tasks

/// Anybody's rows: the columns are named.
///
/// ```json
/// {"question": "What is 2 + 3?", "answer": "5", "metadata": {"source_dataset": "basic_arithmetic"}}
/// ```
///
/// A prompt is a text or a list of messages. Rows without a column `prompt` that have exactly one of the other names by which
/// data sets call it, `problem`, `question` or `input`, are read by that one, unless another name is set: so the rows of
/// reasoning-gym need no settings. Without a column for responses there is nothing to imitate; without one for answers there is
/// nothing to judge by.
public struct RowsTask: RowTask {
  public static let kind = "rows"
  public static let summary = "Anybody's rows from a file, by the names of their columns."
  public static let source = Source("jsonlines.org 2013")
  /// The column of prompts that is meant where none is named, and the names that stand for it where it is absent.
  static let promptColumns = ["prompt", "problem", "question", "input"]
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

  /// Who judges.
  var verifier: AnswerVerifier { AnswerVerifier(match, extraction) }

  /// The file's rows.
  public func read() throws -> RowProblems {
    RowProblems(problems: try numbered().map(\.problem), verifier: verifier)
  }

  /// The file's rows with their lines.
  func numbered() throws -> [(problem: Problem, line: Int)] {
    let rows = try RowFile.read(file)
    guard let first = rows.first else { return [] }
    let prompt = try promptColumn(of: line(first.columns, first.line, prompt))
    return try rows.map { columns, number in
      (try problem(line(columns, number, prompt), prompt), number)
    }
  }

  private func line(
    _ columns: [String: JSONValue], _ number: Int, _ prompt: String
  ) -> RowLine {
    RowLine(
      path: InputFile.name(file), number: number, columns: columns, type: Self.kind,
      expected: [prompt, answer, response].filter { !$0.isEmpty })
  }

  /// The column of prompts of a file with this first row.
  ///
  /// - Throws: `InterchangeError.malformed` if several columns may be meant; the columns that are read have another meaning.
  private func promptColumn(of row: RowLine) throws -> String {
    guard prompt == Self.promptColumns[0], row.columns[prompt] == nil else { return prompt }
    let found = Self.promptColumns.filter {
      row.columns[$0] != nil && $0 != answer && $0 != response
    }
    guard found.count > 1 else { return found.first ?? prompt }
    throw row.malformed(
      "there is no column 'prompt', and several that may be meant: \(found.joined(separator: ", ")); name one with "
        + "prompt=\(found[0])")
  }

  private func problem(_ row: RowLine, _ prompt: String) throws -> Problem {
    var known = row.columns
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
