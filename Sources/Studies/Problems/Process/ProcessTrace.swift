import Reports
import Statistics

/// Right answers whose steps are not all right, on near problems of which a share ρ is congruent.
struct ProcessTrace {
  let analysis: StudyAnalysis

  /// The id of what outcome reward leaves of them beyond process reward.
  static let id = "S4.trace"

  private var table: MeasurementTable { analysis.table }

  /// Trace errors of an arm, by seed; NaN where there is no right answer.
  private struct Errors {
    /// Of all right answers.
    var all: [Double]
    /// Of right answers with a full trace.
    var full: [Double]
    /// What an honest model that is as often right in its full traces has from lucky answers.
    var null: [Double]
    /// Loose accuracy.
    var loose: [Double]
  }

  private func errors(_ arm: String) -> Errors? {
    func sums(_ measure: String, _ label: String = "") -> [Double]? {
      (label.isEmpty
        ? table.rows(measure, ProcessPlan.mixed, arm)
        : table.rows(measure, ProcessPlan.mixed, arm, label: label))?.map { $0.reduce(0, +) }
    }
    guard let wrong = sums("trace_error"), let right = sums("counts", "loose"),
      let all = sums("counts", "n"), let strict = sums("counts", "strict"),
      let traces = sums("full_traces", "all"), let looseTraces = sums("full_traces", "loose")
    else { return nil }
    func ratios(_ above: [Double], _ below: [Double]) -> [Double] {
      zip(above, below).map { $1 > 0 ? $0 / $1 : .nan }
    }
    return Errors(
      all: ratios(wrong, right),
      full: ratios(zip(looseTraces, strict).map { max(0, $0 - $1) }, looseTraces),
      null: ratios(strict, traces).map { honest in
        // A wrong trace hits the answer in one of 22 cases.
        let lucky = (1 - honest) / 22
        return lucky / (lucky + honest)
      }, loose: ratios(right, all))
  }

  /// The trace error of outcome reward less that of process reward; `nil` where one of them was not trained.
  func finding() -> Finding? {
    guard let out = errors("out_near"), let mix = errors("mix_near") else { return nil }
    return analysis.computed(
      Self.id,
      "Trace error, out_near − mix_near, on \(ProcessPlan.mixed): the share of right answers whose steps are not all right",
      zip(out.all, mix.all).map { $0 - $1 }, margin: 0.1)
  }

  /// Every arm's trace errors.
  ///
  /// - Throws: `StatisticsError`.
  func traceTable() throws -> Table {
    let rows = try table.arms.compactMap { arm -> [Cell]? in
      guard let errors = errors(arm) else { return nil }
      func show(_ perSeed: [Double]) -> Cell {
        let found = analysis.computed("", "", perSeed, margin: 0.1)
        guard found.low.isFinite else { return Number.fixed(found.effect) }
        return Number.estimate(found.effect, max(0, found.low), min(1, found.high))
      }
      let null = errors.null.reduce(0, +) / Double(errors.null.count)
      return [
        .text(arm), show(errors.all), show(errors.full),
        try copies(arm) < ProcessRace.taken ? Number.fixed(null) : "", show(errors.loose),
      ]
    }
    return Table(
      id: "T4.trace",
      caption:
        "Trace error: the share of right answers whose steps are not all right, bare ones among them; the same of full-length traces "
        + "alone, beside what an honest model that is as often right in its traces has from lucky answers (null; none for arms "
        + "that copy). Mean over \(table.seeds.count) seeds [95 % t interval over seeds], on \(ProcessPlan.mixed).",
      columns: [
        .init("arm"), .init("trace error", .right), .init("of full traces", .right),
        .init("null", .right), .init("loose accuracy", .right),
      ], rows: rows)
  }

  /// The exact probability of copying the leaf, in both forms; 0 where it was not measured.
  private func copies(_ arm: String) throws -> Double {
    try ["copy_share", "stated_copy_share"].reduce(0) {
      let rows = try table.values(Quantity(measure: $1), arm, ["near_incongruent"])
      return $0 + (rows.map(table.mean) ?? 0)
    }
  }
}
