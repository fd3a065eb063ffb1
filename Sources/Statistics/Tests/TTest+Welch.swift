extension TTest {
  /// Welch's test of two independent samples with unequal variances.
  ///
  /// ```
  /// t = (x̄ − ȳ)/√(s_x²/n + s_y²/m),   ν = (s_x²/n + s_y²/m)²/((s_x²/n)²/(n−1) + (s_y²/m)²/(m−1))
  /// ```
  ///
  /// Without spread in either sample, t is 0 (p = 1 two-sided) if the means are equal and otherwise the
  /// largest finite number with the sign of the difference.
  ///
  /// - Precondition: at least two values in each, all finite.
  /// - Source: Welch 1947, Biometrika 34(1–2), 28–35; Satterthwaite 1946 (ν).
  /// - Deviation: a spread below 1e-12 of the largest value is taken as 0.
  public static func welch(
    _ first: [Double], _ second: [Double], alternative: Alternative = .twoSided
  ) -> TestResult {
    let (difference, error, freedom) = welchParts(first, second)
    let t =
      error > 0
      ? difference / error
      : difference == 0 ? 0 : (difference > 0 ? 1 : -1) * Double.greatestFiniteMagnitude
    let p = alternative.pValue(t) {
      Distribution.studentUpperTail($0, degreesOfFreedom: freedom)
    }
    return TestResult(
      test: "Welch t", statistic: t, pValue: p, alternative: alternative,
      count: first.count + second.count, isExact: false, degreesOfFreedom: freedom)
  }

  static func welchParts(
    _ first: [Double], _ second: [Double]
  ) -> (difference: Double, standardError: Double, degreesOfFreedom: Double) {
    let (x, y) = (Moments(first), Moments(second))
    // Relative to the larger one, since squares of numbers near the ends of the range are 0 or infinite.
    let scale = max(x.standardError, y.standardError)
    let pooled = Double(x.count + y.count - 2)
    guard scale > 0 else {
      let gap = x.mean - y.mean
      let isNoise = abs(gap) <= Rounding.noise * max(abs(x.mean), abs(y.mean))
      return (isNoise ? 0 : gap, 0, pooled)
    }
    let (first, second) = (x.standardError / scale, y.standardError / scale)
    let (a, b) = (first * first, second * second)
    let (u, v) = (a / (a + b), b / (a + b))
    let freedom = 1 / (u * u / Double(x.count - 1) + v * v / Double(y.count - 1))
    return (x.mean - y.mean, scale * (a + b).squareRoot(), freedom)
  }
}

extension Estimate {
  /// The difference of two independent means with Welch's interval.
  ///
  /// Approximate; with 3 values a side, normal and of equal variance, "95 %" covers 96 to 97 %.
  ///
  /// - Precondition: at least two values in each, all finite; `level` in (0, 1).
  /// - Source: Welch 1947, Biometrika 34(1–2), 28–35.
  /// - Deviation: as for `TTest.welch`.
  public static func difference(
    of first: [Double], and second: [Double], level: Double = 0.95
  ) -> Estimate {
    requireLevel(level)
    let (difference, error, freedom) = TTest.welchParts(first, second)
    let half = error * Distribution.studentQuantile((1 + level) / 2, degreesOfFreedom: freedom)
    return Estimate(
      value: difference, standardError: error,
      interval: Interval(low: difference - half, high: difference + half, level: level))
  }
}
