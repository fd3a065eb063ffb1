import Experience
import Support
import Tensors

/// The clipped surrogate whose gain is shared with the most probable candidates, and whose penalty is larger on the most probable one,
/// at tokens of high entropy.
///
/// ```
/// A > 0, H_t high:  ρ' has the value of ρ and the gradient ρ·((1 − α)∇ℓ_t + (α/K) Σ_k ∇log π(k)), k the K most probable tokens
/// A < 0, H_t high and the token the most probable one:  A' = λ·A
/// ```
///
/// High means above the quantile of the entropies of the same response.
public struct AsymmetricCandidates: LossTerm {
  public static let kind = "asymmetric-candidates"
  /// SimKO.
  public static let aliases = ["simko"]
  public static let ids = ["loss.simko"]
  public static let summary =
    "The clipped surrogate that shares gains with likely tokens and punishes the likeliest more."
  public static let source = Source(
    "Peng et al. 2025, arXiv:2510.14807, section 4; constants of its code: K 3, α 0.01, τ 0.8, λ 1.1"
  )
  public static let assumptions =
    "What concentrates probability on one candidate loses pass@k; right and wrong are the signs of the advantage."

  /// K.
  public var candidates = 3
  /// α.
  public var share = 0.01
  /// The quantile of a response's entropies above which a token counts.
  public var quantile = 0.8
  /// λ.
  public var penalty = 1.1
  /// ε_low.
  public var clipLow = 0.2
  /// ε_high.
  public var clipHigh = 0.2

  /// The constants of the paper's code.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case candidates, share, quantile, penalty
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
  }

  /// With the usual share, and with a large one.
  public static var examples: [AsymmetricCandidates] {
    var large = AsymmetricCandidates()
    (large.share, large.candidates, large.quantile) = (0.5, 2, 0.3)
    return [AsymmetricCandidates(), large]
  }

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// The most probable tokens.
  public var candidateCount: Int? { candidates }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }
  /// Its gradient is shared.
  public var isSurrogate: Bool { false }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    guard let likely = input.candidates[candidates], let entropies = input.entropies else {
      preconditionFailure("the \(candidates) most probable tokens were not asked for")
    }
    let isHigh = high(entropies.value.values, input)
    let shares = input.advantages.indices.map { t in
      isHigh[t] && input.advantages[t] > 0 ? Float(share) : 0
    }
    let detached = tape.constant(input.detached)
    // Both differences are 0 in value: they carry the gradient.
    let own = tape.product(
      tape.difference(input.policy, detached), tape.constant(shares.map { 1 - $0 }))
    let others = tape.product(
      tape.difference(likely.mean, tape.constant(likely.held)), tape.constant(shares))
    let ratio = tape.exp(
      tape.sum(tape.logRatio(detached, input.column(.proximal)), tape.sum(own, others)))
    let advantages = input.advantages.indices.map { t in
      let isPunished = isHigh[t] && input.advantages[t] < 0 && likely.isMost[t]
      return isPunished ? Float(penalty) * input.advantages[t] : input.advantages[t]
    }
    return ClipRange(low: clipLow, high: clipHigh).loss(ratio, advantages, input.mask, on: tape)
  }

  /// Whether the entropy of each token is above the quantile of its response.
  private func high(_ entropies: [Float], _ input: LossInput) -> [Bool] {
    var isHigh = entropies.map { _ in false }
    for (start, end) in zip(input.offsets, input.offsets.dropFirst()) {
      let own = (start..<end).filter { input.mask[$0] != 0 }.map { Double(entropies[$0]) }
      guard !own.isEmpty else { continue }
      var quantiles = HighEntropy()
      quantiles.share = max(1e-9, 1 - quantile)
      let threshold = quantiles.threshold(own)
      for t in start..<end { isHigh[t] = Double(entropies[t]) > threshold }
    }
    return isHigh
  }

  /// Tokens, shares, a factor.
  public func validate() throws {
    try require(candidates, atLeast: 1, atMost: 1000, "candidates")
    try require(share, in: 0...1, "share")
    try require(quantile, in: 0...1, "quantile")
    try require(penalty, in: 0...1e6, "penalty")
    try require(clipLow, in: 0...1, "clip_low")
    try require(clipHigh, in: 0...(.infinity), "clip_high")
  }
}

/// The most probable tokens at each position.
public struct LikelyTokens {
  /// The mean of their log-probabilities, `[M]`.
  public var mean: Variable
  /// The same as numbers, through which no gradient flows.
  public var held: [Float]
  /// Whether the token that was drawn is the most probable one.
  public var isMost: [Bool]

  /// From their parts.
  public init(mean: Variable, held: [Float]? = nil, isMost: [Bool]) {
    self.mean = mean
    self.held = held ?? mean.value.values
    self.isMost = isMost
  }
}
