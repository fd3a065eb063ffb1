import Foundation
import Statistics
import Support
import Testing

@Suite struct MajorityVoteTests {
  /// Three samples of which two say A: votes of two are AA, AB, AB; a tie is a coin.
  @Test func byHand() throws {
    #expect(isClose(try MajorityVote.estimate(counts: [2, 1], right: 0, k: 2), 2.0 / 3, 1e-14))
    #expect(try MajorityVote.estimate(counts: [2, 1], right: 0, k: 3) == 1)
    #expect(try MajorityVote.estimate(counts: [2, 2, 1], right: 1, k: 5) == 0.5)
    #expect(try MajorityVote.estimate(counts: [3, 4], right: nil, k: 2) == 0)
    // One vote is the share of right samples.
    #expect(isClose(try MajorityVote.estimate(counts: [3, 5, 2], right: 2, k: 1), 0.2, 1e-14))
    // p = 0.6 against 0.4: three votes are right with 0.6³ + 3·0.6²·0.4.
    #expect(isClose(MajorityVote.exact(probabilities: [0.6, 0.4], right: 0, k: 3), 0.648, 1e-13))
  }

  /// All k-subsets, one by one.
  @Test func estimateEqualsEnumeration() throws {
    var random = generator("subsets")
    for _ in 0..<120 {
      let counts = (0..<(1 + random.integer(below: 4))).map { _ in random.integer(below: 5) }
      let samples = counts.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
      guard !samples.isEmpty else { continue }
      let right = random.integer(below: counts.count)
      let k = 1 + random.integer(below: samples.count)
      var (sum, all) = (0.0, 0.0)
      for set in 0..<(1 << samples.count) where set.nonzeroBitCount == k {
        let votes = samples.indices.filter { set >> $0 & 1 == 1 }.map { samples[$0] }
        sum += Self.share(votes, right)
        all += 1
      }
      let found = try MajorityVote.estimate(counts: counts, right: right, k: k)
      #expect(isClose(found, sum / all, 1e-11), "\(counts) \(right) \(k): \(found) \(sum / all)")
    }
  }

  /// All sequences of k answers, one by one; and the mean estimate over all samples of n.
  @Test func exactEqualsEnumerationAndTheMeanOfEstimates() throws {
    for (p, right) in [([0.5, 0.3, 0.2], 0), ([0.1, 0.6, 0.3], 2), ([0.25, 0.25, 0.5], 1)] {
      for k in 1...5 {
        let exact = MajorityVote.exact(probabilities: p, right: right, k: k)
        var enumerated = 0.0
        Self.sequences(of: p.count, length: k) { votes in
          enumerated += votes.reduce(1) { $0 * p[$1] } * Self.share(votes, right)
        }
        #expect(isClose(exact, enumerated, 1e-12), "\(p) \(k)")
        guard k <= 4 else { continue }
        var mean = 0.0
        try Self.sequences(of: p.count, length: 7) { samples in
          let counts = p.indices.map { answer in samples.count { $0 == answer } }
          mean +=
            try samples.reduce(1) { $0 * p[$1] }
            * MajorityVote.estimate(counts: counts, right: right, k: k)
        }
        #expect(isClose(mean, exact, 1e-11), "\(p) \(k)")
      }
    }
  }

  @Test func manySamplesAndErrors() throws {
    let counts = [120, 60] + [Int](repeating: 1, count: 76)
    let found = try MajorityVote.estimate(counts: counts, right: 0, k: 64)
    #expect(found > 0.99 && found <= 1)
    let wide = try MajorityVote.estimate(counts: [4000, 3500, 2500], right: 1, k: 500)
    var random = generator("wide vote")
    var samples = [4000, 3500, 2500].enumerated().flatMap {
      [Int](repeating: $0.offset, count: $0.element)
    }
    let drawn =
      (0..<4000).reduce(0.0) { sum, _ in
        for i in 0..<500 { samples.swapAt(i, i + random.integer(below: samples.count - i)) }
        return sum + Self.share(Array(samples.prefix(500)), 1)
      } / 4000
    #expect(isClose(wide, drawn, 4 * (wide * (1 - wide) / 4000).squareRoot()), "\(wide) \(drawn)")
    #expect(throws: StatisticsError.tooFewSamples(k: 4, samples: 3, problem: nil)) {
      try MajorityVote.estimate(counts: [2, 1], right: 0, k: 4)
    }
    #expect(throws: StatisticsError.self) {
      try MajorityVote.estimate(counts: [2, -1], right: 0, k: 1)
    }
  }

  static func share(_ votes: [Int], _ right: Int) -> Double {
    var counts: [Int: Int] = [:]
    for vote in votes { counts[vote, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return counts[right] == most ? 1 / Double(counts.values.count { $0 == most }) : 0
  }

  static func sequences(
    of answers: Int, length: Int, _ body: ([Int]) throws -> Void
  ) rethrows {
    var total = 1
    for _ in 0..<length { total *= answers }
    for code in 0..<total {
      var rest = code
      try body(
        (0..<length).map { _ in
          defer { rest /= answers }
          return rest % answers
        })
    }
  }
}

@Suite struct SupportProbeTests {
  @Test func summaries() {
    let summary = SupportProbeSummary(
      logProbabilities: [log(1e-9), log(0.5), 0, -3000], k: 1024)
    #expect(isClose(summary.log10p[0], -9, 1e-12) && summary.log10p[2] == 0)
    #expect(isRelativelyClose(summary.k50[0], log(2) * 1e9, 1e-12))
    #expect(isClose(summary.k50[1], 2 * log(2), 1e-12))
    #expect(summary.k50[3] == .greatestFiniteMagnitude)
    #expect(isRelativelyClose(summary.epsilon, 0.0029212, 2e-5) && summary.supported == 0.5)
    for (k, epsilon) in [(64, 0.045730), (256, 0.0116339), (4096, 0.00073111)] {
      #expect(isRelativelyClose(PassAtK.epsilonSupport(k: k), epsilon, 2e-5))
    }
  }

  @Test func shifts() {
    let shift = SupportShift(
      base: [log(1e-8), log(1e-3), log(0.2)], rl: [log(0.05), log(1e-2), log(0.1)])
    #expect(shift.deepDiscovery == 1.0 / 3 && shift.raised == 2.0 / 3)
    #expect(isClose(shift.delta[1], log(10), 1e-12))
  }

  @Test func strictCounts() throws {
    #expect(try PassAtK.chainOfThought(n: 10, c: 5, d: 3, k: 2) == 8.0 / 15)
    #expect(throws: StatisticsError.countOutOfRange(successes: 6, samples: 5, problem: nil)) {
      try PassAtK.chainOfThought(n: 10, c: 5, d: 6, k: 2)
    }
  }
}
