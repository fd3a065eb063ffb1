import Foundation
import Statistics
import Support
import Testing

@Suite struct KendallTests {
  static let a = [0.31, 0.35, 0.29, 0.40, 0.38, 0.33, 0.42, 0.36]
  static let b = [0.52, 0.55, 0.50, 0.61, 0.66, 0.54, 0.63, 0.58]

  @Test func workedNumbers() throws {
    let result = try #require(Kendall.test(Self.a, Self.b))
    #expect(isClose(result.tau, 0.857143, Tolerance.sixDigits))
    #expect(isRelativelyClose(try #require(result.exactPValue), 0.0017361, Tolerance.fourDigits))
    let rho = try #require(Correlation.spearman(Self.a, Self.b))
    #expect(isClose(rho, 0.928571, Tolerance.sixDigits))
  }

  /// The distribution of inversions is that of all orders.
  @Test(arguments: Alternative.allCases)
  func exactEqualsAllOrders(alternative: Alternative) throws {
    var random = generator("orders \(alternative)")
    for n in 2...6 {
      let x = (0..<n).map { _ in random.normal() }
      let y = (0..<n).map { _ in random.normal() }
      let found = try #require(Kendall.test(x, y, alternative: alternative))
      var (extreme, all) = (0, 0)
      func visit(_ rest: [Double], _ chosen: [Double]) {
        if rest.isEmpty {
          var s = 0
          for i in 0..<n {
            for j in 0..<i { s += (x[i] > x[j]) == (chosen[i] > chosen[j]) ? 1 : -1 }
          }
          all += 1
          switch alternative {
          case .twoSided: extreme += abs(s) >= abs(found.s) ? 1 : 0
          case .greater: extreme += s >= found.s ? 1 : 0
          case .less: extreme += s <= found.s ? 1 : 0
          }
        }
        for i in rest.indices {
          var next = rest
          next.remove(at: i)
          visit(next, chosen + [rest[i]])
        }
      }
      visit(y, [])
      let exact = try #require(found.exactPValue)
      #expect(isClose(exact, Double(extreme) / Double(all), 1e-12))
    }
  }

  /// Ties: the values of scipy 1.17, `kendalltau(method='asymptotic')`.
  @Test func ties() throws {
    let x: [Double] = [1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 8, 9]
    let y: [Double] = [2, 1, 3, 3, 2, 5, 4, 4, 6, 7, 7, 5]
    let result = try #require(Kendall.test(x, y))
    #expect(isClose(result.tau, 0.6775074858941581, 1e-12), "\(result.tau)")
    #expect(
      isRelativelyClose(result.normalPValue, 0.0033444489555996427, 1e-9), "\(result.normalPValue)")
    #expect(result.exactPValue == nil && result.pValue == result.normalPValue)
    #expect(Kendall.test([1, 1, 1], [1, 2, 3]) == nil)
    let few = try #require(Kendall.test([1, 1, 2], [1, 2, 3]))
    // Of six orders of 1, 2, 3 four have |S| = 2.
    let exact = try #require(few.exactPValue)
    #expect(few.s == 2 && isClose(exact, 4.0 / 6, 1e-12))
  }

  @Test func uniformUnderTheNull() throws {
    var random = generator("kendall null")
    var rejected = 0
    for _ in 0..<5000 {
      let x = (0..<6).map { _ in random.normal() }
      let y = (0..<6).map { _ in random.normal() }
      // The attainable level of |S| ≥ 13 with six pairs is 2·(1 + 5)/720 = 0.01667.
      let result = try #require(Kendall.test(x, y))
      if result.pValue <= 0.02 { rejected += 1 }
    }
    let rate = Double(rejected) / 5000
    #expect(isClose(rate, 12.0 / 720, 4 * 0.0018), "\(rate)")
  }
}
