import Experience
import Rollouts
import Support
import Training

/// How strongly a model prefers the response by an old rule to the one that the prompt asks for.
///
/// ```
/// odds_i = log π(y_old | x) − log π(y* | x)
/// ```
///
/// Both responses are whole, with their end token, at temperature 1. The number is defined also
/// where a model gives neither of the two, and is above 0 where the old rule has been memorized.
public struct OldRule: Probe {
  public static let kind = "old-rule"
  public static let summary =
    "Exact log-probability of the response by the old rule, alone and against the right one."
  public static let source = Source(
    "Chu et al. 2025, arXiv:2501.17161, section 4 (rule variants), asked of exact probabilities")

  /// No settings.
  public init() {}

  public static let measures = [
    Measure(
      "logp_old", units: "nats", axes: [.problem],
      "Exact log-probability of the response by the old rule, at temperature 1"),
    Measure(
      "old_rule_odds", units: "nats", axes: [.problem],
      "That less the log-probability of the right response: above 0, the old rule is preferred"),
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    let engine = subject.engine(subject.model)
    let old = try engine.logProbability(of: try oldResponses(subject))
    let right = try engine.logProbability(of: subject.problems.map { ($0.prompt, $0.gold) })
    var record = ProbeRecord()
    record.values = ["logp_old": old, "old_rule_odds": zip(old, right).map { $0 - $1 }]
    let tokens = subject.problems.reduce(0) { $0 + $1.prompt.utf8.count + $1.gold.utf8.count + 2 }
    record.flops = 2 * Double(tokens) * subject.model.shape.forwardFLOPs(meanLength: 48)
    return record
  }

  /// Prompts with what the old rule answers, which the problems carry.
  private func oldResponses(_ subject: Subject) throws -> [(prompt: String, response: String)] {
    try subject.problems.map { problem -> (prompt: String, response: String) in
      guard case .text(let old)? = problem.metadata["old_rule"] else {
        throw StudiesError.plan(
          "set '\(subject.set)': old-rule needs problems that carry the response by an old rule; "
            + "take task facechain, or other probes")
      }
      return (problem.prompt, old)
    }
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: 2 * Double(problems) * (prompt + response))
  }
}
