import Experience
import Support
import Tensors

/// The estimators of the divergence from a reference, with d = ℓ − ℓref on tokens drawn from the policy.
///
/// - Source: Schulman 2020, "Approximating KL divergence".
public enum KLEstimator: String, Codable, Sendable, CaseIterable {
  /// `d`: unbiased in value; its expected gradient in the loss is zero, in the reward the true one.
  case k1
  /// `½d²`: biased in value; its gradient in the loss is that of the reverse divergence.
  case k2
  /// `e^{−d} + d − 1`: unbiased in value; its gradient in the loss is that of the forward divergence.
  case k3
  /// The value of k3 with the gradient of k2: unbiased in value, and the reverse divergence's gradient.
  case k3Plus = "k3+"

  /// The estimate of one token, d limited to ±20.
  public func estimate(_ difference: Float) -> Float {
    let d = min(max(difference, -20), 20)
    switch self {
    case .k1: return d
    case .k2: return 0.5 * d * d
    case .k3, .k3Plus: return Float(PortableMath.exp(Double(-d))) + d - 1
    }
  }
}

/// The divergence from a reference as a term of the loss.
///
/// ```
/// d = ℓ − ℓref:   k1 = d,  k2 = ½d²,  k3 = e^−d + d − 1,  k3+ = k2 + sg(k3 − k2);   weighted: ρ times it, ρ = exp(ℓ − proximal)
/// ```
///
/// Only k2, k3+, and k1 or k3 with the weight have the gradient of the reverse divergence on fresh samples; off-policy only
/// those with the weight have it. Each token is taken for itself: what early tokens do to later ones counts in the reward alone.
///
/// - Source: the k3 estimator in the loss is GRPO's, arXiv:2402.03300, eq. 4; k3+ is verl's; the weight is DeepSeek-V3.2's.
public struct KLTerm: LossTerm {
  public static let kind = "kl"
  public static let ids = ["kl.k1", "kl.k2", "kl.k3", "kl.ref_reset"]
  public static let summary = "An estimate of the divergence from a reference, token by token."
  public static let source = Source(
    "Shao et al. 2024, arXiv:2402.03300, eq. 4; on gradients: arXiv:2512.21852")
  public static let assumptions =
    "Value and gradient are two questions: k1 in the loss has no gradient, k3 that of the forward divergence."

  /// The estimator.
  public var estimator: KLEstimator
  /// The model that the policy is kept near.
  public var role: Role
  /// Whether the estimate is multiplied by the ratio, through which gradient flows.
  public var weighted = false

  /// k3 to the reference.
  public init() { self.init(estimator: .k3) }

  /// With an estimator.
  public init(estimator: KLEstimator, role: Role = .reference, weighted: Bool = false) {
    self.estimator = estimator
    self.role = role
    self.weighted = weighted
  }

  /// All estimators, plain and weighted.
  public static let examples = KLEstimator.allCases.flatMap {
    [KLTerm(estimator: $0), KLTerm(estimator: $0, weighted: true)]
  }

  /// The other model's log-probabilities, and the policy's before the update for the weight.
  public var needs: Set<Column> {
    weighted ? [.of(role, .logprob), .proximal] : [.of(role, .logprob)]
  }

  /// The estimate of each token; reports the mean of k3 as `kl`.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let reference = input.column(.of(role, .logprob))
    let d = tape.clamp(tape.difference(input.policy, tape.constant(reference)), -20, 20)
    var estimate: Variable
    switch estimator {
    case .k1: estimate = d
    case .k2: estimate = tape.affine(tape.product(d, d), scale: 0.5)
    case .k3: estimate = tape.affine(tape.sum(tape.exp(tape.negated(d)), d), scale: 1, shift: -1)
    case .k3Plus:
      let rest = zip(input.detached, reference).map { now, reference in
        KLEstimator.k3.estimate(now - reference) - KLEstimator.k2.estimate(now - reference)
      }
      estimate = tape.sum(
        tape.affine(tape.product(d, d), scale: 0.5), tape.constant(rest))
    }
    if weighted {
      estimate = tape.product(tape.ratio(input.policy, input.column(.proximal)), estimate)
    }
    var (sum, tokens) = (0.0, 0.0)
    for i in input.mask.indices where input.mask[i] != 0 {
      sum += Double(KLEstimator.k3.estimate(input.policy.value.pointer[i] - reference[i]))
      tokens += 1
    }
    return TermOutput(
      estimate, metrics: [role == .reference ? "kl" : "kl_\(role)": .mean(sum: sum, count: tokens)])
  }
}
