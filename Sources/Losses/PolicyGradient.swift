import Support
import Tensors

/// The plain policy gradient: `loss = −A·ℓ`.
///
/// With advantage 1 on the completions to imitate it is the cross-entropy of supervised learning.
public struct PolicyGradient: LossTerm {
  public static let kind = "policy-gradient"
  /// REINFORCE.
  public static let ids = ["pg.reinforce", "sft.rft"]
  public static let aliases = ["reinforce", "pg"]
  public static let summary = "Minus the advantage times the log-probability, without a ratio."
  public static let source = Source("Williams 1992, Machine Learning 8:229–256, theorem 1")

  /// No settings.
  public init() {}

  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    TermOutput(tape.negated(tape.product(tape.constant(input.advantages), input.policy)))
  }
}
