import Support

extension Power {
  /// The smallest d_z that the sign-flip test finds with a given power, by simulation.
  ///
  /// Every effect is tried on the same simulated noise, so the search is over a function without jitter; what
  /// is left is the error of `repeats` experiments, about ±0.02 in d_z for 4000.
  ///
  /// - Returns: `nil` where p cannot reach alpha at all.
  /// - Precondition: `power` in (alpha, 1); as for `signFlip`.
  public static func signFlipDetectableEffect(
    n: Int, power: Double = 0.8, alpha: Double = 0.05, alternative: Alternative = .twoSided,
    repeats: Int = 4000, stream: RandomStream
  ) -> Double? {
    precondition(power > alpha && power < 1, "power \(power) is not between \(alpha) and 1")
    guard SignFlip.floor(n: n, alternative: alternative) <= alpha * (1 + 1e-12) else { return nil }
    let direction = alternative == .less ? Alternative.greater : alternative
    func suffices(_ effect: Double) -> Bool {
      signFlip(
        n: n, effect: effect, alpha: alpha, alternative: direction, repeats: repeats,
        stream: stream
      ).power >= power
    }
    // The t test needs a little less.
    var low = n > 1 ? detectableEffect(.paired, n: n, power: power, alpha: alpha) / 2 : 0
    var high = max(1, 2 * low)
    while !suffices(high) {
      // Beyond 12 pairs patterns are drawn, and too few of them may be left for a tiny alpha.
      guard high < 1e6 else { return nil }
      (low, high) = (high, 2 * high)
    }
    while high - low > 0.002 * high {
      let middle = (low + high) / 2
      if suffices(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The fewest pairs with which the sign-flip test has a given power, by simulation.
  ///
  /// - Returns: n; `nil` above 500.
  /// - Precondition: a d_z in the direction of the alternative and not 0; as for `signFlip`.
  public static func signFlipCount(
    effect: Double, power: Double = 0.8, alpha: Double = 0.05,
    alternative: Alternative = .twoSided, repeats: Int = 4000, stream: RandomStream
  ) -> Int? {
    guard
      let start = count(
        .paired, effect: effect, power: power, alpha: alpha, alternative: alternative)
    else { return nil }
    // The t test is a lower bound, but for what simulation misses.
    var n = max(1, start - 1)
    while SignFlip.floor(n: n, alternative: alternative) > alpha * (1 + 1e-12) { n += 1 }
    while n <= 500 {
      let found = signFlip(
        n: n, effect: effect, alpha: alpha, alternative: alternative, repeats: repeats,
        stream: stream[n])
      if found.power >= power { return n }
      n += 1
    }
    return nil
  }

  /// The power of a comparison of two models on the same problems; see `problems`.
  ///
  /// ```
  /// Φ( |δ|·√(n/(ω² + noise)) − z_{α/2} )
  /// ```
  public static func problemsPower(
    problems: Int, difference: Double, omega2: Double, noise: Double, alpha: Double = 0.05
  ) -> Double {
    precondition(problems >= 1, "\(problems) problems")
    precondition(omega2 >= 0 && noise >= 0 && omega2 + noise > 0, "no variance")
    requireLevel(alpha)
    let shift = abs(difference) * (Double(problems) / (omega2 + noise)).squareRoot()
    return Distribution.normalLowerTail(shift - Distribution.normalQuantile(1 - alpha / 2))
  }
}
