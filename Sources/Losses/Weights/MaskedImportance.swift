import Experience
import Support

/// Importance weights that are 0 where they would be too small or too large.
///
/// ```
/// token:      w_t = exp(proximal_t − behavior_t), 0 outside [low, high]
/// sequence:   w = exp Σ_t (…), the product, for all tokens of the completion
/// geometric:  w = exp mean_t (…)
/// weighs: false   1 inside, 0 outside: rejected tokens leave the normalizer
/// ```
///
/// Products reject long completions by construction: 1.01^1000 is 20 959.
public struct MaskedImportance: TokenWeight {
  /// What has one ratio.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// Every token.
    case token
    /// Every completion, its tokens' product.
    case sequence
    /// Every completion, their geometric mean.
    case geometric
  }

  public static let kind = "masked-importance"
  /// Masked importance sampling, IcePop.
  public static let aliases = ["icepop", "mis"]
  public static let ids = ["off.mis_token", "off.mis_seq", "off.geo_rs", "off.mismatch"]
  public static let summary = "Importance weights that are 0 where they are too small or too large."
  public static let source = Source(
    "Ling Team 2025, arXiv:2510.18855, eq. 5 (IcePop); verl, rollout correction (rejection)")
  public static let assumptions =
    "What both policies agree on is not all that matters: masks bias towards it."

  /// What has one ratio.
  public var level: Level
  /// The least ratio that counts.
  public var low: Double
  /// The largest.
  public var high: Double
  /// Whether what is kept is weighed by its ratio.
  public var weighs = true

  /// Tokens, 0.5 to 5.
  public init() { self.init(.token, low: 0.5, high: 5) }
  /// With bounds.
  public init(_ level: Level, low: Double, high: Double, weighs: Bool = true) {
    self.level = level
    self.low = low
    self.high = high
    self.weighs = weighs
  }

  /// Of every level, weighing and rejecting.
  public static let examples = [
    MaskedImportance(), MaskedImportance(.sequence, low: 0, high: 3),
    MaskedImportance(.geometric, low: 0.99, high: 1.01, weighs: false),
  ]

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is.
  public var isLocal: Bool { true }
  /// Rejection does.
  public var masks: Bool { !weighs }

  /// The weights; 1 on tokens that the policy did not draw.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      let logs = trajectory.behaviorLogRatios
      func weight(_ log: Double) -> Float {
        let ratio = PortableMath.exp(min(max(log, -20), 20))
        return ratio < low || ratio > high ? 0 : weighs ? Float(ratio) : 1
      }
      let sum = logs.reduce(0, +)
      switch level {
      case .token: return logs.map(weight)
      case .sequence: return logs.map { _ in weight(sum) }
      case .geometric:
        let mean = sum / Double(max(1, trajectory.policyTokens))
        return logs.map { _ in weight(mean) }
      }
    }
  }

  /// Bounds in order.
  public func validate() throws {
    try require(low, in: 0...1, "low")
    try require(high, in: 1...1e9, "high")
  }
}

extension Trajectory {
  /// log w of each token: proximal minus behaviour, nats; 0 on tokens that the policy did not draw.
  ///
  /// - Precondition: the proximal log-probabilities are there.
  var behaviorLogRatios: [Double] {
    guard let proximal = columns[.proximal] else {
      preconditionFailure("the proximal log-probabilities are missing")
    }
    return origins.indices.map { t in
      origins[t] == .policy ? Double(proximal[t]) - Double(behaviorLogprobs[t]) : 0
    }
  }
}
