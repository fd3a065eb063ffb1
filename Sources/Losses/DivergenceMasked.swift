import Experience
import Support
import Tensors

/// The importance-weighted policy gradient without the tokens whose probability has moved too far in the direction that it pushes.
///
/// ```
/// loss = −A·sg(min(ρ, 20))·ℓ·valid
/// tv:  invalid if A > 0 and π − π_old > δ_high, or A ≤ 0 and π − π_old < −δ_low
/// kl:  invalid if the binary KL(π_old‖π) > δ and π is beyond π_old on the side that A pushes to
/// ```
public struct DivergenceMasked: LossTerm {
  /// How far a probability has moved.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// The difference.
    case totalVariation = "tv"
    /// The divergence of two coins.
    case binaryKL = "kl"
  }

  public static let kind = "divergence-masked"
  /// DPPO.
  public static let aliases = ["dppo"]
  public static let ids = ["loss.dppo_tv", "loss.dppo_kl"]
  public static let summary =
    "The policy gradient without tokens whose probability has moved too far already."
  public static let source = Source("Qi et al. 2026, arXiv:2602.04879, section 4")
  public static let assumptions =
    "What matters is how far a probability moves, not its ratio: rare tokens may change by much."

  /// How far a probability has moved.
  public var measure: Measure
  /// δ_low.
  public var low: Double
  /// δ_high.
  public var high: Double

  /// Differences of 0.2.
  public init() { self.init(.totalVariation) }
  /// With a measure and its usual limit.
  public init(_ measure: Measure) {
    self.measure = measure
    low = measure == .totalVariation ? 0.2 : 0.05
    high = low
  }

  /// Both measures.
  public static let examples = Measure.allCases.map { DivergenceMasked($0) }

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// Whether a token still counts.
  public func isValid(now: Double, before: Double, advantage: Double) -> Bool {
    let moved = now - before
    let isAway = advantage > 0 ? moved > 0 : moved < 0
    let limit = advantage > 0 ? high : low
    switch measure {
    case .totalVariation: return !(isAway && abs(moved) > limit)
    case .binaryKL: return !(isAway && Self.binaryKL(before, now) > limit)
    }
  }

  /// KL between coins, nats; probabilities are kept 1e-12 away from 0 and 1.
  public static func binaryKL(_ p: Double, _ q: Double) -> Double {
    let (p, q) = (min(max(p, 1e-12), 1 - 1e-12), min(max(q, 1e-12), 1 - 1e-12))
    return p * PortableMath.log(p / q) + (1 - p) * PortableMath.log((1 - p) / (1 - q))
  }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let proximal = input.column(.proximal)
    var (masked, tokens) = (0.0, 0.0)
    let factors = input.detached.indices.map { t -> Float in
      let (now, before) = (Double(input.detached[t]), Double(proximal[t]))
      let valid = isValid(
        now: PortableMath.exp(min(0, now)), before: PortableMath.exp(min(0, before)),
        advantage: Double(input.advantages[t]))
      if input.mask[t] != 0 {
        tokens += 1
        if !valid { masked += 1 }
      }
      let ratio = min(PortableMath.exp(min(max(now - before, -20), 20)), 20)
      return valid ? Float(ratio) * input.advantages[t] : 0
    }
    return TermOutput(
      tape.negated(tape.product(tape.constant(factors), input.policy)),
      metrics: ["divergence_masked": .mean(sum: masked, count: tokens)])
  }

  /// Limits of at least 0.
  public func validate() throws {
    try require(low, in: 0...100, "low")
    try require(high, in: 0...100, "high")
  }
}
