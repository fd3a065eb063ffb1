import Experience
import Foundation
import Rollouts
import Support
import Tasks
import Training

/// How probable it is that a chain's leaf is given as the answer, without a step: the shortcut, exactly.
public struct LeafCopy: Probe {
  public static let kind = "leaf-copy"
  public static let summary = "Exact probability of a bare answer that copies the leaf's value."

  /// No settings.
  public init() {}

  public static let measures = [
    Measure(
      "copy_share", units: "probability", axes: [.problem],
      "Exact probability of the response `#leaf` at temperature 1")
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    let values = try subject.problems.map { problem in
      guard let value = subject.family?.traced?.leafValue(of: problem) else {
        throw StudiesError.plan(
          "set '\(subject.set)': leaf-copy needs chains with one leaf; take another probe")
      }
      return value
    }
    var record = ProbeRecord()
    record.values["copy_share"] = try subject.engine(subject.model).logProbability(
      of: zip(subject.problems, values).map { ($0.prompt, "#\($1)") }
    ).map { min(1, exp($0)) }
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: Double(problems) * (prompt + 4))
  }
}
