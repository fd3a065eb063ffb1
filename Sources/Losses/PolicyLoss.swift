import Experience
import Support
import Tensors

/// What a policy loss works on: one number a response token, packed, `[M]`.
public struct PolicyLossInput {
  /// Log-probabilities under the parameters being updated (ℓ), nats.
  public var policyLogprobs: Variable
  /// Log-probabilities before the update (ℓold), nats; no gradient flows into it.
  public var proximalLogprobs: Variable
  /// Log-probabilities under the frozen reference (ℓref), nats; present when a regularizer needs it.
  public var referenceLogprobs: Variable?
  /// Entropy of the policy at each position, nats.
  public var entropies: Variable
  /// Advantages; no gradient flows into it.
  public var advantages: [Float]
  /// 1 on tokens that are trained on.
  public var mask: [Float]
  /// Where each sequence's response tokens start, and M at the end.
  public var offsets: [Int]

  /// An input from its parts.
  ///
  /// - Precondition: all vectors have as many elements.
  public init(
    policyLogprobs: Variable, proximalLogprobs: Variable, referenceLogprobs: Variable? = nil,
    entropies: Variable, advantages: [Float], mask: [Float], offsets: [Int]
  ) {
    let m = policyLogprobs.value.count
    precondition(
      proximalLogprobs.value.count == m && entropies.value.count == m && advantages.count == m
        && mask.count == m && offsets.last == m,
      "vectors of \(m), \(proximalLogprobs.value.count), \(advantages.count), \(mask.count)")
    self.policyLogprobs = policyLogprobs
    self.proximalLogprobs = proximalLogprobs
    self.referenceLogprobs = referenceLogprobs
    self.entropies = entropies
    self.advantages = advantages
    self.mask = mask
    self.offsets = offsets
  }
}

/// A per-token loss and what there is to say about it.
public struct PolicyLossOutput {
  /// The loss of each token, `[M]`, before aggregation.
  public var perToken: Variable
  /// Masked tokens on which the lower clip acts: ρ < 1 − ε with a negative advantage.
  public var clippedLow: Int
  /// Masked tokens on which the upper clip acts: ρ > 1 + ε with a positive advantage.
  public var clippedHigh: Int

  /// An output; no clipping unless given.
  public init(perToken: Variable, clippedLow: Int = 0, clippedHigh: Int = 0) {
    self.perToken = perToken
    self.clippedLow = clippedLow
    self.clippedHigh = clippedHigh
  }
}

/// Log-probabilities and advantages → a differentiable loss a token.
public protocol PolicyLoss: Component {
  /// The loss of each token.
  func perToken(_ input: PolicyLossInput, on tape: Tape) -> PolicyLossOutput
}

extension PolicyLoss {
  /// The line of the catalogue.
  public static var entry: Entry<any PolicyLoss> { Entry(Self.self) }
}

/// The policy losses.
public enum LossCatalogue: Catalogue {
  /// "loss".
  public static let noun = "loss"
  /// All losses, alphabetically.
  public static let all: [Entry<any PolicyLoss>] = [
    Clipped.entry,
    PolicyGradient.entry,
  ]
}
