import Experience
import Support

/// Reward minus that of the greedy completion of the same problem.
///
/// ```
/// A_i = r_i − r(greedy)
/// ```
///
/// The greedy completion is a trajectory for comparison, which the sampler `greedy-baseline` adds. A group without one that
/// has a reward gets no credit.
public struct GreedyBaseline: AdvantageEstimator {
  public static let kind = "greedy-baseline"
  /// ReMax.
  public static let aliases = ["remax"]
  public static let ids = ["adv.remax"]
  public static let summary = "Reward minus that of the greedy completion of the same problem."
  public static let source = Source("Li et al. 2023, arXiv:2310.10505, algorithm 1")
  public static let assumptions =
    "The greedy completion has the same reward and length cap; use the sampler greedy-baseline."

  /// No settings.
  public init() {}

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let baseline = group.trajectories.first { $0.use == .compare }?.reward
      return GroupCredit(
        group.trajectories.map { trajectory in
          guard trajectory.use == .learn, let reward = trajectory.reward, let baseline else {
            return nil
          }
          return trajectory.credit(reward - baseline)
        })
    }
  }
}
