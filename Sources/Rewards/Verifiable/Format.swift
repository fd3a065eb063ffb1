import Experience
import Support

/// 1 for a completion of the task's form, right or wrong: a control that pays for form alone.
public struct Format: GroupReward {
  public static let kind = "format"
  public static let ids = ["reward.format"]
  public static let summary = "1 for a completion of the task's form, right or wrong."
  public static let source = Source("DeepSeek-AI 2025, arXiv:2501.12948, section 2.2.2")
  /// No settings.
  public init() {}
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The verdict.
  public var basis: RewardBasis { .verdict }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.scores { $0.parsed ? 1 : 0 }
  }
}
