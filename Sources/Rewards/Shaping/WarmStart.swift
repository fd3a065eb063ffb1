import Experience
import Support

/// The share of right steps for the first part of a run, strict correctness after it.
public struct WarmStart: GroupReward {
  public static let kind = "warm-start"
  public static let summary = "The share of right steps at first, strict correctness after that."
  public static let source = Source("Sun et al. 2025 (DELTA), arXiv:2509.21016, section 4")
  /// The share of the run that is rewarded by steps.
  public var fraction: Double
  /// A quarter.
  public init() { fraction = 0.25 }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The verdict.
  public var basis: RewardBasis { .verdict }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    context.now.progress < fraction
      ? ProcessShare().scores(group, context) : Correctness(level: .strict).scores(group, context)
  }
  /// A share.
  public func validate() throws { try require(fraction, in: 0...1, "fraction") }
}
