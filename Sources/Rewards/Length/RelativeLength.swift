import Experience
import Support

/// How short a response is among its group: a bonus or a price for right ones, a price alone for wrong ones.
///
/// ```
/// λ = ½ − (L − min)/(max − min);   right: λ;   wrong: min(0, λ);   0 where all are as long
/// ```
///
/// Add it to correctness with `sum`, after a warm-up if responses must first become right.
public struct RelativeLength: GroupReward {
  public static let kind = "relative-length"
  /// Kimi k1.5's length reward.
  public static let aliases = ["kimi-length"]
  public static let ids = ["len.kimi"]
  public static let summary =
    "How short a response is among its group; wrong ones are never paid for it."
  public static let source = Source("Kimi Team 2025, arXiv:2501.12599, section 2.3.3")
  public static let assumptions =
    "In a group that is all right it makes a gradient of length alone."

  /// The share of the run before which it is 0.
  public var after = 0.0

  /// From the start.
  public init() {}
  /// The verdicts of the group.
  public var basis: RewardBasis { .group }
  /// −½ to ½.
  public var range: ClosedRange<Double>? { -0.5...0.5 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let lengths = group.trajectories.map { Double($0.policyTokens) }
    let (low, high) = (lengths.min() ?? 0, lengths.max() ?? 0)
    return group.scores { isRight, length in
      guard high > low, context.now.progress >= after else { return 0 }
      let lambda = 0.5 - (length - low) / (high - low)
      return isRight ? lambda : min(0, lambda)
    }
  }

  /// A share of the run.
  public func validate() throws { try require(after, in: 0...1, "after") }
}
