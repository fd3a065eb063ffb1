import Experience
import Support

/// How unsure the policy is of a token: most at probability ½, nothing at 0 and 1.
///
/// ```
/// φ_t = p_t(1 − p_t),   p the policy's probability before the update
/// ```
///
/// On demonstrations it keeps what is known already, and what is far away, from taking over.
public struct Uncertainty: TokenWeight {
  public static let kind = "uncertainty"
  /// CHORD's φ.
  public static let aliases = ["chord"]
  public static let ids = ["off.mix"]
  public static let summary = "How unsure the policy is of a token: p(1 − p)."
  public static let source = Source("Zhang et al. 2025, arXiv:2508.11408, eq. 8")
  public static let assumptions = "Demonstrations are useful where the policy is undecided."

  /// No settings.
  public init() {}
  /// The policy's log-probabilities before the update.
  public var needs: Set<Column> { [.proximal] }
  /// It is.
  public var isLocal: Bool { true }
  /// It stays.
  public var masks: Bool { false }

  /// The weights.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      guard let proximal = trajectory.columns[.proximal] else {
        preconditionFailure("the proximal log-probabilities are missing")
      }
      return proximal.map { log in
        let p = PortableMath.exp(Double(min(0, log)))
        return Float(p * (1 - p))
      }
    }
  }
}
