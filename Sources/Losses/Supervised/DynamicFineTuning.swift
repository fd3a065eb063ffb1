import Support
import Tensors

/// Cross-entropy weighted by the probability of the token: `loss = −sg(π)·ℓ`.
///
/// Unlikely tokens hardly count, so it cannot learn what is new to the policy.
public struct DynamicFineTuning: LossTerm {
  public static let kind = "dft"
  public static let ids = ["sft.dft"]
  public static let summary = "Cross-entropy weighted by the probability of the token."
  public static let source = Source("Wu et al. 2025, arXiv:2508.05629, eq. 9")
  public static let assumptions =
    "The policy knows the demonstrations nearly; the weight of an unlikely token is nearly 0."

  /// No settings.
  public init() {}

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let weights = input.detached.map { -Float(PortableMath.exp(Double(min(0, $0)))) }
    return TermOutput(tape.product(tape.constant(weights), input.policy))
  }
}
