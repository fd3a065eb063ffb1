import Reports
import Training

/// Claims of the literature beside what was found here: one line a claim.
struct ClaimsTable {
  /// A study with what was found.
  struct Part {
    /// What papers say of its question.
    var literature: [LiteratureClaim]
    /// The measurements.
    var analysis: StudyAnalysis
    /// What was concluded.
    var findings: Findings
    /// Study, scale and replicates, where there are several.
    var name = ""
  }

  /// The columns: of several studies each line names its own.
  static func columns(ofSeveral isIndex: Bool) -> [Table.Column] {
    var columns: [Table.Column] = [.init("claim"), .init("source")]
    if isIndex { columns.append(.init("study")) }
    columns.append(.init("our regime"))
    columns.append(.init("finding"))
    columns.append(.init("estimate [95 %]", .right))
    columns.append(.init("margin", .right))
    columns.append(.init("verdict"))
    columns.append(.init("what limits it"))
    return columns
  }

  /// The caption.
  static func caption(isDescriptive: Bool) -> String {
    "What the literature says, one line a claim, and what the interval of our estimate says of it: it agrees, disagrees, or "
      + "leaves it open; of a registered hypothesis its own verdict stands behind. Models here are small."
      + (isDescriptive ? " Scales below `full` are descriptive: no verdicts on hypotheses." : "")
  }

  /// The lines of one study.
  ///
  /// - Throws: `StatisticsError`.
  static func rows(_ part: Part, cite: (String) -> String) throws -> [[Cell]] {
    try part.literature.map { claim in
      let found = try claim.found(in: part.findings, part.analysis)
      var cells: [Cell] = [.text(claim.claim), .text(cite(claim.source))]
      if !part.name.isEmpty { cells.append(.text(part.name)) }
      cells.append(.text(regime(part.analysis, claim, found)))
      cells.append(.text(claim.finding))
      cells.append(found?.estimate ?? Cell("not measured", value: .nan))
      cells.append(found.map { Number.short(claim.margin ?? $0.margin) } ?? "–")
      cells.append(.text(verdict(claim, found)))
      cells.append(.text(claim.limit))
      return cells
    }
  }

  /// What the interval says, and the registered verdict of a hypothesis that has one.
  private static func verdict(_ claim: LiteratureClaim, _ found: Finding?) -> String {
    let judgement = claim.judgement(found)
    guard let found, found.isConfirmatory else { return judgement }
    return "\(judgement) (\(found.verdict))"
  }

  /// Models, replicates, and what is compared on which problems.
  private static func regime(
    _ analysis: StudyAnalysis, _ claim: LiteratureClaim, _ found: Finding?
  ) -> String {
    let plan = analysis.plan
    var sizes: [String] = []
    for stage in plan.neededStages where stage.from.stage.isEmpty {
      let given = (stage.recipe.component as? GivenModel).flatMap {
        $0.stage.isEmpty ? $0.model : nil
      }
      let size = given ?? stage.from.size.rawValue
      if !sizes.contains(size) { sizes.append(size) }
    }
    let seeds = analysis.table.seeds.count
    let models = "\(sizes.joined(separator: ", ")); \(seeds) seed\(seeds == 1 ? "" : "s")"
    guard let found else { return models }
    var contrasts: [Contrast] = []
    if let own = claim.contrast {
      contrasts = [own]
    } else {
      contrasts = plan.contrasts.filter { $0.id == claim.finding }
      contrasts += plan.hypotheses.filter { $0.id == claim.finding }.flatMap(\.contrasts)
    }
    let names = Set(contrasts.flatMap { $0.sets + $0.minus })
    let sets = plan.sets.filter { names.contains($0.name) && !$0.summary.isEmpty }.map(\.summary)
    var statement = found.statement
    if statement.hasSuffix(".") { statement.removeLast() }
    var parts: [String] = [models, statement]
    if !sets.isEmpty { parts.append(sets.joined(separator: "; ")) }
    return parts.joined(separator: "; ")
  }
}
