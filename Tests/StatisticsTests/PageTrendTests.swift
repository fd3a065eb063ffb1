import Foundation
import Statistics
import Support
import Testing

@Suite struct PageTrendTests {
  /// Rows of three columns, from how often `Σ j·rank_j` is 14, 13, 11 and 10.
  static func rows(_ counts: (Int, Int, Int, Int)) -> [[Double]] {
    let orders: [[Double]] = [[1, 2, 3], [1, 3, 2], [3, 1, 2], [3, 2, 1]]
    var rows: [[Double]] = []
    for (order, count) in zip(orders, [counts.0, counts.1, counts.2, counts.3]) {
      for _ in 0..<count { rows.append(order) }
    }
    return rows
  }

  /// How rows make an L, and its exact p as a fraction.
  struct Critical: Sendable {
    var counts: (Int, Int, Int, Int)
    var statistic: Double
    var numerator: Double
    var denominator: Double
    var level: Double
    var passes: Bool
  }

  /// Page's table for 3 columns and 10 rows: 128, 131 and 134 at 5, 1 and 0.1 %. The fractions are
  /// from enumeration in Python.
  static let critical: [Critical] = [
    Critical(
      counts: (0, 9, 1, 0), statistic: 128, numerator: 88_127, denominator: 1_889_568,
      level: 0.05, passes: true),
    Critical(
      counts: (0, 9, 0, 1), statistic: 127, numerator: 30_991, denominator: 419_904,
      level: 0.05, passes: false),
    Critical(
      counts: (1, 9, 0, 0), statistic: 131, numerator: 62_605, denominator: 7_558_272,
      level: 0.01, passes: true),
    Critical(
      counts: (0, 10, 0, 0), statistic: 130, numerator: 39_581, denominator: 2_519_424,
      level: 0.01, passes: false),
    Critical(
      counts: (4, 6, 0, 0), statistic: 134, numerator: 14_845, denominator: 20_155_392,
      level: 0.001, passes: true),
    Critical(
      counts: (3, 7, 0, 0), statistic: 133, numerator: 36_665, denominator: 20_155_392,
      level: 0.001, passes: false),
  ]

  @Test(arguments: critical)
  func publishedCriticalValues(_ one: Critical) {
    let result = PageTrend.test(Self.rows(one.counts))
    #expect(result.statistic == one.statistic && result.isExact && result.count == 10)
    let p = one.numerator / one.denominator
    #expect(isClose(result.pValue, p, Tolerance.double), "\(result.pValue)")
    #expect((result.pValue <= one.level) == one.passes)
  }

  /// Without ties p is that of scipy 1.17, `page_trend_test(method='exact')`.
  @Test func equalsSciPy() {
    let four = [
      [-0.8, -0.92, 0.55, 1.62], [1.14, 0.51, 0.25, 0.42], [0.75, 2.03, 1.07, -0.03],
      [-0.96, 2, 1, -0.53], [-0.08, -0.76, 0.17, 0.71], [-0.71, 0.95, 0.74, 0.61],
    ]
    let small = PageTrend.test(four)
    #expect(small.statistic == 154)
    #expect(isClose(small.pValue, 0.3141463846172652, Tolerance.double))
    #expect(
      isClose(
        PageTrend.test(four, alternative: .less).pValue, 0.733488116898818, Tolerance.double))
    #expect(
      isClose(
        PageTrend.test(four, alternative: .twoSided).pValue, 2 * 0.3141463846172652,
        Tolerance.double))
    let seven = [
      [0.41, 1.23, -0.84, 0.94, 0.62, 1.83, 1.11], [0.02, 0.36, 0.5, 0.15, 1.2, 0.91, 1.04],
      [0.22, -0.71, 1.97, 1.92, -0.4, 2.27, 1.3],
    ]
    let wide = PageTrend.test(seven)
    #expect(wide.statistic == 382 && wide.isExact)
    #expect(isClose(wide.pValue, 16_269_919.0 / 1_778_112_000, Tolerance.double))
    // Beyond 7 columns: method='asymptotic'.
    let eight: [[Double]] = [
      [1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 3, 6, 5, 8, 7], [1, 3, 2, 4, 5, 7, 6, 8],
    ]
    let normal = PageTrend.test(eight)
    #expect(normal.statistic == 606 && !normal.isExact)
    #expect(isRelativelyClose(normal.pValue, 6.374837460548529e-06, 1e-9))
  }

  /// The data of scipy's documentation, with ties: its L, and p by enumeration of the mid-ranks in
  /// Python, 121/314928 (scipy's 0.0018 is that of 133.5 without ties).
  @Test func ties() {
    let rows: [[Double]] = [
      [3, 4, 3], [2, 2, 4], [3, 3, 5], [1, 3, 2], [2, 3, 2], [2, 4, 5], [1, 2, 4], [3, 4, 4],
      [2, 4, 5], [1, 3, 4],
    ]
    let result = PageTrend.test(rows)
    #expect(result.statistic == 133.5)
    #expect(isClose(result.pValue, 121.0 / 314_928, Tolerance.double))
    // 72 of 1296 orders; a row of equal values says nothing.
    let few = [[0.1, 0.4, 0.4], [0.2, 0.2, 0.9], [0.5, 0.3, 0.7], [0.6, 0.6, 0.6]]
    #expect(PageTrend.statistic(few) == 52)
    #expect(isClose(PageTrend.test(few).pValue, 72.0 / 1296, Tolerance.double))
    // What differs by rounding alone is a tie.
    #expect(PageTrend.statistic([[0.1 + 0.2, 0.3]]) == 4.5)
    let constant: [[Double]] = [[1, 1, 1], [2, 2, 2]]
    for alternative in Alternative.allCases {
      #expect(PageTrend.exactPValue(constant, alternative: alternative) == 1)
      #expect(PageTrend.normalPValue(constant, alternative: alternative) == 1)
    }
  }

  /// Two columns make a sign test: 4 of 5 rise, the fifth is a tie, so 5 of 16 signs.
  @Test func twoColumns() {
    let rows = [[0, 1], [0, 1], [0, 1], [1, 0], [0.5, 0.5]]
    #expect(isClose(PageTrend.test(rows).pValue, 5.0 / 16, Tolerance.double))
  }

  /// A slow and obvious second implementation: all orders of all rows.
  @Test(arguments: Alternative.allCases)
  func equalsEnumeration(alternative: Alternative) {
    var random = generator("page \(alternative)")
    for _ in 0..<4 {
      // Few values, so that there are ties.
      let rows = (0..<3).map { _ in (0..<4).map { _ in Double(random.integer(below: 4)) } }
      let observed = PageTrend.statistic(rows)
      var (upper, lower, all) = (0, 0, 0)
      let orders = rows.map { Self.orders(of: $0) }
      for first in orders[0] {
        for second in orders[1] {
          for third in orders[2] {
            let statistic = PageTrend.statistic([first, second, third])
            all += 1
            upper += statistic >= observed ? 1 : 0
            lower += statistic <= observed ? 1 : 0
          }
        }
      }
      let (rising, falling) = (Double(upper) / Double(all), Double(lower) / Double(all))
      let expected =
        switch alternative {
        case .twoSided: min(1, 2 * min(rising, falling))
        case .greater: rising
        case .less: falling
        }
      let p = PageTrend.test(rows, alternative: alternative).pValue
      #expect(isClose(p, expected, Tolerance.double))
    }
  }

  private static func orders(of row: [Double]) -> [[Double]] {
    guard row.count > 1 else { return [row] }
    var found: [[Double]] = []
    for i in row.indices {
      var rest = row
      let chosen = rest.remove(at: i)
      for order in orders(of: rest) { found.append([chosen] + order) }
    }
    return found
  }

  /// 40 rows of 6 columns: in Python the two differ by at most 0.004.
  @Test(arguments: [0, 0.05, 0.1])
  func normalApproachesExact(slope: Double) {
    var random = generator("page normal \(slope)")
    for _ in 0..<10 {
      let rows = (0..<40).map { _ in (0..<6).map { j in slope * Double(j) + random.normal() } }
      for alternative in Alternative.allCases {
        let exact = PageTrend.exactPValue(rows, alternative: alternative)
        let normal = PageTrend.normalPValue(rows, alternative: alternative)
        #expect(isClose(exact, normal, alternative == .twoSided ? 0.02 : 0.01))
      }
    }
  }

  /// The largest attainable level below 5 % with 8 rows of 4 columns is 4.93 %.
  @Test func isCalibratedUnderTheNull() {
    var random = generator("page null")
    let repeats = 4000
    var passed = 0
    for _ in 0..<repeats {
      let rows = (0..<8).map { _ in (0..<4).map { _ in random.normal() } }
      if PageTrend.test(rows).pValue <= 0.05 { passed += 1 }
    }
    let rate = Double(passed) / Double(repeats)
    #expect(isClose(rate, 0.0493, 0.014), "\(rate)")
  }

  @Test func rejectsWhatIsNotATable() async {
    await #expect(processExitsWith: .failure) { _ = PageTrend.test([]) }
    await #expect(processExitsWith: .failure) { _ = PageTrend.test([[1]]) }
    await #expect(processExitsWith: .failure) { _ = PageTrend.test([[1, 2], [1, 2, 3]]) }
    await #expect(processExitsWith: .failure) { _ = PageTrend.test([[1, .nan]]) }
  }
}
