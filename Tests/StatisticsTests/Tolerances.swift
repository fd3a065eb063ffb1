import Foundation
import Support

/// Why each tolerance is what it is.
enum Tolerance {
  /// Both sides are computed in Double by different roads.
  static let double = 1e-12
  /// Slow second implementations that subtract large logarithms.
  static let logarithms = 1e-9
  /// Worked examples print six significant digits, rounded.
  static let sixDigits = 6e-7
  /// Worked examples print five or four significant digits.
  static let fourDigits = 6e-5
  /// Standard deviation of a standard deviation from 10 000 draws: 0.7 %, four times over.
  static let tenThousandDraws = 0.03
}

func isClose(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a - b) <= tolerance }

/// Relative to the expected value, for numbers printed with a fixed number of significant digits.
func isRelativelyClose(_ a: Double, _ expected: Double, _ tolerance: Double) -> Bool {
  abs(a - expected) <= tolerance * abs(expected)
}

/// `C(n, c) p^c (1 − p)^(n − c)`.
func binomialMass(_ c: Int, _ n: Int, _ p: Double) -> Double {
  if p == 0 { return c == 0 ? 1 : 0 }
  if p == 1 { return c == n ? 1 : 0 }
  let choose = lgamma(Double(n + 1)) - lgamma(Double(c + 1)) - lgamma(Double(n - c + 1))
  return exp(choose + Double(c) * log(p) + Double(n - c) * log1p(-p))
}

func generator(_ name: String, _ index: Int = 0) -> RandomGenerator {
  RandomStream(seed: 20_250_101)["test", name, index].generator()
}

func standardDeviation(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  return (squares / Double(values.count - 1)).squareRoot()
}

/// The 12 pairs of a worked example.
let workedBase = [0, 0.05, 0.10, 0.15, 0.20, 0.30, 0.35, 0.45, 0.50, 0.60, 0.75, 0.90]
let workedRL = [0, 0, 0.25, 0.30, 0.45, 0.55, 0.50, 0.80, 0.70, 0.95, 0.90, 1]
let workedDifferences = zip(workedRL, workedBase).map { $0 - $1 }
