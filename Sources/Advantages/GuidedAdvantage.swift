import Experience
import Support

/// Advantages of groups that hold a demonstration: statistics of the policy's own completions, credit for both.
///
/// ```
/// A_i = (r_i − μ_own) / (σ_own + ε),   σ_own = 1 where the policy's own rewards do not differ
/// ```
///
/// A demonstration is a trajectory that somebody else wrote; the sampler `guided` adds them. Its tokens get its advantage, so
/// that losses on `demonstration` tokens see it.
public struct GuidedAdvantage: AdvantageEstimator {
  public static let kind = "guided"
  /// LUFFY.
  public static let aliases = ["luffy"]
  public static let ids = ["off.data", "off.mix"]
  public static let summary =
    "Advantages by the policy's own completions, for those of demonstrations too."
  public static let source = Source("Yan et al. 2025, arXiv:2504.14945, section 3.2")
  public static let assumptions =
    "The demonstrator's probabilities are unknown: the loss says what stands in their place."

  /// Whether advantages are divided by the standard deviation.
  public var scales = true
  /// ε.
  public var epsilon = 1e-6

  /// Scaled.
  public init() {}

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      let own = used.filter { !group.trajectories[$0].isDemonstration }
      let spread = Spread(own.compactMap { group.trajectories[$0].reward })
      let divisor = scales && spread.deviation > 0 ? spread.deviation + epsilon : 1
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for i in used {
        guard let reward = group.trajectories[i].reward else { continue }
        let value = Float((reward - spread.mean) / divisor)
        credits[i] = Credit(
          advantages: group.trajectories[i].origins.map {
            $0 == .policy || $0 == .demonstration ? value : 0
          })
      }
      return GroupCredit(credits)
    }
  }

  /// ε at least 0.
  public func validate() throws { try require(epsilon, in: 0...1, "epsilon") }
}
