import Experience
import Rollouts
import Support

/// How far the policy's distributions are from uniform: the mean over tokens of log V + KL(U‖π_t).
///
/// ```
/// u_t = logsumexp(z_t) − mean_v z_tv = −mean_v log π(v);   r = mean_t u_t over the tokens that the policy drew
/// ```
///
/// - Deviation: as in the authors' program the constant log V is left in.
public struct SelfCertainty: Reward {
  public static let kind = "self-certainty"
  /// Intuitor.
  public static let aliases = ["intuitor"]
  public static let ids = ["unsup.confidence"]
  public static let summary =
    "How far the policy's distributions are from uniform, a mean over tokens."
  public static let source = Source("Zhao et al. 2025, arXiv:2505.19590, eq. 3")
  public static let assumptions =
    "The policy is surer where it is right; long repetitive text is sure of itself."

  /// Whose distributions: the live policy, or a frozen model that `policy.models` names.
  public var role = Role.policy

  /// The live policy.
  public init() {}

  /// That model's numbers.
  public var needs: Needs { Needs(models: [role]) }
  /// A model.
  public var basis: RewardBasis { .model }
  /// One pass over the batch.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let texts = batch.groups.flatMap { group in
      group.trajectories.map { TokenPair(prompt: $0.promptTokens, response: $0.responseTokens) }
    }
    let found = try bench.models.read(texts, with: role, [.certainty])
    var next = 0
    return batch.groups.map { group in
      group.trajectories.map { trajectory in
        defer { next += 1 }
        let numbers = found[next][.certainty] ?? []
        let drawn = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
        guard !drawn.isEmpty else { return Score(nil, reason: "the policy drew no token") }
        return Score(drawn.reduce(0.0) { $0 + Double(numbers[$1]) } / Double(drawn.count))
      }
    }
  }
}
