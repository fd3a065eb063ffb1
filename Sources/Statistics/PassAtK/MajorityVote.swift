import Foundation

/// maj@k: the probability that the most frequent of k answers is the right one, a tie being broken by lot.
///
/// The votes of the answers are independent numbers whose sum is given: binomial ones for k samples out of
/// n without replacement, Poisson ones for k independent draws. With `w_i(m)` their probabilities and r the
/// right answer,
///
/// ```
/// maj@k = Σ_j w_r(j) · [z^{k−j}] ∫₀¹ Π_{i≠r} ( Σ_{m<j} w_i(m) z^m + x·w_i(j) z^j ) dx  /  P(Σ votes = k)
/// ```
///
/// since `∫ x^t dx = 1/(t+1)` is the chance in a tie with t others. The integral is a polynomial's, and exact.
///
/// - Source: Wang et al. 2022, arXiv:2203.11171 (majority vote over sampled answers); the formula is derived
///   here.
/// - Not for: answers that are the same in value but not in writing, before they have been made one; free
///   text.
public enum MajorityVote {
  /// The unbiased estimate of maj@k: the share of k-subsets of the samples whose vote is right.
  ///
  /// - Parameters:
  ///   - counts: how often each distinct answer came up; their sum is n.
  ///   - right: which of them is right; `nil` if none is, which gives 0.
  ///   - k: the number of votes.
  /// - Throws: `StatisticsError` if `k < 1`, `k > n` or a count is negative.
  /// - Precondition: `right` is an index of `counts`.
  /// - Complexity: at most n·k·(k + k·ln k) multiplications.
  public static func estimate(counts: [Int], right: Int?, k: Int) throws -> Double {
    let n = counts.reduce(0, +)
    if let least = counts.min(), least < 0 {
      throw StatisticsError.countOutOfRange(successes: least, samples: n, problem: nil)
    }
    try PassAtK.check(n: n, c: 0, k: k)
    guard let right else { return 0 }
    precondition(counts.indices.contains(right), "right is \(right) of \(counts.count) answers")
    if k == n { return wholeVote(counts, right) }
    let share = Double(k) / Double(n)
    let rows = counts.map { count in
      (0...min(count, k)).map { binomial($0, of: count, share) }
    }
    return vote(rows, right: right, k: k, total: binomial(k, of: n, share))
  }

  /// maj@k of independent draws from known probabilities of the answers.
  ///
  /// - Parameters:
  ///   - probabilities: of each distinct answer; they add up to 1.
  ///   - right: which of them is right.
  ///   - k: the number of votes.
  /// - Precondition: no probability is negative, they add up to 1 within 1e-9, `right` is an index and
  ///   `k ≥ 1`.
  public static func exact(probabilities: [Double], right: Int, k: Int) -> Double {
    precondition(k >= 1, "k is \(k); expected at least 1")
    precondition(
      probabilities.allSatisfy { $0 >= 0 } && abs(probabilities.reduce(0, +) - 1) < 1e-9,
      "not probabilities: \(probabilities)")
    precondition(probabilities.indices.contains(right), "right is \(right)")
    let rows = probabilities.map { p in (0...k).map { poisson($0, Double(k) * p) } }
    return vote(rows, right: right, k: k, total: poisson(k, Double(k)))
  }

  /// All samples vote.
  private static func wholeVote(_ counts: [Int], _ right: Int) -> Double {
    let most = counts.max() ?? 0
    return counts[right] == most ? 1 / Double(counts.count { $0 == most }) : 0
  }

  private static func vote(
    _ rows: [[Double]], right: Int, k: Int, total: Double
  ) -> Double {
    let others = rows.indices.filter { $0 != right && rows[$0].count > 1 }.map { rows[$0] }
    // Answers that never come up contribute their factor w(0).
    let absent = rows.indices.filter { $0 != right && rows[$0].count == 1 }
      .reduce(1.0) { $0 * rows[$1][0] }
    var sum = 0.0
    for j in 1..<rows[right].count where rows[right][j] > 0 {
      let ties = min(others.count, k / j - 1)
      for (x, weight) in GaussLegendre.rule(degree: max(0, ties)) {
        sum += rows[right][j] * weight * coefficient(others, below: j, tie: x, at: k - j)
      }
    }
    return min(1, max(0, sum * absent / total))
  }

  /// The coefficient of `z^degree` in the product of rows cut off after j, the j-th term times `tie`.
  private static func coefficient(
    _ rows: [[Double]], below j: Int, tie: Double, at degree: Int
  ) -> Double {
    var product = [Double](repeating: 0, count: degree + 1)
    product[0] = 1
    var top = 0
    for row in rows {
      let last = min(j, row.count - 1)
      let next = min(degree, top + last)
      for d in stride(from: next, through: 0, by: -1) {
        var sum = 0.0
        for m in max(0, d - top)...max(0, min(last, d)) where d - m <= top && m <= last {
          sum += (m == j ? tie : 1) * row[m] * product[d - m]
        }
        product[d] = sum
      }
      top = next
    }
    return product[degree]
  }

  private static func binomial(_ m: Int, of n: Int, _ p: Double) -> Double {
    exp(
      DifficultyLikelihood.logChoose(n, m) + Double(m) * log(p) + Double(n - m) * log1p(-p))
  }

  private static func poisson(_ m: Int, _ mean: Double) -> Double {
    if mean == 0 { return m == 0 ? 1 : 0 }
    return exp(Double(m) * log(mean) - mean - lgamma(Double(m + 1)))
  }
}

/// Gauss–Legendre nodes and weights on [0, 1].
enum GaussLegendre {
  /// The smallest rule that is exact for polynomials up to a degree.
  static func rule(degree: Int) -> [(x: Double, weight: Double)] {
    let n = degree / 2 + 1
    return (0..<n).map { i in
      var x = cos(Double.pi * (Double(i) + 0.75) / (Double(n) + 0.5))
      var slope = 1.0
      for _ in 0..<50 {
        var (p, previous) = (1.0, 0.0)
        for m in 0..<n {
          (p, previous) = ((Double(2 * m + 1) * x * p - Double(m) * previous) / Double(m + 1), p)
        }
        slope = Double(n) * (x * p - previous) / (x * x - 1)
        let step = p / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      return ((1 + x) / 2, 1 / ((1 - x * x) * slope * slope))
    }
  }
}
