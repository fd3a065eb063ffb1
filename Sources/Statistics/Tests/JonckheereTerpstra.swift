/// The Jonckheere–Terpstra test for a trend over ordered groups.
///
/// ```
/// J = Σ_{g<h} #{x in g, y in h : x < y} + ½·#{x = y}
/// E = (N² − Σ n_g²)/4,   Var = [N²(2N+3) − Σ n_g²(2n_g+3)]/72,   z = (J − E)/√Var
/// ```
///
/// The p value is the normal approximation without continuity correction; the variance ignores ties, which makes z too small
/// where there are many, unless it is corrected for them.
///
/// - Source: Jonckheere 1954, Biometrika 41, 133–145, eq. 9–11; Hollander, Wolfe and Chicken 2014, Nonparametric Statistical
///   Methods, eq. 6.19 (ties).
/// - Deviation: none.
/// - Not for: conditions that the same replicates went through (`PageTrend`); few values, for which the
///   normal approximation is rough.
public enum JonckheereTerpstra {
  /// Tests whether values rise with the order of their groups.
  ///
  /// - Parameters:
  ///   - groups: at least two groups in order, each with at least one value.
  ///   - correctsTies: whether the variance is that of values some of which are equal.
  /// - Returns: z as the statistic, 0 where all values are equal; `count` is the number of values.
  public static func test(
    _ groups: [[Double]], alternative: Alternative = .greater, correctsTies: Bool = false
  ) -> TestResult {
    precondition(groups.count > 1, "\(groups.count) groups, at least 2 are needed")
    precondition(groups.allSatisfy { !$0.isEmpty }, "an empty group")
    precondition(groups.joined().allSatisfy(\.isFinite), "a value is not finite")
    let variance = correctsTies ? tiedVariance(groups) : variance(groups)
    let z = variance > 0 ? (statistic(groups) - mean(groups)) / variance.squareRoot() : 0
    return TestResult(
      test: "Jonckheere-Terpstra", statistic: z,
      pValue: alternative.pValue(z, upperTail: Distribution.normalUpperTail),
      alternative: alternative,
      count: groups.reduce(0) { $0 + $1.count }, isExact: false)
  }

  /// J: pairs from different groups that rise with the order, ties counted half.
  public static func statistic(_ groups: [[Double]]) -> Double {
    var sum = 0.0
    for low in groups.indices {
      for high in groups.indices where high > low {
        for x in groups[low] {
          for y in groups[high] { sum += x < y ? 1 : x == y ? 0.5 : 0 }
        }
      }
    }
    return sum
  }

  static func mean(_ groups: [[Double]]) -> Double {
    let (n, sizes) = sizes(groups)
    return (n * n - sizes.reduce(0) { $0 + $1 * $1 }) / 4
  }

  /// ```
  /// [f(N) − Σ f(n_g) − Σ f(t)]/72 + Σ n_g(n_g−1)(n_g−2)·Σ t(t−1)(t−2)/(36·N(N−1)(N−2)) + Σ n_g(n_g−1)·Σ t(t−1)/(8·N(N−1)),
  /// f(x) = x(x−1)(2x+5)
  /// ```
  ///
  /// with t the numbers of values that are equal.
  package static func tiedVariance(_ groups: [[Double]]) -> Double {
    let (n, sizes) = sizes(groups)
    let ties = Dictionary(grouping: groups.joined()) { $0 }.values.map { Double($0.count) }.sorted()
    func sum(_ counts: [Double], _ term: (Double) -> Double) -> Double {
      counts.reduce(0) { $0 + term($1) }
    }
    func pairs(_ x: Double) -> Double { x * (x - 1) }
    func triples(_ x: Double) -> Double { x * (x - 1) * (x - 2) }
    func f(_ x: Double) -> Double { x * (x - 1) * (2 * x + 5) }
    let main = (f(n) - sum(sizes, f) - sum(ties, f)) / 72
    let second = n > 2 ? sum(sizes, triples) * sum(ties, triples) / (36 * triples(n)) : 0
    return max(0, main + second + sum(sizes, pairs) * sum(ties, pairs) / (8 * pairs(n)))
  }

  static func variance(_ groups: [[Double]]) -> Double {
    let (n, sizes) = sizes(groups)
    return (n * n * (2 * n + 3) - sizes.reduce(0) { $0 + $1 * $1 * (2 * $1 + 3) }) / 72
  }

  private static func sizes(_ groups: [[Double]]) -> (total: Double, each: [Double]) {
    let each = groups.map { Double($0.count) }
    return (each.reduce(0, +), each)
  }
}
