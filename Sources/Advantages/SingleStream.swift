import Experience
import Support

/// Reward minus what the problem's own record says: no groups, one completion a problem is enough.
///
/// ```
/// p̂ = α/(α + β),   A = r − p̂,   then α ← ρα + r, β ← ρβ + 1 − r;   A is standardized over the batch
/// ρ = 2^(−KL/D½), at most `most`, KL the mean of k1 between the policy now and when the problem was last seen
/// ```
///
/// A problem that was not seen has α = β = ½·n₀. With `forgetting` off ρ is `most`.
///
/// - Deviation: KL is that between the policy that sampled and the one that is trained, on the problem's own completions;
///   problems are not drawn by √(p̂(1 − p̂)).
public struct SingleStream: AdvantageEstimator {
  public static let kind = "single-stream"
  /// SPO.
  public static let aliases = ["spo"]
  public static let ids = ["adv.spo_single"]
  public static let summary = "Reward minus the problem's own running success rate; no groups."
  public static let source = Source("Xu and Ding 2025, arXiv:2509.13232, section 3")
  public static let assumptions =
    "Rewards in [0, 1]; problems come back: of one that is seen once the record is the prior."

  /// n₀, the observations that the prior is worth.
  public var prior = 2.0
  /// D½: the divergence at which half of the record is forgotten.
  public var halfLife = 0.06
  /// The most that is kept of the record.
  public var most = 0.96
  /// Whether advantages are standardized over the batch.
  public var standardizes = true

  /// The paper's numbers.
  public init() {}

  private enum CodingKeys: String, CodingKey {
    case prior, most, standardizes
    case halfLife = "half_life"
  }

  /// The policy's log-probabilities before the update.
  public var needs: Set<Column> { [.proximal] }

  /// The record after a reward.
  public static func updated(
    _ alpha: Double, _ beta: Double, keeping share: Double, reward: Double
  ) -> (alpha: Double, beta: Double) {
    (share * alpha + reward, share * beta + 1 - reward)
  }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    var values: [[Double]] = []
    for group in batch.groups {
      let name = String(group.problem.id, radix: 16)
      var alpha = memory[number: "alpha \(name)"] ?? prior / 2
      var beta = memory[number: "beta \(name)"] ?? prior / 2
      let estimate = alpha / (alpha + beta)
      values.append(group.rewards.map { $0 - estimate })
      for i in group.rewarded {
        let reward = min(1, max(0, group.trajectories[i].reward ?? 0))
        (alpha, beta) = Self.updated(
          alpha, beta, keeping: kept(after: group.trajectories[i]), reward: reward)
      }
      memory[number: "alpha \(name)"] = alpha
      memory[number: "beta \(name)"] = beta
    }
    let spread = Spread(Array(values.joined()))
    if standardizes {
      values = values.map {
        $0.map { spread.deviation > 0 ? ($0 - spread.mean) / (spread.deviation + 1e-8) : 0 }
      }
    }
    var next = values[...]
    return batch.credits { _ in next.removeFirst() }
  }

  /// ρ after a completion.
  private func kept(after trajectory: Trajectory) -> Double {
    guard let proximal = trajectory.columns[.proximal] else {
      preconditionFailure("the proximal log-probabilities are missing")
    }
    let places = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
    let sum = places.reduce(0.0) {
      $0 + Double(trajectory.unfilteredLogprobs[$1]) - Double(proximal[$1])
    }
    let divergence = max(0, sum / Double(max(1, places.count)))
    return min(most, PortableMath.exp(-PortableMath.log(2) * divergence / halfLife))
  }

  /// A record, a divergence, a share.
  public func validate() throws {
    try require(prior, in: 1e-6...1e6, "prior")
    try require(halfLife, in: 1e-9...1e6, "half_life")
    try require(most, in: 0...1, "most")
  }
}
