import Support

/// Reward minus the soft maximum of the group's: the baseline of online policy mirror descent.
///
/// ```
/// A_i = r_i − τ log mean_j exp(r_j/τ)
/// ```
public struct LogMeanExp: GroupAdvantages {
  public static let kind = "log-mean-exp"
  /// OPMD.
  public static let aliases = ["opmd"]
  public static let ids = ["loss.opmd", "off.optim"]
  public static let summary = "Reward minus τ log mean exp(r/τ) of the group."
  public static let source = Source(
    "Tomar et al. 2020, arXiv:2005.09814 (mirror descent); Kimi Team 2025, arXiv:2501.12599, eq. 2")
  public static let assumptions =
    "With the loss squared-ratio of the same τ: the optimum is π_old·exp(r/τ)."

  /// τ.
  public var tau = 1.0

  /// τ 1.
  public init() {}
  /// A group of one gets 0.
  public var comparesWithinGroup: Bool { true }
  /// The advantages.
  public func advantages(_ rewards: [Double]) -> [Double] {
    guard let top = rewards.max() else { return [] }
    let sum = rewards.reduce(0) { $0 + PortableMath.exp(max(-700, ($1 - top) / tau)) }
    let baseline = top + tau * PortableMath.log(sum / Double(rewards.count))
    return rewards.map { $0 - baseline }
  }
  /// τ positive.
  public func validate() throws { try require(tau, in: 1e-6...1e6, "tau") }
}
