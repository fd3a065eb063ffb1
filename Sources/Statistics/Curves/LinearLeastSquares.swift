import CGSL

/// Weighted linear least squares.
///
/// - Source: GSL 2.7 reference manual, chapter "Linear Least-Squares Fitting" (singular values).
enum LinearLeastSquares {
  /// The coefficients that minimize `Σ w_i (y_i − Σ_j rows_ij c_j)²`; `nil` if there are fewer rows than
  /// columns, or a number is not finite.
  static func coefficients(
    _ rows: [[Double]], _ y: [Double], _ weights: [Double]?
  ) -> [Double]? {
    guard let width = rows.first?.count, width > 0, rows.count >= width,
      rows.allSatisfy({ $0.allSatisfy(\.isFinite) }), y.allSatisfy(\.isFinite)
    else { return nil }
    GSL.ready
    guard let work = gsl_multifit_linear_alloc(rows.count, width),
      let design = gsl_matrix_alloc(rows.count, width),
      let responses = gsl_vector_alloc(rows.count), let solution = gsl_vector_alloc(width),
      let covariance = gsl_matrix_alloc(width, width)
    else { return nil }
    defer {
      gsl_multifit_linear_free(work)
      gsl_matrix_free(design)
      gsl_vector_free(responses)
      gsl_vector_free(solution)
      gsl_matrix_free(covariance)
    }
    for (i, row) in rows.enumerated() {
      let root = weights.map { $0[i].squareRoot() } ?? 1
      for (j, value) in row.enumerated() { gsl_matrix_set(design, i, j, root * value) }
      gsl_vector_set(responses, i, root * y[i])
    }
    var squares = 0.0
    guard
      gsl_multifit_linear(design, responses, solution, covariance, &squares, work)
        == GSL_SUCCESS
    else { return nil }
    let found = (0..<width).map { gsl_vector_get(solution, $0) }
    return found.allSatisfy(\.isFinite) ? found : nil
  }
}

/// What GSL needs before the first call.
enum GSL {
  /// GSL's default handler aborts the process.
  static let ready: Void = { _ = gsl_set_error_handler_off() }()
}
