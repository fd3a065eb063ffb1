import Experience
import Foundation
import Rollouts
import Support
import Tasks
import Training

/// In which mode a model answers, and how often it is right in each: exact, without samples.
///
/// ```
/// terse = P(`~`),   bare = P(`#`),   trace = 1 − terse − bare      first token, temperature 1
/// accuracy in a mode = P(the right response of that mode) / P(the mode)
/// ```
///
/// The right responses are the gold trace, `~#answer` and `#answer`, each with its end token. Style
/// and skill come apart: a reward can change how often a mode is chosen, how good it is, or both.
///
/// - Deviation: a trace counts as right with every step right, so that one response stands for it.
public struct Modes: Probe {
  public static let kind = "modes"
  public static let summary =
    "Exact shares of traces, terse and bare answers, and accuracy in each."
  public static let source = Source(
    "Zhao et al. 2025, arXiv:2504.07912 (echo chamber), asked of exact probabilities")

  /// No settings.
  public init() {}

  /// The modes, in the order of their axis.
  public static let modes = ["trace", "terse", "bare"]

  private static let mode = MeasureAxis("mode", modes)

  public static let measures = [
    Measure(
      "mode_share", units: "probability", axes: [.problem, mode],
      "Exact probability that a response begins in a mode, at temperature 1"),
    Measure(
      "mode_accuracy", units: "probability", axes: [.problem, mode],
      "Exact probability of the mode's right response, given the mode"),
    Measure(
      "mode_log_odds", units: "nats", axes: [.problem],
      "Log-probability of a terse answer less that of a trace"),
    Measure(
      "first_entropy", units: "nats", axes: [.problem], "Entropy of the choice among the modes"),
  ]

  public func run(_ subject: Subject) throws -> ProbeRecord {
    guard let family = subject.family?.traced,
      subject.problems.allSatisfy(family.hasUniqueStrictResponse)
    else {
      throw StudiesError.plan(
        "set '\(subject.set)': modes needs problems with one strictly right response; "
          + "take other probes, or pure chains")
    }
    let engine = subject.engine(subject.model)
    let first = try FirstTokens(engine, subject.problems)
    func logp(_ response: (Problem) -> String) throws -> [Double] {
      try engine.logProbability(of: subject.problems.map { ($0.prompt, response($0)) })
    }
    let right = [
      try logp { $0.gold }, try logp { "~#" + $0.answer }, try logp { "#" + $0.answer },
    ]
    var record = ProbeRecord()
    record.values["mode_share"] = first.logShares.flatMap { $0.map { exp($0) } }
    record.values["mode_accuracy"] = subject.problems.indices.flatMap { i in
      Self.modes.indices.map { mode in min(1, exp(right[mode][i] - first.logShares[i][mode])) }
    }
    record.values["mode_log_odds"] = first.logOdds
    record.values["first_entropy"] = first.entropies
    let tokens = subject.problems.reduce(0) {
      $0 + 4 * $1.prompt.utf8.count + $1.gold.utf8.count + 12
    }
    record.flops = Double(tokens) * subject.model.shape.forwardFLOPs(meanLength: 32)
    return record
  }

  public func cost(problems: Int, prompt: Double, response: Double) -> StageCost {
    StageCost(read: Double(problems) * (4 * prompt + response + 10))
  }
}

/// How the responses to some problems begin: exact, at temperature 1.
package struct FirstTokens: Sendable {
  /// Log-probabilities `[problem][mode]`, nats, in the order of `Modes.modes`.
  package let logShares: [[Double]]

  /// Known log-probabilities.
  package init(logShares: [[Double]]) { self.logShares = logShares }

  /// What lies half-way between two models, problem by problem: the mean of the log-probabilities, normalized. Its log-odds are the mean
  /// of theirs.
  package init(between one: FirstTokens, and other: FirstTokens) {
    logShares = zip(one.logShares, other.logShares).map { one, other in
      let middle = zip(one, other).map { ($0 + $1) / 2 }
      let total = log(middle.reduce(0) { $0 + exp($1) })
      return middle.map { $0 - total }
    }
  }

  /// Reads the first token of each problem's response.
  ///
  /// - Throws: what reading throws.
  init(_ engine: RolloutEngine, _ problems: [Problem]) throws {
    let starts = try ["~", "#"].map { try engine.tokenizer.encode($0) }
    let pairs = try problems.flatMap { problem -> [(prompt: [Int32], response: [Int32])] in
      let prompt = try engine.promptTokens(problem.prompt)
      return starts.map { (prompt: prompt, response: $0) }
    }
    let found = try engine.score(pairs)
    logShares = problems.indices.map { i in
      let (terse, bare) = (Double(found[2 * i][0]), Double(found[2 * i + 1][0]))
      // Single precision leaves nothing below this.
      let trace = max(1e-12, 1 - exp(terse) - exp(bare))
      return [log(trace), terse, bare]
    }
  }

  /// log P(terse) − log P(trace) of every problem.
  var logOdds: [Double] { logShares.map { $0[1] - $0[0] } }

  /// The entropy of the choice among the three modes, of every problem, nats.
  var entropies: [Double] { logShares.map { -$0.reduce(0.0) { $0 + exp($1) * $1 } } }

  /// The mean log-odds over the problems.
  var meanLogOdds: Double { logOdds.reduce(0, +) / Double(logOdds.count) }

  /// The mean entropy over the problems.
  var meanEntropy: Double { entropies.reduce(0, +) / Double(entropies.count) }
}
