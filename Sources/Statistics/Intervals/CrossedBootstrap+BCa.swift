import Foundation
import Support

extension CrossedBootstrap {
  /// From how many seeds on the corrected interval is worth reporting.
  public static let leastSeedsForCorrection = 8

  /// The bias-corrected and accelerated interval of the mean of a table of seeds × problems.
  ///
  /// ```
  /// ends at the quantiles Φ( z₀ + (z₀ ± z)/(1 − a(z₀ ± z)) ) of the crossed draws
  /// z₀ = Φ⁻¹(share of draws below the mean, ties half),   a = Σ l³/(6·(Σ l²)^{3/2})
  /// ```
  ///
  /// with l the influences of seeds, `(r_s − r̄)/S`, and of problems, `(c_m − c̄)/M`.
  ///
  /// - Returns: `nil` below 8 seeds, where the correction is noise, for one problem, and without spread.
  /// - Precondition: as for `interval`.
  /// - Source: Efron 1987, JASA 82(397), 171–185, eq. 3.8 and 6.6; the sum over two samples as in Davison
  ///   and Hinkley 1997, Bootstrap Methods, eq. 5.29.
  /// - Deviation: the two ways of the table are treated as two samples.
  public static func correctedInterval(
    _ table: [[Double]], draws: Int = 10_000, level: Double = 0.95, stream: RandomStream
  ) -> Interval? {
    requireLevel(level)
    guard table.count >= leastSeedsForCorrection, let width = table.first?.count, width > 1 else {
      return nil
    }
    let means = replicates([table], draws: draws, stream: stream)[0].sorted()
    let rows = table.map { $0.reduce(0, +) / Double(width) }
    let columns = (0..<width).map { m in table.reduce(0) { $0 + $1[m] } / Double(table.count) }
    let mean = rows.reduce(0, +) / Double(rows.count)
    let influences =
      rows.map { ($0 - mean) / Double(rows.count) } + columns.map { ($0 - mean) / Double(width) }
    let squares = influences.reduce(0) { $0 + $1 * $1 }
    guard squares > 0 else { return nil }
    let acceleration = influences.reduce(0) { $0 + $1 * $1 * $1 } / (6 * pow(squares, 1.5))
    let tolerance = Rounding.tieTolerance * max(abs(mean), squares.squareRoot())
    let below = Double(means.count { $0 < mean - tolerance })
    let equal = Double(means.count { abs($0 - mean) <= tolerance })
    let share = (below + equal / 2) / Double(draws)
    guard share > 0, share < 1 else { return nil }
    let bias = Distribution.normalQuantile(share)
    func end(_ p: Double) -> Double {
      let z = bias + Distribution.normalQuantile(p)
      let corrected = Distribution.normalLowerTail(bias + z / (1 - acceleration * z))
      return quantile(corrected, ofSorted: means)
    }
    return Interval(low: end((1 - level) / 2), high: end((1 + level) / 2), level: level)
  }
}
