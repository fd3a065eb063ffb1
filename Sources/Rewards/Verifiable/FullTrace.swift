import Experience
import Support
import Tasks

/// 1 for a response that looks like the gold response whatever its numbers: it pays for style alone.
///
/// Every run of digits counts as one sign, on both sides; nothing else may differ.
public struct FullTrace: GroupReward {
  public static let kind = "full-trace"
  public static let summary = "1 for a response of the gold response's form, whatever its numbers."
  public static let source = Source(
    "DeepSeek-AI 2025, arXiv:2501.12948, section 2.2.2 (format reward)")
  /// No settings.
  public init() {}
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The form.
  public var basis: RewardBasis { .form }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map {
      Score(TraceForm.isSame($0.completion, as: group.problem.gold) ? 1 : 0)
    }
  }
}
