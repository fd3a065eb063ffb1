import Foundation
import Support

/// The entropy law: reward is bought with policy entropy.
///
/// ```
/// R = b − a·e^H,   H in nats;   ceiling b − a at H = 0
/// ```
///
/// Solved exactly by linear least squares.
///
/// - Source: Cui et al. 2025, arXiv:2505.22617, abstract.
/// - Deviation: none.
/// - Not for: runs whose entropy is held up by a bonus, a target or a wider clip: the law was seen where
///   entropy falls unhindered. A ceiling read far from H = 0 is an extrapolation.
public struct EntropyLaw: CurveLaw {
  /// The word on the command line.
  public let name = "entropy"
  /// The curve.
  public let equation = "b - a*exp(x)"
  /// What it is.
  public let summary = "Reward as a function of policy entropy; its ceiling is b − a."
  /// Where it was published.
  public let source = Source("Cui et al. 2025, arXiv:2505.22617, abstract")
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
    let power = exp(x[0])
    gradient?[0] = -power
    gradient?[1] = 1
    return p[1] - p[0] * power
  }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    x[0] < 700 ? nil : "x is \(x[0]); an entropy in nats is expected"
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] { [[0, 0]] }

  /// What follows from the parameters.
  public func derived(_ p: [Double]) -> [(name: String, value: Double)] {
    [("ceiling", p[1] - p[0])]
  }
}
