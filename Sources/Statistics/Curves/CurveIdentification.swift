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
      case .fraction where value < 0.0001: doubts.append("\(name) is at its bound 0")
      case .positive where theta[index] < -100, .negative where theta[index] < -100:
        doubts.append("\(name) is at its bound 0")
      default: break
      }
      if let found = profile[index] { doubts += open(name, found, fit.level) }
    }
    return doubts + law.doubts(fit, data)
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
    if let draws = fit.draws, draws.kind == .replicates, data.replicateCount < 5 {
      notes.append(
        "Only \(data.replicateCount) replicates: the bootstrap knows little of the spread between them."
      )
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
