import Statistics
import Support

extension CompareAnalysis {
  /// The number of thresholds of a performance profile.
  private static let thresholds = 41

  /// Adds aggregates over tasks: interquartile means, medians, optimality gaps, profiles and probabilities of
  /// improvement, with intervals from runs drawn again within each task.
  func addTasks(to report: inout CompareReport, _ samples: ComparedSamples, base: Int) {
    let table = samples.table
    guard samples.kind == .unit else { return }
    // [arm][task][run]
    let scores = table.arms.indices.map { arm -> [[Double]] in
      let runs = table.units(of: arm).map { table.taskMeans(arm, $0) }
      return table.tasks.indices.map { task in runs.map { $0[task] } }
    }
    let all = scores.flatMap { $0.flatMap { $0 } }
    let (least, most) = (all.min() ?? 0, all.max() ?? 1)
    let isShare = least >= 0 && most <= 1
    for arm in table.arms.indices {
      let found = StratifiedBootstrap.estimates(
        [scores[arm]], draws: draws, level: level, stream: stream("iqm", table.arms[arm])
      ) {
        [
          Aggregates.interquartileMean($0[0]), Aggregates.optimalityGap($0[0], gamma: gamma),
          Aggregates.median($0[0]),
        ]
      }
      report.arms[arm].interquartileMean = found[0]
      report.arms[arm].optimalityGap = found[1]
      report.arms[arm].median = found[2]
    }
    if most > gamma {
      report.notes.append(
        "Scores above γ = \(CompareText.number(gamma)) count as γ in the optimality gap; --gamma sets another."
      )
    }
    for index in report.contrasts.indices {
      guard let arm = table.arms.firstIndex(of: report.contrasts[index].arm) else { continue }
      report.contrasts[index].probabilityOfImprovement =
        StratifiedBootstrap.estimates(
          [scores[arm], scores[base]], draws: draws, level: level,
          stream: stream("improvement", table.arms[arm])
        ) { [Aggregates.probabilityOfImprovement($0[0], over: $0[1])] }[0]
    }
    let (low, high) = isShare ? (0, 1) : (least, most)
    let grid = (0..<Self.thresholds).map {
      low + (high - low) * Double($0) / Double(Self.thresholds - 1)
    }
    report.profiles = table.arms.indices.map { arm in
      let shares = StratifiedBootstrap.estimates(
        [scores[arm]], draws: min(draws, 2000), level: level,
        stream: stream("profile", table.arms[arm])
      ) { Aggregates.performanceProfile($0[0], thresholds: grid) }
      return ProfileFinding(
        arm: table.arms[arm], thresholds: grid, share: shares.map(\.value),
        low: shares.map(\.interval.low), high: shares.map(\.interval.high))
    }
  }
}
