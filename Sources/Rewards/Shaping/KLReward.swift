import Experience
import Losses
import Rollouts
import Support

/// Minus an estimate of the divergence from a reference, on every token that the policy drew.
///
/// With k1 the policy gradient of this reward is that of the reverse divergence; k2 and k3 are not right here.
public struct KLReward: Reward {
  public static let kind = "kl"
  public static let summary =
    "Minus the divergence from a reference, token by token: a part of the reward."
  public static let source = Source("Ziegler et al. 2019, arXiv:1909.08593, eq. 2")

  /// The estimator.
  public var estimator = KLEstimator.k1
  /// The model that the policy is kept near.
  public var role = Role.reference

  /// k1 to the reference.
  public init() {}

  /// With an estimator.
  public init(estimator: KLEstimator) { self.estimator = estimator }

  /// The policy's and the other model's log-probabilities.
  public var needs: Needs { Needs(columns: [.proximal, .of(role, .logprob)]) }

  /// A model.
  public var basis: RewardBasis { .model }
  /// Scores with outcome 0 and a penalty on each token.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) -> [[Score]] {
    batch.groups.map { group in
      group.trajectories.map { trajectory in
        guard trajectory.use == .learn else { return Score(0) }
        guard let policy = trajectory.columns[.proximal],
          let reference = trajectory.columns[.of(role, .logprob)]
        else { preconditionFailure("columns of the KL reward are missing") }
        let tokens = trajectory.origins.indices.map { t in
          trajectory.origins[t] == .policy
            ? -estimator.estimate(policy[t] - reference[t]) : 0
        }
        return Score(0, tokens: tokens)
      }
    }
  }
}
