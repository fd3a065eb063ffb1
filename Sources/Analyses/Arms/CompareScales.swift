import Interchange

extension CompareTable {
  /// Tasks whose largest values differ by more than this factor are of different scales.
  private static let scales = 100.0

  /// What the sizes of the values say of their units: an arm that looks like percent, tasks of different scales.
  var scaleNotes: [String] {
    [
      PercentScale.note(
        zip(arms, values).map { (name: $0, values: Array($1.joined())) }, of: columns.value,
        noun: "arm"),
      taskNote,
    ].compactMap { $0 }
  }

  /// Where the values lie, with 0.
  var range: (low: Double, high: Double) {
    values.joined().joined().reduce((0, 0)) { (min($0.0, $1), max($0.1, $1)) }
  }

  private var taskNote: String? {
    let (low, high) = range
    guard tasks.count > 1, low < 0 || high > 1 else { return nil }
    var sizes = [Double](repeating: 0, count: tasks.count)
    for unit in values.joined() {
      for (cell, value) in zip(cells, unit) { sizes[cell.task] = max(sizes[cell.task], abs(value)) }
    }
    let found = sizes.indices.filter { sizes[$0] > 0 }.sorted { sizes[$0] < sizes[$1] }
    guard let least = found.first, let most = found.last,
      sizes[most] > Self.scales * sizes[least]
    else { return nil }
    func size(_ task: Int) -> String {
      "\(CompareText.level(sizes[task])) in '\(Excerpt.of(tasks[task]))'"
    }
    return
      "TASKS ARE OF DIFFERENT SCALES: '\(Excerpt.of(columns.value))' goes up to \(size(most)) and to \(size(least)), so "
      + "that a mean over tasks says little of the smaller ones; compare task by task, or divide each task by its own scale."
  }
}

extension CompareAnalysis {
  /// Refuses a size that no loss in these values can have, because it was meant in another unit.
  func requireReach(_ data: CompareTable) throws {
    let (low, high) = data.range
    for (name, size) in [("equivalence-margin", margin), ("min-delta", gate?.delta)] {
      guard let size, high > low, size >= high - low else { continue }
      let advice =
        low == 0 && high <= 1
        ? "0.01 is one percentage point of fractions" : "give it in the unit of the values"
      throw AnalysesError.badSetting(
        name: name, found: "\(size)",
        expected:
          "less than \(CompareText.level(high - low)), as '\(Excerpt.of(columns.value))' lies between "
          + "\(CompareText.level(low)) and \(CompareText.level(high)) and no difference is larger; \(advice)"
      )
    }
  }
}
