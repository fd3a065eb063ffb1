import Foundation

/// pass@k of many problems for several k, with the work shared by problems that have the same counts.
public struct PassAtKTable: Sendable, Equatable {
  /// The numbers of attempts, in the order given.
  public let ks: [Int]
  /// The kind of each problem, `[M]`: an index into `values` and `variances`.
  public let kinds: [Int]
  /// pass@k of each kind, `[G][K]`; kinds are ordered by samples, then by successes.
  public let values: [[Double]]
  /// Unbiased variances of these from sampling, `[G][K]`; NaN where n < 2k.
  public let variances: [[Double]]

  /// The table of some problems.
  ///
  /// - Parameters:
  ///   - counts: samples and successes of each problem, `[M]`; the numbers of samples may differ.
  ///   - ks: the numbers of attempts, in any order.
  /// - Throws: `StatisticsError`, with the index of the problem, as `PassAtK.estimate` does, and for no
  ///   problems.
  /// - Complexity: kinds × k values, on all cores.
  public init(counts: [(n: Int, c: Int)], ks: [Int]) throws {
    guard !counts.isEmpty else { throw StatisticsError.empty(what: "problems") }
    let least = ks.min() ?? 1
    guard least >= 1 else { throw StatisticsError.attemptsNotPositive(k: least) }
    for (index, count) in counts.enumerated() {
      try PassAtK.check(n: count.n, c: count.c, k: max(1, ks.max() ?? 1), problem: index)
    }
    let distinct = Set(counts.map { Count(n: $0.n, c: $0.c) })
      .sorted { ($0.n, $0.c) < ($1.n, $1.c) }
    let places = Dictionary(uniqueKeysWithValues: distinct.enumerated().map { ($1, $0) })
    self.ks = ks
    kinds = counts.map { places[Count(n: $0.n, c: $0.c)] ?? 0 }
    let rows = Self.rows(distinct, ks)
    values = rows.map(\.values)
    variances = rows.map(\.variances)
  }

  private struct Count: Hashable {
    let n: Int
    let c: Int
  }

  private struct Row: Sendable {
    var values: [Double] = []
    var variances: [Double] = []
  }

  private static func rows(_ kinds: [Count], _ ks: [Int]) -> [Row] {
    var rows = [Row](repeating: Row(), count: kinds.count)
    rows.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let buffer = buffer
      let chunk = 64
      DispatchQueue.concurrentPerform(iterations: (kinds.count + chunk - 1) / chunk) { index in
        for i in (index * chunk)..<min(kinds.count, (index + 1) * chunk) {
          buffer[i] = row(kinds[i], ks)
        }
      }
    }
    return rows
  }

  private static func row(_ kind: Count, _ ks: [Int]) -> Row {
    var row = Row()
    for k in ks {
      let (pass, fail) = PassAtK.shares(n: kind.n, c: kind.c, k: k)
      row.values.append(pass)
      row.variances.append(
        kind.n < 2 * k ? .nan : PassAtK.variance(n: kind.n, c: kind.c, k: k, fail: fail))
    }
    return row
  }

  /// pass@k of every problem for the k at an index of `ks`, `[M]`.
  public func perProblem(_ k: Int) -> [Double] { kinds.map { values[$0][k] } }

  /// The mean over problems for each k, with two standard errors.
  ///
  /// ```
  /// S(k) = 1/M Σ_i pass_i@k
  /// seSampling = √(Σ V̂_i)/M,   seProblems = √(Var_i(pass_i@k)/M)   (divisor M − 1 in the variance)
  /// ```
  public var points: [PassAtKPoint] {
    var times = [Double](repeating: 0, count: values.count)
    for kind in kinds { times[kind] += 1 }
    let size = Double(kinds.count)
    return ks.indices.map { k in
      var (sum, variance) = (0.0, 0.0)
      for kind in values.indices {
        sum += times[kind] * values[kind][k]
        variance += times[kind] * variances[kind][k]
      }
      let mean = sum / size
      let column = values.map { $0[k] }
      let isConstant = (column.max() ?? 0) - (column.min() ?? 0) <= 1e-14
      var squares = 0.0
      // Rounding of the mean must not look like a spread.
      for kind in values.indices where !isConstant {
        squares += times[kind] * (column[kind] - mean) * (column[kind] - mean)
      }
      return PassAtKPoint(
        k: ks[k], value: mean, seSampling: variance.isNaN ? nil : variance.squareRoot() / size,
        seProblems: kinds.count < 2 ? nil : (squares / (size - 1) / size).squareRoot())
    }
  }
}
