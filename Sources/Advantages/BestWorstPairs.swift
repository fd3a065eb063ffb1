import Experience
import Support

/// Makes a pair of the best and the worst completion of each group, for preference losses.
///
/// A group whose rewards span less than 1e-6 makes no pair. Of equal rewards the first completion is taken. Nobody
/// else gets credit, and those in a pair have advantage 0: only pairs are learned from.
public struct BestWorstPairs: AdvantageEstimator {
  public static let kind = "best-worst"
  public static let summary = "A pair of the best and the worst completion of each group."
  public static let source = Source("Guo et al. 2024, arXiv:2402.04792, section 3 (online DPO)")

  /// No settings.
  public init() {}

  /// Pairs, and credit for those in them.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      let (indices, rewards) = (group.rewarded, group.rewards)
      guard let high = rewards.max(), let low = rewards.min(), high - low >= 1e-6,
        let best = rewards.firstIndex(of: high), let worst = rewards.firstIndex(of: low)
      else { return GroupCredit(credits) }
      let pair = Pair(chosen: indices[best], rejected: indices[worst])
      for i in [pair.chosen, pair.rejected] { credits[i] = group.trajectories[i].credit(0) }
      return GroupCredit(credits, pairs: [pair])
    }
  }
}
