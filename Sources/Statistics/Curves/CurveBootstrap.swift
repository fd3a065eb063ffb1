import Dispatch
import Foundation
import Support

/// Fits a law to data drawn again, on several threads.
///
/// Draw i takes its numbers from `stream[i]`, so the draws do not depend on how many threads there are.
/// Each refit starts at the parameters of the whole data. Residuals are drawn with replacement after they
/// are centered and widened by `√(n/(n − p))`. Replicates bring all their points, so that what a law takes
/// from some of them, such as R0, is measured anew.
///
/// Of least squares every refit has standard errors too, by what is drawn: the classical ones, those of White, or those of
/// clusters. Intervals are then studentized.
///
/// - Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapters 9 and 12.5.
/// - Deviation: none.
struct CurveBootstrap {
  let law: any CurveLaw
  let fixed: [String: Double]
  let huberDelta: Double?
  let draws: Int
  let kind: BootstrapKind
  let workers: Int
  /// The points before the law looked at them.
  let original: CurveData
  /// The values that the user fixed.
  let given: [String: Double]

  func run(_ data: CurveData, from theta: [Double], stream: RandomStream) -> CurveDraws {
    let source = Source(
      law, data, labels: (kind == .replicates ? original : data).replicates, fixed: fixed,
      huberDelta: huberDelta, at: theta)
    var found = [Refit?](repeating: nil, count: draws)
    let threads = max(1, min(workers, draws))
    found.withUnsafeMutableBufferPointer { buffer in
      let slots = Slots(buffer)
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        let problem = CurveProblem(law, data, fixed: fixed, huberDelta: huberDelta)
        for draw in stride(from: thread, to: draws, by: threads) {
          var generator = stream[draw].generator()
          slots.buffer[draw] = one(source, problem, theta, &generator)
        }
      }
    }
    let refits = found.compactMap { $0 }
    var result = CurveDraws(
      kind: kind, values: refits.map(\.values), failed: draws - refits.count)
    let problem = CurveProblem(law, data, fixed: fixed, huberDelta: huberDelta)
    result.pivots = pivots(refits, problem, source.labels, from: theta)
    return result
  }

  /// A fit to data drawn again.
  private struct Refit {
    var values: [Double]
    /// The coordinates of the free parameters.
    var theta: [Double]
    /// Their standard errors; `nil` where they have none.
    var errors: [Double]?
  }

  /// What studentized intervals are made of; `nil` unless most refits have standard errors. A draw of one replicate alone,
  /// which shows no spread, has none; of three replicates every ninth is such a draw.
  private func pivots(
    _ refits: [Refit], _ problem: CurveProblem, _ labels: [Int], from theta: [Double]
  ) -> CurvePivots? {
    guard huberDelta == nil, refits.count > 1,
      let errors = errors(problem, theta, labels)
    else { return nil }
    let ratios = refits.compactMap { refit -> [Double]? in
      guard let own = refit.errors, zip(own, errors).allSatisfy({ $0 > 1e-6 * $1 }) else {
        return nil
      }
      return theta.indices.map { (refit.theta[$0] - theta[$0]) / own[$0] }
    }
    guard Double(ratios.count) >= 0.8 * Double(refits.count) else { return nil }
    return CurvePivots(theta: theta, errors: errors, ratios: ratios)
  }

  /// Standard errors of the coordinates of a fit; `nil` where the points do not determine them.
  private func errors(
    _ problem: CurveProblem, _ theta: [Double], _ labels: [Int]
  ) -> [Double]? {
    guard problem.count > theta.count,
      let inverse = LeastSquares.covariance(problem, at: theta)
    else { return nil }
    let residuals = problem.residuals(at: theta)
    let spare = Double(problem.count - theta.count)
    var errors: [Double]
    if kind == .residuals {
      let variance = residuals.reduce(0) { $0 + $1 * $1 } / spare
      errors = theta.indices.map { (variance * inverse[$0][$0]).squareRoot() }
    } else {
      let rows = LeastSquares.jacobian(problem, at: theta)
      var scores: [Int: [Double]] = [:]
      for (i, row) in rows.enumerated() {
        let label = kind == .points ? i : labels[i]
        let score = row.map { $0 * residuals[i] }
        scores[label] = zip(scores[label] ?? row.map { _ in 0 }, score).map { $0 + $1 }
      }
      let groups = Double(scores.count)
      guard groups > 1 else { return nil }
      let widening = kind == .points ? Double(problem.count) / spare : groups / (groups - 1)
      var variances = theta.map { _ in 0.0 }
      for label in scores.keys.sorted() {
        let score = scores[label] ?? []
        for i in theta.indices {
          let influence = zip(inverse[i], score).reduce(0) { $0 + $1.0 * $1.1 }
          variances[i] += widening * influence * influence
        }
      }
      errors = variances.map { $0.squareRoot() }
    }
    return errors.allSatisfy { $0 > 0 && $0.isFinite } ? errors : nil
  }

  private func one(
    _ source: Source, _ shared: CurveProblem, _ theta: [Double],
    _ generator: inout RandomGenerator
  ) -> Refit? {
    var problem = shared
    var labels: [Int] = []
    if kind == .residuals {
      for i in source.fitted.indices {
        let drawn = source.residuals[generator.integer(below: source.residuals.count)]
        problem.targets[i] = source.fitted[i] + drawn / source.roots[i]
      }
    } else {
      (problem, labels) = drawn(source, &generator)
    }
    guard problem.count >= theta.count,
      let solution = problem.isLinear
        ? LeastSquares.solve(problem, from: theta)
        : LeastSquares.search(problem, from: theta)
          ?? LeastSquares.search(problem, from: theta, accelerated: false)
    else { return nil }
    let values = problem.parameters(at: solution.theta)
    guard values.allSatisfy(\.isFinite) else { return nil }
    return Refit(
      values: values, theta: solution.theta,
      errors: huberDelta == nil ? errors(problem, solution.theta, labels) : nil)
  }

  /// The problem of points or replicates drawn again.
  private func drawn(
    _ source: Source, _ generator: inout RandomGenerator
  ) -> (CurveProblem, labels: [Int]) {
    let data = source.data
    guard kind == .replicates else {
      let points = data.subset(data.y.indices.map { _ in generator.integer(below: data.count) })
      return (CurveProblem(law, points, fixed: fixed, huberDelta: huberDelta), [])
    }
    let drawn = source.replicates.map { _ in
      source.replicates[generator.integer(below: source.replicates.count)]
    }
    var points = original.subset(drawn.flatMap { $0 })
    // A replicate that is drawn twice is two.
    points.replicates = drawn.enumerated().flatMap { index, points in points.map { _ in index } }
    let prepared = law.prepare(points, fixed: given)
    // Replicates without the points that measure a value take it from all.
    let values = prepared.fixed.merging(fixed) { own, _ in own }
    return (
      CurveProblem(law, prepared.data, fixed: values, huberDelta: huberDelta),
      prepared.data.replicates ?? []
    )
  }

  /// What all draws are taken from.
  private struct Source {
    let data: CurveData
    let fitted: [Double]
    /// Which replicate each point is of.
    let labels: [Int]
    /// Weighted, centered and widened.
    let residuals: [Double]
    let roots: [Double]
    /// The points of each replicate, before the law looked at them.
    let replicates: [[Int]]

    init(
      _ law: any CurveLaw, _ data: CurveData, labels: [Int]?, fixed: [String: Double],
      huberDelta: Double?, at theta: [Double]
    ) {
      let problem = CurveProblem(law, data, fixed: fixed, huberDelta: huberDelta)
      self.data = data
      self.labels = data.replicates ?? data.y.map { _ in 0 }
      fitted = problem.fitted(at: theta)
      roots = data.weights?.map { $0.squareRoot() } ?? data.y.map { _ in 1 }
      let raw = problem.residuals(at: theta).map { -$0 }
      let n = Double(data.count)
      let mean = raw.reduce(0, +) / n
      let widening = (n / max(1, n - Double(theta.count))).squareRoot()
      residuals = raw.map { ($0 - mean) * widening }
      let labels = labels ?? data.y.map { _ in 0 }
      replicates = Set(labels).sorted().map { label in
        labels.indices.filter { labels[$0] == label }
      }
    }
  }

  /// Slots that threads fill, each its own.
  private struct Slots: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<Refit?>
    init(_ buffer: UnsafeMutableBufferPointer<Refit?>) { self.buffer = buffer }
  }
}
