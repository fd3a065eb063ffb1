import Experience
import Support

/// Another estimator's advantages, raised where the policy was unsure.
///
/// ```
/// A'_t = A_t + min(α·H_t, |A_t|/κ)     H_t the entropy of the plain policy, not differentiated
/// ```
public struct EntropyAdvantage: AdvantageEstimator {
  public static let kind = "entropy-advantage"
  public static let ids = ["dense.token.other", "ent.advantage"]
  public static let summary = "Another estimator's advantages, raised where the policy was unsure."
  public static let source = Source("Cheng et al. 2025, arXiv:2506.14758, eq. 5")
  public static let assumptions =
    "Unsure tokens are where exploring pays; κ > 1 keeps the sign of an advantage."

  /// The estimator.
  public var base = Slot<AdvantageCatalogue>(GroupRelative())
  /// α.
  public var alpha = 0.4
  /// κ.
  public var kappa = 2.0

  /// GRPO with α 0.4 and κ 2.
  public init() {}
  /// That of the estimator.
  public var needs: Set<Column> { base.value.needs }

  /// One raised advantage.
  public func raised(_ advantage: Double, entropy: Double) -> Double {
    advantage + min(alpha * entropy, abs(advantage) / kappa)
  }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    let found = memory.scoped("base") { base.value.credit(batch, &$0) }
    return zip(batch.groups, found).map { group, credit in
      var credit = credit
      for (i, trajectory) in group.trajectories.enumerated() {
        guard var own = credit.credits[i] else { continue }
        for t in own.advantages.indices where trajectory.origins[t] == .policy {
          own.advantages[t] = Float(
            raised(Double(own.advantages[t]), entropy: Double(trajectory.entropies[t])))
        }
        credit.credits[i] = own
      }
      return credit
    }
  }

  /// α at least 0, κ above 1.
  public func validate() throws {
    try require(alpha, in: 0...1e6, "alpha")
    try require(kappa > 1 && kappa.isFinite, "kappa", kappa, "a number above 1")
  }
}
