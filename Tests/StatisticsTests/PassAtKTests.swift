import Foundation
import Statistics
import Support
import Testing

@Suite struct PassAtKTests {
  @Test(arguments: [
    (10, 3, 2, 0.533333333333), (10, 3, 5, 0.916666666667), (10, 3, 8, 1),
    (200, 1, 100, 0.5), (1024, 3, 256, 0.578537569368), (10_000, 5, 1000, 0.409575627137),
  ])
  func workedEstimates(n: Int, c: Int, k: Int, expected: Double) throws {
    #expect(isClose(try PassAtK.estimate(n: n, c: c, k: k), expected, Tolerance.double))
  }

  @Test(arguments: [(64, 6, 8, 0.023865), (64, 1, 16, 0.0625), (10, 3, 2, 0.051111)])
  func workedVariances(n: Int, c: Int, k: Int, expected: Double) throws {
    let variance = try #require(try PassAtK.samplingVariance(n: n, c: c, k: k))
    #expect(isClose(variance, expected, Tolerance.sixDigits))
    let g = 1 - (try PassAtK.estimate(n: 64, c: 6, k: 8))
    #expect(isClose(g, 0.433060, Tolerance.sixDigits))
  }

  /// Over all outcomes of 64 samples with p = 0.1, a worked example.
  @Test func exactMomentsOverAllOutcomes() throws {
    let (mean, variance, estimated) = try moments(n: 64, p: 0.1, k: 8)
    #expect(isClose(mean, 0.56953279, 6e-9))
    #expect(isClose(variance, 0.0214981, 6e-8))
    #expect(isClose(estimated, variance, Tolerance.double))
  }

  /// The estimate is unbiased for every p and k, and so is its variance wherever it is defined.
  @Test(arguments: [(8, 0.3, 4), (20, 0.02, 1), (20, 0.5, 10), (64, 0.9, 2), (256, 0.01, 128)])
  func isUnbiased(n: Int, p: Double, k: Int) throws {
    let (mean, variance, estimated) = try moments(n: n, p: p, k: k)
    #expect(isClose(mean, PassAtK.chance(p, k: k), 1e-11))
    #expect(isClose(estimated, variance, 1e-11))
  }

  private func moments(
    n: Int, p: Double, k: Int
  ) throws -> (mean: Double, variance: Double, estimated: Double) {
    var (mean, square, estimated) = (0.0, 0.0, 0.0)
    for c in 0...n {
      let mass = binomialMass(c, n, p)
      let pass = try PassAtK.estimate(n: n, c: c, k: k)
      mean += mass * pass
      square += mass * pass * pass
      estimated += mass * (try PassAtK.samplingVariance(n: n, c: c, k: k) ?? .nan)
    }
    return (mean, square - mean * mean, estimated)
  }

  /// The definition: the share of k-subsets of the samples that hold a right one, by enumeration.
  @Test func equalsEnumerationOfSubsets() throws {
    for n in 1...10 {
      for c in 0...n {
        let right = (1 << c) - 1
        for k in 1...n {
          let subsets = (0..<(1 << n)).filter { $0.nonzeroBitCount == k }
          let share =
            Double(subsets.count { $0 & right != 0 }) / Double(subsets.count)
          #expect(isClose(try PassAtK.estimate(n: n, c: c, k: k), share, Tolerance.double))
        }
      }
    }
  }

  /// `g² − g_2k` as written, with logarithms of factorials; where it cancels, only absolutely.
  @Test func equalsLogarithmsOfFactorials() throws {
    func choose(_ n: Int, _ k: Int) -> Double {
      lgamma(Double(n + 1)) - lgamma(Double(k + 1)) - lgamma(Double(n - k + 1))
    }
    func g(_ n: Int, _ c: Int, _ k: Int) -> Double {
      n - c < k ? 0 : exp(choose(n - c, k) - choose(n, k))
    }
    var random = generator("factorials")
    for _ in 0..<3000 {
      let n = 2 + random.integer(below: 2000)
      let c = random.bernoulli(0.5) ? random.integer(below: n + 1) : random.integer(below: 6) % n
      let k = 1 + random.integer(below: n)
      let pass = try PassAtK.estimate(n: n, c: c, k: k)
      #expect(isClose(pass, 1 - g(n, c, k), Tolerance.logarithms))
      let variance = try PassAtK.samplingVariance(n: n, c: c, k: k)
      #expect((variance == nil) == (n < 2 * k))
      if let variance {
        #expect(variance >= 0)
        #expect(isClose(variance, g(n, c, k) * g(n, c, k) - g(n, c, 2 * k), Tolerance.logarithms))
      }
    }
  }

  /// With one right sample pass@k is k/n and V̂ is (k/n)², at any size: nothing is lost to cancellation.
  @Test func keepsDigitsNearZeroAndOne() throws {
    for (n, k) in [(1_000_000, 1), (1_000_000, 1000), (1 << 40, 3)] {
      let pass = try PassAtK.estimate(n: n, c: 1, k: k)
      let ratio = Double(k) / Double(n)
      #expect(isRelativelyClose(pass, ratio, Tolerance.double))
      let variance = try #require(try PassAtK.samplingVariance(n: n, c: 1, k: k))
      #expect(isRelativelyClose(variance, ratio * ratio, Tolerance.double))
    }
    // At k = 1 the variance is that of a mean: p̂(1 − p̂)/(n − 1).
    for (n, c) in [(1_000_000, 400_000), (1_000_000, 999_999), (64, 32)] {
      let share = Double(c) / Double(n)
      let variance = try #require(try PassAtK.samplingVariance(n: n, c: c, k: 1))
      #expect(isRelativelyClose(variance, share * (1 - share) / Double(n - 1), 1e-9))
    }
    let tiny = try #require(try PassAtK.samplingVariance(n: 10_000, c: 9000, k: 100))
    #expect(tiny >= 0 && tiny < 1e-70)
    #expect(PassAtK.chance(1e-20, k: 5) == 5e-20)
    #expect(PassAtK.chance(0, k: 7) == 0 && PassAtK.chance(1, k: 7) == 1)
  }

  @Test func isUndefinedBeyondTheSamples() {
    let few = StatisticsError.tooFewSamples(k: 11, samples: 10, problem: nil)
    #expect(throws: few) { try PassAtK.estimate(n: 10, c: 3, k: 11) }
    #expect(throws: StatisticsError.attemptsNotPositive(k: 0)) {
      try PassAtK.samplingVariance(n: 10, c: 3, k: 0)
    }
    #expect(throws: StatisticsError.countOutOfRange(successes: 11, samples: 10, problem: nil)) {
      try PassAtK.estimate(n: 10, c: 11, k: 1)
    }
    #expect(throws: StatisticsError.countOutOfRange(successes: -1, samples: 10, problem: 1)) {
      try PassAtK.perProblem(counts: [(10, 0), (10, -1)], k: 1)
    }
    #expect(throws: StatisticsError.tooFewSamples(k: 16, samples: 8, problem: 1)) {
      try PassAtK.curve(counts: [(16, 2), (8, 2)], ks: [16, 1])
    }
    #expect(throws: StatisticsError.empty(what: "problems")) {
      try PassAtK.curve(counts: [], ks: [1])
    }
    let message = StatisticsError.tooFewSamples(k: 16, samples: 8, problem: 1).description
    #expect(
      message == "problem 1: 16 samples are needed, 8 were drawn; draw more samples or lower k")
  }

  @Test func epsilonSupport() {
    for (k, expected) in [(64, 0.045730), (256, 0.0116339), (1024, 0.0029212), (4096, 0.00073111)] {
      let epsilon = PassAtK.epsilonSupport(k: k, missRate: 0.05)
      #expect(isRelativelyClose(epsilon, expected, 2e-5))
      #expect(isClose(PassAtK.chance(epsilon, k: k), 0.95, Tolerance.double))
    }
  }
}
