import Experience
import Rollouts
import Support

/// The log-probability of the response under a frozen model: reinforcement learning without a task.
///
/// With the policy's own start as that model, what is rewarded is what it already found likely.
public struct LogLikelihood: Reward {
  public static let kind = "log-likelihood"
  public static let summary = "Log-probability of the response under a frozen reference."
  public static let source = Source("Huang et al. 2024, arXiv:2412.01951, section 3")

  /// The model that finds responses likely.
  public var role = Role.reference

  /// The reference.
  public init() {}

  /// The other model's log-probabilities.
  public var needs: Needs { Needs(columns: [.of(role, .logprob)]) }
  /// A model.
  public var basis: RewardBasis { .model }
  /// Sums over the tokens that the policy drew.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) -> [[Score]] {
    batch.groups.map { group in
      group.trajectories.map { trajectory in
        guard let logprobs = trajectory.columns[.of(role, .logprob)] else {
          return Score(nil, reason: "no log-probabilities of '\(role)'")
        }
        var sum = 0.0
        for t in trajectory.origins.indices where trajectory.origins[t] == .policy {
          sum += Double(logprobs[t])
        }
        return Score(sum)
      }
    }
  }
}
