import Experience
import Support

/// Learns from the m completions of a group whose rewards vary most; the others are not trained on at all.
///
/// ```
/// subset: the k lowest and the m − k highest rewards, k the one with the largest variance;   A by the base, on the subset
/// ```
///
/// Of equal rewards the ones that were sampled first are taken. What is left out costs no update.
public struct DownSampled: AdvantageEstimator {
  public static let kind = "down-sampled"
  /// PODS.
  public static let aliases = ["pods"]
  public static let ids = ["dyn.pods"]
  public static let summary = "Learns from the completions of a group whose rewards vary most."
  public static let source = Source("Xu et al. 2025, arXiv:2504.13818, algorithm 1")
  public static let assumptions =
    "Sampling is cheap beside updates; statistics are those of the subset, which is no random sample."

  /// m.
  public var keep = 4
  /// How their rewards become advantages.
  public var base = GroupRelative()

  /// Four of a group.
  public init() {}

  /// The places of the subset, ascending.
  public func subset(_ rewards: [Double]) -> [Int] {
    guard rewards.count > keep else { return Array(rewards.indices) }
    let order = rewards.indices.sorted { (rewards[$0], $0) < (rewards[$1], $1) }
    var best: (variance: Double, places: [Int]) = (-1, [])
    for low in 0...keep {
      let places = Array(order.prefix(low)) + Array(order.suffix(keep - low))
      let values = places.map { rewards[$0] }
      let mean = values.reduce(0, +) / Double(keep)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(keep)
      if variance > best.variance + 1e-12 { best = (variance, places) }
    }
    return best.places.sorted()
  }

  /// The credit; none for what is left out.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      let kept = subset(group.rewards).map { used[$0] }
      let values = base.advantages(kept.compactMap { group.trajectories[$0].reward })
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (i, value) in zip(kept, values) { credits[i] = group.trajectories[i].credit(value) }
      return GroupCredit(credits)
    }
  }

  /// At least two.
  public func validate() throws {
    try require(keep, atLeast: 2, "keep")
    try base.validate()
  }
}
