/// A prompt with its ground truth: one problem of a task.
public struct Problem: Codable, Sendable, Equatable {
  /// The hash of the canonical form: the identity by which splits and leak checks go.
  public var id: UInt64
  /// What is asked.
  public var prompt: String
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

  /// A problem from its parts.
  public init(
    id: UInt64, prompt: String, gold: String, answer: String, difficulty: Int, canonical: String,
    chanceLoose: Double, chanceStrict: Double
  ) {
    self.id = id
    self.prompt = prompt
    self.gold = gold
    self.answer = answer
    self.difficulty = difficulty
    self.canonical = canonical
    self.chanceLoose = chanceLoose
    self.chanceStrict = chanceStrict
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
