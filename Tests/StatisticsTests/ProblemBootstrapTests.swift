import Foundation
import Statistics
import Support
import Testing

@Suite struct ProblemBootstrapTests {
  private let stream = RandomStream(seed: 7)["tests", "problem_bootstrap"]

  /// The obvious bootstrap, one problem after the other, from the same words of the same streams.
  private func obvious(
    _ values: [[Double]], _ kinds: [Int], _ draws: Int, _ stream: RandomStream
  ) -> [[Double]] {
    let size = kinds.count
    return (0..<draws).map { draw in
      var generator = stream[draw].generator()
      var sums = [Double](repeating: 0, count: values[0].count)
      var drawn = 0
      while drawn < size {
        let word = generator.next()
        for half in [word & 0xFFFF_FFFF, word >> 32] where drawn < size {
          // The same number as ⌊half·M/2³²⌋, rejected where low bits fall below 2³² mod M.
          let product = half * UInt64(size)
          if product % (1 << 32) < (1 << 32) % UInt64(size) { continue }
          for k in sums.indices { sums[k] += values[kinds[Int(product >> 32)]][k] }
          drawn += 1
        }
      }
      return sums.map { $0 / Double(size) }
    }
  }

  @Test(arguments: [(1, 1, 1), (7, 3, 2), (100, 5, 9), (333, 333, 17), (1000, 65, 20)])
  func agreesWithTheObviousBootstrap(_ problems: Int, _ types: Int, _ columns: Int) {
    var random = RandomStream(seed: 7)["tests", problems].generator()
    let values = (0..<types).map { _ in (0..<columns).map { _ in random.uniform() } }
    let kinds = (0..<problems).map { _ in random.integer(below: types) }
    let slow = obvious(values, kinds, 50, stream)
    for workers in [1, 2, 5] {
      let fast = ProblemBootstrap.means(
        values: values, kinds: kinds, draws: 50, stream: stream, workers: workers)
      #expect(fast.count == columns && fast.allSatisfy { $0.count == 50 })
      for k in 0..<columns {
        for draw in 0..<50 { #expect(abs(fast[k][draw] - slow[draw][k]) < 1e-12) }
      }
    }
  }

  /// Bit for bit, whatever the workers; and more draws begin with the same ones.
  @Test func workersAndDrawsChangeNothing() {
    var random = RandomStream(seed: 7)["tests", "bits"].generator()
    let values = (0..<40).map { _ in (0..<3).map { _ in random.uniform() } }
    let kinds = (0..<150).map { _ in random.integer(below: 40) }
    let one = ProblemBootstrap.means(
      values: values, kinds: kinds, draws: 101, stream: stream, workers: 1)
    for workers in [2, 3, 64] {
      #expect(
        ProblemBootstrap.means(
          values: values, kinds: kinds, draws: 101, stream: stream, workers: workers) == one)
    }
    let more = ProblemBootstrap.means(values: values, kinds: kinds, draws: 150, stream: stream)
    #expect(zip(more, one).allSatisfy { Array($0.prefix(101)) == $1 })
  }

  /// Every problem is drawn as often as any other, and how often in one draw is binomial.
  @Test func drawsUniformly() {
    let size = 13
    let values = (0..<size).map { kind in (0..<size).map { $0 == kind ? Double(size) : 0 } }
    let times = ProblemBootstrap.means(
      values: values, kinds: Array(0..<size), draws: 20_000, stream: stream)
    for column in times {
      let mean = column.reduce(0, +) / 20_000
      let variance = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19_999
      // Binomial with 13 trials of 1/13: mean 1, variance 12/13; five standard errors.
      #expect(abs(mean - 1) < 5 * (12.0 / 13 / 20_000).squareRoot())
      #expect(abs(variance - 12.0 / 13) < 0.06)
    }
  }

  /// 95 % intervals of pass@8 cover the truth in 93 to 96 % of 1000 simulations with 60 problems.
  @Test func coverage() throws {
    var random = RandomStream(seed: 7)["tests", "coverage"].generator()
    var covered = 0
    // p is uniform, so pass@8 has the mean 1 − ∫(1−p)⁸ = 8/9.
    for round in 0..<1000 {
      let counts = (0..<60).map { _ -> (n: Int, c: Int) in
        let p = random.uniform()
        return (n: 16, c: (0..<16).count { _ in random.bernoulli(p) })
      }
      let table = try PassAtKTable(counts: counts, ks: [8])
      let interval = ProblemBootstrap.intervals(
        values: table.values, kinds: table.kinds, draws: 400, stream: stream["coverage", round])[0]
      if interval.contains(8.0 / 9) { covered += 1 }
    }
    #expect((910...970).contains(covered), "\(covered) of 1000")
  }

  /// Of many problems of few kinds counts are drawn: they have the multinomial's marginal distributions (Kolmogorov's
  /// distance at 1 in 1000, both ways of drawing) and covariances, and more draws begin with the same ones.
  @Test func countsOfManyProblemsAreMultinomial() {
    let sizes = [3, 200, 40_000, 9, 29_000, 788]
    let problems = sizes.reduce(0, +)
    let kinds = sizes.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
    let unit = sizes.indices.map { row in sizes.indices.map { $0 == row ? 1.0 : 0 } }
    let draws = 4000
    let means = ProblemBootstrap.means(values: unit, kinds: kinds, draws: draws, stream: stream)
    let counts = means.map { $0.map { ($0 * Double(problems)).rounded() } }
    for draw in 0..<draws {
      #expect(counts.reduce(0) { $0 + $1[draw] } == Double(problems))
    }
    for (kind, size) in sizes.enumerated() {
      let p = Double(size) / Double(problems)
      var times: [Int: Int] = [:]
      for count in counts[kind] { times[Int(count), default: 0] += 1 }
      var (expected, seen, distance) = (0.0, 0, 0.0)
      for k in 0...problems {
        let n = Double(problems)
        let (c, rest) = (Double(k), n - Double(k))
        let choose = lgamma(n + 1) - lgamma(c + 1) - lgamma(rest + 1)
        expected += exp(choose + c * log(p) + rest * log1p(-p))
        seen += times[k] ?? 0
        distance = max(distance, abs(expected - Double(seen) / Double(draws)))
      }
      #expect(distance < 1.95 / Double(draws).squareRoot(), "kind \(kind): \(distance)")
      for other in 0..<kind {
        let q = Double(sizes[other]) / Double(problems)
        let covariance = Double(problems) * -p * q
        let spread = Double(problems) * (p * (1 - p) * q * (1 - q)).squareRoot()
        var products = 0.0
        for draw in 0..<draws {
          products +=
            (counts[kind][draw] - Double(size)) * (counts[other][draw] - Double(sizes[other]))
        }
        let found = products / Double(draws)
        #expect(abs(found - covariance) < 4 * 1.5 * spread / Double(draws).squareRoot())
      }
    }
    let first = ProblemBootstrap.means(
      values: unit, kinds: kinds, draws: 10, stream: stream, workers: 3)
    #expect(first == means.map { Array($0.prefix(10)) })
  }
}

@Suite struct PassAtKTableTests {
  /// The table gives what one problem after the other gives.
  @Test func agreesWithSingleProblems() throws {
    var random = RandomStream(seed: 7)["tests", "table"].generator()
    let counts = (0..<300).map { _ -> (n: Int, c: Int) in
      let n = 40 + random.integer(below: 25)
      return (n: n, c: random.integer(below: n + 1))
    }
    let ks = [1, 3, 20, 32, 40]
    let table = try PassAtKTable(counts: counts, ks: ks)
    for (k, point) in zip(ks, table.points) {
      let passes = try counts.map { try PassAtK.estimate(n: $0.n, c: $0.c, k: k) }
      let variances = try counts.map { try PassAtK.samplingVariance(n: $0.n, c: $0.c, k: k) }
      let mean = passes.reduce(0, +) / 300
      let spread = passes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 299
      #expect(abs(point.value - mean) < 1e-12)
      #expect(abs(try #require(point.seProblems) - (spread / 300).squareRoot()) < 1e-12)
      let known = variances.compactMap { $0 }
      if known.count == 300 {
        let error = known.reduce(0, +).squareRoot() / 300
        #expect(abs(try #require(point.seSampling) - error) < 1e-12)
      } else {
        #expect(point.seSampling == nil)
      }
    }
    #expect(table.perProblem(1)[7] == (try PassAtK.estimate(n: counts[7].n, c: counts[7].c, k: 3)))
  }

  @Test func equalProblemsHaveNoSpread() throws {
    let table = try PassAtKTable(counts: Array(repeating: (n: 4, c: 2), count: 3), ks: [1, 2, 4])
    #expect(table.points.map(\.seProblems) == [0, 0, 0])
  }

  @Test func saysWhichProblemIsImpossible() {
    #expect(throws: StatisticsError.tooFewSamples(k: 8, samples: 4, problem: 1)) {
      try PassAtKTable(counts: [(n: 8, c: 0), (n: 4, c: 0)], ks: [1, 8])
    }
    #expect(throws: StatisticsError.countOutOfRange(successes: 9, samples: 8, problem: 0)) {
      try PassAtKTable(counts: [(n: 8, c: 9)], ks: [1])
    }
    #expect(throws: StatisticsError.empty(what: "problems")) {
      try PassAtKTable(counts: [], ks: [1])
    }
    #expect(throws: StatisticsError.attemptsNotPositive(k: 0)) {
      try PassAtKTable(counts: [(n: 8, c: 1)], ks: [0])
    }
  }
}
