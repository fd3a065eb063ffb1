import Experience
import Support

/// Leaves out tokens or completions on which the sampler and the trainer disagree too much, by k3 of their ratio.
///
/// ```
/// k3 = w − 1 − log w;   left out where k3, or its mean over the completion's tokens, is above the threshold
/// ```
public struct DivergenceRejection: TokenWeight {
  /// What is left out.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// Single tokens.
    case token
    /// Whole completions.
    case sequence
  }

  public static let kind = "divergence-rejection"
  public static let ids = ["off.k3_rs"]
  public static let summary = "Leaves out what the sampler and the trainer disagree on, by k3."
  public static let source = Source(
    "Schulman 2020, \"Approximating KL divergence\" (k3); verl, rollout correction (rejection)")
  public static let assumptions = "What is left out leaves the normalizer of the loss, too."

  /// What is left out.
  public var level = Level.sequence
  /// The largest k3 that counts.
  public var threshold = 0.01

  /// Completions, 0.01.
  public init() {}
  /// A level.
  public init(_ level: Level) { self.level = level }
  /// Both.
  public static let examples = Level.allCases.map { DivergenceRejection($0) }

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is.
  public var isLocal: Bool { true }
  /// It does.
  public var masks: Bool { true }

  /// 1 where they agree.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      let divergences = trajectory.behaviorLogRatios.map { log in
        let log = min(max(log, -20), 20)
        return PortableMath.exp(log) - 1 - log
      }
      guard level == .sequence else { return divergences.map { $0 > threshold ? 0 : 1 } }
      let mean = divergences.reduce(0, +) / Double(max(1, trajectory.policyTokens))
      return divergences.map { _ in mean > threshold ? 0 : 1 }
    }
  }

  /// A threshold of at least 0.
  public func validate() throws { try require(threshold, in: 0...1e9, "threshold") }
}
