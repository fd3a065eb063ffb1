import Foundation
import Statistics
import Support
import Testing

@Suite struct AggregatesTests {
  static let stream = RandomStream(seed: 7)["bootstrap"]
  static let x = transposed([
    [0.10, 0.42, 0.55, 0.80], [0.12, 0.40, 0.61, 0.85], [0.05, 0.47, 0.58, 0.78],
    [0.20, 0.44, 0.50, 0.90], [0.15, 0.39, 0.63, 0.82],
  ])
  static let y = transposed([
    [0.08, 0.45, 0.50, 0.70], [0.10, 0.41, 0.52, 0.75], [0.12, 0.40, 0.49, 0.72],
    [0.06, 0.38, 0.56, 0.69], [0.11, 0.43, 0.51, 0.77],
  ])

  @Test func workedNumbers() {
    #expect(isClose(Aggregates.interquartileMean(Self.x), 0.499, 1e-12))
    #expect(isClose(Aggregates.interquartileMean(Self.y), 0.465, 1e-12))
    #expect(isClose(Aggregates.optimalityGap(Self.x), 0.512, 1e-12))
    #expect(isClose(Aggregates.optimalityGap(Self.y), 0.5625, 1e-12))
    let each = zip(Self.x, Self.y).map { EffectSize.probabilityOfSuperiority($0, $1) }
    for (found, expected) in zip(each, [0.68, 0.58, 0.82, 1.00]) {
      #expect(isClose(found, expected, 1e-12))
    }
    #expect(isClose(Aggregates.probabilityOfImprovement(Self.x, over: Self.y), 0.77, 1e-12))
    for (table, low, high) in [(Self.x, 0.475, 0.522), (Self.y, 0.450, 0.480)] {
      let found = StratifiedBootstrap.estimate(
        table, stream: Self.stream, Aggregates.interquartileMean)
      #expect(isClose(found.interval.low, low, 0.002), "\(found)")
      #expect(isClose(found.interval.high, high, 0.002), "\(found)")
    }
  }

  /// Eighteen scores: four are dropped at each end, as by scipy's `trim_mean`.
  @Test func dropsWholeScores() {
    let scores = (0..<18).map { Double($0 * $0) }
    let middle = scores[4..<14].reduce(0, +) / 10
    #expect(Aggregates.interquartileMean([scores]) == middle)
    #expect(Aggregates.interquartileMean([[3]]) == 3)
    #expect(Aggregates.optimalityGap([[0.5, 2]], gamma: 1) == 0.25)
  }

  @Test func profileFallsFromOneToNothing() {
    let thresholds = stride(from: -0.1, through: 1, by: 0.05).map { $0 }
    let profile = Aggregates.performanceProfile(Self.x, thresholds: thresholds)
    #expect(profile[0] == 1 && profile[profile.count - 1] == 0)
    #expect(zip(profile, profile.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(isClose(Aggregates.performanceProfile(Self.x, thresholds: [0.5])[0], 9.0 / 20, 1e-12))
  }

  /// The bootstrap's spread of a mean is known in closed form; streams give the same numbers again.
  @Test func spreadOfTheMean() {
    func mean(_ table: [[Double]]) -> Double {
      table.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) } / Double(table.count)
    }
    let found = StratifiedBootstrap.estimate(Self.x, stream: Self.stream, mean)
    let variance = Self.x.reduce(0.0) { sum, runs in
      let deviation = standardDeviation(runs)
      return sum + deviation * deviation * 4 / 5 / 5
    }
    #expect(isRelativelyClose(found.standardError, variance.squareRoot() / 4, 0.03))
    #expect(found == StratifiedBootstrap.estimate(Self.x, stream: Self.stream, mean))
  }

  /// What the comment says about five runs of one task.
  @Test func coverageWithFiveRuns() {
    var random = generator("five runs")
    var covered = 0
    for repetition in 0..<1500 {
      let runs = [(0..<5).map { _ in random.normal() }]
      let found = StratifiedBootstrap.estimate(
        runs, draws: 400, stream: Self.stream["coverage", repetition]
      ) { $0[0].reduce(0, +) / 5 }
      if found.interval.contains(0) { covered += 1 }
    }
    let rate = Double(covered) / 1500
    #expect(rate > 0.79 && rate < 0.89, "covered \(rate)")
  }

  static func transposed(_ rows: [[Double]]) -> [[Double]] {
    rows[0].indices.map { column in rows.map { $0[column] } }
  }
}

@Suite struct CorrectedIntervalTests {
  static let stream = RandomStream(seed: 7)["bootstrap"]

  @Test func needsEightSeeds() {
    let table = (0..<7).map { [Double($0), 1, 2] }
    #expect(CrossedBootstrap.correctedInterval(table, stream: Self.stream) == nil)
    let flat = (0..<8).map { _ in [1.0, 1, 1] }
    #expect(CrossedBootstrap.correctedInterval(flat, stream: Self.stream) == nil)
    #expect(CrossedBootstrap.correctedInterval(flat.map { [$0[0]] }, stream: Self.stream) == nil)
  }

  /// A symmetric table has next to no correction; a skewed one moves towards its long tail.
  @Test func followsTheSkew() throws {
    var random = generator("bca")
    let symmetric = (0..<10).map { s in (0..<20).map { m in Double(s % 2) + Double(m % 2) } }
    let plain = CrossedBootstrap.interval(symmetric, stream: Self.stream).interval
    let same = try #require(CrossedBootstrap.correctedInterval(symmetric, stream: Self.stream))
    #expect(isClose(same.low, plain.low, 0.1 * plain.width))
    #expect(isClose(same.high, plain.high, 0.1 * plain.width))
    let skewed = (0..<10).map { _ in
      let seed = exp(random.normal())
      return (0..<20).map { _ in seed + 0.1 * random.normal() }
    }
    let before = CrossedBootstrap.interval(skewed, stream: Self.stream).interval
    let after = try #require(CrossedBootstrap.correctedInterval(skewed, stream: Self.stream))
    #expect(after.low > before.low && after.high > before.high, "\(before) \(after)")
  }

  /// With one seed's worth of spread in problems only this is the one-sample interval of Efron 1987, here
  /// in a second implementation on the same draws.
  @Test func equalsTheTextbookForOneWay() throws {
    var random = generator("one way")
    let row = (0..<15).map { _ in exp(random.normal()) }
    let table = (0..<8).map { _ in row }
    let found = try #require(CrossedBootstrap.correctedInterval(table, stream: Self.stream))
    let draws = CrossedBootstrap.replicates([table], draws: 10_000, stream: Self.stream)[0].sorted()
    let mean = row.reduce(0, +) / 15
    let cubes = row.reduce(0) { $0 + pow($1 - mean, 3) }
    let squares = row.reduce(0) { $0 + pow($1 - mean, 2) }
    let a = cubes / (6 * pow(squares, 1.5))
    let share = Double(draws.count { $0 < mean }) / 10_000
    let z0 = Self.quantile(share)
    func end(_ z: Double) -> Double {
      let p = 0.5 * erfc(-(z0 + (z0 + z) / (1 - a * (z0 + z))) / 2.0.squareRoot())
      return draws[min(9999, Int((p * 9999).rounded()))]
    }
    #expect(isClose(found.low, end(-1.959964), 0.01 * found.width))
    #expect(isClose(found.high, end(1.959964), 0.01 * found.width))
  }

  /// The normal quantile by bisection.
  static func quantile(_ p: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if 0.5 * erfc(-middle / 2.0.squareRoot()) < p { low = middle } else { high = middle }
    }
    return low
  }
}
