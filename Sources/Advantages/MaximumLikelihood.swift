import Support

/// Reward minus the group's mean, over that mean: towards maximum likelihood of success, hard problems first.
///
/// ```
/// A_i = (r_i − μ) / μ;   0 where μ ≤ 0
/// ```
public struct MaximumLikelihood: GroupAdvantages {
  public static let kind = "maximum-likelihood"
  /// MaxRL.
  public static let aliases = ["maxrl"]
  public static let ids = ["adv.maxrl"]
  public static let summary = "Reward minus the group's mean, over that mean."
  public static let source = Source("Tajwar et al. 2026, arXiv:2602.02710, section 4")
  public static let assumptions = "Rewards of at least 0: with negative ones it means nothing."

  /// No settings.
  public init() {}
  /// It does.
  public var comparesWithinGroup: Bool { true }
  /// The advantages.
  public func advantages(_ rewards: [Double]) -> [Double] {
    let mean = Spread(rewards).mean
    // A mean that is rounding of nothing would blow it up.
    guard mean > 1e-9, rewards.allSatisfy({ $0 >= 0 }) else { return rewards.map { _ in 0 } }
    return rewards.map { ($0 - mean) / mean }
  }
}
