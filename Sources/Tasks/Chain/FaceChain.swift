import Experience
import Support

/// Pure chains that start from a face, a token whose value the header of the prompt states.
///
/// Prompt `J=10,Q=10,K=10|a=J+3;b=a*9;c=b-4;c?`, gold `a=10+3=13;b=13*9=2;c=2-4=21#21` (modulus
/// 23). The face is the left operand of the first operation and occurs nowhere else; the other
/// operands are constants in 2…9 on the right, as in `Chain.pure`. So there is exactly one strictly
/// right response, of as many steps as the difficulty. Chance as for a chain: loose 1/m, strict
/// m^−D.
///
/// A model that has learned "every face is 10" gives the response in the metadata `old_rule`; the
/// token is in `face`. Problems with equal values of their face and equal operations are the same,
/// whatever the token, the names and the rest of the header. So few problems have difficulty 1: 24
/// for each value of the face.
///
/// - Source: Chu et al. 2025, arXiv:2501.17161, GeneralPoints (face cards count 10, or 11 to 13).
/// - Deviation: chains of operations in the place of a search for 24; every header states all
///   values.
public struct FaceChain: TracedTask {
  /// Where the values in a header come from.
  public enum HeaderRule: String, Codable, Sendable, CaseIterable {
    /// `values`, in every problem.
    case fixed
    /// Three values, each uniform.
    case random
    /// One uniform value for all three, never 10.
    case uniform
  }

  /// The word used in YAML.
  public static let kind = "facechain"
  /// What a problem can leave the training distribution along.
  public static let axes = ["header (values of faces)", "difficulty (operations)", "faces"]
  /// Its name among the task families.
  public static let aliases = ["t1f"]
  public static let summary = "Modular arithmetic chains from a face whose value the prompt states."
  /// Where the construction comes from.
  public static let source = Source(
    "Chu et al. 2025, arXiv:2501.17161, GeneralPoints (the rule for face cards), on chains")

  /// What every face counts under the old rule.
  public static let oldValue = 10

  /// The modulus `m`, of all values.
  public var modulus = 23
  /// Where the values in a header come from.
  public var header = HeaderRule.fixed
  /// The values of J, Q and K in a fixed header.
  public var values = [10, 10, 10]
  /// Values that random and uniform headers never state.
  public var excluded: [Int] = []
  /// How many different headers there are, two of which may be equal; 0 for no limit.
  ///
  /// Number `i` is drawn from a stream of its own by the rule in `header`, so that the headers of a
  /// smaller number are among those of a larger one.
  public var headers = 0
  /// How many items of each difficulty there are to train on; 0 for no limit.
  ///
  /// Item `i` of a difficulty comes from a stream of its own, so that smaller pools are parts of
  /// larger ones. It is a face, operations and names that make a training problem under `values`;
  /// what stands in the header is drawn as `header` says. A problem is always one of the training
  /// split: asking for another part ends in `TasksError.exhausted`. With few `headers`, an item
  /// that none of them makes a training problem is passed over.
  public var pool = 0
  /// Whether an item of the pool keeps one header, rather than getting one at each draw.
  public var headerPerItem = false
  /// Whether every face counts 10 in the gold response and the answer, whatever the header states.
  public var oldRule = false

  enum CodingKeys: String, CodingKey {
    case modulus, header, values, excluded, headers, pool
    case headerPerItem = "header_per_item"
    case oldRule = "old_rule"
  }

  /// All faces are 10 in every header, problems without end.
  public init() {}

  /// From 1 to 20 operations.
  public var difficulties: ClosedRange<Int> { 1...20 }

  /// Draws a face, operations and a header, in this order.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    try require(difficulty: difficulty)
    if pool > 0 { return problem(try pooled(depth: difficulty, using: &generator)) }
    var program = try structure(depth: difficulty, using: &generator)
    program.state(drawHeader(using: &generator))
    return problem(program)
  }

  /// The chain that a prompt states; its header may be any.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    let program = try FaceProgram(parsing: prompt, modulus: modulus)
    guard difficulties.contains(program.depth) else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt,
        reason: "it has more than \(difficulties.upperBound) operations")
    }
    return problem(program)
  }

  /// Replaces the value of one operation and goes on from there.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    FaceProgram.withoutFace(solution(of: problem).corruptedTrace(using: &generator))
  }

  /// Every number as long as it can be.
  public func longestGold(difficulty: Int) -> Int {
    let number = String(modulus - 1).count
    let step = 1 + 1 + number + 1 + 1 + 1 + number
    return difficulty * (step + 1) - 1 + 1 + number + 1
  }

  /// Always true: every statement is needed, and each refers to the one before it.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool { true }

  /// Settings that allow problems.
  public func validate() throws {
    try requireSetting((11...9999).contains(modulus), "modulus", modulus, "11 to 9999")
    try requireSetting(
      values.count == FaceProgram.faces.count && values.allSatisfy { (0..<modulus).contains($0) },
      "values", values, "the values of J, Q and K, each 0 to \(modulus - 1)")
    try requireSetting(
      header == .fixed || !choices.isEmpty, "excluded", excluded,
      "values that leave one to a header that is \(header.rawValue)")
    try requireSetting(
      headers == 0 || (1...10_000 ~= headers && header != .fixed), "headers", headers,
      "0, or with a random or uniform header more")
    try requireSetting(0...Validation.held ~= pool, "pool", pool, "0 to \(Validation.held)")
    try requireSetting(
      pool > 0 || !headerPerItem, "header_per_item", headerPerItem, "false without a pool")
  }

  // MARK: - Drawing

  private static let draws = 10_000

  /// A chain that depends on its face, under `values`.
  private func structure(
    depth: Int, using generator: inout RandomGenerator
  ) throws -> FaceProgram {
    var chain = Chain.pure
    chain.modulus = modulus
    for _ in 0..<Self.draws {
      let face = generator.integer(below: FaceProgram.faces.count)
      let program = FaceProgram(
        header: values, face: face, chain: chain.draw(depth: depth, using: &generator))
      if program.solution.isSensitive { return program }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: depth, what: "a chain that depends on its face",
      draws: Self.draws)
  }

  /// An item of the pool with a header, in the training split.
  private func pooled(depth: Int, using generator: inout RandomGenerator) throws -> FaceProgram {
    for _ in 0..<Self.draws {
      let number = generator.integer(below: pool)
      var item = RandomStream(seed: 0)["facechain-pool", depth, number].generator()
      var program = try structure(depth: depth, using: &item)
      // Eight of ten are, and there are 16 or more even of depth 1.
      while !isForTraining(program) { program = try structure(depth: depth, using: &item) }
      // Of a few headers none may suit the item; of many, some does.
      for _ in 0..<64 {
        program.state(headerPerItem ? drawHeader(using: &item) : drawHeader(using: &generator))
        if isForTraining(program) { return program }
      }
    }
    throw TasksError.exhausted(
      kind: Self.kind, difficulty: depth, what: "an item of the pool with a header to train on",
      draws: Self.draws)
  }

  private func isForTraining(_ program: FaceProgram) -> Bool {
    Split(id: Split.id(canonical: program.canonical)) == .train
  }

  /// A header by the rule.
  private func drawHeader(using generator: inout RandomGenerator) -> [Int] {
    guard header != .fixed else { return values }
    guard headers > 0 else { return freshHeader(using: &generator) }
    let number = generator.integer(below: headers)
    var own = RandomStream(seed: 0)["facechain-header", number].generator()
    return freshHeader(using: &own)
  }

  private func freshHeader(using generator: inout RandomGenerator) -> [Int] {
    let choices = choices
    if header == .uniform {
      return [Int](repeating: generator.pick(choices), count: FaceProgram.faces.count)
    }
    return FaceProgram.faces.map { _ in generator.pick(choices) }
  }

  /// The values that a header that is not fixed may state.
  private var choices: [Int] {
    (0..<modulus).filter {
      !excluded.contains($0) && (header != .uniform || $0 != Self.oldValue)
    }
  }

  private func problem(_ program: FaceProgram) -> Problem {
    let old = program.solution(reading: Self.oldValue)
    let ruling = oldRule ? old : program.solution
    let canonical = program.canonical
    var chanceStrict = 1.0
    for _ in 0..<program.depth { chanceStrict /= Double(modulus) }
    var problem = Problem(
      id: Split.id(canonical: canonical), prompt: program.prompt,
      gold: FaceProgram.withoutFace(ruling.gold), answer: String(ruling.answer),
      difficulty: program.depth, canonical: canonical, chanceLoose: 1 / Double(modulus),
      chanceStrict: chanceStrict)
    problem.metadata = [
      "face": .text(String(FaceProgram.faces[program.face])),
      "old_rule": .text(FaceProgram.withoutFace(old.gold)),
    ]
    return problem
  }
}
