import Support

/// How far the policy that sampled is from the one that is trained, over tokens before the first update.
///
/// Both at the sampling temperature and without filters, so that what is left is rounding, the precision of the weights
/// that sample, and staleness. With w = π_trainer/π_sampler of a token, the effective sample size is (Σw)²/Σw² as a
/// share of the tokens.
struct SamplerMismatch: Sendable, Codable {
  private var tokens = 0.0
  private var sum = 0.0
  private var weights = 0.0
  private var squares = 0.0
  /// The largest difference of log-probabilities, nats.
  private(set) var largest = 0.0

  /// Adds a token by its two log-probabilities, nats.
  mutating func add(trainer: Float, sampler: Float) {
    let difference = Double(trainer) - Double(sampler)
    let weight = PortableMath.exp(difference)
    tokens += 1
    sum += abs(difference)
    weights += weight
    squares += weight * weight
    largest = max(largest, abs(difference))
  }

  /// Adds the tokens of another part.
  mutating func add(_ other: SamplerMismatch) {
    tokens += other.tokens
    sum += other.sum
    weights += other.weights
    squares += other.squares
    largest = max(largest, other.largest)
  }

  /// Whether any token was compared.
  var isMeasured: Bool { tokens > 0 }
  /// The mean absolute difference of log-probabilities, nats.
  var mean: Double { sum / tokens }
  /// The effective sample size as a share of the tokens, in (0, 1].
  var effectiveShare: Double { weights * weights / (squares * tokens) }
}
