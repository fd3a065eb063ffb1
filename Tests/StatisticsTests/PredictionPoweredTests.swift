import Foundation
import Statistics
import Support
import Testing

@Suite struct PredictionPoweredTests {
  static let labels: [Double] = [
    1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1,
  ]
  static let scores = [
    0.9, 0.2, 0.8, 0.7, 0.4, 0.9, 0.6, 0.1, 0.8, 0.9, 0.3, 0.6, 0.7, 0.9, 0.8, 0.2, 0.4, 0.3, 0.9,
    0.8, 0.7, 0.5, 0.6, 0.9,
  ]
  static let others = (1...60).map { Double((37 * $0) % 100) / 100 }
  static let clusters = (0..<24).map { $0 / 3 }

  /// ppi_python 0.2.3, `ppi_mean_pointestimate` and `ppi_mean_ci` with `lam` None, 1 and 0.
  @Test(
    arguments: [
      (nil, 0.95, 0.5631772809298912, 0.4218777197323525, 0.7044768421274299),
      (nil, 0.9, 0.5631772809298912, 0.44459495107296554, 0.6817596107868168),
      (1, 0.95, 0.5474999999999999, 0.40727834950373987, 0.6877216504962599),
      (1, 0.9, 0.5474999999999999, 0.42982228131986794, 0.6651777186801319),
      (0, 0.95, 0.6666666666666666, 0.478069044320638, 0.8552642890126952),
      (0, 0.9, 0.6666666666666666, 0.5083905526170058, 0.8249427807163274),
    ] as [(Double?, Double, Double, Double, Double)])
  func equalsPPIPython(
    _ weight: Double?, _ level: Double, _ mean: Double, _ low: Double, _ high: Double
  ) {
    let found = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others, weight: weight, level: level,
      factor: .normal)
    #expect(isClose(found.estimate.value, mean, Tolerance.double))
    #expect(isClose(found.estimate.interval.low, low, Tolerance.double))
    #expect(isClose(found.estimate.interval.high, high, Tolerance.double))
    // ppi_python's `_calc_lam_glm`.
    if weight == nil { #expect(isClose(found.weight, 0.8684423977911233, Tolerance.double)) }
  }

  /// λ = 0 is Student's interval of the labels alone, and their number what they are worth.
  @Test func noWeightIsTheClassicalMean() {
    let found = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others, weight: 0)
    let mean = Estimate.mean(of: Self.labels)
    #expect(isClose(found.estimate.interval.low, mean.interval.low, Tolerance.double))
    #expect(isClose(found.degreesOfFreedom ?? 0, 23, 1e-9))
    #expect(isClose(found.effectiveSize ?? 0, 24, 1e-9))
  }

  /// A slow and obvious second way: no other weight on a grid has a smaller standard error, up to how λ̂ pools variances;
  /// and scores that are worthless or upside down get no weight.
  @Test func weight() {
    let best = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others)
    for step in 0...20 {
      let other = PredictionPowered.mean(
        labels: Self.labels, scores: Self.scores, others: Self.others, weight: Double(step) / 20)
      #expect(other.estimate.standardError > best.estimate.standardError * 0.99)
    }
    func weight(_ scores: [Double], _ others: [Double]) -> Double {
      PredictionPowered.weight(labels: Self.labels, scores: scores, others: others)
    }
    #expect(weight(Self.labels.map { 1 - $0 }, Self.others) == 0)
    #expect(weight(Self.labels.map { _ in 0.5 }, [0.5, 0.5]) == 0)
    // A score on a tenth of the scale would get 10; it is clipped.
    #expect(weight(Self.labels.map { $0 / 10 }, Self.others.map { $0 / 10 }) == 1)
  }

  /// Clusters of one row are independent rows; statsmodels 0.15, OLS on a constant with `cov_type='cluster'`.
  @Test func clusters() {
    let single = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others, clusters: Array(0..<24),
      otherClusters: Array(100..<160))
    let rows = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others)
    #expect(isClose(single.estimate.standardError, rows.estimate.standardError, Tolerance.double))
    let found = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others, clusters: Self.clusters,
      otherClusters: Array(100..<160), weight: 0)
    #expect(isClose(found.estimate.standardError, 0.08908708, 1e-8))
    #expect(isClose(found.estimate.interval.low, 0.4560092, 1e-7))
    #expect(isClose(found.estimate.interval.high, 0.87732414, 1e-7))
    // A cluster with rows of both kinds: its errors add up, and the other clusters are as before.
    let shared = PredictionPowered.mean(
      labels: Self.labels, scores: Self.scores, others: Self.others, clusters: Array(0..<24),
      otherClusters: [0] + Array(100..<159))
    #expect(shared.estimate.standardError != rows.estimate.standardError)
  }

  /// The rates of the documentation, from 4000 simulations; the tolerance is four standard errors of 1000.
  @Test(arguments: [(20, 0.94), (50, 0.95), (100, 0.94)])
  func coverage(labels: Int, expected: Double) {
    var random = generator("ppi coverage", labels)
    func row() -> (Double, Double) {
      let isRight = random.bernoulli(0.6)
      let judged = random.bernoulli(0.85) ? isRight : !isRight
      return (isRight ? 1 : 0, judged ? 1 : 0)
    }
    var covered = 0
    for _ in 0..<1000 {
      let labeled = (0..<labels).map { _ in row() }
      let others = (0..<500).map { _ in row().1 }
      let found = PredictionPowered.mean(
        labels: labeled.map(\.0), scores: labeled.map(\.1), others: others)
      if found.estimate.interval.contains(0.6) { covered += 1 }
    }
    #expect(isClose(Double(covered) / 1000, expected, 0.03), "\(covered)")
  }

  @Test func rejects() async {
    await #expect(processExitsWith: .failure) {
      _ = PredictionPowered.mean(labels: [1, 0], scores: [1], others: [1, 0])
    }
    await #expect(processExitsWith: .failure) {
      _ = PredictionPowered.mean(labels: [1, 0], scores: [1, 0], others: [])
    }
  }
}

@Suite struct ControlVariateTests {
  typealias Rows = PredictionPoweredTests

  /// statsmodels 0.15: the prediction of an ordinary regression at 0.5, `se_mean` and `conf_int`; with `cov_type='cluster'`.
  @Test func equalsRegression() {
    let found = ControlVariate.mean(of: Rows.labels, known: Rows.scores, mean: 0.5)
    #expect(isClose(found.weight, 1.51749933, 1e-8))
    #expect(isClose(found.estimate.value, 0.48330216, 1e-8))
    #expect(isClose(found.estimate.standardError, 0.06356372, 1e-8))
    #expect(isClose(found.estimate.interval.low, 0.35147907, 1e-8))
    #expect(isClose(found.estimate.interval.high, 0.61512525, 1e-8))
    #expect(found.degreesOfFreedom == 22)
    let clustered = ControlVariate.mean(
      of: Rows.labels, known: Rows.scores, mean: 0.5, clusters: Rows.clusters)
    #expect(isClose(clustered.estimate.standardError, 0.0648746, 1e-7))
    #expect(clustered.degreesOfFreedom == 7)
  }

  /// With many other rows, whose mean is then known, PPI++ is the control variate.
  @Test func isPredictionPoweredWithAKnownMean() {
    let scores = Rows.scores.map { $0 * 2 }
    let others = (0..<200_000).map { Double($0 % 101) / 50 }
    let known = ControlVariate.mean(of: Rows.labels, known: scores, mean: 1)
    let powered = PredictionPowered.mean(
      labels: Rows.labels, scores: scores, others: others, weight: known.weight)
    #expect(isClose(known.estimate.value, powered.estimate.value, 1e-9))
  }

  @Test func noSpread() {
    let flat = ControlVariate.mean(of: [0, 1, 1, 0], known: [2, 2, 2, 2], mean: 3)
    #expect(flat.estimate == Estimate.mean(of: [0, 1, 1, 0]) && flat.weight == 0)
    let line = ControlVariate.mean(of: [0.1, 0.2, 0.3], known: [1, 2, 3], mean: 5)
    #expect(isClose(line.estimate.value, 0.5, Tolerance.double))
    #expect(line.estimate.standardError == 0 && line.effectiveSize == nil)
  }
}

@Suite struct VarianceSplitTests {
  /// By hand: problem variances 7/30·…: p(1 − p)·n/(n − 1) = 0.2333, 0.1, 0.25, 0.1667.
  @Test func worked() throws {
    let parts = try #require(
      try VarianceSplit.split(counts: [(10, 3), (10, 9), (4, 1), (25, 20)]))
    #expect(isClose(parts.mean, 0.5625, Tolerance.double))
    #expect(isClose(parts.within, (0.7 / 3 + 0.1 + 0.25 + 1.0 / 6) / 4, Tolerance.double))
    let sampling = (0.07 / 3 + 0.01 + 0.0625 + 1.0 / 150) / 4
    #expect(isClose(parts.between, 0.3368750 / 3 - sampling, Tolerance.double))
    #expect(isClose(parts.standardErrorSampling, (sampling / 4).squareRoot(), Tolerance.double))
    let both =
      parts.standardErrorProblems * parts.standardErrorProblems
      + parts.standardErrorSampling * parts.standardErrorSampling
    #expect(isClose(both, parts.standardError * parts.standardError, Tolerance.double))
  }

  /// Counts and the samples they count; pass@1 has the same two standard errors.
  @Test func agreesWithSamplesAndPassAt1() throws {
    let counts = [(n: 6, c: 2), (n: 9, c: 9), (n: 5, c: 0), (n: 7, c: 4), (n: 3, c: 1)]
    let samples = counts.map { count in (0..<count.n).map { $0 < count.c ? 1.0 : 0 } }
    let (first, second) = (
      try #require(try VarianceSplit.split(counts: counts)),
      try #require(VarianceSplit.split(samples: samples))
    )
    #expect(isClose(first.between, second.between, Tolerance.double))
    #expect(isClose(first.within, second.within, Tolerance.double))
    let point = try PassAtK.curve(counts: counts, ks: [1])[0]
    #expect(isClose(first.standardError, try #require(point.seProblems), Tolerance.double))
    #expect(isClose(first.standardErrorSampling, try #require(point.seSampling), Tolerance.double))
  }

  /// For equal n the analysis of variance: σ² = MSW, ω² = (MSB − MSW)/n.
  @Test func equalsAnalysisOfVariance() throws {
    let table: [[Double]] = [
      [0.2, 0.5, 0.4], [0.9, 0.7, 0.8], [0.1, 0.3, 0.5], [0.6, 0.6, 0.9],
    ]
    let parts = try #require(VarianceSplit.split(samples: table))
    let means = table.map { $0.reduce(0, +) / 3 }
    let grand = means.reduce(0, +) / 4
    let between = 3 * means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / 3
    var within = 0.0
    for (row, mean) in zip(table, means) {
      within += row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    within /= 8
    #expect(isClose(parts.within, within, Tolerance.double))
    #expect(isClose(parts.between, (between - within) / 3, Tolerance.double))
  }

  /// Unbiased with unequal n and unequal variances: uniform problems have ω² = 1/12 and σ² = 1/6.
  @Test func isUnbiased() throws {
    var random = generator("variance split")
    var (between, within) = (0.0, 0.0)
    let repeats = 2000
    for _ in 0..<repeats {
      let counts = (0..<20).map { i -> (n: Int, c: Int) in
        let p = random.uniform()
        let n = i % 2 == 0 ? 2 : 12
        return (n, (0..<n).count { _ in random.bernoulli(p) })
      }
      let parts = try #require(try VarianceSplit.split(counts: counts))
      between += parts.between
      within += parts.within
    }
    #expect(isClose(between / Double(repeats), 1.0 / 12, 0.003), "\(between / Double(repeats))")
    #expect(isClose(within / Double(repeats), 1.0 / 6, 0.003), "\(within / Double(repeats))")
  }

  @Test func whatItCannotSplit() throws {
    #expect(try VarianceSplit.split(counts: [(5, 2)]) == nil)
    #expect(try VarianceSplit.split(counts: [(5, 2), (1, 1)]) == nil)
    #expect(throws: StatisticsError.countOutOfRange(successes: 6, samples: 5, problem: 1)) {
      try VarianceSplit.split(counts: [(5, 2), (5, 6)])
    }
    // Equal problems: chance may give a negative variance, which counts as none.
    let parts = try #require(try VarianceSplit.split(counts: [(2, 1), (2, 1)]))
    #expect(parts.between == -0.25 && parts.standardErrorProblems == 0)
  }
}
