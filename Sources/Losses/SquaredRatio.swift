import Experience
import Support
import Tensors

/// The policy gradient with a square of the log-ratio that pulls back: online mirror descent.
///
/// ```
/// loss = −A·ℓ + (τ/2)·(ℓ − ℓ_old)²
/// ```
///
/// It is the surrogate of Kimi k1.5 and of direct reward optimization, token by token; with the advantage `log-mean-exp` it is that
/// of OPMD.
public struct SquaredRatio: LossTerm {
  public static let kind = "squared-ratio"
  /// Kimi k1.5, DRO, OPMD.
  public static let aliases = ["kimi", "dro", "mirror-descent"]
  public static let ids = ["loss.kimi15", "loss.dro", "loss.opmd"]
  public static let summary = "The policy gradient with a square of the log-ratio that pulls back."
  public static let source = Source(
    "Kimi Team 2025, arXiv:2501.12599, eq. 3; Richemond et al. 2024, arXiv:2405.19107, eq. 5 (DRO)")
  public static let assumptions =
    "Squares of tokens stand in for the square of the sequence, as in ROLL and verl."

  /// τ.
  public var tau = 0.1

  /// τ 0.1.
  public init() {}

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// At ratio 1 the square has no slope.
  public var isSurrogate: Bool { true }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let distance = tape.difference(input.policy, tape.constant(input.column(.proximal)))
    return TermOutput(
      tape.difference(
        tape.affine(tape.product(distance, distance), scale: Float(tau / 2)),
        tape.product(tape.constant(input.advantages), input.policy)))
  }

  /// τ at least 0.
  public func validate() throws { try require(tau, in: 0...1e6, "tau") }
}
