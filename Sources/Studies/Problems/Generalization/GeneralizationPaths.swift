import Figures
import Foundation
import Statistics

/// What arms can do on the way of their training: exact strict pass@1 at temperature 1.
struct GeneralizationPaths {
  let analysis: StudyAnalysis

  /// A model on the way.
  struct Point {
    /// The arm that it is.
    var arm: String
    /// Accuracy in distribution, by seed.
    var id: [Double]
    /// Accuracy on another set, by seed.
    var other: [Double]
  }

  /// A difference where two arms are equally good in distribution.
  struct Matched {
    /// The difference with its interval over seeds.
    var finding: Finding
    /// The accuracy in distribution at which they are compared, mean over seeds.
    var level: Double
  }

  /// The points on the way to an arm, the base first; none if something was not measured.
  func points(_ arm: String, on set: String) -> [Point] {
    guard let arm = analysis.plan.arms.first(where: { $0.name == arm }) else { return [] }
    let points = way(to: arm.stage, at: arm.at).compactMap { arm -> Point? in
      guard let id = accuracy(arm.name, "id_path"), let other = accuracy(arm.name, set) else {
        return nil
      }
      return Point(arm: arm.name, id: id, other: other)
    }
    return points.last?.arm == arm.name ? points : []
  }

  /// The arms on the way to a share of a stage's budget, along its line.
  private func way(to name: String, at share: Double) -> [Arm] {
    guard let stage = analysis.plan.stage(name) else { return [] }
    let own = analysis.plan.arms.filter { $0.stage == name && $0.at <= share }
    let before = stage.from.stage.isEmpty ? [] : way(to: stage.from.stage, at: stage.from.at)
    return before + own.sorted { $0.at < $1.at }
  }

  private func accuracy(_ arm: String, _ set: String) -> [Double]? {
    analysis.table.rows("logp_at_1", set, arm)?.map { row in
      row.reduce(0) { $0 + exp(min(0, $1)) } / Double(row.count)
    }
  }

  // MARK: - Matched accuracy

  /// What two arms differ by on a set where, seed by seed, they are equally good in distribution:
  /// at the highest accuracy that both reach.
  ///
  /// `nil` for arms that were not followed, as a straight line from the base would be a guess, and where an arm never passes the base,
  /// so that both would be read at the base itself.
  func matched(_ arm: String, against other: String, on set: String) -> Matched? {
    let (own, theirs) = (points(arm, on: set), points(other, on: set))
    guard own.count > 2, theirs.count > 2 else { return nil }
    var (differences, levels, baseline): ([Double], [Double], [Double]) = ([], [], [])
    for seed in analysis.table.seeds.indices {
      let curves = [own, theirs].map { $0.map { (id: $0.id[seed], other: $0.other[seed]) } }
      let level = curves.map { $0.map { $0.id }.max() ?? 0 }.min() ?? 0
      guard curves.allSatisfy({ ($0.first?.id ?? 0) < level }) else { return nil }
      let values = curves.map { Self.value(of: $0, at: level) }
      levels.append(level)
      differences.append(values[0] - values[1])
      baseline.append(values[1])
    }
    return Matched(
      finding: finding(arm, other, set, differences, baseline: mean(baseline)), level: mean(levels))
  }

  /// The other accuracy where a curve first reaches one in distribution, between points on
  /// straight lines.
  ///
  /// NaN if the curve does not reach it.
  static func value(of curve: [(id: Double, other: Double)], at level: Double) -> Double {
    guard let end = curve.firstIndex(where: { $0.id >= level }) else { return .nan }
    guard end > 0 else { return curve[end].other }
    let (from, to) = (curve[end - 1], curve[end])
    return from.other + (level - from.id) / (to.id - from.id) * (to.other - from.other)
  }

  private func finding(
    _ arm: String, _ other: String, _ set: String, _ differences: [Double], baseline: Double
  ) -> Finding {
    var finding = Finding(
      id: "\(arm)-\(other)/\(set)/pass@1 at equal id",
      statement: "pass@1, \(arm) − \(other), on \(set), at the highest pass@1 on id of both",
      test: "t interval over seeds", verdict: EffectReading.unclear.words, margin: 0.05)
    finding.effect = mean(differences)
    finding.perSeed = differences
    finding.effectSize = analysis.dz(differences)
    if let estimate = CrossedInterval.interval(differences.map { [$0] }) {
      finding.low = estimate.interval.low
      finding.high = estimate.interval.high
      finding.verdict =
        EffectReading.read(estimate, margin: finding.margin, baseline: baseline).words
    }
    return finding
  }

  private func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(max(1, values.count))
  }

  // MARK: - Figure

  /// Other accuracies against the one in distribution, one line an arm.
  func figure(_ id: String, arms: [String]) -> Figure? {
    let panels = [("ood_path", "new rule"), ("r2_path", "plain chains, a skill of the base")]
      .compactMap { set, title in panel(set, title, arms) }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: id, name: "\(id)-paths", title: "On the way of each training",
      caption: "Strict pass@1 at temperature 1 against that on id (header 10, 10, 10, the rule of "
        + "all training after the base), from the base to the end of each training; mean over "
        + "\(analysis.table.seeds.count) seeds. Points are at 1/32, 1/16, 1/8, 1/4, 1/2 and all of "
        + "the budget where an arm was followed, else at its end alone. Arms that lie on one line "
        + "differ in how far they went along it; a line that turns back is over-training.",
      panels: panels)
  }

  private func panel(_ set: String, _ title: String, _ arms: [String]) -> Panel? {
    var series: [Series] = []
    for arm in arms {
      let points = points(arm, on: set)
      guard !points.isEmpty else { continue }
      series.append(
        Series(
          name: arm, color: analysis.color(arm), style: points.count > 1 ? .line : .points,
          x: points.map { mean($0.id) }, y: points.map { mean($0.other) }))
    }
    guard series.count > 1 else { return nil }
    return Panel(
      title: title, xLabel: "pass@1 on id (probability)", yLabel: "pass@1 (probability)",
      xRange: 0...1, yRange: 0...1, series: series)
  }
}
