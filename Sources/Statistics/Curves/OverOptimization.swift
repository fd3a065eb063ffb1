import Foundation
import Support

/// Over-optimization of a proxy reward by reinforcement learning.
///
/// ```
/// R = d·(α − β·ln d),   d = √KL(π‖π_init);   peak at d = e^(α/β − 1) of height β·e^(α/β − 1)
/// ```
///
/// R is the gold reward above that of the initial policy, 0 at d = 0. Solved exactly by linear least
/// squares.
///
/// - Source: Gao et al. 2022, arXiv:2210.10760, section 1.
/// - Deviation: none.
/// - Not for: best-of-n, which `BestOfN` is about; a divergence from another policy than the one that
///   training began with.
public struct OverOptimization: CurveLaw {
  /// The word on the command line.
  public let name = "over-optimization"
  /// The curve.
  public let equation = "x*(alpha - beta*ln(x))"
  /// What it is.
  public let summary = "Gold reward against the root of the divergence, for RL."
  /// Where it was published.
  public let source = Source("Gao et al. 2022, arXiv:2210.10760, section 1")
  /// It is solved by linear least squares.
  public let isLinear = true
  /// The parameters, in order.
  public let parameters = [CurveParameter("alpha"), CurveParameter("beta")]

  /// The law.
  public init() {}

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let product = x[0] > 0 ? x[0] * log(x[0]) : 0
    gradient?[0] = x[0]
    gradient?[1] = -product
    return p[0] * x[0] - p[1] * product
  }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    x[0] >= 0 ? nil : "x is \(x[0]); the root of a divergence is not negative"
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] { [[0, 0]] }

  /// Rules of this law, beside those for all.
  public func doubts(_ fit: CurveFit, _ data: CurveData) -> [String] {
    peakDoubts(fit, data, peak: derived(fit.values).first?.value)
  }

  /// What follows from the parameters.
  public func derived(_ p: [Double]) -> [(name: String, value: Double)] {
    guard p[0] > 0, p[1] > 0 else { return [] }
    let place = exp(p[0] / p[1] - 1)
    return place.isFinite ? [("peak_x", place), ("peak_y", p[1] * place)] : []
  }
}
