import Experience
import Support

/// Learns from the tokens alone at which the policy was least sure.
///
/// ```
/// 1 where H_t is at least the (1 − share) quantile of the batch's tokens, else 0
/// ```
///
/// H is the entropy of the plain policy while it sampled; the quantile interpolates linearly.
public struct HighEntropy: TokenWeight {
  public static let kind = "high-entropy"
  /// 80/20, forking tokens.
  public static let aliases = ["forking-tokens"]
  public static let ids = ["ent.high_tokens"]
  public static let summary = "Learns from the tokens alone at which the policy was least sure."
  public static let source = Source("Wang et al. 2025, arXiv:2506.01939, eq. 5")
  public static let assumptions =
    "A few forking tokens carry the signal; say whether the others stay in the normalizer."

  /// The share of tokens that is kept.
  public var share = 0.2
  /// Whether tokens that are left out leave the normalizer, too.
  public var renormalizes = false

  /// A fifth.
  public init() {}
  /// Both normalizers.
  public static let examples = [HighEntropy(), HighEntropy(renormalizes: true)]
  /// With a normalizer.
  public init(renormalizes: Bool) { self.renormalizes = renormalizes }

  /// It looks at the whole batch.
  public var isLocal: Bool { false }
  /// If it is to.
  public var masks: Bool { renormalizes }

  /// The entropy from which on tokens are kept.
  public func threshold(_ entropies: [Double]) -> Double {
    guard !entropies.isEmpty else { return 0 }
    let sorted = entropies.sorted()
    let place = (1 - share) * Double(sorted.count - 1)
    let low = Int(place.rounded(.down))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }

  /// The weights; 0 on tokens that the policy did not draw.
  public func weights(_ groups: [Group]) -> [[[Float]]] {
    var all: [Double] = []
    for trajectory in groups.flatMap(\.trajectories) where trajectory.use == .learn {
      all += zip(trajectory.entropies, trajectory.origins).filter { $1 == .policy }
        .map { Double($0.0) }
    }
    let threshold = threshold(all)
    return each(groups) { trajectory in
      zip(trajectory.entropies, trajectory.origins).map { entropy, origin in
        origin == .policy && Double(entropy) >= threshold ? 1 : 0
      }
    }
  }

  /// A share.
  public func validate() throws {
    try require(share > 0 && share <= 1, "share", share, "a share above 0, at most 1")
  }
}
