import Foundation

/// An interval that may be open: `nil` is an end that the data do not give.
public struct CurveBounds: Sendable, Equatable, Codable {
  /// The lower end.
  public var low: Double?
  /// The upper end.
  public var high: Double?

  /// Bounds.
  public init(low: Double?, high: Double?) {
    self.low = low
    self.high = high
  }

  /// Whether both ends are known.
  public var isClosed: Bool { low != nil && high != nil }

  /// Whether a value lies between the ends; an open end excludes nothing.
  public func contains(_ value: Double) -> Bool {
    (low.map { $0 <= value } ?? true) && (high.map { value <= $0 } ?? true)
  }
}

/// Of how many starts the search was followed to its end, and how many of them ended at the fit.
public struct CurveStarts: Sendable, Equatable {
  /// Starts that were followed.
  public var followed: Int
  /// Those that ended at the least sum of squares, up to a millionth of it.
  public var agreed: Int
}

/// What a fit predicts for points that it did not see.
public struct CurveHoldOut: Sendable, Equatable {
  /// Points that were fitted.
  public var fitted: Int
  /// The indices of the points that were held out, those with the largest x.
  public var indices: [Int]
  /// The parameters from the fitted points.
  public var values: [Double]
  /// The predictions for the points held out, in their order.
  public var predictions: [Double]
  /// `√(Σ(y − ŷ)²/m)` over the points held out, in the units of the response.
  public var rmse: Double
}

/// Refits to data drawn again.
public struct CurveDraws: Sendable, Equatable {
  /// What was drawn.
  public var kind: BootstrapKind
  /// All parameters of each draw, `[draws][parameters]`; draws that could not be fitted are left out.
  public var values: [[Double]]
  /// How many draws could not be fitted.
  public var failed: Int
  /// What studentized intervals are made of; `nil` for Huber's loss, and where draws have no standard errors.
  public var pivots: CurvePivots?
}

/// By how many of their own standard errors refits miss the fit, in the coordinates of the free parameters.
public struct CurvePivots: Sendable, Equatable {
  /// The coordinates of the fit, `[parameters]`.
  public var theta: [Double]
  /// Their standard errors.
  public var errors: [Double]
  /// `(θ* − θ̂)/SE*`, `[draws][parameters]`.
  public var ratios: [[Double]]

  /// The studentized interval `θ̂ − t*·SE` of a coordinate.
  func interval(_ index: Int, level: Double) -> (low: Double, high: Double) {
    let sorted = ratios.map { $0[index] }.sorted()
    let tail = (1 - level) / 2
    return (
      theta[index] - quantile(1 - tail, ofSorted: sorted) * errors[index],
      theta[index] - quantile(tail, ofSorted: sorted) * errors[index]
    )
  }
}

/// A law fitted to points.
public struct CurveFit: Sendable, Equatable {
  /// The law's name.
  public var law: String
  /// How parameters were estimated.
  public var estimator: String
  /// Names of all parameters.
  public var names: [String]
  /// Their values, those that were fixed included.
  public var values: [Double]
  /// Whether each was fixed.
  public var isFixed: [Bool]
  /// The covariance of the parameters in their own units, `[parameters][parameters]`, zero where fixed;
  /// `nil` where the points do not determine it, and for Huber's loss.
  public var covariance: [[Double]]?
  /// The number of points.
  public var count: Int
  /// The sum of weighted squared residuals in fit space.
  public var ssr: Double
  /// What was minimized: the sum of squares, or of Huber's losses.
  public var objective: Double
  /// The residual standard deviation `√(SSR/(n − p))`; `nil` for n = p.
  public var deviation: Double?
  /// `n·ln(SSR/n) + 2k + 2k(k+1)/(n−k−1)`, k counting the error variance; `nil` if n ≤ k + 1, for a
  /// perfect fit and for Huber's loss.
  public var aicc: Double?
  /// `n·ln(SSR/n) + k·ln n`; `nil` for a perfect fit and for Huber's loss.
  public var bic: Double?
  /// The confidence level of all intervals.
  public var level: Double
  /// `θ̂ ± t·SE`, one a parameter; `nil` where fixed or unknown.
  public var wald: [CurveBounds?]
  /// All values that an F test does not reject; one-sided where the other side does not close.
  public var profile: [CurveBounds?]
  /// Intervals of the bootstrap: studentized where draws have standard errors, otherwise percentiles.
  public var bootstrap: [CurveBounds?]
  /// The draws behind them.
  public var draws: CurveDraws?
  /// The prediction of points held out.
  public var holdOut: CurveHoldOut?
  /// The unweighted residuals `y − ŷ` in the units of the response, one a point.
  public var residuals: [Double]
  /// Numbers that follow from the parameters.
  public var derived: [String: Double]
  /// Whether the solver settled.
  public var isConverged: Bool
  /// Whether the points determine all parameters.
  public var isIdentified: Bool
  /// What a reader should know before quoting a number: why parameters are not identified, first.
  public var notes: [String]

  /// How the bootstrap's intervals are made, in a word; `nil` without draws.
  public var bootstrapKind: String? {
    draws.map { $0.pivots == nil ? "percentile" : "studentized" }
  }

  /// The number of fitted parameters.
  public var freeCount: Int { isFixed.count { !$0 } }

  /// The value of a parameter; `nil` if the law has none of that name.
  public func value(_ name: String) -> Double? { names.firstIndex(of: name).map { values[$0] } }

  /// The standard error of a parameter: of Wald, or for Huber's loss of the bootstrap.
  ///
  /// - Returns: `nil` where it is fixed or unknown.
  public func standardError(_ name: String) -> Double? {
    guard let index = names.firstIndex(of: name), !isFixed[index] else { return nil }
    if let covariance { return covariance[index][index].squareRoot() }
    guard estimator.hasPrefix("huber"), let draws, draws.values.count > 1 else { return nil }
    return Self.spread(draws.values.map { $0[index] })
  }

  /// The correlation of two fitted parameters; `nil` where unknown.
  public func correlation(_ first: String, _ second: String) -> Double? {
    guard let covariance, let i = names.firstIndex(of: first),
      let j = names.firstIndex(of: second), covariance[i][i] > 0, covariance[j][j] > 0
    else { return nil }
    return covariance[i][j] / (covariance[i][i] * covariance[j][j]).squareRoot()
  }

  /// The standard deviation of some numbers; `nil` if it is not finite.
  static func spread(_ values: [Double]) -> Double? {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(values.count - 1)).squareRoot()
    return deviation.isFinite ? deviation : nil
  }
}
