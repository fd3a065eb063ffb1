import Support

/// The paired permutation test: under the null hypothesis every difference could as well have had the
/// other sign.
///
/// - Source: Fisher 1935, The Design of Experiments, section 21.
/// - Deviation: sums nearer than 1e-10 of Σ|D| count as ties, so that rounding never makes p smaller.
/// - Not for: fewer than six pairs at 5 % two-sided, where no p is small enough (five give 0.0625 at least);
///   arms without pairs (`TwoSamplePermutation`); differences that are skewed under the null.
public enum SignFlip {
  /// Up to this many differences that are not 0 all sign patterns are enumerated.
  public static let exactLimit = 20
  /// The number of random sign patterns beyond `exactLimit`.
  public static let monteCarloDraws = 100_000

  /// Tests whether the mean of paired differences is 0.
  ///
  /// ```
  /// exact:        p = #{patterns with a statistic at least as extreme} / 2^n
  /// Monte Carlo:  p = (b + 1)/(B + 1)
  /// ```
  ///
  /// The observed pattern counts itself, so p is never 0. Zeros change no p value and are left out. All zeros
  /// give p = 1. Exact are up to 20 differences that are not 0, and any number on a lattice (`SignFlip+Exact`).
  ///
  /// - Parameters:
  ///   - differences: one a replicate, `[n]`.
  ///   - alternative: the direction that counts as evidence.
  ///   - stream: used where p is not exact.
  /// - Returns: the mean difference as the statistic, and p.
  /// - Precondition: at least one difference, all finite.
  /// - Complexity: 2^n additions, at most a million; on a lattice n times the number of steps, at most 10⁹.
  public static func test(
    _ differences: [Double], alternative: Alternative = .twoSided, stream: RandomStream
  ) -> TestResult {
    let mean = Moments(differences, atLeast: 1).mean
    let exact = exact(differences, alternative: alternative)
    return TestResult(
      test: "sign flip", statistic: mean,
      pValue: exact
        ?? monteCarloPValue(
          differences, alternative: alternative, draws: monteCarloDraws, stream: stream),
      alternative: alternative, count: differences.count, isExact: exact != nil)
  }

  /// The smallest p value that differences of these sizes can give, whatever their signs.
  ///
  /// Zeros say nothing: sixty pairs of which five differ are five.
  public static func floor(
    of differences: [Double], alternative: Alternative = .twoSided
  ) -> Double {
    let moving = differences.filter { $0 != 0 }
    guard !moving.isEmpty else { return 1 }
    guard moving.count > exactLimit, let steps = lattice(moving), isQuick(steps) else {
      return floor(n: moving.count, alternative: alternative)
    }
    let exponent = (alternative == .twoSided ? 1 : 0) - moving.count
    return max(
      .leastNonzeroMagnitude, Double(sign: .plus, exponent: exponent, significand: 1))
  }

  /// The smallest p value that n differences can give, none of them 0 and on no lattice.
  ///
  /// ```
  /// two-sided 2/2^n, one-sided 1/2^n;   beyond 20 differences 1/100001
  /// ```
  ///
  /// - Precondition: `n` is at least 1.
  public static func floor(n: Int, alternative: Alternative = .twoSided) -> Double {
    precondition(n >= 1, "n is \(n); expected at least 1")
    guard n <= exactLimit else { return 1 / Double(monteCarloDraws + 1) }
    return (alternative == .twoSided ? 2 : 1) / Double(1 << n)
  }

  /// The interval of all mean differences that the exact two-sided test does not reject.
  ///
  /// The test rejects a difference θ by how many means of subsets of the differences lie below θ, so with
  /// `m = ⌊(1 − level)/2 · 2^n⌋` the ends are the m-th smallest and the m-th largest mean of all 2^n − 1
  /// non-empty subsets. For continuous symmetric errors the coverage is exactly `1 − 2m/2^n`.
  ///
  /// - Returns: `nil` where no such interval is bounded (m = 0: fewer than 6 differences at 95 %) or
  ///   beyond 20 differences.
  /// - Precondition: at least one difference, all finite; `level` in (0, 1).
  /// - Source: Hartigan 1969, JASA 64(328), 1303–1317 (typical values).
  /// - Deviation: none.
  public static func interval(_ differences: [Double], level: Double = 0.95) -> Interval? {
    requireLevel(level)
    let n = Moments(differences, atLeast: 1).count
    guard n <= exactLimit else { return nil }
    // The product is exact up to the rounding of 1 − level, which must not turn 6 into 5.999….
    let rank = Int((1 - level) / 2 * Double(1 << n) + 1e-9)
    guard rank >= 1 else { return nil }
    let sums = subsetSums(differences)
    var means = (1..<sums.count).map { sums[$0] / Double($0.nonzeroBitCount) }
    means.sort()
    return Interval(low: means[rank - 1], high: means[means.count - rank], level: level)
  }

  package static func exactPValue(_ differences: [Double], alternative: Alternative) -> Double {
    let sums = subsetSums(differences)
    let total = sums[sums.count - 1]
    let tolerance = tolerance(differences)
    var extreme = 0
    for flipped in sums where isExtreme(total - 2 * flipped, total, alternative, tolerance) {
      extreme += 1
    }
    return Double(extreme) / Double(sums.count)
  }

  package static func monteCarloPValue(
    _ differences: [Double], alternative: Alternative, draws: Int, stream: RandomStream
  ) -> Double {
    var generator = stream.generator()
    let total = differences.reduce(0, +)
    let tolerance = tolerance(differences)
    var extreme = 0
    for _ in 0..<draws {
      var sum = 0.0
      var bits: UInt64 = 0
      for (i, difference) in differences.enumerated() {
        if i % 64 == 0 { bits = generator.next() }
        sum += bits & 1 == 0 ? difference : -difference
        bits >>= 1
      }
      if isExtreme(sum, total, alternative, tolerance) { extreme += 1 }
    }
    return Double(extreme + 1) / Double(draws + 1)
  }

  static func tolerance(_ differences: [Double]) -> Double {
    Rounding.tieTolerance * differences.reduce(0) { $0 + abs($1) }
  }

  private static func isExtreme(
    _ sum: Double, _ observed: Double, _ alternative: Alternative, _ tolerance: Double
  ) -> Bool {
    switch alternative {
    case .twoSided: abs(sum) >= abs(observed) - tolerance
    case .greater: sum >= observed - tolerance
    case .less: sum <= observed + tolerance
    }
  }

  /// The sum of every subset; bit i of the index says whether difference i is in it.
  private static func subsetSums(_ differences: [Double]) -> [Double] {
    var sums = [0.0]
    sums.reserveCapacity(1 << differences.count)
    for difference in differences {
      for i in 0..<sums.count { sums.append(sums[i] + difference) }
    }
    return sums
  }
}
