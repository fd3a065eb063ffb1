import CGSL

/// Where a solver stopped.
struct LeastSquaresSolution {
  /// The coordinates of the free parameters.
  var theta: [Double]
  /// The sum of squares there.
  var objective: Double
  /// Whether steps or gradient became small.
  var isConverged: Bool
  /// Of how many starts that were followed how many ended here, where there were several.
  var starts: CurveStarts?
}

/// Nonlinear least squares: Levenberg–Marquardt in a trust region, with geodesic acceleration.
///
/// - Source: GSL 2.7 reference manual, chapter "Nonlinear Least-Squares Fitting" (`lmaccel`); Transtrum and
///   Sethna 2012, arXiv:1201.5885.
/// - Deviation: a stopped search is started again where it stopped, until that gains nothing. Residuals are divided by their
///   root mean square at the start of each search: the solver's test of the gradient is absolute, and would end a search
///   in small units, or near a small minimum, before its time.
enum LeastSquares {
  /// What the solver sees of a problem.
  private final class Scaled {
    let problem: CurveProblem
    let factor: Double

    init(_ problem: CurveProblem, at start: [Double]) {
      self.problem = problem
      let size = (problem.objective(at: start) / Double(problem.count)).squareRoot()
      factor = size > 0 && size.isFinite && (1 / size).isFinite ? 1 / size : 1
    }
  }

  /// The most iterations of one search.
  static let iterations = 200
  /// Relative to the coordinates, the step at which a search stops.
  static let tolerance = 1e-10
  /// The same where only the sum of squares matters, which is flat at its minimum.
  static let coarse = 1e-7

  /// Minimizes from one start; `nil` if the sum of squares cannot be computed there.
  ///
  /// A problem that is linear is solved in one step.
  ///
  /// - Parameter restarts: how often a search that still gains is started again.
  /// - Precondition: at least as many points as free parameters.
  static func solve(
    _ problem: CurveProblem, from start: [Double], restarts: Int = 6
  ) -> LeastSquaresSolution? {
    guard !start.isEmpty else {
      return LeastSquaresSolution(
        theta: [], objective: problem.objective(at: []), isConverged: true)
    }
    if problem.isLinear, let theta = linear(problem, at: start) {
      return LeastSquaresSolution(
        theta: theta, objective: problem.objective(at: theta), isConverged: true)
    }
    guard
      var best = search(problem, from: start, accelerated: true)
        ?? search(problem, from: start, accelerated: false)
    else { return nil }
    for attempt in 0..<restarts {
      let next = search(problem, from: best.theta, accelerated: attempt % 2 == 1)
      guard let next, next.objective <= best.objective else { break }
      let gain = best.objective - next.objective
      let isSettled = best.isConverged || next.isConverged || gain <= 1e-10 * best.objective
      best = next
      best.isConverged = isSettled
      if gain <= 1e-12 * best.objective { break }
    }
    return best
  }

  /// One search, without starting again.
  static func search(
    _ problem: CurveProblem, from start: [Double], accelerated: Bool = true,
    tolerance: Double = tolerance
  ) -> LeastSquaresSolution? {
    GSL.ready
    var parameters = assay_multifit_parameters(accelerated ? 1 : 0)
    guard problem.count >= start.count, start.allSatisfy(\.isFinite),
      let work = gsl_multifit_nlinear_alloc(
        assay_multifit_trust(), &parameters, problem.count, start.count),
      let initial = gsl_vector_alloc(start.count)
    else { return nil }
    defer {
      gsl_multifit_nlinear_free(work)
      gsl_vector_free(initial)
    }
    for (i, value) in start.enumerated() { gsl_vector_set(initial, i, value) }
    var system = gsl_multifit_nlinear_fdf()
    system.f = { theta, context, residuals in
      guard let theta, let residuals, let context else { return Int32(GSL_EFAULT) }
      let scaled = Unmanaged<Scaled>.fromOpaque(context).takeUnretainedValue()
      scaled.problem.fill(
        theta.pointee.data, stride: theta.pointee.stride, residuals: residuals.pointee.data,
        stride: residuals.pointee.stride)
      gsl_vector_scale(residuals, scaled.factor)
      return Int32(GSL_SUCCESS)
    }
    system.df = { theta, context, jacobian in
      guard let theta, let jacobian, let context else { return Int32(GSL_EFAULT) }
      let scaled = Unmanaged<Scaled>.fromOpaque(context).takeUnretainedValue()
      scaled.problem.fill(
        theta.pointee.data, stride: theta.pointee.stride, jacobian: jacobian.pointee.data,
        rowStride: jacobian.pointee.tda)
      gsl_matrix_scale(jacobian, scaled.factor)
      return Int32(GSL_SUCCESS)
    }
    system.n = problem.count
    system.p = start.count
    let scaled = Scaled(problem, at: start)
    return withExtendedLifetime(scaled) {
      system.params = Unmanaged.passUnretained(scaled).toOpaque()
      return withUnsafeMutablePointer(to: &system) { run($0, work, initial, problem, tolerance) }
    }
  }

  private static func run(
    _ system: UnsafeMutablePointer<gsl_multifit_nlinear_fdf>,
    _ work: UnsafeMutablePointer<gsl_multifit_nlinear_workspace>,
    _ initial: UnsafeMutablePointer<gsl_vector>, _ problem: CurveProblem, _ tolerance: Double
  ) -> LeastSquaresSolution? {
    guard gsl_multifit_nlinear_init(initial, system, work) == GSL_SUCCESS else {
      return nil
    }
    var reason: Int32 = 0
    let status = gsl_multifit_nlinear_driver(
      iterations, tolerance, tolerance, 0, nil, nil, &reason, work)
    guard let position = gsl_multifit_nlinear_position(work) else { return nil }
    let theta = (0..<problem.free.count).map { gsl_vector_get(position, $0) }
    let objective = problem.objective(at: theta)
    guard theta.allSatisfy(\.isFinite), objective.isFinite else { return nil }
    // No progress: the sum of squares no longer moves within rounding.
    let isConverged = status == GSL_SUCCESS || status == GSL_ENOPROG
    return LeastSquaresSolution(theta: theta, objective: objective, isConverged: isConverged)
  }

  /// The Gauss–Newton step, which ends at the minimum of a linear problem.
  private static func linear(_ problem: CurveProblem, at start: [Double]) -> [Double]? {
    let residuals = problem.residuals(at: start)
    let rows = jacobian(problem, at: start)
    let step = LinearLeastSquares.coefficients(rows, residuals.map { -$0 }, nil)
    return step.map { zip(start, $0).map { $0 + $1 } }
  }

  /// The derivatives of the residuals by the coordinates, `[n][p]`.
  static func jacobian(_ problem: CurveProblem, at theta: [Double]) -> [[Double]] {
    let width = theta.count
    var flat = [Double](repeating: 0, count: problem.count * width)
    theta.withUnsafeBufferPointer { theta in
      flat.withUnsafeMutableBufferPointer {
        problem.fill(
          theta.baseAddress, stride: 1, jacobian: $0.baseAddress, rowStride: width)
      }
    }
    return (0..<problem.count).map { Array(flat[$0 * width..<($0 + 1) * width]) }
  }

  /// The condition of the Jacobian at some coordinates, its columns scaled to one size; `nil` where one is zero.
  static func condition(_ problem: CurveProblem, at theta: [Double]) -> Double? {
    GSL.ready
    let width = theta.count
    let rows = jacobian(problem, at: theta)
    let scales = (0..<width).map { j in
      rows.reduce(0) { $0 + $1[j] * $1[j] }.squareRoot()
    }
    guard width > 0, rows.count >= width, scales.allSatisfy({ $0 > 0 && $0.isFinite }),
      let matrix = gsl_matrix_alloc(rows.count, width),
      let right = gsl_matrix_alloc(width, width), let sizes = gsl_vector_alloc(width)
    else { return nil }
    defer {
      gsl_matrix_free(matrix)
      gsl_matrix_free(right)
      gsl_vector_free(sizes)
    }
    for (i, row) in rows.enumerated() {
      for j in 0..<width { gsl_matrix_set(matrix, i, j, row[j] / scales[j]) }
    }
    guard gsl_linalg_SV_decomp_jacobi(matrix, right, sizes) == GSL_SUCCESS else { return nil }
    return gsl_vector_get(sizes, 0) / gsl_vector_get(sizes, width - 1)
  }

  /// `(JᵀJ)⁻¹` at some coordinates, unscaled; `nil` where a parameter has no effect of its own.
  static func covariance(_ problem: CurveProblem, at theta: [Double]) -> [[Double]]? {
    GSL.ready
    let width = theta.count
    let rows = jacobian(problem, at: theta)
    // Columns of one size, so that the units of parameters do not matter.
    let scales = (0..<width).map { j in
      rows.reduce(0) { $0 + $1[j] * $1[j] }.squareRoot()
    }
    guard width > 0, rows.count >= width, scales.allSatisfy({ $0 > 0 && $0.isFinite }),
      let matrix = gsl_matrix_alloc(rows.count, width),
      let inverse = gsl_matrix_alloc(width, width)
    else { return nil }
    defer {
      gsl_matrix_free(matrix)
      gsl_matrix_free(inverse)
    }
    for (i, row) in rows.enumerated() {
      for j in 0..<width { gsl_matrix_set(matrix, i, j, row[j] / scales[j]) }
    }
    guard gsl_multifit_nlinear_covar(matrix, 1e-14, inverse) == GSL_SUCCESS else {
      return nil
    }
    let found = (0..<width).map { i in
      (0..<width).map { j in gsl_matrix_get(inverse, i, j) / scales[i] / scales[j] }
    }
    // GSL answers zeros for a column that depends on others.
    return (0..<width).allSatisfy { found[$0][$0] > 0 && found[$0][$0].isFinite } ? found : nil
  }
}
