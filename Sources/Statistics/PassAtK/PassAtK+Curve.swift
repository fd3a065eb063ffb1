import Foundation

/// pass@k over a set of problems, for one k.
public struct PassAtKPoint: Codable, Sendable, Equatable {
  /// The number of attempts.
  public var k: Int
  /// The mean of pass@k over problems.
  public var value: Double
  /// The standard error from sampling alone, the problems held fixed; `nil` where some problem has
  /// fewer than 2k samples.
  public var seSampling: Double?
  /// The standard error with the problems as a random draw, sampling included; `nil` for one problem.
  public var seProblems: Double?

  /// A point from its parts.
  public init(k: Int, value: Double, seSampling: Double?, seProblems: Double?) {
    self.k = k
    self.value = value
    self.seSampling = seSampling
    self.seProblems = seProblems
  }
}

extension PassAtK {
  /// pass@k of every problem.
  ///
  /// - Parameters:
  ///   - counts: samples and successes of each problem, `[M]`.
  ///   - k: the number of attempts.
  /// - Returns: probabilities, `[M]`.
  /// - Throws: `StatisticsError`, with the index of the problem, as `estimate` does.
  public static func perProblem(counts: [(n: Int, c: Int)], k: Int) throws -> [Double] {
    try counts.enumerated().map { index, count in
      try check(n: count.n, c: count.c, k: k, problem: index)
      return shares(n: count.n, c: count.c, k: k).pass
    }
  }

  /// The mean of pass@k over problems for several k, with two standard errors.
  ///
  /// ```
  /// S(k) = 1/M Σ_i pass_i@k
  /// seSampling = √(Σ V̂_i)/M,   seProblems = √(Var_i(pass_i@k)/M)   (divisor M − 1 in the variance)
  /// ```
  ///
  /// - Parameters:
  ///   - counts: samples and successes of each problem, `[M]`; the numbers of samples may differ.
  ///   - ks: the numbers of attempts, in any order.
  /// - Returns: one point for each k, in the order given.
  /// - Throws: `StatisticsError`, with the index of the problem, as `estimate` does, and for no problems.
  /// - Complexity: problems with the same counts share their work.
  public static func curve(counts: [(n: Int, c: Int)], ks: [Int]) throws -> [PassAtKPoint] {
    try PassAtKTable(counts: counts, ks: ks).points
  }

  /// The area under a curve over log₂ k, divided by the width: a mean over the doublings of k.
  ///
  /// ```
  /// ∫ S d(log₂ k) / log₂(k_last/k_first)      by trapezoids
  /// ```
  ///
  /// One k gives its value.
  ///
  /// - Precondition: `ks` and `values` have the same non-zero length; `ks` rises from at least 1.
  public static func area(ks: [Int], values: [Double]) -> Double {
    requireGrid(ks, values.count)
    guard ks.count > 1 else { return values[0] }
    let x = ks.map { log2(Double($0)) }
    var sum = 0.0
    for i in 1..<ks.count { sum += (x[i] - x[i - 1]) * (values[i] + values[i - 1]) / 2 }
    return sum / (x[ks.count - 1] - x[0])
  }

  /// The first k at which two curves change places, linear in log₂ k between the given points.
  ///
  /// Where the curves are equal at a given point and change places across it, that point is the crossing;
  /// curves that only touch, or start or end equal, do not cross. Values within 1e-12 of the larger are equal.
  ///
  /// - Returns: k*, not rounded; `nil` if the curves do not cross.
  /// - Precondition: the three arrays have the same non-zero length; `ks` rises from at least 1.
  public static func crossing(ks: [Int], first: [Double], second: [Double]) -> Double? {
    CurveCrossing.place(ks: ks, first: first, second: second, fallsOnly: false)
  }

  /// 1, 2, 4, … up to the largest power of two that is not above `limit`; empty for a limit below 1.
  public static func powersOfTwo(upTo limit: Int) -> [Int] {
    var powers: [Int] = []
    var k = 1
    while k <= limit {
      powers.append(k)
      guard k <= Int.max / 2 else { break }
      k *= 2
    }
    return powers
  }

  private static func requireGrid(_ ks: [Int], _ count: Int) {
    precondition(!ks.isEmpty && ks.count == count, "\(ks.count) k for \(count) values")
    precondition(
      ks[0] >= 1 && zip(ks, ks.dropFirst()).allSatisfy { $0 < $1 }, "k do not rise from 1: \(ks)")
  }
}
