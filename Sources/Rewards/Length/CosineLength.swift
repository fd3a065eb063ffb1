import Experience
import Support

/// A reward that falls with the length of right responses and rises with that of wrong ones, along half a cosine.
///
/// ```
/// right:  from 1 at length 0 to ½ at the cap      wrong:  from −1 to −½      cut off: `exceeded`
/// r(L) = end + ½(start − end)(1 + cos(πL/cap))
/// ```
public struct CosineLength: GroupReward {
  public static let kind = "cosine-length"
  public static let ids = ["len.cosine"]
  public static let summary = "Short right responses and long wrong ones get more, along a cosine."
  public static let source = Source("Yeo et al. 2025, arXiv:2502.03373, section 4.2")
  public static let assumptions =
    "Long wrong responses search; the penalty of the paper for exceeding the cap, −10, is as reported by others."

  /// A right response of length 0.
  public var rightShort = 1.0
  /// A right one at the cap.
  public var rightLong = 0.5
  /// A wrong one of length 0.
  public var wrongShort = -1.0
  /// A wrong one at the cap.
  public var wrongLong = -0.5
  /// A response that the cap cut off.
  public var exceeded = -1.0

  /// The paper's ends.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case exceeded
    case rightShort = "right_short"
    case rightLong = "right_long"
    case wrongShort = "wrong_short"
    case wrongLong = "wrong_long"
  }

  /// The response and its verdict.
  public var basis: RewardBasis { .form }

  /// The curve at a share of the cap.
  public static func curve(_ start: Double, _ end: Double, _ share: Double) -> Double {
    end + 0.5 * (start - end) * (1 + PortableMath.cos(Double.pi * min(1, share)))
  }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let scores = group.scores { isRight, length in
      let share = length / Double(max(1, context.cap))
      return isRight
        ? Self.curve(rightShort, rightLong, share) : Self.curve(wrongShort, wrongLong, share)
    }
    return zip(scores, group.trajectories).map { score, trajectory in
      score.outcome != nil && !trajectory.completion.isFinished ? Score(exceeded) : score
    }
  }

  /// Finite numbers.
  public func validate() throws {
    for (key, value) in [
      ("right_short", rightShort), ("right_long", rightLong), ("wrong_short", wrongShort),
      ("wrong_long", wrongLong), ("exceeded", exceeded),
    ] {
      try require(value.isFinite, key, value, "a finite number")
    }
  }
}
