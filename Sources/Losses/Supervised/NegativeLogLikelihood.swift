import Support
import Tensors

/// Cross-entropy of given tokens: `loss = −ℓ`, whatever their advantage.
///
/// With `on: [demonstration]` it imitates demonstrations beside policy optimization.
public struct NegativeLogLikelihood: LossTerm {
  public static let kind = "nll"
  /// SFT.
  public static let ids = ["sft.nll", "distill.seq"]
  public static let aliases = ["cross-entropy"]
  public static let summary = "Minus the log-probability, whatever the advantage."
  public static let source = Source("Ouyang et al. 2022, arXiv:2203.02155, section 3.5")

  /// No settings.
  public init() {}

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    TermOutput(tape.negated(input.policy))
  }
}
