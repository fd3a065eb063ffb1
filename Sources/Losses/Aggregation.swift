/// How per-token losses become a scalar.
///
/// Every rule is a weighted sum `Σ w·x` whose weights depend on the masks of the *whole* batch, so any split
/// into shards gives the same result.
///
/// - Source: verl, `verl/trainer/ppo/core_algos.py::agg_loss`; Liu et al. 2025, arXiv:2503.20783 (constant
///   normalizer).
public enum Aggregation: String, Codable, Sendable, CaseIterable {
  /// `Σ x·m / Σ m` over the whole batch.
  case tokenMean = "token-mean"
  /// `Σ x·m`.
  case tokenSum = "token-sum"
  /// The mean over sequences (with at least one token) of each one's token mean.
  case sequenceMeanTokenMean = "seq-mean-token-mean"
  /// The mean over all sequences of each one's token sum.
  case sequenceMeanTokenSum = "seq-mean-token-sum"
  /// `Σ x·m / (B·W)` with a constant W, the response cap.
  case sequenceMeanTokenSumNorm = "seq-mean-token-sum-norm"

  /// Its name in the index of methods.
  public var id: String {
    switch self {
    case .tokenMean: "token_mean"
    case .tokenSum: "token_sum"
    case .sequenceMeanTokenMean: "seq_mean_token_mean"
    case .sequenceMeanTokenSum: "seq_mean_token_sum"
    case .sequenceMeanTokenSumNorm: "seq_mean_token_sum_norm"
    }
  }

  /// What it is, in a sentence.
  public var summary: String {
    switch self {
    case .tokenMean: "Every token of the batch counts once: DAPO, VAPO."
    case .tokenSum: "The sum over tokens: the step grows with the batch."
    case .sequenceMeanTokenMean: "Every sequence counts once: GRPO as first published, GSPO."
    case .sequenceMeanTokenSum: "The mean over sequences of their sums: REINFORCE, RLOO."
    case .sequenceMeanTokenSumNorm: "Sums over a constant, the response cap W: Dr. GRPO."
    }
  }

  /// How numbers x of tokens become a scalar; m is the mask, L the tokens of a sequence, B the sequences.
  public var formula: String {
    switch self {
    case .tokenMean: "Σ x·m / Σ m"
    case .tokenSum: "Σ x·m"
    case .sequenceMeanTokenMean: "(1/B') Σ_i (Σ_t x·m / L_i), B' the sequences with a token"
    case .sequenceMeanTokenSum: "(1/B) Σ_i Σ_t x·m"
    case .sequenceMeanTokenSumNorm: "Σ x·m / (B·W)"
    }
  }

  /// The weight of every token, by sequence; 0 where the mask is 0.
  ///
  /// - Parameters:
  ///   - masks: one mask a sequence, of the whole batch.
  ///   - width: W of `seq-mean-token-sum-norm`, in tokens.
  public func weights(masks: [[Float]], width: Int) -> [[Float]] {
    let counts = masks.map { $0.reduce(0) { $0 + Double($1) } }
    let tokens = counts.reduce(0, +)
    let sequences = Double(masks.count)
    let live = Double(counts.count { $0 > 0 })
    guard tokens > 0 else { return masks.map { $0.map { _ in 0 } } }
    return zip(masks, counts).map { mask, count in
      let weight: Double
      switch self {
      case .tokenMean: weight = 1 / tokens
      case .tokenSum: weight = 1
      case .sequenceMeanTokenMean: weight = count > 0 ? 1 / (live * count) : 0
      case .sequenceMeanTokenSum: weight = 1 / sequences
      case .sequenceMeanTokenSumNorm: weight = 1 / (sequences * Double(width))
      }
      return mask.map { Float(Double($0) * weight) }
    }
  }
}
