/// What two one-sided tests found about a difference and a margin.
public struct EquivalenceResult: Codable, Sendable, Equatable {
  /// The mean difference.
  public var mean: Double
  /// Its standard error.
  public var standardError: Double
  /// Differences within ± this are too small to matter.
  public var margin: Double
  /// t of the test that the mean is above −margin; large is good.
  public var tLower: Double
  /// t of the test that the mean is below +margin; very negative is good.
  public var tUpper: Double
  /// The larger of the two one-sided p values: the p value of equivalence.
  public var pValue: Double
  /// The 1 − 2α interval, which lies inside ±margin exactly when the p value is at most α.
  public var interval: Interval
  /// The number of differences.
  public var count: Int
  /// Whether equivalence is shown at α.
  public var isEquivalent: Bool
}

/// Tests that a difference is too small to matter.
///
/// - Not for: margins that were chosen after a look at the data; a few skewed differences. A test that does
///   not pass is no proof of a difference.
public enum Equivalence {
  /// Two one-sided t tests of paired differences.
  ///
  /// ```
  /// t_lower = (D̄ + M)/SE,   t_upper = (D̄ − M)/SE,   p = max(P(T ≥ t_lower), P(T ≤ t_upper))
  /// ```
  ///
  /// Without spread, p is 0 if the mean lies inside the margin, ½ on it and 1 outside.
  ///
  /// - Parameters:
  ///   - differences: one a replicate, `[n]`.
  ///   - margin: the largest difference that does not matter, in the same units.
  ///   - alpha: the level of each one-sided test.
  /// - Precondition: at least two finite differences, a positive margin and `alpha` in (0, ½).
  /// - Source: Schuirmann 1987, J. Pharmacokinetics and Biopharmaceutics 15(6), 657–680.
  /// - Deviation: a spread below 1e-12 of the largest difference is taken as 0.
  public static func tost(
    _ differences: [Double], margin: Double, level alpha: Double = 0.05
  ) -> EquivalenceResult {
    precondition(margin > 0, "margin \(margin) is not positive")
    precondition(alpha > 0 && alpha < 0.5, "alpha \(alpha) is not between 0 and 0.5")
    let moments = Moments(differences)
    let freedom = Double(moments.count - 1)
    let lower = moments.studentStatistic(against: -margin)
    let upper = moments.studentStatistic(against: margin)
    let p = max(
      Distribution.studentUpperTail(lower, degreesOfFreedom: freedom),
      Distribution.studentUpperTail(-upper, degreesOfFreedom: freedom))
    return EquivalenceResult(
      mean: moments.mean, standardError: moments.standardError, margin: margin, tLower: lower,
      tUpper: upper, pValue: p,
      interval: Estimate.mean(of: differences, level: 1 - 2 * alpha).interval,
      count: moments.count, isEquivalent: p <= alpha)
  }
}
