import Support
import Tensors

/// The policy gradient of demonstrations with a ratio to nobody: probabilities, shaped so that unlikely tokens count more.
///
/// ```
/// loss = −A·f(π),   f(π) = π/(π + γ)     gradient weight γπ/(π + γ)²
/// ```
///
/// Put it on `demonstration` tokens, beside a clipped loss on those of the policy. The demonstrator's probability is taken to be 1.
public struct ShapedProbability: LossTerm {
  public static let kind = "shaped-probability"
  /// LUFFY's policy shaping.
  public static let aliases = ["luffy"]
  public static let ids = ["off.data", "off.mix"]
  public static let summary = "Minus the advantage times a shaped probability, for demonstrations."
  public static let source = Source("Yan et al. 2025, arXiv:2504.14945, eq. 6")
  public static let assumptions = "The demonstrator is sure of what it wrote: its probability is 1."

  /// γ.
  public var gamma = 0.1

  /// γ 0.1.
  public init() {}
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }
  /// Its gradient is weighed by the probability.
  public var isSurrogate: Bool { false }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    // π/(π + γ) = σ(log π − log γ).
    let shaped = tape.sigmoid(
      tape.affine(input.policy, scale: 1, shift: -Float(PortableMath.log(gamma))))
    return TermOutput(tape.negated(tape.product(shaped, tape.constant(input.advantages))))
  }

  /// γ positive.
  public func validate() throws { try require(gamma, in: 1e-9...1e6, "gamma") }
}
