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
public struct Clipped: PolicyLoss {
  /// `clipped`.
  public static let kind = "clipped"
  /// PPO, GRPO, DAPO.
  public static let aliases = ["ppo-clip", "ppo", "grpo"]
  /// One sentence.
  public static let summary = "The clipped surrogate objective."
  /// The paper.
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

  /// The loss of each token.
  public func perToken(_ input: PolicyLossInput, on tape: Tape) -> PolicyLossOutput {
    let (low, high) = (Float(1 - clipLow), Float(1 + clipHigh))
    let proximal = tape.detached(input.proximalLogprobs)
    let logRatio = tape.clamp(tape.difference(input.policyLogprobs, proximal), -20, 20)
    let ratio = tape.exp(logRatio)
    let advantages = tape.constant(input.advantages)
    let surrogate = tape.minimum(
      tape.product(ratio, advantages), tape.product(tape.clamp(ratio, low, high), advantages))
    var output = PolicyLossOutput(perToken: tape.negated(surrogate))
    for i in input.mask.indices where input.mask[i] != 0 {
      let (r, a) = (ratio.value.pointer[i], input.advantages[i])
      if r < low && a < 0 { output.clippedLow += 1 }
      if r > high && a > 0 { output.clippedHigh += 1 }
    }
    return output
  }
}
