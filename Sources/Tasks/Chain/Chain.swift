import Experience
import Support

/// Modular arithmetic chains: assignments in any order, one variable asked for.
///
/// Prompt `u=q*6;q=12;h=q*8;m=q+9;h?`, gold `q=12;h=12*8=4#4` (modulus 23). The difficulty is the number of
/// needed operations, `D`. Chance: loose 1/m, strict m^−D, for somebody who knows the form, copies what is
/// to be copied and guesses every computed value.
///
/// The generator draws 1 or more leaves (another with probability ½ up to `maximumLeaves`), uniform in
/// `0..<m`; then `D` times a new variable, from the one made last and, with probability `pairs`, another
/// variable (operands in random order), else a constant in 2…9 on the right; the operation is uniform over
/// + − ×. Distractors are operations on any variable and a constant. A chain is dropped if for more than
/// half of its needed leaves adding 1 leaves the answer unchanged.
///
/// - Deviation: held-out pairs of operators are not a setting.
public struct Chain: TracedTask {
  /// The order of the statements in the prompt.
  public enum Order: String, Codable, Sendable {
    /// Uniformly random.
    case shuffled
    /// As they were made, parents first.
    case forward
  }

  /// How variables are called; the chains themselves are the same.
  public enum Context: String, Codable, Sendable {
    /// By a letter.
    case a
    /// By a letter and a digit.
    case b
  }

  /// The word used in YAML.
  public static let kind = "chain"
  /// What a problem can leave the training distribution along.
  public static let axes = [
    "difficulty (operations)", "distractors", "order", "context", "modulus",
    "held-out pairs of operators",
  ]
  /// Its number among the task families.
  public static let aliases = ["t1"]
  public static let summary = "Modular arithmetic chains with a controlled number of operations."
  /// Where the construction comes from.
  public static let source = Source(
    "Ye et al. 2024, arXiv:2407.20311 (iGSM), reduced to single operations modulo a prime")

  /// The modulus `m`, of all values.
  public var modulus = 23
  /// The largest number of leaf variables.
  public var maximumLeaves = 2
  /// The probability π that an operation's other operand is a variable.
  public var pairs = 0.6
  /// The number of operations that are not needed.
  public var distractors = 0
  /// The order of the statements.
  public var order = Order.shuffled
  /// How variables are called.
  public var context = Context.a

  enum CodingKeys: String, CodingKey {
    case modulus, pairs, distractors, order, context
    case maximumLeaves = "maximum_leaves"
  }

  /// One or two leaves, pairs in 60 % of the operations, no distractors, shuffled.
  public init() {}

  /// One leaf, constants only, in forward order: each chain has one strictly right response, and there are
  /// m·24^D of them.
  public static var pure: Chain {
    var chain = Chain()
    chain.maximumLeaves = 1
    chain.pairs = 0
    chain.order = .forward
    return chain
  }

  /// From 1 to what the names of the context suffice for.
  public var difficulties: ClosedRange<Int> {
    let names = context == .a ? 26 : 260
    return 1...max(1, min(64, names - maximumLeaves - distractors))
  }

  /// Draws a chain.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let draws = 10_000
    for _ in 0..<draws {
      let program = draw(depth: difficulty, using: &generator)
      if let solution = ChainSolution(program), solution.depth == difficulty, solution.isSensitive {
        return problem(solution)
      }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "a chain that depends on its leaves",
      draws: draws)
  }

  /// The chain that a prompt states; an unneeded statement may refer to an undefined variable.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    let program = try ChainProgram(parsing: prompt, modulus: modulus)
    guard let solution = ChainSolution(program) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt,
        reason: "a needed variable is undefined or depends on itself")
    }
    guard solution.depth > 0 else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "the answer takes no operation")
    }
    return problem(solution)
  }

  /// Replaces the value of one needed operation and goes on from there.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    solution(of: problem).corruptedTrace(using: &generator)
  }

  /// All leaves needed, every operation on two variables, every number as long as it can be.
  public func longestGold(difficulty: Int) -> Int {
    let number = String(modulus - 1).count
    let name = context == .a ? 1 : 2
    let leaf = name + 1 + number
    let operation = name + 1 + number + 1 + (pairs > 0 ? number : 1) + 1 + number
    let leaves = pairs > 0 ? min(maximumLeaves, difficulty + 1) : 1
    return leaves * (leaf + 1) + difficulty * (operation + 1) - 1 + 1 + number + 1
  }

  /// True if every statement is needed and only one order puts parents first.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool {
    let solution = solution(of: problem)
    return solution.isForced && solution.isNeeded.allSatisfy { $0 }
  }

  /// The value of the needed leaf, if there is exactly one.
  public func leafValue(of problem: Problem) -> Int? {
    let solution = solution(of: problem)
    let leaves = solution.order.filter { !solution.program.isOperation($0) }
    return leaves.count == 1 ? solution.values[leaves[0]] : nil
  }

  // MARK: - Drawing

  /// Settings that allow problems.
  public func validate() throws {
    try requireSetting((2...9999).contains(modulus), "modulus", modulus, "2 to 9999")
    try requireSetting(
      (1...20).contains(maximumLeaves), "maximum_leaves", maximumLeaves, "1 to 20")
    try requireSetting((0...1).contains(pairs), "pairs", pairs, "a probability")
    let most = context == .a ? 25 - maximumLeaves : 200
    try requireSetting(
      (0...most).contains(distractors), "distractors", distractors, "0 to \(most)")
  }

  /// A chain with so many operations on the way to the question, and what the settings add to it.
  ///
  /// With one leaf, no pairs, no distractors and in forward order statement 0 is the leaf and every
  /// other one an operation on the one before it.
  func draw(depth: Int, using generator: inout RandomGenerator) -> ChainProgram {
    var definitions = [ChainProgram.Definition.leaf(generator.integer(below: modulus))]
    while definitions.count < maximumLeaves && generator.bernoulli(0.5) {
      definitions.append(.leaf(generator.integer(below: modulus)))
    }
    func withConstant(_ variable: Int, _ generator: inout RandomGenerator)
      -> ChainProgram.Definition
    {
      let op = generator.pick(ChainProgram.Operator.allCases)
      return .operation(op, .variable(variable), .constant(2 + generator.integer(below: 8)))
    }
    for _ in 0..<depth {
      let previous = definitions.count - 1
      guard previous > 0 && generator.bernoulli(pairs) else {
        definitions.append(withConstant(previous, &generator))
        continue
      }
      let op = generator.pick(ChainProgram.Operator.allCases)
      let other = generator.integer(below: previous)
      let isFirst = generator.bernoulli(0.5)
      definitions.append(
        .operation(op, .variable(isFirst ? previous : other), .variable(isFirst ? other : previous))
      )
    }
    let question = definitions.count - 1
    for _ in 0..<distractors {
      let variable = generator.integer(below: definitions.count)
      definitions.append(withConstant(variable, &generator))
    }
    let names = names(definitions.count, using: &generator)
    let made = ChainProgram(
      modulus: modulus, names: names, definitions: definitions, question: question)
    guard order == .shuffled else { return made }
    var places = Array(definitions.indices)
    generator.shuffle(&places)
    return made.reordered(places)
  }

  private func names(_ count: Int, using generator: inout RandomGenerator) -> [ChainName] {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    var names =
      context == .a
      ? letters.map { ChainName(letter: $0) }
      : letters.flatMap { letter in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).map { ChainName(letter: letter, digit: $0) }
      }
    for place in 0..<count {
      names.swapAt(place, place + generator.integer(below: names.count - place))
    }
    return Array(names.prefix(count))
  }

  /// The problem that a solved chain makes.
  func problem(_ solution: ChainSolution) -> Problem {
    let canonical = solution.canonical
    let depth = solution.depth
    var chanceStrict = 1.0
    for _ in 0..<depth { chanceStrict /= Double(modulus) }
    return Problem(
      id: Split.id(canonical: canonical), prompt: solution.program.prompt, gold: solution.gold,
      answer: String(solution.answer), difficulty: depth, canonical: canonical,
      chanceLoose: 1 / Double(modulus), chanceStrict: chanceStrict)
  }
}

extension ChainProgram {
  /// The same chain with its statements in another order: statement `places[i]` becomes statement `i`.
  func reordered(_ places: [Int]) -> ChainProgram {
    var position = places
    for (new, old) in places.enumerated() { position[old] = new }
    func moved(_ operand: Operand) -> Operand {
      operand.variable.map { .variable(position[$0]) } ?? operand
    }
    return ChainProgram(
      modulus: modulus, names: places.map { names[$0] },
      definitions: places.map { place in
        guard case .operation(let op, let a, let b) = definitions[place] else {
          return definitions[place]
        }
        return .operation(op, moved(a), moved(b))
      }, question: position[question])
  }
}
