import Foundation
import Support

/// The loss of a language model of N parameters trained on D tokens.
///
/// ```
/// L(N, D) = E + A/N^α + B/D^β,   fitted as ln L = LSE(ln A − α ln N, ln B − β ln D, ln E)
/// ```
///
/// The *sum* of Huber's loss of the residuals of ln L with threshold 10⁻³ is minimized, from many starts.
/// The published standard errors are those of a bootstrap over runs. The optimal exponent of N in compute
/// is β/(α + β).
///
/// - Source: Hoffmann et al. 2022, arXiv:2203.15556, eq. 3 and appendix D.2; Besiroglu et al. 2024,
///   arXiv:2404.10102 (the sum, and the bootstrap).
/// - Deviation: starts lie on a grid of (α, β) with the linear rest solved, instead of a grid of all five.
/// - Not for: runs that repeat their data or were not taken to the end of their schedule; N and D in one
///   fixed proportion, which leave α and β unidentified.
public struct Chinchilla: CurveLaw {
  /// The word on the command line.
  public let name = "chinchilla"
  /// The curve.
  public let equation = "E + A/N^alpha + B/D^beta"
  /// What it is.
  public let summary = "Loss as a function of parameters N and training tokens D."
  /// Where it was published.
  public let source = Source("Hoffmann et al. 2022, arXiv:2203.15556, eq. 3")
  /// Parameters and training tokens.
  public let inputs = ["N", "D"]
  /// Huber's loss of the residuals of ln L.
  public let estimator = "huber-log"
  /// The published threshold.
  public let huberDelta: Double? = 1e-3
  /// Runs are independent, so points are drawn.
  public let bootstrap = BootstrapKind.points
  /// What the data may fail to identify.
  public let asymptote: String? = "E"
  /// The coefficients.
  public let scales = ["A", "B"]
  /// The parameters, in order.
  public let parameters = [
    CurveParameter("A", .positive), CurveParameter("B", .positive),
    CurveParameter("E", .positive), CurveParameter("alpha", .positive),
    CurveParameter("beta", .positive),
  ]

  /// The law.
  public init() {}

  /// The curve in fit space, and its derivatives by the parameters.
  public func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let (logN, logD) = (log(x[0]), log(x[1]))
    let first = log(p[0]) - p[3] * logN
    let second = log(p[1]) - p[4] * logD
    let third = log(p[2])
    let top = max(first, second, third)
    let (u, v, w) = (exp(first - top), exp(second - top), exp(third - top))
    let sum = u + v + w
    if let gradient {
      gradient[0] = u / sum / p[0]
      gradient[1] = v / sum / p[1]
      gradient[2] = w / sum / p[2]
      gradient[3] = -u / sum * logN
      gradient[4] = -v / sum * logD
    }
    return top + log(sum)
  }

  /// A measured value in fit space.
  public func target(_ y: Double) -> Double { log(y) }
  /// The inverse of `target`.
  public func response(_ value: Double) -> Double { exp(value) }

  /// Why a point cannot be used.
  public func objection(x: [Double], y: Double) -> String? {
    for (name, value) in [("N", x[0]), ("D", x[1]), ("the loss", y)] where value <= 0 {
      return "\(name) is \(value); expected above 0"
    }
    return nil
  }

  /// Places to start from.
  public func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    let exponents = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1, 1.5, 2]
    let least = data.y.min() ?? 1
    // Relative errors are what the logarithm makes of residuals.
    let weights = data.y.map { 1 / ($0 * $0) }
    return exponents.flatMap { alpha in
      exponents.compactMap { beta in
        let rows = data.x.map { [exp(-alpha * log($0[0])), exp(-beta * log($0[1])), 1] }
        guard let linear = LinearLeastSquares.coefficients(rows, data.y, weights) else {
          return nil
        }
        let scale = (rows.map { $0[0] }.max() ?? 1, rows.map { $0[1] }.max() ?? 1)
        return [
          max(linear[0], 1e-3 * least / scale.0), max(linear[1], 1e-3 * least / scale.1),
          max(linear[2], 1e-2 * least), alpha, beta,
        ]
      }
    }
  }

  /// N and D that go together, E near 0, a term that is nowhere seen, an exponent that ran away.
  public func doubts(_ fit: CurveFit, _ data: CurveData) -> [String] {
    guard let floor = fit.value("E"), let least = data.y.min() else { return [] }
    var doubts = CurveIdentification.collinearity(inputs, data)
    if floor < 1e-3 * least { doubts.append("E is near 0, so the data show no floor") }
    for (scale, exponent, input) in [("A", "alpha", 0), ("B", "beta", 1)] {
      guard let a = fit.value(scale), let power = fit.value(exponent) else { continue }
      let terms = data.x.map { a / pow($0[input], power) }
      if (terms.max() ?? 0) < 1e-3 * least {
        doubts.append("the term \(scale)/\(inputs[input])^\(exponent) is nowhere seen in the data")
      }
      if power > 3 { doubts.append("\(exponent) runs away") }
    }
    return doubts
  }

  /// What follows from the parameters.
  public func derived(_ p: [Double]) -> [(name: String, value: Double)] {
    [("optimal_exponent", p[4] / (p[3] + p[4]))]
  }
}
