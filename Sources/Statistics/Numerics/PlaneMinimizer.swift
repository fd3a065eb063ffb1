import Foundation

/// A function of two variables at a point, with its first and second derivatives.
struct PlaneValue {
  var value: Double
  var x: Double
  var y: Double
  var xx: Double
  var xy: Double
  var yy: Double

  /// The inverse of the matrix of second derivatives; `nil` unless it is positive definite.
  var inverseHessian: (xx: Double, xy: Double, yy: Double)? {
    let determinant = xx * yy - xy * xy
    guard xx > 0, yy > 0, determinant > 1e-12 * xx * yy else { return nil }
    return (yy / determinant, -xy / determinant, xx / determinant)
  }
}

/// Newton's method for two variables in a square around 0.
enum PlaneMinimizer {
  struct Result {
    var point: (Double, Double)
    var value: PlaneValue
    var converged: Bool
  }

  /// Walks downhill from a start, with steps of at most 2 in each direction.
  ///
  /// Where a Newton step does not go down, the curvature is raised until one does (Levenberg's rule), which
  /// turns the step towards the gradient.
  static func minimize(
    from start: (Double, Double), bound: Double, steps: Int = 200,
    _ function: (Double, Double) -> PlaneValue
  ) -> Result {
    var point = (clamp(start.0, bound), clamp(start.1, bound))
    var value = function(point.0, point.1)
    var damping = 0.0
    for _ in 0..<steps {
      let scale = max(abs(value.xx), abs(value.yy), 1e-12)
      var moved = false
      for _ in 0..<60 {
        let step = step(value, damping * scale)
        let next = (clamp(point.0 + step.0, bound), clamp(point.1 + step.1, bound))
        let size = max(abs(next.0 - point.0), abs(next.1 - point.1))
        if size < 1e-9 { return Result(point: point, value: value, converged: true) }
        let there = function(next.0, next.1)
        if there.value < value.value {
          (point, value, moved) = (next, there, true)
          damping = damping < 1e-3 ? 0 : damping / 10
          break
        }
        // Rounding hides further descent.
        if size < 1e-5 && there.value - value.value < 1e-9 * max(1, abs(value.value)) {
          return Result(point: point, value: value, converged: true)
        }
        damping = max(1e-3, damping * 4)
      }
      if !moved { return Result(point: point, value: value, converged: false) }
    }
    return Result(point: point, value: value, converged: false)
  }

  /// A function with its derivatives by central differences.
  static func differentiated(
    at point: (Double, Double), _ function: (Double, Double) -> Double
  ) -> PlaneValue {
    let h = 1e-3
    let (x, y) = point
    let middle = function(x, y)
    let (right, left) = (function(x + h, y), function(x - h, y))
    let (up, down) = (function(x, y + h), function(x, y - h))
    let corners = function(x + h, y + h) - function(x + h, y - h) - function(x - h, y + h)
    return PlaneValue(
      value: middle, x: (right - left) / (2 * h), y: (up - down) / (2 * h),
      xx: (right - 2 * middle + left) / (h * h),
      xy: (corners + function(x - h, y - h)) / (4 * h * h),
      yy: (up - 2 * middle + down) / (h * h))
  }

  private static func clamp(_ x: Double, _ bound: Double) -> Double { min(bound, max(-bound, x)) }

  /// The damped Newton step, or a step down the gradient where the curvature is not positive.
  private static func step(_ value: PlaneValue, _ damping: Double) -> (Double, Double) {
    // The smaller eigenvalue is made positive.
    let half = (value.xx + value.yy) / 2
    let gap = ((value.xx - value.yy) * (value.xx - value.yy) / 4 + value.xy * value.xy).squareRoot()
    let least = half - gap
    let floor = 1e-6 * max(abs(half) + gap, 1e-12)
    let shift = damping + max(0, floor - least)
    let (xx, yy) = (value.xx + shift, value.yy + shift)
    let determinant = xx * yy - value.xy * value.xy
    let dx = -(yy * value.x - value.xy * value.y) / determinant
    let dy = -(xx * value.y - value.xy * value.x) / determinant
    let size = max(abs(dx), abs(dy))
    return size > 2 ? (2 * dx / size, 2 * dy / size) : (dx, dy)
  }
}
