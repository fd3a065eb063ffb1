import Foundation
import Support

/// A straight line in the logarithm of x.
///
/// ```
/// y = a + b·ln x
/// ```
///
/// Solved exactly by linear least squares. It has no ceiling, so nothing can be said about one.
///
/// - Source: the limit B → 0 of `PowerLaw`; as a rival of the sigmoid Khatri et al. 2025,
///   arXiv:2510.13786, section 3.
/// - Deviation: none.
/// - Not for: shares and accuracies over a range in which their ceiling shows; x = 0.
public struct LogLinear: CurveLaw {
  /// The word on the command line.
  public let name = "log-linear"
  /// The curve.
  public let equation = "a + b*ln(x)"
  /// What it is.
  public let summary = "A straight line in the logarithm of x, without a ceiling."
  /// Where it was published.
  public let source = Source("Khatri et al. 2025, arXiv:2510.13786, section 3")
  /// It is solved by linear least squares.
  public let isLinear = true
  /// The parameters, in order.
  public let parameters = [CurveParameter("a"), CurveParameter("b")]

  /// The law.
  public init() {}

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let logarithm = log(x[0])
    gradient?[0] = 1
    gradient?[1] = logarithm
    return p[0] + p[1] * logarithm
  }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    x[0] > 0 ? nil : "x is \(x[0]); ln x needs x above 0"
  }

  /// Leaves out points at x = 0.
  public func prepare(_ data: CurveData, fixed: [String: Double]) -> PreparedCurve {
    withoutZero(data, fixed)
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] { [[0, 0]] }
}
