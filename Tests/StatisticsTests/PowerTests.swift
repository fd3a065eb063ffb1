import Foundation
import Statistics
import Support
import Testing

@Suite struct PowerTests {
  static let stream = RandomStream(seed: 7)["power"]

  @Test func workedTable() {
    for (n, unpaired, unpairedHolm, paired, pairedHolm) in [
      (3, 3.07, 5.04, 3.26, 8.04), (5, 2.02, 2.83, 1.68, 2.76), (6, 1.80, 2.44, 1.43, 2.20),
      (8, 1.51, 1.99, 1.16, 1.65), (10, 1.32, 1.73, 1.00, 1.37), (16, 1.02, 1.31, 0.75, 0.99),
    ] {
      for (design, alpha, expected) in [
        (ComparisonDesign.unpaired, 0.05, unpaired), (.unpaired, 0.0083, unpairedHolm),
        (.paired, 0.05, paired), (.paired, 0.0083, pairedHolm),
      ] {
        let found = Power.detectableEffect(design, n: n, alpha: alpha)
        #expect(isClose(found, expected, 0.0051), "\(n) \(design) \(alpha): \(found)")
        #expect(isClose(Power.tTest(design, n: n, effect: found, alpha: alpha), 0.8, 1e-8))
      }
    }
  }

  @Test func workedProblems() {
    let needed = Power.problems(difference: 0.03, omega2: 1.0 / 9, noise: 0)
    #expect(Int(needed.rounded(.up)) == 969)
    let noise = 2 * (1.0 / 6) / 16
    for (problems, difference) in [(256, 0.0636), (512, 0.0450), (1000, 0.0322)] {
      let found = Power.detectableDifference(problems: problems, omega2: 1.0 / 9, noise: noise)
      #expect(isClose(found, difference, Tolerance.fourDigits), "\(found)")
      #expect(
        isClose(
          Power.problems(difference: found, omega2: 1.0 / 9, noise: noise), Double(problems), 1e-9))
    }
    let more = Power.detectableDifference(
      problems: 256, omega2: 1.0 / 9, noise: 2 * (1.0 / 6) / 64)
    #expect(isClose(more, 0.0597, Tolerance.fourDigits))
    #expect(isClose(Power.inflation(count: 3), 2.12, 0.005))
  }

  /// The sign-flip test needs d_z = 1.19 at α = .05 and 1.92 at α = .0083 with 8 seeds; one-sided 1.00, 1.55.
  @Test func signFlipPower() {
    for (effect, alpha, alternative) in [
      (1.19, 0.05, Alternative.twoSided), (1.92, 0.05 / 6, .twoSided), (1.00, 0.05, .greater),
      (1.55, 0.05 / 6, .greater),
    ] {
      let found = Power.signFlip(
        n: 8, effect: effect, alpha: alpha, alternative: alternative, stream: Self.stream)
      #expect(isClose(found.power, 0.8, 0.015), "\(effect): \(found)")
    }
    // Five seeds can never reach 0.05.
    #expect(Power.signFlip(n: 5, effect: 9, repeats: 100, stream: Self.stream).power == 0)
    let many = Power.signFlip(n: 16, effect: 0.75, repeats: 1000, stream: Self.stream)
    #expect(isClose(many.power, 0.8, 5 * many.standardError), "\(many)")
  }

  /// The share of simulated t tests that reject is the power; without an effect it is α.
  @Test(arguments: ComparisonDesign.allCases)
  func tTestPowerEqualsSimulation(design: ComparisonDesign) {
    var random = generator("power \(design)")
    for (n, effect) in [(4, 0.0), (4, 1.5), (9, 0.8)] {
      let repeats = 8000
      var rejected = 0
      for _ in 0..<repeats {
        let x = (0..<n).map { _ in effect + random.normal() }
        let y = (0..<n).map { _ in random.normal() }
        let p: Double
        if design == .paired {
          p = TTest.oneSample(x).pValue
        } else {
          let pooled =
            ((standardDeviation(x) * standardDeviation(x) + standardDeviation(y)
            * standardDeviation(y))
            / Double(n)).squareRoot()
          let t = (x.reduce(0, +) - y.reduce(0, +)) / Double(n) / pooled
          p = abs(t) > Self.critical[n, default: 0] ? 0 : 1
        }
        if p <= 0.05 { rejected += 1 }
      }
      let power = Power.tTest(design, n: n, effect: effect)
      let error = (power * (1 - power) / Double(repeats)).squareRoot()
      #expect(isClose(Double(rejected) / Double(repeats), power, 4 * error), "\(n) \(effect)")
    }
  }

  /// t_{.975} with 6 and 16 degrees of freedom.
  static let critical = [4: 2.446911848791681, 9: 2.119905299221011]

  @Test func counts() throws {
    #expect(Power.count(.paired, effect: 1.16) == 8)
    #expect(Power.count(.paired, effect: 1.0) == 10)
    #expect(Power.count(.unpaired, effect: -1.03) == 16)
    #expect(Power.count(.paired, effect: 1e-5) == nil)
    #expect(Power.count(.paired, effect: 50) == 2)
    let n = try #require(Power.count(.paired, effect: 0.3, alternative: .greater))
    #expect(Power.tTest(.paired, n: n, effect: 0.3, alternative: .greater) >= 0.8)
    #expect(Power.tTest(.paired, n: n - 1, effect: 0.3, alternative: .greater) < 0.8)
    let up = Power.tTest(.paired, n: 8, effect: 1, alternative: .greater)
    #expect(up == Power.tTest(.paired, n: 8, effect: -1, alternative: .less))
  }

  /// The power of equivalence, against simulated tests.
  @Test func equivalencePower() {
    var random = generator("equivalence")
    for (margin, difference) in [(1.2, 0.0), (1.5, 0.4), (0.3, 0.0)] {
      var shown = 0
      for _ in 0..<6000 {
        let d = (0..<8).map { _ in difference + random.normal() }
        if Equivalence.tost(d, margin: margin).isEquivalent { shown += 1 }
      }
      let power = Power.equivalence(.paired, n: 8, margin: margin, difference: difference)
      #expect(isClose(Double(shown) / 6000, power, 4 * 0.0065), "\(margin): \(power)")
    }
  }
}
