import Experience
import Support

/// The share of gold steps that are present and right.
public struct ProcessShare: GroupReward {
  public static let kind = "process-share"
  /// Process reward.
  public static let aliases = ["process"]
  public static let summary = "The share of gold steps that are present and right."
  public static let source = Source("Lightman et al. 2023, arXiv:2305.20050, section 2")
  /// No settings.
  public init() {}
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The verdict.
  public var basis: RewardBasis { .verdict }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.scores { $0.process }
  }
}
