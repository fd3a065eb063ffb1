import Figures
import Reports
import Statistics

/// Where along the response log p changes: in steps that were trained, or in those beyond.
struct SharpeningSteps {
  /// A change of log p in one step.
  struct Change {
    /// The step, of `StepLogp.steps`.
    var step: Int
    /// The change in nats, over the problems that have the step.
    var estimate: Estimate
  }

  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }

  /// The changes against the arm's root, for the steps that problems of the set have; `nil` where they were not measured.
  func changes(_ arm: String, on set: String) -> [Change]? {
    guard let root = table.root(of: arm), root != arm,
      let own = table.rows("step_logp", set, arm), let base = table.rows("step_logp", set, root)
    else { return nil }
    let width = StepLogp.steps.count
    return StepLogp.steps.indices.compactMap { step in
      let rows = zip(own, base).map { own, base in
        stride(from: step, to: own.count, by: width).map { own[$0] - base[$0] }
          .filter { !$0.isNaN }
      }
      guard rows.allSatisfy({ !$0.isEmpty }), let estimate = CrossedInterval.interval(rows) else {
        return nil
      }
      return Change(step: step, estimate: estimate)
    }
  }

  /// Arms that were measured step by step on a set, beside their changes.
  private func rows(_ set: String) -> [(arm: String, changes: [Change])] {
    table.arms.compactMap { arm in
      arm == "base_resample" ? nil : changes(arm, on: set).map { (arm, $0) }
    }
  }

  /// A line an arm and set.
  func steps(_ sets: [String]) -> Table {
    let lines = sets.flatMap { set in
      rows(set).map { arm, changes -> [Cell] in
        [.text(set), .text(arm)]
          + StepLogp.steps.indices.map { step in
            changes.first { $0.step == step }.map {
              Number.estimate(
                $0.estimate.value, $0.estimate.interval.low, $0.estimate.interval.high)
            } ?? ""
          }
      }
    }
    return Table(
      id: "T1.steps",
      caption:
        "Change of the log-probability of the right response against the root, nats, step by step, over the problems that have the "
        + "step [95 % t interval over seeds and problems]: the leaves, each operation with the decision to make it, the answer. "
        + "Pre-training has at most six operations.",
      columns: [.init("set"), .init("arm")] + StepLogp.steps.map { .init($0, .right) }, rows: lines)
  }

  /// The changes drawn along the response, for arms trained by RL on what the question is about.
  func figure(_ sets: [String], arms: [String]) -> Figure? {
    let panels = sets.compactMap { set -> Panel? in
      let found = rows(set).filter { arms.contains($0.arm) && $0.changes.count > 1 }
      guard let longest = found.first?.changes else { return nil }
      return Panel(
        title: set, xLabel: "step", yLabel: "Δ log p (nats)",
        xTicks: longest.enumerated().map { Tick(Double($0), StepLogp.steps[$1.step]) },
        hLines: [Guide(0, "no change")],
        series: found.map { arm, changes in
          Series(
            name: arm, color: analysis.color(arm), style: .lineWithBand,
            x: changes.indices.map(Double.init), y: changes.map(\.estimate.value),
            low: changes.map(\.estimate.interval.low), high: changes.map(\.estimate.interval.high))
        })
    }
    guard !panels.isEmpty else { return nil }
    return Figure(
      id: "F1.7", name: "F1.7-steps", title: "Where along the response",
      caption:
        "Change of log p of the right response against the root at temperature 1, step by step: the leaves, operations, the answer. "
        + "Means over seeds and over the problems that have the step, bands 95 % t intervals. A change that begins after the sixth "
        + "operation is a moved length wall.",
      panels: panels)
  }
}
