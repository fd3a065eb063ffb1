import Foundation
import Support

/// How two arms are compared.
public enum ComparisonDesign: String, Codable, Sendable, CaseIterable {
  /// Differences of n pairs, such as runs with the same seed.
  case paired
  /// Two independent groups of n.
  case unpaired

  /// The degrees of freedom of the t test.
  func degreesOfFreedom(_ n: Int) -> Double {
    Double(self == .paired ? n - 1 : 2 * n - 2)
  }

  /// t's mean shift for an effect of 1.
  func noncentrality(_ n: Int) -> Double {
    (Double(n) / (self == .paired ? 1 : 2)).squareRoot()
  }
}

/// What an experiment can show, before it is run.
///
/// Effects are standardized: mean over deviation of the differences (d_z) for pairs, difference of means over
/// the common deviation (d) for independent groups; n is the number of pairs, or of each group.
///
/// ```
/// power = ∫ [1 − Φ(t_c·u − δ) + Φ(−t_c·u − δ)] f(u) du,    u = √(χ²_ν/ν),   δ = d_z·√n or d·√(n/2)
/// ```
///
/// - Source: Cohen 1988, Statistical Power Analysis, chapter 2; Johnson, Kotz and Balakrishnan 1995,
///   Continuous Univariate Distributions 2, chapter 31 (noncentral t).
/// - Not for: the effect that the same data gave (that power only restates p); skewed differences of few
///   replicates, for which `signFlip` is simulated with normal ones too.
public enum Power {
  /// The power of the t test.
  ///
  /// - Parameters:
  ///   - design: pairs or groups.
  ///   - n: pairs, or the size of each group; at least 2.
  ///   - effect: standardized.
  ///   - alpha: the level.
  ///   - alternative: `greater` and `less` are one-sided.
  /// - Returns: the probability of p ≤ alpha.
  /// - Precondition: `n ≥ 2`, a finite effect, `alpha` in (0, 1).
  public static func tTest(
    _ design: ComparisonDesign, n: Int, effect: Double, alpha: Double = 0.05,
    alternative: Alternative = .twoSided
  ) -> Double {
    precondition(n >= 2, "n is \(n); expected at least 2")
    precondition(effect.isFinite, "the effect is \(effect)")
    requireLevel(alpha)
    let freedom = design.degreesOfFreedom(n)
    let delta = effect * design.noncentrality(n) * (alternative == .less ? -1 : 1)
    let tail = alternative == .twoSided ? alpha / 2 : alpha
    let critical = Distribution.studentQuantile(1 - tail, degreesOfFreedom: freedom)
    let power = expectation(degreesOfFreedom: freedom) { u in
      let upper = Distribution.normalUpperTail(critical * u - delta)
      return alternative == .twoSided
        ? upper + Distribution.normalLowerTail(-critical * u - delta) : upper
    }
    return min(1, max(0, power))
  }

  /// The smallest standardized effect that the t test finds with a given power.
  ///
  /// - Returns: a positive effect.
  /// - Precondition: `power` in (alpha, 1), and as for `tTest`.
  public static func detectableEffect(
    _ design: ComparisonDesign, n: Int, power: Double = 0.8, alpha: Double = 0.05,
    alternative: Alternative = .twoSided
  ) -> Double {
    precondition(power > alpha && power < 1, "power \(power) is not between \(alpha) and 1")
    let direction = alternative == .less ? Alternative.greater : alternative
    return rising { effect in
      tTest(design, n: n, effect: effect, alpha: alpha, alternative: direction) >= power
    }
  }

  /// The fewest pairs, or members of each group, with which the t test has a given power.
  ///
  /// - Returns: n; `nil` above a million.
  /// - Precondition: an effect in the direction of the alternative and not 0; `power` in (alpha, 1).
  public static func count(
    _ design: ComparisonDesign, effect: Double, power: Double = 0.8, alpha: Double = 0.05,
    alternative: Alternative = .twoSided
  ) -> Int? {
    precondition(power > alpha && power < 1, "power \(power) is not between \(alpha) and 1")
    precondition(
      effect != 0 && (alternative != .greater || effect > 0)
        && (alternative != .less || effect < 0),
      "the effect \(effect) is not one that '\(alternative.rawValue)' looks for")
    func suffices(_ n: Int) -> Bool {
      tTest(design, n: n, effect: effect, alpha: alpha, alternative: alternative) >= power
    }
    var high = 2
    while !suffices(high) {
      guard high < 1_000_000 else { return nil }
      high *= 2
    }
    var low = max(1, high / 2)
    while high - low > 1 {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The power of the two one-sided t tests of equivalence.
  ///
  /// - Parameters:
  ///   - design: pairs or groups.
  ///   - n: pairs, or the size of each group.
  ///   - margin: in units of the deviation, positive.
  ///   - difference: the true difference, in the same units.
  ///   - alpha: the level of each test.
  /// - Precondition: `n ≥ 2` and a positive margin.
  /// - Source: Phillips 1990, J. Pharmacokinetics and Biopharmaceutics 18(2), 137–144.
  public static func equivalence(
    _ design: ComparisonDesign, n: Int, margin: Double, difference: Double = 0,
    alpha: Double = 0.05
  ) -> Double {
    precondition(n >= 2, "n is \(n); expected at least 2")
    precondition(margin > 0, "margin \(margin) is not positive")
    let freedom = design.degreesOfFreedom(n)
    let root = design.noncentrality(n)
    let critical = Distribution.studentQuantile(1 - alpha, degreesOfFreedom: freedom)
    let power = expectation(degreesOfFreedom: freedom) { u in
      let upper = (margin - difference) * root - critical * u
      let lower = (-margin - difference) * root + critical * u
      return upper > lower
        ? Distribution.normalLowerTail(upper) - Distribution.normalLowerTail(lower) : 0
    }
    return min(1, max(0, power))
  }

  /// The power of the sign-flip test for normal differences, by simulation.
  ///
  /// Up to 12 differences every pattern of every simulated experiment is enumerated; beyond, each experiment
  /// draws 999 patterns, or 20/alpha if that is more, at most 20 000.
  ///
  /// - Parameters:
  ///   - n: the number of differences.
  ///   - effect: d_z.
  ///   - alpha: the level.
  ///   - alternative: the direction.
  ///   - repeats: simulated experiments.
  ///   - stream: where they come from.
  /// - Returns: the share of experiments with p ≤ alpha, and its standard error.
  /// - Precondition: `n ≥ 1` and `repeats ≥ 1`.
  public static func signFlip(
    n: Int, effect: Double, alpha: Double = 0.05, alternative: Alternative = .twoSided,
    repeats: Int = 20_000, stream: RandomStream
  ) -> (power: Double, standardError: Double) {
    precondition(n >= 1 && repeats >= 1, "n is \(n) with \(repeats) experiments")
    var generator = stream["experiments"].generator()
    let draws = min(20_000, max(999, Int(20 / max(alpha, 1e-6))))
    var found = 0
    for experiment in 0..<repeats {
      let differences = (0..<n).map { _ in effect + generator.normal() }
      let p =
        n <= 12
        ? SignFlip.exactPValue(differences, alternative: alternative)
        : SignFlip.monteCarloPValue(
          differences, alternative: alternative, draws: draws,
          stream: stream["patterns", experiment])
      if p <= alpha * (1 + 1e-12) { found += 1 }
    }
    let power = Double(found) / Double(repeats)
    return (power, (power * (1 - power) / Double(repeats)).squareRoot())
  }
}

// MARK: - Evaluations and pilots

extension Power {
  /// The number of problems with which a comparison of two models on the same problems finds a difference.
  ///
  /// ```
  /// n = (z_{α/2} + z_β)²·(ω² + σ²_A/K_A + σ²_B/K_B)/δ²
  /// ```
  ///
  /// - Parameters:
  ///   - difference: δ, in score.
  ///   - omega2: ω², the variance over problems of the true difference of a problem.
  ///   - noise: σ²_A/K_A + σ²_B/K_B: the mean variance of one sample of a problem over the samples of it, of
  ///     both models together.
  ///   - alpha: the two-sided level.
  ///   - power: the power.
  /// - Returns: a number of problems, not rounded.
  /// - Precondition: a difference that is not 0, variances that are not negative.
  /// - Source: Miller 2024, arXiv:2411.00640, eq. 9.
  public static func problems(
    difference: Double, omega2: Double, noise: Double, alpha: Double = 0.05, power: Double = 0.8
  ) -> Double {
    precondition(
      difference != 0 && omega2 >= 0 && noise >= 0, "no difference, or a negative variance")
    let z = normalSum(alpha, power)
    return z * z * (omega2 + noise) / (difference * difference)
  }

  /// The smallest difference that a number of problems can show; the inverse of `problems`.
  public static func detectableDifference(
    problems: Int, omega2: Double, noise: Double, alpha: Double = 0.05, power: Double = 0.8
  ) -> Double {
    precondition(problems >= 1, "\(problems) problems")
    precondition(omega2 >= 0 && noise >= 0, "a negative variance")
    return normalSum(alpha, power) * ((omega2 + noise) / Double(problems)).squareRoot()
  }

  /// By how much a deviation from a pilot is to be raised, so that the true one is below with a probability.
  ///
  /// ```
  /// √(ν/χ²_{1−confidence, ν}),   ν = n − 1         (3 seeds, 80 %: 2.12)
  /// ```
  ///
  /// - Precondition: `count ≥ 2` and `confidence` in (0, 1).
  /// - Source: Browne 1995, Statistics in Medicine 14(17), 1933–1940.
  public static func inflation(count: Int, confidence: Double = 0.8) -> Double {
    precondition(count >= 2, "\(count) values; expected at least 2")
    requireLevel(confidence)
    let freedom = Double(count - 1)
    let quantile = Distribution.chiSquaredQuantile(1 - confidence, degreesOfFreedom: freedom)
    return (freedom / quantile).squareRoot()
  }

  private static func normalSum(_ alpha: Double, _ power: Double) -> Double {
    requireLevel(alpha)
    requireLevel(power)
    return Distribution.normalQuantile(1 - alpha / 2) + Distribution.normalQuantile(power)
  }

  /// The mean of a function of `u = √(χ²_ν/ν)`, by equal steps in ln u, where the density falls off
  /// exponentially on both sides.
  private static func expectation(
    degreesOfFreedom nu: Double, _ function: (Double) -> Double
  ) -> Double {
    let low = -max(45 / nu + 0.5, (45 / nu).squareRoot())
    let high = (45 / nu).squareRoot() + 0.5
    let nodes = 2000
    let step = (high - low) / Double(nodes)
    let constant = log(2) + nu / 2 * log(nu / 2) - lgamma(nu / 2)
    var sum = 0.0
    for i in 0..<nodes {
      let w = low + (Double(i) + 0.5) * step
      let density = exp(constant + nu * w - nu / 2 * exp(2 * w))
      if density > 1e-20 { sum += density * function(exp(w)) }
    }
    return sum * step
  }

  /// The smallest positive number from which on a condition holds, to ten digits.
  private static func rising(_ condition: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while !condition(high) && high < 1e12 { (low, high) = (high, high * 2) }
    while high - low > 1e-10 * high {
      let middle = (low + high) / 2
      if condition(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
