import Experience
import Support

/// Judges responses to the problems of a task.
public protocol Verifier: Sendable {
  /// Judges a response.
  ///
  /// Any text is judged without failing.
  /// - Precondition: `problem` is of this task, with these settings.
  func verdict(on completion: Completion, for problem: Problem) -> Verdict
}

/// A family of problems that a program can draw, solve and check.
///
/// A response of a family with steps has the form `[step(;step)*]#answer`; the end token is not part of it.
public protocol TaskFamily: Component, Verifier {
  /// The difficulties that the settings allow: operations, nesting levels.
  var difficulties: ClosedRange<Int> { get }

  /// Draws a problem of the given difficulty, again until the family's own conditions hold.
  ///
  /// - Throws: `TasksError.setting` or `.difficulty` if the settings allow no such problem.
  func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem

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
}

extension TaskFamily {
  /// The family's line in the catalogue.
  public static var entry: Entry<any TaskFamily> { Entry(Self.self) }

  /// Checks a difficulty against `difficulties`.
  func require(difficulty: Int) throws {
    guard difficulties.contains(difficulty) else {
      throw TasksError.difficulty(kind: Self.kind, value: difficulty, allowed: difficulties)
    }
  }
}
