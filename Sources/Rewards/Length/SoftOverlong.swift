import Experience
import Support

/// A penalty that grows over the last tokens before the cap.
///
/// ```
/// L ≤ cap − buffer: 0;   up to the cap: (cap − buffer − L) / buffer;   beyond it, or cut off: −1
/// ```
public struct SoftOverlong: GroupReward {
  public static let kind = "soft-overlong"
  public static let ids = ["len.soft_overlong"]
  public static let summary = "A penalty that grows over the last tokens before the cap."
  public static let source = Source("Yu et al. 2025, arXiv:2503.14476, eq. 13")

  /// The share of the cap over which the penalty grows.
  public var buffer = 0.2

  /// The last fifth.
  public init() {}
  /// With a share.
  public init(buffer: Double) { self.buffer = buffer }

  /// −1 to 0.
  public var range: ClosedRange<Double>? { -1...0 }

  /// The length.
  public var basis: RewardBasis { .form }
  /// The penalties, by the tokens that were drawn.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let cap = Double(context.cap)
    let width = buffer * cap
    return group.trajectories.map { trajectory in
      let length = Double(trajectory.responseTokens.count)
      guard trajectory.completion.isFinished else { return Score(-1) }
      return Score(min(0, max(-1, (cap - width - length) / width)))
    }
  }

  /// A share of the cap above 0.
  public func validate() throws {
    try require(buffer > 0 && buffer <= 1, "buffer", buffer, "a share above 0, at most 1")
  }
}
