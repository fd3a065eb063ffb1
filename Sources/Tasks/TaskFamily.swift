import Experience
import Support

/// A family of problems that a program can draw and check.
public protocol TaskFamily: Component, Verifier {
  /// The difficulties that the settings allow: operations, nesting levels.
  var difficulties: ClosedRange<Int> { get }

  /// Whether a difficulty can be asked for; if not, any stands for all problems.
  var hasDifficulties: Bool { get }

  /// Draws a problem of the given difficulty, again until the family's own conditions hold.
  ///
  /// - Throws: `TasksError.setting` or `.difficulty` if the settings allow no such problem.
  func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem

  /// The number of response tokens after which a sample is cut off, unless somebody asks for another.
  ///
  /// - Precondition: `difficulties` is not empty.
  func responseCap(difficulties: [Int]) -> Int

  /// What answers between turns; `nil` where a response is one turn.
  func environment(for problem: Problem) -> (any Environment)?

  /// What a right policy says, turn by turn; the gold response where a response is one turn.
  func goldTurns(_ problem: Problem) -> [String]

  /// Whether the environment runs programs.
  var runsPrograms: Bool { get }

  /// What a test may differ in from what was trained on: settings, by their keys.
  static var axes: [String] { get }

  /// All problems of a part, where they can be listed; `nil` where they are drawn.
  func listed(_ split: Split) throws -> [Problem]?

  /// What the problems of a set differ in: their identity, or something coarser.
  func distinctKey(of problem: Problem) -> UInt64

  /// The family as one whose solutions are written by a program; `nil` where they are not.
  var traced: (any TracedTask)? { get }

  /// How responses are judged if not by comparing their answer with the reference, in a clause; `nil` where they are, so that
  /// the problems make a data set of questions and answers.
  var judgedOtherwise: String? { get }

  /// What somebody who uses the family with these settings should be warned of.
  var warnings: [String] { get }
}

extension TaskFamily {
  /// The family's line in the catalogue.
  public static var entry: Entry<any TaskFamily> { Entry(Self.self) }
  /// It can.
  public var hasDifficulties: Bool { true }
  /// One turn.
  public func environment(for problem: Problem) -> (any Environment)? { nil }
  /// One.
  public func goldTurns(_ problem: Problem) -> [String] { [problem.gold] }
  /// It does not.
  public var runsPrograms: Bool { false }
  /// Difficulty.
  public static var axes: [String] { ["difficulty"] }
  /// They are drawn.
  public func listed(_ split: Split) throws -> [Problem]? { nil }
  /// They are not.
  public var traced: (any TracedTask)? { nil }
  /// Answers are compared.
  public var judgedOtherwise: String? { nil }
  /// Nothing.
  public var warnings: [String] { [] }
  /// The identity.
  public func distinctKey(of problem: Problem) -> UInt64 { problem.id }

  /// Checks a difficulty against `difficulties`.
  func require(difficulty: Int) throws {
    guard difficulties.contains(difficulty) else {
      throw TasksError.difficulty(kind: Self.kind, value: difficulty, allowed: difficulties)
    }
  }

  /// Checks a condition on a setting.
  func requireSetting(
    _ holds: Bool, _ key: String, _ value: some CustomStringConvertible, _ expected: String
  ) throws {
    guard holds else {
      throw TasksError.setting(
        kind: Self.kind, key: key, value: "\(value)", expected: expected)
    }
  }
}

/// A family whose problems a program solves step by step: what pre-training texts and exact probes are made of.
///
/// A response of a family with steps has the form `[step(;step)*]#answer`; the end token is not part of it.
/// `#answer` and, in the terse mode, `~#answer` show no work: they parse and are loosely right if
/// the answer is, with process 0, and never strictly.
public protocol TracedTask: TaskFamily {
  /// The problem that a prompt states, solved afresh.
  ///
  /// - Throws: `TasksError.prompt` if the text is not a prompt of this family.
  func problem(prompt: String) throws -> Problem

  /// Judges a response; one that was cut off by the cap is unparsed.
  ///
  /// Any text is judged without failing.
  /// - Precondition: `problem` is of this family, with these settings.
  func verdict(on completion: Completion, for problem: Problem) -> Verdict

  /// A gold trace with one computed value replaced by another, drawn uniformly; the rest follows from it.
  ///
  /// - Precondition: `problem` is of this family, with these settings.
  func corruptedTrace(of problem: Problem, using generator: inout RandomGenerator) -> String

  /// The length in tokens (one a character) that no gold response of this difficulty exceeds,
  /// with the end token.
  func longestGold(difficulty: Int) -> Int

  /// Whether the gold response is the only strictly right one, so that its probability is exact support.
  func hasUniqueStrictResponse(_ problem: Problem) -> Bool

  /// What a problem asks, in plain English; `nil` where it is not put in words.
  func english(_ problem: Problem) -> String?

  /// The value that a problem's computation starts from, where it is one leaf's; else `nil`.
  ///
  /// - Precondition: `problem` is of this family, with these settings.
  func leafValue(of problem: Problem) -> Int?
}

extension TracedTask {
  /// Each completion by itself.
  public func verdicts(on completions: [Completion], for problem: Problem) -> [Verdict] {
    completions.map { verdict(on: $0, for: problem) }
  }

  /// A quarter more than the longest gold response.
  public func responseCap(difficulties: [Int]) -> Int {
    ResponseCap.tokens(for: self, difficulties: difficulties)
  }

  /// It is.
  public var traced: (any TracedTask)? { self }

  /// It is not.
  public func english(_ problem: Problem) -> String? { nil }
  /// None.
  public func leafValue(of problem: Problem) -> Int? { nil }
}
