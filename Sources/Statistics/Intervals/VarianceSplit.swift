/// The variance of a mean score over problems in its two parts: between problems, and from sampling each of them.
///
/// With n_i samples of problem i, their mean s̄_i and their variance v_i (divisor n_i − 1), over M problems
///
/// ```
/// σ² = 1/M Σ v_i,   ω² = Var_i(s̄_i) − 1/M Σ v_i/n_i        (divisor M − 1 in Var_i)
/// SE² = Var_i(s̄_i)/M = ω²/M + 1/M² Σ v_i/n_i
/// ```
///
/// Both are unbiased whatever the n_i are and however the problems differ in their variance. ω² is what more samples
/// cannot lower; where it is small, chance gives an estimate below 0, which is reported as it is and counts as 0 in the
/// standard error of its part.
///
/// Assumes: problems are drawn from many, samples of a problem are independent. Not for problems that come in clusters.
///
/// - Source: Miller 2024, arXiv:2411.00640, sections 2.1 and 3.1 (the split); Searle, Casella and McCulloch 1992, Variance
///   Components, section 4.2 (the unweighted estimator, which for equal n_i is that of the analysis of variance).
/// - Deviation: the unweighted mean over problems is estimated, so that σ² weighs problems and not samples.
public enum VarianceSplit {
  /// The split of a table of samples.
  ///
  /// - Parameter samples: the scores of each problem, `[M][n_i]`.
  /// - Returns: `nil` for fewer than two problems, or where a problem has fewer than two samples.
  /// - Precondition: all scores are finite.
  public static func split(samples: [[Double]]) -> VarianceParts? {
    guard samples.count > 1, samples.allSatisfy({ $0.count > 1 }) else { return nil }
    let moments = samples.map { Moments($0) }
    return parts(
      means: moments.map(\.mean),
      variances: moments.map { $0.standardDeviation * $0.standardDeviation },
      counts: samples.map(\.count))
  }

  /// The split of scores of 0 and 1, from how many there are.
  ///
  /// - Parameter counts: samples and successes of each problem, `[M]`.
  /// - Returns: `nil` as for samples.
  /// - Throws: `StatisticsError.countOutOfRange` for impossible counts.
  public static func split(counts: [(n: Int, c: Int)]) throws -> VarianceParts? {
    for (index, count) in counts.enumerated() where !(0...max(count.n, 0)).contains(count.c) {
      throw StatisticsError.countOutOfRange(successes: count.c, samples: count.n, problem: index)
    }
    guard counts.count > 1, counts.allSatisfy({ $0.n > 1 }) else { return nil }
    return parts(
      means: counts.map { Double($0.c) / Double($0.n) },
      variances: counts.map {
        Double($0.c) * Double($0.n - $0.c) / (Double($0.n) * Double($0.n - 1))
      }, counts: counts.map(\.n))
  }

  private static func parts(
    means: [Double], variances: [Double], counts: [Int]
  ) -> VarianceParts {
    let moments = Moments(means)
    let problems = Double(means.count)
    let sampling = zip(variances, counts).reduce(0) { $0 + $1.0 / Double($1.1) } / problems
    let between = moments.standardDeviation * moments.standardDeviation - sampling
    return VarianceParts(
      problems: means.count, mean: moments.mean, between: between,
      within: variances.reduce(0, +) / problems, standardError: moments.standardError,
      standardErrorProblems: (max(0, between) / problems).squareRoot(),
      standardErrorSampling: (sampling / problems).squareRoot())
  }
}

/// The two parts of the variance of a mean score.
public struct VarianceParts: Codable, Sendable, Equatable {
  /// The number of problems.
  public var problems: Int
  /// The mean over problems of their mean score.
  public var mean: Double
  /// ω²: the variance over problems of the true score; an estimate, which may be below 0.
  public var between: Double
  /// σ²: the mean over problems of the variance of one sample.
  public var within: Double
  /// The standard error of the mean, with other problems and samples.
  public var standardError: Double
  /// Its part from the choice of problems, √(ω²/M).
  public var standardErrorProblems: Double
  /// Its part from sampling, the problems held fixed.
  public var standardErrorSampling: Double

  /// The parts from their numbers.
  public init(
    problems: Int, mean: Double, between: Double, within: Double, standardError: Double,
    standardErrorProblems: Double, standardErrorSampling: Double
  ) {
    self.problems = problems
    self.mean = mean
    self.between = between
    self.within = within
    self.standardError = standardError
    self.standardErrorProblems = standardErrorProblems
    self.standardErrorSampling = standardErrorSampling
  }
}
