/// Page's test for a trend over ordered conditions that every replicate went through.
///
/// Each row is ranked by itself, equal values sharing their mean rank, and with k columns and n
/// rows
///
/// ```
/// L = Σ_rows Σ_j j·rank_j
/// E = n·k(k + 1)²/4,   Var = k(k + 1)/12 · Σ_rows Σ_j (rank_j − (k + 1)/2)²,   z = (L − E)/√Var
/// ```
///
/// Without ties Var is Page's `n·k²(k + 1)²(k − 1)/144`. Up to `exactLimit` columns p is exact:
/// under the null every order of the ranks of a row is as likely as any other, and rows are
/// independent. Beyond, z is taken as normal without continuity correction.
///
/// - Source: Page 1963, JASA 58(301), 216–230 (L, its mean and variance, the tables); ties as in
///   Hollander and Wolfe 1999, section 7.2.
/// - Deviation: with ties p is that of the observed mid-ranks, which is exact given the ties;
///   tables and scipy's `page_trend_test` take the distribution without ties. Values nearer than
///   1e-10 of the row's largest magnitude are ties.
/// - Not for: independent groups (`JonckheereTerpstra`); an order that was chosen after a look. A small p is
///   no proof that every step rises: one large step is enough.
public enum PageTrend {
  /// Up to this many columns p is exact.
  public static let exactLimit = 7

  /// Tests whether values rise from the first column to the last.
  ///
  /// The two-sided p is twice the smaller tail, at most 1. Rows without any difference give p = 1.
  ///
  /// - Parameters:
  ///   - rows: one row a replicate, columns in the order in which they should rise, `[n][k]`.
  ///   - alternative: the direction that counts as evidence; `greater` is rising.
  /// - Returns: L as the statistic; `count` is the number of rows.
  /// - Precondition: at least one row and two columns; the table is rectangular and finite.
  /// - Complexity: k! a pattern of ties and about n²·k⁶/18 operations if exact, else n·k·log k.
  public static func test(
    _ rows: [[Double]], alternative: Alternative = .greater
  ) -> TestResult {
    let isExact = (rows.first?.count ?? 0) <= exactLimit
    return TestResult(
      test: "Page trend", statistic: statistic(rows),
      pValue: isExact
        ? exactPValue(rows, alternative: alternative)
        : normalPValue(rows, alternative: alternative),
      alternative: alternative, count: rows.count, isExact: isExact)
  }

  /// L, between `n·k(k + 1)(k + 2)/6` for falling and `n·k(k + 1)(2k + 1)/6` for rising rows.
  ///
  /// - Precondition: as for `test`.
  public static func statistic(_ rows: [[Double]]) -> Double {
    Double(doubledRanks(rows).reduce(0) { $0 + weighted($1) }) / 2
  }

  package static func exactPValue(_ rows: [[Double]], alternative: Alternative) -> Double {
    let ranks = doubledRanks(rows)
    var known: [[Int]: [Double]] = [:]
    var shares = [1.0]
    var (least, observed) = (0, 0)
    for row in ranks {
      let rising = row.sorted()
      let own = known[rising] ?? rowShares(rising)
      known[rising] = own
      least += weighted(rising.reversed())
      observed += weighted(row)
      var next = [Double](repeating: 0, count: shares.count + own.count - 1)
      for (i, share) in shares.enumerated() where share > 0 {
        for (j, extra) in own.enumerated() where extra > 0 { next[i + j] += share * extra }
      }
      shares = next
    }
    let upper = min(1, shares[(observed - least)...].reduce(0, +))
    let lower = min(1, shares[...(observed - least)].reduce(0, +))
    return alternative.pValue(lower: lower, upper: upper)
  }

  package static func normalPValue(_ rows: [[Double]], alternative: Alternative) -> Double {
    let ranks = doubledRanks(rows)
    let k = Double(ranks[0].count)
    let mean = Double(ranks.count) * k * (k + 1) * (k + 1) / 4
    // Doubled ranks, so squares are four times too large.
    var squares = 0.0
    for rank in ranks.joined() {
      let gap = Double(rank) - (k + 1)
      squares += gap * gap / 4
    }
    guard squares > 0 else { return 1 }
    let z = (statistic(rows) - mean) / (k * (k + 1) / 12 * squares).squareRoot()
    return alternative.pValue(z, upperTail: Distribution.normalUpperTail)
  }

  /// Twice the mid-ranks of every row, which are integers, `[n][k]`.
  private static func doubledRanks(_ rows: [[Double]]) -> [[Int]] {
    precondition(!rows.isEmpty, "no rows")
    let width = rows[0].count
    precondition(width > 1, "\(width) columns; expected at least 2")
    var ranks: [[Int]] = []
    for (index, row) in rows.enumerated() {
      precondition(row.count == width, "row \(index) has \(row.count) columns, expected \(width)")
      precondition(row.allSatisfy(\.isFinite), "a value of row \(index) is not finite")
      let largest = row.reduce(0) { max($0, abs($1)) }
      let own = midRanks(row, tolerance: Rounding.tieTolerance * largest).ranks
      ranks.append(own.map { Int((2 * $0).rounded()) })
    }
    return ranks
  }

  /// `Σ_j j·rank_j` of one row.
  private static func weighted(_ ranks: [Int]) -> Int {
    var sum = 0
    for (j, rank) in ranks.enumerated() { sum += (j + 1) * rank }
    return sum
  }

  /// The probabilities of `Σ_j j·rank_j` over all orders of rising ranks, from its smallest value
  /// on.
  private static func rowShares(_ rising: [Int]) -> [Double] {
    let least = weighted(rising.reversed())
    var counts = [Double](repeating: 0, count: weighted(rising) - least + 1)
    func visit(_ order: inout [Int], _ place: Int, _ sum: Int) {
      if place == order.count {
        counts[sum - least] += 1
        return
      }
      for i in place..<order.count {
        order.swapAt(place, i)
        let next = sum + (place + 1) * order[place]
        visit(&order, place + 1, next)
        order.swapAt(place, i)
      }
    }
    var order = rising
    visit(&order, 0, 0)
    let all = counts.reduce(0, +)
    return counts.map { $0 / all }
  }
}
