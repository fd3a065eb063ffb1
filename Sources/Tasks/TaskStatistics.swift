import Experience
import Support

/// What the problems of a family are like at one difficulty, from problems drawn as for training.
public struct TaskStatistics: Sendable, Equatable {
  /// The difficulty.
  public let difficulty: Int
  /// Problems drawn.
  public let drawn: Int
  /// Different ones among them: fewer than were drawn where the space is small.
  public let distinct: Int
  /// Different answers.
  public let answers: Int
  /// The share of the commonest answer: what a constant guess gets.
  public let commonest: Double
  /// Mean length of prompts, characters.
  public let promptLength: Double
  /// Mean length of gold conversations, characters and end tokens.
  public let goldLength: Double
  /// Mean probability that a guess in the right form has the right answer.
  public let chanceLoose: Double
  /// Mean probability that a guess of every computed value is strictly right.
  public let chanceStrict: Double
  /// Mean pass@k of strict guesses: 1 − (1 − chance)^k.
  public let chanceAtK: Double

  /// Draws problems of any split, with repetition.
  ///
  /// - Parameter k: that of `chanceAtK`.
  /// - Throws: what drawing a problem throws.
  public init(
    _ family: any TaskFamily, difficulty: Int, count: Int, k: Int, stream: RandomStream
  ) throws {
    precondition(count > 0 && k > 0, "\(count) problems, k \(k)")
    var generator = stream["statistics", difficulty].generator()
    let problems = try (0..<count).map { _ in
      try family.problem(difficulty: difficulty, using: &generator)
    }
    func mean(_ value: (Problem) throws -> Double) rethrows -> Double {
      try problems.reduce(0.0) { $0 + (try value($1)) } / Double(count)
    }
    let byAnswer = Dictionary(grouping: problems, by: \.answer).mapValues(\.count)
    self.difficulty = difficulty
    drawn = count
    distinct = Set(problems.map(\.id)).count
    answers = byAnswer.count
    commonest = Double(byAnswer.values.max() ?? 0) / Double(count)
    promptLength = mean { Double($0.prompt.count) }
    goldLength = try mean { Double(try family.dialogue($0).length) }
    chanceLoose = mean(\.chanceLoose)
    chanceStrict = mean(\.chanceStrict)
    chanceAtK = mean { problem in
      // The powers of what rounds to 1 are 1.
      problem.chanceStrict < 1e-9
        ? Double(k) * problem.chanceStrict
        : problem.chanceStrict >= 1
          ? 1 : 1 - PortableMath.exp(Double(k) * PortableMath.log(1 - problem.chanceStrict))
    }
  }
}
