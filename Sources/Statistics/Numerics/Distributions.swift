import CGSL
import Foundation

/// The distribution functions that the tests need, from GSL.
///
/// GSL's default handler aborts the process, so it is switched off before the first call; a failure
/// then shows as a result that is not finite, which every function here checks.
enum Distribution {
  private static let ready: Void = { _ = gsl_set_error_handler_off() }()

  private static func checked(_ value: Double, _ call: @autoclosure () -> String) -> Double {
    precondition(value.isFinite, "GSL: \(call()) is \(value)")
    return value
  }

  /// The standard normal quantile, `p` in (0, 1).
  static func normalQuantile(_ p: Double) -> Double {
    ready
    return checked(gsl_cdf_ugaussian_Pinv(p), "ugaussian_Pinv(\(p))")
  }

  /// P(Z ≥ z).
  static func normalUpperTail(_ z: Double) -> Double {
    ready
    return checked(gsl_cdf_ugaussian_Q(z), "ugaussian_Q(\(z))")
  }

  /// Student's t quantile, `p` in (0, 1).
  static func studentQuantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    ready
    return checked(
      gsl_cdf_tdist_Pinv(p, degreesOfFreedom), "tdist_Pinv(\(p), \(degreesOfFreedom))")
  }

  /// P(T ≥ t).
  static func studentUpperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    ready
    // Beyond this GSL squares t into infinity; with one degree of freedom the tail is 1/(πt).
    guard abs(t) < 1e100 else { return t > 0 ? 0 : 1 }
    return checked(gsl_cdf_tdist_Q(t, degreesOfFreedom), "tdist_Q(\(t), \(degreesOfFreedom))")
  }

  /// P(X ≥ x) for chi-squared.
  static func chiSquaredUpperTail(_ x: Double, degreesOfFreedom: Double) -> Double {
    ready
    return checked(gsl_cdf_chisq_Q(x, degreesOfFreedom), "chisq_Q(\(x), \(degreesOfFreedom))")
  }

  /// P(X ≤ k) for a binomial with `n` trials of probability ½.
  static func fairBinomialLowerTail(_ k: Int, trials n: Int) -> Double {
    ready
    return checked(gsl_cdf_binomial_P(UInt32(k), 0.5, UInt32(n)), "binomial_P(\(k), ½, \(n))")
  }

  /// P(X = k) for a binomial with `n` trials of probability ½.
  static func fairBinomialMass(_ k: Int, trials n: Int) -> Double {
    ready
    return checked(gsl_ran_binomial_pdf(UInt32(k), 0.5, UInt32(n)), "binomial_pdf(\(k), ½, \(n))")
  }

  /// The quantile of a beta distribution, by bisection to a relative width of 1e-15.
  ///
  /// `gsl_cdf_beta_Pinv` gives up on some lopsided shapes; its forward function does not.
  static func betaQuantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    ready
    var low = 0.0
    var high = 1.0
    while high - low > 1e-15 * high && high > 1e-300 {
      let middle = (low + high) / 2
      guard middle > low && middle < high else { break }
      let below = checked(gsl_cdf_beta_P(middle, a, b), "beta_P(\(middle), \(a), \(b))") < p
      if below { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
