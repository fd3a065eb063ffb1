import Foundation

/// A law, points and fixed values as a problem of least squares in the coordinates of the free parameters.
///
/// Huber's loss is written as half a square, so that one solver minimizes both exactly:
///
/// ```
/// ρ(r) = ½ g(r)²,   g = r where |r| ≤ δ,   else sign(r)·√(2δ|r| − δ²)
/// ```
///
/// - Source: Huber 1964, Annals of Mathematical Statistics 35(1), 73–101 (ρ); Hartley and Zisserman 2003,
///   Multiple View Geometry, appendix A6.8 (its root).
final class CurveProblem {
  let law: any CurveLaw
  let count: Int
  /// Indices of the free parameters.
  private(set) var free: [Int]
  private let domains: [ParameterDomain]
  private let width: Int
  private let inputs: [Double]
  private let roots: [Double]?
  let huberDelta: Double?
  /// The responses in fit space; a bootstrap of residuals puts others there.
  var targets: [Double]
  private var natural: [Double]
  private var gradient: [Double]

  /// - Parameter fixed: values by name.
  init(
    _ law: any CurveLaw, _ data: CurveData, fixed: [String: Double], huberDelta: Double? = nil
  ) {
    self.law = law
    self.huberDelta = huberDelta
    count = data.count
    width = law.inputs.count
    inputs = data.x.flatMap { $0 }
    roots = data.weights.map { $0.map { $0.squareRoot() } }
    targets = data.y.map(law.target)
    domains = law.parameters.map(\.domain)
    natural = law.parameters.map { fixed[$0.name] ?? 0 }
    free = law.parameters.indices.filter { fixed[law.parameters[$0].name] == nil }
    gradient = [Double](repeating: 0, count: law.parameters.count)
    precondition(inputs.count == count * width, "points do not have \(width) variables")
  }

  private init(_ other: CurveProblem, free: [Int], huberDelta: Double?) {
    (law, count, width, inputs) = (other.law, other.count, other.width, other.inputs)
    (roots, targets) = (other.roots, other.targets)
    (domains, natural, gradient) = (other.domains, other.natural, other.gradient)
    (self.free, self.huberDelta) = (free, huberDelta)
  }

  /// The same problem with one of the free parameters held, to be given a value by `hold`.
  func holding(_ index: Int) -> CurveProblem {
    var rest = free
    rest.remove(at: index)
    return CurveProblem(self, free: rest, huberDelta: huberDelta)
  }

  /// The same problem with plain squares in place of Huber's loss.
  var squared: CurveProblem { CurveProblem(self, free: free, huberDelta: nil) }

  /// Holds a parameter at a coordinate.
  func hold(_ parameter: Int, at coordinate: Double) {
    natural[parameter] = domains[parameter].value(at: coordinate)
  }

  /// Whether the residuals are linear in the coordinates, so that one step ends at the minimum.
  var isLinear: Bool { law.isLinear && huberDelta == nil }

  /// All parameters in their own units at some coordinates of the free ones.
  func parameters(at theta: [Double]) -> [Double] {
    var values = natural
    for (index, parameter) in free.enumerated() {
      values[parameter] = domains[parameter].value(at: theta[index])
    }
    return values
  }

  /// The coordinates of the free parameters.
  func coordinates(of parameters: [Double]) -> [Double] {
    free.map { domains[$0].coordinate(of: parameters[$0]) }
  }

  /// The derivative of each free parameter by its coordinate.
  func slopes(at theta: [Double]) -> [Double] {
    let values = parameters(at: theta)
    return free.map { domains[$0].slope(at: values[$0]) }
  }

  /// The sum of squares that the solver minimizes; twice the sum of Huber's losses.
  func objective(at theta: [Double]) -> Double {
    var residuals = [Double](repeating: 0, count: count)
    theta.withUnsafeBufferPointer { theta in
      residuals.withUnsafeMutableBufferPointer {
        if let out = $0.baseAddress {
          fill(theta.baseAddress, stride: 1, residuals: out, stride: 1)
        }
      }
    }
    return residuals.reduce(0) { $0 + $1 * $1 }
  }

  /// The weighted residuals `√w·(curve − target)` without Huber's root.
  func residuals(at theta: [Double]) -> [Double] {
    let values = parameters(at: theta)
    return (0..<count).map { i in
      let residual = curve(values, i) - targets[i]
      return (roots?[i] ?? 1) * residual
    }
  }

  /// The curve in fit space at every point.
  func fitted(at theta: [Double]) -> [Double] {
    let values = parameters(at: theta)
    return (0..<count).map { curve(values, $0) }
  }

  private func curve(_ values: [Double], _ point: Int) -> Double {
    values.withUnsafeBufferPointer { values in
      inputs.withUnsafeBufferPointer { inputs in
        guard let p = values.baseAddress, let x = inputs.baseAddress else { return .nan }
        return law.evaluate(p, x + point * width, nil)
      }
    }
  }

  /// Computes residuals, and the Jacobian if there is room for it; strides as GSL has them.
  func fill(
    _ theta: UnsafePointer<Double>?, stride step: Int,
    residuals: UnsafeMutablePointer<Double>? = nil, stride residualStep: Int = 1,
    jacobian: UnsafeMutablePointer<Double>? = nil, rowStride: Int = 0
  ) {
    for (index, parameter) in free.enumerated() {
      natural[parameter] = domains[parameter].value(at: theta?[index * step] ?? 0)
    }
    natural.withUnsafeBufferPointer { natural in
      gradient.withUnsafeMutableBufferPointer { gradient in
        inputs.withUnsafeBufferPointer { inputs in
          guard let p = natural.baseAddress, let x = inputs.baseAddress,
            let slopes = gradient.baseAddress
          else { return }
          for i in 0..<count {
            let value = law.evaluate(p, x + i * width, jacobian == nil ? nil : slopes)
            let root = roots?[i] ?? 1
            let residual = root * (value - targets[i])
            let (bent, bend) = Self.bend(residual, huberDelta)
            // A step into nonsense is worse than any step that is not, and so is taken back.
            residuals?[i * residualStep] = bent.isFinite ? bent : Self.nonsense
            if let jacobian {
              let row = jacobian + i * rowStride
              for (index, parameter) in free.enumerated() {
                let slope = domains[parameter].slope(at: p[parameter])
                let entry = bend * root * slopes[parameter] * slope
                row[index] = entry.isFinite ? entry : 0
              }
            }
          }
        }
      }
    }
  }

  private static let nonsense = 1e100

  /// Huber's root of a residual, and its derivative.
  private static func bend(_ residual: Double, _ delta: Double?) -> (Double, Double) {
    guard let delta, abs(residual) > delta else { return (residual, 1) }
    let root = (2 * delta * abs(residual) - delta * delta).squareRoot()
    return (residual < 0 ? -root : root, delta / root)
  }
}
