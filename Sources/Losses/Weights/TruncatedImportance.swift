import Experience
import Support

/// Truncated importance weights for what the sampler's distribution and the trainer's differ by.
///
/// ```
/// token:     w_t = min(exp(proximal_t − behaviour_t), C)
/// sequence:  w = min(exp Σ_t (proximal_t − behaviour_t), C), the same for all its tokens
/// ```
///
/// They correct precision, filters and staleness; 1 where the policy that samples is the one that is trained.
public struct TruncatedImportance: TokenWeight {
  /// What has one ratio.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// Every token.
    case token
    /// Every completion, its tokens' product.
    case sequence
  }

  public static let kind = "truncated-importance"
  /// TIS.
  public static let aliases = ["tis"]
  public static let summary =
    "Importance weights of the trainer's over the sampler's policy, truncated at a cap."
  public static let source = Source(
    "Yao et al. 2025, \"Your efficient RL framework secretly brings you off-policy RL training\"; Espeholt et al. 2018, arXiv:1802.01561, eq. 1"
  )

  /// What has one ratio.
  public var level: Level
  /// C.
  public var cap: Double

  /// Of tokens, at most 2.
  public init() { self.init(level: .token, cap: 2) }
  /// With settings.
  public init(level: Level, cap: Double) {
    self.level = level
    self.cap = cap
  }

  /// Of tokens and of sequences.
  public static let examples = [
    TruncatedImportance(), TruncatedImportance(level: .sequence, cap: 5),
  ]

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is.
  public var isLocal: Bool { true }
  /// It stays.
  public var masks: Bool { false }

  /// The weights; 1 on tokens that the policy did not draw.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      guard let proximal = trajectory.columns[.proximal] else {
        preconditionFailure("the proximal log-probabilities are missing")
      }
      let logs = trajectory.origins.indices.map { t in
        trajectory.origins[t] == .policy
          ? Double(proximal[t]) - Double(trajectory.behaviorLogprobs[t]) : 0
      }
      func weight(_ log: Double) -> Float {
        Float(min(PortableMath.exp(min(max(log, -20), 20)), cap))
      }
      switch level {
      case .token: return logs.map(weight)
      case .sequence:
        let whole = weight(logs.reduce(0, +))
        return logs.map { _ in whole }
      }
    }
  }

  /// C positive.
  public func validate() throws {
    try require(cap > 0 && cap.isFinite, "cap", cap, "a finite number above 0")
  }
}
