import Experience
import Support

/// Correctness less shares of the longest response of the group, scaled by how often the problem is solved.
///
/// ```
/// r = 1[right] − p̂·(w_out·L_out/max + w_in·L_in/max + w_turns·turns/max)
/// ```
///
/// L_out counts the tokens of the policy, L_in those that an environment said; each max is the group's.
public struct PassRateLength: GroupReward {
  public static let kind = "pass-rate-length"
  public static let ids = ["len.linear_passrate"]
  public static let summary =
    "Correctness less lengths over the group's longest, scaled by pass rate."
  public static let source = Source("Prime Intellect 2026, prime-rl (length penalty, 2026)")
  public static let assumptions =
    "Solved problems deserve fewer tokens; unsolved ones cost nothing."

  /// w_out.
  public var output = 0.25
  /// w_in.
  public var input = 0.1
  /// w_turns.
  public var turns = 0.1

  /// prime-rl's weights.
  public init() {}
  /// The verdicts of the group.
  public var basis: RewardBasis { .group }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let all = group.trajectories
    let rate = Double(group.verdicts.count(where: \.strict)) / Double(max(1, all.count))
    let out = all.map { Double($0.policyTokens) }
    let given = all.map { one in Double(one.origins.count { $0 == .environment }) }
    let talks = all.map { Double($0.turns.count) }
    let prices = all.indices.map { i in
      [(output, out), (input, given), (turns, talks)].reduce(0.0) { sum, part in
        sum + part.0 * part.1[i] / max(1, part.1.max() ?? 1)
      }
    }
    let right = group.scores { $0.strict ? 1 : 0 }
    return zip(right, prices).map { score, price in
      var score = score
      score.outcome = score.outcome.map { $0 - rate * price }
      return score
    }
  }

  /// Weights of at least 0.
  public func validate() throws {
    for (key, value) in [("output", output), ("input", input), ("turns", turns)] {
      try require(value, in: 0...1e6, key)
    }
  }
}
