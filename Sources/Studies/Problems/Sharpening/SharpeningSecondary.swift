import Reports
import Statistics
import Support

/// Secondary questions of the study: corrected by Benjamini and Hochberg at 0.10, apart from the registered hypotheses.
struct SharpeningSecondary {
  /// Their ids, in order.
  static let ids = ["S1.1", "S1.2", "S1.3", "S1.4", "S1.5"]

  let analysis: StudyAnalysis

  private var table: MeasurementTable { analysis.table }

  /// What can be asked of the arms that there are; effects are one number a seed.
  ///
  /// - Throws: `StatisticsError`.
  func findings(_ support: [SupportRow]) throws -> [Finding] {
    let k = analysis.plan.ks.last ?? 1
    var all: [WeighedHypothesis] = []
    func add(
      _ number: Int, _ statement: String, _ test: Claim.Test, _ perSeed: [Double], margin: Double,
      unit: String = ""
    ) {
      guard !perSeed.isEmpty else { return }
      all.append(
        analysis.weighed(
          Hypothesis(Self.ids[number], statement), test, perSeed, margin: margin, unit: unit))
    }
    add(
      0,
      "rl_edge finds problems of hard that its root does not, beyond the null: E − E₀, a problem",
      .greater, flips(support, "rl_edge", "hard") { $0.flips.rlOnly - $0.null.rlOnly },
      margin: 0.05)
    add(
      1, "rl_id loses problems of id that its root finds, beyond the null: S − S₀, a problem",
      .greater, flips(support, "rl_id", "id") { $0.flips.baseOnly - $0.null.baseOnly },
      margin: 0.05)
    add(
      2, "rl_edge finds more problems of edge than it loses: (E − E₀) − (S − S₀), a problem",
      .different,
      flips(support, "rl_edge", "edge") {
        $0.flips.rlOnly - $0.null.rlOnly - $0.flips.baseOnly
          + $0.null.baseOnly
      }, margin: 0.05)
    add(
      3,
      "On edge the gain of rl_edge in pass@1 goes with the mean log p of the other seeds' roots: "
        + "Spearman's correlation over problems",
      .less, correlations("rl_edge", "edge"), margin: 0.1)
    add(
      4, "Loose less strict pass@\(k) on edge, base less rl_edge: lucky guesses of the base",
      .greater,
      try luck("rl_edge", "edge", k: k), margin: 0.05)
    return decided(all)
  }

  /// The table; p and q at `full` alone.
  static func table(_ findings: [Finding], _ analysis: StudyAnalysis) -> Table {
    Table(
      id: "T1.secondary",
      caption:
        "Secondary questions, which are no hypotheses: effects are one number a seed [95 % t interval over seeds]."
        + (analysis.scale.isConfirmatory
          ? " Corrected together by Benjamini and Hochberg; a star at q ≤ 0.10."
          : " This scale computes no p."),
      columns: [
        .init("id"), .init("asked"), .init("test"), .init("effect", .right), .init("p", .right),
        .init("q", .right), .init(""),
      ],
      rows: findings.map {
        [
          .text($0.id), .text($0.statement), .text($0.test), $0.estimate,
          $0.pRaw.isNaN ? "" : Number.p($0.pRaw), $0.pAdjusted.isNaN ? "" : Number.p($0.pAdjusted),
          $0.pAdjusted <= 0.1 ? "*" : "",
        ]
      })
  }

  /// Benjamini and Hochberg over all of them, at `full` alone; no verdicts.
  private func decided(_ all: [WeighedHypothesis]) -> [Finding] {
    var findings = all.map(\.finding)
    guard analysis.scale.isConfirmatory else { return findings }
    let run = all.indices.filter { all[$0].evidence != nil }
    let adjusted = MultipleComparisons.benjaminiHochberg(run.compactMap { all[$0].evidence?.pFor })
    for (place, index) in run.enumerated() {
      findings[index].pRaw = all[index].evidence?.pFor ?? .nan
      findings[index].pAdjusted = adjusted[place]
    }
    return findings
  }

  // MARK: - Numbers a seed

  private func flips(
    _ support: [SupportRow], _ arm: String, _ set: String, _ value: (SupportRow) -> Double
  ) -> [Double] {
    let problems = Double(table.set(set)?.problems.count ?? 1)
    return support.filter { $0.set == set && $0.arm == table.arm(arm) }
      .sorted { $0.seed < $1.seed }.map { value($0) / problems }
  }

  /// Problems are ranked by the other seeds' roots: ranking by the own one would find regression to the mean.
  private func correlations(_ arm: String, _ set: String) -> [Double] {
    guard table.seeds.count > 1, let root = table.root(of: arm),
      let own = table.rows("logp", set, arm, label: "1.0"),
      let base = table.rows("logp", set, root, label: "1.0")
    else { return [] }
    return table.seeds.indices.map { s in
      let others = table.seeds.indices.filter { $0 != s }
      let rank = own[s].indices.map { i in others.reduce(0) { $0 + base[$1][i] } }
      let gain = zip(own[s], base[s]).map {
        PortableMath.exp(min(0, $0)) - PortableMath.exp(min(0, $1))
      }
      return Correlation.spearman(rank, gain) ?? 0
    }
  }

  private func luck(_ arm: String, _ set: String, k: Int) throws -> [Double] {
    guard let root = table.root(of: arm) else { return [] }
    func gap(_ arm: String) throws -> [Double]? {
      try table.rows("counts", set, arm)?.map { row in
        func pass(_ column: Int) throws -> Double {
          let counts = stride(from: 0, to: row.count, by: 3).map {
            (n: Int(row[$0]), c: Int(row[$0 + column]))
          }
          let all = try PassAtK.perProblem(counts: counts, k: k)
          return all.reduce(0, +) / Double(all.count)
        }
        return try pass(1) - pass(2)
      }
    }
    guard let before = try gap(root), let after = try gap(arm) else { return [] }
    return zip(before, after).map { $0 - $1 }
  }
}
