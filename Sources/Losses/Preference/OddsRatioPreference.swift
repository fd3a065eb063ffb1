import Experience
import Support
import Tensors

/// Preference optimization by the odds of mean probabilities, without a reference; meant beside cross-entropy of the chosen.
///
/// ```
/// loss = −log σ(log odds(p_w) − log odds(p_l)),   p = exp(mean_t ℓ_t),   odds(p) = p/(1 − p)
/// ```
public struct OddsRatioPreference: LossTerm {
  public static let kind = "orpo"
  public static let ids = ["off.optim"]
  public static let summary = "Preference optimization by the odds of mean probabilities."
  public static let source = Source("Hong et al. 2024, arXiv:2403.07691, eq. 7")
  public static let assumptions = "A term nll beside it keeps the chosen response likely."

  /// No settings.
  public init() {}
  /// Pairs.
  public var unit: LossUnit { .pair }

  /// The loss of each pair.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let (chosen, rejected) = tape.pairMeans(input)
    let margins = tape.difference(tape.logOdds(chosen), tape.logOdds(rejected))
    return TermOutput(
      tape.softplus(tape.negated(margins)), metrics: SimplePreference.metrics(margins.value.values))
  }
}
