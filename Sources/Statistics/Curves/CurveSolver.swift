import CGSL
import Foundation

/// The least sum of squares from many starts; the same starts give the same answer.
struct CurveSolver {
  /// How many of the best starts are followed to their minimum.
  var followed = 8
  /// Points of a Sobol sequence around the starts, in the coordinates of the parameters.
  var sobolPoints = 0
  /// How far around, in coordinates; for an unbounded parameter in decades of its start.
  var reach = 2.0

  /// Follows the best of the law's starts and of Sobol's points.
  ///
  /// - Parameter starts: parameters in their own units; the first is always followed.
  func solve(_ problem: CurveProblem, starts: [[Double]]) -> LeastSquaresSolution? {
    guard let first = starts.first else { return nil }
    if problem.isLinear {
      return LeastSquares.solve(problem, from: problem.coordinates(of: first))
    }
    let candidates = starts.map(problem.coordinates) + around(first, problem)
    let values = candidates.map(problem.objective)
    let order = candidates.indices.filter { $0 > 0 && values[$0].isFinite }
      .sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }
    var best = thorough(problem, from: candidates[0])
    var ends = best.map { [$0.objective] } ?? []
    for index in isSpread ? Self.distinct(order, values, followed) : Array(order.prefix(followed)) {
      guard let found = LeastSquares.solve(problem, from: candidates[index]) else { continue }
      ends.append(found.objective)
      // Where terms can change places, the answer is the one that the first start leads to.
      if best.map({ found.objective < (1 - 1e-6) * $0.objective }) ?? true { best = found }
    }
    guard var best else { return nil }
    if !best.isConverged, let last = LeastSquares.solve(problem, from: best.theta, restarts: 40),
      last.objective <= best.objective
    {
      best = last
    }
    if isSpread {
      let size = problem.targets.reduce(0) { $0 + $1 * $1 }
      // Below the last term residuals are rounding.
      let limit = (1 + 1e-6) * best.objective + 1e-24 * size
      best.starts = CurveStarts(followed: ends.count, agreed: ends.count { $0 <= limit })
    }
    return best
  }

  /// Whether starts lie so far apart that many of them are alike to the sum of squares: those far from every point.
  private var isSpread: Bool { sobolPoints > 0 }

  /// The first of each sum of squares, as what is flat there leads nowhere else.
  private static func distinct(_ order: [Int], _ values: [Double], _ count: Int) -> [Int] {
    var chosen: [Int] = []
    for index in order where chosen.count < count {
      if let last = chosen.last, values[index] <= (1 + 1e-6) * values[last] { continue }
      chosen.append(index)
    }
    return chosen
  }

  /// The first start is followed with and without acceleration, which can end in different valleys.
  private func thorough(
    _ problem: CurveProblem, from start: [Double]
  ) -> LeastSquaresSolution? {
    let quick = LeastSquares.solve(problem, from: start)
    guard let plain = LeastSquares.search(problem, from: start, accelerated: false),
      plain.objective < (1 - 1e-6) * (quick?.objective ?? .infinity)
    else { return quick }
    return LeastSquares.solve(problem, from: plain.theta)
  }

  /// Sobol's points around a start: logarithms and logits within `reach` times 2.3, other parameters
  /// multiplied by 10 to a power within `reach`, of either sign if they start at 0.
  private func around(_ start: [Double], _ problem: CurveProblem) -> [[Double]] {
    let width = problem.free.count
    guard sobolPoints > 0, width > 0, width <= 40,
      let generator = gsl_qrng_alloc(assay_qrng_sobol(), UInt32(width))
    else { return [] }
    defer { gsl_qrng_free(generator) }
    var point = [Double](repeating: 0, count: width)
    let center = problem.coordinates(of: start)
    return (0..<sobolPoints).compactMap { _ in
      guard gsl_qrng_get(generator, &point) == GSL_SUCCESS else { return nil }
      return problem.free.indices.map { index in
        let shift = (2 * point[index] - 1) * reach
        switch problem.law.parameters[problem.free[index]].domain {
        case .real:
          return center[index] == 0 ? shift * 5 : center[index] * pow(10, shift)
        case .positive, .negative, .fraction: return center[index] + shift * log(10)
        }
      }
    }
  }
}
