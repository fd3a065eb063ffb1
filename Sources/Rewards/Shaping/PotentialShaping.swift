import Experience
import Support

/// Correctness, and a difference of potentials between steps that leaves the best policy as it is.
///
/// ```
/// r'_k = γ Φ(s_{k+1}) − Φ(s_k),   Φ(s_k) = weight · right steps so far / needed steps,   Φ(terminal) = 0
/// ```
///
/// Paid at the last token of each step; for γ = 1 the shaping sums to −Φ(s_0) = 0.
public struct PotentialShaping: GroupReward {
  public static let kind = "potential"
  /// Potential-based shaping.
  public static let aliases = ["potential-shaping"]
  public static let ids = ["shape.rule"]
  public static let summary = "Correctness, and differences of a potential that counts right steps."
  public static let source = Source("Ng, Harada and Russell 1999, ICML, 278–287, theorem 1")
  public static let assumptions = "The potential is a function of the state alone."

  /// The potential of all steps being right.
  public var weight = 1.0
  /// The discount γ of one step.
  public var discount = 1.0

  /// Weight 1, no discount.
  public init() {}
  /// The verdict.
  public var basis: RewardBasis { .verdict }

  /// Differences of potentials; the last one is that of the terminal state, 0.
  public static func shaped(_ potentials: [Double], discount: Double = 1) -> [Double] {
    zip(potentials, potentials.dropFirst()).map { discount * $1 - $0 }
  }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    zip(group.trajectories, group.verdicts).map { trajectory, verdict in
      guard verdict.status == .ok else { return Score(nil, reason: verdict.reason) }
      let outcome = verdict.strict ? 1.0 : 0
      let right = verdict.steps.count(where: \.isRight)
      guard verdict.process > 0, right > 0, !trajectory.responseTokens.isEmpty else {
        return Score(outcome)
      }
      // The needed steps follow from the share of them that is right.
      let share = verdict.process / Double(right)
      var potentials = [0.0]
      for step in verdict.steps {
        potentials.append((potentials.last ?? 0) + (step.isRight ? weight * share : 0))
      }
      var tokens = [Float](repeating: 0, count: trajectory.responseTokens.count)
      for (step, value) in zip(verdict.steps, Self.shaped(potentials, discount: discount)) {
        if let token = trajectory.token(endingAt: step.range.upperBound) {
          tokens[token] += Float(value)
        }
      }
      tokens[tokens.count - 1] -= Float(potentials.last ?? 0)
      return Score(outcome, tokens: tokens, parts: ["potential": potentials.last ?? 0])
    }
  }

  /// A weight from 0, a discount up to 1.
  public func validate() throws {
    try require(weight, in: 0...1e6, "weight")
    try require(discount, in: 0...1, "discount")
  }
}
