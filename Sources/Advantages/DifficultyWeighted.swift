import Experience
import Support

/// Another estimator's advantages, weighed by how hard the problem is for the policy.
///
/// ```
/// A' = A · w(x),   w(x) = low + span / (1 + exp(k(x − x₀))),   x = p̂ where A > 0, else 1 − p̂
/// ```
///
/// p̂ is the share of the group that is right. Rare successes and rare failures count more.
public struct DifficultyWeighted: AdvantageEstimator {
  public static let kind = "difficulty-weighted"
  /// GRPO-LEAD's reweighting.
  public static let aliases = ["grpo-lead"]
  public static let ids = ["adv.lead", "len.lead"]
  public static let summary = "Another estimator's advantages, weighed by the problem's difficulty."
  public static let source = Source("Zhang and Zuo 2025, arXiv:2504.09696, eq. 6")
  public static let assumptions = "The share of a group that is right says how hard the problem is."

  /// The estimator.
  public var base = Slot<AdvantageCatalogue>(GroupRelative())
  /// The weight of the easiest.
  public var low = 0.4
  /// What the hardest have more.
  public var span = 1.1
  /// k.
  public var steepness = 10.0
  /// x₀.
  public var middle = 0.75

  /// GRPO with the paper's constants.
  public init() {}
  /// Those of the estimator.
  public var needs: Set<Column> { base.value.needs }

  /// w(x).
  public func weight(_ x: Double) -> Double {
    low + span / (1 + PortableMath.exp(steepness * (x - middle)))
  }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    let found = memory.scoped("base") { base.value.credit(batch, &$0) }
    return zip(batch.groups, found).map { group, credit in
      var credit = credit
      let judged = zip(group.trajectories, group.verdicts).filter { $0.0.use == .learn }
      let right = Double(judged.count { $0.1.strict }) / Double(max(1, judged.count))
      for i in credit.credits.indices {
        guard var own = credit.credits[i] else { continue }
        for t in own.advantages.indices where own.advantages[t] != 0 {
          let weight = weight(own.advantages[t] > 0 ? right : 1 - right)
          own.advantages[t] = Float(Double(own.advantages[t]) * weight)
        }
        credit.credits[i] = own
      }
      return credit
    }
  }

  /// Weights of at least 0.
  public func validate() throws {
    try require(low, in: 0...1e6, "low")
    try require(span, in: 0...1e6, "span")
    try require(steepness, in: 0...1e3, "steepness")
    try require(middle, in: 0...1, "middle")
  }
}
