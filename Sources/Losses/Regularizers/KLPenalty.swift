import Support
import Tensors

/// A penalty on the divergence from a frozen reference, added to the loss of each token.
///
/// With d = ℓ − ℓref on tokens sampled from the policy: k1 = d, k2 = ½d², k3 = e^{−d} + d − 1.
///
/// - Source: Schulman 2020, "Approximating KL divergence"; k3 in the loss is GRPO's, arXiv:2402.03300, eq. 4.
public struct KLPenalty: Codable, Sendable, Equatable {
  /// The estimators of the divergence.
  public enum Estimator: String, Codable, Sendable, CaseIterable {
    /// `d`: unbiased in value; its expected gradient in the loss is zero.
    case k1
    /// `½d²`: biased in value; its gradient is that of the reverse divergence.
    case k2
    /// `e^{−d} + d − 1`: unbiased in value; its gradient is that of the forward divergence.
    case k3
  }

  /// β; 0 turns the penalty and the reference off.
  public var coefficient: Double
  /// The estimator.
  public var estimator: Estimator
  /// The reference becomes a copy of the policy every so many steps; 0 keeps the first one.
  public var referenceReset: Int

  /// Off unless a coefficient is given.
  public init(coefficient: Double = 0, estimator: Estimator = .k3, referenceReset: Int = 0) {
    self.coefficient = coefficient
    self.estimator = estimator
    self.referenceReset = referenceReset
  }

  private enum CodingKeys: String, CodingKey {
    case coefficient, estimator
    case referenceReset = "reference_reset"
  }

  /// The penalty of each token, `[M]`; the log-ratio is limited to ±20.
  public func perToken(policy: Variable, reference: Variable, on tape: Tape) -> Variable {
    let d = tape.clamp(tape.difference(policy, tape.detached(reference)), -20, 20)
    let estimate: Variable
    switch estimator {
    case .k1: estimate = d
    case .k2: estimate = tape.affine(tape.product(d, d), scale: 0.5)
    case .k3: estimate = tape.affine(tape.sum(tape.exp(tape.negated(d)), d), scale: 1, shift: -1)
    }
    return tape.affine(estimate, scale: Float(coefficient))
  }
}
