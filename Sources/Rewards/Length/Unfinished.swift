import Experience
import Support

/// −1 on a response that the cap cut off, 0 on one that ended.
public struct Unfinished: GroupReward {
  public static let kind = "unfinished"
  public static let ids = ["len.stop_properly"]
  public static let summary = "A penalty on a response that the cap cut off."
  public static let source = Source("Liu et al. 2025, arXiv:2505.24864, section 3 (ProRL)")
  public static let assumptions =
    "At a short cap nearly everything is cut off: look at 'truncated' first."

  /// No settings.
  public init() {}
  /// The response's form.
  public var basis: RewardBasis { .form }
  /// −1 to 0.
  public var range: ClosedRange<Double>? { -1...0 }
  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map { Score($0.completion.isFinished ? 0 : -1) }
  }
}
