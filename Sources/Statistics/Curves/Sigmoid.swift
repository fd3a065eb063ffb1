import Foundation
import Support

/// The sigmoid in compute: performance rises from R0 to the ceiling A.
///
/// ```
/// R(C) = R0 + (A − R0)/(1 + (Cmid/C)^B),   0 < A ≤ 1, B > 0, Cmid > 0
/// ```
///
/// R0 is what is measured at C = 0 and is not fitted, unless there is no such point. Fitted in
/// (logit A, ln B, ln Cmid). A curve that falls has its floor in A.
///
/// - Source: Khatri et al. 2025, arXiv:2510.13786, eq. 1.
/// - Deviation: Levenberg–Marquardt instead of the published grid, which is `SigmoidGrid`.
/// - Not for: curves that have not begun to bend, whose ceiling is not identified; curves that rise and fall
///   again.
public struct Sigmoid: CurveLaw {
  /// The word on the command line.
  public let name = "sigmoid"
  /// The curve.
  public let equation = "R0 + (A - R0)/(1 + (Cmid/x)^B)"
  /// What it is.
  public let summary = "Performance rises from R0 to the ceiling A; the sigmoid in compute."
  /// Where it was published.
  public let source = Source("Khatri et al. 2025, arXiv:2510.13786, eq. 1")
  /// What the data may fail to identify.
  public let asymptote: String? = "A"
  /// The parameters, in order.
  public let parameters = [
    CurveParameter("A", .fraction), CurveParameter("B", .positive),
    CurveParameter("Cmid", .positive), CurveParameter("R0"),
  ]

  /// The law.
  public init() {}

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let rise = p[0] - p[3]
    // ln 0 is −∞, for which the curve is R0 and nothing else matters.
    let distance = x[0] > 0 ? log(p[2] / x[0]) : 0
    let share = x[0] > 0 ? 1 / (1 + exp(p[1] * distance)) : 0
    if let gradient {
      let slope = -rise * share * (1 - share)
      gradient[0] = share
      gradient[1] = slope * distance
      gradient[2] = slope * p[1] / p[2]
      gradient[3] = 1 - share
    }
    return p[3] + rise * share
  }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    if x[0] < 0 { return "x is \(x[0]); the sigmoid takes x from 0 up" }
    // A noisy measurement of 1 is not what is meant here.
    if y > 1.5 || y < -0.5 {
      return "y is \(y); the sigmoid takes fractions from 0 to 1, so divide percentages by 100"
    }
    return nil
  }

  /// Takes R0 from the points at x = 0, and fits the others.
  public func prepare(_ data: CurveData, fixed: [String: Double]) -> PreparedCurve {
    let zero = data.x.indices.filter { data.x[$0][0] == 0 }
    guard !zero.isEmpty else {
      let note =
        "No point at x = 0 measures R0, so it is fitted with the rest; give it with --fix R0=…."
      return PreparedCurve(data: data, fixed: fixed, notes: fixed["R0"] == nil ? [note] : [])
    }
    var fixed = fixed
    let measured = zero.reduce(0) { $0 + data.y[$1] } / Double(zero.count)
    fixed["R0"] = fixed["R0"] ?? measured
    let rest = data.subset(data.x.indices.filter { data.x[$0][0] != 0 })
    return PreparedCurve(data: rest, fixed: fixed)
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    let (low, high) = (data.y.min() ?? 0, data.y.max() ?? 1)
    let base = fixed["R0"] ?? low
    let rises = (data.y.last ?? 1) >= base
    let ceilings =
      rises
      ? [high, high + 0.1 * (high - low), high + 0.3 * (high - low), (high + 1) / 2, 0.99]
      : [low, low - 0.1 * (high - low), low / 2]
    let (first, last) = (log(max(data.xRange.lowerBound, 1e-300)), log(data.xRange.upperBound))
    let middles = (0...6).map { first + (last - first) * (Double($0) / 5 - 0.1) }
    return ceilings.flatMap { a in
      middles.flatMap { middle in
        [0.5, 1, 2, 4].map { [min(max(a, 1e-3), 0.999), $0, exp(middle), base] }
      }
    }
  }

  /// SE(A) above 0.1, or Cmid outside half the smallest and the largest x.
  public func doubts(_ fit: CurveFit, _ data: CurveData) -> [String] {
    var doubts: [String] = []
    if let error = fit.standardError("A"), error > 0.1 {
      doubts.append("the standard error of A is \(brief(error)), above 0.1")
    }
    let range = data.xRange
    if let middle = fit.value("Cmid") {
      if middle < range.lowerBound / 2 {
        doubts.append("Cmid is below half of the smallest x, so the rise is not seen")
      } else if middle > range.upperBound {
        doubts.append("Cmid is above the largest x, so the bend is not seen")
      }
    }
    return doubts
  }
}

/// A number in four digits, for notes.
func brief(_ value: Double) -> String { String(format: "%.4g", value) }
