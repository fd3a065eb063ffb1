import Experience
import Rollouts
import Support
import Training

/// The exact log-probability of the right response at temperature 1 alone: for points along a training, many and cheap.
public struct ExactLogp: Probe {
  public static let kind = "exact-logp"
  public static let summary = "Exact log-probability of the right response at temperature 1."

  /// No settings.
  public init() {}

  public static let measures = [
    Measure(
      "logp_at_1", units: "nats", axes: [.problem],
      "Exact log-probability of the one strictly right response, at temperature 1")
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    var record = ProbeRecord()
    record.values["logp_at_1"] = try subject.engine(subject.model).logProbability(
      of: subject.problems.map { ($0.prompt, $0.gold) })
    let tokens = subject.problems.reduce(0) { $0 + $1.prompt.utf8.count + $1.gold.utf8.count + 2 }
    record.flops = Double(tokens) * subject.model.shape.forwardFLOPs(meanLength: 48)
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: Double(problems) * (prompt + response))
  }
}
