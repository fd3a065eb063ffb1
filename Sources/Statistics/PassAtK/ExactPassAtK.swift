import Support

/// pass@k from the exact probability of a right response, for every k and without a sample.
///
/// Where the right response is unique, one forward pass over it gives ln p, and
///
/// ```
/// pass@k = 1 − (1 − p)^k = −expm1(k·ln(1 − p))
/// ln(1 − p) = ln(−expm1(ln p)) for p > ½,   log1p(−exp(ln p)) otherwise
/// ```
///
/// which keeps its digits from p = 1e-300 to p = 1, and has the same bits on every machine. Where
/// several responses are right and only one is known, these are lower bounds.
///
/// - Source: Chen et al. 2021, arXiv:2107.03374, section 2.1; the two branches of ln(1 − p) as in
///   Mächler 2012, "Accurately computing log(1 − exp(−|a|))", Rmpfr's vignette.
/// - Deviation: the probability is known, not estimated.
/// - Not for: tasks with several right responses, but as a bound; samples drawn at another temperature or
///   through filters that the probability does not know of.
public enum ExactPassAtK {
  /// The numbers of attempts that curves are drawn over: 2^0, 2^1, … 2^20.
  public static let ks: [Int] = (0...20).map { 1 << $0 }

  /// pass@k of one problem.
  ///
  /// −∞ gives 0 and 0 gives 1.
  ///
  /// - Parameters:
  ///   - logProbability: ln p of the right response, nats. What rounding put above 0 counts as 0.
  ///   - k: the number of attempts.
  /// - Returns: a probability.
  /// - Precondition: the log-probability is at most 1e-9 and not NaN; `k ≥ 1`.
  public static func value(logProbability: Double, k: Int) -> Double {
    success(logFailure(logProbability), k: k)
  }

  /// pass@k of every problem.
  ///
  /// - Parameters:
  ///   - logProbabilities: ln p of each problem, `[M]`, nats.
  ///   - k: the number of attempts.
  /// - Returns: probabilities, `[M]`.
  /// - Precondition: as for `value`.
  public static func perProblem(_ logProbabilities: [Double], k: Int) -> [Double] {
    logProbabilities.map { value(logProbability: $0, k: k) }
  }

  /// The mean of pass@k over problems for several k.
  ///
  /// - Parameters:
  ///   - logProbabilities: ln p of each problem, `[M]`, nats.
  ///   - ks: the numbers of attempts, in any order.
  /// - Returns: one probability for each k, in the order given.
  /// - Precondition: at least one problem; as for `value`.
  public static func curve(_ logProbabilities: [Double], ks: [Int]) -> [Double] {
    precondition(!logProbabilities.isEmpty, "no problems")
    let failures = logProbabilities.map { logFailure($0) }
    return ks.map { k in
      failures.reduce(0) { $0 + success($1, k: k) } / Double(failures.count)
    }
  }

  /// A log-probability, with what rounding put above 0 taken as 0.
  static func checked(_ logProbability: Double) -> Double {
    precondition(logProbability <= 1e-9, "\(logProbability) is not a log-probability")
    return min(0, logProbability)
  }

  /// ln(1 − p).
  private static func logFailure(_ logProbability: Double) -> Double {
    let a = checked(logProbability)
    let minusLog2 = -0x1.62e42fefa39efp-1
    return a > minusLog2
      ? PortableMath.log(-PortableMath.expm1(a)) : PortableMath.log1p(-PortableMath.exp(a))
  }

  private static func success(_ logFailure: Double, k: Int) -> Double {
    precondition(k >= 1, "k is \(k); expected at least 1")
    return -PortableMath.expm1(Double(k) * logFailure)
  }
}
