/// What McNemar's test found.
public struct McNemarResult: Codable, Sendable, Equatable {
  /// Problems that only the first model solves.
  public var b: Int
  /// Problems that only the second model solves.
  public var c: Int
  /// The exact two-sided binomial p value.
  public var exactPValue: Double
  /// The mid-p value: the exact one, less half of the probability of the observed split in each tail.
  public var midPValue: Double
  /// `(b − c)²/(b + c)`.
  public var chiSquared: Double
  /// Its p value with one degree of freedom.
  public var chiSquaredPValue: Double
  /// `(|b − c| − 1)²/(b + c)`, Edwards' continuity correction.
  public var correctedChiSquared: Double
  /// Its p value with one degree of freedom.
  public var correctedPValue: Double

  /// The p value to quote: the exact one below 50 discordant problems, else the corrected one.
  public var pValue: Double { b + c < 50 ? exactPValue : correctedPValue }
}

/// McNemar's test: whether two models solve the same share of the same problems.
///
/// - Not for: several samples a problem, whose shares say more (`SignFlip` over problems); claims about
///   training again.
public enum McNemar {
  /// The test on the numbers of problems that exactly one of the two models solves.
  ///
  /// ```
  /// exact:  min(1, 2·P(X ≤ min(b, c))),   X binomial with b + c trials of probability ½
  /// mid-p:  2·P(X ≤ min(b, c)) − P(X = min(b, c))
  /// ```
  ///
  /// No discordant problem gives p = 1 and χ² = 0. This compares two *models*, on problems as a random
  /// draw; it says nothing about training either of them again.
  ///
  /// - Precondition: neither count is negative.
  /// - Source: McNemar 1947, Psychometrika 12(2), 153–157; mid-p: Fagerland et al. 2013, BMC Medical
  ///   Research Methodology 13:91.
  /// - Deviation: the corrected numerator is 0, not 1, when b = c.
  public static func test(b: Int, c: Int) -> McNemarResult {
    precondition(b >= 0 && c >= 0, "negative counts: \(b), \(c)")
    let n = b + c
    guard n > 0 else {
      return McNemarResult(
        b: b, c: c, exactPValue: 1, midPValue: 1, chiSquared: 0, chiSquaredPValue: 1,
        correctedChiSquared: 0, correctedPValue: 1)
    }
    let tail = Distribution.fairBinomialLowerTail(min(b, c), trials: n)
    let mass = Distribution.fairBinomialMass(min(b, c), trials: n)
    let gap = Double(abs(b - c))
    let shrunk = max(0, gap - 1)
    let plain = gap * gap / Double(n)
    let corrected = shrunk * shrunk / Double(n)
    return McNemarResult(
      b: b, c: c, exactPValue: min(1, 2 * tail), midPValue: min(1, 2 * tail - mass),
      chiSquared: plain,
      chiSquaredPValue: Distribution.chiSquaredUpperTail(plain, degreesOfFreedom: 1),
      correctedChiSquared: corrected,
      correctedPValue: Distribution.chiSquaredUpperTail(corrected, degreesOfFreedom: 1))
  }
}
