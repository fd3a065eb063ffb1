import Experience
import Support
import Tensors

/// The advantage times the geometric mean of a sequence's ratios, each clipped on the side that would gain.
///
/// ```
/// loss_t = −A_t·exp(mean_s x_s),   x_s = min(log ρ_s, ε) where A_s > 0, max(log ρ_s, −ε) where A_s < 0
/// ```
///
/// Take the aggregation `seq-mean-token-mean`, so that every sequence counts once.
public struct GeometricMean: LossTerm {
  public static let kind = "geometric-mean"
  /// GMPO.
  public static let aliases = ["gmpo"]
  public static let ids = ["loss.gmpo"]
  public static let summary =
    "The advantage times the geometric mean of a sequence's clipped ratios."
  public static let source = Source("Zhao et al. 2025, arXiv:2507.20673, eq. 4")
  public static let assumptions =
    "Use seq-mean-token-mean; tokens of a sequence share an advantage."

  /// The width below, of log-ratios.
  public var clipLow = 0.4
  /// The width above.
  public var clipHigh = 0.4

  /// ±0.4.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
  }

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }
  /// Its gradient is spread over the sequence.
  public var isSurrogate: Bool { false }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let logs = tape.logRatio(input.policy, input.column(.proximal))
    let (low, high) = (Float(-clipLow), Float(clipHigh))
    let bounds = input.advantages.map { $0 > 0 ? high : Float(20) }
    let floors = input.advantages.map { $0 < 0 ? low : Float(-20) }
    let clipped = tape.maximum(
      tape.minimum(logs, tape.constant(bounds)), tape.constant(floors))
    var (clippedLow, clippedHigh, tokens) = (0.0, 0.0, 0.0)
    for i in input.mask.indices where input.mask[i] != 0 {
      tokens += 1
      if logs.value.pointer[i] < floors[i] { clippedLow += 1 }
      if logs.value.pointer[i] > bounds[i] { clippedHigh += 1 }
    }
    let ratio = tape.exp(tape.sequenceMeans(clipped, input))
    return TermOutput(
      tape.negated(tape.product(ratio, tape.constant(input.advantages))),
      metrics: [
        "clip_frac_low": .mean(sum: clippedLow, count: tokens),
        "clip_frac_high": .mean(sum: clippedHigh, count: tokens),
      ])
  }

  /// Widths below the limit of log-ratios.
  public func validate() throws {
    try require(clipLow, in: 0...20, "clip_low")
    try require(clipHigh, in: 0...20, "clip_high")
  }
}
