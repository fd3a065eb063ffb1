import Foundation
import Statistics
import Support
import Testing

@Suite struct SupportDynamicsTests {
  @Test func workedNumbers() throws {
    let dynamics = SupportDynamics(both: 50, rlOnly: 6, baseOnly: 4, neither: 20)
    #expect(isClose(try #require(dynamics.srr), 0.925926, Tolerance.sixDigits))
    #expect(isClose(try #require(dynamics.ndr), 0.107143, Tolerance.sixDigits))
    #expect(isClose(try #require(dynamics.sds), 0.192061, Tolerance.sixDigits))
    #expect(isClose(try #require(dynamics.nscr), 0.033333, Tolerance.sixDigits))
  }

  @Test func countsAndEdges() throws {
    let dynamics = SupportDynamics(
      base: [true, false, true, false, true], rl: [true, true, false, false, true])
    #expect(dynamics == SupportDynamics(both: 2, rlOnly: 1, baseOnly: 1, neither: 1))
    let srr = try #require(dynamics.srr)
    let ndr = try #require(dynamics.ndr)
    let harmonic = 2 * srr * ndr / (srr + ndr)
    #expect(isClose(try #require(dynamics.sds), harmonic, Tolerance.double))
    let none = SupportDynamics(both: 0, rlOnly: 0, baseOnly: 0, neither: 9)
    #expect(none.srr == nil && none.ndr == nil && none.sds == nil && none.nscr == nil)
    let lost = SupportDynamics(both: 0, rlOnly: 1, baseOnly: 3, neither: 0)
    #expect(lost.srr == 0 && lost.ndr == 1 && lost.sds == 0 && lost.nscr == -0.5)
  }

  @Test func expectedFlipsByHand() {
    // One attempt at p = ½ flips a quarter of the time; certain and impossible problems never flip.
    #expect(SupportDynamics.expectedFlips(successes: [0.5, 0, 1], n: 1) == 0.25)
    let p = [0.01, 0.2, 0.003]
    let direct = p.reduce(0) { $0 + pow(1 - $1, 64) * (1 - pow(1 - $1, 64)) }
    #expect(
      isClose(SupportDynamics.expectedFlips(successes: p, n: 64), direct, Tolerance.double))
  }

  /// All ordered splits of a problem's samples into two sets of m, by enumeration.
  @Test func nullEqualsEnumerationOfSplits() throws {
    for n in 2...8 {
      for m in 1...(n / 2) {
        let sets = (0..<(1 << n)).filter { $0.nonzeroBitCount == m }
        for c in 0...n {
          let right = (1 << c) - 1
          var (flips, splits) = (0, 0)
          for first in sets {
            for second in sets where first & second == 0 {
              splits += 1
              if first & right == 0 && second & right != 0 { flips += 1 }
            }
          }
          let null = try SupportDynamics.null(baseCounts: [(n, c)], samples: m)
          #expect(isClose(null.rlOnly, Double(flips) / Double(splits), Tolerance.double))
          #expect(null.baseOnly == null.rlOnly && null.samples == m)
        }
      }
    }
  }

  /// Over all outcomes of the sampling, the null's mean is the true number of flips at n/2 samples.
  @Test(arguments: [0.003, 0.05, 0.4, 0.95]) func nullIsUnbiased(p: Double) throws {
    for n in [2, 16, 65] {
      let mean = try (0...n).reduce(0) {
        $0 + binomialMass($1, n, p) * (try SupportDynamics.null(baseCounts: [(n, $1)]).rlOnly)
      }
      let truth = SupportDynamics.expectedFlips(successes: [p], n: n / 2)
      #expect(isClose(mean, truth, Tolerance.logarithms))
    }
  }

  /// Two sample sets of one model have E and S at their null; E at the same m is unbiased too.
  @Test func flipsOfOneModelEqualItsNull() throws {
    var random = generator("flips")
    let p = (0..<60).map { _ in pow(random.uniform(), 6) }
    func draw() -> [(n: Int, c: Int)] {
      p.map { p in (32, (0..<32).reduce(0) { sum, _ in sum + (random.bernoulli(p) ? 1 : 0) }) }
    }
    let truth = SupportDynamics.expectedFlips(successes: p, n: 16)
    var (expansion, shrinkage, null, counted) = (0.0, 0.0, 0.0, 0.0)
    let repeats = 1000
    for _ in 0..<repeats {
      let (first, second) = (draw(), draw())
      let flips = try SupportDynamics.flips(base: first, rl: second, samples: 16)
      expansion += flips.rlOnly / Double(repeats)
      shrinkage += flips.baseOnly / Double(repeats)
      null += try SupportDynamics.null(baseCounts: first).rlOnly / Double(repeats)
      counted +=
        SupportDynamics.null(base: first.map { $0.c > 0 }, resample: second.map { $0.c > 0 }).rlOnly
        / Double(repeats)
    }
    // Each repeat varies by about 2 problems, so the mean of 1000 by 0.07; four times that.
    for value in [expansion, shrinkage, null] { #expect(isClose(value, truth, 0.28)) }
    #expect(isClose(counted, SupportDynamics.expectedFlips(successes: p, n: 32), 0.28))
    #expect(truth > 2)
  }

  @Test func rejectsImpossibleData() {
    #expect(throws: StatisticsError.empty(what: "problems")) {
      try SupportDynamics.null(baseCounts: [])
    }
    #expect(throws: StatisticsError.tooFewSamples(k: 2, samples: 1, problem: 0)) {
      try SupportDynamics.null(baseCounts: [(1, 1)])
    }
    #expect(throws: StatisticsError.tooFewSamples(k: 16, samples: 10, problem: 1)) {
      try SupportDynamics.null(baseCounts: [(16, 1), (10, 1)], samples: 8)
    }
    #expect(throws: StatisticsError.countOutOfRange(successes: 9, samples: 8, problem: 0)) {
      try SupportDynamics.flips(base: [(8, 1)], rl: [(8, 9)], samples: 4)
    }
  }
}
