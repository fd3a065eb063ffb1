import Experience
import Losses
import Rollouts
import Support

/// Token rewards that are log-ratios of two models: an implicit process reward.
///
/// ```
/// r_t = β (log φ(y_t) − log φ_ref(y_t));   P(right) = σ(Σ_t r_t)
/// ```
///
/// φ is a model trained on outcomes or preferences (with DPO the same numbers are its implicit reward), φ_ref what it was
/// trained from. With `models.prm.learning_rate` above 0 it learns online, from the outcomes of all sampled completions after
/// they were scored. Its probability and its cross-entropy against the checker are among the parts.
public struct ImplicitPRM: Reward {
  public static let kind = "implicit-prm"
  /// PRIME, DPO-implicit.
  public static let aliases = ["prime-reward", "dpo-implicit"]
  public static let ids = ["dense.token.implicit_prm"]
  public static let summary =
    "Token rewards that are log-ratios of a trained model and its own start."
  public static let source = Source(
    "Yuan et al. 2024, arXiv:2412.01981, eq. 3; Cui et al. 2025, arXiv:2502.01456, eq. 5")
  public static let assumptions =
    "The reference is the model's own start; a frozen model lets the policy leave what it was trained on."

  /// The trained model's role.
  public var role: Role = "prm"
  /// The role of what it was trained from.
  public var reference: Role = "prm-reference"
  /// β.
  public var scale = 0.05
  /// The weight of strict correctness beside it.
  public var outcome = 1.0

  /// β 0.05, with correctness.
  public init() {}
  /// Both models' log-probabilities.
  public var needs: Needs {
    Needs(columns: [.of(role, .logprob), .of(reference, .logprob)])
  }
  /// Models.
  public var basis: RewardBasis { .model }
  /// The outcomes of all completions.
  public var lessons: [Lesson] {
    [Lesson(role, OutcomeCrossEntropy(beta: scale, reference: reference))]
  }

  /// Token rewards of two models' log-probabilities.
  public static func tokens(_ model: [Float], _ reference: [Float], scale: Double) -> [Double] {
    zip(model, reference).map { scale * (Double($0) - Double($1)) }
  }

  /// The scores.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) -> [[Score]] {
    batch.groups.map { group in
      zip(group.trajectories, group.verdicts).map { trajectory, verdict in
        guard let model = trajectory.columns[.of(role, .logprob)],
          let start = trajectory.columns[.of(reference, .logprob)]
        else { return Score(nil, reason: "no log-probabilities of '\(role)' or '\(reference)'") }
        let all = Self.tokens(model, start, scale: scale)
        let tokens = zip(all, trajectory.origins).map { $1 == .policy ? Float($0) : 0 }
        let sum = tokens.reduce(0.0) { $0 + Double($1) }
        let probability = 1 / (1 + PortableMath.exp(-sum))
        let isRight = verdict.strict
        return Score(
          isRight ? outcome : 0, tokens: tokens,
          parts: [
            "prm_probability": probability,
            "prm_cross_entropy": -PortableMath.log(
              max(1e-300, isRight ? probability : 1 - probability)),
          ])
      }
    }
  }

  /// A positive scale.
  public func validate() throws {
    try require(scale, in: 1e-9...1e6, "scale")
    try require(outcome.isFinite, "outcome", outcome, "a finite number")
  }
}
