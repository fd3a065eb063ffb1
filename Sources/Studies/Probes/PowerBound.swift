import Experience
import Foundation
import Rollouts
import Statistics
import Support
import Tasks
import Training

/// What a model would be if its whole responses were sharpened: success under p^α / Z, bounded from samples.
///
/// Temperature sharpens tokens, the power distribution sharpens responses; it needs no training, and so it is
/// a rival of whatever training is said to have done.
public struct PowerBound: Probe {
  public static let kind = "power-bound"
  public static let summary =
    "Bounds on pass@1 under the power distribution p^α of whole responses."
  public static let source = Source("Karan and Du 2025, arXiv:2510.14901, section 3")

  /// Samples a problem.
  public var samples = 32

  /// 32 samples.
  public init() {}

  /// So many samples.
  public init(samples: Int) { self.samples = samples }

  /// The exponents.
  public static let alphas = [1.0, 2, 4]

  private static let alpha = MeasureAxis("alpha", alphas.map { String(Int($0)) })

  public static let measures = [
    Measure(
      "power_low", units: "probability", axes: [.problem, alpha],
      "Least probability of the right response under p^α / Z, given what was sampled"),
    Measure(
      "power_high", units: "probability", axes: [.problem, alpha], "The most, given the same"),
    Measure(
      "power_ess", units: "samples", axes: [.problem, alpha],
      "Effective sample size of the weights p^(α−1) on the samples"),
  ]

  /// Roots alone are measured: it is what needs no training that is a rival.
  public func run(_ subject: Subject) throws -> ProbeRecord {
    guard subject.root === subject.model else { return ProbeRecord() }
    let engine = subject.engine(subject.model)
    let right = try engine.logProbability(of: subject.problems.map { ($0.prompt, $0.gold) })
    let stream = subject.stream["power", subject.set]
    let groups = try engine.sample(
      subject.problems.map(\.prompt), count: samples,
      cap: ResponseCap.tokens(for: subject.problems)
    ) { stream[$0, $1] }
    var (low, high, sizes): ([Double], [Double], [Double]) = ([], [], [])
    for (index, group) in groups.enumerated() {
      var distinct: [String: Double] = [:]
      var all: [Double] = []
      for sample in group {
        let logp = sample.plainLogprobs.reduce(0) { $0 + Double($1) }
        all.append(logp)
        let isRight =
          sample.completion.isFinished && sample.completion.text == subject.problems[index].gold
        if !isRight {
          distinct[sample.completion.text + (sample.completion.isFinished ? "" : "…")] = logp
        }
      }
      let others = distinct.keys.sorted().compactMap { distinct[$0] }
      for alpha in Self.alphas {
        let bounds = PowerDistribution.bounds(
          rightLogProbability: min(0, right[index]),
          sampledLogProbabilities: others.map { min(0, $0) },
          samples: samples, alpha: alpha)
        low.append(bounds.low)
        high.append(bounds.high)
        let weights = all.map { exp((alpha - 1) * ($0 - (all.max() ?? 0))) }
        let (sum, squares) = weights.reduce((0.0, 0.0)) { ($0.0 + $1, $0.1 + $1 * $1) }
        sizes.append(sum * sum / squares)
      }
    }
    var record = ProbeRecord()
    record.values = ["power_low": low, "power_high": high, "power_ess": sizes]
    record.flops =
      Double(groups.reduce(0) { $0 + $1.reduce(0) { $0 + $1.responseTokens.count } })
      * subject.model.shape.forwardFLOPs(meanLength: 48)
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(decoded: Double(problems * samples) * response)
  }

  /// At least two samples.
  public func validate() throws {
    try require(samples, atLeast: 2, atMost: Validation.held, "samples")
  }
}
