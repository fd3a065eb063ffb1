import Experience
import Support

/// Learns from the tokens alone that the policy was not sure of: SPO's probability mask.
///
/// ```
/// 1 where π_roll(y_t) < below, else 0; tokens of weight 0 leave the normalizer
/// ```
public struct LowProbability: TokenWeight {
  public static let kind = "low-probability"
  /// SPO's mask.
  public static let aliases = ["probability-mask"]
  public static let ids = ["seg.spo_chain"]
  public static let summary = "Learns from the tokens alone that the policy was not sure of."
  public static let source = Source("Guo et al. 2025, arXiv:2505.23564, section 4.1")
  public static let assumptions =
    "What a segment is worth was decided where its tokens were unsure."

  /// The probability below which a token counts.
  public var below = 0.9

  /// 0.9.
  public init() {}
  /// It is.
  public var isLocal: Bool { true }
  /// They do.
  public var masks: Bool { true }

  /// The weights; 0 on tokens that the policy did not draw.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    let limit = PortableMath.log(below)
    return each(groups) { trajectory in
      zip(trajectory.plainLogprobs, trajectory.origins).map {
        $1 == .policy && Double($0) < limit ? 1 : 0
      }
    }
  }

  /// A probability.
  public func validate() throws {
    try require(below > 0 && below <= 1, "below", below, "a probability above 0, at most 1")
  }
}
