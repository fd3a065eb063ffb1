import Foundation
import Support

/// The exponentiated power law of pass@k.
///
/// ```
/// S(k) = exp(a·k^b),   a < 0, b < 0
/// ```
///
/// The three estimators in use give different numbers, so the one used is always named:
///
/// | estimator | least squares on |
/// | --- | --- |
/// | `log` | ln S (the default) |
/// | `linear` | S |
/// | `line` | ln(−ln S), a straight line in ln k |
///
/// Which k there are is part of the estimator too.
///
/// - Source: Brown et al. 2024, arXiv:2407.21787, section 3.
/// - Deviation: none.
/// - Not for: sets with problems that cannot be solved, as S tends to 1; intervals from the points of one
///   pass@k curve, which come from the same samples and depend on one another.
public struct ExponentiatedPower: CurveLaw {
  /// What the squares are summed over.
  public enum Estimator: String, Sendable, Equatable, Codable, CaseIterable {
    /// ln S.
    case log
    /// S.
    case linear
    /// ln(−ln S).
    case line
  }

  /// The word on the command line.
  public let name = "exponentiated-power"
  /// The curve.
  public let equation = "exp(a*x^b)"
  /// What it is.
  public let summary = "Coverage S against the number of samples k."
  /// Where it was published.
  public let source = Source("Brown et al. 2024, arXiv:2407.21787, section 3")
  /// The parameters, in order.
  public let parameters = [CurveParameter("a", .negative), CurveParameter("b", .negative)]
  private let kind: Estimator

  /// The law with one of its estimators.
  public init(_ estimator: Estimator = .log) { kind = estimator }

  /// What the squares are summed over.
  public var estimator: String { kind.rawValue }

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let logarithm = Foundation.log(x[0])
    if kind == .line {
      gradient?[0] = 1 / p[0]
      gradient?[1] = logarithm
      return Foundation.log(-p[0]) + p[1] * logarithm
    }
    let power = exp(p[1] * logarithm)
    let exponent = p[0] * power
    let factor = kind == .log ? 1 : exp(exponent)
    gradient?[0] = factor * power
    gradient?[1] = factor * exponent * logarithm
    return kind == .log ? exponent : factor
  }

  /// A measured value in fit space.
  public func target(_ y: Double) -> Double {
    switch kind {
    case .log: Foundation.log(y)
    case .linear: y
    case .line: Foundation.log(-Foundation.log(y))
    }
  }

  /// The inverse of `target`.
  public func response(_ value: Double) -> Double {
    switch kind {
    case .log: exp(value)
    case .linear: value
    case .line: exp(-exp(value))
    }
  }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    if x[0] <= 0 { return "x is \(x[0]); a number of samples above 0 is expected" }
    switch kind {
    case .log:
      return y > 0 && y <= 1
        ? nil : "y is \(y); the estimator 'log' takes fractions above 0, up to 1"
    case .linear: return y >= 0 && y <= 1 ? nil : "y is \(y); a fraction from 0 to 1 is expected"
    case .line:
      return y > 0 && y < 1
        ? nil : "y is \(y); the estimator 'line' takes fractions between 0 and 1"
    }
  }

  /// Leaves out points at x = 0.
  public func prepare(_ data: CurveData, fixed: [String: Double]) -> PreparedCurve {
    withoutZero(data, fixed)
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    // −ln S at the ends of what can be said of a fraction.
    let depths = data.y.map { -Foundation.log(min(max($0, 1e-6), 1 - 1e-9)) }
    return (0..<24).map { step in
      let b = fixed["b"] ?? -exp(Foundation.log(0.01) + Foundation.log(300) * Double(step) / 23)
      var (top, bottom) = (0.0, 0.0)
      for (x, depth) in zip(data.x, depths) {
        let power = exp(b * Foundation.log(x[0]))
        top += power * depth
        bottom += power * power
      }
      return [-top / bottom, b]
    }
  }
}
