/// Standard errors of the mean of evaluation scores.
///
/// - Not for: few clusters (see above: eight cover 89 %); scores that several seeds share, for which there is
///   `CrossedInterval`.
public enum StandardErrors {
  /// The standard error of a mean of scores that come in clusters, such as questions about one text.
  ///
  /// ```
  /// SE² = s²/n + 1/n²·Σ_c Σ_{i≠j∈c} (s_i − s̄)(s_j − s̄)
  /// ```
  ///
  /// Clusters of one give `s/√n`. For a paired comparison give the differences. With few clusters it is too
  /// small: in simulations of 8 equal clusters with half of the variance between them, ±1.96·SE covered 89 %.
  ///
  /// - Parameters:
  ///   - scores: one a question, `[n]`.
  ///   - clusters: which cluster each belongs to, `[n]`.
  /// - Returns: the standard error.
  /// - Precondition: at least two scores, all finite, and as many clusters.
  /// - Source: Miller 2024, arXiv:2411.00640, eq. 4.
  /// - Deviation: s² has the divisor n − 1.
  public static func clustered<Cluster: Hashable>(
    _ scores: [Double], clusters: [Cluster]
  ) -> Double {
    precondition(
      scores.count == clusters.count, "\(scores.count) scores in \(clusters.count) clusters")
    let moments = Moments(scores)
    var sums: [Cluster: (sum: Double, squares: Double)] = [:]
    for (score, cluster) in zip(scores, clusters) {
      let gap = score - moments.mean
      sums[cluster, default: (0, 0)].sum += gap
      sums[cluster, default: (0, 0)].squares += gap * gap
    }
    // Off-diagonal products of a cluster are the square of its sum without the squares. Sorted, so that
    // the order of a dictionary changes no bit.
    let products = sums.values.map { $0.sum * $0.sum - $0.squares }.sorted()
    let n = Double(scores.count)
    let clt = moments.standardError * moments.standardError
    return max(0, clt + products.reduce(0, +) / (n * n)).squareRoot()
  }

  /// The standard error of a difference of two means over the same questions.
  ///
  /// ```
  /// √(SE_A² + SE_B² − 2·SE_A·SE_B·r)
  /// ```
  ///
  /// - Parameters:
  ///   - first: the standard error of the first mean.
  ///   - second: that of the second.
  ///   - correlation: r of the two scores of a question.
  /// - Precondition: standard errors are not negative, `correlation` in [−1, 1].
  /// - Source: Miller 2024, arXiv:2411.00640, section 4.2.
  /// - Deviation: none.
  public static func paired(_ first: Double, _ second: Double, correlation: Double) -> Double {
    precondition(first >= 0 && second >= 0, "a standard error is negative")
    precondition(abs(correlation) <= 1, "correlation \(correlation)")
    return max(0, first * first + second * second - 2 * first * second * correlation).squareRoot()
  }
}

extension Estimate {
  /// Half the width of Student's interval of a mean of `count` independent values, in standard errors.
  ///
  /// - Precondition: `count ≥ 2` and `level` in (0, 1).
  package static func studentFactor(count: Int, level: Double) -> Double {
    requireLevel(level)
    precondition(count >= 2, "\(count) values; expected at least 2")
    return Distribution.studentQuantile((1 + level) / 2, degreesOfFreedom: Double(count - 1))
  }
}
