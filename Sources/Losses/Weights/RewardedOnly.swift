import Experience
import Support

/// Trains on completions with a positive reward only, as in rejection fine-tuning.
public struct RewardedOnly: TokenWeight {
  public static let kind = "rewarded-only"
  public static let ids = ["sft.rft"]
  public static let summary =
    "0 on completions without a positive reward, as in rejection fine-tuning."
  public static let source = Source("Dong et al. 2023, arXiv:2304.06767 (RAFT), section 3")

  /// No settings.
  public init() {}
  /// It is.
  public var isLocal: Bool { true }
  /// They do.
  public var masks: Bool { true }

  /// 1 where the reward is positive.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      let weight: Float = (trajectory.reward ?? 0) > 0 ? 1 : 0
      return trajectory.responseTokens.map { _ in weight }
    }
  }
}
