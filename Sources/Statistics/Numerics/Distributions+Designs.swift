import CGSL
import Foundation

/// Distribution functions that analysis of variance and power need.
extension Distribution {
  private static let silent: Void = { _ = gsl_set_error_handler_off() }()

  /// P(Z ≤ z).
  static func normalLowerTail(_ z: Double) -> Double { normalUpperTail(-z) }

  /// P(F ≥ f); 1 below 0.
  static func varianceRatioUpperTail(_ f: Double, _ df1: Double, _ df2: Double) -> Double {
    silent
    guard f > 0 else { return 1 }
    // With a numerator that large the tail is 0 for all degrees of freedom that matter.
    guard f < 1e100 else { return 0 }
    let p = gsl_cdf_fdist_Q(f, df1, df2)
    precondition(p.isFinite, "GSL: fdist_Q(\(f), \(df1), \(df2)) is \(p)")
    return p
  }

  /// The chi-squared quantile, `p` in (0, 1).
  static func chiSquaredQuantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    silent
    let x = gsl_cdf_chisq_Pinv(p, degreesOfFreedom)
    precondition(x.isFinite, "GSL: chisq_Pinv(\(p), \(degreesOfFreedom)) is \(x)")
    return x
  }

  /// P(F ≤ f) for a noncentral F: the central one of each Poisson number of extra degrees of freedom.
  ///
  /// ```
  /// Σ_j e^{−λ/2}(λ/2)^j/j! · I_x(df1/2 + j, df2/2),   x = df1·f/(df1·f + df2)
  /// ```
  static func noncentralVarianceRatioLowerTail(
    _ f: Double, _ df1: Double, _ df2: Double, noncentrality: Double
  ) -> Double {
    silent
    guard f > 0 else { return 0 }
    let x = df1 * f / (df1 * f + df2)
    let half = noncentrality / 2
    // All but 1e-15 of the Poisson weights lie within 9 deviations of their mean.
    let reach = 9 * half.squareRoot() + 40
    var sum = 0.0
    for j in max(0, Int(half - reach))...Int(half + reach) {
      let weight =
        half == 0 ? (j == 0 ? 1 : 0) : exp(-half + Double(j) * log(half) - lgamma(Double(j + 1)))
      guard weight > 1e-18 else { continue }
      sum += weight * gsl_cdf_beta_P(x, df1 / 2 + Double(j), df2 / 2)
    }
    precondition(sum.isFinite, "GSL: noncentral F(\(f), \(df1), \(df2), \(noncentrality))")
    return min(1, sum)
  }
}
