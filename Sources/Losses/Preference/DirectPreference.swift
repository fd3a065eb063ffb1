import Experience
import Support
import Tensors

/// Direct preference optimization on pairs of completions.
///
/// ```
/// loss = −log σ(β·Δ),   Δ = (ℓ_w − ℓref_w) − (ℓ_l − ℓref_l), sums over the tokens of the chosen and the rejected
/// ```
public struct DirectPreference: LossTerm {
  public static let kind = "dpo"
  public static let summary = "Direct preference optimization on pairs of completions."
  public static let source = Source("Rafailov et al. 2023, arXiv:2305.18290, eq. 7")

  /// β.
  public var beta: Double

  /// 0.1.
  public init() { self.init(beta: 0.1) }
  /// With β.
  public init(beta: Double) { self.beta = beta }

  /// The reference's log-probabilities.
  public var needs: Set<Column> { [.reference] }
  /// Pairs.
  public var unit: LossUnit { .pair }

  /// The loss of each pair; reports the share of pairs that the policy ranks right, and the mean margin β·Δ.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let gains = tape.difference(input.policy, tape.constant(input.column(.reference)))
    let sums = tape.segmentSums(gains, weights: input.mask, offsets: input.offsets)
    let margins = tape.affine(
      tape.difference(
        tape.gather(sums, input.pairs.map(\.chosen)),
        tape.gather(sums, input.pairs.map(\.rejected))), scale: Float(beta))
    var (right, sum) = (0.0, 0.0)
    for margin in margins.value.values {
      right += margin > 0 ? 1 : 0
      sum += Double(margin)
    }
    let count = Double(input.pairs.count)
    return TermOutput(
      tape.softplus(tape.negated(margins)),
      metrics: [
        "pair_accuracy": .mean(sum: right, count: count),
        "pair_margin": .mean(sum: sum, count: count),
      ])
  }

  /// β positive.
  public func validate() throws {
    try require(beta > 0 && beta.isFinite, "beta", beta, "a finite number above 0")
  }
}
