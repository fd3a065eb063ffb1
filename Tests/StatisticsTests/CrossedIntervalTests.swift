import Foundation
import Statistics
import Support
import Testing

/// A table of seeds × problems: a mean with normal seeds, problems and cells, in standard
/// deviations.
func crossedTable(
  seeds: Int, problems: Int, mean: Double, spread: (seed: Double, problem: Double, cell: Double),
  _ random: inout RandomGenerator
) -> [[Double]] {
  var columns: [Double] = []
  for _ in 0..<problems { columns.append(mean + spread.problem * random.normal()) }
  var table: [[Double]] = []
  for _ in 0..<seeds {
    let row = spread.seed * random.normal()
    var cells: [Double] = []
    for column in columns { cells.append(column + row + spread.cell * random.normal()) }
    table.append(cells)
  }
  return table
}

@Suite struct CrossedIntervalTests {
  static let worked = [
    [0.10, 0, 0.25, 0.15, 0.05, 0.30], [0.05, 0.05, 0.20, 0.20, 0, 0.25],
    [0.15, -0.05, 0.30, 0.10, 0.10, 0.35], [0, 0, 0.15, 0.25, 0.05, 0.20],
  ]

  /// By numpy and scipy 1.17: V_s = 1.157407e-4, V_p = 1.944444e-3, V_e = 1.435185e-4, so that V is
  /// below V_p and V_p is taken; ν = 4.970648, t = 2.575154.
  @Test func workedNumbers() throws {
    let result = try #require(CrossedInterval.interval(Self.worked))
    #expect(isClose(result.value, 0.13333333333333333, Tolerance.double))
    #expect(isClose(result.standardError, 0.044095855184409845, Tolerance.double))
    #expect(isClose(result.interval.low, 0.01977970469702521, 1e-9))
    #expect(isClose(result.interval.high, 0.24688696196964144, 1e-9))
    #expect(result.interval.level == 0.95)
    let ninety = try #require(CrossedInterval.interval(Self.worked, level: 0.9))
    #expect(isClose(ninety.interval.low, 0.044362014728621654, 1e-9))
    #expect(isClose(ninety.interval.high, 0.222304651938045, 1e-9))
  }

  /// Two rows that differ by 0.4 in every column: no residual, V = V_s + V_p = 0.04 + 1/300, ν =
  /// V²/(V_s²/1 + V_p²/2) = 1.16955. With the second table V_e = V_p, so V = V_s.
  @Test func twoSeeds() throws {
    let sum = try #require(CrossedInterval.interval([[0.5, 0.7, 0.6], [0.1, 0.3, 0.2]]))
    #expect(isClose(sum.standardError, (0.04 + 1.0 / 300).squareRoot(), Tolerance.double))
    #expect(isClose(sum.interval.low, -1.4907306397458409, 1e-8))
    #expect(isClose(sum.interval.high, 2.2907306397458407, 1e-8))
    let seedsOnly = try #require(CrossedInterval.interval([[0.5, 0.8, 0.5], [0.1, 0.2, 0.3]]))
    #expect(isClose(seedsOnly.standardError, 0.2, Tolerance.double))
    #expect(isClose(seedsOnly.interval.low, -2.162187532617883, 1e-8))
    #expect(isClose(seedsOnly.interval.high, 2.962187532617883, 1e-8))
  }

  @Test func oneSeedOrOneProblem() throws {
    #expect(CrossedInterval.interval([Self.worked[0]]) == nil)
    #expect(CrossedInterval.interval([[0.5]]) == nil)
    let column = try #require(CrossedInterval.interval([[0.2], [0.5], [0.3], [0.1]], level: 0.9))
    #expect(column == Estimate.mean(of: [0.2, 0.5, 0.3, 0.1], level: 0.9))
  }

  @Test func noSpreadGivesTheValueItself() throws {
    for value in [0, 0.1, -3, 1e12] {
      let table = [[Double]](repeating: [Double](repeating: value, count: 7), count: 3)
      let result = try #require(CrossedInterval.interval(table))
      #expect(result.standardError == 0 && result.interval.width == 0)
      #expect(isRelativelyClose(result.value, value, Tolerance.double))
      #expect(result.interval.contains(result.value))
    }
    // Cells that differ, with equal means of seeds and of problems.
    let balanced = try #require(CrossedInterval.interval([[0.1, 0.3], [0.3, 0.1]]))
    #expect(balanced.standardError == 0 && isClose(balanced.value, 0.2, Tolerance.double))
  }

  /// Units and the order of seeds and problems do not matter, even where V² would underflow or
  /// overflow.
  @Test func followsUnitsAndOrder() throws {
    let result = try #require(CrossedInterval.interval(Self.worked))
    for unit in [1e-100, 3, 1e100] {
      let scaled = try #require(
        CrossedInterval.interval(Self.worked.map { row in row.map { unit * $0 } }))
      #expect(isRelativelyClose(scaled.interval.low, unit * result.interval.low, 1e-8))
      #expect(isRelativelyClose(scaled.interval.high, unit * result.interval.high, 1e-8))
    }
    let turned = try #require(
      CrossedInterval.interval(Self.worked.reversed().map { Array($0.reversed()) }))
    #expect(isClose(turned.interval.low, result.interval.low, 1e-9))
    #expect(isClose(turned.interval.high, result.interval.high, 1e-9))
  }

  /// The rates that the documentation states; a separate simulation of 100 000 tables by numpy gave
  /// 0.878, 0.923, 0.937, 0.941 and 0.947. The tolerance is four standard errors of the highest.
  @Test(arguments: [(2, 0.88), (3, 0.92), (4, 0.94), (5, 0.94), (8, 0.95)])
  func coverage(seeds: Int, expected: Double) throws {
    var random = generator("crossed interval", seeds)
    let repeats = 1500
    var covered = 0
    for _ in 0..<repeats {
      let table = crossedTable(
        seeds: seeds, problems: 64, mean: 0, spread: (0.1, 0.15, 0.1), &random)
      if try #require(CrossedInterval.interval(table)).interval.contains(0) { covered += 1 }
    }
    let rate = Double(covered) / Double(repeats)
    #expect(isClose(rate, expected, 0.025), "\(seeds) seeds cover \(rate)")
  }

  @Test func rejectsWhatIsNotATable() async {
    await #expect(processExitsWith: .failure) { _ = CrossedInterval.interval([]) }
    await #expect(processExitsWith: .failure) { _ = CrossedInterval.interval([[1, 2], [1]]) }
    await #expect(processExitsWith: .failure) {
      _ = CrossedInterval.interval([[1, .nan], [1, 2]])
    }
    await #expect(processExitsWith: .failure) {
      _ = CrossedInterval.interval([[1, 2], [1, 3]], level: 1)
    }
  }
}
