import Experience
import Support

/// Leaves completions out whose advantages are all 0, as if they had not been sampled: the mean is over those that say something.
public struct WithAdvantage: TokenWeight {
  public static let kind = "with-advantage"
  /// Zero-advantage filter.
  public static let aliases = ["zero-advantage-filter"]
  public static let ids = ["dyn.zero_adv_drop"]
  public static let summary =
    "0 on completions without an advantage, which leave the normalizer, too."
  public static let source = Source(
    "Prime Intellect 2025, prime-rl, trainer (zero-advantage filter)")

  /// No settings.
  public init() {}
  /// It is.
  public var isLocal: Bool { true }
  /// They do.
  public var masks: Bool { true }

  /// 1 where some advantage is not 0.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      let has = trajectory.credits[.policy]?.advantages.contains { $0 != 0 } ?? false
      return trajectory.responseTokens.map { _ in has ? 1 : 0 }
    }
  }
}
