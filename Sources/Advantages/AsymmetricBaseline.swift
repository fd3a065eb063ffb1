import Support

/// Reward minus the group's mean and a margin, so that off-policy failures weigh less than successes.
///
/// ```
/// A_i = r_i − (μ − δ)
/// ```
public struct AsymmetricBaseline: GroupAdvantages {
  public static let kind = "asymmetric-baseline"
  /// AsymRE.
  public static let aliases = ["asymre"]
  public static let ids = ["off.optim"]
  public static let summary = "Reward minus the group's mean and a margin: failures weigh less."
  public static let source = Source("Arnal et al. 2025, arXiv:2506.20520, eq. 3")
  public static let assumptions =
    "Completions come from another policy; on-policy the margin is no bias, only variance."

  /// δ.
  public var delta = 0.1

  /// 0.1 below the mean.
  public init() {}
  /// It gives every completion of equal rewards the margin.
  public var comparesWithinGroup: Bool { false }
  /// The advantages.
  public func advantages(_ rewards: [Double]) -> [Double] {
    let mean = rewards.reduce(0, +) / Double(max(1, rewards.count))
    return rewards.map { $0 - (mean - delta) }
  }
  /// δ finite.
  public func validate() throws { try require(delta.isFinite, "delta", delta, "a finite number") }
}
