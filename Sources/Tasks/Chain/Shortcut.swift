import Experience
import Support

/// Pure chains whose answer is the value of their leaf in a share of the problems: a shortcut to
/// learn.
///
/// Prompts, gold responses and verdicts are those of `Chain.pure`, and so are identities: a problem
/// of this family is a chain that a chain's training may also draw. A problem is *congruent* if the
/// answer equals the leaf's value, which is in the metadata `leaf`. Copying it is right in the
/// share of congruent problems; of plain chains of these depths 4.4 % are congruent, 1/23 within
/// error.
///
/// A problem is drawn as a pure chain without its last operation, and a last operation uniform
/// among those of the 24 (three operators, constants 2…9) that make it congruent, or among the
/// others; where none makes it congruent and one must, it is drawn again whole.
///
/// Twins are two problems that differ in the last operation only, one congruent and one not: two
/// families with the two settings of `twins`, and otherwise the same, make twins of the same
/// stream. Both of a pair are in the same split, so that drawing until the split fits keeps pairs
/// together, and the problems of a set differ in what twins have in common, so that leaving out
/// what a set has does so too.
///
/// - Source: Geirhos et al. 2020, arXiv:2004.07780 (shortcuts: decision rules that fail to
///   transfer).
/// - Deviation: planted in the chains of `Chain`; the shortcut is to copy a value of the prompt.
public struct Shortcut: TracedTask {
  /// Which of two twins is drawn.
  public enum Twins: String, Codable, Sendable, CaseIterable {
    /// Problems by themselves, congruent in the given share.
    case none
    /// The one whose answer is its leaf's value.
    case congruent
    /// The one whose answer is another.
    case incongruent
  }

  /// The word used in YAML.
  public static let kind = "shortcut"
  /// What a problem can leave the training distribution along.
  public static let axes = [
    "share (of problems whose answer is their leaf)", "difficulty (operations)",
  ]
  /// Its number among the task families.
  public static let aliases = ["t9"]
  public static let summary = "Chains whose answer is their leaf's value in a share of problems."
  /// Where the construction comes from.
  public static let source = Source(
    "Geirhos et al. 2020, arXiv:2004.07780 (shortcuts), planted in the chains of 'chain'")

  /// The modulus `m`, of all values.
  public var modulus = 23
  /// The share ρ of congruent problems; 1/23 is about the natural one.
  public var share = 0.6
  /// Which of two twins is drawn; with twins `share` means nothing.
  public var twins = Twins.none

  enum CodingKeys: String, CodingKey {
    case modulus, share, twins
  }

  /// Problems by themselves, six of ten congruent.
  public init() {}

  /// From 3 to 20 operations; too few chains of 1 or 2 are congruent.
  public var difficulties: ClosedRange<Int> { 3...20 }

  /// Draws a chain of the kind that the settings ask for.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    let wantsCongruent = twins == .none ? generator.bernoulli(share) : twins == .congruent
    let chain = chain
    let draws = 10_000
    for _ in 0..<draws {
      let body = chain.draw(depth: difficulty, using: &generator)
      let ends = Self.lastOperations(of: body)
      if twins == .none {
        let choices = wantsCongruent ? ends.congruent : ends.others
        if !choices.isEmpty, let found = problem(body, ending: generator.pick(choices)) {
          return found
        }
        continue
      }
      guard !ends.congruent.isEmpty, !ends.others.isEmpty else { continue }
      // Both are drawn and checked whichever is asked for, so that the two settings stay in step.
      let pair = (
        problem(body, ending: generator.pick(ends.congruent)),
        problem(body, ending: generator.pick(ends.others))
      )
      guard let congruent = pair.0, let other = pair.1, congruent.split == other.split else {
        continue
      }
      return wantsCongruent ? congruent : other
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: difficulty, what: "a chain that is congruent or not as asked",
      draws: draws)
  }

  /// The chain that a prompt states, congruent or not.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    let problem = try chain.problem(prompt: prompt)
    guard difficulties.contains(problem.difficulty), let leaf = chain.leafValue(of: problem) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt,
        reason: "it does not have one leaf and \(difficulties.lowerBound) to "
          + "\(difficulties.upperBound) operations")
    }
    return Self.marked(problem, leaf: leaf)
  }

  /// That of a chain.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    chain.verdict(on: completion, for: problem)
  }

  /// That of a chain.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    chain.corruptedTrace(of: problem, using: &generator)
  }

  /// That of a chain.
  public func longestGold(difficulty: Int) -> Int { chain.longestGold(difficulty: difficulty) }

  /// True of all problems that are drawn.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool {
    chain.hasUniqueStrictResponse(problem)
  }

  /// The value that the shortcut copies.
  public func leafValue(of problem: Problem) -> Int? { chain.leafValue(of: problem) }

  /// With twins, the chain without its last operation, which both have in common.
  public func distinctKey(of problem: Problem) -> UInt64 {
    guard twins != .none else { return problem.id }
    let statements = problem.canonical.split(separator: ";")
    return Split.id(canonical: statements.dropLast().joined(separator: ";"))
  }

  /// Settings that allow problems.
  public func validate() throws {
    try requireSetting((11...9999).contains(modulus), "modulus", modulus, "11 to 9999")
    try requireSetting((0...1).contains(share), "share", share, "a probability")
  }

  // MARK: - Drawing

  private var chain: Chain {
    var chain = Chain.pure
    chain.modulus = modulus
    return chain
  }

  /// The last operations that make a chain's answer its leaf's value, and those that do not.
  private static func lastOperations(
    of program: ChainProgram
  ) -> (congruent: [ChainProgram.Definition], others: [ChainProgram.Definition]) {
    let values = program.values(order: Array(program.definitions.indices))
    let previous = program.question - 1
    var congruent: [ChainProgram.Definition] = []
    var others: [ChainProgram.Definition] = []
    for op in ChainProgram.Operator.allCases {
      for constant in 2...9 {
        let last = ChainProgram.Definition.operation(
          op, .variable(previous), .constant(constant))
        let value = op.apply(values[previous], constant, modulus: program.modulus)
        if value == values[0] { congruent.append(last) } else { others.append(last) }
      }
    }
    return (congruent, others)
  }

  /// The chain with this last operation; `nil` if its answer does not depend on its leaf.
  private func problem(
    _ body: ChainProgram, ending last: ChainProgram.Definition
  ) -> Problem? {
    var program = body
    program.definitions[program.question] = last
    guard let solution = ChainSolution(program), solution.isSensitive else { return nil }
    return Self.marked(chain.problem(solution), leaf: solution.values[0])
  }

  private static func marked(_ problem: Problem, leaf: Int) -> Problem {
    var problem = problem
    problem.metadata["leaf"] = .integer(leaf)
    return problem
  }
}
