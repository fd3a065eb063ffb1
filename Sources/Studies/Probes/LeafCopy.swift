import Experience
import Foundation
import Rollouts
import Support
import Tasks
import Training

/// How probable it is that a chain's leaf is given as the answer, without an operation: the shortcut, exactly.
///
/// ```
/// #V       the leaf's value alone
/// u=V#V    the leaf's statement, as the gold response begins, and then its value
/// ```
public struct LeafCopy: Probe {
  public static let kind = "leaf-copy"
  public static let summary =
    "Exact probability of an answer that copies the leaf's value, bare or after its statement."

  /// No settings.
  public init() {}

  public static let measures = [
    Measure(
      "copy_share", units: "probability", axes: [.problem],
      "Exact probability of the response `#leaf` at temperature 1"),
    Measure(
      "stated_copy_share", units: "probability", axes: [.problem],
      "Exact probability of the leaf's statement followed by `#leaf`, at temperature 1"),
  ]

  /// The responses that copy a leaf's value: bare, and after the statement that the gold response begins with.
  package static func copies(of leaf: Int, in gold: String) -> (bare: String, stated: String) {
    ("#\(leaf)", gold.prefix { $0 != ";" } + "#\(leaf)")
  }

  public func run(_ subject: Subject) throws -> ProbeRecord {
    let values = try subject.problems.map { problem in
      guard let value = subject.family?.traced?.leafValue(of: problem) else {
        throw StudiesError.plan(
          "set '\(subject.set)': leaf-copy needs chains with one leaf; take another probe")
      }
      return value
    }
    var record = ProbeRecord()
    let copies = zip(subject.problems, values).map { Self.copies(of: $1, in: $0.gold) }
    let engine = subject.engine(subject.model)
    func probability(_ responses: [String]) throws -> [Double] {
      try engine.logProbability(
        of: zip(subject.problems, responses).map { ($0.prompt, $1) }
      ).map { min(1, exp($0)) }
    }
    record.values["copy_share"] = try probability(copies.map(\.bare))
    record.values["stated_copy_share"] = try probability(copies.map(\.stated))
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: Double(problems) * (2 * prompt + 12))
  }
}
