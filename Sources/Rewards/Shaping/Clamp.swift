import Experience
import Rollouts
import Support

/// A reward within bounds: outcomes outside are moved to the nearer one.
public struct Clamp: Reward {
  public static let kind = "clamp"
  /// Reward clipping.
  public static let aliases = ["reward-clip"]
  public static let ids = ["shape.rule"]
  public static let summary = "A reward whose outcomes are kept within bounds."
  public static let source = Source(
    "Mnih et al. 2015, Nature 518:529–533, methods (reward clipping)")
  public static let assumptions = "What lies beyond the bounds says nothing more."

  /// The reward.
  public var reward = Slot<RewardCatalogue>(Correctness())
  /// The lower bound.
  public var low = -20.0
  /// The upper bound.
  public var high = 20.0

  /// ±20.
  public init() {}
  /// The reward's.
  public var needs: Needs { reward.value.needs }
  /// The reward's.
  public var lessons: [Lesson] { reward.value.lessons }
  /// Another one's.
  public var basis: RewardBasis { .others }
  /// The bounds.
  public var range: ClosedRange<Double>? { low...high }

  /// The scores; what was there before is among the parts.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    try reward.scores(batch, bench, &memory, "reward").map { group in
      group.map { score in
        var score = score
        score.parts["unclamped"] = score.outcome
        score.outcome = score.outcome.map { min(high, max(low, $0)) }
        return score
      }
    }
  }

  /// Bounds in order.
  public func validate() throws {
    try require(low.isFinite && high.isFinite && low <= high, "low", low, "a number up to high")
  }
}
