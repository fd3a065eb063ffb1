import Experience
import Support
import Tensors

/// The clipped surrogate objective of PPO and GRPO.
///
/// ```
/// loss = −min(ρ·A, clip(ρ, 1−ε_low, 1+ε_high)·A),   ρ = exp(policy − anchor)
/// dual clip c: where A < 0 the loss is at most −c·A
/// ```
///
/// - Deviation: separate lower and upper clip widths, as in DAPO (arXiv:2503.14476); the log-ratio is
///   limited to ±20 before the exponential.
public struct Clipped: LossTerm {
  /// What ratios are taken to.
  public enum Anchor: String, Codable, Sendable, CaseIterable {
    /// The policy before the update.
    case proximal
    /// The distribution that tokens were drawn from: one ratio corrects and is clipped, so that no weight may do so, too.
    case behavior
  }

  public static let kind = "clipped"
  /// PPO, GRPO, DAPO.
  public static let aliases = ["ppo-clip", "ppo", "grpo"]
  public static let ids = [
    "pg.ppo_clip", "pg.dual_clip", "loss.grpo", "loss.dapo", "loss.intellect2", "off.decoupled",
  ]
  public static let summary = "The clipped surrogate objective."
  public static let source = Source(
    "Schulman et al. 2017, arXiv:1707.06347, eq. 7; Ye et al. 2020, arXiv:1912.09729, eq. 3 (dual clip)"
  )
  public static let assumptions =
    "Updates stay near the anchor; a dual clip c acts as a two-sided clip of ratios at c does where A < 0."

  /// ε_low.
  public var clipLow: Double
  /// ε_high.
  public var clipHigh: Double
  /// c, the largest ratio that counts against a completion; 0 for no limit.
  public var dualClip = 0.0
  /// What ratios are taken to.
  public var anchor = Anchor.proximal

  /// 0.2 on both sides.
  public init() { self.init(clipLow: 0.2, clipHigh: 0.2) }

  /// With clip widths.
  public init(
    clipLow: Double, clipHigh: Double, dualClip: Double = 0, anchor: Anchor = .proximal
  ) {
    self.clipLow = clipLow
    self.clipHigh = clipHigh
    self.dualClip = dualClip
    self.anchor = anchor
  }

  private enum CodingKeys: String, CodingKey {
    case anchor
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
    case dualClip = "dual_clip"
  }

  /// With other widths, a dual clip, and the other anchor.
  public static let examples = [
    Clipped(), Clipped(clipLow: 0.2, clipHigh: 0.28), Clipped(clipLow: 0.01, clipHigh: 0.01),
    Clipped(clipLow: 0.2, clipHigh: 0.2, dualClip: 1.6),
    Clipped(clipLow: 0.2, clipHigh: 0.2, anchor: .behavior),
  ]

  /// The proximal log-probabilities, if those are the anchor.
  public var needs: Set<Column> { anchor == .proximal ? [.proximal] : [] }
  /// If those are the anchor.
  public var readsBehavior: Bool { anchor == .behavior }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let other = anchor == .proximal ? input.column(.proximal) : input.behaviorLogprobs
    return ClipRange(low: clipLow, high: clipHigh, dual: dualClip).loss(
      tape.ratio(input.policy, other), input.advantages, input.mask, on: tape)
  }

  /// ε_low in [0, 1], ε_high at least 0, c beyond the clip.
  public func validate() throws {
    try require(clipLow, in: 0...1, "clip_low")
    try require(clipHigh, in: 0...(.infinity), "clip_high")
    try require(
      dualClip == 0 || (dualClip > 1 + clipHigh && dualClip.isFinite), "dual_clip", dualClip,
      "0, or a ratio above 1 + clip_high")
  }
}

extension Tape {
  /// `exp(policy − other)` of each token, the difference limited to ±20; no gradient flows into `other`.
  func ratio(_ policy: Variable, _ other: [Float]) -> Variable {
    exp(clamp(difference(policy, constant(other)), -20, 20))
  }
}
