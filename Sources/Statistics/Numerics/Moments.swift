import Foundation

/// What counts as equal after rounding.
enum Rounding {
  /// Relative to the largest magnitude involved, sums and differences nearer than this are ties.
  ///
  /// Accuracies near 1 that differ by 1e-4 carry a relative rounding error of 1e-12 in their difference,
  /// while the smallest real steps between per-seed metrics are above 1e-7.
  static let tieTolerance = 1e-10
  /// A standard deviation below this part of the largest magnitude is rounding noise, and taken as 0.
  static let noise = 1e-12
}

/// The mean and the spread of some numbers.
package struct Moments {
  let count: Int
  let mean: Double
  /// With divisor `count − 1`; 0 for one value, and where it is only rounding noise.
  package let standardDeviation: Double

  /// - Precondition: at least `least` values, all finite.
  package init(_ values: [Double], atLeast least: Int = 2) {
    precondition(values.count >= least, "\(values.count) values; expected at least \(least)")
    precondition(values.allSatisfy(\.isFinite), "a value is not finite")
    count = values.count
    let scale = values.reduce(0) { max($0, abs($1)) }
    // Squares of numbers near the ends of the range would be 0 or infinite; a power of 2 rounds nothing.
    let unit =
      scale > 0 && abs(scale.exponent) > 400
      ? Double(sign: .plus, exponent: -scale.exponent, significand: 1) : 1
    let mean = values.reduce(0) { $0 + $1 * unit } / Double(values.count)
    self.mean = mean / unit
    let squares = values.reduce(0) { $0 + ($1 * unit - mean) * ($1 * unit - mean) }
    let deviation = (squares / Double(max(values.count - 1, 1))).squareRoot() / unit
    standardDeviation = deviation <= Rounding.noise * scale ? 0 : deviation
  }

  /// The standard error of the mean.
  var standardError: Double { standardDeviation / Double(count).squareRoot() }

  /// `(mean − reference) / standard error`; 0 when both are 0, and the largest finite number with the
  /// sign of the numerator when only the standard error is, so that a result can be written as JSON.
  func studentStatistic(against reference: Double) -> Double {
    let gap = mean - reference
    if standardError > 0 {
      let t = gap / standardError
      return t.isFinite ? t : copysign(.greatestFiniteMagnitude, t)
    }
    let isNoise = abs(gap) <= Rounding.noise * max(abs(mean), abs(reference))
    return isNoise ? 0 : copysign(.greatestFiniteMagnitude, gap)
  }
}

/// The `p` quantile of sorted numbers by linear interpolation at position `p·(count − 1)`.
///
/// - Source: Hyndman and Fan 1996, type 7 (the default of R and numpy).
func quantile(_ p: Double, ofSorted values: [Double]) -> Double {
  precondition(!values.isEmpty, "no quantile of no values")
  let position = p * Double(values.count - 1)
  let below = min(Int(position), values.count - 1)
  let above = min(below + 1, values.count - 1)
  return values[below] + (position - Double(below)) * (values[above] - values[below])
}

/// Ranks from 1, equal values (nearer than `tolerance`) sharing the mean of theirs, and the sizes of
/// all groups of equal values.
func midRanks(_ values: [Double], tolerance: Double = 0) -> (ranks: [Double], groups: [Int]) {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var groups: [Int] = []
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, values[order[end]] - values[order[end - 1]] <= tolerance { end += 1 }
    for i in start..<end { ranks[order[i]] = Double(start + 1 + end) / 2 }
    groups.append(end - start)
    start = end
  }
  return (ranks, groups)
}

/// Fails unless `level` is a confidence level.
func requireLevel(_ level: Double) {
  precondition(level > 0 && level < 1, "level \(level) is not between 0 and 1")
}
