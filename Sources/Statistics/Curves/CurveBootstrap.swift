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
/// - Source: Efron and Tibshirani 1993, An Introduction to the Bootstrap, chapter 9.
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
    var found = [[Double]?](repeating: nil, count: draws)
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
    let values = found.compactMap { $0 }
    return CurveDraws(kind: kind, values: values, failed: draws - values.count)
  }

  private func one(
    _ source: Source, _ shared: CurveProblem, _ theta: [Double],
    _ generator: inout RandomGenerator
  ) -> [Double]? {
    var problem = shared
    if kind == .residuals {
      for i in source.fitted.indices {
        let drawn = source.residuals[generator.integer(below: source.residuals.count)]
        problem.targets[i] = source.fitted[i] + drawn / source.roots[i]
      }
    } else {
      problem = drawn(source, &generator)
    }
    guard problem.count >= theta.count,
      let solution = problem.isLinear
        ? LeastSquares.solve(problem, from: theta)
        : LeastSquares.search(problem, from: theta)
          ?? LeastSquares.search(problem, from: theta, accelerated: false)
    else { return nil }
    let values = problem.parameters(at: solution.theta)
    return values.allSatisfy(\.isFinite) ? values : nil
  }

  /// The problem of points or replicates drawn again.
  private func drawn(_ source: Source, _ generator: inout RandomGenerator) -> CurveProblem {
    let indices = source.indices(kind, &generator)
    guard kind == .replicates else {
      return CurveProblem(law, source.data.subset(indices), fixed: fixed, huberDelta: huberDelta)
    }
    let prepared = law.prepare(original.subset(indices), fixed: given)
    // Replicates without the points that measure a value take it from all.
    let values = prepared.fixed.merging(fixed) { own, _ in own }
    return CurveProblem(law, prepared.data, fixed: values, huberDelta: huberDelta)
  }

  /// What all draws are taken from.
  private struct Source {
    let data: CurveData
    let fitted: [Double]
    /// Weighted, centered and widened.
    let residuals: [Double]
    let roots: [Double]
    private let replicates: [[Int]]

    init(
      _ law: any CurveLaw, _ data: CurveData, labels: [Int]?, fixed: [String: Double],
      huberDelta: Double?, at theta: [Double]
    ) {
      let problem = CurveProblem(law, data, fixed: fixed, huberDelta: huberDelta)
      self.data = data
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

    func indices(_ kind: BootstrapKind, _ generator: inout RandomGenerator) -> [Int] {
      if kind == .replicates {
        return replicates.flatMap { _ in replicates[generator.integer(below: replicates.count)] }
      }
      return data.y.indices.map { _ in generator.integer(below: data.count) }
    }
  }

  /// Slots that threads fill, each its own.
  private struct Slots: @unchecked Sendable {
    let buffer: UnsafeMutableBufferPointer<[Double]?>
    init(_ buffer: UnsafeMutableBufferPointer<[Double]?>) { self.buffer = buffer }
  }
}
