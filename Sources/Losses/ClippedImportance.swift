import Experience
import Support
import Tensors

/// The policy gradient weighted by the ratio, which is bounded: no token loses its gradient.
///
/// ```
/// loss = −sg(clip(ρ, low, high))·A·ℓ
/// relative:  1 − clip_low … 1 + clip_high     (verl, slime, SkyRL; with clip_low 1 and clip_high 4: 0 … 5)
/// absolute:  0 … clip_high                    (TRL)
/// none:      no bounds: the importance-weighted policy gradient
/// ```
public struct ClippedImportance: LossTerm {
  /// How bounds are written.
  public enum Convention: String, Codable, Sendable, CaseIterable {
    /// As offsets from 1.
    case relative
    /// The upper bound itself.
    case absolute
    /// None.
    case none
  }

  public static let kind = "clipped-importance"
  /// CISPO.
  public static let aliases = ["cispo", "importance-weighted"]
  public static let ids = ["loss.cispo", "pg.is"]
  public static let summary = "The policy gradient weighted by the ratio, which is bounded."
  public static let source = Source("MiniMax 2025, arXiv:2506.13585, eq. 4")
  public static let assumptions =
    "A bound on the weight is bias; three conventions of writing it are about, so say which."

  /// The lower offset.
  public var clipLow = 1.0
  /// The upper offset, or the bound itself.
  public var clipHigh = 4.0
  /// How bounds are written.
  public var convention = Convention.relative

  /// 0 … 5.
  public init() {}
  /// With bounds.
  public init(clipLow: Double, clipHigh: Double, convention: Convention = .relative) {
    self.clipLow = clipLow
    self.clipHigh = clipHigh
    self.convention = convention
  }

  private enum CodingKeys: String, CodingKey {
    case convention
    case clipLow = "clip_low"
    case clipHigh = "clip_high"
  }

  /// The three conventions, and none.
  public static let examples = [
    ClippedImportance(), ClippedImportance(clipLow: 0.2, clipHigh: 0.2),
    ClippedImportance(clipLow: 0, clipHigh: 5, convention: .absolute),
    ClippedImportance(clipLow: 0, clipHigh: 0, convention: .none),
  ]

  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It is a multiple of the advantage.
  public var isZeroWithoutAdvantage: Bool { true }

  /// The weight of a ratio.
  public func weight(_ ratio: Double) -> Double {
    switch convention {
    case .relative: min(max(ratio, 1 - clipLow), 1 + clipHigh)
    case .absolute: min(ratio, clipHigh)
    case .none: ratio
    }
  }

  /// The loss of each token.
  public func loss(_ input: LossInput, on tape: Tape) -> TermOutput {
    let proximal = input.column(.proximal)
    var (low, high, tokens) = (0.0, 0.0, 0.0)
    let factors = input.detached.indices.map { t -> Float in
      let log = min(max(Double(input.detached[t]) - Double(proximal[t]), -20), 20)
      let ratio = PortableMath.exp(log)
      let weight = weight(ratio)
      if input.mask[t] != 0 {
        tokens += 1
        if weight > ratio { low += 1 }
        if weight < ratio { high += 1 }
      }
      return Float(weight) * input.advantages[t]
    }
    return TermOutput(
      tape.negated(tape.product(tape.constant(factors), input.policy)),
      metrics: [
        "clip_frac_low": .mean(sum: low, count: tokens),
        "clip_frac_high": .mean(sum: high, count: tokens),
      ])
  }

  /// Bounds on both sides of 1.
  public func validate() throws {
    try require(clipLow, in: 0...1, "clip_low")
    try require(clipHigh, in: (convention == .absolute ? 1 : 0)...1e9, "clip_high")
  }
}
