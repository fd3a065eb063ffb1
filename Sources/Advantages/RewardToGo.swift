import Experience
import Support

/// The discounted reward from each token on, without or with a baseline, whitened over the batch or not.
///
/// ```
/// G_t = Σ_{s ≥ t} γ^(s−t) r_s   over tokens that the policy drew;   with baseline `group`: r minus the group's mean first
/// whiten: (G − μ)/√(σ² + 1e-8) over the tokens of the batch
/// ```
///
/// The defaults are REINFORCE++; `baseline: group` is its baseline form; γ 0 without whitening takes each token's own reward, as
/// on-policy distillation does.
public struct RewardToGo: AdvantageEstimator {
  /// What outcomes are compared with.
  public enum Baseline: String, Codable, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// The mean of their group.
    case group
  }

  public static let kind = "reward-to-go"
  /// REINFORCE++.
  public static let aliases = ["reinforce-plus-plus"]
  public static let ids = ["pg.reinforce", "adv.reinforcepp", "adv.reinforcepp_baseline"]
  public static let summary = "The discounted reward from each token on, whitened over the batch."
  public static let source = Source("Hu 2025, arXiv:2501.03262, section 3.2")
  public static let assumptions =
    "Whitening over tokens gives long completions more weight; rewards of all problems are on one scale."

  /// γ.
  public var gamma = 1.0
  /// What outcomes are compared with.
  public var baseline = Baseline.none
  /// Whether it is whitened.
  public var whiten = true

  /// REINFORCE++.
  public init() {}
  /// With settings.
  public init(gamma: Double = 1, baseline: Baseline = .none, whiten: Bool = true) {
    self.gamma = gamma
    self.baseline = baseline
    self.whiten = whiten
  }
  /// REINFORCE++, its baseline form, token rewards alone.
  public static let examples = [
    RewardToGo(), RewardToGo(baseline: .group), RewardToGo(gamma: 0, whiten: false),
  ]

  /// The returns of the tokens that the policy drew, in order; the outcome is that of the last one.
  static func returns(
    of trajectory: Trajectory, discount: Double, less baseline: Double = 0
  ) -> [Double] {
    guard let score = trajectory.score, let outcome = score.outcome else { return [] }
    let places = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
    var sum = outcome - baseline
    var isLast = true
    return places.reversed().map { t in
      let own = score.tokens.isEmpty ? 0 : Double(score.tokens[t])
      sum = isLast ? sum + own : own + discount * sum
      isLast = false
      return sum
    }.reversed()
  }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    var result = batch.groups.map { group in
      let mean = baseline == .group ? Spread(group.rewards).mean : 0
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for i in group.rewarded {
        let trajectory = group.trajectories[i]
        var advantages = [Float](repeating: 0, count: trajectory.responseTokens.count)
        let places = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
        let returns = Self.returns(of: trajectory, discount: gamma, less: mean)
        for (t, value) in zip(places, returns) { advantages[t] = Float(value) }
        credits[i] = Credit(advantages: advantages)
      }
      return GroupCredit(credits)
    }
    if whiten { Whitening.apply(to: &result, of: batch) }
    return result
  }

  /// γ in [0, 1].
  public func validate() throws { try require(gamma, in: 0...1, "gamma") }
}
