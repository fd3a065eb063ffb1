import Statistics
import Support
import Testing

@Suite struct SignFlipTests {
  static let stream = RandomStream(seed: 7)["permutation"]

  @Test func workedNumbers() {
    let result = SignFlip.test(workedDifferences, stream: Self.stream)
    #expect(result.pValue == 8.0 / 4096)
    #expect(isClose(result.statistic, 0.1708333, 6e-8))
    #expect(result.isExact && result.count == 12)
  }

  @Test func floors() {
    for (n, floor) in [(3, 0.25), (4, 0.125), (5, 0.0625), (6, 0.03125), (8, 0.0078125)] {
      #expect(SignFlip.floor(n: n, alternative: .twoSided) == floor)
      let same = [Double](repeating: 0.3, count: n)
      #expect(SignFlip.test(same, stream: Self.stream).pValue == floor)
      #expect(
        SignFlip.test(same, alternative: .greater, stream: Self.stream).pValue == floor / 2)
      #expect(SignFlip.floor(n: n, alternative: .less) == floor / 2)
      #expect(SignFlip.test(same, alternative: .less, stream: Self.stream).pValue == 1)
    }
    #expect(SignFlip.floor(n: 1) == 1)
    let many = SignFlip.test([Double](repeating: 1, count: 40), stream: Self.stream)
    #expect(many.isExact && abs(many.pValue / 0x1p-39 - 1) < 1e-12)
    #expect(SignFlip.floor(of: [Double](repeating: 1, count: 40)) == 0x1p-39)
    let rough = (0..<40).map { 1 + 1 / Double($0 + 3).squareRoot() }
    let sampled = SignFlip.test(rough, stream: Self.stream)
    #expect(sampled.pValue == SignFlip.floor(n: 40) && !sampled.isExact)
    #expect(SignFlip.floor(of: rough) == SignFlip.floor(n: 40))
    // A lattice too fine to be summed over: the floor is that of what is drawn.
    let fine = (0..<900).map { Double(4000 + $0 * 3) / 8192 }
    #expect(SignFlip.floor(of: fine) == SignFlip.floor(n: 900))
    #expect(SignFlip.test(fine, stream: Self.stream).pValue == SignFlip.floor(n: 900))
    // p is never 0, however many agree.
    let certain = [Double](repeating: 1, count: 1200)
    #expect(SignFlip.test(certain, stream: Self.stream).pValue > 0)
    #expect(SignFlip.floor(of: certain) > 0)
  }

  /// Sixty pairs of which most are equal: p is exact, by the sign test of those that differ.
  @Test func zerosDropOut() {
    let differences =
      [Double](repeating: 1, count: 13) + [Double](repeating: -1, count: 4)
      + [Double](repeating: 0, count: 43)
    let found = SignFlip.test(differences, stream: Self.stream)
    #expect(found.isExact && isClose(found.pValue, 0.04904174, 1e-8) && found.count == 60)
    #expect(SignFlip.floor(of: differences) == 2 / 0x1p17)
    #expect(SignFlip.floor(of: [0, 0]) == 1)
  }

  /// On a lattice the convolution is the enumeration, for few differences, and what sampling approaches, for many.
  @Test(arguments: [Alternative.twoSided, .greater, .less])
  func latticesAreExact(_ alternative: Alternative) {
    var random = RandomStream(seed: 3)["lattice"].generator()
    for round in 0..<20 {
      let unit = [0.01, 0.125, 1.0 / 3, 7][round % 4]
      let few = (0..<14).map { _ in Double(Int(random.uniform() * 11) - 5) * unit }
      let enumerated = SignFlip.exactPValue(few, alternative: alternative)
      let many = few + [Double](repeating: 0, count: 30)
      #expect(
        isClose(
          SignFlip.test(many, alternative: alternative, stream: Self.stream).pValue, enumerated,
          1e-12))
      let more = (0..<40).map { _ in Double(Int(random.uniform() * 21) - 9) * unit }
      let exact = SignFlip.test(more, alternative: alternative, stream: Self.stream)
      let sampled = SignFlip.monteCarloPValue(
        more, alternative: alternative, draws: 20_000, stream: Self.stream)
      #expect(exact.isExact)
      #expect(abs(exact.pValue - sampled) < 5 * 0.5 / 20_000.0.squareRoot())
    }
  }

  /// Differences are tenths, computed with rounding; the second implementation counts in integers.
  @Test func equalsCountingInIntegers() {
    var random = generator("integers")
    for trial in 0..<300 {
      let n = 1 + trial % 11
      let tenths = (0..<n).map { _ in random.integer(below: 13) - 5 }
      let differences = tenths.map { value -> Double in (0.7 + Double(value) / 10) - 0.7 }
      let observed = tenths.reduce(0, +)
      var (greater, less, both) = (0, 0, 0)
      for pattern in 0..<(1 << n) {
        let sum = tenths.enumerated().reduce(0) { sum, item in
          sum + (pattern >> item.offset & 1 == 1 ? -item.element : item.element)
        }
        if sum >= observed { greater += 1 }
        if sum <= observed { less += 1 }
        if abs(sum) >= abs(observed) { both += 1 }
      }
      let all = Double(1 << n)
      for (alternative, count) in [
        (Alternative.greater, greater), (.less, less), (.twoSided, both),
      ] {
        let result = SignFlip.test(differences, alternative: alternative, stream: Self.stream)
        #expect(result.pValue == Double(count) / all, "\(tenths) \(alternative)")
      }
    }
  }

  @Test func edges() {
    #expect(SignFlip.test([0, 0, 0], stream: Self.stream).pValue == 1)
    let zeros = SignFlip.test([0.1, 0, 0.2, 0, 0.3], stream: Self.stream).pValue
    #expect(zeros == SignFlip.test([0.1, 0.2, 0.3], stream: Self.stream).pValue)
    let up = SignFlip.test([0.3, -0.1, 0.4], alternative: .greater, stream: Self.stream)
    let down = SignFlip.test([-0.3, 0.1, -0.4], alternative: .less, stream: Self.stream)
    #expect(up.pValue == down.pValue)
  }

  /// Random patterns agree with all patterns within four standard errors of a proportion.
  @Test(arguments: [Alternative.twoSided, .greater, .less])
  func monteCarloAgreesWithEnumeration(alternative: Alternative) {
    var random = generator("monte carlo")
    let differences = (0..<20).map { _ in random.normal() + 0.3 }
    let exact = SignFlip.exactPValue(differences, alternative: alternative)
    let sampled = SignFlip.monteCarloPValue(
      differences, alternative: alternative, draws: 100_000, stream: Self.stream)
    #expect(isClose(sampled, exact, 4 * (exact * (1 - exact) / 100_000).squareRoot() + 1e-5))
    let more = differences + differences.prefix(5)
    let first = SignFlip.test(more, alternative: alternative, stream: Self.stream)
    #expect(first == SignFlip.test(more, alternative: alternative, stream: Self.stream))
    #expect(!first.isExact && first.pValue > 0)
  }

  /// Under the null, P(p ≤ α) is at most α, and equal to it at the attainable levels.
  @Test(arguments: [Alternative.twoSided, .greater])
  func isExactUnderTheNull(alternative: Alternative) {
    var random = generator("null \(alternative)")
    let repeats = 10_000
    let p = (0..<repeats).map { _ in
      SignFlip.exactPValue((0..<7).map { _ in random.normal() }, alternative: alternative)
    }
    for step in [1, 2, 4, 8, 16, 32] {
      let level = Double(2 * step) / 128
      let rate = Double(p.count { $0 <= level }) / Double(repeats)
      let error = (level * (1 - level) / Double(repeats)).squareRoot()
      #expect(isClose(rate, level, 4 * error), "P(p ≤ \(level)) = \(rate)")
    }
    // Between two attainable levels the rate is that of the lower one, 6/128.
    let rate = Double(p.count { $0 <= 0.05 }) / Double(repeats)
    #expect(isClose(rate, 6.0 / 128, 4 * 0.00211), "P(p ≤ 0.05) = \(rate)")
  }

  /// For 8 continuous differences a 95 % interval covers 1 − 12/256 = 0.953125 exactly.
  @Test func intervalCoverage() throws {
    var random = generator("interval")
    let repeats = 10_000
    var covered = 0
    for _ in 0..<repeats {
      let interval = try #require(SignFlip.interval((0..<8).map { _ in 2 + random.normal() }))
      if interval.contains(2) { covered += 1 }
    }
    let rate = Double(covered) / Double(repeats)
    #expect(isClose(rate, 0.953125, 4 * 0.00212), "covered \(rate)")
  }

  /// The test does not reject a difference just inside the interval, and rejects one just outside.
  @Test func intervalInvertsTheTest() throws {
    var random = generator("inversion")
    for _ in 0..<50 {
      let differences = (0..<9).map { _ in random.normal() }
      let interval = try #require(SignFlip.interval(differences, level: 0.9))
      for (inside, outside) in [
        (interval.low + 1e-6, interval.low - 1e-6), (interval.high - 1e-6, interval.high + 1e-6),
      ] {
        let kept = SignFlip.test(differences.map { $0 - inside }, stream: Self.stream)
        let rejected = SignFlip.test(differences.map { $0 - outside }, stream: Self.stream)
        #expect(kept.pValue > 0.1 && rejected.pValue <= 0.1)
      }
    }
    #expect(SignFlip.interval([1, 2, 3, 4, 5]) == nil)
    #expect(SignFlip.interval([1, 2, 3, 4, 5, 6])?.low == 1)
    #expect(SignFlip.interval([Double](repeating: 1, count: 21)) == nil)
  }

  @Test func rejectsNoDifferences() async {
    await #expect(processExitsWith: .failure) {
      _ = SignFlip.test([], stream: RandomStream(seed: 1))
    }
  }
}
