import Experience
import Support

/// The 24 game with cards, whose faces count by a rule that the prompt states.
///
/// ```
/// J=10,Q=10,K=10|5 K 2 A>24?      5,10,2,1;10/2=5;5*5=25;25-1=24#(5*(10/2))-1
/// ```
///
/// The difficulty is the number of cards, each drawn uniformly from 13 ranks (A, 2 … 9, T, J, Q, K); hands that do not make the
/// target are drawn again, and with `faces` those without, or with, a face. Rules: `ten` all faces 10, `rank` 11, 12, 13, `seven` all 7.
/// A hand in another order is the same problem under the same rule.
///
/// The instance space is small: 1820 multisets of four cards, 1236, 1362 and 1252 of them solvable by the three rules. A model
/// can know them by heart; take `countdown` where that must be impossible.
///
/// - Source: Chu et al. 2025, arXiv:2501.17161, section 4.1 (GeneralPoints).
public struct GeneralPoints: TracedTask {
  /// What faces count.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// All 10.
    case ten
    /// 11, 12, 13.
    case rank
    /// All 7.
    case seven

    /// J, Q, K.
    var values: [Int] {
      switch self {
      case .ten: [10, 10, 10]
      case .rank: [11, 12, 13]
      case .seven: [7, 7, 7]
      }
    }
  }

  /// Which hands.
  public enum Faces: String, Codable, Sendable, CaseIterable {
    /// All.
    case any
    /// With a face.
    case some
    /// Without.
    case none
  }

  public static let kind = "general-points"
  /// What a problem can leave the training distribution along.
  public static let axes = ["rule (values of faces)", "difficulty (cards)", "target"]
  /// Its number among the task families.
  public static let aliases = ["t2", "gp"]
  public static let summary = "The 24 game with cards, whose faces count by a stated rule."
  public static let source = Source("Chu et al. 2025, arXiv:2501.17161, section 4.1")

  /// What faces count.
  public var rule = Rule.ten
  /// Which hands.
  public var faces = Faces.any
  /// The target.
  public var target = 24

  /// Faces count 10.
  public init() {}
  /// A rule.
  public init(_ rule: Rule, faces: Faces = .any) {
    self.rule = rule
    self.faces = faces
  }

  /// Three to five cards.
  public var difficulties: ClosedRange<Int> { 3...5 }
  /// Many expressions make the target.
  public var judgedOtherwise: String? { "any expression that makes the target is right" }

  private static let ranks = Array("A23456789TJQK")

  /// Draws a hand that makes the target.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let draws = 10_000
    for _ in 0..<draws {
      let hand = (0..<difficulty).map { _ in generator.integer(below: 13) }
      let hasFace = hand.contains { $0 >= 10 }
      guard faces == .any || (faces == .some) == hasFace else { continue }
      if let problem = problem(hand) { return problem }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "a hand that makes \(target)", draws: draws)
  }

  /// The hand that a prompt states, by this family's rule and target.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    guard let hand = hand(of: prompt), difficulties.contains(hand.count) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "expected the form '\(header)5 K 2 A>\(target)?'")
    }
    guard let problem = problem(hand) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "the hand does not make \(target)")
    }
    return problem
  }

  /// Any right expression with right steps.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    guard let hand = hand(of: problem.prompt) else {
      preconditionFailure("'\(problem.prompt)' is not a hand")
    }
    return NumberGame().verdict(on: completion, numbers: values(hand), target: target)
  }

  /// One result is another number.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    NumberGame.corrupted(problem.gold, using: &generator)
  }

  /// A bound.
  public func longestGold(difficulty: Int) -> Int {
    NumberGame.longestGold(count: difficulty, digits: 2)
  }

  /// Never.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { false }

  /// What somebody should know who measures generalization with it.
  public var warnings: [String] {
    ["there are 1820 hands of four cards: say how many of them were trained on"]
  }

  /// A target.
  public func validate() throws {
    try requireSetting((1...999).contains(target), "target", target, "1 to 999")
  }

  private var header: String {
    zip("JQK", rule.values).map { "\($0)=\($1)" }.joined(separator: ",") + "|"
  }

  /// The values of cards, by their places among the ranks.
  package func values(_ hand: [Int]) -> [Int] {
    hand.map { $0 < 10 ? $0 + 1 : rule.values[$0 - 10] }
  }

  private func text(_ hand: [Int]) -> String {
    hand.map { String(Self.ranks[$0]) }.joined(separator: " ")
  }

  private func hand(of prompt: String) -> [Int]? {
    guard prompt.hasPrefix(header), prompt.hasSuffix(">\(target)?") else { return nil }
    let cards = prompt.dropFirst(header.count).dropLast(">\(target)?".count)
      .split(separator: " ", omittingEmptySubsequences: false)
    let hand = cards.map { card in
      card.count == 1 ? Self.ranks.firstIndex(of: card.first ?? " ") ?? -1 : -1
    }
    return hand.contains(-1) || hand.isEmpty ? nil : hand
  }

  private func problem(_ hand: [Int]) -> Problem? {
    let numbers = values(hand)
    guard let solution = NumberGame().solution(numbers, target: target) else { return nil }
    let canonical = header + text(hand.sorted()) + ">\(target)"
    var chance = 1.0
    for count in 2...hand.count { chance /= Double(count * (count - 1) / 2 * 4) }
    return Problem(
      id: Split.id(canonical: canonical), prompt: "\(header)\(text(hand))>\(target)?",
      gold: NumberGame.gold(numbers, solution), answer: NumberGame.bare(solution.expression),
      difficulty: hand.count, canonical: canonical, chanceLoose: chance, chanceStrict: chance)
  }
}
