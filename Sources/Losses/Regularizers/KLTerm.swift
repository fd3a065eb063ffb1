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

  /// The estimate of one token, d limited to ±20.
  public func estimate(_ difference: Float) -> Float {
    let d = min(max(difference, -20), 20)
    switch self {
    case .k1: return d
    case .k2: return 0.5 * d * d
    case .k3: return Float(PortableMath.exp(Double(-d))) + d - 1
    }
  }
}

/// The divergence from a reference as a term of the loss.
///
/// - Source: the k3 estimator in the loss is GRPO's, arXiv:2402.03300, eq. 4.
public struct KLTerm: LossTerm {
  public static let kind = "kl"
  public static let summary = "An estimate of the divergence from a reference, token by token."
  public static let source = Source("Shao et al. 2024, arXiv:2402.03300, eq. 4")

  /// The estimator.
  public var estimator: KLEstimator
  /// The model that the policy is kept near.
  public var role: Role

  /// k3 to the reference.
  public init() { self.init(estimator: .k3) }

  /// With an estimator.
  public init(estimator: KLEstimator, role: Role = .reference) {
    self.estimator = estimator
    self.role = role
  }

  /// All estimators.
  public static let examples = KLEstimator.allCases.map { KLTerm(estimator: $0) }

  /// The other model's log-probabilities.
  public var needs: Set<Column> { [.of(role, .logprob)] }

  /// The estimate of each token; reports the mean of k3 as `kl`.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let reference = input.column(.of(role, .logprob))
    let d = tape.clamp(tape.difference(input.policy, tape.constant(reference)), -20, 20)
    let estimate: Variable
    switch estimator {
    case .k1: estimate = d
    case .k2: estimate = tape.affine(tape.product(d, d), scale: 0.5)
    case .k3: estimate = tape.affine(tape.sum(tape.exp(tape.negated(d)), d), scale: 1, shift: -1)
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
