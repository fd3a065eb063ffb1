import Networks
import Support

/// Straight lines of ln excess in ln tokens and in ln parameters, and whether there are any.
extension ScalingGrid {
  /// A straight line in the logarithms.
  struct Line {
    /// d ln excess / d ln x.
    var slope: Double
    /// ln excess at the center.
    var level: Double
    /// ln x in the middle of the points.
    var center: Double

    /// ln excess at some ln x.
    func value(at place: Double) -> Double { level + slope * (place - center) }
  }

  /// Straight lines by least squares, one a seed; none through fewer than three points.
  func lines(_ points: [Point], _ part: Part, _ x: (Point) -> Double) -> [Line] {
    guard points.count > 2, let seeds = points.first?.excess.count else { return [] }
    let places = Self.centered(points, x)
    let center = points.reduce(0) { $0 + PortableMath.log(x($1)) } / Double(points.count)
    let squares = places.reduce(0) { $0 + $1 * $1 }
    let logs = points.map { $0.logs(part) }
    return (0..<seeds).map { seed in
      let products = zip(places, logs).reduce(0) { $0 + $1.0 * $1.1[seed] }
      let level = logs.reduce(0) { $0 + $1[seed] } / Double(logs.count)
      return Line(slope: products / squares, level: level, center: center)
    }
  }

  /// The quadratic contrast of ln excess over points, by seed: 0 on a straight line; none of fewer than three points.
  ///
  /// ```
  /// bend = Σ c_i·ln excess_i,   c orthogonal to 1 and ln x, c_1 = 1
  /// ```
  ///
  /// Four points at equal distances have c = (1, −1, −1, 1), three (1, −2, 1). A drop that is still to come, or is in the last
  /// step, makes it negative, one that is over positive.
  func bends(_ points: [Point], _ part: Part, _ x: (Point) -> Double) -> [Double] {
    guard points.count > 2, let seeds = points.first?.excess.count else { return [] }
    let places = Self.centered(points, x)
    let squares = places.reduce(0) { $0 + $1 * $1 }
    let cubes = places.reduce(0) { $0 + $1 * $1 * $1 }
    let raw = places.map { $0 * $0 - squares / Double(places.count) - $0 * cubes / squares }
    let logs = points.map { $0.logs(part) }
    return (0..<seeds).map { seed in
      zip(raw, logs).reduce(0) { $0 + $1.0 / raw[0] * $1.1[seed] }
    }
  }

  private static func centered(_ points: [Point], _ x: (Point) -> Double) -> [Double] {
    let places = points.map { PortableMath.log(x($0)) }
    let center = places.reduce(0, +) / Double(places.count)
    return places.map { $0 - center }
  }

  /// d ln excess / d ln tokens at a size, by seed.
  func tokenSlopes(_ size: ModelSize, _ part: Part) -> [Double] {
    lines(row(size), part, \.tokens).map(\.slope)
  }

  /// d ln excess / d ln parameters at a budget, by seed.
  func sizeSlopes(_ tokens: Double, _ part: Part, layered: Bool) -> [Double] {
    lines(column(tokens, layered: layered), part, \.parameters).map(\.slope)
  }

  /// The bend over a size's budgets, by seed.
  func tokenBends(_ size: ModelSize, _ part: Part) -> [Double] {
    bends(row(size), part, \.tokens)
  }

  /// The bend over sizes at a budget, by seed.
  func sizeBends(_ tokens: Double, _ part: Part, layered: Bool) -> [Double] {
    bends(column(tokens, layered: layered), part, \.parameters)
  }

  /// ln of what is found at a size's largest budget over what the line through its other ones says, by seed.
  func heldOut(_ size: ModelSize, _ part: Part) -> [Double] {
    guard let last = row(size).last else { return [] }
    return zip(last.logs(part), lines(Array(row(size).dropLast()), part, \.tokens)).map {
      $0 - $1.value(at: PortableMath.log(last.tokens))
    }
  }

  /// What the line through a size's budgets says of ln excess at another budget, by seed.
  func extended(_ size: ModelSize, _ part: Part, to tokens: Double) -> [Double] {
    lines(row(size), part, \.tokens).map { $0.value(at: PortableMath.log(tokens)) }
  }
}
