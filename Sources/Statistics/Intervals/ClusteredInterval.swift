/// Student's interval for the mean of scores that come in clusters, such as problems of one template.
///
/// With C clusters and the residual sums u_c = Σ_{i∈c} (s_i − s̄):
///
/// ```
/// SE² = C/(C − 1) · Σ_c u_c² / n²,   s̄ ± t_{(1+level)/2, C−1} · SE
/// ```
///
/// Clusters of one give Student's interval over the scores, equal clusters that over the clusters' means. Scores that are all the same
/// give an interval of width 0, which is no certainty; `bound` says what can be said then. In simulations of normal scores with half of
/// their variance between clusters, "95 %" covered 95 % with 8 and with 20 equal clusters of 4, and 93 % with 8 clusters of 1 to 8
/// scores.
///
/// - Source: Liang and Zeger 1986, Biometrika 73(1), 13–22 (the variance); Cameron and Miller 2015, J. Human Resources 50(2), section
///   VI (C/(C − 1), and t with C − 1 degrees of freedom).
/// - Deviation: none.
/// - Not for: one cluster; claims about training again.
public enum ClusteredInterval {
  /// The mean of the scores with its clustered standard error and interval.
  ///
  /// - Parameters:
  ///   - scores: one a problem, or a difference of two models on it, `[n]`.
  ///   - clusters: the cluster of each, `[n]`.
  ///   - level: the confidence level.
  /// - Returns: `nil` for fewer than two clusters.
  /// - Precondition: as many clusters as scores, at least one, all finite; `level` in (0, 1).
  public static func interval<Cluster: Hashable>(
    _ scores: [Double], clusters: [Cluster], level: Double = 0.95
  ) -> Estimate? {
    requireLevel(level)
    precondition(
      scores.count == clusters.count, "\(scores.count) scores in \(clusters.count) clusters")
    let mean = Moments(scores, atLeast: 1).mean
    let sums = self.sums(scores.map { $0 - mean }, clusters: clusters)
    guard sums.count > 1 else { return nil }
    let (count, n) = (Double(sums.count), Double(scores.count))
    let squares = sums.reduce(0) { $0 + $1 * $1 }
    var error = (count / (count - 1) * squares).squareRoot() / n
    let scale = scores.reduce(0.0) { max($0, abs($1)) }
    if error <= Rounding.noise * scale { error = 0 }
    let half = error * Estimate.studentFactor(count: sums.count, level: level)
    return Estimate(
      value: mean, standardError: error,
      interval: Interval(low: mean - half, high: mean + half, level: level))
  }

  /// The difference of the means of two sets of other problems, first less second.
  ///
  /// ```
  /// SE² = SE_a² + SE_b²,   ν = SE⁴/(SE_a⁴/(C_a − 1) + SE_b⁴/(C_b − 1))
  /// ```
  ///
  /// - Returns: `nil` where a side has fewer than two clusters, or neither has any spread.
  /// - Precondition: as for `interval(_:clusters:level:)`, of both sides.
  /// - Source: Welch 1947, Biometrika 34(1–2), 28–35, of clustered errors.
  public static func difference<Cluster: Hashable>(
    _ first: [Double], clusters firstClusters: [Cluster], _ second: [Double],
    clusters secondClusters: [Cluster], level: Double = 0.95
  ) -> Estimate? {
    guard let a = interval(first, clusters: firstClusters, level: level),
      let b = interval(second, clusters: secondClusters, level: level)
    else { return nil }
    let (u, v) = (a.standardError * a.standardError, b.standardError * b.standardError)
    guard u + v > 0 else { return nil }
    let (m, n) = (Double(Set(firstClusters).count), Double(Set(secondClusters).count))
    let freedom = (u + v) * (u + v) / (u * u / (m - 1) + v * v / (n - 1))
    let error = (u + v).squareRoot()
    let half =
      error * Distribution.studentQuantile((1 + level) / 2, degreesOfFreedom: freedom)
    let gap = a.value - b.value
    return Estimate(
      value: gap, standardError: error,
      interval: Interval(low: gap - half, high: gap + half, level: level))
  }

  /// The sum of the scores of each cluster, in the order in which clusters first occur.
  ///
  /// - Precondition: as many clusters as scores.
  public static func sums<Cluster: Hashable>(
    _ scores: [Double], clusters: [Cluster]
  ) -> [Double] {
    precondition(
      scores.count == clusters.count, "\(scores.count) scores in \(clusters.count) clusters")
    var places: [Cluster: Int] = [:]
    var sums: [Double] = []
    for (score, cluster) in zip(scores, clusters) {
      if let place = places[cluster] {
        sums[place] += score
      } else {
        places[cluster] = sums.count
        sums.append(score)
      }
    }
    return sums
  }

  /// How far from 0 the mean of numbers from −1 to 1 can be if none of C clusters has shown one that is not 0.
  ///
  /// A cluster differs from 0 with a probability of at least the absolute mean, so that the upper end of Clopper and Pearson's interval
  /// for 0 of C bounds it.
  ///
  /// - Precondition: `clusters ≥ 1` and `level` in (0, 1).
  /// - Source: Clopper and Pearson 1934, Biometrika 26(4), 404–413.
  public static func bound(clusters: Int, level: Double = 0.95) -> Double {
    Proportions.clopperPearson(successes: 0, trials: clusters, level: level).high
  }
}
