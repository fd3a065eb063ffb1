import Foundation

/// Intervals for a proportion, from a number of successes in a number of independent trials.
///
/// The Wald interval `p̂ ± z√(p̂(1−p̂)/n)` is left out on purpose: it covers far too little near 0 and 1.
///
/// - Not for: n samples of each of M problems as if they were n·M trials: samples of a problem go together
///   (`ProblemBootstrap`, `PassAtK`).
public enum Proportions {
  /// The Wilson score interval: short, and right on average over p.
  ///
  /// ```
  /// ( p̂ + z²/2n ± z·√(p̂(1−p̂)/n + z²/4n²) ) / (1 + z²/n)
  /// ```
  ///
  /// No trials give [0, 1]. The coverage oscillates around the level and is below it for p near 0 or 1
  /// (0.83 in the worst case of a 95 % interval).
  ///
  /// - Precondition: `0 ≤ successes ≤ trials` and `level` in (0, 1).
  /// - Source: Wilson 1927, JASA 22(158), 209–212.
  /// - Deviation: no success gives exactly 0 as the lower end, only successes exactly 1 as the upper.
  public static func wilson(successes: Int, trials: Int, level: Double = 0.95) -> Interval {
    require(successes, trials, level)
    guard trials > 0 else { return Interval(low: 0, high: 1, level: level) }
    let n = Double(trials)
    let p = Double(successes) / n
    let z = Distribution.normalQuantile((1 + level) / 2)
    let shrink = 1 + z * z / n
    let center = (p + z * z / (2 * n)) / shrink
    let half = z / shrink * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      low: successes == 0 ? 0 : max(0, center - half),
      high: successes == trials ? 1 : min(1, center + half), level: level)
  }

  /// The Clopper–Pearson interval: never covers less than its level, and is wider for it.
  ///
  /// ```
  /// low = B⁻¹(α/2; c, n−c+1),   high = B⁻¹(1−α/2; c+1, n−c)
  /// ```
  ///
  /// No success gives the lower end 0, only successes the upper end 1, no trials [0, 1].
  ///
  /// - Precondition: `0 ≤ successes ≤ trials` and `level` in (0, 1).
  /// - Source: Clopper and Pearson 1934, Biometrika 26(4), 404–413.
  /// - Deviation: none.
  public static func clopperPearson(successes: Int, trials: Int, level: Double = 0.95) -> Interval {
    require(successes, trials, level)
    let c = Double(successes)
    let n = Double(trials)
    let tail = (1 - level) / 2
    return Interval(
      low: successes == 0 ? 0 : Distribution.betaQuantile(tail, c, n - c + 1),
      high: successes == trials ? 1 : Distribution.betaQuantile(1 - tail, c + 1, n - c),
      level: level)
  }

  /// The Jeffreys interval: the equal-tailed posterior interval under a Beta(½, ½) prior.
  ///
  /// ```
  /// B⁻¹(α/2; c+½, n−c+½)  to  B⁻¹(1−α/2; c+½, n−c+½)
  /// ```
  ///
  /// - Precondition: `0 ≤ successes ≤ trials` and `level` in (0, 1).
  /// - Source: Brown, Cai and DasGupta 2001, Statistical Science 16(2), section 3.1.3.
  /// - Deviation: none; as there, no success gives the lower end 0 and only successes the upper end 1.
  public static func jeffreys(successes: Int, trials: Int, level: Double = 0.95) -> Interval {
    require(successes, trials, level)
    let a = Double(successes) + 0.5
    let b = Double(trials - successes) + 0.5
    let tail = (1 - level) / 2
    return Interval(
      low: successes == 0 ? 0 : Distribution.betaQuantile(tail, a, b),
      high: successes == trials ? 1 : Distribution.betaQuantile(1 - tail, a, b), level: level)
  }

  /// The largest success probability that still agrees with no success at all, one-sided and exact.
  ///
  /// ```
  /// 1 − (1 − level)^{1/n}        (about 3/n at 95 %: the rule of three)
  /// ```
  ///
  /// - Returns: a probability; 1 without trials.
  /// - Precondition: `trials ≥ 0` and `level` in (0, 1).
  /// - Source: Clopper and Pearson 1934, one-sided, at zero successes.
  /// - Deviation: none.
  public static func upperBoundWhenNone(trials: Int, level: Double = 0.95) -> Double {
    require(0, trials, level)
    return trials == 0 ? 1 : -expm1(log(1 - level) / Double(trials))
  }

  private static func require(_ successes: Int, _ trials: Int, _ level: Double) {
    precondition(
      successes >= 0 && successes <= trials, "\(successes) successes in \(trials) trials")
    requireLevel(level)
  }
}
