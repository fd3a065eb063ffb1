import Reports
import Statistics

/// Whole runs with rewards by coin toss: what they do, and what clipping has to do with it.
struct PriorNoise {
  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }

  /// The id of what coin tosses did to loose accuracy in a family.
  static func id(_ family: PriorFamily) -> String { "S3.noise-\(family.name)" }

  /// What coin tosses did to loose accuracy, for the claims of papers.
  ///
  /// Where they broke traces by more than the margin, loose accuracy says nothing of a choice, and no claim is judged by it.
  ///
  /// - Throws: `StatisticsError`.
  func findings() throws -> [Finding] {
    try PriorFamily.all.compactMap { family in
      guard var found = try analysis.finding(PriorPlan.gain(family, "random", Quantity(.loose)))
      else { return nil }
      found.id = Self.id(family)
      if let skill = try analysis.finding(
        PriorPlan.gain(family, "random", PriorPlan.traceAccuracy)),
        skill.effect < -skill.margin
      {
        found.statement += "; accuracy given a trace fell by \(Number.short(-skill.effect))"
        found.isConfounded = true
      }
      return found
    }
  }

  /// Whole runs of coin tosses with clipping less those without; no rows where there is none without.
  ///
  /// - Throws: `StatisticsError`.
  func clipTable() throws -> Table {
    let quantities = [
      Quantity(measure: "mode_log_odds"), PriorPlan.traceShare, PriorPlan.traceAccuracy,
      Quantity(.loose),
    ]
    let rows = try PriorFamily.all.compactMap { family -> [Cell]? in
      let found = try quantities.compactMap {
        try analysis.finding(PriorPlan.clipping(family, $0))?.estimate
      }
      guard found.count == quantities.count else { return nil }
      return [.text(family.title)] + found + [clipped(family.arm("random"))]
    }
    return Table(
      id: "T3.clip",
      caption:
        "Whole runs of coin tosses, with clipping less without: the same problems, draws and "
        + "steps as long, until a ratio is clipped. Mean over \(table.seeds.count) seeds [95 % t "
        + "interval over seeds and problems]; share of tokens whose ratio was clipped.",
      columns: [
        .init("family"), .init("log-odds of terse", .right), .init("traces", .right),
        .init("right given a trace", .right), .init("loose accuracy", .right),
        .init("clip fraction", .right),
      ], rows: rows)
  }

  /// The share of clipped tokens of an arm, mean over steps and seeds.
  func clipped(_ arm: String) -> Cell {
    guard let stage = analysis.plan.arms.first(where: { $0.name == arm })?.stage else { return "" }
    let all = (table.curves[stage] ?? []).flatMap { $0.metrics["clip_frac"] ?? [] }
      .filter(\.isFinite)
    return Number.short(all.isEmpty ? .nan : all.reduce(0, +) / Double(all.count))
  }
}
