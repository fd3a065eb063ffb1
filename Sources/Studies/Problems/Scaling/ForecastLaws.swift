import Foundation
import Statistics
import Support

/// A constant share of what is missing is gained in every step.
///
/// ```
/// R(C) = A − (A − R0)·e^(−C/τ),   0 < A ≤ 1, τ > 0
/// ```
///
/// - Source: the study protocol, section 9.1, 6b.
/// - Deviation: none.
struct ExponentialApproach: CurveLaw {
  let name = "exponential"
  let equation = "A - (A - R0)*exp(-x/tau)"
  let summary = "A constant share of what is missing is gained in every step."
  let source = Source("studies/scaling/README.md")
  let asymptote: String? = "A"
  let parameters = [
    CurveParameter("A", .fraction), CurveParameter("tau", .positive), CurveParameter("R0"),
  ]

  func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let left = exp(-x[0] / p[1])
    gradient?[0] = 1 - left
    gradient?[1] = -(p[0] - p[2]) * left * x[0] / p[1] / p[1]
    gradient?[2] = left
    return p[0] - (p[0] - p[2]) * left
  }

  func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    let (low, high) = (data.y.min() ?? 0, data.y.max() ?? 1)
    let ceilings = [high, high + 0.2 * (high - low), (high + 1) / 2, 0.99, low]
    return ceilings.flatMap { ceiling in
      [0.1, 0.3, 1, 3, 10].map {
        [min(max(ceiling, 1e-3), 0.999), $0 * max(data.xRange.upperBound, 1), fixed["R0"] ?? low]
      }
    }
  }

  /// A large SE(A), or a τ beyond the data.
  func doubts(_ fit: CurveFit, _ data: CurveData) -> [String] {
    var doubts: [String] = []
    if let error = fit.standardError("A"), error > 0.1 {
      doubts.append("the standard error of A is above 0.1")
    }
    if let tau = fit.value("tau"), tau > data.xRange.upperBound {
      doubts.append("tau is above the largest x, so the bend is not seen")
    }
    return doubts
  }
}

/// One mechanism for all problems: training adds the same to the log-odds of every one of them.
///
/// ```
/// R(C) = mean_i σ(logit p_i(0) + κ·C^γ),   γ > 0
/// ```
///
/// p_i(0) are the base's exact probabilities, so nothing is fitted but how fast the log-odds move;
/// there is no ceiling but 1.
///
/// - Source: the study protocol, section 9.1, 6b.
/// - Deviation: none.
struct OneMechanism: CurveLaw {
  let name = "one-mechanism"
  let equation = "mean(sigmoid(logit(p) + kappa*x^gamma))"
  let summary = "Training adds the same to the log-odds of every problem."
  let source = Source("studies/scaling/README.md")
  let parameters = [CurveParameter("kappa"), CurveParameter("gamma", .positive)]
  private let logits: [Double]

  /// The law for a base.
  ///
  /// - Parameter logProbabilities: of the right responses under the base, nats.
  init(logProbabilities: [Double]) {
    logits = logProbabilities.map { logp in
      let inside = min(logp, -1e-9)
      return inside - log(-expm1(inside))
    }
  }

  func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double {
    let power = x[0] > 0 ? exp(p[1] * log(x[0])) : 0
    var (sum, slope) = (0.0, 0.0)
    for logit in logits {
      let share = 1 / (1 + exp(-(logit + p[0] * power)))
      sum += share
      slope += share * (1 - share)
    }
    let count = Double(logits.count)
    gradient?[0] = slope / count * power
    gradient?[1] = x[0] > 0 ? slope / count * p[0] * power * log(x[0]) : 0
    return sum / count
  }

  func objection(x: [Double], y: Double) -> String? {
    x[0] >= 0 ? nil : "x is \(x[0]); updates are counted from 0 up"
  }

  /// A grid of γ and of the log-odds gained at the largest x.
  func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]] {
    let reach = log(max(data.xRange.upperBound, 1))
    let grid = (1...10).flatMap { step -> [[Double]] in
      let gamma = 0.2 * Double(step)
      return (-4...16).filter { $0 != 0 }.map { [Double($0) * exp(-gamma * reach), gamma] }
    }
    return [[exp(-reach), 1]] + grid
  }
}
