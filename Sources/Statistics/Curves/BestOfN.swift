import Foundation
import Support

/// Over-optimization of a proxy reward by best-of-n sampling.
///
/// ```
/// R = d·(α − β·d),   d = √KL(π‖π_init);   peak at d = α/2β of height α²/4β
/// ```
///
/// R is the gold reward above that of the initial policy. Solved exactly by linear least squares.
///
/// - Source: Gao et al. 2022, arXiv:2210.10760, section 1.
/// - Deviation: none.
/// - Not for: samples of a policy that was trained, which `OverOptimization` is about; d far beyond the
///   points, where the parabola falls without end.
public struct BestOfN: CurveLaw {
  /// The word on the command line.
  public let name = "best-of-n"
  /// The curve.
  public let equation = "x*(alpha - beta*x)"
  /// What it is.
  public let summary = "Gold reward against the root of the divergence, for best-of-n sampling."
  /// Where it was published.
  public let source = Source("Gao et al. 2022, arXiv:2210.10760, section 1")
  /// It is solved by linear least squares.
  public let isLinear = true
  /// The parameters, in order.
  public let parameters = [CurveParameter("alpha"), CurveParameter("beta")]

  /// The law.
  public init() {}

  /// The divergence of the best of n samples from a single one, in nats: `ln n − (n − 1)/n`.
  ///
  /// - Precondition: `n ≥ 1`.
  /// - Source: Stiennon et al. 2020, arXiv:2009.01325, appendix G.3.
  public static func divergence(samples n: Double) -> Double {
    precondition(n >= 1, "best of \(n) samples")
    return log(n) - (n - 1) / n
  }

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    gradient?[0] = x[0]
    gradient?[1] = -x[0] * x[0]
    return x[0] * (p[0] - p[1] * x[0])
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
    return [("peak_x", p[0] / (2 * p[1])), ("peak_y", p[0] * p[0] / (4 * p[1]))]
  }
}

/// Whether the peak of an over-optimization law is among the data.
func peakDoubts(_ fit: CurveFit, _ data: CurveData, peak: Double?) -> [String] {
  guard let peak else { return ["alpha or beta is not above 0, so there is no peak"] }
  return peak > data.xRange.upperBound
    ? ["the peak at x = \(brief(peak)) lies beyond the data, so it is extrapolated"] : []
}
