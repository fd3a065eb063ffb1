import Experience
import Foundation
import Statistics

/// What sampling alone would make of a contrast whose two sides were one model.
extension StudyAnalysis {
  /// The quantile of a standard normal that leaves 2.5 % above it.
  private static let quantile = 1.959964

  /// How far apart two samplings of the side that is compared with come out, 95 % of the time; `nil` for contrasts of exact
  /// quantities and for levels.
  ///
  /// ```
  /// null = z · √( Σ 2·V̂ ) / (S·M)     V̂ of every problem that was drawn, over S seeds and M problems
  /// ```
  ///
  /// V̂ is the unbiased variance of pass@k from the compared side's n samples; sides that are themselves differences add theirs.
  /// Where that side was in fact sampled again (`base_resample`), the null is at least the difference which that gave.
  ///
  /// - Returns: NaN where no unbiased variance exists (n < 2k): nothing is then known of the null.
  /// - Throws: `StatisticsError` if k exceeds the number of samples.
  /// - Source: the study protocol, section 0, "What a sentence may say"; V̂ of section 3.2.
  func samplingNull(_ contrast: Contrast) throws -> Double? {
    let others = [contrast.against, contrast.lessAgainst].filter { !$0.isEmpty }
    guard !others.isEmpty, try isSampled(contrast.quantity, contrast.arm, contrast.sets) else {
      return nil
    }
    var variance = 0.0
    for other in others {
      for set in contrast.sets + contrast.minus {
        guard let own = try samplingVariance(contrast.quantity, other, set) else { return nil }
        variance += 2 * own
      }
    }
    let problems = contrast.sets.reduce(0) { $0 + (table.set($1)?.problems.count ?? 0) }
    let cells = Double(max(1, problems * table.seeds.count))
    return max(
      Self.quantile * variance.squareRoot() / cells, abs(try measuredNull(contrast) ?? 0))
  }

  /// Whether a quantity of an arm comes from counts of samples.
  private func isSampled(_ quantity: Quantity, _ arm: String, _ sets: [String]) throws -> Bool {
    switch quantity.kind {
    case .sampled, .loose: true
    case .pass: sets.contains { table.rows("logp", $0, arm) == nil }
    default: false
    }
  }

  /// Σ V̂ over seeds and problems; `nil` without counts, NaN where some V̂ does not exist.
  private func samplingVariance(
    _ quantity: Quantity, _ arm: String, _ set: String
  ) throws -> Double? {
    guard let rows = table.rows("counts", set, arm) else { return nil }
    let column = quantity.kind == .loose ? 1 : 2
    let k = quantity.kind == .loose ? 1 : quantity.k
    return try rows.reduce(0) { sum, row in
      try stride(from: 0, to: row.count, by: 3).reduce(sum) {
        $0
          + (try PassAtK.samplingVariance(n: Int(row[$1]), c: Int(row[$1 + column]), k: k)
            ?? .nan)
      }
    }
  }

  /// The difference that sampling the compared side again gave; `nil` where that was not done, or is the contrast itself.
  private func measuredNull(_ contrast: Contrast) throws -> Double? {
    guard let own = plan.arms.first(where: { $0.name == contrast.against }),
      let again = plan.arms.first(where: {
        $0.stage == own.stage && $0.at == own.at && $0.name != own.name
      }), again.name != contrast.arm
    else { return nil }
    var null = Contrast(
      again.name, against: contrast.against, on: contrast.sets, minus: contrast.minus,
      contrast.quantity)
    null.margin = contrast.margin
    return try table.difference(null).map(table.mean)
  }
}
