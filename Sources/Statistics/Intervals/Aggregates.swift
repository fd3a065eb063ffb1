import CGSL
import Foundation
import Support

/// Summaries over several tasks with several runs each, `[task][run]`.
///
/// - Source: Agarwal et al. 2021, arXiv:2108.13264, section 4.
/// - Not for: scores on different scales, which are to be normalized first; tasks at which a method fails
///   altogether, which the interquartile mean leaves out by design.
public enum Aggregates {
  /// The interquartile mean: the mean of the middle half of all scores, pooled.
  ///
  /// ⌊N/4⌋ scores are dropped at each end.
  ///
  /// - Precondition: at least one score, all finite.
  /// - Deviation: none; equal to scipy's `trim_mean(x, 0.25)`.
  public static func interquartileMean(_ scores: [[Double]]) -> Double {
    let sorted = scores.flatMap { $0 }.sorted()
    precondition(!sorted.isEmpty, "no scores")
    precondition(sorted.allSatisfy(\.isFinite), "a score is not finite")
    let drop = sorted.count / 4
    let middle = sorted[drop..<(sorted.count - drop)]
    return middle.reduce(0, +) / Double(middle.count)
  }

  /// The median over tasks of the mean over runs; of an even number of tasks the mean of the middle two.
  ///
  /// - Precondition: at least one task, each with at least one run, all scores finite.
  /// - Deviation: none; equal to rliable's `aggregate_median`.
  public static func median(_ scores: [[Double]]) -> Double {
    precondition(!scores.isEmpty && scores.allSatisfy { !$0.isEmpty }, "a task without runs")
    let means = scores.map { $0.reduce(0, +) / Double($0.count) }.sorted()
    precondition(means.allSatisfy(\.isFinite), "a score is not finite")
    return quantile(0.5, ofSorted: means)
  }

  /// The optimality gap `γ − mean(min(x, γ))`: by how much scores fall short of γ on average.
  ///
  /// - Precondition: at least one score, all finite.
  /// - Deviation: none.
  public static func optimalityGap(_ scores: [[Double]], gamma: Double = 1) -> Double {
    let all = scores.flatMap { $0 }
    precondition(!all.isEmpty && all.allSatisfy(\.isFinite), "no scores, or not finite")
    return gamma - all.reduce(0) { $0 + min($1, gamma) } / Double(all.count)
  }

  /// The probability that a run of the first beats a run of the second, ties counted half: a mean over tasks.
  ///
  /// - Precondition: the same tasks on both sides, each with at least one run.
  /// - Deviation: none.
  public static func probabilityOfImprovement(
    _ first: [[Double]], over second: [[Double]]
  ) -> Double {
    precondition(
      first.count == second.count && !first.isEmpty, "\(first.count) tasks against \(second.count)")
    return zip(first, second).reduce(0) {
      $0 + EffectSize.probabilityOfSuperiority($1.0, $1.1)
    } / Double(first.count)
  }

  /// The performance profile: for each threshold, the share of runs above it, a mean over tasks.
  ///
  /// - Precondition: at least one task, each with at least one run.
  /// - Deviation: none.
  public static func performanceProfile(
    _ scores: [[Double]], thresholds: [Double]
  ) -> [Double] {
    precondition(!scores.isEmpty && scores.allSatisfy { !$0.isEmpty }, "a task without runs")
    return thresholds.map { threshold in
      scores.reduce(0) { sum, runs in
        sum + Double(runs.count { $0 > threshold }) / Double(runs.count)
      } / Double(scores.count)
    }
  }
}

/// Intervals of aggregates: runs drawn again with replacement within each task, tasks held fixed.
///
/// It says how much the aggregate would move with other runs of the same tasks; with few runs it is too
/// narrow (with 5 runs, "95 %" of the mean of one task covers about 83 %).
///
/// - Source: Agarwal et al. 2021, arXiv:2108.13264, section 4.1.
/// - Deviation: none; percentile intervals.
/// - Not for: few runs a task (see above: five cover 83 %); claims about other tasks, which are held fixed.
public enum StratifiedBootstrap {
  /// The values of several statistics and their intervals, all from the same draws.
  ///
  /// - Parameters:
  ///   - tables: the scores of each arm, `[arm][task][run]`; tasks and arms may have different numbers of
  ///     runs, and are drawn independently.
  ///   - draws: the number of bootstrap draws.
  ///   - level: the confidence level.
  ///   - stream: where runs are drawn from.
  ///   - statistics: as many numbers each time it is called.
  /// - Returns: one estimate a statistic; the standard error is that of the draws.
  /// - Precondition: every task has a run; `draws ≥ 2`; `level` in (0, 1).
  public static func estimates(
    _ tables: [[[Double]]], draws: Int = 10_000, level: Double = 0.95, stream: RandomStream,
    _ statistics: ([[[Double]]]) -> [Double]
  ) -> [Estimate] {
    requireLevel(level)
    precondition(draws >= 2, "\(draws) draws")
    for table in tables {
      precondition(table.allSatisfy { !$0.isEmpty }, "a task without runs")
    }
    let values = statistics(tables)
    var generator = stream.generator()
    var drawn = [[Double]](repeating: [], count: values.count)
    var tables = tables
    let original = tables
    for _ in 0..<draws {
      for (a, arm) in original.enumerated() {
        for (t, runs) in arm.enumerated() {
          for r in runs.indices { tables[a][t][r] = runs[generator.integer(below: runs.count)] }
        }
      }
      for (i, value) in statistics(tables).enumerated() { drawn[i].append(value) }
    }
    return zip(values, drawn).map { value, drawn in
      let sorted = drawn.sorted()
      return Estimate(
        value: value, standardError: Moments(sorted).standardDeviation,
        interval: .percentiles(ofSorted: sorted, level: level))
    }
  }

  /// One statistic of one arm.
  public static func estimate(
    _ scores: [[Double]], draws: Int = 10_000, level: Double = 0.95, stream: RandomStream,
    _ statistic: ([[Double]]) -> Double
  ) -> Estimate {
    estimates([scores], draws: draws, level: level, stream: stream) { [statistic($0[0])] }[0]
  }
}
