import Foundation
import Statistics
import Support
import Testing

@Suite struct UnpairedTests {
  static let x = [0.412, 0.455, 0.438, 0.470, 0.429, 0.447, 0.461, 0.440]
  static let y = [0.380, 0.421, 0.395, 0.433, 0.402, 0.388, 0.415, 0.409]
  static let stream = RandomStream(seed: 7)["permutation"]

  @Test func workedNumbers() throws {
    let welch = TTest.welch(Self.x, Self.y)
    #expect(isClose(welch.statistic, 4.273861, Tolerance.sixDigits))
    #expect(isClose(try #require(welch.degreesOfFreedom), 13.968232, Tolerance.sixDigits))
    #expect(isRelativelyClose(welch.pValue, 7.7540e-4, Tolerance.fourDigits))
    // Nothing depends on the unit of measurement.
    for exponent in [-600, -30, 600] {
      let unit = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = TTest.welch(Self.x.map { $0 * unit }, Self.y.map { $0 * unit })
      #expect(scaled.pValue == welch.pValue && scaled.statistic == welch.statistic)
      let (one, other) = (
        Estimate.difference(of: Self.x, and: Self.y),
        Estimate.difference(of: Self.x.map { $0 * unit }, and: Self.y.map { $0 * unit })
      )
      #expect(other.standardError == one.standardError * unit)
    }
    #expect(
      isClose(try #require(EffectSize.hedgesG(Self.x, Self.y)), 2.020370, Tolerance.sixDigits))
    let ranks = MannWhitney.test(Self.x, Self.y)
    #expect(ranks.u == 60 && ranks.probabilityOfSuperiority == 0.9375 && ranks.cliffsDelta == 0.875)
    #expect(isRelativelyClose(try #require(ranks.exactPValue), 0.0018648, Tolerance.fourDigits))
    #expect(EffectSize.probabilityOfSuperiority(Self.x, Self.y) == 0.9375)
    #expect(EffectSize.cliffsDelta(Self.x, Self.y) == 0.875)
    let permutation = TwoSamplePermutation.test(Self.x, Self.y, stream: Self.stream)
    #expect(permutation.pValue == 20.0 / 12870 && permutation.isExact)
    for (n, floor) in [(3, 0.1), (4, 0.0286), (5, 0.0079), (6, 0.0022)] {
      #expect(isClose(TwoSamplePermutation.floor(n: n, m: n), floor, 6e-5))
      let low = (0..<n).map { Double($0) }
      let found = TwoSamplePermutation.test(low.map { $0 + 100 }, low, stream: Self.stream)
      #expect(found.pValue == TwoSamplePermutation.floor(n: n, m: n))
    }
    #expect(TwoSamplePermutation.floor(n: 3, m: 4) == 1.0 / 35)
  }

  /// The rank-sum p by choosing every possible first sample, with ties and all alternatives.
  @Test(arguments: Alternative.allCases)
  func rankSumEqualsEnumeration(alternative: Alternative) throws {
    var random = generator("rank sum \(alternative)")
    for _ in 0..<80 {
      let (n, m) = (1 + random.integer(below: 4), 1 + random.integer(below: 4))
      let all = (0..<(n + m)).map { _ in Double(random.integer(below: 6)) / 10 }
      let result = MannWhitney.test(
        Array(all.prefix(n)), Array(all.suffix(m)), alternative: alternative)
      var (greater, less, count) = (0, 0, 0)
      for set in 0..<(1 << all.count) where set.nonzeroBitCount == n {
        let first = all.indices.filter { set >> $0 & 1 == 1 }.map { all[$0] }
        let second = all.indices.filter { set >> $0 & 1 == 0 }.map { all[$0] }
        let u = EffectSize.probabilityOfSuperiority(first, second) * Double(n * m)
        if u >= result.u - 1e-9 { greater += 1 }
        if u <= result.u + 1e-9 { less += 1 }
        count += 1
      }
      let (up, down) = (Double(greater) / Double(count), Double(less) / Double(count))
      let expected =
        alternative == .twoSided ? min(1, 2 * min(up, down)) : alternative == .greater ? up : down
      #expect(isClose(try #require(result.exactPValue), expected, 1e-12), "\(all) \(n)")
    }
  }

  /// The permutation p by choosing every possible first sample.
  @Test(arguments: Alternative.allCases)
  func permutationEqualsEnumeration(alternative: Alternative) {
    var random = generator("permutation \(alternative)")
    for _ in 0..<60 {
      let (n, m) = (1 + random.integer(below: 5), 1 + random.integer(below: 5))
      let tenths = (0..<(n + m)).map { _ in random.integer(below: 12) }
      let all = tenths.map { 0.3 + Double($0) / 10 }
      let total = tenths.reduce(0, +)
      let observed = tenths.prefix(n).reduce(0, +)
      // (n + m)·Σ − n·total has the sign of the difference of means.
      func gap(_ sum: Int) -> Int { (n + m) * sum - n * total }
      var (extreme, count) = (0, 0)
      for set in 0..<(1 << all.count) where set.nonzeroBitCount == n {
        let sum = all.indices.reduce(0) { $0 + (set >> $1 & 1 == 1 ? tenths[$1] : 0) }
        count += 1
        switch alternative {
        case .twoSided: extreme += abs(gap(sum)) >= abs(gap(observed)) ? 1 : 0
        case .greater: extreme += sum >= observed ? 1 : 0
        case .less: extreme += sum <= observed ? 1 : 0
        }
      }
      let found = TwoSamplePermutation.test(
        Array(all.prefix(n)), Array(all.suffix(m)), alternative: alternative, stream: Self.stream)
      #expect(found.pValue == Double(extreme) / Double(count), "\(tenths) \(n)")
    }
  }

  @Test func randomChoicesAgreeWithAll() {
    let exact = TwoSamplePermutation.test(Self.x, Self.y.map { $0 + 0.02 }, stream: Self.stream)
    let drawn = TwoSamplePermutation.monteCarloPValue(
      Self.x, Self.y.map { $0 + 0.02 }, alternative: .twoSided, draws: 50_000, stream: Self.stream)
    let error = (exact.pValue * (1 - exact.pValue) / 50_000).squareRoot()
    #expect(isClose(drawn, exact.pValue, 4 * error + 3e-5))
    let many = (0..<30).map { Double($0) }
    let found = TwoSamplePermutation.test(many.map { $0 + 100 }, many, stream: Self.stream)
    #expect(!found.isExact && found.pValue == TwoSamplePermutation.floor(n: 30, m: 30))
  }

  /// Without a difference p values are uniform: exactly at attainable levels for the permutation test, and
  /// near enough for Welch's.
  @Test func uniformUnderTheNull() {
    var random = generator("null")
    let repeats = 10_000
    var (permutation, welch, ranks) = ([Double](), [Double](), [Double]())
    for _ in 0..<repeats {
      let (x, y) = ((0..<4).map { _ in random.normal() }, (0..<4).map { _ in random.normal() })
      permutation.append(TwoSamplePermutation.test(x, y, stream: Self.stream).pValue)
      ranks.append(MannWhitney.test(x, y).pValue)
      welch.append(
        TTest.welch(x + [random.normal(), random.normal()], y + [random.normal()]).pValue)
    }
    func rate(_ p: [Double], _ level: Double) -> Double {
      Double(p.count { $0 <= level + 1e-12 }) / Double(repeats)
    }
    for steps in [1, 3, 10] {
      let level = Double(2 * steps) / 70
      let error = (level * (1 - level) / Double(repeats)).squareRoot()
      #expect(isClose(rate(permutation, level), level, 4 * error), "\(rate(permutation, level))")
    }
    #expect(isClose(rate(ranks, 2.0 / 70), 2.0 / 70, 4 * 0.0017))
    #expect(rate(welch, 0.05) > 0.042 && rate(welch, 0.05) < 0.056, "\(rate(welch, 0.05))")
  }

  /// Welch's interval: 3 values a side, equal variances, and 10 a side with deviations 1 and 3.
  @Test func welchCoverage() {
    var random = generator("welch coverage")
    for (n, sd, low, high) in [(3, 1.0, 0.955, 0.975), (10, 3.0, 0.942, 0.958)] {
      var covered = 0
      for _ in 0..<10_000 {
        let x = (0..<n).map { _ in 1 + random.normal() }
        let y = (0..<n).map { _ in sd * random.normal() }
        if Estimate.difference(of: x, and: y).interval.contains(1) { covered += 1 }
      }
      let rate = Double(covered) / 10_000
      #expect(rate > low && rate < high, "n = \(n), covered \(rate)")
    }
  }

  @Test func edges() {
    #expect(TTest.welch([1, 1], [1, 1]).pValue == 1)
    #expect(TTest.welch([1, 1], [0.5, 0.5]).statistic == .greatestFiniteMagnitude)
    #expect(EffectSize.hedgesG([1, 1], [0, 0]) == nil)
    let same = MannWhitney.test([1, 1, 1], [1, 1])
    #expect(same.pValue == 1 && same.z == 0 && same.normalPValue == 1 && same.cliffsDelta == 0)
    #expect(TwoSamplePermutation.test([2], [1], stream: Self.stream).pValue == 1)
    // The normal deviate of scipy 1.17: mannwhitneyu(method='asymptotic').
    let large = MannWhitney.test((0..<40).map { Double($0 % 7) }, (0..<40).map { Double($0 % 9) })
    #expect(large.exactPValue == nil)
    #expect(isRelativelyClose(large.pValue, 0.15263092398558864, 1e-9), "\(large.pValue)")
  }
}

@Suite struct StandardErrorsTests {
  @Test func workedNumbers() {
    let scores: [Double] = [1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 1]
    let clusters = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
    #expect(isClose(Estimate.mean(of: scores).standardError, 0.148647, Tolerance.sixDigits))
    let clustered = StandardErrors.clustered(scores, clusters: clusters)
    #expect(isClose(clustered, 0.142688, Tolerance.sixDigits))
    let own = StandardErrors.clustered(scores, clusters: Array(0..<12))
    #expect(isClose(own, 0.148647, Tolerance.sixDigits))
  }

  /// The double sum over pairs, pair by pair.
  @Test func equalsTheDoubleSum() {
    var random = generator("clusters")
    for _ in 0..<50 {
      let scores = (0..<15).map { _ in random.normal() }
      let clusters = (0..<15).map { _ in random.integer(below: 5) }
      let mean = scores.reduce(0, +) / 15
      var sum = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 14 / 15
      for i in scores.indices {
        for j in scores.indices where i != j && clusters[i] == clusters[j] {
          sum += (scores[i] - mean) * (scores[j] - mean) / 225
        }
      }
      let found = StandardErrors.clustered(scores, clusters: clusters)
      #expect(isClose(found, max(0, sum).squareRoot(), 1e-12))
    }
  }

  /// The formula with r is the standard error of the differences.
  @Test func pairedEqualsDifferences() {
    let (x, y) = (workedRL, workedBase)
    let (a, b) = (Estimate.mean(of: x).standardError, Estimate.mean(of: y).standardError)
    #expect(isClose(StandardErrors.paired(a, b, correlation: 0), 0.130043, Tolerance.sixDigits))
    let (mx, my) = (x.reduce(0, +) / 12, y.reduce(0, +) / 12)
    let cross = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / 11
    let r = cross / (standardDeviation(x) * standardDeviation(y))
    #expect(isClose(r, 0.945944567, 1e-9))
    let paired = StandardErrors.paired(a, b, correlation: r)
    #expect(isClose(paired, 0.0350640, Tolerance.sixDigits))
  }

  /// What the comment says about few clusters.
  @Test func coverageWithEightClusters() {
    var random = generator("cluster coverage")
    var covered = 0
    for _ in 0..<5000 {
      var (scores, clusters) = ([Double](), [Int]())
      for cluster in 0..<8 {
        let shift = random.normal()
        for _ in 0..<5 {
          scores.append(shift + random.normal())
          clusters.append(cluster)
        }
      }
      let mean = scores.reduce(0, +) / 40
      if abs(mean) <= 1.96 * StandardErrors.clustered(scores, clusters: clusters) { covered += 1 }
    }
    let rate = Double(covered) / 5000
    #expect(rate > 0.86 && rate < 0.90, "covered \(rate)")
  }
}
