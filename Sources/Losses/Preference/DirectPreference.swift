import Experience
import Support
import Tensors

/// Direct preference optimization on pairs of completions.
///
/// ```
/// Δ = (ℓ_w − ℓref_w) − (ℓ_l − ℓref_l), sums over the tokens of the chosen and the rejected
/// sigmoid: −log σ(β·Δ)      ipo: (Δ − 1/(2β))²      hinge: max(0, 1 − β·Δ)
/// ```
public struct DirectPreference: LossTerm {
  /// The loss of a margin.
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// DPO.
    case sigmoid
    /// IPO.
    case ipo
    /// SLiC.
    case hinge
  }

  public static let kind = "dpo"
  public static let aliases = ["ipo", "slic"]
  public static let ids = ["off.optim"]
  public static let summary = "Direct preference optimization on pairs of completions."
  public static let source = Source(
    "Rafailov et al. 2023, arXiv:2305.18290, eq. 7; Azar et al. 2023, arXiv:2310.12036, eq. 17 (IPO); Zhao et al. 2023, arXiv:2305.10425 (hinge)"
  )
  public static let assumptions =
    "It lowers both likelihoods as it widens the margin: a term nll beside it keeps the chosen one up."

  /// β.
  public var beta: Double
  /// The loss of a margin.
  public var form = Form.sigmoid

  /// 0.1.
  public init() { self.init(beta: 0.1) }
  /// With β and a form.
  public init(beta: Double, form: Form = .sigmoid) {
    self.beta = beta
    self.form = form
  }
  /// All forms.
  public static let examples = Form.allCases.map { DirectPreference(beta: 0.1, form: $0) }

  /// The reference's log-probabilities.
  public var needs: Set<Column> { [.reference] }
  /// Pairs.
  public var unit: LossUnit { .pair }

  /// The loss of each pair; reports the share of pairs that the policy ranks right, and the mean margin β·Δ.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let gains = tape.difference(input.policy, tape.constant(input.column(.reference)))
    let sums = tape.segmentSums(gains, weights: input.mask, offsets: input.offsets)
    let delta = tape.difference(
      tape.gather(sums, input.pairs.map(\.chosen)), tape.gather(sums, input.pairs.map(\.rejected)))
    let margins = tape.affine(delta, scale: Float(beta))
    let loss: Variable
    switch form {
    case .sigmoid: loss = tape.softplus(tape.negated(margins))
    case .ipo:
      let distance = tape.affine(delta, scale: 1, shift: -Float(1 / (2 * beta)))
      loss = tape.product(distance, distance)
    case .hinge:
      loss = tape.maximum(
        tape.affine(margins, scale: -1, shift: 1),
        tape.constant(margins.value.values.map { _ in 0 })
      )
    }
    return TermOutput(loss, metrics: SimplePreference.metrics(margins.value.values))
  }

  /// β positive.
  public func validate() throws {
    try require(beta > 0 && beta.isFinite, "beta", beta, "a finite number above 0")
  }
}
