import Reports
import Statistics
import Training

/// Whether the base has anything to be paid for: the share of problems with a right sample among those of a group, before training.
///
/// Outcome reward teaches nothing where no completion of a group is right; loose is what it pays, strict what it is meant to.
struct ProcessCoverage {
  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }

  /// Completions a problem in training.
  private var group: Int {
    analysis.plan.neededStages.compactMap {
      ($0.recipe.component as? PolicyRecipe)?.policy.groupSize
    }.first ?? 8
  }

  /// Unbiased pass@G of the base by set and seed.
  ///
  /// - Throws: `StatisticsError` where fewer samples were drawn than a group has.
  func coverage() throws -> Table {
    var rows: [[Cell]] = []
    for set in table.sets.map(\.name) {
      guard let counts = table.rows("counts", set, analysis.base) else { continue }
      for (seed, row) in zip(table.seeds, counts) {
        func mean(_ column: Int) throws -> Cell {
          let found = try stride(from: 0, to: row.count, by: 3).map {
            try PassAtK.estimate(n: Int(row[$0]), c: Int(row[$0 + column]), k: group)
          }
          return Number.fixed(found.reduce(0, +) / Double(found.count))
        }
        rows.append([.text(set), .count(seed), try mean(1), try mean(2)])
      }
    }
    return Table(
      id: "T4.coverage",
      caption: "The base before training: unbiased pass@\(group), the share of problems of which a "
        + "group of \(group) completions has one with the right answer (loose), and with the right "
        + "steps, too (strict). At 0 the reward has nothing to pay.",
      columns: [
        .init("set"), .init("seed", .right), .init("loose", .right), .init("strict", .right),
      ], rows: rows)
  }
}
