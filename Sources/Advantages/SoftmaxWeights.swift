import Support

/// Weights that favour the better completions of a group: reward-weighted regression, where nothing is pushed down.
///
/// ```
/// A_i = G · softmax(r/τ)_i      the mean weight is 1
/// ```
///
/// With the loss policy-gradient it is the cross-entropy of the group, weighed.
public struct SoftmaxWeights: GroupAdvantages {
  public static let kind = "softmax-weights"
  /// AWR, RWR.
  public static let aliases = ["awr", "reward-weighted"]
  public static let ids = ["sft.awr", "off.optim"]
  public static let summary = "Weights softmax(r/τ) of the group, mean 1; nothing is pushed down."
  public static let source = Source(
    "Peters and Schaal 2007, ICML (reward-weighted regression); Peng et al. 2019, arXiv:1910.00177")
  public static let assumptions = "Any behaviour policy; τ → 0 imitates the best completion alone."

  /// τ.
  public var tau = 0.5

  /// τ 0.5.
  public init() {}
  /// Equal rewards imitate all of them.
  public var comparesWithinGroup: Bool { false }
  /// The weights.
  public func advantages(_ rewards: [Double]) -> [Double] {
    guard let top = rewards.max() else { return [] }
    let weights = rewards.map { PortableMath.exp(max(-700, ($0 - top) / tau)) }
    let sum = weights.reduce(0, +)
    return weights.map { Double(rewards.count) * $0 / sum }
  }
  /// τ positive.
  public func validate() throws { try require(tau, in: 1e-6...1e6, "tau") }
}
