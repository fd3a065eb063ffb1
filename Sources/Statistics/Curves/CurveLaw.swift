import Foundation
import Support

/// The values that a parameter may have, and the coordinate in which it is fitted.
public enum ParameterDomain: String, Sendable, Equatable, Codable {
  /// Any number; fitted as it is.
  case real
  /// Above 0; fitted as its logarithm.
  case positive
  /// Below 0; fitted as the logarithm of its negative.
  case negative
  /// Between 0 and 1; fitted as its logit.
  case fraction

  /// The parameter at a coordinate.
  func value(at t: Double) -> Double {
    switch self {
    case .real: t
    case .positive: exp(t)
    case .negative: -exp(t)
    case .fraction: 1 / (1 + exp(-t))
    }
  }

  /// The coordinate of a value, which is moved into the domain if it lies outside.
  func coordinate(of value: Double) -> Double {
    switch self {
    case .real: return value
    case .positive: return log(max(value, 1e-300))
    case .negative: return log(max(-value, 1e-300))
    case .fraction:
      let inside = min(max(value, 1e-9), 1 - 1e-9)
      return log(inside / (1 - inside))
    }
  }

  /// The derivative of the parameter by its coordinate, given the parameter.
  func slope(at value: Double) -> Double {
    switch self {
    case .real: 1
    case .positive, .negative: value
    case .fraction: value * (1 - value)
    }
  }

  /// Whether a value is one of the domain.
  public func contains(_ value: Double) -> Bool {
    switch self {
    case .real: value.isFinite
    case .positive: value > 0 && value.isFinite
    case .negative: value < 0 && value.isFinite
    case .fraction: value > 0 && value <= 1
    }
  }

  /// The domain in words, for messages.
  public var words: String {
    switch self {
    case .real: "a finite number"
    case .positive: "a number above 0"
    case .negative: "a number below 0"
    case .fraction: "a number above 0 and up to 1"
    }
  }
}

/// A parameter of a law.
public struct CurveParameter: Sendable, Equatable {
  /// What it is called on the command line, in tables and in files.
  public let name: String
  /// What it may be.
  public let domain: ParameterDomain

  /// A parameter.
  public init(_ name: String, _ domain: ParameterDomain = .real) {
    self.name = name
    self.domain = domain
  }
}

/// A curve with parameters that can be fitted to points.
///
/// A law may be fitted on a transformed scale, its *fit space*: `evaluate` gives the curve there, `target`
/// takes data there, and `response` leads back. The sum of squares is that of the fit space.
public protocol CurveLaw: Sendable {
  /// The word on the command line, in kebab-case.
  var name: String { get }
  /// The curve as an equation.
  var equation: String { get }
  /// One sentence.
  var summary: String { get }
  /// The paper or rule that this follows.
  var source: Source { get }
  /// How parameters are estimated, where a law has several ways.
  var estimator: String { get }
  /// The independent variables.
  var inputs: [String] { get }
  /// The parameters, in order.
  var parameters: [CurveParameter] { get }
  /// Whether the curve is linear in the coordinates of its parameters, in fit space.
  var isLinear: Bool { get }
  /// The parameter that is a ceiling or a floor, which data may fail to identify.
  var asymptote: String? { get }
  /// Parameters that are mere scales of terms, whose size goes with that of an exponent.
  var scales: [String] { get }
  /// The threshold of Huber's loss that the law is published with; `nil` is least squares.
  var huberDelta: Double? { get }
  /// What the bootstrap draws again where there are no replicates.
  var bootstrap: BootstrapKind { get }

  /// The curve in fit space and, where `gradient` is given, its derivatives by the parameters.
  ///
  /// - Parameters:
  ///   - p: the parameters.
  ///   - x: the independent variables.
  ///   - gradient: as many as parameters.
  func evaluate(
    _ p: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
    _ gradient: UnsafeMutablePointer<Double>?
  ) -> Double

  /// A measured value in fit space.
  func target(_ y: Double) -> Double
  /// The inverse of `target`.
  func response(_ value: Double) -> Double
  /// Why a point cannot be used, in words; `nil` if it can.
  func objection(x: [Double], y: Double) -> String?
  /// Values that the data measure directly, the points that remain to be fitted, and what to say.
  func prepare(_ data: CurveData, fixed: [String: Double]) -> PreparedCurve
  /// Parameters to start from, in their own units; the best ones are used.
  func starts(_ data: CurveData, fixed: [String: Double]) -> [[Double]]
  /// Why the parameters found are not to be trusted, by rules of this law; empty if they are.
  func doubts(_ fit: CurveFit, _ data: CurveData) -> [String]
  /// Numbers that follow from the parameters, such as the place of a peak.
  func derived(_ p: [Double]) -> [(name: String, value: Double)]
}

/// Points after a law has looked at them.
public struct PreparedCurve: Sendable {
  /// The points to fit.
  public var data: CurveData
  /// Parameters with a given value.
  public var fixed: [String: Double]
  /// What a reader should know.
  public var notes: [String]

  /// Points, fixed parameters and notes.
  public init(data: CurveData, fixed: [String: Double], notes: [String] = []) {
    self.data = data
    self.fixed = fixed
    self.notes = notes
  }
}

extension CurveLaw {
  /// Least squares on the response itself.
  public var estimator: String { "least-squares" }
  /// One variable, x.
  public var inputs: [String] { ["x"] }
  /// Not linear.
  public var isLinear: Bool { false }
  /// None.
  public var asymptote: String? { nil }
  /// None.
  public var scales: [String] { [] }
  /// Least squares.
  public var huberDelta: Double? { nil }
  /// Residuals, as the places of the points of a curve are chosen and not drawn.
  public var bootstrap: BootstrapKind { .residuals }
  /// The response itself.
  public func target(_ y: Double) -> Double { y }
  /// The response itself.
  public func response(_ value: Double) -> Double { value }
  /// Every finite point can be used.
  public func objection(x: [Double], y: Double) -> String? { nil }
  /// Everything as it is.
  public func prepare(_ data: CurveData, fixed: [String: Double]) -> PreparedCurve {
    PreparedCurve(data: data, fixed: fixed)
  }
  /// No rules of its own.
  public func doubts(_ fit: CurveFit, _ data: CurveData) -> [String] { [] }
  /// Nothing.
  public func derived(_ p: [Double]) -> [(name: String, value: Double)] { [] }

  /// The curve in the units of the response.
  public func value(_ p: [Double], at x: [Double]) -> Double {
    response(
      p.withUnsafeBufferPointer { p in
        x.withUnsafeBufferPointer { x in
          guard let p = p.baseAddress, let x = x.baseAddress else { return .nan }
          return evaluate(p, x, nil)
        }
      })
  }
}

/// What a bootstrap draw takes anew.
public enum BootstrapKind: String, Sendable, Equatable, Codable, CaseIterable {
  /// Whole replicates with all their points: the one to quote, as points of one training curve depend on
  /// one another.
  case replicates
  /// Single points.
  case points
  /// Residuals, put back on the curve: for points that are independent and equally exact.
  case residuals
}

/// Points that a curve is fitted to.
public struct CurveData: Sendable, Equatable {
  /// The independent variables, `[n][inputs]`.
  public var x: [[Double]]
  /// The responses, `[n]`.
  public var y: [Double]
  /// The weight of each squared residual, such as 1/SE²; `nil` is all equal.
  public var weights: [Double]?
  /// Which replicate (seed) each point is of; `nil` is one.
  public var replicates: [Int]?

  /// Points.
  ///
  /// - Precondition: all arrays have the same length and finite numbers, weights are positive.
  public init(
    x: [[Double]], y: [Double], weights: [Double]? = nil, replicates: [Int]? = nil
  ) {
    precondition(x.count == y.count, "\(x.count) x for \(y.count) y")
    precondition((weights ?? y).count == y.count, "weights do not fit \(y.count) points")
    precondition((replicates?.count ?? y.count) == y.count, "replicates do not fit the points")
    precondition(
      y.allSatisfy(\.isFinite) && x.allSatisfy { $0.allSatisfy(\.isFinite) },
      "a point is not finite")
    precondition(
      weights?.allSatisfy { $0 > 0 && $0.isFinite } ?? true, "a weight is not positive")
    self.x = x
    self.y = y
    self.weights = weights
    self.replicates = replicates
  }

  /// Points of one variable.
  public init(
    x: [Double], y: [Double], weights: [Double]? = nil, replicates: [Int]? = nil
  ) {
    self.init(x: x.map { [$0] }, y: y, weights: weights, replicates: replicates)
  }

  /// The number of points.
  public var count: Int { y.count }
  /// How many replicates there are.
  public var replicateCount: Int { Set(replicates ?? []).count }
  /// The smallest and largest value of the first variable.
  public var xRange: ClosedRange<Double> {
    let all = x.map { $0[0] }
    return (all.min() ?? 0)...(all.max() ?? 0)
  }

  /// The points with these indices; one may come several times.
  public func subset(_ indices: [Int]) -> CurveData {
    CurveData(
      x: indices.map { x[$0] }, y: indices.map { y[$0] },
      weights: weights.map { weights in indices.map { weights[$0] } },
      replicates: replicates.map { replicates in indices.map { replicates[$0] } })
  }
}
