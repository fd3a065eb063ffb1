/// Student's t test of a mean.
///
/// - Not for: a few skewed or bounded values, where the level is not kept and cannot be checked; pairs taken
///   as two samples, which throws the pairing away.
public enum TTest {
  /// Whether the mean of independent values differs from a reference.
  ///
  /// ```
  /// t = (x̄ − μ)/(s/√n),   n − 1 degrees of freedom
  /// ```
  ///
  /// Without spread, t is 0 (p = 1 two-sided, ½ one-sided) if the mean is the reference, and otherwise
  /// the largest finite number with the sign of the difference, so that a result can be written as JSON.
  ///
  /// - Returns: the t statistic and its p value.
  /// - Precondition: at least two values, all finite.
  /// - Source: Student 1908, Biometrika 6(1), 1–25.
  /// - Deviation: a spread below 1e-12 of the largest value is taken as 0.
  public static func oneSample(
    _ values: [Double], against reference: Double = 0, alternative: Alternative = .twoSided
  ) -> TestResult {
    let moments = Moments(values)
    let t = moments.studentStatistic(against: reference)
    let freedom = Double(moments.count - 1)
    let p = alternative.pValue(t) {
      Distribution.studentUpperTail($0, degreesOfFreedom: freedom)
    }
    return TestResult(
      test: "t", statistic: t, pValue: p, alternative: alternative, count: moments.count,
      isExact: true, degreesOfFreedom: freedom)
  }

  /// Whether paired values differ on average: the test of their differences `first − second` against 0.
  ///
  /// - Precondition: both arrays have the same length of at least two.
  public static func paired(
    _ first: [Double], _ second: [Double], alternative: Alternative = .twoSided
  ) -> TestResult {
    precondition(first.count == second.count, "\(first.count) values against \(second.count)")
    return oneSample(zip(first, second).map { $0 - $1 }, alternative: alternative)
  }
}
