import Experience
import Support
import Tensors

/// How far a token's log-probability has moved from that before the update: `|ℓ − ℓ_old|`.
///
/// With the weight `covariance` of rule `top` it is the penalty of KL-Cov.
public struct ProximalDistance: LossTerm {
  public static let kind = "proximal-distance"
  public static let ids = ["ent.kl_cov"]
  public static let summary = "How far a log-probability has moved since the batch was sampled."
  public static let source = Source("Cui et al. 2025, arXiv:2505.22617, eq. 14 (KL-Cov)")
  public static let assumptions = "Several updates a batch: before the first one the distance is 0."

  /// No settings.
  public init() {}
  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }

  /// The distance of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let d = tape.difference(input.policy, tape.constant(input.column(.proximal)))
    // At 0 the slope is 0, half of one and half of the other.
    let signs = zip(input.detached, input.column(.proximal)).map { now, before -> Float in
      now > before ? 1 : now < before ? -1 : 0
    }
    return TermOutput(tape.product(d, tape.constant(signs)))
  }
}
