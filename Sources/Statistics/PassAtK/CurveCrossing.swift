import Support

/// Where a curve of pass@k falls below another, and how sure that is.
///
/// An arm that only sharpens its base is above it at small k and below it from k* on.
///
/// In simulations of 4 seeds × 64 problems whose curves crossed at k = 300, half of the arm's
/// problems being impossible, the 95 % interval covered 300 in 95 % of 1000 data sets with a spread
/// between seeds of 0.05 nats, and in 93 % of 500 with one of 0.3 nats.
///
/// - Source: the study protocol, section 0 ("What a sentence may say" and "Ceiling"); draws as in
///   Owen 2007, Annals of Applied Statistics 1(2), 386–411.
/// - Deviation: none.
/// - Not for: curves that cross in few draws: read the share first. Beyond the range of k nothing is known,
///   and sampled curves end at n.
public struct CurveCrossing: Codable, Sendable, Equatable {
  /// In fewer crossing draws than this there is no interval.
  public static let leastDraws = 50

  /// k*, not rounded; `nil` where the first curve does not fall below the second in the usable
  /// range.
  public var k: Double?
  /// The percentile interval of k* over those draws in which the curves cross; `nil` in fewer than
  /// 50. With a `share` below 1 it is about the draws that cross, and says nothing about the
  /// others.
  public var interval: Interval?
  /// The share of draws in which the curves cross, in [0, 1].
  public var share: Double
  /// The number of bootstrap draws.
  public var draws: Int
  /// The largest k that was used: nothing is known beyond it.
  public var largestK: Int

  /// A crossing from its parts.
  public init(k: Double?, interval: Interval?, share: Double, draws: Int, largestK: Int) {
    self.k = k
    self.interval = interval
    self.share = share
    self.draws = draws
    self.largestK = largestK
  }

  /// Finds where the mean of the first curve falls from above to below that of the second.
  ///
  /// The range ends before the first k at which the mean of the second is above the ceiling, where
  /// curves can only touch; its first k is used in any case. Draws do not change the range. They
  /// take seeds and problems with replacement, independently, the same ones for all k and for both
  /// curves.
  ///
  /// - Parameters:
  ///   - first: pass@k of the arm, `[K][S][M]`: one table of seeds × problems for each k.
  ///   - second: pass@k of the base, of the same shape, in the same order of seeds and problems.
  ///   - ks: the numbers of attempts, rising, `[K]`.
  ///   - ceiling: means of the second curve above this are not used.
  ///   - draws: the number of bootstrap draws.
  ///   - level: the confidence level.
  ///   - stream: seeds are drawn from its `seeds`, problems from its `problems`.
  /// - Precondition: `ks` rises from at least 1 and has as many numbers as there are tables on each
  ///   side; the tables are rectangular, of one shape, not empty and finite; `draws ≥ 1`; `level`
  ///   in (0, 1).
  /// - Complexity: 2·K·S·M multiplications a draw.
  public static func find(
    first: [[[Double]]], second: [[[Double]]], ks: [Int], ceiling: Double = 0.97,
    draws: Int = 2000, level: Double = 0.95, stream: RandomStream
  ) -> CurveCrossing {
    requireLevel(level)
    precondition(draws >= 1, "\(draws) draws")
    precondition(
      first.count == ks.count && second.count == ks.count,
      "\(first.count) and \(second.count) tables for \(ks.count) k")
    requireGrid(ks)
    let usable = max(1, second.prefix(while: { mean($0) <= ceiling }).count)
    let grid = Array(ks[..<usable])
    let means = CrossedBootstrap.replicates(
      Array(first[..<usable]) + Array(second[..<usable]), draws: draws, stream: stream)
    var found: [Double] = []
    for draw in 0..<draws {
      let one = (0..<usable).map { means[$0][draw] }
      let other = (usable..<2 * usable).map { means[$0][draw] }
      if let k = fall(ks: grid, first: one, second: other) { found.append(k) }
    }
    found.sort()
    return CurveCrossing(
      k: fall(
        ks: grid, first: first[..<usable].map { mean($0) },
        second: second[..<usable].map { mean($0) }),
      interval: found.count < leastDraws
        ? nil
        : Interval.percentiles(ofSorted: found, level: level),
      share: Double(found.count) / Double(draws), draws: draws, largestK: grid[usable - 1])
  }

  /// The first k at which one curve falls from above to below another, linear in log₂ k between the
  /// given points.
  ///
  /// Where the curves are equal at a given point and change places across it, that point is it.
  /// Values within 1e-12 of the larger are equal.
  ///
  /// - Returns: k*, not rounded; `nil` if there is none.
  /// - Precondition: the three arrays have the same non-zero length; `ks` rises from at least 1.
  public static func fall(ks: [Int], first: [Double], second: [Double]) -> Double? {
    place(ks: ks, first: first, second: second, fallsOnly: true)
  }

  /// The first k at which two curves change places, or only those at which the first falls below the second.
  static func place(ks: [Int], first: [Double], second: [Double], fallsOnly: Bool) -> Double? {
    precondition(
      first.count == ks.count && second.count == ks.count,
      "\(first.count) and \(second.count) values for \(ks.count) k")
    requireGrid(ks)
    var last: Int?
    for i in ks.indices {
      let gap = first[i] - second[i]
      guard abs(gap) > Rounding.noise * max(abs(first[i]), abs(second[i])) else { continue }
      defer { last = i }
      guard let j = last else { continue }
      let before = first[j] - second[j]
      guard (before < 0) != (gap < 0), gap < 0 || !fallsOnly else { continue }
      if i - j > 1 { return Double(ks[j + 1]) }
      // Linear in ln k is linear in log₂ k.
      let x = PortableMath.log(Double(ks[j]))
      let width = PortableMath.log(Double(ks[i])) - x
      return PortableMath.exp(x + before / (before - gap) * width)
    }
    return nil
  }

  private static func mean(_ table: [[Double]]) -> Double {
    let cells = table.reduce(0) { $0 + $1.count }
    return table.reduce(0.0) { $0 + $1.reduce(0, +) } / Double(cells)
  }

  private static func requireGrid(_ ks: [Int]) {
    precondition(
      !ks.isEmpty && ks[0] >= 1 && zip(ks, ks.dropFirst()).allSatisfy { $0 < $1 },
      "k do not rise from 1: \(ks)")
  }
}
