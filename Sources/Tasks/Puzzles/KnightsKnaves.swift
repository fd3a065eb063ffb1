import Experience
import Support

/// Knights, who tell the truth, and knaves, who lie: who is what, if each says one thing.
///
/// ```
/// A:(B=N&C!B) B:(A=N&A~C) C:(B~A&B!A)?       B=T: B is a knight; B=N: a knave; A~B: the same; A!B: different; & and, | or, > implies
/// TTT:A;TTN:B;…;NTN:ok#NTN                   assumptions in order, each closed by the first islander who contradicts it
/// ```
///
/// The difficulty is the number of islanders. A problem is drawn again until exactly one assignment is consistent, which is about every
/// second time. Nobody speaks of themselves alone. Each problem has one strictly right response, which ends with the first consistent
/// assumption. Chance: loosely 2^−n, so look at strict results for n up to 5; strictly 2^−n·(n + 1)^−(assumptions that are closed).
///
/// OOD axes: the number of islanders; `operators` that training does not have.
///
/// - Source: Xie et al. 2024, arXiv:2410.23123 (memorization and reasoning), section 2; Logic-RL, arXiv:2502.14768.
public struct KnightsKnaves: TracedTask {
  /// How two claims become one.
  public enum Operator: String, Codable, Sendable, CaseIterable {
    /// Both.
    case and = "&"
    /// At least one.
    case or = "|"
    /// If the first, then the second.
    case implies = ">"
  }

  public static let kind = "knights-knaves"
  /// What a problem can leave the training distribution along.
  public static let axes = ["difficulty (islanders)", "operators", "perturbed statements"]
  /// Its number among the task families.
  public static let aliases = ["t6", "knk"]
  public static let summary = "Who tells the truth and who lies, if each says one thing."
  public static let source = Source(
    "Xie et al. 2024, arXiv:2410.23123, section 2; Xie et al. 2025, arXiv:2502.14768")

  /// How two claims become one; every statement of two claims draws one of them.
  public var operators = Operator.allCases
  /// The share of statements with two claims.
  public var pairs = 0.75

  /// All operators.
  public init() {}

  /// Two to six islanders.
  public var difficulties: ClosedRange<Int> { 2...6 }

  /// Draws statements until one assignment is consistent.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let draws = 10_000
    for _ in 0..<draws {
      let island = Island(
        statements: (0..<difficulty).map { speaker in
          func claim() -> Claim { Claim.draw(speaker, of: difficulty, using: &generator) }
          guard generator.bernoulli(pairs) else { return Statement(first: claim()) }
          let first = claim()
          return Statement(first: first, operation: generator.pick(operators), second: claim())
        })
      if let problem = problem(island) { return problem }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "a puzzle with one solution", draws: draws)
  }

  /// The puzzle that a prompt states.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    guard let island = Island(parsing: prompt), difficulties.contains(island.statements.count)
    else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "expected the form 'A:B=N B:(A=T&A=N)?'")
    }
    guard let problem = problem(island) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "it does not have exactly one solution")
    }
    return problem
  }

  /// That of a fixed sequence of steps.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    let island = island(of: problem)
    let trace = island.trace
    return FixedTrace(
      steps: trace.steps.map { Array($0.utf8) }, answer: Array(trace.answer.utf8),
      form: "letters T and N",
      isAnswer: { $0.allSatisfy { $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "N") } }
    ).verdict(on: completion)
  }

  /// One assumption is closed by another islander; the answer stays.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    let island = island(of: problem)
    var trace = island.trace
    let place = generator.integer(below: trace.steps.count)
    let step = trace.steps[place].split(separator: ":")
    let names = island.statements.indices.map { Island.name($0) }.filter { $0 != String(step[1]) }
    trace.steps[place] = "\(step[0]):\(generator.pick(names))"
    return trace.steps.joined(separator: ";") + "#" + trace.answer
  }

  /// Every assumption but the last is closed by somebody.
  public func longestGold(difficulty: Int) -> Int {
    let steps = 1 << difficulty
    return steps * (difficulty + 3) + 1 + difficulty + 2
  }

  /// Always.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { true }

  /// An operator, a share.
  public func validate() throws {
    try requireSetting(!operators.isEmpty, "operators", "[]", "at least one")
    try requireSetting((0...1).contains(pairs), "pairs", pairs, "a probability")
  }

  private func problem(_ island: Island) -> Problem? {
    guard island.solutions.count == 1 else { return nil }
    let trace = island.trace
    let n = island.statements.count
    var strict = 1.0
    for _ in 0..<n { strict /= 2 }
    for _ in trace.steps.dropLast() { strict /= Double(n + 1) }
    return Problem(
      id: Split.id(canonical: island.prompt), prompt: island.prompt,
      gold: trace.steps.joined(separator: ";") + "#" + trace.answer, answer: trace.answer,
      difficulty: n, canonical: island.prompt, chanceLoose: 1 / Double(1 << n),
      chanceStrict: strict)
  }

  private func island(of problem: Problem) -> Island {
    guard let island = Island(parsing: problem.prompt) else {
      preconditionFailure("'\(problem.prompt)' is not a puzzle of knights and knaves")
    }
    return island
  }
}

/// A claim about one or two islanders.
struct Claim: Equatable {
  enum Kind: Character {
    case isKnight = "T"
    case isKnave = "N"
    case same = "~"
    case different = "!"
  }
  var kind: Kind
  var first: Int
  /// The other one, of `same` and `different`.
  var second = 0

  static func draw(
    _ speaker: Int, of count: Int, using generator: inout RandomGenerator
  ) -> Claim {
    let others = (0..<count).filter { $0 != speaker }
    guard count > 2, generator.bernoulli(0.5) else {
      return Claim(
        kind: generator.bernoulli(0.5) ? .isKnight : .isKnave, first: generator.pick(others))
    }
    let first = generator.pick(others)
    let second = generator.pick((0..<count).filter { $0 != first })
    return Claim(kind: generator.bernoulli(0.5) ? .same : .different, first: first, second: second)
  }

  /// Whether it is true, if these are knights.
  func holds(_ knights: [Bool]) -> Bool {
    switch kind {
    case .isKnight: knights[first]
    case .isKnave: !knights[first]
    case .same: knights[first] == knights[second]
    case .different: knights[first] != knights[second]
    }
  }

  var text: String {
    switch kind {
    case .isKnight, .isKnave: "\(Island.name(first))=\(kind.rawValue)"
    case .same, .different: "\(Island.name(first))\(kind.rawValue)\(Island.name(second))"
    }
  }
}

/// One or two claims.
struct Statement: Equatable {
  var first: Claim
  var operation: KnightsKnaves.Operator?
  var second: Claim?

  func holds(_ knights: [Bool]) -> Bool {
    guard let operation, let second else { return first.holds(knights) }
    switch operation {
    case .and: return first.holds(knights) && second.holds(knights)
    case .or: return first.holds(knights) || second.holds(knights)
    case .implies: return !first.holds(knights) || second.holds(knights)
    }
  }

  var text: String {
    guard let operation, let second else { return first.text }
    return "(\(first.text)\(operation.rawValue)\(second.text))"
  }
}

/// Islanders and what each says.
struct Island: Equatable {
  var statements: [Statement]

  init(statements: [Statement]) { self.statements = statements }

  /// Reads `A:(B=N&C!B) B:A=T?`, with or without the question mark.
  init?(parsing prompt: String) {
    let body = prompt.hasSuffix("?") ? prompt.dropLast() : prompt[...]
    let parts = body.split(separator: " ", omittingEmptySubsequences: false)
    guard (1...26).contains(parts.count) else { return nil }
    var statements: [Statement] = []
    for (index, part) in parts.enumerated() {
      var cursor = ByteCursor(Array(part.utf8)[...])
      func islander() -> Int? {
        guard let byte = cursor.read(where: { $0 >= 65 && $0 < 65 + UInt8(parts.count) }) else {
          return nil
        }
        return Int(byte) - 65
      }
      func claim() -> Claim? {
        guard let first = islander() else { return nil }
        if cursor.skip("=") {
          if cursor.skip("T") { return Claim(kind: .isKnight, first: first) }
          return cursor.skip("N") ? Claim(kind: .isKnave, first: first) : nil
        }
        let kind: Claim.Kind? = cursor.skip("~") ? .same : cursor.skip("!") ? .different : nil
        guard let kind, let second = islander() else { return nil }
        return Claim(kind: kind, first: first, second: second)
      }
      guard islander() == index, cursor.skip(":") else { return nil }
      if cursor.skip("(") {
        guard let first = claim(),
          let byte = cursor.read(where: { "&|>".utf8.contains($0) }),
          let operation = KnightsKnaves.Operator(rawValue: String(UnicodeScalar(byte))),
          let second = claim(), cursor.skip(")")
        else { return nil }
        statements.append(Statement(first: first, operation: operation, second: second))
      } else {
        guard let first = claim() else { return nil }
        statements.append(Statement(first: first))
      }
      guard cursor.isAtEnd else { return nil }
    }
    self.statements = statements
  }

  static func name(_ index: Int) -> String { String(UnicodeScalar(UInt8(65 + index))) }

  var prompt: String {
    statements.enumerated().map { "\(Self.name($0)):\($1.text)" }.joined(separator: " ") + "?"
  }

  /// Assumption number k, in lexicographic order with T before N.
  private func assumption(_ k: Int) -> [Bool] {
    statements.indices.map { k >> (statements.count - 1 - $0) & 1 == 0 }
  }

  /// The first islander who contradicts an assumption.
  private func contradiction(_ knights: [Bool]) -> Int? {
    statements.indices.first { statements[$0].holds(knights) != knights[$0] }
  }

  private func letters(_ knights: [Bool]) -> String { String(knights.map { $0 ? "T" : "N" }) }

  /// All consistent assignments.
  var solutions: [String] {
    (0..<1 << statements.count).map(assumption).filter { contradiction($0) == nil }.map(letters)
  }

  /// Assumptions up to the first consistent one.
  var trace: (steps: [String], answer: String) {
    var steps: [String] = []
    for k in 0..<1 << statements.count {
      let knights = assumption(k)
      if let liar = contradiction(knights) {
        steps.append("\(letters(knights)):\(Self.name(liar))")
      } else {
        return (steps + ["\(letters(knights)):ok"], letters(knights))
      }
    }
    return (steps, "")
  }
}
