import Experience
import Support

/// Learns from k completions of a group alone: the shortest, or those with the most reward a token.
///
/// ```
/// S = the k best by the measure;   A_i = (r_i − μ_S) / (σ_S + ε) for i in S, else 0
/// ```
///
/// Ties go to the completion that was sampled first.
public struct GroupFiltered: AdvantageEstimator {
  /// What completions are chosen by.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// Fewest tokens.
    case length
    /// Most reward a token.
    case density = "reward-per-token"
  }

  public static let kind = "group-filtered"
  /// GFPO.
  public static let aliases = ["gfpo"]
  public static let ids = ["len.gfpo"]
  public static let summary = "Learns from the k shortest completions of a group alone."
  public static let source = Source("Shrivastava et al. 2025, arXiv:2508.09726, eq. 2")
  public static let assumptions =
    "More is sampled than is learned from; what is left out still counts in the normalizer of the loss."

  /// k.
  public var keep = 4
  /// What they are chosen by.
  public var by = Measure.length
  /// How their rewards become advantages.
  public var base = GroupRelative()

  /// The four shortest.
  public init() {}
  /// By length and by density.
  public static let examples = [GroupFiltered(), GroupFiltered(keep: 2, by: .density)]
  /// With settings.
  public init(keep: Int, by measure: Measure = .length) {
    self.keep = keep
    by = measure
  }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      func rank(_ i: Int) -> Double {
        let length = Double(max(1, group.trajectories[i].policyTokens))
        return by == .length ? length : -(group.trajectories[i].reward ?? 0) / length
      }
      let kept = used.sorted { (rank($0), $0) < (rank($1), $1) }.prefix(keep).sorted()
      let values = base.advantages(kept.compactMap { group.trajectories[$0].reward })
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for i in used { credits[i] = group.trajectories[i].credit(0) }
      for (i, value) in zip(kept, values) { credits[i] = group.trajectories[i].credit(value) }
      return GroupCredit(credits)
    }
  }

  /// At least two.
  public func validate() throws {
    try require(keep, atLeast: 2, "keep")
    try base.validate()
  }
}
