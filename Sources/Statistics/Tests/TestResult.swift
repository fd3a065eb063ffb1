import Foundation

/// In which direction a difference counts as evidence.
public enum Alternative: String, Codable, Sendable, CaseIterable {
  /// Either direction.
  case twoSided = "two-sided"
  /// The first is larger: positive differences.
  case greater
  /// The first is smaller: negative differences.
  case less

  /// p of a statistic whose distribution without an effect is symmetric around 0, from the upper tail of that.
  func pValue(_ statistic: Double, upperTail: (Double) -> Double) -> Double {
    switch self {
    case .twoSided: min(1, 2 * upperTail(abs(statistic)))
    case .greater: upperTail(statistic)
    case .less: upperTail(-statistic)
    }
  }

  /// p of a count, from the probabilities of at most and of at least as much.
  func pValue(lower: Double, upper: Double) -> Double {
    switch self {
    case .twoSided: min(1, 2 * min(lower, upper))
    case .greater: upper
    case .less: lower
    }
  }

  /// The distance of a count from its mean with the correction for continuity: half a step towards it, and never across.
  func corrected(_ gap: Double) -> Double {
    switch self {
    case .twoSided: gap == 0 ? 0 : gap - copysign(min(0.5, abs(gap)), gap)
    case .greater: gap - 0.5
    case .less: gap + 0.5
    }
  }
}

/// What a significance test found.
public struct TestResult: Codable, Sendable, Equatable {
  /// Which test, in words that a report can print.
  public var test: String
  /// The test's statistic; each test says what it is.
  public var statistic: Double
  /// The probability, under the null hypothesis, of a statistic at least as extreme.
  public var pValue: Double
  /// The direction that was tested.
  public var alternative: Alternative
  /// The number of replicates.
  public var count: Int
  /// Whether the p value is exact and not a Monte Carlo or normal approximation.
  public var isExact: Bool
  /// Degrees of freedom, for tests that have them.
  public var degreesOfFreedom: Double?

  /// A result from its parts.
  public init(
    test: String, statistic: Double, pValue: Double, alternative: Alternative, count: Int,
    isExact: Bool, degreesOfFreedom: Double? = nil
  ) {
    self.test = test
    self.statistic = statistic
    self.pValue = pValue
    self.alternative = alternative
    self.count = count
    self.isExact = isExact
    self.degreesOfFreedom = degreesOfFreedom
  }
}
