import Statistics
import Support
import Testing

/// Numbers of statsmodels 0.15 (`OLS` on a constant, `cov_type="cluster"`, `use_t`) and SciPy 1.17.
@Suite struct ClusteredIntervalTests {
  private static let scores = [1.0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1]
  private static let three = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
  private static let uneven = [0.1, 0.5, 0.2, -0.3, 0.4, 0.9, 0.7]
  private static let four = ["a", "a", "b", "b", "b", "c", "d"]

  private func expect(
    _ estimate: Estimate?, _ value: Double, _ error: Double, _ low: Double, _ high: Double
  ) throws {
    let found = try #require(estimate)
    for (a, b) in [
      (found.value, value), (found.standardError, error), (found.interval.low, low),
      (found.interval.high, high),
    ] { #expect(abs(a - b) < 1e-9, "\(a) is not \(b)") }
  }

  @Test func equalClustersAreTheirMeans() throws {
    let found = ClusteredInterval.interval(Self.scores, clusters: Self.three)
    try expect(
      found, 0.583333333333333, 0.166666666666667, -0.133775454958244, 1.30044212162491)
    let means = Estimate.mean(of: [0.75, 0.25, 0.75])
    try expect(
      found, means.value, means.standardError, means.interval.low, means.interval.high)
  }

  @Test func unequalClustersAndClustersOfOne() throws {
    try expect(
      ClusteredInterval.interval(Self.uneven, clusters: Self.four),
      0.357142857142857, 0.166631955291373, -0.173154393316372, 0.887440107602086)
    try expect(
      ClusteredInterval.interval(Self.uneven, clusters: Array(Self.uneven.indices)),
      0.357142857142857, 0.150960642706165, -0.012244528551322, 0.726530242837036)
  }

  @Test func differencesOfTwoSets() throws {
    try expect(
      ClusteredInterval.difference(
        Self.scores, clusters: Self.three.map { "\($0)" }, Self.uneven, clusters: Self.four),
      0.226190476190476, 0.235677717024762, -0.387326326311734, 0.839707278692673)
    #expect(
      ClusteredInterval.difference([1.0, 1], clusters: [0, 1], [0.0, 0], clusters: [0, 1]) == nil)
  }

  @Test func edges() throws {
    #expect(ClusteredInterval.interval([1.0, 0], clusters: [3, 3]) == nil)
    let same = try #require(ClusteredInterval.interval([0.0, 0, 0], clusters: [0, 1, 2]))
    #expect(same.standardError == 0 && same.interval.width == 0)
    // 1 − 0.025^(1/8).
    #expect(abs(ClusteredInterval.bound(clusters: 8) - 0.369416647552819) < 1e-9)
    #expect(ClusteredInterval.sums([1, 2, 4], clusters: ["b", "a", "b"]) == [5, 2])
  }

  /// Half of the variance between 8 clusters of 4.
  @Test func coversWhatItSays() {
    var generator = RandomStream(seed: 3)["clustered"].generator()
    let clusters = (0..<32).map { $0 / 4 }
    let trials = 4000
    let hits = (0..<trials).count { _ in
      let means = (0..<8).map { _ in generator.normal() }
      let scores = clusters.map { means[$0] + generator.normal() }
      return ClusteredInterval.interval(scores, clusters: clusters)?.interval.contains(0) == true
    }
    let share = Double(hits) / Double(trials)
    #expect(share > 0.938 && share < 0.962, "\(share)")
  }
}
