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
  public static let ids = ["off.tis_token", "off.tis_seq", "off.normalise", "off.decoupled"]
  public static let summary =
    "Importance weights of the trainer's over the sampler's policy, truncated at a cap."
  public static let source = Source(
    "Yao et al. 2025, \"Your efficient RL framework secretly brings you off-policy RL training\"; Espeholt et al. 2018, arXiv:1802.01561, eq. 1"
  )

  /// What has one ratio.
  public var level: Level
  /// C.
  public var cap: Double
  /// Whether weights are divided by their mean over the batch's tokens.
  public var normalizes = false

  /// Of tokens, at most 2.
  public init() { self.init(level: .token, cap: 2) }
  /// With settings.
  public init(level: Level, cap: Double, normalizes: Bool = false) {
    self.level = level
    self.cap = cap
    self.normalizes = normalizes
  }

  /// Of tokens and of sequences.
  public static let examples = [
    TruncatedImportance(), TruncatedImportance(level: .sequence, cap: 5),
    TruncatedImportance(level: .token, cap: 2, normalizes: true),
  ]

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// Unless it is divided by the batch's mean.
  public var isLocal: Bool { !normalizes }
  /// It stays.
  public var masks: Bool { false }

  /// The weights; 1 on tokens that the policy did not draw.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    let found = each(groups) { trajectory in
      // A completion that nobody learns from has no columns.
      guard isLocal || trajectory.columns[.proximal] != nil else {
        return trajectory.origins.map { _ in 1 }
      }
      let logs = trajectory.behaviorLogRatios
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
    guard normalizes else { return found }
    var (sum, count) = (0.0, 0.0)
    for (group, weights) in zip(groups, found) {
      for (trajectory, weights) in zip(group.trajectories, weights)
      where trajectory.columns[.proximal] != nil {
        for (weight, origin) in zip(weights, trajectory.origins) where origin == .policy {
          sum += Double(weight)
          count += 1
        }
      }
    }
    guard sum > 0 else { return found }
    return found.map { $0.map { $0.map { Float(Double($0) * count / sum) } } }
  }

  /// C positive.
  public func validate() throws {
    try require(cap > 0 && cap.isFinite, "cap", cap, "a finite number above 0")
  }
}
