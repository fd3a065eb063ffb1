import Support
import Tensors

/// The plain policy gradient: `loss = −A·ℓ`.
///
/// With advantage 1 on the completions to imitate it is the cross-entropy of supervised learning.
public struct PolicyGradient: PolicyLoss {
  /// `policy-gradient`.
  public static let kind = "policy-gradient"
  /// REINFORCE.
  public static let aliases = ["reinforce", "pg"]
  /// One sentence.
  public static let summary = "Minus the advantage times the log-probability, without a ratio."
  /// The paper.
  public static let source = Source("Williams 1992, Machine Learning 8:229–256, theorem 1")

  /// No settings.
  public init() {}

  /// The loss of each token.
  public func perToken(_ input: PolicyLossInput, on tape: Tape) -> PolicyLossOutput {
    let advantages = tape.constant(input.advantages)
    return PolicyLossOutput(
      perToken: tape.negated(tape.product(advantages, input.policyLogprobs)))
  }
}
