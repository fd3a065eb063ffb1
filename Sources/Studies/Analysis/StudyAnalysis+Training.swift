import Figures
import Statistics

/// What happened while arms were trained, from the rows that the file keeps of every step.
extension StudyAnalysis {
  /// What is drawn over training: the metric of the loop, in words with its unit, and whether it is a share.
  private static let metrics: [(name: String, words: String, isShare: Bool)] = [
    ("reward_mean", "mean reward", false), ("acc_loose", "loose accuracy (share)", true),
    ("acc_strict", "strict accuracy (share)", true), ("entropy", "entropy (nats a token)", false),
    ("len_mean", "length (tokens)", false),
  ]
  /// Metrics of training that analyses and reports read; what a study reads besides those that are drawn is here, too.
  static let readMetrics: Set<String> = Set(metrics.map(\.name)).union([
    "step", "flops", "path", "loss", "len_right", "len_wrong", "zero_var_frac", "clip_frac",
    "wall_s",
  ])
  /// At most so many points a curve: steps are averaged in windows of equal length.
  private static let points = 30
  /// More curves of a figure cannot be told apart.
  private static let curves = 8

  /// Arms whose last stage was trained with rewards, one a stage, at the end of their budgets.
  public var reinforced: [String] {
    var stages: Set<String> = []
    return wholeArms.filter { arm in
      let isTrained = table.curves[arm.stage]?.contains { $0.metrics["reward_mean"] != nil } == true
      return isTrained && stages.insert(arm.stage).inserted
    }.map(\.name)
  }

  /// Reward, accuracy, entropy and length over the steps of training, one line an arm, with intervals over seeds.
  ///
  /// - Parameters:
  ///   - id: of the first figure; where there are more arms than can be told apart the next are `id.2` and so on.
  ///   - arms: all arms trained with rewards, unless given.
  /// - Returns: nothing where no step was logged.
  public func trainingFigures(_ id: String, arms: [String]? = nil) -> [Figure] {
    let arms = arms ?? reinforced
    return stride(from: 0, to: arms.count, by: Self.curves).compactMap { start in
      let number = start / Self.curves + 1
      return trainingFigure(
        number == 1 ? id : "\(id).\(number)",
        name: "\(id)-training" + (number == 1 ? "" : "-\(number)"),
        arms: Array(arms.dropFirst(start).prefix(Self.curves)))
    }
  }

  private func trainingFigure(_ id: String, name: String, arms: [String]) -> Figure? {
    var panels: [Panel] = []
    var same: [String] = []
    var drawn: [(words: String, series: [Series])] = []
    for metric in Self.metrics {
      let series = arms.compactMap { self.series($0, metric.name, isShare: metric.isShare) }
      guard !series.isEmpty else { continue }
      // What is paid for is the reward: the same curves are not drawn twice.
      if let other = drawn.first(where: { $0.series.map(\.y) == series.map(\.y) }) {
        same.append("\(metric.words) is the \(other.words)")
        continue
      }
      drawn.append((metric.words, series))
      panels.append(
        Panel(title: metric.words, xLabel: "step", yLabel: metric.words, series: series))
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: id, name: name, title: "Training",
      caption:
        "What the training loop logged of the completions that it learned from, so on training "
        + "problems and at the temperature of training." + window(arms) + intervals
        + (same.isEmpty ? "" : " Not drawn again: " + same.joined(separator: "; ") + "."),
      panels: panels)
  }

  /// One metric over training, one line an arm, with intervals over seeds; `nil` where it was not logged.
  public func trainingFigure(
    _ id: String, _ title: String, metric: String, arms: [String], yLabel: String
  ) -> Figure? {
    let series = arms.compactMap { self.series($0, metric, isShare: false) }
    guard !series.isEmpty else { return nil }
    return Figure(
      id: id, name: "\(id)-\(metric)", title: title,
      caption: "What the training loop logged." + window(arms) + intervals,
      panels: [Panel(xLabel: "step", yLabel: yLabel, series: series)])
  }

  private var intervals: String {
    let count = table.seeds.count
    return count == 1
      ? " One seed, so no interval."
      : " Lines are means over \(count) seeds, bands 95 % t intervals over seeds."
  }

  /// How many steps a point stands for.
  private func window(_ arms: [String]) -> String {
    let widths = Set(arms.compactMap { steps(of: $0).map { Self.width($0.count) } }).sorted()
    guard let most = widths.last, most > 1 else { return "" }
    let least = widths[0] == most ? "" : "\(widths[0]) to "
    return " Each point is the mean of \(least)\(most) steps, drawn at their middle."
  }

  private static func width(_ steps: Int) -> Int { (steps + points - 1) / points }

  /// The steps that all seeds of an arm have; `nil` where there are fewer than two.
  private func steps(of arm: String) -> [Int]? {
    guard let stage = plan.arms.first(where: { $0.name == arm })?.stage,
      let steps = table.curves[stage]?.map(\.steps).min(by: { $0.count < $1.count }),
      steps.count > 1
    else { return nil }
    return steps
  }

  /// A metric of an arm in windows of steps: the mean over seeds with Student's interval.
  ///
  /// A window has a value where every seed has logged one in it.
  private func series(_ arm: String, _ metric: String, isShare: Bool) -> Series? {
    guard let stage = plan.arms.first(where: { $0.name == arm })?.stage,
      let curves = table.curves[stage], let steps = steps(of: arm),
      curves.allSatisfy({ $0.metrics[metric] != nil })
    else { return nil }
    let windows = stride(from: 0, to: steps.count, by: Self.width(steps.count)).map {
      $0..<min(steps.count, $0 + Self.width(steps.count))
    }
    func mean(_ values: [Double]) -> Double {
      values.isEmpty ? .nan : values.reduce(0, +) / Double(values.count)
    }
    let seeds = curves.map { curve in
      windows.map { window in
        mean(window.compactMap { curve.metrics[metric]?[$0] }.filter(\.isFinite))
      }
    }
    let estimates = windows.indices.map { index -> Estimate? in
      let values = seeds.map { $0[index] }
      return values.count > 1 && values.allSatisfy(\.isFinite) ? .mean(of: values) : nil
    }
    let y = windows.indices.map { index in
      let values = seeds.map { $0[index] }
      return values.allSatisfy(\.isFinite) ? mean(values) : .nan
    }
    func clipped(_ x: Double) -> Double { isShare && !x.isNaN ? min(1, max(0, x)) : x }
    return Series(
      name: arm, color: color(arm), style: seeds.count > 1 ? .lineWithBand : .line,
      x: windows.map { window in mean(window.map { Double(steps[$0]) }) }, y: y,
      low: seeds.count > 1 ? estimates.map { clipped($0?.interval.low ?? .nan) } : nil,
      high: seeds.count > 1 ? estimates.map { clipped($0?.interval.high ?? .nan) } : nil)
  }
}
