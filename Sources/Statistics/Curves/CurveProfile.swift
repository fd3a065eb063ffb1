import Foundation

/// Profile intervals: a parameter is held at a value and all others are fitted again.
///
/// ```
/// {θ : SSR(θ) ≤ SSR·(1 + F/(n − p))},   F the quantile of F(1, n − p)
/// ```
///
/// Where one side never reaches the threshold, the other is the one-sided bound of the same level.
///
/// - Source: Bates and Watts 1988, Nonlinear Regression Analysis, section 6.1.
/// - Deviation: a side counts as open when the threshold is not reached within a factor e²⁵, within 1000
///   standard errors for a parameter of any sign, or within 10⁻⁹ of 0 and 1 for a fraction.
struct CurveProfile {
  /// What was found about one parameter.
  struct Bounds {
    /// In the units of the parameter.
    var bounds: CurveBounds
    /// Whether the lower side never reaches the threshold.
    var isOpenBelow: Bool
    /// Whether the upper side never reaches the threshold.
    var isOpenAbove: Bool
  }

  let problem: CurveProblem
  let level: Double

  /// The bounds of every free parameter, by its index among them.
  ///
  /// - Parameter solution: replaced if the search meets a lower sum of squares.
  func bounds(from solution: inout LeastSquaresSolution) -> [Int: Bounds] {
    let scale = problem.targets.reduce(0) { $0 + $1 * $1 }
    let rounds = 4
    for round in 1...rounds {
      let freedom = problem.count - solution.theta.count
      guard freedom > 0, solution.objective > 1e-24 * scale else { return [:] }
      let search = ProfileSearch(
        problem: problem, solution: solution, freedom: freedom, level: level,
        isLast: round == rounds)
      var found: [Int: Bounds] = [:]
      for index in problem.free.indices {
        found[index] = search.bounds(of: index)
        if search.better != nil { break }
      }
      guard let better = search.better, let next = LeastSquares.solve(problem, from: better),
        next.objective < solution.objective
      else { return found }
      solution = next
    }
    return [:]
  }
}

/// The search around one minimum.
private final class ProfileSearch {
  private let problem: CurveProblem
  private let solution: LeastSquaresSolution
  private let covariance: [[Double]]?
  private let twoSided: Double
  private let oneSided: Double
  private let quantile: Double
  /// Whether a lower sum of squares no longer matters.
  private let isLast: Bool
  /// Coordinates with a lower sum of squares, if the search met any.
  private(set) var better: [Double]?

  init(
    problem: CurveProblem, solution: LeastSquaresSolution, freedom: Int, level: Double,
    isLast: Bool
  ) {
    self.isLast = isLast
    self.problem = problem
    self.solution = solution
    let nu = Double(freedom)
    func threshold(_ p: Double) -> Double {
      let t = Distribution.studentQuantile(p, degreesOfFreedom: nu)
      return solution.objective * (1 + t * t / nu)
    }
    twoSided = threshold((1 + level) / 2)
    oneSided = threshold(max(level, 0.5 + 1e-9))
    quantile = Distribution.studentQuantile((1 + level) / 2, degreesOfFreedom: nu)
    let variance = solution.objective / nu
    covariance = LeastSquares.covariance(problem, at: solution.theta)?
      .map { $0.map { $0 * variance } }
  }

  func bounds(of index: Int) -> CurveProfile.Bounds {
    let low = end(of: index, -1, threshold: twoSided)
    let high = end(of: index, 1, threshold: twoSided)
    var (first, last) = (low, high)
    // One side is open: what is left is a one-sided statement.
    if low == nil, high != nil { last = end(of: index, 1, threshold: oneSided) }
    if high == nil, low != nil { first = end(of: index, -1, threshold: oneSided) }
    let domain = problem.law.parameters[problem.free[index]].domain
    var bounds = CurveBounds(
      low: first.map(domain.value), high: last.map(domain.value))
    var (isOpenBelow, isOpenAbove) = (low == nil, high == nil)
    if domain == .negative {
      bounds = CurveBounds(low: bounds.high, high: bounds.low)
      (isOpenBelow, isOpenAbove) = (isOpenAbove, isOpenBelow)
    }
    return CurveProfile.Bounds(
      bounds: bounds, isOpenBelow: isOpenBelow, isOpenAbove: isOpenAbove)
  }

  /// The coordinate at which the profile crosses a threshold; `nil` if it does not.
  private func end(of index: Int, _ sign: Double, threshold: Double) -> Double? {
    let center = solution.theta[index]
    let domain = problem.law.parameters[problem.free[index]].domain
    let isReal = domain == .real
    let cap = isReal ? max(abs(center), 1e-3) * 2 : 2
    let error = covariance?[index][index].squareRoot() ?? cap / quantile
    var step = min(quantile * error, cap)
    guard step > 0 else { return nil }
    // The root of the excess is nearly linear in the distance, which makes it quick to invert.
    let goal = (threshold - solution.objective).squareRoot()
    let trail = Trail(problem, index, solution.theta)
    func height(_ distance: Double) -> Double {
      let objective = trail.objective(at: center + sign * distance)
      if !isLast, objective < solution.objective * (1 - 1e-7) { better = trail.theta }
      return max(0, objective - solution.objective).squareRoot() - goal
    }
    var (inner, innerHeight) = (0.0, -goal)
    for _ in 0..<24 {
      let found = height(step)
      if better != nil { return nil }
      if found >= 0 {
        let distance = root(inner, innerHeight, step, found, height)
        return center + sign * distance
      }
      (inner, innerHeight) = (step, found)
      step *= 1.6
      switch domain {
      case .real: if step > 1000 * max(quantile * error, cap) { return nil }
      case .fraction: if abs(center + sign * step) > 20, sign * center > -20 { return nil }
      case .positive, .negative: if step > 25 { return nil }
      }
    }
    return nil
  }

  /// Where a rising function that is not below 0 at the upper end is 0, by the Illinois variant of regula falsi.
  private func root(
    _ low: Double, _ lowValue: Double, _ high: Double, _ highValue: Double,
    _ function: (Double) -> Double
  ) -> Double {
    guard highValue > 0 else { return high }
    var (a, fa, b, fb) = (low, lowValue, high, highValue)
    for _ in 0..<60 where b - a > 1e-9 * b {
      let middle = (a * fb - b * fa) / (fb - fa)
      let point = middle > a && middle < b ? middle : (a + b) / 2
      let value = function(point)
      if abs(value) < 1e-8 * abs(lowValue) { return point }
      if value < 0 {
        (a, fa) = (point, value)
        fb /= 2
      } else {
        (b, fb) = (point, value)
        fa /= 2
      }
    }
    return (a + b) / 2
  }
}

/// Fits of all other parameters, each starting where the last ones lead.
private final class Trail {
  private let problem: CurveProblem
  private let reduced: CurveProblem
  private let index: Int
  private let start: [Double]
  private var steps: [(value: Double, others: [Double])] = []
  /// The coordinates of the last fit.
  private(set) var theta: [Double]

  init(_ problem: CurveProblem, _ index: Int, _ start: [Double]) {
    self.problem = problem
    self.index = index
    theta = start
    reduced = problem.holding(index)
    var others = start
    others.remove(at: index)
    self.start = others
    steps = [(start[index], others)]
  }

  func objective(at value: Double) -> Double {
    reduced.hold(problem.free[index], at: value)
    var best: LeastSquaresSolution?
    if !start.isEmpty, !reduced.isLinear {
      best = LeastSquares.search(reduced, from: guess(at: value), tolerance: LeastSquares.coarse)
    }
    // The second start only where the first one leads nowhere.
    for others in [guess(at: value), start] where best?.isConverged != true {
      let found = LeastSquares.solve(reduced, from: others)
      guard let found, found.objective < best?.objective ?? .infinity else { continue }
      best = found
    }
    guard let best else { return .infinity }
    steps.append((value, best.theta))
    theta = best.theta
    theta.insert(value, at: index)
    return best.objective
  }

  /// The line through the two nearest fits, which follows a long valley; or the nearest, if that is better.
  private func guess(at value: Double) -> [Double] {
    let near = steps.sorted { abs($0.value - value) < abs($1.value - value) }
    guard near.count > 1, near[0].value != near[1].value else { return near[0].others }
    let share = (value - near[1].value) / (near[0].value - near[1].value)
    let line = zip(near[1].others, near[0].others).map { $0 + share * ($1 - $0) }
    let (straight, last) = (reduced.objective(at: line), reduced.objective(at: near[0].others))
    return straight < last ? line : near[0].others
  }
}
