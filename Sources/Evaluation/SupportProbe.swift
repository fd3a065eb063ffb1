import Experience
import Rollouts

/// The exact probability that a model gives the strictly right response.
///
/// ```
/// p_i = exp Σ_t log π(y*_t | x, y*_<t)
/// ```
///
/// Exact where the strictly right response is unique, a lower bound elsewhere. It has no sampling floor: an
/// item with p = 10⁻⁹ is measured, not "unsupported".
public enum SupportProbe {
  /// `log p_i` of every problem's gold response at the engine's temperature, without filters, nats.
  public static func logProbabilities(
    of problems: [Problem], under engine: RolloutEngine
  ) throws -> [Double] {
    try engine.logProbability(
      of: problems.map { ($0.prompt, $0.gold) },
      temperature: engine.decoding.temperature > 0 ? Float(engine.decoding.temperature) : 1)
  }
}
