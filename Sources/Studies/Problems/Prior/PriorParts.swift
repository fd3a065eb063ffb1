import Reports
import Statistics

/// A gain in exact accuracy, split into choice of mode and accuracy within modes, `[seed][problem]` each.
struct PriorParts {
  /// Over the modes Σ Δshare · mean accuracy.
  let choice: [[Double]]
  /// Over the modes Σ mean share · Δaccuracy.
  let skill: [[Double]]

  /// The parts of an arm's gain over its base; `nil` where something is missing.
  init?(of arm: String, from base: String, _ table: MeasurementTable) {
    let (set, width) = (PriorPlan.set, Modes.modes.count)
    guard let shares = table.rows("mode_share", set, arm),
      let rights = table.rows("mode_accuracy", set, arm),
      let sharesBefore = table.rows("mode_share", set, base),
      let rightsBefore = table.rows("mode_accuracy", set, base)
    else { return nil }
    func sum(_ term: (_ seed: Int, _ at: Int) -> Double) -> [[Double]] {
      shares.indices.map { seed in
        stride(from: 0, to: shares[seed].count, by: width).map { start in
          (start..<start + width).reduce(0) { $0 + term(seed, $1) }
        }
      }
    }
    choice = sum { s, i in
      (shares[s][i] - sharesBefore[s][i]) * (rights[s][i] + rightsBefore[s][i]) / 2
    }
    skill = sum { s, i in
      (rights[s][i] - rightsBefore[s][i]) * (shares[s][i] + sharesBefore[s][i]) / 2
    }
  }

  /// The whole gain.
  var whole: [[Double]] { zip(choice, skill).map { zip($0, $1).map { $0 + $1 } } }

  /// The smallest gain of which shares are given.
  static let leastGain = 0.05

  /// The share of the gain that is choice of mode; `nil` where the gain is too small for shares.
  var choiceShare: Double? {
    func mean(_ rows: [[Double]]) -> Double {
      rows.reduce(0) { $0 + $1.reduce(0, +) / Double($1.count) } / Double(rows.count)
    }
    let whole = mean(choice) + mean(skill)
    return whole > Self.leastGain ? mean(choice) / whole : nil
  }

  /// The smallest and the largest such share among seeds whose gain is not too small; `nil` if there is none.
  var choiceRange: ClosedRange<Double>? {
    let shares = zip(choice, skill).compactMap { choice, skill -> Double? in
      let (choice, skill) = (choice.reduce(0, +), skill.reduce(0, +))
      let count = Double(max(1, self.choice.first?.count ?? 1))
      return (choice + skill) / count > Self.leastGain ? choice / (choice + skill) : nil
    }
    guard let low = shares.min(), let high = shares.max() else { return nil }
    return low...high
  }

  /// `94 % (seeds 90 % to 97 %)`; empty where the gain is too small.
  var choiceWords: Cell {
    guard let share = choiceShare else { return "" }
    var cell = Number.percent(share)
    if let range = choiceRange {
      cell.text +=
        " (seeds \(Number.percent(range.lowerBound)) to \(Number.percent(range.upperBound)))"
      (cell.low, cell.high) = (range.lowerBound, range.upperBound)
    }
    return cell
  }
}
