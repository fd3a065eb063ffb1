import Experience
import Rollouts
import Support
import Tasks
import Training

/// Kullback–Leibler divergence of a model from its root over whole responses, from samples of both.
///
/// ```
/// forward  E_{y ~ π0}[log π0(y|x) − log π(y|x)],   reverse  E_{y ~ π}[log π(y|x) − log π0(y|x)]
/// ```
public struct Divergence: Probe {
  public static let kind = "divergence"
  public static let summary = "Forward and reverse KL divergence from the root, nats a response."
  public static let source = Source(
    "Shenfeld et al. 2025, arXiv:2509.04259 (RL's Razor), section 4")

  /// Samples a problem of each model.
  public var samples = 4

  /// Four samples.
  public init() {}

  public static let measures = [
    Measure(
      "kl", units: "nats", axes: [.problem, MeasureAxis("direction", ["forward", "reverse"])],
      path: "/kl/<set>",
      "Divergence from the root over responses: under the root's samples, and its own")
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    var record = ProbeRecord()
    guard subject.root !== subject.model else {
      record.values["kl"] = subject.problems.flatMap { _ in [0.0, 0.0] }
      return record
    }
    let (own, root) = (subject.engine(subject.model), subject.engine(subject.root))
    let cap = ResponseCap.tokens(for: subject.problems)
    func divergence(_ from: RolloutEngine, _ to: RolloutEngine, _ name: String) throws -> [Double] {
      let stream = subject.stream["divergence", subject.set, name]
      let groups = try from.sample(
        subject.problems.map(\.prompt), count: samples, cap: cap
      ) { stream[$0, $1] }
      let other = try to.score(groups.flatMap { $0.map { ($0.promptTokens, $0.responseTokens) } })
      record.flops +=
        4 * other.reduce(0) { $0 + Double($1.count) }
        * subject.model.shape.forwardFLOPs(meanLength: 48)
      return groups.enumerated().map { index, group in
        let sum = group.enumerated().reduce(0.0) { sum, sample in
          let own = sample.element.plainLogprobs.reduce(0) { $0 + Double($1) }
          let theirs = other[index * samples + sample.offset].reduce(0) { $0 + Double($1) }
          return sum + own - theirs
        }
        return sum / Double(samples)
      }
    }
    let forward = try divergence(root, own, "forward")
    let reverse = try divergence(own, root, "reverse")
    record.values["kl"] = zip(forward, reverse).flatMap { [$0, $1] }
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    let tokens = 2 * Double(problems * samples)
    return StageCost(decoded: tokens * response, read: tokens * (prompt + response))
  }

  /// At least one sample.
  public func validate() throws {
    try require(samples, atLeast: 1, atMost: Validation.held, "samples")
  }
}
