import Experience
import Support

/// Countdown: a target from some numbers, each used once.
///
/// ```
/// 29 16 9 21>1?      29,16,9,21;29-16=13;9-21=-12;13+-12=1#(29-16)+(9-21)
/// ```
///
/// The difficulty is how many numbers there are, uniform in 1 to `largest`. The target is uniform over the whole numbers from
/// `targets` that all of them together make; numbers that make none are drawn again. Values are exact fractions. Any right
/// expression is loosely right; the gold response is the first that a search in fixed order finds. Numbers in another order are the
/// same problem. Chance is small and unknown: that of writing the gold expression's operations and order by luck.
///
/// A search over all ways is part of every draw: about a millisecond for four numbers and a tenth of a second for five.
///
/// OOD axes: how many numbers; `largest`; a `forbidden` operation.
///
/// - Source: Gandhi et al. 2024, arXiv:2404.03683 (stream of search); Pan et al. 2025 (TinyZero).
public struct Countdown: TracedTask {
  public static let kind = "countdown"
  /// What a problem can leave the training distribution along.
  public static let axes = ["difficulty (numbers)", "range", "operators", "target"]
  /// Its number among the task families.
  public static let aliases = ["t3"]
  public static let summary = "A target from some numbers, each used once."
  public static let source = Source(
    "Gandhi et al. 2024, arXiv:2404.03683, section 3; Pan et al. 2025, github.com/Jiayi-Pan/TinyZero"
  )

  /// The largest number.
  public var largest = 50
  /// The largest target.
  public var largestTarget = 100
  /// Operations that may not be used: `+`, `-`, `*`, `/`.
  public var forbidden = ""

  enum CodingKeys: String, CodingKey {
    case largest, forbidden
    case largestTarget = "largest_target"
  }

  /// Numbers up to 50, targets up to 100.
  public init() {}

  /// Two to five numbers.
  public var difficulties: ClosedRange<Int> { 2...5 }
  /// Many expressions make the target.
  public var judgedOtherwise: String? { "any expression that makes the target is right" }

  private var game: NumberGame {
    NumberGame(operators: Array("+-*/").filter { !forbidden.contains($0) })
  }

  /// Draws numbers and a target that they make.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let draws = 1000
    for _ in 0..<draws {
      let numbers = (0..<difficulty).map { _ in 1 + generator.integer(below: largest) }
      let targets = game.reachable(numbers, in: 1...largestTarget)
      if !targets.isEmpty, let problem = problem(numbers, target: generator.pick(targets)) {
        return problem
      }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "numbers that make a target", draws: draws)
  }

  /// The problem that a prompt states.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    func fails(_ reason: String) -> TasksError {
      TasksError.prompt(kind: Self.kind, prompt: prompt, reason: reason)
    }
    guard let (numbers, target) = Self.read(prompt), difficulties.contains(numbers.count) else {
      throw fails("expected the form '29 16 9 21>1?'")
    }
    guard let problem = problem(numbers, target: target) else {
      throw fails("the numbers do not make the target")
    }
    return problem
  }

  /// Any right expression with right steps.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    guard let (numbers, target) = Self.read(problem.prompt) else {
      preconditionFailure("'\(problem.prompt)' is not a problem of countdown")
    }
    return game.verdict(on: completion, numbers: numbers, target: target)
  }

  /// One result is another number.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    NumberGame.corrupted(problem.gold, using: &generator)
  }

  /// A bound.
  public func longestGold(difficulty: Int) -> Int {
    NumberGame.longestGold(count: difficulty, digits: String(largest).count)
  }

  /// Never.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { false }

  /// Numbers and operations that leave something to do.
  public func validate() throws {
    try requireSetting((2...999).contains(largest), "largest", largest, "2 to 999")
    try requireSetting(
      (1...9999).contains(largestTarget), "largest_target", largestTarget, "1 to 9999")
    try requireSetting(
      forbidden.allSatisfy { "+-*/".contains($0) } && game.operators.count > 0, "forbidden",
      forbidden, "some of + - * /, not all")
  }

  private static func read(_ prompt: String) -> (numbers: [Int], target: Int)? {
    let parts = prompt.dropLast().split(separator: ">", omittingEmptySubsequences: false)
    guard prompt.hasSuffix("?"), parts.count == 2, let target = Int(parts[1]), target > 0 else {
      return nil
    }
    let numbers = parts[0].split(separator: " ", omittingEmptySubsequences: false).map {
      Int($0) ?? -1
    }
    guard numbers.count < 7, numbers.allSatisfy({ $0 > 0 && $0 < 10_000 }),
      "\(numbers.map(String.init).joined(separator: " "))>\(target)?" == prompt
    else { return nil }
    return (numbers, target)
  }

  private func problem(_ numbers: [Int], target: Int) -> Problem? {
    guard let solution = game.solution(numbers, target: target) else { return nil }
    let canonical =
      numbers.sorted().map(String.init).joined(separator: " ") + ">\(target) \(forbidden)"
    // One order of the numbers and one operation in each gap, by luck.
    var chance = 1.0
    for count in 2...numbers.count {
      chance /= Double(count * (count - 1) / 2 * game.operators.count)
    }
    return Problem(
      id: Split.id(canonical: canonical),
      prompt: "\(numbers.map(String.init).joined(separator: " "))>\(target)?",
      gold: NumberGame.gold(numbers, solution), answer: NumberGame.bare(solution.expression),
      difficulty: numbers.count, canonical: canonical, chanceLoose: chance, chanceStrict: chance)
  }
}
