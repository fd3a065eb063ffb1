import Experience
import Support

/// Correctness less a price on tokens that rises with how easy the problem is for the policy.
///
/// ```
/// r = 1[right] − (β/N)·max(p̂, 1/K)·L     p̂ the share of the group that is right, K its size
/// ```
public struct AdaptiveLength: GroupReward {
  public static let kind = "adaptive-length"
  /// ALP.
  public static let aliases = ["alp"]
  public static let ids = ["len.alp"]
  public static let summary = "Correctness less a price on tokens that rises with the pass rate."
  public static let source = Source("Xiang et al. 2025, arXiv:2506.05256, eq. 2")
  public static let assumptions = "The group's pass rate says how many tokens the problem deserves."

  /// β, what N tokens cost where every completion is right.
  public var price = 0.1
  /// N.
  public var unit = 1000.0

  /// 0.1 for a thousand tokens.
  public init() {}
  /// The verdicts of the group.
  public var basis: RewardBasis { .group }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let judged = group.verdicts.filter { $0.status == .ok }
    let n = Double(max(1, judged.count))
    let rate = max(Double(judged.count(where: \.strict)) / n, 1 / n)
    return group.scores { isRight, length in (isRight ? 1 : 0) - price / unit * rate * length }
  }

  /// A price of at least 0.
  public func validate() throws {
    try require(price, in: 0...1e6, "price")
    try require(unit, in: 1e-6...1e12, "unit")
  }
}
