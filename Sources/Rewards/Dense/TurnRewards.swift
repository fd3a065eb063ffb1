import Experience
import Support

/// What an environment paid for each turn, with the outcome, where the turns end.
///
/// ```
/// r_k at the last token of turn k;   with `returns`: G_k = Σ_{j ≥ k} γ^{j−k} r_j instead, the outcome with the last turn
/// ```
public struct TurnRewards: GroupReward {
  public static let kind = "turn-rewards"
  public static let ids = ["dense.turn.direct"]
  public static let summary = "What an environment paid for each turn, where it ends."
  public static let source = Source("Zeng et al. 2025, arXiv:2505.11821, section 3")
  public static let assumptions =
    "The environment pays for what helps; the sum over turns must not favour more of them."

  /// The weight of strict correctness, paid with the last turn.
  public var outcome = 1.0

  /// With correctness.
  public init() {}
  /// The verdict, and the environment.
  public var basis: RewardBasis { .given }

  /// Discounted returns from each turn on.
  public static func returns(_ rewards: [Double], discount: Double) -> [Double] {
    var sum = 0.0
    return rewards.reversed().map { reward in
      sum = reward + discount * sum
      return sum
    }.reversed()
  }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    zip(group.trajectories, group.verdicts).map { trajectory, verdict in
      guard verdict.status == .ok else { return Score(nil, reason: verdict.reason) }
      var tokens = [Float](repeating: 0, count: trajectory.responseTokens.count)
      for turn in trajectory.turns where !turn.tokens.isEmpty {
        tokens[turn.tokens.upperBound - 1] += Float(turn.reward ?? 0)
      }
      return Score(verdict.strict ? outcome : 0, tokens: tokens)
    }
  }

  /// A finite weight.
  public func validate() throws {
    try require(outcome.isFinite, "outcome", outcome, "a finite number")
  }
}
