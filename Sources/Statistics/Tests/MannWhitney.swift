import Foundation

/// What the rank-sum test found.
public struct MannWhitneyResult: Codable, Sendable, Equatable {
  /// U: pairs in which the first sample is larger, ties counted half.
  public var u: Double
  /// The exact p value; `nil` beyond 60 values.
  public var exactPValue: Double?
  /// The normal deviate, with tie and continuity correction.
  public var z: Double
  /// The p value of z.
  public var normalPValue: Double
  /// The direction that was tested.
  public var alternative: Alternative
  /// The size of the first sample.
  public var firstCount: Int
  /// The size of the second sample.
  public var secondCount: Int

  /// The exact p value where there is one, else the normal one.
  public var pValue: Double { exactPValue ?? normalPValue }
  /// `A12 = U/(nm)`: the probability that a value of the first sample is larger.
  public var probabilityOfSuperiority: Double { u / Double(firstCount * secondCount) }
  /// Cliff's `δ = 2·A12 − 1`, in [−1, 1].
  public var cliffsDelta: Double { 2 * probabilityOfSuperiority - 1 }
}

/// The test of Wilcoxon, Mann and Whitney on the ranks of two independent samples.
///
/// - Not for: pairs (`Wilcoxon`); a comparison of means where spreads differ: what it tests is whether one is
///   larger more often, and then not at its level.
public enum MannWhitney {
  /// Up to this many values in both samples the p value is exact.
  public static let exactLimit = 60

  /// Tests whether values of one sample tend to be larger than those of the other.
  ///
  /// ```
  /// exact:  the distribution of the rank sum over all C(n+m, n) choices of the observed mid-ranks
  /// normal: z = (U − nm/2 ∓ ½)/√( nm/12·(N + 1 − Σ(t³ − t)/(N(N − 1))) ),   t the sizes of ties
  /// ```
  ///
  /// The exact two-sided p is twice the smaller tail, at most 1. Equal values everywhere give p = 1, z = 0.
  ///
  /// - Precondition: at least one value in each, all finite.
  /// - Source: Mann and Whitney 1947, Annals of Math. Statistics 18(1), 50–60; ties as in Hollander and
  ///   Wolfe 1999, section 4.1.
  /// - Deviation: values nearer than 1e-10 of the largest magnitude are ties.
  public static func test(
    _ first: [Double], _ second: [Double], alternative: Alternative = .twoSided
  ) -> MannWhitneyResult {
    precondition(!first.isEmpty && !second.isEmpty, "\(first.count) and \(second.count) values")
    let all = first + second
    precondition(all.allSatisfy(\.isFinite), "a value is not finite")
    let tolerance = Rounding.tieTolerance * (all.map(abs).max() ?? 0)
    let (ranks, ties) = midRanks(all, tolerance: tolerance)
    let (n, m) = (Double(first.count), Double(second.count))
    let sum = ranks.prefix(first.count).reduce(0, +)
    let u = sum - n * (n + 1) / 2
    let size = n + m
    let tied = ties.reduce(0.0) { $0 + pow(Double($1), 3) - Double($1) }
    let variance = size > 1 ? n * m / 12 * (size + 1 - tied / (size * (size - 1))) : 0
    let z = deviate(u - n * m / 2, variance, alternative)
    let normal = alternative.pValue(z, upperTail: Distribution.normalUpperTail)
    return MannWhitneyResult(
      u: u,
      exactPValue: all.count <= exactLimit
        ? exactPValue(sum, ranks: ranks, first: first.count, alternative) : nil,
      z: z, normalPValue: variance > 0 ? normal : 1, alternative: alternative,
      firstCount: first.count, secondCount: second.count)
  }

  private static func deviate(
    _ gap: Double, _ variance: Double, _ alternative: Alternative
  ) -> Double {
    guard variance > 0 else { return 0 }
    return alternative.corrected(gap) / variance.squareRoot()
  }

  /// Counts choices of the first sample by their doubled rank sum, an integer also for mid-ranks.
  private static func exactPValue(
    _ sum: Double, ranks: [Double], first: Int, _ alternative: Alternative
  ) -> Double {
    let doubled = ranks.map { Int((2 * $0).rounded()) }
    let top = doubled.sorted().suffix(first).reduce(0, +)
    var ways = [[Double]](repeating: [Double](repeating: 0, count: top + 1), count: first + 1)
    ways[0][0] = 1
    for (index, rank) in doubled.enumerated() {
      for size in stride(from: min(first, index + 1), through: 1, by: -1) {
        for total in stride(from: top, through: rank, by: -1) {
          ways[size][total] += ways[size - 1][total - rank]
        }
      }
    }
    let observed = Int((2 * sum).rounded())
    let all = ways[first].reduce(0, +)
    let upper = ways[first][observed...].reduce(0, +) / all
    let lower = ways[first][...observed].reduce(0, +) / all
    return alternative.pValue(lower: lower, upper: upper)
  }
}
