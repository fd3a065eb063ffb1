import Foundation
import Statistics
import Support
import Testing

@Suite struct CurveCrossingTests {
  static let ks = PassAtK.powersOfTwo(upTo: 4096)
  static let stream = RandomStream(seed: 7)["bootstrap"]

  /// pass@k of every seed and problem, `[K][S][M]`.
  static func tables(_ logProbabilities: [[Double]]) -> [[[Double]]] {
    ks.map { k in logProbabilities.map { ExactPassAtK.perProblem($0, k: k) } }
  }

  /// Half of the arm's problems have p = 0.05 and half 1e-12; the base has 0.00230782 everywhere,
  /// so that the curves cross at k = 300: at 297.4 on a grid of powers of two.
  @Test func findsAPlantedCrossing() throws {
    let arm = (0..<64).map { $0 % 2 == 0 ? log(0.05) : log(1e-12) }
    let base = [Double](repeating: log(0.002307822782805502), count: 64)
    let (first, second) = (Self.tables([arm, arm]), Self.tables([base, base]))
    let result = CurveCrossing.find(
      first: first, second: second, ks: Self.ks, draws: 400, stream: Self.stream)
    let k = try #require(result.k)
    #expect(isClose(k, 297.448048683, 1e-6), "\(k)")
    #expect(result.largestK == 1024 && result.draws == 400)
    #expect(result.share == 1)
    let interval = try #require(result.interval)
    #expect(interval.contains(300) && interval.level == 0.95)
    #expect(interval.low > 150 && interval.high < 600, "\(interval)")
    let means = [first, second].map { side in
      side.prefix(11).map { table in table.joined().reduce(0, +) / 128 }
    }
    let other = try #require(
      PassAtK.crossing(ks: Array(Self.ks.prefix(11)), first: means[0], second: means[1]))
    #expect(isRelativelyClose(k, other, 1e-9))
    let again = CurveCrossing.find(
      first: first, second: second, ks: Self.ks, draws: 400, stream: Self.stream)
    #expect(again == result)
  }

  /// Where the base is never overtaken, and where it is the arm that overtakes.
  @Test func onlyFallingCounts() {
    let (low, high) = ([[-6.0, -5, -4], [-6, -5.5, -4]], [[-3.0, -2, -2], [-3, -2.5, -2]])
    let above = CurveCrossing.find(
      first: Self.tables(high), second: Self.tables(low), ks: Self.ks, draws: 100,
      stream: Self.stream)
    #expect(above.k == nil && above.interval == nil && above.share == 0)
    let same = CurveCrossing.find(
      first: Self.tables(low), second: Self.tables(low), ks: Self.ks, draws: 100,
      stream: Self.stream)
    #expect(same.k == nil && same.share == 0)
    let sharp = Self.tables([[-1.0, -30], [-1, -30]])
    let flat = Self.tables([[-4.0, -4], [-4, -4]])
    let falls = CurveCrossing.find(
      first: sharp, second: flat, ks: Self.ks, draws: 100, stream: Self.stream)
    #expect(falls.k != nil && falls.share > 0 && falls.share < 1)
    let rises = CurveCrossing.find(
      first: flat, second: sharp, ks: Self.ks, draws: 100, stream: Self.stream)
    #expect(rises.k == nil)
  }

  @Test func fewCrossingDrawsGiveNoInterval() throws {
    let sharp = Self.tables([[Double]](repeating: [-1, -30], count: 2))
    let flat = Self.tables([[Double]](repeating: [-4, -4], count: 2))
    let few = CurveCrossing.find(
      first: sharp, second: flat, ks: Self.ks, draws: 49, stream: Self.stream)
    #expect(few.k != nil && few.interval == nil && few.share > 0)
    // One seed and one problem: every draw is the data.
    let one = CurveCrossing.find(
      first: [[[0.2]], [[0.3]]], second: [[[0.1]], [[0.4]]], ks: [1, 4], draws: 50,
      stream: Self.stream)
    let k = try #require(one.k)
    let interval = try #require(one.interval)
    #expect(isClose(k, 2, Tolerance.double) && one.share == 1)
    #expect(isClose(interval.low, 2, Tolerance.double) && interval.width == 0)
  }

  @Test func nothingAboveTheCeilingIsUsed() {
    // The crossing lies between the last two k, of which the last is above the ceiling.
    let first = [[[0.6]], [[0.95]], [[0.97]]]
    let second = [[[0.5]], [[0.9]], [[0.98]]]
    let (ks, stream) = ([1, 8, 64], Self.stream)
    let cut = CurveCrossing.find(first: first, second: second, ks: ks, draws: 60, stream: stream)
    #expect(cut.k == nil && cut.largestK == 8)
    let whole = CurveCrossing.find(
      first: first, second: second, ks: ks, ceiling: 0.99, draws: 60, stream: stream)
    #expect(whole.k != nil && whole.largestK == 64)
    let least = CurveCrossing.find(
      first: first, second: second, ks: ks, ceiling: 0.1, draws: 60, stream: stream)
    #expect(least.k == nil && least.largestK == 1)
  }

  @Test func fallsOfGivenCurves() throws {
    // The worked example of `PassAtK.crossing`: log₂ k* = 4.6.
    let ks = PassAtK.powersOfTwo(upTo: 256)
    let base = [0.18, 0.27, 0.38, 0.49, 0.60, 0.69, 0.77, 0.83, 0.88]
    let rl = [0.41, 0.47, 0.53, 0.58, 0.63, 0.67, 0.71, 0.74, 0.77]
    let k = try #require(CurveCrossing.fall(ks: ks, first: rl, second: base))
    #expect(isClose(k, exp2(4.6), 1e-9))
    #expect(CurveCrossing.fall(ks: ks, first: base, second: rl) == nil)
    // Equal at a point, and beyond it below; equal up to rounding counts as equal.
    #expect(
      CurveCrossing.fall(ks: [1, 2, 4], first: [0.3, 0.5, 0.6], second: [0.1, 0.5, 0.7]) == 2)
    #expect(
      CurveCrossing.fall(
        ks: [1, 2, 4], first: [0.3, 0.1 + 0.2, 0.6], second: [0.1, 0.3, 0.7]) == 2)
    // Touching, and ending equal.
    #expect(
      CurveCrossing.fall(ks: [1, 2, 4], first: [0.3, 0.5, 0.8], second: [0.1, 0.5, 0.7]) == nil)
    #expect(CurveCrossing.fall(ks: [1, 2], first: [0.3, 0.5], second: [0.1, 0.5]) == nil)
    // What rounding makes differ is equal, in either direction.
    #expect(
      PassAtK.crossing(ks: [1, 2, 4], first: [0.1 + 0.2, 0.5, 0.6], second: [0.3, 0.6, 0.7]) == nil)
    let either = try #require(
      PassAtK.crossing(ks: [1, 4], first: [0.1, 0.6], second: [0.2, 0.5]))
    #expect(isClose(either, 2, Tolerance.double))
    // From below to above and down again: the fall counts.
    let late = try #require(
      CurveCrossing.fall(ks: [1, 4, 16], first: [0.1, 0.5, 0.6], second: [0.2, 0.4, 0.7]))
    #expect(isClose(late, 8, Tolerance.double))
    #expect(CurveCrossing.fall(ks: [1], first: [0.5], second: [0.2]) == nil)
  }

  /// 4 seeds and 64 problems drawn from a population whose curves cross at k = 300 (298.3 on the
  /// grid), with p0 from quadrature in Python. There the interval covered 300 in 951 of 1000 data
  /// sets.
  @Test func coverage() throws {
    var random = generator("crossing")
    let repeats = 200
    var covered = 0
    for i in 0..<repeats {
      let (arm, base) = Self.simulated(seeds: 4, problems: 64, &random)
      let result = CurveCrossing.find(
        first: Self.tables(arm), second: Self.tables(base), ks: Self.ks, draws: 500,
        stream: generatorStream(i))
      if result.interval?.contains(300) == true { covered += 1 }
    }
    #expect(covered >= repeats * 9 / 10, "covered \(covered) of \(repeats)")
  }

  private func generatorStream(_ index: Int) -> RandomStream {
    RandomStream(seed: 20_250_101)["test", "crossing draws", index]
  }

  /// Log-probabilities of an arm, half of whose problems are impossible, and of a base.
  private static func simulated(
    seeds: Int, problems: Int, _ random: inout RandomGenerator
  ) -> (arm: [[Double]], base: [[Double]]) {
    func normals(_ count: Int, _ spread: Double) -> [Double] {
      var values: [Double] = []
      for _ in 0..<count { values.append(spread * random.normal()) }
      return values
    }
    var isEasy: [Bool] = []
    for _ in 0..<problems { isEasy.append(random.uniform() < 0.5) }
    let (armProblems, baseProblems) = (normals(problems, 0.5), normals(problems, 0.5))
    let (armSeeds, baseSeeds) = (normals(seeds, 0.05), normals(seeds, 0.05))
    let armCells = normals(seeds * problems, 0.1)
    let baseCells = normals(seeds * problems, 0.1)
    var (arm, base): ([[Double]], [[Double]]) = ([], [])
    for s in 0..<seeds {
      var (armRow, baseRow): ([Double], [Double]) = ([], [])
      for m in 0..<problems {
        let cell = s * problems + m
        let easy = log(0.05) + armProblems[m] + armSeeds[s] + armCells[cell]
        armRow.append(isEasy[m] ? min(0, easy) : log(1e-12))
        baseRow.append(
          log(0.002229866961434057) + baseProblems[m] + baseSeeds[s] + baseCells[cell])
      }
      arm.append(armRow)
      base.append(baseRow)
    }
    return (arm, base)
  }

  @Test func rejectsTablesThatDoNotFit() async {
    await #expect(processExitsWith: .failure) {
      _ = CurveCrossing.find(
        first: [[[0.1]]], second: [[[0.1]]], ks: [1, 2], stream: RandomStream(seed: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = CurveCrossing.find(
        first: [[[0.1]], [[0.2]]], second: [[[0.1]], [[0.2]]], ks: [2, 1],
        stream: RandomStream(seed: 1))
    }
    await #expect(processExitsWith: .failure) {
      _ = CurveCrossing.find(
        first: [[[0.1, 0.2]]], second: [[[0.1]]], ks: [1], stream: RandomStream(seed: 1))
    }
  }
}
