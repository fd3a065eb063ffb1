import Foundation

/// The probability that at least one of k samples of a problem is right, from n ≥ k samples of which
/// c are right.
///
/// With `g_k = C(n−c, k)/C(n, k)`, the share of k-subsets without a right sample:
///
/// ```
/// pass@k = 1 − g_k
/// ```
///
/// which is unbiased whatever the problem's success probability. `1 − (1 − c/n)^k` is not: it is too low.
/// Products of `1 − x` are accumulated as `f ← f + x·(1 − f)`, so neither a result near 0 nor one near 1
/// loses digits, and no logarithm or factorial is taken.
///
/// - Source: Chen et al. 2021, arXiv:2107.03374, eq. 1.
/// - Deviation: more attempts than samples are an error, and never clamped.
/// - Not for: samples that are no independent draws of one distribution (search, beams, a stop at the first
///   success); answers from a small set at large k, where guessing solves everything (`chance`).
public enum PassAtK {
  /// The unbiased estimate of pass@k.
  ///
  /// 0 if none is right; 1 if fewer than k are wrong.
  ///
  /// - Parameters:
  ///   - n: the number of samples.
  ///   - c: how many of them are right.
  ///   - k: the number of attempts.
  /// - Returns: a probability.
  /// - Throws: `StatisticsError` if `k < 1`, `k > n`, `c < 0` or `c > n`.
  /// - Complexity: at most `min(c, k, 10·√n)` steps.
  public static func estimate(n: Int, c: Int, k: Int) throws -> Double {
    try check(n: n, c: c, k: k)
    return shares(n: n, c: c, k: k).pass
  }

  /// An unbiased estimate of the variance that `estimate` has from sampling one problem again.
  ///
  /// ```
  /// V̂ = g_k² − g_2k = g_k² · ( 1 − Π_{i<k} (1 − ck/((n−k−i)(n−c−i))) )
  /// ```
  ///
  /// The second form has no cancellation and shows that V̂ is never negative. It is unbiased because
  /// `E g_2k = (1−p)^{2k}`, the square of what `g_k` estimates. For one problem it is noisy (0 when
  /// all or none are right); meant to be summed over problems.
  ///
  /// - Parameters:
  ///   - n: the number of samples.
  ///   - c: how many of them are right.
  ///   - k: the number of attempts.
  /// - Returns: the variance, in squared probability; `nil` if `n < 2k`, where no unbiased one exists.
  /// - Throws: `StatisticsError` as `estimate` does.
  /// - Source: derived here; it is the variance of a U-statistic (Hoeffding 1948) with a binary kernel.
  public static func samplingVariance(n: Int, c: Int, k: Int) throws -> Double? {
    try check(n: n, c: c, k: k)
    return n < 2 * k ? nil : variance(n: n, c: c, k: k, fail: shares(n: n, c: c, k: k).fail)
  }

  /// The probability of at least one success in k independent attempts of probability p.
  ///
  /// ```
  /// 1 − (1 − p)^k
  /// ```
  ///
  /// Exact also for tiny p, where `1 − p` would round to 1.
  ///
  /// - Precondition: `p` in [0, 1] and `k ≥ 1`.
  public static func chance(_ p: Double, k: Int) -> Double {
    precondition(p >= 0 && p <= 1, "\(p) is not a probability")
    precondition(k >= 1, "k is \(k); expected at least 1")
    return -expm1(Double(k) * log1p(-p))
  }

  /// The success probability below which a problem counts as outside the support at k attempts.
  ///
  /// ```
  /// ε = 1 − ζ^{1/k}
  /// ```
  ///
  /// A problem with a probability above ε is missed k times in a row with a probability below ζ.
  ///
  /// - Precondition: `k ≥ 1` and the miss rate ζ in (0, 1).
  public static func epsilonSupport(k: Int, missRate: Double = 0.05) -> Double {
    precondition(k >= 1, "k is \(k); expected at least 1")
    precondition(missRate > 0 && missRate < 1, "miss rate \(missRate) is not between 0 and 1")
    return -expm1(log(missRate) / Double(k))
  }

  static func check(n: Int, c: Int, k: Int, problem: Int? = nil) throws {
    guard k >= 1 else { throw StatisticsError.attemptsNotPositive(k: k) }
    guard c >= 0 && c <= n else {
      throw StatisticsError.countOutOfRange(successes: c, samples: n, problem: problem)
    }
    guard k <= n else {
      throw StatisticsError.tooFewSamples(k: k, samples: n, problem: problem)
    }
  }

  /// Below this share of failing subsets the rest of a product cannot be seen in any result.
  private static let negligible = 1e-40

  /// `1 − g_k` and `g_k`, each to full relative precision; arguments are checked by the caller.
  ///
  /// The product over attempts and the product over right samples are the same number, so the shorter
  /// one is taken.
  static func shares(n: Int, c: Int, k: Int) -> (pass: Double, fail: Double) {
    if n - c < k { return (1, 0) }
    let terms = min(c, k)
    let other = Double(max(c, k))
    var pass = 0.0
    var fail = 1.0
    var left = Double(n)
    for _ in 0..<terms {
      pass += other / left * (1 - pass)
      fail *= (left - other) / left
      if fail < negligible { return (1, fail) }
      left -= 1
    }
    return (pass, fail)
  }

  /// `g_k² − g_2k` for `n ≥ 2k`; over right samples, a factor of the product is `1 − (k/(n−k−i))²`.
  static func variance(n: Int, c: Int, k: Int, fail: Double) -> Double {
    if c == 0 || fail == 0 { return 0 }
    var gap = 0.0
    let right = Double(c)
    let attempts = Double(k)
    var left = Double(n)
    for _ in 0..<min(c, k) {
      let loss =
        c < k
        ? attempts / (left - attempts) * (attempts / (left - attempts))
        : right * attempts / ((left - attempts) * (left - right))
      if !(loss < 1) { return fail * fail }
      gap += loss * (1 - gap)
      if 1 - gap < 1e-17 { break }
      left -= 1
    }
    return fail * fail * gap
  }
}
