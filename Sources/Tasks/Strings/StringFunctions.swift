import Experience
import Support

/// Unary string functions with opaque names, and their compositions.
///
/// Prompt `f07(f01(dbach))`, gold `f01:bachd;f07:abcdh#abcdh`. The difficulty is the level of nesting. The
/// functions are length-preserving on words over a–h, and the gold response is the only strictly right one.
/// Chance for a word of n letters: loose 8^−n, strict 8^(−n·level).
public struct StringFunctions: TracedTask {
  /// The functions that are drawn from.
  public enum FunctionSet: String, Codable, Sendable, CaseIterable {
    /// All sixteen.
    case all
    /// f00–f05: composed in reinforcement learning.
    case a
    /// f06–f11: never composed in reinforcement learning.
    case b
    /// f12–f15: the partners in the few compositions of pre-training.
    case c
    /// A and B together; from level 2 at least one function of each.
    case mixed

    var indices: [Int] {
      switch self {
      case .all: Array(0..<16)
      case .a: Array(0..<6)
      case .b: Array(6..<12)
      case .c: Array(12..<16)
      case .mixed: Array(0..<12)
      }
    }
  }

  /// The places of a composition that are kept for partners, the functions of set C.
  public enum Composition: String, Codable, Sendable, CaseIterable {
    /// None: every function is drawn from `set`.
    case free
    /// One place, drawn uniformly, has a function of C; the others are drawn from `set`.
    case onePartner = "one-partner"
    /// Two places, drawn uniformly, have functions of C; the others are drawn from `set`.
    case twoPartners = "two-partners"

    var partners: Int {
      switch self {
      case .free: 0
      case .onePartner: 1
      case .twoPartners: 2
      }
    }
  }

  /// The word used in YAML.
  public static let kind = "strfn"
  /// What a problem can leave the training distribution along.
  public static let axes = ["difficulty (nesting)", "set", "word length", "composition"]
  /// Its number among the task families.
  public static let aliases = ["t7"]
  public static let summary = "Opaque functions on short words, and their compositions."
  /// Where the construction comes from.
  public static let source = Source(
    "Yuan et al. 2025, arXiv:2509.25123, with sixteen length-preserving functions")

  /// The functions that are drawn from.
  public var set = FunctionSet.all
  /// The places kept for functions of set C.
  public var composition = Composition.free
  /// The fewest letters of the innermost word.
  public var minimumLength = 4
  /// The most letters of the innermost word.
  public var maximumLength = 6

  enum CodingKeys: String, CodingKey {
    case set, composition
    case minimumLength = "minimum_length"
    case maximumLength = "maximum_length"
  }

  /// All functions, freely composed, on words of 4 to 6 letters.
  public init() {}

  /// The family with one set and one rule of composition.
  public init(set: FunctionSet, composition: Composition = .free) {
    self.set = set
    self.composition = composition
  }

  /// Up to ten levels; a composition with partners has at least two.
  public var difficulties: ClosedRange<Int> { (composition == .free ? 1 : 2)...10 }

  /// Draws a composition and a word.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    guard (1...16).contains(minimumLength), (minimumLength...16).contains(maximumLength) else {
      throw TasksError.setting(
        kind: Self.kind, key: "minimum_length, maximum_length",
        value: "\(minimumLength), \(maximumLength)", expected: "1 to 16, in this order")
    }
    try require(difficulty: difficulty)
    var functions: [Int]
    repeat {
      functions = (0..<difficulty).map { _ in generator.pick(set.indices) }
      var places = Array(functions.indices)
      generator.shuffle(&places)
      for place in places.prefix(composition.partners) {
        functions[place] = generator.pick(FunctionSet.c.indices)
      }
    } while !isAllowed(functions)
    let length = minimumLength + generator.integer(below: maximumLength - minimumLength + 1)
    let word = (0..<length).map { _ in UInt8(97 + generator.integer(below: 8)) }
    return problem(StringProgram(functions: functions.map(StringFunction.init), word: word))
  }

  /// Whether a mixed composition has functions of both sets, as far as it has room for them.
  private func isAllowed(_ functions: [Int]) -> Bool {
    guard set == .mixed, functions.count - composition.partners >= 2 else { return true }
    return functions.contains { $0 < 6 } && functions.contains { (6..<12).contains($0) }
  }

  /// The composition that a prompt states.
  public func problem(prompt: String) throws -> Problem {
    guard let program = StringProgram(parsing: prompt) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "expected the form f07(f01(dbach))")
    }
    return problem(program)
  }

  /// Replaces the word after one step and goes on from there.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    let program = program(of: problem)
    let victim = generator.integer(below: program.functions.count)
    let right = program.words()[victim]
    var other = right
    while other == right { other = right.map { _ in UInt8(97 + generator.integer(below: 8)) } }
    return program.trace(program.words(replacing: victim, by: other))
  }

  /// Every word as long as it can be.
  public func longestGold(difficulty: Int) -> Int {
    difficulty * (5 + maximumLength) - 1 + 1 + maximumLength + 1
  }

  /// Always true: a strictly right response is the gold response.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { true }

  private func problem(_ program: StringProgram) -> Problem {
    let words = program.words()
    let prompt = program.prompt
    let canonical = "strfn \(prompt)"
    var loose = 1.0
    for _ in program.word { loose /= 8 }
    var strict = 1.0
    for _ in program.functions { strict *= loose }
    return Problem(
      id: Split.id(canonical: canonical), prompt: prompt, gold: program.trace(words),
      answer: String(decoding: words[words.count - 1], as: UTF8.self),
      difficulty: program.functions.count, canonical: canonical, chanceLoose: loose,
      chanceStrict: strict)
  }
}
