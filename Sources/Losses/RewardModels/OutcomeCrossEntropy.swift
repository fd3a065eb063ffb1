import Experience
import Support
import Tensors

/// The cross-entropy of an implicit reward model against outcomes, one number a completion.
///
/// ```
/// s = β Σ_t (ℓφ_t − ℓref_t);   loss = −o log σ(s) − (1 − o) log(1 − σ(s)),   o = 1 for a right completion, else 0
/// ```
public struct OutcomeCrossEntropy: LossTerm {
  public static let kind = "outcome-cross-entropy"
  public static let summary = "The cross-entropy of an implicit reward model against outcomes."
  public static let source = Source(
    "Yuan et al. 2024, arXiv:2412.01981 (cross-entropy form); Cui et al. 2025, arXiv:2502.01456 (online)"
  )

  /// β.
  public var beta: Double
  /// The role of what the model was trained from.
  public var reference: Role

  /// 0.05, and the reference of an implicit process reward model.
  public init() { self.init(beta: 0.05, reference: "prm-reference") }
  /// With β and a reference.
  public init(beta: Double, reference: Role) {
    self.beta = beta
    self.reference = reference
  }

  /// The reference's log-probabilities.
  public var needs: Set<Column> { [.of(reference, .logprob)] }
  /// Completions.
  public var unit: LossUnit { .sequence }

  /// The loss of each completion; reports the share whose outcome has the sign of s.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let gains = tape.difference(
      input.policy, tape.constant(input.column(.of(reference, .logprob))))
    let sums = tape.segmentSums(gains, weights: input.mask, offsets: input.offsets)
    let signs = tape.constant(input.outcomes.map { 2 * $0 - 1 })
    let margins = tape.affine(tape.product(sums, signs), scale: Float(beta))
    let right = margins.value.values.reduce(0.0) { $0 + ($1 > 0 ? 1 : $1 == 0 ? 0.5 : 0) }
    return TermOutput(
      tape.softplus(tape.negated(margins)),
      metrics: ["outcome_accuracy": .mean(sum: right, count: Double(input.outcomes.count))])
  }

  /// β positive.
  public func validate() throws {
    try require(beta > 0 && beta.isFinite, "beta", beta, "a finite number above 0")
  }
}
