import Foundation

/// What the signed-rank test found.
public struct WilcoxonResult: Codable, Sendable, Equatable {
  /// W⁺, the sum of the ranks of positive differences.
  public var positive: Double
  /// W⁻, the sum of the ranks of negative differences.
  public var negative: Double
  /// The number of differences that are not zero.
  public var count: Int
  /// The exact p value; `nil` beyond 25 differences.
  public var exactPValue: Double?
  /// The normal deviate, with tie and continuity correction.
  public var z: Double
  /// The p value of z.
  public var normalPValue: Double
  /// `(W⁺ − W⁻)/(W⁺ + W⁻)`, in [−1, 1]; 0 if all differences are zero.
  public var rankBiserial: Double
  /// The direction that was tested.
  public var alternative: Alternative

  /// The exact p value where there is one, else the normal one.
  public var pValue: Double { exactPValue ?? normalPValue }
}

/// Wilcoxon's test on the ranks of paired differences.
///
/// - Not for: fewer than six pairs at 5 % two-sided, where no p is small enough; skewed differences, of which
///   it tests the pseudomedian and not the mean.
public enum Wilcoxon {
  /// Up to this many non-zero differences the p value is exact.
  public static let exactLimit = 25

  /// The signed-rank test: zeros are dropped, equal magnitudes share their mean rank.
  ///
  /// ```
  /// exact:  the distribution of W⁺ over all 2^n signs of the observed ranks
  /// normal: z = (W⁺ − n(n+1)/4 ∓ ½)/√(n(n+1)(2n+1)/24 − Σ(t³ − t)/48),   t the sizes of ties
  /// ```
  ///
  /// The exact two-sided p is twice the smaller tail, at most 1. The two-sided continuity correction
  /// never takes z across 0. All zeros give p = 1 and z = 0.
  ///
  /// - Parameters:
  ///   - differences: one a replicate, `[n]`.
  ///   - alternative: the direction that counts as evidence.
  /// - Precondition: all differences are finite.
  /// - Source: Wilcoxon 1945, Biometrics Bulletin 1(6), 80–83; ties as in Hollander and Wolfe 1999,
  ///   section 3.1.
  /// - Deviation: magnitudes nearer than 1e-10 of the largest are ties, and those below it are zeros.
  public static func signedRank(
    _ differences: [Double], alternative: Alternative = .twoSided
  ) -> WilcoxonResult {
    precondition(differences.allSatisfy(\.isFinite), "a difference is not finite")
    let tolerance = Rounding.tieTolerance * (differences.map(abs).max() ?? 0)
    let nonzero = differences.filter { abs($0) > tolerance }
    let (ranks, ties) = midRanks(nonzero.map(abs), tolerance: tolerance)
    let positive = zip(nonzero, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    let n = Double(nonzero.count)
    let total = n * (n + 1) / 2
    let z = deviate(positive, n: n, ties: ties, alternative: alternative)
    let normal = alternative.pValue(z, upperTail: Distribution.normalUpperTail)
    return WilcoxonResult(
      positive: positive, negative: total - positive, count: nonzero.count,
      exactPValue: nonzero.count <= exactLimit
        ? exactPValue(positive, ranks: ranks, alternative: alternative) : nil,
      z: z, normalPValue: nonzero.isEmpty ? 1 : normal,
      rankBiserial: total > 0 ? (2 * positive - total) / total : 0, alternative: alternative)
  }

  private static func deviate(
    _ positive: Double, n: Double, ties: [Int], alternative: Alternative
  ) -> Double {
    let correction = ties.reduce(0.0) { $0 + Double($1 * $1 * $1 - $1) / 48 }
    let variance = n * (n + 1) * (2 * n + 1) / 24 - correction
    guard variance > 0 else { return 0 }
    let gap = positive - n * (n + 1) / 4
    return alternative.corrected(gap) / variance.squareRoot()
  }

  /// Counts sign patterns by their doubled rank sum, which is an integer also for mid-ranks.
  private static func exactPValue(
    _ positive: Double, ranks: [Double], alternative: Alternative
  ) -> Double {
    let doubled = ranks.map { Int((2 * $0).rounded()) }
    let top = doubled.reduce(0, +)
    var patterns = [Double](repeating: 0, count: top + 1)
    patterns[0] = 1
    for rank in doubled {
      for sum in stride(from: top, through: rank, by: -1) { patterns[sum] += patterns[sum - rank] }
    }
    let observed = Int((2 * positive).rounded())
    let all = exp2(Double(ranks.count))
    let upper = patterns[observed...].reduce(0, +) / all
    let lower = patterns[...observed].reduce(0, +) / all
    return alternative.pValue(lower: lower, upper: upper)
  }
}
