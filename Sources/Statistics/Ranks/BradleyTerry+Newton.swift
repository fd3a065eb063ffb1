import Foundation
import Support

extension BradleyTerry {
  /// The maximum of the likelihood, which exists.
  ///
  /// The likelihood is concave and its curvature a weighted graph Laplacian; with the last strength held at 0 that is
  /// positive definite. A step that does not raise the likelihood is halved.
  ///
  /// - Parameter start: where to begin; the result does not depend on it beyond rounding.
  static func newton(_ wins: [[Double]], from start: [Double]? = nil) -> [Double] {
    let free = wins.count - 1
    let total = wins.joined().reduce(0, +)
    var strengths = [Double](repeating: 0, count: wins.count)
    if let start, let last = start.last { strengths = start.map { $0 - last } }
    var value = likelihood(wins, strengths)
    for _ in 0..<100 {
      var gradient = [Double](repeating: 0, count: free)
      var curvature = [Double](repeating: 0, count: free * free)
      for i in wins.indices {
        for j in 0..<i where wins[i][j] + wins[j][i] > 0 {
          let games = wins[i][j] + wins[j][i]
          let expected = 1 / (1 + exp(strengths[j] - strengths[i]))
          let gap = wins[i][j] - games * expected
          let weight = games * expected * (1 - expected)
          // i is above j, so that only i can be the last, which is held.
          gradient[j] -= gap
          curvature[j * free + j] += weight
          guard i < free else { continue }
          gradient[i] += gap
          curvature[i * free + i] += weight
          curvature[i * free + j] -= weight
        }
      }
      guard gradient.contains(where: { abs($0) > 1e-12 * total }),
        let step = solve(curvature, gradient)
      else { break }
      var size = 1.0
      var next = strengths
      var reached = value
      while size > 1e-6 {
        for i in 0..<free { next[i] = strengths[i] + size * step[i] }
        reached = likelihood(wins, next)
        if reached >= value { break }
        size /= 2
      }
      guard reached >= value else { break }
      let moved = step.reduce(0) { max($0, abs($1)) } * size
      (strengths, value) = (next, reached)
      if moved < 1e-12 { break }
    }
    let mean = strengths.reduce(0, +) / Double(strengths.count)
    return strengths.map { $0 - mean }
  }

  private static func likelihood(_ wins: [[Double]], _ strengths: [Double]) -> Double {
    var sum = 0.0
    for i in wins.indices {
      for j in wins.indices where wins[i][j] > 0 {
        let gap = strengths[j] - strengths[i]
        // ln(1 + e^gap) without overflow.
        sum -= wins[i][j] * (max(gap, 0) + PortableMath.log1p(exp(-abs(gap))))
      }
    }
    return sum
  }

  /// Solves a positive definite system by Cholesky's method; `nil` where rounding made it anything else.
  ///
  /// - Parameter matrix: row by row; only its lower triangle is read.
  private static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    let count = right.count
    var lower = matrix
    var x = right
    for i in 0..<count {
      for j in 0...i {
        var sum = lower[i * count + j]
        for k in 0..<j { sum -= lower[i * count + k] * lower[j * count + k] }
        if i == j {
          guard sum > 0 else { return nil }
          lower[i * count + i] = sum.squareRoot()
        } else {
          lower[i * count + j] = sum / lower[j * count + j]
        }
      }
      for k in 0..<i { x[i] -= lower[i * count + k] * x[k] }
      x[i] /= lower[i * count + i]
    }
    for i in (0..<count).reversed() {
      x[i] /= lower[i * count + i]
      for k in 0..<i { x[k] -= lower[i * count + k] * x[i] }
    }
    return x
  }
}
