import Experience
import Support

/// A curve of the response's length: most at a target, falling to 0 on both sides.
///
/// ```
/// r = max(0, 1 − |L − target| / tolerance)
/// ```
public struct LengthCurve: GroupReward {
  public static let kind = "length-curve"
  public static let ids = ["unsup.heuristic"]
  public static let summary = "Most at a target length, falling to 0 on both sides."
  public static let source = Source(
    "Xin et al. 2025, arXiv:2505.19439, section 3 (format and length alone)")
  public static let assumptions = "None: a control without ground truth."

  /// The length that pays most, in response tokens.
  public var target = 32.0
  /// The distance at which nothing is paid.
  public var tolerance = 32.0

  /// 32 tokens.
  public init() {}
  /// The response's form.
  public var basis: RewardBasis { .form }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map {
      Score(max(0, 1 - abs(Double($0.responseTokens.count) - target) / tolerance))
    }
  }

  /// A length and a distance.
  public func validate() throws {
    try require(target, in: 0...1e9, "target")
    try require(tolerance, in: 1e-9...1e9, "tolerance")
  }
}
