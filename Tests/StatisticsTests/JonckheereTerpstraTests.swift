import Statistics
import Support
import Testing

@Suite struct JonckheereTerpstraTests {
  /// Worked example: JT = 93, mean 48, variance 114.667, z = 4.202366, p = 1.32e-5.
  @Test func givesTheWorkedNumbers() {
    let groups = [
      [0.02, 0.03, 0.01, 0.02], [0.03, 0.02, 0.05, 0.03], [0.21, 0.28, 0.18, 0.25],
      [0.41, 0.38, 0.45, 0.40],
    ]
    #expect(JonckheereTerpstra.statistic(groups) == 93)
    let result = JonckheereTerpstra.test(groups)
    #expect(abs(result.statistic - 4.202366) < 5e-7)
    #expect(abs(result.pValue - 1.32e-5) < 5e-8)
    #expect(JonckheereTerpstra.test(groups, alternative: .less).pValue > 0.9999)
  }

  /// Under the null z is standard normal up to the approximation: 5 % of 4000 simulations pass 5 %.
  @Test func isCalibratedUnderTheNull() {
    var generator = RandomStream(seed: 7)["jonckheere"].generator()
    var passed = 0
    for _ in 0..<4000 {
      let groups = (0..<4).map { _ in (0..<8).map { _ in generator.normal() } }
      if JonckheereTerpstra.test(groups).pValue <= 0.05 { passed += 1 }
    }
    #expect(abs(Double(passed) / 4000 - 0.05) < 0.015)
  }
}
