import Experience
import Support
import Tensors

/// The clipped surrogate with advantage 1 on every token of a demonstration: `loss = −min(ρ, clip(ρ, 1−ε_low, 1+ε_high))`.
///
/// It clips only with more than one update a batch.
public struct ProximalFineTuning: LossTerm {
  public static let kind = "proximal-sft"
  public static let aliases = ["psft"]
  public static let ids = ["sft.psft"]
  public static let summary = "The clipped surrogate with advantage 1 on demonstrations."
  public static let source = Source("Zhu et al. 2025, arXiv:2508.17784, eq. 6")
  public static let assumptions =
    "Several updates a batch: with one the ratio is 1 and nothing is clipped."

  /// ε_low.
  public var clipLow = 0.2
  /// ε_high.
  public var clipHigh = 0.28

  /// The paper's widths.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
  }

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    ClipRange(low: clipLow, high: clipHigh).loss(
      tape.ratio(input.policy, input.column(.proximal)), input.mask.map { _ in 1 }, input.mask,
      on: tape)
  }

  /// ε_low in [0, 1], ε_high at least 0.
  public func validate() throws {
    try require(clipLow, in: 0...1, "clip_low")
    try require(clipHigh, in: 0...(.infinity), "clip_high")
  }
}
