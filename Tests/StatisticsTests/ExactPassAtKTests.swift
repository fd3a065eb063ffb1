import Foundation
import Statistics
import Support
import Testing

@Suite struct ExactPassAtKTests {
  /// By mpmath with 400 digits, from the doubles on the left.
  @Test(arguments: [
    (-690.7755278982137, 1, 1.0000000000000237e-300),
    (-690.7755278982137, 1_048_576, 1.0485760000000249e-294),
    (-13.815510557964274, 1, 1.0000000000000004e-06),
    (-13.815510557964274, 1_048_576, 0.6495637682976371),
    (-9.0, 4096, 0.39680680937512697),
    (-2.302585092994046, 16, 0.8146979811148158),
    (-0.7, 3, 0.8724214478023911),
    (-0.6931471805599453, 1, 0.5),
    (-0.6931471805599453, 10, 0.9990234375),
    (-0.5, 3, 0.9390838157720032),
    (-1e-12, 1, 0.999999999999),
    (-1e-12, 5, 1.0),
  ])
  func references(logProbability: Double, k: Int, expected: Double) {
    let value = ExactPassAtK.value(logProbability: logProbability, k: k)
    #expect(isRelativelyClose(value, expected, 4e-15), "\(value)")
  }

  @Test func ends() {
    for k in [1, 2, 1 << 20] {
      #expect(ExactPassAtK.value(logProbability: 0, k: k) == 1)
      #expect(ExactPassAtK.value(logProbability: 1e-10, k: k) == 1)
      #expect(ExactPassAtK.value(logProbability: -.infinity, k: k) == 0)
      #expect(ExactPassAtK.value(logProbability: -1e300, k: k) == 0)
    }
  }

  @Test func grid() {
    #expect(ExactPassAtK.ks.count == 21)
    #expect(ExactPassAtK.ks == PassAtK.powersOfTwo(upTo: 1 << 20))
  }

  /// One attempt gives p itself, and the whole is `PassAtK.chance` of it.
  @Test func equalsChance() {
    var random = generator("exact chance")
    for _ in 0..<2000 {
      let logProbability = -exp(12 * random.uniform() - 6)
      let p = exp(logProbability)
      let one = ExactPassAtK.value(logProbability: logProbability, k: 1)
      #expect(isRelativelyClose(one, p, 1e-14))
      guard p < 0.999 else { continue }
      let k = 1 + random.integer(below: 5000)
      let many = ExactPassAtK.value(logProbability: logProbability, k: k)
      // Rounding p loses digits of 1 − p, up to k·1e-16 of the logarithm.
      #expect(isRelativelyClose(many, PassAtK.chance(p, k: k), Tolerance.double))
    }
  }

  @Test func risesWithKAndP() {
    for logProbability in [-700, -50, -5, -0.7, -0.69, -0.01, -1e-9] {
      let values = ExactPassAtK.ks.map {
        ExactPassAtK.value(logProbability: logProbability, k: $0)
      }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
      #expect(values.allSatisfy { $0 > 0 && $0 <= 1 })
    }
    // Also where the two formulas meet, at p = ½.
    let around = (-20...20).map { step in
      ExactPassAtK.value(logProbability: -0.6931471805599453 + Double(step) * 1e-15, k: 3)
    }
    #expect(zip(around, around.dropFirst()).allSatisfy { $0 <= $1 + 2e-15 })
  }

  @Test func curveIsTheMeanOverProblems() {
    let logs = [-690.7755278982137, -13.815510557964274, -2.302585092994046, 0]
    let ks = [16, 1, 1 << 20]
    let curve = ExactPassAtK.curve(logs, ks: ks)
    for (value, expected) in zip(curve, [0.4536784952487041, 0.27500025, 0.6623909420744093]) {
      #expect(isRelativelyClose(value, expected, 1e-14))
    }
    for (k, value) in zip(ks, curve) {
      let each = ExactPassAtK.perProblem(logs, k: k)
      #expect(each == logs.map { ExactPassAtK.value(logProbability: $0, k: k) })
      #expect(isClose(each.reduce(0, +) / 4, value, Tolerance.double))
    }
    #expect(ExactPassAtK.perProblem([], k: 1).isEmpty)
    #expect(ExactPassAtK.curve(logs, ks: []).isEmpty)
  }

  @Test func rejectsWhatIsNotALogProbability() async {
    await #expect(processExitsWith: .failure) {
      _ = ExactPassAtK.value(logProbability: 1e-6, k: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = ExactPassAtK.value(logProbability: .nan, k: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = ExactPassAtK.value(logProbability: -1, k: 0)
    }
    await #expect(processExitsWith: .failure) { _ = ExactPassAtK.curve([], ks: [1]) }
  }
}
