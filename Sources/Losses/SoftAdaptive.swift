import Experience
import Support
import Tensors

/// A gate that closes smoothly as the ratio leaves 1, sooner where the advantage is negative.
///
/// ```
/// loss = −A·(4/τ)·σ(τ(ρ − 1)),   τ = τ⁺ where A > 0, else τ⁻     its slope at ρ = 1 is that of the policy gradient
/// ```
public struct SoftAdaptive: LossTerm {
  public static let kind = "soft-adaptive"
  /// SAPO.
  public static let aliases = ["sapo"]
  public static let ids = ["loss.sapo"]
  public static let summary = "A gate that closes smoothly as the ratio leaves 1."
  public static let source = Source("Gao et al. 2025, arXiv:2511.20347, eq. 6")
  public static let assumptions = "No token is cut off; τ⁻ above τ⁺ damps what is pushed down."

  /// τ⁺.
  public var positive = 1.0
  /// τ⁻.
  public var negative = 1.05

  /// The paper's temperatures.
  public init() {}

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let ratio = tape.ratio(input.policy, input.column(.proximal))
    let taus = input.advantages.map { Float($0 > 0 ? positive : negative) }
    let gate = tape.sigmoid(
      tape.product(tape.affine(ratio, scale: 1, shift: -1), tape.constant(taus)))
    let factors = zip(input.advantages, taus).map { -4 * $0 / $1 }
    return TermOutput(tape.product(gate, tape.constant(factors)))
  }

  /// Positive temperatures.
  public func validate() throws {
    try require(positive, in: 1e-6...1e6, "positive")
    try require(negative, in: 1e-6...1e6, "negative")
  }
}
