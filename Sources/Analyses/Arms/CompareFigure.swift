import Figures
import Statistics

/// Pictures of a comparison.
public enum CompareFigure {
  /// The arms one below the other, each with its difference from the baseline.
  ///
  /// - Returns: `nil` for a report without contrasts.
  public static func forest(_ report: CompareReport) -> Figure? {
    guard !report.contrasts.isEmpty, let baseline = report.baseline else { return nil }
    let percent = CompareText.percent(report.level)
    let kinds = Set(report.contrasts.map(\.intervalKind)).sorted().joined(separator: ", ")
    let margin = report.contrasts.compactMap { $0.equivalence?.margin }.first
    return Figure.forest(
      name: "comparison", title: "\(report.value): difference from \(baseline)",
      caption: "\(percent) % intervals (\(kinds)); a replicate is one \(report.replicate).",
      rows: report.contrasts.map { contrast in
        ForestRow(
          name: contrast.arm, n: contrast.replicates, estimate: contrast.difference,
          low: contrast.interval.low, high: contrast.interval.high,
          color: report.arms.firstIndex { $0.arm == contrast.arm }.map { SeriesColor.arm($0) })
      }, xLabel: "difference in \(report.value)", margin: margin,
      key: "difference with \(percent) % interval")
  }

  /// The share of runs above a score, one curve an arm.
  ///
  /// - Returns: `nil` for a report without tasks.
  public static func profiles(_ report: CompareReport) -> Figure? {
    guard !report.profiles.isEmpty else { return nil }
    return Figure.performanceProfile(
      name: "profiles", title: "\(report.value): performance profiles",
      caption: "Runs drawn again within each task.",
      profiles: report.profiles.enumerated().map { index, profile in
        KeyedCurve(
          name: profile.arm, n: report.arms[index].replicates, color: .arm(index),
          x: profile.thresholds, y: profile.share, low: profile.low, high: profile.high)
      }, scoreLabel: "τ (\(report.value))",
      interval: "bands: \(CompareText.percent(report.level)) % pointwise")
  }
}
