import Foundation
import Statistics
import Testing

@Suite struct ProportionsTests {
  @Test func workedNumbers() {
    let wilson = Proportions.wilson(successes: 37, trials: 50)
    #expect(isClose(wilson.low, 0.604468, Tolerance.sixDigits))
    #expect(isClose(wilson.high, 0.841285, Tolerance.sixDigits))
    let exact = Proportions.clopperPearson(successes: 37, trials: 50)
    #expect(isClose(exact.low, 0.596552, Tolerance.sixDigits))
    #expect(isClose(exact.high, 0.853699, Tolerance.sixDigits))
    let jeffreys = Proportions.jeffreys(successes: 37, trials: 50)
    #expect(isClose(jeffreys.low, 0.607392, Tolerance.sixDigits))
    #expect(isClose(jeffreys.high, 0.845733, Tolerance.sixDigits))
    #expect(isClose(Proportions.upperBoundWhenNone(trials: 1024), 0.0029212, 6e-8))
  }

  /// The ends of the exact interval are where a binomial tail equals α/2.
  @Test func clopperPearsonInvertsTheBinomial() {
    for (c, n) in [(1, 7), (6, 7), (3, 40), (200, 1024), (1, 5000)] {
      let interval = Proportions.clopperPearson(successes: c, trials: n, level: 0.9)
      let upper = (c...n).reduce(0) { $0 + binomialMass($1, n, interval.low) }
      let lower = (0...c).reduce(0) { $0 + binomialMass($1, n, interval.high) }
      #expect(isClose(upper, 0.05, Tolerance.logarithms))
      #expect(isClose(lower, 0.05, Tolerance.logarithms))
    }
  }

  /// The Wilson ends are where the score statistic is ±z: with z² = (p̂ − p)²/(p(1 − p)/n).
  @Test func wilsonInvertsTheScoreTest() {
    for (c, n) in [(1, 7), (37, 50), (512, 1024)] {
      let interval = Proportions.wilson(successes: c, trials: n, level: 0.95)
      for p in [interval.low, interval.high] {
        let z = (Double(c) / Double(n) - p) / (p * (1 - p) / Double(n)).squareRoot()
        #expect(isClose(abs(z), 1.959963984540054, Tolerance.logarithms))
      }
    }
  }

  @Test func edges() {
    typealias Method = @Sendable (Int, Int, Double) -> Interval
    let methods: [Method] = [
      { Proportions.wilson(successes: $0, trials: $1, level: $2) },
      { Proportions.clopperPearson(successes: $0, trials: $1, level: $2) },
      { Proportions.jeffreys(successes: $0, trials: $1, level: $2) },
    ]
    for method in methods {
      let nothing = method(0, 0, 0.95)
      #expect(nothing.low == 0 && nothing.high == 1)
      #expect(method(0, 30, 0.95).low == 0 && method(30, 30, 0.95).high == 1)
      #expect(method(0, 30, 0.95).high < 0.2)
      for c in 0...30 {
        let interval = method(c, 30, 0.95)
        let mirrored = method(30 - c, 30, 0.95)
        #expect(interval.contains(Double(c) / 30))
        #expect(isClose(interval.low, 1 - mirrored.high, Tolerance.double))
        #expect(method(c, 30, 0.99).width > interval.width)
      }
    }
    #expect(Proportions.upperBoundWhenNone(trials: 0) == 1)
    // At zero successes the one-sided 97.5 % bound is the upper end of the two-sided 95 % interval.
    let end = Proportions.clopperPearson(successes: 0, trials: 64).high
    #expect(
      isClose(Proportions.upperBoundWhenNone(trials: 64, level: 0.975), end, Tolerance.double))
  }

  /// Coverage is computed, not simulated: the binomial masses of all counts whose interval holds p.
  ///
  /// Clopper–Pearson never covers less than its level. Wilson and Jeffreys are near it on average over p and
  /// may be far below for p near 0 or 1: the worst of Wilson is 0.83.
  @Test(arguments: [10, 50, 200]) func coverage(n: Int) {
    func coverage(_ intervals: [Interval], _ p: Double) -> Double {
      (0...n).reduce(0) { $0 + (intervals[$1].contains(p) ? binomialMass($1, n, p) : 0) }
    }
    let wilson = (0...n).map { Proportions.wilson(successes: $0, trials: n) }
    let exact = (0...n).map { Proportions.clopperPearson(successes: $0, trials: n) }
    let jeffreys = (0...n).map { Proportions.jeffreys(successes: $0, trials: n) }
    let grid = (1..<2000).map { Double($0) / 2000 }
    let (w, e, j) = (
      grid.map { coverage(wilson, $0) }, grid.map { coverage(exact, $0) },
      grid.map { coverage(jeffreys, $0) }
    )
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    #expect(e.allSatisfy { $0 >= 0.95 - Tolerance.double })
    #expect(isClose(mean(w), 0.95, 0.006), "Wilson covers \(mean(w)) on average")
    #expect(isClose(mean(j), 0.95, 0.006), "Jeffreys covers \(mean(j)) on average")
    #expect(w.min()! > 0.83 && w.min()! < 0.94, "Wilson covers \(w.min()!) at worst")
  }

  @Test func rejectsImpossibleCounts() async {
    await #expect(processExitsWith: .failure) { _ = Proportions.wilson(successes: 3, trials: 2) }
    await #expect(processExitsWith: .failure) {
      _ = Proportions.jeffreys(successes: 1, trials: 2, level: 1)
    }
  }
}
