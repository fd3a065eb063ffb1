extension EffectSize {
  /// Hedges' g: the difference of two independent means over their pooled deviation, corrected for small
  /// samples.
  ///
  /// ```
  /// g = J·(x̄ − ȳ)/s_p,   s_p² = ((n−1)s_x² + (m−1)s_y²)/ν,   J = 1 − 3/(4ν − 1),   ν = n + m − 2
  /// ```
  ///
  /// - Returns: a number of standard deviations; `nil` without spread.
  /// - Precondition: at least two values in each, all finite.
  /// - Source: Hedges 1981, J. Educational Statistics 6(2), 107–128, eq. 6e (J approximated).
  /// - Deviation: none.
  public static func hedgesG(_ first: [Double], _ second: [Double]) -> Double? {
    let (x, y) = (Moments(first), Moments(second))
    let freedom = Double(x.count + y.count - 2)
    let squares =
      Double(x.count - 1) * x.standardDeviation * x.standardDeviation
      + Double(y.count - 1) * y.standardDeviation * y.standardDeviation
    guard squares > 0 else { return nil }
    return (1 - 3 / (4 * freedom - 1)) * (x.mean - y.mean) / (squares / freedom).squareRoot()
  }

  /// The probability that a value of the first sample is larger, ties counted half: Vargha and Delaney's A12.
  ///
  /// ```
  /// A12 = #{x > y}/nm + ½·#{x = y}/nm
  /// ```
  ///
  /// - Precondition: at least one value in each, no NaN.
  /// - Source: Vargha and Delaney 2000, J. Educational and Behavioral Statistics 25(2), 101–132, eq. 2.
  /// - Deviation: none.
  public static func probabilityOfSuperiority(_ first: [Double], _ second: [Double]) -> Double {
    precondition(!first.isEmpty && !second.isEmpty, "\(first.count) and \(second.count) values")
    var sum = 0.0
    for x in first {
      for y in second {
        precondition(!x.isNaN && !y.isNaN, "NaN")
        sum += x > y ? 1 : x == y ? 0.5 : 0
      }
    }
    return sum / Double(first.count * second.count)
  }

  /// Cliff's δ: the probability that the first is larger minus the probability that it is smaller.
  ///
  /// - Precondition: at least one value in each, no NaN.
  /// - Source: Cliff 1993, Psychological Bulletin 114(3), 494–509.
  /// - Deviation: none.
  public static func cliffsDelta(_ first: [Double], _ second: [Double]) -> Double {
    2 * probabilityOfSuperiority(first, second) - 1
  }
}
