import Foundation
import Statistics
import Support
import Testing

@Suite struct SignFlipCurveTests {
  private let stream = RandomStream(seed: 7)["tests", "sign_flip_curve"]

  /// Few moving differences are enumerated, and give what the single test gives.
  @Test func isExactForFewDifferences() {
    let worked = [
      0.0, -0.05, 0.15, 0.15, 0.25, 0.25, 0.15, 0.35, 0.20, 0.35, 0.15, 0.10,
    ]
    let other = worked.map { -2 * $0 + 0.01 }
    let found = SignFlip.curve([worked, other], stream: stream)
    #expect(
      found.map(\.pValue) == [worked, other].map { SignFlip.test($0, stream: stream).pValue })
    let allExact = found.allSatisfy(\.isExact)
    #expect(allExact)
    #expect(abs(found[0].pValue - 8.0 / 4096) < 1e-15)
    // Zeros beside them change nothing.
    let padded = worked + [Double](repeating: 0, count: 500)
    #expect(SignFlip.curve([padded], stream: stream)[0].pValue == found[0].pValue)
    #expect(SignFlip.curve([[0, 0, 0]], stream: stream)[0].pValue == 1)
  }

  /// Beyond that the p value is the single test's within Monte Carlo error, and workers change nothing.
  @Test func drawsForMany() {
    var random = RandomStream(seed: 7)["tests", "many"].generator()
    let table = (0..<3).map { k in (0..<64).map { _ in random.normal() + 0.1 * Double(k) } }
    let found = SignFlip.curve(table, draws: 20_000, stream: stream)
    for (k, one) in table.enumerated() {
      let single = SignFlip.test(one, stream: stream["single"]).pValue
      #expect(abs(found[k].pValue - single) < 5 * (single / 20_000).squareRoot() + 2e-4)
      #expect(!found[k].isExact)
    }
    for workers in [1, 3] {
      #expect(SignFlip.curve(table, draws: 20_000, stream: stream, workers: workers) == found)
    }
  }

  /// Under the null p is uniform: at most α of all p values are at most α.
  @Test func isUniformUnderTheNull() {
    var random = RandomStream(seed: 7)["tests", "null"].generator()
    var below = [0, 0, 0]
    for round in 0..<600 {
      let differences = (0..<30).map { _ in random.normal() }
      let p = SignFlip.curve([differences], draws: 500, stream: stream[round])[0].pValue
      for (i, alpha) in [0.05, 0.2, 0.5].enumerated() where p <= alpha { below[i] += 1 }
    }
    for (count, alpha) in zip(below, [0.05, 0.2, 0.5]) {
      #expect(abs(Double(count) / 600 - alpha) < 4 * (alpha * (1 - alpha) / 600).squareRoot())
    }
  }
}

@Suite struct PassAtKComparisonTests {
  private let stream = RandomStream(seed: 7)["tests", "comparison"]

  private func simulate(
    _ p: [Double], n: Int, _ random: inout RandomGenerator
  ) -> [(n: Int, c: Int)] {
    p.map { p in (n: n, c: (0..<n).count { _ in random.bernoulli(p) }) }
  }

  /// Three problems by hand: base 1/4, 0/4, 4/4; RL 2/4, 1/4, 4/4; k = 1 and 2.
  @Test func byHand() throws {
    let base = [(n: 4, c: 1), (n: 4, c: 0), (n: 4, c: 4)]
    let rl = [(n: 4, c: 2), (n: 4, c: 1), (n: 4, c: 4)]
    let found = try PassAtKComparison(first: base, second: rl, ks: [1, 2], stream: stream)
    // pass@1: (¼+0+1)/3 and (½+¼+1)/3; pass@2: (½+0+1)/3 and (5/6+½+1)/3.
    #expect(abs(found.points[0].difference - 0.5 / 3) < 1e-12)
    #expect(abs(found.points[1].first - 0.5) < 1e-12)
    #expect(abs(found.points[1].second - 7.0 / 9) < 1e-12)
    // Differences ¼, ¼, 0: of 8 sign patterns 4 are as extreme.
    #expect(found.points[0].test.pValue == 0.5 && found.points[0].test.isExact)
    #expect(found.support == SupportDynamics(both: 2, rlOnly: 1, baseOnly: 0, neither: 0))
    #expect(found.mcNemar?.exactPValue == 1)
    #expect(found.crossing == nil)
    let half = try #require(found.flips)
    #expect(half.samples == 2)
    // E at two samples: g(base)·(1 − g(rl)) = ½·5/6 + 1·½ + 0; null Σ g₂ − g₄ = ½ + 0 + 0.
    #expect(abs(half.rlOnly - (5.0 / 12 + 0.5)) < 1e-12)
    #expect(abs(try #require(found.null).rlOnly - 0.5) < 1e-12)
    // The draws (1,1,1), …: the difference is at most ¼ and at least 0.
    let interval = try #require(found.points[0].interval)
    #expect(interval.low == 0 && abs(interval.high - 0.25) < 1e-12)
  }

  @Test func aModelAgainstItself() throws {
    let counts = (0..<40).map { (n: 16, c: $0 % 17) }
    let found = try PassAtKComparison(first: counts, second: counts, ks: [1, 4, 8], stream: stream)
    for point in found.points {
      #expect(point.difference == 0 && point.test.pValue == 1)
      #expect(point.interval?.low == 0 && point.interval?.high == 0)
    }
    #expect(found.areaDifference == 0 && found.crossing == nil && found.crossingShare == 0)
    #expect(found.support?.rlOnly == 0 && found.mcNemar?.exactPValue == 1)
  }

  /// Numbers of samples that differ make P, E, S and O unfair, so they are not given.
  @Test func unequalSamples() throws {
    let found = try PassAtKComparison(
      first: [(n: 8, c: 1), (n: 8, c: 2)], second: [(n: 16, c: 1), (n: 8, c: 0)], ks: [1, 8],
      stream: stream)
    #expect(found.support == nil && found.mcNemar == nil)
    #expect(found.flips?.samples == 4 && found.null?.samples == 4)
    let one = try PassAtKComparison(
      first: [(n: 1, c: 1)], second: [(n: 1, c: 0)], ks: [1], stream: stream)
    #expect(one.flips == nil && one.points[0].interval == nil && one.areaInterval == nil)
    #expect(one.support == SupportDynamics(both: 0, rlOnly: 0, baseOnly: 1, neither: 0))
  }

  /// The 95 % interval of the difference covers its truth in 92 to 97 % of 500 simulations, and with no
  /// difference p is below 0.05 in about 5 %.
  @Test func coverageAndLevel() throws {
    var random = RandomStream(seed: 7)["tests", "comparison_coverage"].generator()
    var (covered, rejected) = (0, 0)
    for round in 0..<500 {
      // The problems are a draw, too: RL halves 1 − p, so E[pass@1] moves from ½ to ¾.
      let p = (0..<50).map { _ in random.uniform() }
      let base = simulate(p, n: 8, &random)
      let rl = simulate(p.map { 1 - (1 - $0) / 2 }, n: 8, &random)
      let found = try PassAtKComparison(
        first: base, second: rl, ks: [1], draws: 300, permutations: 10,
        stream: stream["coverage", round])
      if found.points[0].interval?.contains(0.25) == true { covered += 1 }
      let twin = simulate(p, n: 8, &random)
      let tests = SignFlip.curve(
        [zip(twin, base).map { Double($0.c - $1.c) }], draws: 300, stream: stream["level", round])
      if tests[0].pValue <= 0.05 { rejected += 1 }
    }
    #expect((455...488).contains(covered), "\(covered) of 500")
    #expect((10...42).contains(rejected), "\(rejected) of 500")
  }

  /// The worked curves, through problems that have exactly these values.
  @Test func areaAndCrossing() throws {
    // Two problems each: the crossing of 0.9→0.95 with 0.5→1.
    let base = [(n: 2, c: 1), (n: 2, c: 2)]
    let rl = [(n: 2, c: 2), (n: 2, c: 1)]
    let found = try PassAtKComparison(first: base, second: rl, ks: [1, 2], stream: stream)
    #expect(found.areaFirst == found.areaSecond && abs(found.areaFirst - 0.875) < 1e-12)
    // Base 0.25, RL 0.5 at k = 1; 0.5 and 0.5 at 2; 1 and 0.5 at 4: they meet at 2.
    let wide = try PassAtKComparison(
      first: [(n: 4, c: 1)], second: [(n: 4, c: 2)], ks: [1, 2, 4], stream: stream)
    #expect(wide.crossing == nil)
    let crossed = try PassAtKComparison(
      first: [(n: 4, c: 1), (n: 4, c: 1)], second: [(n: 4, c: 4), (n: 4, c: 0)], ks: [1, 2, 4],
      stream: stream)
    // ¼, ½, 1 against ½, ½, ½.
    #expect(crossed.crossing == 2)
  }
}
