import Experience
import Support
import Tensors

/// Preference optimization by mean log-probabilities, without a reference, with a margin.
///
/// ```
/// loss = −log σ(β(ℓ̄_w − ℓ̄_l) − γ),   ℓ̄ the mean over a response's tokens
/// ```
public struct SimplePreference: LossTerm {
  public static let kind = "simpo"
  public static let ids = ["off.optim"]
  public static let summary =
    "Preference optimization by mean log-probabilities, without a reference."
  public static let source = Source("Meng et al. 2024, arXiv:2405.14734, eq. 6")
  public static let assumptions =
    "Pairs of one prompt; nothing holds the policy near where it began."

  /// β.
  public var beta = 2.0
  /// γ.
  public var margin = 1.0

  /// β 2, γ 1.
  public init() {}
  /// Pairs.
  public var unit: LossUnit { .pair }

  /// The loss of each pair.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let (chosen, rejected) = tape.pairMeans(input)
    let margins = tape.affine(
      tape.difference(chosen, rejected), scale: Float(beta), shift: -Float(margin))
    return TermOutput(
      tape.softplus(tape.negated(margins)), metrics: Self.metrics(margins.value.values))
  }

  /// The share of pairs with a positive margin, and the mean margin.
  static func metrics(_ margins: [Float]) -> [String: Metric] {
    let right = margins.reduce(0.0) { $0 + ($1 > 0 ? 1 : 0) }
    let sum = margins.reduce(0.0) { $0 + Double($1) }
    return [
      "pair_accuracy": .mean(sum: right, count: Double(margins.count)),
      "pair_margin": .mean(sum: sum, count: Double(margins.count)),
    ]
  }

  /// β positive.
  public func validate() throws {
    try require(beta, in: 1e-9...1e9, "beta")
    try require(margin, in: 0...1e9, "margin")
  }
}

extension Tape {
  /// Mean log-probabilities of the chosen and of the rejected responses.
  func pairMeans(_ input: LossInput) -> (chosen: Variable, rejected: Variable) {
    let means = sequenceMeans(input.policy, input)
    func at(_ sequence: Int) -> Int { min(input.offsets[sequence], input.mask.count - 1) }
    return (
      gather(means, input.pairs.map { at($0.chosen) }),
      gather(means, input.pairs.map { at($0.rejected) })
    )
  }
}
