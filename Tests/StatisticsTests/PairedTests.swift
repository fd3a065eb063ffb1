import Foundation
import Statistics
import Testing

@Suite struct StudentTests {
  @Test func workedNumbers() throws {
    let estimate = Estimate.mean(of: workedDifferences)
    #expect(isClose(estimate.value, 0.1708333, 6e-8))
    #expect(isClose(estimate.standardError, 0.0350640, 6e-8))
    #expect(isClose(estimate.interval.low, 0.093658, Tolerance.sixDigits))
    #expect(isClose(estimate.interval.high, 0.248009, Tolerance.sixDigits))
    let test = TTest.paired(workedRL, workedBase)
    #expect(isClose(test.statistic, 4.872047, Tolerance.sixDigits))
    #expect(isRelativelyClose(test.pValue, 4.931e-4, 1.1e-4))
    #expect(test.degreesOfFreedom == 11)
    #expect(isClose(try #require(EffectSize.pairedDz(workedDifferences)), 1.406439, 6e-7))
  }

  /// The interval holds exactly the references that the test does not reject.
  @Test func intervalInvertsTheTest() {
    var random = generator("t")
    for _ in 0..<100 {
      let values = (0..<6).map { _ in random.normal() + 1 }
      let interval = Estimate.mean(of: values, level: 0.9).interval
      for end in [interval.low, interval.high] {
        #expect(isClose(TTest.oneSample(values, against: end).pValue, 0.1, Tolerance.logarithms))
      }
      let up = TTest.oneSample(values, alternative: .greater).pValue
      let down = TTest.oneSample(values, alternative: .less).pValue
      #expect(isClose(up + down, 1, Tolerance.double))
      #expect(
        isClose(TTest.oneSample(values).pValue, 2 * min(up, down), Tolerance.double))
    }
  }

  /// An exact interval: between 94 % and 96 % in 10 000 simulations.
  @Test(arguments: [2, 3, 8]) func coverage(n: Int) {
    var random = generator("t coverage", n)
    let covered = (0..<10_000).count { _ in
      Estimate.mean(of: (0..<n).map { _ in 5 + 3 * random.normal() }).interval.contains(5)
    }
    #expect((9400...9600).contains(covered), "covered \(covered) of 10 000")
  }

  @Test func noSpread() {
    let same = [Double](repeating: 0.1, count: 7)
    #expect(TTest.oneSample(same, against: 0.1).statistic == 0)
    #expect(TTest.oneSample(same, against: 0.1).pValue == 1)
    #expect(TTest.oneSample([0, 0, 0]).pValue == 1)
    #expect(TTest.oneSample([0, 0, 0], alternative: .greater).pValue == 0.5)
    #expect(TTest.oneSample(same).statistic == .greatestFiniteMagnitude)
    #expect(TTest.oneSample(same).pValue == 0)
    #expect(TTest.oneSample(same, alternative: .less).pValue == 1)
    // The same difference seven times, each with its own rounding.
    let offsets: [Double] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    let noisy = offsets.map { offset -> Double in (0.3 + offset) - (0.2 + offset) }
    #expect(EffectSize.pairedDz(noisy) == nil)
    #expect(Estimate.mean(of: same).interval.width == 0)
  }

  @Test func rejectsOneValue() async {
    await #expect(processExitsWith: .failure) { _ = Estimate.mean(of: [1]) }
    await #expect(processExitsWith: .failure) { _ = TTest.oneSample([1, .nan]) }
    await #expect(processExitsWith: .failure) { _ = TTest.paired([1, 2], [1, 2, 3]) }
  }
}

@Suite struct EquivalenceTests {
  @Test func workedNumbers() {
    let differences = [0.004, -0.011, 0.008, -0.003, 0.012, -0.006, 0.001, 0.005]
    let result = Equivalence.tost(differences, margin: 0.03)
    #expect(isClose(result.mean, 0.00125, Tolerance.double))
    #expect(isClose(result.standardError, 0.002684, Tolerance.sixDigits))
    #expect(isClose(result.tLower, 11.6419, Tolerance.fourDigits))
    #expect(isClose(result.tUpper, -10.7105, Tolerance.fourDigits))
    #expect(isRelativelyClose(result.pValue, 6.79e-6, 8e-4))
    #expect(isClose(result.interval.low, -0.003836, Tolerance.sixDigits))
    #expect(isClose(result.interval.high, 0.006336, Tolerance.sixDigits))
    #expect(result.interval.level == 0.9 && result.isEquivalent)
  }

  /// Equivalence at α is the 1 − 2α interval inside the margin.
  @Test func agreesWithTheInterval() {
    var random = generator("tost")
    var equivalent = 0
    for _ in 0..<500 {
      let differences = (0..<5).map { _ in 0.3 * random.normal() }
      let result = Equivalence.tost(differences, margin: 0.35, level: 0.05)
      let inside = result.interval.low >= -0.35 && result.interval.high <= 0.35
      #expect(result.isEquivalent == inside)
      equivalent += inside ? 1 : 0
    }
    #expect((100...450).contains(equivalent))
  }

  /// With the true difference on the margin the test is wrong at most 5 % of the time.
  @Test func errorRate() {
    var random = generator("tost error")
    let wrong = (0..<10_000).count { _ in
      let differences = (0..<8).map { _ in 1 + 0.5 * random.normal() }
      return Equivalence.tost(differences, margin: 1).isEquivalent
    }
    #expect((400...600).contains(wrong), "wrong \(wrong) times of 10 000")
  }

  @Test func noSpread() {
    #expect(Equivalence.tost([0.01, 0.01], margin: 0.03).pValue == 0)
    #expect(Equivalence.tost([0.05, 0.05], margin: 0.03).pValue == 1)
    #expect(Equivalence.tost([0.5, 0.5], margin: 0.5).pValue == 0.5)
  }
}

@Suite struct WilcoxonTests {
  @Test func workedNumbers() {
    let result = Wilcoxon.signedRank(workedDifferences)
    #expect(result.positive == 65 && result.negative == 1 && result.count == 11)
    #expect(result.exactPValue == 0.001953125)
    #expect(isClose(result.z, 2.817446, Tolerance.sixDigits))
    #expect(isClose(result.normalPValue, 0.004841, Tolerance.sixDigits))
    #expect(isClose(result.rankBiserial, 0.969697, Tolerance.sixDigits))
    #expect(result.pValue == result.exactPValue)
  }

  /// All sign patterns of small integers, ranks counted from the definition: one plus the number of
  /// smaller magnitudes plus half of the other equal ones.
  @Test func equalsEnumeration() {
    var random = generator("wilcoxon")
    for trial in 0..<200 {
      let n = 1 + trial % 10
      let values = (0..<n).map { _ in random.integer(below: 9) - 3 }
      let nonzero = values.filter { $0 != 0 }
      let doubled = nonzero.map { value in
        nonzero.reduce(1) { $0 + (abs($1) < abs(value) ? 2 : abs($1) == abs(value) ? 1 : 0) }
      }
      let observed = zip(nonzero, doubled).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
      var (upper, lower) = (0, 0)
      for pattern in 0..<(1 << nonzero.count) {
        let sum = doubled.enumerated().reduce(0) {
          $0 + (pattern >> $1.offset & 1 == 1 ? $1.element : 0)
        }
        if sum >= observed { upper += 1 }
        if sum <= observed { lower += 1 }
      }
      let all = Double(1 << nonzero.count)
      let floats = values.map { value -> Double in (0.7 + Double(value) / 10) - 0.7 }
      let result = Wilcoxon.signedRank(floats)
      #expect(result.positive == Double(observed) / 2)
      #expect(result.exactPValue == min(1, 2 * Double(min(upper, lower)) / all))
      let greater = Wilcoxon.signedRank(floats, alternative: .greater)
      #expect(greater.exactPValue == Double(upper) / all)
      let less = Wilcoxon.signedRank(floats, alternative: .less)
      #expect(less.exactPValue == Double(lower) / all)
    }
  }

  @Test func normalIsNearTheExactOne() throws {
    var random = generator("normal")
    for _ in 0..<50 {
      let values = (0..<25).map { _ in (random.normal() + 0.2) }
      for alternative in Alternative.allCases {
        let result = Wilcoxon.signedRank(values, alternative: alternative)
        #expect(isClose(result.normalPValue, try #require(result.exactPValue), 0.01))
      }
      let more = Wilcoxon.signedRank(values + [0.4])
      #expect(more.exactPValue == nil && more.pValue == more.normalPValue)
    }
  }

  @Test func edges() {
    let zeros = Wilcoxon.signedRank([0, 0])
    #expect(zeros.pValue == 1 && zeros.normalPValue == 1 && zeros.z == 0)
    #expect(zeros.rankBiserial == 0 && zeros.count == 0)
    #expect(Wilcoxon.signedRank([1, 2, 3]).rankBiserial == 1)
    let mirrored = Wilcoxon.signedRank(workedDifferences.map { -$0 })
    #expect(isClose(mirrored.z, -2.817446, Tolerance.sixDigits))
    #expect(mirrored.exactPValue == 0.001953125)
  }
}

@Suite struct McNemarTests {
  @Test func workedNumbers() {
    let result = McNemar.test(b: 12, c: 3)
    #expect(isClose(result.exactPValue, 0.03515625, Tolerance.double))
    #expect(isClose(result.midPValue, 0.021271, Tolerance.sixDigits))
    #expect(isClose(result.chiSquared, 5.4, Tolerance.double))
    #expect(isClose(result.chiSquaredPValue, 0.020137, Tolerance.sixDigits))
    #expect(isClose(result.correctedChiSquared, 4.266667, Tolerance.sixDigits))
    #expect(isClose(result.correctedPValue, 0.038867, Tolerance.sixDigits))
    #expect(result.pValue == result.exactPValue)
  }

  /// The exact p is the sign-flip p of the discordant pairs.
  @Test func equalsTheSignFlipTest() {
    for (b, c) in [(0, 1), (4, 4), (7, 2), (3, 13), (0, 9)] {
      let pairs =
        [Double](repeating: 1, count: b) + [Double](repeating: -1, count: c)
      let flip = SignFlip.exactPValue(pairs, alternative: .twoSided)
      #expect(isClose(McNemar.test(b: b, c: c).exactPValue, flip, Tolerance.double))
    }
  }

  @Test func edges() {
    #expect(McNemar.test(b: 0, c: 0).pValue == 1)
    let even = McNemar.test(b: 6, c: 6)
    #expect(even.exactPValue == 1 && isClose(even.midPValue, 1, Tolerance.double))
    #expect(even.correctedChiSquared == 0 && even.correctedPValue == 1)
    let many = McNemar.test(b: 40, c: 20)
    #expect(many.pValue == many.correctedPValue)
    #expect(isClose(many.pValue, many.exactPValue, 0.002))
  }
}

@Suite struct CorrelationTests {
  @Test func workedNumbers() throws {
    let a = [0.31, 0.35, 0.29, 0.40, 0.38, 0.33, 0.42, 0.36]
    let b = [0.52, 0.55, 0.50, 0.61, 0.66, 0.54, 0.63, 0.58]
    let rho = try #require(Correlation.spearman(a, b))
    #expect(isClose(rho, 0.928571, Tolerance.sixDigits))
    let cubed = try #require(Correlation.spearman(a.map { pow($0, 3) }, b))
    #expect(cubed == rho)
    let reversed = try #require(Correlation.spearman(a, b.map { -$0 }))
    #expect(isClose(reversed, -rho, Tolerance.double))
  }

  @Test func ties() throws {
    // Ranks (1.5, 1.5, 3) against (1, 2, 3): 1.5/√(1.5·2).
    let rho = try #require(Correlation.spearman([5, 5, 9], [1, 2, 3]))
    #expect(isClose(rho, 0.8660254037844386, Tolerance.double))
    #expect(Correlation.spearman([1, 1], [1, 2]) == nil)
    #expect(Correlation.spearman([], []) == nil)
  }
}
