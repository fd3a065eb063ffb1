import Foundation
import Support

/// A power law that approaches a constant.
///
/// ```
/// y = A − D·x^(−B),   B > 0
/// ```
///
/// With D > 0 it rises to the ceiling A; with D < 0 it falls to the floor A, as losses and error rates do
/// (`E + a·N^(−α)` is A = E, D = −a, B = α). As B → 0 it becomes the log-linear law, and A says nothing.
///
/// - Source: Hestness et al. 2017, arXiv:1712.00409, section 3; as a rival of the sigmoid Khatri et al. 2025,
///   arXiv:2510.13786, section 3.
/// - Deviation: either sign of D.
/// - Not for: a ceiling from points that still lie on a straight line in ln x: A and B trade off, and the fit
///   says "not identified".
public struct PowerLaw: CurveLaw {
  /// The word on the command line.
  public let name = "power"
  /// The curve.
  public let equation = "A - D*x^(-B)"
  /// What it is.
  public let summary = "A power law towards the ceiling A, or with D < 0 the floor A."
  /// Where it was published.
  public let source = Source("Hestness et al. 2017, arXiv:1712.00409, section 3")
  /// What the data may fail to identify.
  public let asymptote: String? = "A"
  /// The parameters, in order.
  public let parameters = [
    CurveParameter("A"), CurveParameter("D"), CurveParameter("B", .positive),
  ]

  /// The law.
  public init() {}

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let logarithm = log(x[0])
    let power = exp(-p[2] * logarithm)
    if let gradient {
      gradient[0] = 1
      gradient[1] = -power
      gradient[2] = p[1] * power * logarithm
    }
    return p[0] - p[1] * power
  }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    x[0] > 0 ? nil : "x is \(x[0]); a power law takes x above 0"
  }

  /// Leaves out points at x = 0.
  public func prepare(_ data: CurveData, fixed: [String: Double]) -> PreparedCurve {
    withoutZero(data, fixed)
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    (0..<48).map { step in
      let b = fixed["B"] ?? exp(log(0.003) + log(5000) * Double(step) / 47)
      let powers = data.x.map { [1, -exp(-b * log($0[0]))] }
      let linear = LinearLeastSquares.coefficients(powers, data.y, data.weights)
      return [linear?[0] ?? data.y.max() ?? 1, linear?[1] ?? 1, b]
    }
  }

  /// A large SE(A), or B near 0.
  public func doubts(_ fit: CurveFit, _ data: CurveData) -> [String] {
    var doubts: [String] = []
    let spread = (data.y.max() ?? 0) - (data.y.min() ?? 0)
    let isFraction = data.y.allSatisfy { $0 >= 0 && $0 <= 1 }
    if let error = fit.standardError("A"), error > (isFraction ? 0.1 : spread / 2) {
      doubts.append(
        "the standard error of A is \(brief(error)), above "
          + (isFraction ? "0.1" : "half of the range of y"))
    }
    if let b = fit.value("B"), b * log(data.xRange.upperBound / data.xRange.lowerBound) < 0.05 {
      doubts.append("B is near 0, where this is the log-linear law and A grows without bound")
    }
    return doubts
  }
}

/// Leaves out points at x = 0, which have no logarithm, and says so.
func withoutZero(_ data: CurveData, _ fixed: [String: Double]) -> PreparedCurve {
  let kept = data.x.indices.filter { data.x[$0][0] != 0 }
  let left = data.count - kept.count
  guard left > 0 else { return PreparedCurve(data: data, fixed: fixed) }
  return PreparedCurve(
    data: data.subset(kept), fixed: fixed,
    notes: ["\(left) point\(left == 1 ? "" : "s") at x = 0 left out; ln 0 does not exist."])
}
