/// The Jonckheere–Terpstra test for a trend over ordered groups.
///
/// ```
/// J = Σ_{g<h} #{x in g, y in h : x < y} + ½·#{x = y}
/// E = (N² − Σ n_g²)/4,   Var = [N²(2N+3) − Σ n_g²(2n_g+3)]/72,   z = (J − E)/√Var
/// ```
///
/// The p value is the normal approximation without continuity correction; the variance ignores ties.
///
/// - Source: Jonckheere 1954, Biometrika 41, 133–145, eq. 9–11.
/// - Deviation: none.
/// - Not for: conditions that the same replicates went through (`PageTrend`); few values, for which the
///   normal approximation is rough; many ties, which make z too small.
public enum JonckheereTerpstra {
  /// Tests whether values rise with the order of their groups.
  ///
  /// - Parameter groups: at least two groups in order, each with at least one value.
  /// - Returns: z as the statistic; `count` is the number of values.
  public static func test(
    _ groups: [[Double]], alternative: Alternative = .greater
  ) -> TestResult {
    precondition(groups.count > 1, "\(groups.count) groups, at least 2 are needed")
    precondition(groups.allSatisfy { !$0.isEmpty }, "an empty group")
    precondition(groups.joined().allSatisfy(\.isFinite), "a value is not finite")
    let z = (statistic(groups) - mean(groups)) / variance(groups).squareRoot()
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

  static func variance(_ groups: [[Double]]) -> Double {
    let (n, sizes) = sizes(groups)
    return (n * n * (2 * n + 3) - sizes.reduce(0) { $0 + $1 * $1 * (2 * $1 + 3) }) / 72
  }

  private static func sizes(_ groups: [[Double]]) -> (total: Double, each: [Double]) {
    let each = groups.map { Double($0.count) }
    return (each.reduce(0, +), each)
  }
}
