import Foundation

/// What exact probabilities of the one right response say, where it is unique.
///
/// A probability of 1e-9 is not "unsupported": it is measured. Where several responses are right these are
/// lower bounds.
public struct SupportProbeSummary: Codable, Sendable, Equatable {
  /// `log10 p` of each problem.
  public var log10p: [Double]
  /// `ln 2/p`: the number of samples at which a problem is found half of the time, of each problem.
  public var k50: [Double]
  /// ε: a problem above it is missed in k samples with a probability below ζ.
  public var epsilon: Double
  /// The share of problems with p ≥ ε.
  public var supported: Double

  /// The summary of log-probabilities.
  ///
  /// - Parameters:
  ///   - logProbabilities: one a problem, nats, at most 0; `k50` is infinite beyond what a Double holds
  ///     (p below about 1e-308) and then given as the largest finite number.
  ///   - k: the budget of samples that ε is about.
  ///   - missRate: ζ.
  /// - Precondition: at least one number, none above 0 or NaN.
  /// - Source: the summaries are definitions; ε as in `PassAtK.epsilonSupport`.
  public init(logProbabilities: [Double], k: Int, missRate: Double = 0.05) {
    precondition(!logProbabilities.isEmpty, "no problems")
    precondition(logProbabilities.allSatisfy { $0 <= 0 }, "a log-probability is above 0 or NaN")
    log10p = logProbabilities.map { max($0 / log(10), -.greatestFiniteMagnitude) }
    k50 = logProbabilities.map { min(.greatestFiniteMagnitude, exp(log(log(2)) - $0)) }
    let epsilon = PassAtK.epsilonSupport(k: k, missRate: missRate)
    self.epsilon = epsilon
    supported =
      Double(logProbabilities.count { $0 >= log(epsilon) }) / Double(logProbabilities.count)
  }
}

/// How training moved the probability of right responses.
public struct SupportShift: Codable, Sendable, Equatable {
  /// `Δ = ln p(RL) − ln p(base)` of each problem, nats.
  public var delta: [Double]
  /// The mean of Δ.
  public var mean: Double
  /// The share of problems that became more probable.
  public var raised: Double
  /// The share of problems with p(base) below 1e-6 and p(RL) above 1e-2: deep discovery.
  public var deepDiscovery: Double

  /// The shift from a base to its trained successor, problem by problem.
  ///
  /// - Precondition: the arrays have the same non-zero length and finite values of at most 0.
  public init(base: [Double], rl: [Double]) {
    precondition(base.count == rl.count && !base.isEmpty, "\(base.count) against \(rl.count)")
    precondition((base + rl).allSatisfy { $0 <= 0 && $0.isFinite }, "not log-probabilities")
    let size = Double(base.count)
    delta = zip(rl, base).map { $0 - $1 }
    mean = delta.reduce(0, +) / size
    raised = Double(delta.count { $0 > 0 }) / size
    deepDiscovery =
      Double(zip(base, rl).count { $0 < log(1e-6) && $1 > log(1e-2) }) / size
  }
}
