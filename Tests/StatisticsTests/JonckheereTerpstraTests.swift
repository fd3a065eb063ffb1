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

  /// The variance of values some of which are equal is that over all their orders.
  @Test func tiesAreCorrectedFor() {
    let values = [0.0, 0, 1, 1, 1, 2]
    var found: [Double] = []
    func permute(_ rest: [Double], _ chosen: [Double]) {
      guard !rest.isEmpty else {
        found.append(
          JonckheereTerpstra.statistic([
            Array(chosen[..<2]), Array(chosen[2..<4]), Array(chosen[4...]),
          ]))
        return
      }
      for i in rest.indices {
        var others = rest
        others.remove(at: i)
        permute(others, chosen + [rest[i]])
      }
    }
    permute(values, [])
    let mean = found.reduce(0, +) / Double(found.count)
    let variance = found.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(found.count)
    let groups = [[0.0, 0], [1, 1], [1, 2]]
    #expect(abs(JonckheereTerpstra.tiedVariance(groups) - variance) < 1e-9)
    let (own, plain) = (
      JonckheereTerpstra.test(groups, correctsTies: true), JonckheereTerpstra.test(groups)
    )
    #expect(own.statistic > plain.statistic && own.pValue < plain.pValue)
    let apart = [[1.0, 2], [3, 4]]
    #expect(
      JonckheereTerpstra.test(apart, correctsTies: true).statistic
        == JonckheereTerpstra.test(apart).statistic)
    #expect(JonckheereTerpstra.test([[1, 1], [1, 1]], correctsTies: true).statistic == 0)
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
