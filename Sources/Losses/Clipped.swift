import Experience
import Support
import Tensors

/// The clipped surrogate objective of PPO and GRPO.
///
/// ```
/// loss = −min(ρ·A, clip(ρ, 1−ε_low, 1+ε_high)·A),   ρ = exp(policy − proximal)
/// ```
///
/// - Deviation: separate lower and upper clip widths, as in DAPO (arXiv:2503.14476); the log-ratio is
///   limited to ±20 before the exponential.
public struct Clipped: LossTerm {
  public static let kind = "clipped"
  /// PPO, GRPO, DAPO.
  public static let aliases = ["ppo-clip", "ppo", "grpo"]
  public static let summary = "The clipped surrogate objective."
  public static let source = Source("Schulman et al. 2017, arXiv:1707.06347, eq. 7")

  /// ε_low.
  public var clipLow: Double
  /// ε_high.
  public var clipHigh: Double

  /// 0.2 on both sides.
  public init() { self.init(clipLow: 0.2, clipHigh: 0.2) }

  /// With clip widths.
  public init(clipLow: Double, clipHigh: Double) {
    self.clipLow = clipLow
    self.clipHigh = clipHigh
  }

  private enum CodingKeys: String, CodingKey {
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
  }

  /// With other widths.
  public static let examples = [
    Clipped(), Clipped(clipLow: 0.2, clipHigh: 0.28), Clipped(clipLow: 0.01, clipHigh: 0.01),
  ]

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let (low, high) = (Float(1 - clipLow), Float(1 + clipHigh))
    let ratio = tape.ratio(input.policy, input.column(.proximal))
    let advantages = tape.constant(input.advantages)
    let surrogate = tape.minimum(
      tape.product(ratio, advantages), tape.product(tape.clamp(ratio, low, high), advantages))
    var (clippedLow, clippedHigh, tokens) = (0.0, 0.0, 0.0)
    for i in input.mask.indices where input.mask[i] != 0 {
      let (r, a) = (ratio.value.pointer[i], input.advantages[i])
      tokens += 1
      if r < low && a < 0 { clippedLow += 1 }
      if r > high && a > 0 { clippedHigh += 1 }
    }
    return TermOutput(
      tape.negated(surrogate),
      metrics: [
        "clip_frac_low": .mean(sum: clippedLow, count: tokens),
        "clip_frac_high": .mean(sum: clippedHigh, count: tokens),
      ])
  }

  /// ε_low in [0, 1], ε_high at least 0.
  public func validate() throws {
    try require(clipLow, in: 0...1, "clip_low")
    try require(clipHigh, in: 0...(.infinity), "clip_high")
  }
}

extension Tape {
  /// `exp(policy − other)` of each token, the difference limited to ±20; no gradient flows into `other`.
  func ratio(_ policy: Variable, _ other: [Float]) -> Variable {
    exp(clamp(difference(policy, constant(other)), -20, 20))
  }
}
