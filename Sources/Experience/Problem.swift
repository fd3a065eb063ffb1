import Support

/// A prompt with its ground truth: one problem of a task.
public struct Problem: Codable, Sendable, Equatable {
  /// The hash of the canonical form: the identity by which splits and leak checks go.
  public var id: UInt64
  /// What is asked, as a conversation; a plain prompt is one user's message.
  public var messages: [Message]
  /// One canonical right response, without the end token.
  public var gold: String
  /// The reference answer.
  public var answer: String
  /// The task's own measure of difficulty: operations, nesting levels, digits.
  public var difficulty: Int
  /// The text whose hash is `id`; equal for problems that a leak check must treat as the same.
  public var canonical: String
  /// The probability that a guess in the right form gives the right answer.
  public var chanceLoose: Double
  /// The probability that a guess of every computed value is strictly right.
  public var chanceStrict: Double
  /// Further columns of a row, such as `subject`.
  public var metadata: [String: JSONValue]
  /// Responses that come with the problem: to imitate, or to prefer.
  public var demonstrations: [Demonstration]

  /// What is asked, as a text: the contents of the messages in a row.
  public var prompt: String {
    messages.count == 1
      ? messages[0].content : messages.map(\.content).joined(separator: "\n\n")
  }

  /// A problem from its parts.
  public init(
    id: UInt64, messages: [Message], gold: String, answer: String, difficulty: Int,
    canonical: String, chanceLoose: Double, chanceStrict: Double,
    metadata: [String: JSONValue] = [:], demonstrations: [Demonstration] = []
  ) {
    self.id = id
    self.messages = messages
    self.gold = gold
    self.answer = answer
    self.difficulty = difficulty
    self.canonical = canonical
    self.chanceLoose = chanceLoose
    self.chanceStrict = chanceStrict
    self.metadata = metadata
    self.demonstrations = demonstrations
  }

  /// A problem with a plain prompt.
  public init(
    id: UInt64, prompt: String, gold: String, answer: String, difficulty: Int, canonical: String,
    chanceLoose: Double, chanceStrict: Double
  ) {
    self.init(
      id: id, messages: [Message(role: "user", content: prompt)], gold: gold, answer: answer,
      difficulty: difficulty, canonical: canonical, chanceLoose: chanceLoose,
      chanceStrict: chanceStrict)
  }
}

/// A response that somebody else wrote.
public struct Demonstration: Codable, Sendable, Hashable {
  /// The response, without the end token.
  public var text: String
  /// How good it is: 1 for one to imitate or prefer, 0 for the worse of a pair.
  public var score: Double

  /// A demonstration from its parts.
  public init(text: String, score: Double = 1) {
    self.text = text
    self.score = score
  }
}

/// Problems that are evaluated together under a name, such as `id` or `edge`.
public struct ProblemSet: Sendable, Equatable {
  /// The name: a region or a level.
  public var name: String
  /// The problems, in evaluation order.
  public var problems: [Problem]
  /// A named list of problems.
  public init(name: String, problems: [Problem]) {
    self.name = name
    self.problems = problems
  }
}
