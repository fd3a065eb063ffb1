/// A range that is said to hold a quantity with some confidence.
public struct Interval: Codable, Sendable, Equatable {
  /// The lower end.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The confidence level, such as 0.95.
  public var level: Double

  /// An interval from its ends.
  public init(low: Double, high: Double, level: Double) {
    self.low = low
    self.high = high
    self.level = level
  }

  /// The percentile interval of bootstrap draws that are sorted.
  static func percentiles(ofSorted draws: [Double], level: Double) -> Interval {
    let tail = (1 - level) / 2
    return Interval(
      low: quantile(tail, ofSorted: draws), high: quantile(1 - tail, ofSorted: draws), level: level)
  }

  /// The distance between the ends.
  public var width: Double { high - low }

  /// Whether a value lies in the interval, the ends included.
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// A number with what is known about its error.
public struct Estimate: Codable, Sendable, Equatable {
  /// The point estimate.
  public var value: Double
  /// Its standard error, in the units of the value.
  public var standardError: Double
  /// Its confidence interval.
  public var interval: Interval

  /// An estimate from its parts.
  public init(value: Double, standardError: Double, interval: Interval) {
    self.value = value
    self.standardError = standardError
    self.interval = interval
  }

  /// The mean of independent values, one a replicate, with Student's interval.
  ///
  /// ```
  /// x̄ ± t_{(1+level)/2, n−1} · s/√n
  /// ```
  ///
  /// Equal values give a standard error of 0 and an interval of width 0.
  ///
  /// - Precondition: at least two values, all finite; `level` in (0, 1).
  /// - Source: Student 1908, Biometrika 6(1), 1–25.
  /// - Deviation: a spread below 1e-12 of the largest value is taken as 0.
  public static func mean(of values: [Double], level: Double = 0.95) -> Estimate {
    requireLevel(level)
    let moments = Moments(values)
    let t = Distribution.studentQuantile(
      (1 + level) / 2, degreesOfFreedom: Double(moments.count - 1))
    let half = t * moments.standardError
    return Estimate(
      value: moments.mean, standardError: moments.standardError,
      interval: Interval(low: moments.mean - half, high: moments.mean + half, level: level))
  }
}
