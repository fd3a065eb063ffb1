import Experience
import Support
import Tensors

/// The squared error of a critic, clipped around its values before the update.
///
/// ```
/// loss = ½·max((V − R)², (clip(V, V_old − ε, V_old + ε) − R)²)
/// ```
///
/// - Deviation: ε = 0 clips nothing.
public struct ValueLoss: LossTerm {
  public static let kind = "value"
  public static let ids = ["critic.value_loss"]
  public static let summary =
    "The squared error of a critic, clipped around its values before the update."
  public static let source = Source(
    "Schulman et al. 2016, arXiv:1506.02438, eq. 28; the clipping is of github.com/openai/baselines, ppo2 (2017)"
  )

  /// ε; 0 clips nothing.
  public var clip: Double

  /// 0.2.
  public init() { self.init(clip: 0.2) }
  /// With a clip width.
  public init(clip: Double) { self.clip = clip }

  /// With and without clipping.
  public static let examples = [ValueLoss(), ValueLoss(clip: 0)]

  /// The critic's values before its update.
  public var needs: Set<Column> { [.values] }

  /// The loss of each token; reports how much of the returns' variance is explained.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    guard let values = input.values else { preconditionFailure("a policy has no values") }
    let returns = tape.constant(input.returns)
    let error = tape.difference(values, returns)
    var squared = tape.product(error, error)
    var (clipped, tokens, errors) = (0.0, 0.0, 0.0)
    let old = input.column(.values)
    if clip > 0 {
      let anchor = tape.constant(old)
      let near = tape.sum(
        anchor, tape.clamp(tape.difference(values, anchor), -Float(clip), Float(clip)))
      let clippedError = tape.difference(near, returns)
      squared = tape.maximum(squared, tape.product(clippedError, clippedError))
    }
    for i in input.mask.indices where input.mask[i] != 0 {
      let value = values.value.pointer[i]
      tokens += 1
      errors += Double(value - input.returns[i]) * Double(value - input.returns[i])
      if clip > 0, abs(value - old[i]) > Float(clip) { clipped += 1 }
    }
    return TermOutput(
      tape.affine(squared, scale: 0.5),
      metrics: [
        "value_error": .mean(sum: errors, count: tokens),
        "value_clip_frac": .mean(sum: clipped, count: tokens),
      ])
  }

  /// ε at least 0.
  public func validate() throws { try require(clip, in: 0...(.infinity), "clip") }
}
