import Foundation
import Statistics
import Support
import Testing

@Suite struct CrossedBootstrapTests {
  static let stream = RandomStream(seed: 7)["bootstrap"]
  static let worked = [
    [0.10, 0, 0.25, 0.15, 0.05, 0.30], [0.05, 0.05, 0.20, 0.20, 0, 0.25],
    [0.15, -0.05, 0.30, 0.10, 0.10, 0.35], [0, 0, 0.15, 0.25, 0.05, 0.20],
  ]

  @Test func workedNumbers() throws {
    let result = CrossedBootstrap.interval(Self.worked, stream: Self.stream)
    #expect(isClose(result.value, 0.133333, Tolerance.sixDigits))
    #expect(isClose(result.standardError, 0.04239, 6e-6))
    #expect(isClose(try #require(result.standardErrorSeedsOnly), 0.00932, 6e-6))
    #expect(isClose(try #require(result.standardErrorProblemsOnly), 0.04025, 6e-6))
    // The means lie on a lattice of 1/480, and 10 000 draws may end on its next point: 2.7 % of all
    // draws, by a separate simulation of 400 000, are at or below 0.0542.
    let more = CrossedBootstrap.interval(Self.worked, draws: 400_000, stream: Self.stream)
    #expect(isClose(more.interval.low, 0.054, 6e-4) && isClose(more.interval.high, 0.217, 6e-4))
    #expect(isClose(result.interval.low, 0.054, 0.005))
    #expect(isClose(result.interval.high, 0.217, 0.005))
    let parts = try #require(result.components)
    #expect(isClose(parts.meanSquareSeeds, 0.002778, Tolerance.sixDigits))
    #expect(isClose(parts.meanSquareProblems, 0.046667, Tolerance.sixDigits))
    #expect(isClose(parts.meanSquareResidual, 0.003444, Tolerance.sixDigits))
    #expect(parts.seeds == 0)
    #expect(isClose(parts.problems, 0.010806, Tolerance.sixDigits))
    #expect(isClose(parts.residual, 0.003444, Tolerance.sixDigits))
    #expect(isClose(parts.standardError, 0.044096, Tolerance.sixDigits))
    #expect(result.hasFewSeeds)
    #expect(result.estimate.standardError == result.standardError)
  }

  @Test func drawsApproachTheClosedForm() {
    let result = CrossedBootstrap.interval(Self.worked, stream: Self.stream)
    let means = CrossedBootstrap.replicates([Self.worked], draws: 10_000, stream: Self.stream)[0]
    #expect(
      isRelativelyClose(
        standardDeviation(means), result.standardError, Tolerance.tenThousandDraws))
    let mean = means.reduce(0, +) / 10_000
    #expect(isClose(mean, result.value, 4 * result.standardError / 100))
  }

  /// Two arms with seeds of their own: the closed form is the spread of the draws, and a table against zeros is itself.
  @Test func differenceOfArms() throws {
    let other = [[0.05, 0.1, 0.1, 0, 0.1, 0.2], [0, 0.15, 0.05, 0.1, 0.05, 0.1]]
    let found = CrossedBootstrap.difference(
      Self.worked, other, draws: 10_000, stream: Self.stream)
    let first = Self.worked.joined().reduce(0, +) / 24
    let second = other.joined().reduce(0, +) / 12
    #expect(isClose(found.value, first - second, Tolerance.double))
    #expect(found.interval.contains(found.value) && found.seeds == 2 && found.problems == 6)
    // The obvious way: draw by draw.
    var random = RandomStream(seed: 5)["slow"].generator()
    var means: [Double] = []
    for _ in 0..<40_000 {
      let problems = (0..<6).map { _ in random.integer(below: 6) }
      func mean(_ table: [[Double]]) -> Double {
        let seeds = table.indices.map { _ in random.integer(below: table.count) }
        return seeds.reduce(0) { sum, s in
          sum + problems.reduce(0) { $0 + table[s][$1] }
        } / Double(6 * table.count)
      }
      means.append(mean(Self.worked) - mean(other))
    }
    means.sort()
    #expect(isRelativelyClose(standardDeviation(means), found.standardError, 0.03))
    #expect(isClose(found.interval.low, means[1000], 0.006))
    #expect(isClose(found.interval.high, means[39_000], 0.006))
    let alone = CrossedBootstrap.difference(
      Self.worked, [[0, 0, 0, 0, 0, 0]], draws: 500, stream: Self.stream)
    let plain = CrossedBootstrap.interval(Self.worked, draws: 500, stream: Self.stream)
    #expect(alone.interval == plain.interval && alone.value == plain.value)
    #expect(isRelativelyClose(alone.standardError, plain.standardError, 1e-12))
  }

  /// What the interval of a difference covers: 8 seeds an arm, seeds, problems and residuals all with a spread.
  @Test func coverageOfTheDifference() {
    var random = generator("unpaired crossed coverage")
    let repeats = 400
    var covered = 0
    for index in 0..<repeats {
      let problems = (0..<40).map { _ in (0.2 * random.normal(), 0.05 * random.normal()) }
      func arm(_ shift: Double, _ isSecond: Bool) -> [[Double]] {
        (0..<8).map { _ in
          let seed = 0.03 * random.normal()
          return problems.map {
            shift + seed + $0.0 + (isSecond ? $0.1 : 0) + 0.1 * random.normal()
          }
        }
      }
      let found = CrossedBootstrap.difference(
        arm(0.1, true), arm(0, false), draws: 400, stream: Self.stream["cover", index])
      if found.interval.contains(0.1) { covered += 1 }
    }
    // 93 % of 400; four standard errors are 5 %.
    #expect(isClose(Double(covered) / Double(repeats), 0.93, 0.05), "\(covered) of \(repeats)")
  }

  /// All 2² · 3³ equally likely draws of a 2 × 3 table, by enumeration.
  @Test func closedFormEqualsEnumeration() throws {
    let table = [[0.2, 0.9, 0.4], [0.1, 0.3, 1.0]]
    var crossed: [Double] = []
    for s in 0..<4 {
      for m in 0..<27 {
        let rows = [s % 2, s / 2]
        let columns = [m % 3, m / 3 % 3, m / 9]
        crossed.append(
          rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + table[row][$1] } } / 6)
      }
    }
    let result = CrossedBootstrap.interval(table, draws: 100, stream: Self.stream)
    let mean = crossed.reduce(0, +) / 108
    let variance = crossed.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 108
    #expect(isClose(result.value, mean, Tolerance.double))
    #expect(isClose(result.standardError, variance.squareRoot(), Tolerance.double))
    // Seeds only: the two row means, each drawn with replacement twice.
    let seedsOnly = try #require(result.standardErrorSeedsOnly)
    #expect(isClose(seedsOnly, (1.0 / 60) / 2.0.squareRoot(), Tolerance.double))
  }

  /// Every draw is what it says: a naive loop over the same indices gives the same means.
  @Test func equalsTheNaiveLoop() {
    var random = generator("naive")
    let tables = (0..<3).map { _ in (0..<4).map { _ in (0..<7).map { _ in random.normal() } } }
    let means = CrossedBootstrap.replicates(tables, draws: 20, stream: Self.stream)
    var seeds = Self.stream["seeds"].generator()
    var problems = Self.stream["problems"].generator()
    for draw in 0..<20 {
      let rows = (0..<4).map { _ in seeds.integer(below: 4) }
      let columns = (0..<7).map { _ in problems.integer(below: 7) }
      for (k, table) in tables.enumerated() {
        let sum = rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + table[row][$1] } }
        #expect(isClose(means[k][draw], sum / 28, Tolerance.double))
      }
    }
  }

  @Test func tablesShareTheirDraws() {
    let doubled = Self.worked.map { $0.map { 2 * $0 + 1 } }
    let results = CrossedBootstrap.curve([Self.worked, doubled], draws: 500, stream: Self.stream)
    #expect(isClose(results[1].interval.low, 2 * results[0].interval.low + 1, Tolerance.double))
    #expect(isClose(results[1].interval.high, 2 * results[0].interval.high + 1, Tolerance.double))
    #expect(isClose(results[1].standardError, 2 * results[0].standardError, Tolerance.double))
    #expect(
      results[0] == CrossedBootstrap.interval(Self.worked, draws: 500, stream: Self.stream))
    #expect(CrossedBootstrap.curve([], stream: Self.stream).isEmpty)
  }

  @Test func oneSeedDrawsProblemsOnly() throws {
    let result = CrossedBootstrap.interval([Self.worked[0]], stream: Self.stream)
    #expect(result.standardErrorSeedsOnly == nil && result.components == nil)
    let problems = try #require(result.standardErrorProblemsOnly)
    #expect(isClose(result.standardError, problems, Tolerance.double))
    let row = Self.worked[0]
    let spread = standardDeviation(row) * (5.0 / 6).squareRoot() / 6.0.squareRoot()
    #expect(isClose(problems, spread, Tolerance.double))
    let column = CrossedBootstrap.interval(Self.worked.map { [$0[0]] }, stream: Self.stream)
    #expect(column.standardErrorProblemsOnly == nil)
    let single = CrossedBootstrap.interval([[0.5]], draws: 10, stream: Self.stream)
    #expect(single.standardError == 0 && single.interval.width == 0)
  }

  /// The variance components are unbiased before they are cut off, and the closed form has the expectation
  /// that follows from them: σ²_s(S−1)/S² + σ²_p(M−1)/M² + σ²_e·(3 − 2/S − 2/M + 1/(SM))/(SM).
  @Test func componentsRecoverTheModel() throws {
    var random = generator("components")
    var (seeds, problems, residual, variance) = (0.0, 0.0, 0.0, 0.0)
    let repeats = 400
    for _ in 0..<repeats {
      let table = simulated(seeds: 8, problems: 16, spread: (1, 1, 3), &random)
      let result = CrossedBootstrap.interval(table, draws: 1, stream: Self.stream)
      let parts = try #require(result.components)
      seeds += parts.seeds / Double(repeats)
      problems += parts.problems / Double(repeats)
      residual += parts.residual / Double(repeats)
      variance += result.standardError * result.standardError / Double(repeats)
    }
    // Each is a mean of 400 mean squares; the tolerances are four standard errors of that.
    #expect(isRelativelyClose(seeds, 1, 0.18))
    #expect(isRelativelyClose(problems, 1, 0.18))
    #expect(isRelativelyClose(residual, 9, 0.03))
    let weight = 3 - 2.0 / 8 - 2.0 / 16 + 1.0 / 128
    #expect(isRelativelyClose(variance, 7.0 / 64 + 15.0 / 256 + 9 * weight / 128, 0.05))
  }

  /// A percentile interval with few seeds covers less than it says; these are the rates that the
  /// documentation states, for 64 problems and a share of the variance of the mean from seeds.
  @Test(arguments: [
    (2, 0.5, 0.90), (4, 0.5, 0.92), (8, 0.5, 0.93), (16, 0.5, 0.94),
    (2, 0.9, 0.73), (4, 0.9, 0.84), (8, 0.9, 0.90), (16, 0.9, 0.92),
  ])
  func coverage(seeds: Int, share: Double, expected: Double) {
    var random = generator("bootstrap coverage \(share)", seeds)
    let repeats = 500
    let seedSpread = (Double(seeds) / 64 * share / (1 - share)).squareRoot()
    let covered = (0..<repeats).count { i in
      let table = simulated(seeds: seeds, problems: 64, spread: (seedSpread, 1, 0.5), &random)
      let result = CrossedBootstrap.interval(table, draws: 500, stream: Self.stream[i])
      return result.interval.contains(0)
    }
    let rate = Double(covered) / Double(repeats)
    let error = (expected * (1 - expected) / Double(repeats)).squareRoot()
    #expect(isClose(rate, expected, 4 * error), "\(seeds) seeds cover \(rate)")
  }

  private func simulated(
    seeds: Int, problems: Int, spread: (Double, Double, Double), _ random: inout RandomGenerator
  ) -> [[Double]] {
    let columns = (0..<problems).map { _ in spread.1 * random.normal() }
    return (0..<seeds).map { _ in
      let row = spread.0 * random.normal()
      return columns.map { row + $0 + spread.2 * random.normal() }
    }
  }

  @Test func isFast() {
    var random = generator("fast bootstrap")
    let tables = (0..<9).map { _ in (0..<8).map { _ in (0..<256).map { _ in random.uniform() } } }
    let clock = RunClock()
    let results = CrossedBootstrap.curve(tables, stream: Self.stream)
    // It takes about 0.12 s; the bound only catches a change of complexity.
    #expect(results.count == 9 && clock.seconds < 3, "took \(clock.seconds) s")
  }

  @Test func rejectsNumbersThatAreNotFinite() async {
    await #expect(processExitsWith: .failure) {
      _ = CrossedBootstrap.interval([[1, .nan]], stream: RandomStream(seed: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = CrossedBootstrap.interval([[1, 2], [1]], stream: RandomStream(seed: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = CrossedBootstrap.interval([], stream: RandomStream(seed: 1))
    }
  }
}
