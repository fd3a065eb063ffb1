/// Linear least squares by Householder reflections, for the small full-rank problems of designs.
struct LinearModel {
  /// The coefficients, one a column.
  let coefficients: [Double]
  /// The sum of squared residuals.
  let residualSquares: Double

  /// Fits `y ≈ X·β`; `nil` if a column is a combination of those before it.
  ///
  /// - Parameters:
  ///   - columns: of X, each as long as `response`.
  ///   - response: y.
  init?(columns: [[Double]], response: [Double]) {
    var columns = columns
    var y = response
    let rows = response.count
    guard columns.count <= rows else { return nil }
    var diagonal: [Double] = []
    for j in columns.indices {
      let size = columns[j].reduce(0) { $0 + $1 * $1 }.squareRoot()
      let below = columns[j][j...].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard below > 1e-9 * size else { return nil }
      // The reflection takes the rest of the column to (alpha, 0, …).
      let alpha = columns[j][j] > 0 ? -below : below
      var v = Array(columns[j][j...])
      v[0] -= alpha
      let squares = v.reduce(0) { $0 + $1 * $1 }
      func reflect(_ column: inout [Double]) {
        var dot = 0.0
        for i in v.indices { dot += v[i] * column[j + i] }
        let factor = 2 * dot / squares
        for i in v.indices { column[j + i] -= factor * v[i] }
      }
      for other in (j + 1)..<max(columns.count, j + 1) { reflect(&columns[other]) }
      reflect(&y)
      diagonal.append(alpha)
    }
    var solution = [Double](repeating: 0, count: columns.count)
    for j in columns.indices.reversed() {
      var value = y[j]
      for other in (j + 1)..<max(columns.count, j + 1) {
        value -= columns[other][j] * solution[other]
      }
      solution[j] = value / diagonal[j]
    }
    coefficients = solution
    residualSquares = y[columns.count...].reduce(0) { $0 + $1 * $1 }
  }
}
