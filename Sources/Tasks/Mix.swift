import Experience
import Support

/// One kind of problem in a mix.
public struct MixPart: DefaultedSettings, Sendable, Equatable, Validated {
  /// The family.
  public var task = Slot<TaskCatalogue>(Addition())
  /// The difficulty; without meaning for rows of a file.
  public var difficulty = 3

  /// Sums of two numbers with three digits.
  public init() {}

  /// A part from its properties.
  public init(_ task: any TaskFamily, difficulty: Int = 0) {
    self.task = Slot(task)
    self.difficulty = difficulty
  }

  /// A difficulty that the family has, and responses of one turn.
  public func validate() throws {
    let family = task.value
    guard family.hasDifficulties else { return }
    let range = family.difficulties
    try require(
      range.contains(difficulty), "difficulty", difficulty,
      "\(range.lowerBound) to \(range.upperBound) for '\(task.kind)'")
  }
}

/// Problems of several kinds as one set, judged as evaluations of published models are.
///
/// The difficulty is the number of the part, from 1, so that parts have equal shares. It is also the template of a problem, by which
/// problems that a program writes are clustered; a row of a file is a cluster of its own. The part's task judges, and
///
/// ```
/// strict   the task's strict verdict, on a response that ended by itself
/// loose    strict, or the task accepts the response with its last number put behind "####"
/// ```
///
/// A response that the cap cut off is wrong, whatever stands in it. A guess is right as often as the part's task says of loose answers.
///
/// - Source: Miller 2024, arXiv:2411.00640, section 2.2 (questions in clusters).
public struct Mix: TaskFamily {
  public static let kind = "mix"
  /// What a problem can leave the training distribution along.
  public static let axes = ["the part"]
  public static let summary =
    "Problems of several tasks in equal shares; what was cut off is wrong."
  public static let source = Source("Miller 2024, arXiv:2411.00640, section 2.2 (clusters)")
  /// Where a problem keeps the number of its template.
  public static let template = "template"

  /// The parts.
  public var parts = [MixPart()]

  /// Sums alone.
  public init() {}
  /// A mix of parts.
  public init(_ parts: [MixPart]) { self.parts = parts }

  /// The numbers of the parts.
  public var difficulties: ClosedRange<Int> { 1...max(1, parts.count) }

  /// A problem of a part.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try require(difficulty: difficulty)
    let part = parts[difficulty - 1]
    let family = part.task.value
    var problem = try family.problem(
      difficulty: family.hasDifficulties ? part.difficulty : family.difficulties.lowerBound,
      using: &generator)
    problem.metadata["part_difficulty"] = .integer(problem.difficulty)
    problem.difficulty = difficulty
    problem.chanceStrict = problem.chanceLoose
    if family.hasDifficulties { problem.metadata[Self.template] = .integer(difficulty) }
    return problem
  }

  /// The verdicts of the part's task.
  ///
  /// - Precondition: `problem` is one of this mix.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    precondition(difficulties.contains(problem.difficulty), "no part \(problem.difficulty)")
    let family = parts[problem.difficulty - 1].task.value
    var own = problem
    if case .integer(let difficulty)? = problem.metadata["part_difficulty"] {
      own.difficulty = difficulty
    }
    return try completions.map { completion in
      guard completion.isFinished else { return .unparsed("cut off") }
      var found = try family.verdicts(on: [completion], for: own)[0]
      guard !found.loose, let number = Self.lastNumber(completion.text) else { return found }
      let marked = Completion(text: completion.text + "\n#### " + number, isFinished: true)
      if try family.verdicts(on: [marked], for: own)[0].loose {
        found.loose = true
        found.parsed = true
        found.answer = number
      }
      return found
    }
  }

  /// The last number of a text, with a sign and decimals; `nil` without one.
  static func lastNumber(_ text: String) -> String? {
    text.matches(of: /-?[0-9]+(?:[.][0-9]+)?/).last.map { String($0.output) }
  }

  /// Room for the part that needs most.
  public func responseCap(difficulties: [Int]) -> Int {
    difficulties.map { parts[$0 - 1] }.reduce(0) { most, part in
      max(most, part.task.value.responseCap(difficulties: [part.difficulty]))
    }
  }

  /// As of the parts.
  public var judgedOtherwise: String? { parts.compactMap(\.task.value.judgedOtherwise).first }
  /// As of the parts.
  public var runsPrograms: Bool { parts.contains { $0.task.value.runsPrograms } }
  /// Those of the parts.
  public var warnings: [String] { parts.flatMap(\.task.value.warnings) }

  /// What the part's problems differ in.
  public func distinctKey(of problem: Problem) -> UInt64 {
    parts[problem.difficulty - 1].task.value.distinctKey(of: problem)
  }

  /// At least one part.
  public func validate() throws {
    try require(!parts.isEmpty, "parts", "[]", "at least one")
  }
}
