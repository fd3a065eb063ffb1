import Evaluation
import Experience
import Foundation
import Rollouts
import Support
import Training

/// The exact probability of the one strictly right response, at six temperatures and at the root's entropy.
///
/// ```
/// log p_i = Σ_t log π_T(y*_t | x, y*_<t),   π_T = softmax(z / T)
/// ```
///
/// No samples, no floor: pass@k follows for every k. Beside it, what the number is made of: the share of
/// responses that begin a full trace (1 − P(`bare` as the first token)), and log p by class of token: *style* (the
/// first), *stop* (what follows a finished step), *copy* (names, operands, signs, the answer) and *compute* (values).
///
/// - Deviation: the entropy that temperatures are matched by is the mean over the positions of right responses,
///   not of sampled ones, so that it is exact too.
public struct ExactSupport: Probe {
  public static let kind = "exact-support"
  public static let summary =
    "Exact log-probability of the right response at six temperatures, and its parts."
  public static let source = Source(
    "Yue et al. 2025, arXiv:2504.13837 asks it of samples; studies/README.md")

  /// First characters of responses that are no full trace, one after another.
  public var bare = "#~"

  /// Bare answers and the terse mode.
  public init() {}

  /// The temperatures.
  public static let temperatures = [0.2, 0.4, 0.6, 0.8, 1.0, 1.2]
  /// Where 1 stands among them.
  public static let one = 4
  /// The classes of tokens.
  public static let classes = ["style", "stop", "copy", "compute"]

  private static let temperature = MeasureAxis(
    "temperature", temperatures.map { String($0) })

  public static let measures = [
    Measure(
      "logp", units: "nats", axes: [.problem, temperature],
      "Exact log-probability of the one strictly right response"),
    Measure(
      "logp_validation", units: "nats", axes: [.problem, temperature],
      "The same on validation problems, on which temperatures are chosen"),
    Measure(
      "trace_share", units: "probability", axes: [.problem, temperature],
      "Exact probability that a response begins a full trace"),
    Measure(
      "trace_share_validation", units: "probability", axes: [.problem, temperature],
      "The same on validation problems"),
    Measure(
      "class_logp", units: "nats", axes: [.problem, MeasureAxis("class", classes)],
      "Log-probability by class of token, at temperature 1; the sum is logp"),
    Measure(
      "gold_entropy", units: "nats", axes: [temperature],
      "Mean entropy along right responses"),
    Measure(
      "matched_temperature",
      "The root's temperature with the entropy that the arm has at temperature 1"),
    Measure(
      "logp_matched", units: "nats", axes: [.problem],
      "Log-probability of the right response under the root at that temperature"),
    Measure(
      "trace_share_matched", units: "probability", axes: [.problem],
      "Share of full traces of the root at that temperature"),
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    guard let family = subject.family?.traced,
      subject.problems.allSatisfy(family.hasUniqueStrictResponse)
    else {
      throw StudiesError.plan(
        "set '\(subject.set)': exact-support needs problems with one strictly right response; "
          + "take other probes, or pure chains")
    }
    let own = try reading(subject.engine(subject.model), subject.problems, Self.temperatures)
    let validation = try reading(
      subject.engine(subject.model), subject.validation, Self.temperatures)
    var record = ProbeRecord()
    record.values["logp"] = own.logp.flatMap { $0 }
    record.values["logp_validation"] = validation.logp.flatMap { $0 }
    record.values["trace_share"] = own.traceShare.flatMap { $0 }
    record.values["trace_share_validation"] = validation.traceShare.flatMap { $0 }
    record.values["class_logp"] = own.classes.flatMap { $0 }
    record.values["gold_entropy"] = own.entropy
    let root = subject.engine(subject.root)
    let matched =
      subject.root === subject.model
      ? 1 : try matchedTemperature(root, subject.problems, entropy: own.entropy[Self.one])
    let reference = try reading(root, subject.problems, [matched])
    record.values["matched_temperature"] = [matched]
    record.values["logp_matched"] = reference.logp.map { $0[0] }
    record.values["trace_share_matched"] = reference.traceShare.map { $0[0] }
    let tokens = subject.problems.reduce(0) { $0 + $1.prompt.utf8.count + $1.gold.utf8.count + 2 }
    record.flops = 5 * Double(tokens) * subject.model.shape.forwardFLOPs(meanLength: 48)
    return record
  }

  /// `[problem][temperature]`, classes at the first temperature that is 1.
  private func reading(
    _ engine: RolloutEngine, _ problems: [Problem], _ temperatures: [Double]
  ) throws -> (
    logp: [[Double]], traceShare: [[Double]], classes: [[Double]], entropy: [Double]
  ) {
    let pairs = try problems.map {
      (
        prompt: try engine.promptTokens($0.prompt),
        response: try engine.tokenizer.encode($0.gold) + [engine.tokenizer.endToken]
      )
    }
    let read = try engine.read(pairs, temperatures: temperatures.map(Float.init))
    let starts = try bare.map { try engine.tokenizer.encode(String($0)) }
    var shares = problems.map { _ in temperatures.map { _ in 1.0 } }
    for start in starts {
      let bare = try engine.read(
        pairs.map { ($0.prompt, start) }, temperatures: temperatures.map(Float.init))
      for i in problems.indices {
        for t in temperatures.indices { shares[i][t] -= exp(Double(bare[i][t].logprobs[0])) }
      }
    }
    let at = temperatures.firstIndex(of: 1) ?? 0
    let classes = zip(problems, read).map { problem, read in
      var sums = Self.classes.map { _ in 0.0 }
      for (kind, logp) in zip(Self.classes(of: problem.gold), read[at].logprobs) {
        sums[kind] += Double(logp)
      }
      return sums
    }
    let count = Double(pairs.reduce(0) { $0 + $1.response.count })
    return (
      read.map { $0.map { $0.logprobs.reduce(0) { $0 + Double($1) } } },
      shares.map { $0.map { max($0, 1e-12) } }, classes,
      temperatures.indices.map { t in
        read.reduce(0) { $0 + $1[t].entropies.reduce(0) { $0 + Double($1) } } / count
      }
    )
  }

  /// The class of every token of a right response, the end token included, as an index in `classes`.
  package static func classes(of gold: String) -> [Int] {
    let bytes = Array(gold.utf8)
    var kinds: [Int] = []
    var equals = 0
    var isAnswer = false
    for byte in bytes {
      switch byte {
      case UInt8(ascii: ";"), UInt8(ascii: "#"):
        kinds.append(1)
        (equals, isAnswer) = (0, byte == UInt8(ascii: "#"))
      case UInt8(ascii: "="):
        equals += 1
        kinds.append(2)
      // What stands behind the second '=' of a step was computed; a leaf's value and the answer are copies.
      default: kinds.append(equals >= 2 && !isAnswer ? 3 : 2)
      }
    }
    kinds.append(1)
    kinds[0] = 0
    return kinds
  }

  /// The temperature at which a model's mean entropy along right responses is the one given.
  ///
  /// Entropy rises with temperature: 48 points between 0.05 and 4, then a straight line between neighbours.
  private func matchedTemperature(
    _ engine: RolloutEngine, _ problems: [Problem], entropy: Double
  ) throws -> Double {
    let grid = (0..<48).map { 0.05 * exp(Double($0) / 47 * log(80)) }
    let found = try reading(engine, problems, grid).entropy
    guard let above = found.firstIndex(where: { $0 >= entropy }) else { return grid[47] }
    guard above > 0 else { return grid[0] }
    let (low, high) = (found[above - 1], found[above])
    let share = high > low ? (entropy - low) / (high - low) : 0
    return grid[above - 1] + share * (grid[above] - grid[above - 1])
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: 5 * Double(problems) * (prompt + response))
  }

  /// One character a token.
  public func validate() throws {
    try require(!bare.isEmpty && bare.utf8.count == bare.count, "bare", bare, "ASCII characters")
  }
}
