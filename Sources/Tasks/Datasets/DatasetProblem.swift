import Support

/// What a model is given: a text to go on with, or a conversation to answer.
public enum DatasetPrompt: Sendable, Hashable {
  /// A text, for base models.
  case text(String)
  /// Messages, for chat models; the model's own template makes a text of them.
  case chat([Message])

  /// The words alone: the text, or the contents of the messages in a row.
  public var plainText: String {
    switch self {
    case .text(let text): text
    case .chat(let messages): messages.map(\.content).joined(separator: "\n\n")
    }
  }
}

/// One problem of a data set as its file states it.
public struct DatasetProblem: Sendable, Hashable {
  /// The name in the data set, or `line` and its number.
  public var id: String
  /// The question without instructions; the whole prompt where the file has one.
  public var question: DatasetPrompt
  /// A worked solution that ends in the answer; empty if the file has none.
  public var solution: String
  /// The reference answer.
  public var answer: String
  /// The data set's own measure of difficulty, or the number of steps of the solution; 0 if unknown.
  public var difficulty: Int
  /// Further columns that say what the problem is about, such as `subject`.
  public var metadata: [String: String]
  /// The line of the file, from 1.
  public var line: Int

  /// A problem from its parts.
  public init(
    id: String, question: DatasetPrompt, solution: String, answer: String, difficulty: Int = 0,
    metadata: [String: String] = [:], line: Int
  ) {
    self.id = id
    self.question = question
    self.solution = solution
    self.answer = answer
    self.difficulty = difficulty
    self.metadata = metadata
    self.line = line
  }
}
