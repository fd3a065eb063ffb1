import Foundation

/// What speaks against the parameters of a fit.
enum CurveIdentification {
  /// Why the points do not determine the parameters, by the rules for all laws and the law's own.
  ///
  /// A fit is identified if the solver settled, the covariance exists, no parameter is at the end of its
  /// domain and every profile closes on both sides.
  static func doubts(
    _ fit: CurveFit, law: any CurveLaw, data: CurveData, problem: CurveProblem, theta: [Double],
    profile: [Int: CurveProfile.Bounds]
  ) -> [String] {
    var doubts: [String] = []
    if !fit.isConverged { doubts.append("the sum of squares still falls where the solver stops") }
    let hasJacobian = LeastSquares.covariance(problem, at: theta) != nil
    if !hasJacobian { doubts.append("different parameters give the same curve") }
    for (index, parameter) in problem.free.enumerated() {
      let name = law.parameters[parameter].name
      let value = fit.values[parameter]
      switch law.parameters[parameter].domain {
      case .fraction where value > 0.9999: doubts.append("\(name) is at its bound 1")
      // A small share whose profile closes above 0 is small, and not at its bound.
      case .fraction where value < 0.0001 && !((profile[index]?.bounds.low ?? 0) > 0):
        doubts.append("\(name) is at its bound 0")
      case .positive where theta[index] < -100, .negative where theta[index] < -100:
        doubts.append("\(name) is at its bound 0")
      default: break
      }
      if let found = profile[index] { doubts += open(name, found, fit.level) }
    }
    if hasJacobian, let condition = LeastSquares.condition(problem, at: theta),
      condition > largestCondition
    {
      doubts.append(
        "parameters can hardly be told apart (the condition of the Jacobian is \(brief(condition)))"
      )
    }
    doubts += spread(fit, law: law, problem: problem, theta: theta)
    return doubts + law.doubts(fit, data)
  }

  /// Rank of the design of power laws: variables that go together cannot be told apart, and two values of one show no
  /// bend.
  static func collinearity(_ inputs: [String], _ data: CurveData) -> [String] {
    var doubts: [String] = []
    for (index, name) in inputs.enumerated() {
      let count = Set(data.x.map { $0[index] }).count
      if count < 3 { doubts.append("there are only \(count) different \(name)") }
    }
    for first in inputs.indices {
      for second in inputs.indices where second > first {
        guard
          let r = correlation(
            data.x.map { log(abs($0[first])) }, data.x.map { log(abs($0[second])) }),
          abs(r) > 0.995
        else { continue }
        doubts.append(
          "ln \(inputs[first]) and ln \(inputs[second]) are collinear over the points (r = "
            + "\(String(format: "%.4f", r)))")
      }
    }
    return doubts
  }

  private static func correlation(_ x: [Double], _ y: [Double]) -> Double? {
    let n = Double(x.count)
    let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
    let sxy = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) }
    let sxx = x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) }
    let syy = y.reduce(0) { $0 + ($1 - my) * ($1 - my) }
    let r = sxy / (sxx * syy).squareRoot()
    return r.isFinite ? r : nil
  }

  /// The condition of the Jacobian, its columns of one size, beyond which nothing is left of double precision when it is
  /// squared, as least squares do.
  private static let largestCondition = 1e8

  /// How far a parameter that is above 0 by its nature may be off: by a factor beyond this it is not known.
  private static let largestFactor = 10.0

  /// Spread of the estimates: the linear theory's, and the bootstrap's, where parameters are positive numbers whose size
  /// is the question (exponents, floors).
  private static func spread(
    _ fit: CurveFit, law: any CurveLaw, problem: CurveProblem, theta: [Double]
  ) -> [String] {
    let errors = standardErrors(problem, at: theta)
    var doubts: [String] = []
    for (index, parameter) in problem.free.enumerated() {
      let name = law.parameters[parameter].name
      guard case .positive = law.parameters[parameter].domain else { continue }
      // Coefficients go with exponents: N^α at N = 10⁹ is 10^(9α), so a tenth of α is a factor of eight.
      let isScale = law.scales.contains(name)
      if let error = errors?[index], error > (isScale ? log(1e4) : 1) {
        doubts.append(
          "the standard error of ln \(name) is \(brief(error))" + (isScale ? "" : ", above 1"))
      }
      if let bounds = fit.bootstrap[parameter], let low = bounds.low, let high = bounds.high,
        !isScale, low <= 0 || high / low > largestFactor
      {
        doubts.append(
          "the bootstrap's interval of \(name), \(brief(low)) to \(brief(high)), spans more than a factor of "
            + "\(Int(largestFactor))")
      }
    }
    return doubts
  }

  /// Standard errors of the coordinates by the linear theory, with a spread of residuals that outliers do not make.
  ///
  /// Squares:       √((JᵀJ)⁻¹)·σ,   σ = 1.4826·median|r|
  /// Huber's loss:  √((JᵀJ)⁻¹)·√E ψ²/E ψ′   for residuals that are normal with σ; the p smallest, which the fit goes through
  ///                where the threshold is small beside them, are no part of the median
  ///
  /// - Source: Huber 1964, Annals of Mathematical Statistics 35(1), 73–101 (the variance); Maronna, Martin and Yohai 2006,
  ///   Robust Statistics, section 4.4 (the median without the residuals that are 0).
  static func standardErrors(_ problem: CurveProblem, at theta: [Double]) -> [Double]? {
    guard let unscaled = LeastSquares.covariance(problem.squared, at: theta) else { return nil }
    var sizes = problem.residuals(at: theta).map(abs).sorted()
    guard sizes.count > theta.count else { return nil }
    if problem.huberDelta != nil { sizes.removeFirst(theta.count) }
    let sigma = 1.4826 * quantile(0.5, ofSorted: sizes)
    let spread = problem.huberDelta.map { huberSpread(sigma, delta: $0) } ?? sigma
    return theta.indices.map { spread * unscaled[$0][$0].squareRoot() }
  }

  /// `√E ψ²/E ψ′` of Huber's ψ for normal residuals: σ below the threshold, √(π/2)·σ, that of a median, far above it.
  private static func huberSpread(_ sigma: Double, delta: Double) -> Double {
    guard sigma > 0 else { return 0 }
    let z = delta / sigma
    let inside = erf(z / 2.0.squareRoot())
    let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
    let squares = sigma * sigma * (inside - 2 * z * density) + delta * delta * (1 - inside)
    return squares.squareRoot() / inside
  }

  private static func open(
    _ name: String, _ found: CurveProfile.Bounds, _ level: Double
  ) -> [String] {
    let percent = String(format: "%.10g %%", level * 100)
    switch (found.isOpenBelow, found.isOpenAbove) {
    case (false, false): return []
    case (true, true): return ["the profile of \(name) is open on both sides"]
    case (false, true):
      let bound = found.bounds.low.map { "; \(name) ≥ \(brief($0)) (\(percent), one-sided)" } ?? ""
      return ["the profile of \(name) does not close above" + bound]
    case (true, false):
      let bound = found.bounds.high.map { "; \(name) ≤ \(brief($0)) (\(percent), one-sided)" } ?? ""
      return ["the profile of \(name) does not close below" + bound]
    }
  }

  /// What a reader should know of a fit that may well be identified.
  static func cautions(_ fit: CurveFit, _ data: CurveData) -> [String] {
    var notes: [String] = []
    let failed = fit.draws?.failed ?? 0
    if let draws = fit.draws, failed > 0 {
      notes.append(
        "\(failed) of \(draws.values.count + failed) bootstrap draws could not be fitted.")
    }
    if data.replicateCount > 1 {
      notes.append(
        "Wald and profile intervals take points as independent; quote the bootstrap of replicates.")
    }
    if let draws = fit.draws, draws.kind == .replicates, data.replicateCount < 4 {
      notes.append(
        "Only \(data.replicateCount) replicates: the bootstrap knows little of the spread between them, and in "
          + "simulations its 95 % intervals covered \(data.replicateCount < 3 ? 51 : 82) %.")
    }
    if fit.ssr <= 1e-24 * data.y.reduce(0, { $0 + $1 * $1 }) {
      notes.append("The curve goes through all points, so there is no error to judge it by.")
    } else if let r = autocorrelation(fit.residuals, data), r > 2 / Double(data.count).squareRoot()
    {
      notes.append(
        "Neighboring residuals agree (r = \(String(format: "%.2f", r))): Wald and profile intervals, "
          + "and a bootstrap of residuals, are too narrow.")
    }
    return notes
  }

  /// The correlation of residuals with their neighbors along x; `nil` for several replicates or variables.
  static func autocorrelation(_ residuals: [Double], _ data: CurveData) -> Double? {
    guard data.x.first?.count == 1, data.replicateCount < 2, data.count > 4,
      Set(data.x).count == data.count
    else { return nil }
    let ordered = data.x.indices.sorted { data.x[$0][0] < data.x[$1][0] }.map { residuals[$0] }
    let mean = ordered.reduce(0, +) / Double(ordered.count)
    let squares = ordered.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let products = zip(ordered, ordered.dropFirst()).reduce(0) {
      $0 + ($1.0 - mean) * ($1.1 - mean)
    }
    return squares > 0 ? products / squares : nil
  }
}
