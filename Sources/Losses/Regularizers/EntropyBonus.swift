import Support
import Tensors

/// Minus the entropy of the policy at each token, so that a positive coefficient keeps it high.
public struct EntropyBonus: LossTerm {
  public static let kind = "entropy"
  public static let ids = ["ent.bonus"]
  public static let summary =
    "Minus the entropy of the policy: a positive coefficient keeps it high."
  public static let source = Source("Mnih et al. 2016, arXiv:1602.01783, section 4")

  /// No settings.
  public init() {}

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    guard let entropies = input.entropies else {
      preconditionFailure("a critic has no entropy")
    }
    return TermOutput(tape.negated(entropies))
  }
}
