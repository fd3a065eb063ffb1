import Experience
import Support
import Tensors

/// The clipped surrogate with one ratio a sequence, the geometric mean of its tokens'.
///
/// ```
/// s = exp(mean_t (policy_t − proximal_t));   loss_t = −min(s·A_t, clip(s, 1−ε_low, 1+ε_high)·A_t)
/// token:  the same value; the gradient of a token's loss flows through that token alone: s_t = sg(s)·exp(ℓ_t − sg(ℓ_t))
/// ```
///
/// Take the aggregation `seq-mean-token-mean`, so that every sequence counts once.
public struct SequenceClipped: LossTerm {
  /// Where the gradient goes.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// Through the sequence's ratio.
    case sequence
    /// Through each token, whose advantages may differ.
    case token
  }

  public static let kind = "sequence-clipped"
  /// GSPO.
  public static let aliases = ["gspo"]
  public static let ids = ["loss.gspo", "loss.gspo_token"]
  public static let summary = "The clipped surrogate with one ratio a sequence."
  public static let source = Source("Zheng et al. 2025, arXiv:2507.18071, eq. 5 and 13")
  public static let assumptions =
    "Use seq-mean-token-mean; the ratio is a geometric mean, so clip widths are some thousand times smaller."

  /// ε_low.
  public var clipLow = 3e-4
  /// ε_high.
  public var clipHigh = 4e-4
  /// Where the gradient goes.
  public var level = Level.sequence

  /// The paper's widths.
  public init() {}
  /// With settings.
  public init(clipLow: Double = 3e-4, clipHigh: Double = 4e-4, level: Level) {
    self.clipLow = clipLow
    self.clipHigh = clipHigh
    self.level = level
  }

  private enum CodingKeys: String, CodingKey {
    case level
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
  }

  /// Both levels.
  public static let examples = [
    SequenceClipped(), SequenceClipped(clipLow: 0.2, clipHigh: 0.3, level: .sequence),
    SequenceClipped(clipLow: 0.2, clipHigh: 0.3, level: .token),
  ]

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }
  /// Token by token only where the gradient goes there.
  public var isSurrogate: Bool { level == .token }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let proximal = input.column(.proximal)
    let logs: Variable
    switch level {
    case .sequence: logs = tape.sequenceMeans(tape.logRatio(input.policy, proximal), input)
    case .token:
      let held = tape.logRatio(tape.constant(input.detached), proximal)
      logs = tape.sum(
        tape.sequenceMeans(held, input),
        tape.difference(input.policy, tape.constant(input.detached)))
    }
    return ClipRange(low: clipLow, high: clipHigh).loss(
      tape.exp(logs), input.advantages, input.mask, on: tape)
  }

  /// ε_low in [0, 1], ε_high at least 0.
  public func validate() throws {
    try require(clipLow, in: 0...1, "clip_low")
    try require(clipHigh, in: 0...(.infinity), "clip_high")
  }
}
