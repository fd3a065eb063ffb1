import Experience
import Rollouts
import Support

/// A reward that is paid only where a condition holds.
///
/// The condition holds where its reward, outcome and tokens together, is at least `threshold`; elsewhere the score is `otherwise`.
public struct Gate: Reward {
  public static let kind = "gate"
  public static let ids = ["shape.rule"]
  public static let summary = "A reward that is paid only where another one is high enough."
  public static let source = Source("Sun et al. 2025, arXiv:2508.10548 (gated rewards), section 3")

  /// The condition.
  public var condition = Slot<RewardCatalogue>(Format())
  /// The least reward of the condition.
  public var threshold = 1.0
  /// What is paid where it holds.
  public var reward = Slot<RewardCatalogue>(Correctness())
  /// What is paid elsewhere.
  public var otherwise = 0.0

  /// Correctness of completions that have the task's form.
  public init() {}

  /// Those of both.
  public var needs: Needs { condition.value.needs.union(reward.value.needs) }
  /// Those of both.
  public var lessons: [Lesson] { condition.value.lessons + reward.value.lessons }

  /// Others.
  public var basis: RewardBasis { .others }
  /// The scores; the condition is among the parts.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let conditions = try condition.scores(batch, bench, &memory, "condition")
    let rewards = try reward.scores(batch, bench, &memory, "reward")
    return zip(conditions, rewards).map { conditions, rewards in
      zip(conditions, rewards).map { condition, reward in
        guard let level = condition.total else { return condition }
        var score = level >= threshold ? reward : Score(otherwise, parts: reward.parts)
        score.parts["gate"] = level
        return score
      }
    }
  }

  /// Finite numbers.
  public func validate() throws {
    try require(threshold.isFinite, "threshold", threshold, "a finite number")
    try require(otherwise.isFinite, "otherwise", otherwise, "a finite number")
  }
}
