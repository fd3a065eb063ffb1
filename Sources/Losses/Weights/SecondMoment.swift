import Experience
import Support

/// Leaves out the fewest tokens of the batch that bring the mean square of the log-ratios down to a limit.
///
/// ```
/// keep the tokens with the smallest (log w)², as many as have a mean of at most τ
/// ```
public struct SecondMoment: TokenWeight {
  public static let kind = "second-moment"
  /// M2PO.
  public static let aliases = ["m2po"]
  public static let ids = ["off.m2po"]
  public static let summary = "Leaves out tokens until the mean square of log-ratios is at most τ."
  public static let source = Source("Zheng et al. 2025, arXiv:2510.01161, section 4")
  public static let assumptions =
    "Stale data are usable but for a few tokens; what is left out leaves the normalizer, too."

  /// τ.
  public var limit = 0.04

  /// 0.04.
  public init() {}
  /// The proximal log-probabilities.
  public var needs: Set<Column> { [.proximal] }
  /// It looks at the whole batch.
  public var isLocal: Bool { false }
  /// It does.
  public var masks: Bool { true }

  /// The largest square that is kept, of some squares.
  public func threshold(_ squares: [Double]) -> Double {
    var (sum, last) = (0.0, -1.0)
    for (index, square) in squares.sorted().enumerated() {
      sum += square
      guard sum / Double(index + 1) <= limit else { break }
      last = square
    }
    return last
  }

  /// 1 on what is kept, and on tokens that the policy did not draw.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    let logs = groups.map { $0.trajectories.map { known($0) } }
    var squares: [Double] = []
    for (group, logs) in zip(groups, logs) {
      for (trajectory, logs) in zip(group.trajectories, logs) {
        squares += zip(logs, trajectory.origins).filter { $1 == .policy }.map { $0.0 * $0.0 }
      }
    }
    let threshold = threshold(squares)
    return zip(groups, logs).map { group, logs in
      zip(group.trajectories, logs).map { trajectory, logs in
        zip(logs, trajectory.origins).map { log, origin in
          origin != .policy || log * log <= threshold ? 1 : 0
        }
      }
    }
  }

  /// Completions that nobody learns from have no columns, and take no part.
  private func known(_ trajectory: Trajectory) -> [Double] {
    trajectory.columns[.proximal] == nil
      ? trajectory.origins.map { _ in 0 } : trajectory.behaviorLogRatios
  }

  /// A limit of at least 0.
  public func validate() throws { try require(limit, in: 0...1e9, "limit") }
}
