import Experience
import Support

/// Leaves completions that the cap cut off out of the loss; their rewards still count in their group.
public struct FinishedOnly: TokenWeight {
  public static let kind = "finished-only"
  /// Overlong filtering.
  public static let aliases = ["overlong-filter"]
  public static let ids = ["len.overlong_filter"]
  public static let summary =
    "0 on completions that the cap cut off, so that they are not trained on."
  public static let source = Source(
    "Yu et al. 2025, arXiv:2503.14476, section 3.4 (overlong filtering)")

  /// No settings.
  public init() {}
  /// It is.
  public var isLocal: Bool { true }
  /// They do.
  public var masks: Bool { true }

  /// 1 on finished completions.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    each(groups) { trajectory in
      trajectory.responseTokens.map { _ in trajectory.completion.isFinished ? 1 : 0 }
    }
  }
}
