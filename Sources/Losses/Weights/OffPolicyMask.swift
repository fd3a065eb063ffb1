import Experience
import Support

/// 0 on completions that are pushed down and that the policy has left behind already.
///
/// ```
/// 0 where the advantages are negative and mean_t(behavior_t − proximal_t) > δ
/// ```
///
/// The normalizer of the loss stays as it is.
public struct OffPolicyMask: TokenWeight {
  public static let kind = "off-policy-mask"
  /// OPSM.
  public static let aliases = ["opsm"]
  public static let ids = ["off.opsm"]
  public static let summary = "0 on completions that are pushed down and left behind already."
  public static let source = Source(
    "DeepSeek-AI 2025, DeepSeek-V3.2, section 3.1 (off-policy sequence masking)")
  public static let assumptions = "Bad examples that the policy no longer writes teach nothing."

  /// δ, nats a token.
  public var delta = 0.5

  /// 0.5.
  public init() {}
  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is.
  public var isLocal: Bool { true }
  /// It stays.
  public var masks: Bool { false }

  /// The weights.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      let advantages = trajectory.credits[.policy]?.advantages ?? []
      let isPushedDown = advantages.reduce(0, +) < 0
      let left =
        -trajectory.behaviorLogRatios.reduce(0, +) / Double(max(1, trajectory.policyTokens))
      return trajectory.origins.map { _ in isPushedDown && left > delta ? 0 : 1 }
    }
  }

  /// δ finite.
  public func validate() throws { try require(delta, in: -1e6...1e6, "delta") }
}
