/// Differences in units of spread.
///
/// - Not for: whether a difference matters, which is a question of points and not of spreads: d_z is large
///   where pairs go together, however small the difference.
public enum EffectSize {
  /// The mean of paired differences over their standard deviation.
  ///
  /// ```
  /// d_z = D̄ / sd(D)        (divisor n − 1)
  /// ```
  ///
  /// - Returns: a number of standard deviations; `nil` without spread, where it is not defined.
  /// - Precondition: at least two differences, all finite.
  /// - Source: Cohen 1988, Statistical Power Analysis, section 2.3 (d_z).
  /// - Deviation: none; no small-sample correction.
  public static func pairedDz(_ differences: [Double]) -> Double? {
    let moments = Moments(differences)
    return moments.standardDeviation > 0 ? moments.mean / moments.standardDeviation : nil
  }
}
