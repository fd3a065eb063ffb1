import Experience
import Support

/// Rewards of tokens and outcomes, each with its own leave-one-out baseline, added up and whitened.
///
/// ```
/// x_it = n/(n−1)·r_it − Σ_j mean_t(r_j)/(n−1);   process = Σ_{s ≥ t} x_is;   outcome = RLOO of o_i
/// A = c_p·process + c_o·outcome, then (A − mean)/(std + ε) over the tokens of the batch
/// ```
public struct ProcessAndOutcome: AdvantageEstimator {
  public static let kind = "process-and-outcome"
  /// PRIME.
  public static let aliases = ["prime"]
  public static let ids = ["dense.token.implicit_prm"]
  public static let summary =
    "Rewards of tokens and outcomes with baselines of their own, added up and whitened."
  public static let source = Source("Cui et al. 2025, arXiv:2502.01456, eq. 6")
  public static let assumptions =
    "The baseline of tokens is the mean over a sequence, so it is leave-one-out only where its rewards are equal."

  /// c_p.
  public var process = 1.0
  /// c_o.
  public var outcome = 1.0
  /// Whether the sums are whitened over the batch.
  public var whitens = true
  /// ε added to the standard deviation.
  public var epsilon = 1e-8

  /// Both alike, whitened.
  public init() {}

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    var sums: [[[Double]?]] = batch.groups.map(raw)
    if whitens {
      // Places of tokens that the policy drew.
      var values: [Double] = []
      for (g, group) in batch.groups.enumerated() {
        for (i, trajectory) in group.trajectories.enumerated() {
          guard let own = sums[g][i] else { continue }
          values += zip(own, trajectory.origins).filter { $1 == .policy }.map(\.0)
        }
      }
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : 0
      sums = sums.map { $0.map { $0?.map { ($0 - mean) / (deviation + epsilon) } } }
    }
    return zip(batch.groups, sums).map { group, sums in
      GroupCredit(
        zip(group.trajectories, sums).map { trajectory, sums in
          sums.map { values in
            Credit(
              advantages: zip(values, trajectory.origins).map { $1 == .policy ? Float($0) : 0 })
          }
        })
    }
  }

  /// The sums of a group before whitening, `nil` for completions that take no part.
  private func raw(_ group: Group) -> [[Double]?] {
    let used = group.rewarded
    let n = Double(used.count)
    var found = [[Double]?](repeating: nil, count: group.trajectories.count)
    guard used.count > 1 else {
      for i in used { found[i] = group.trajectories[i].origins.map { _ in 0 } }
      return found
    }
    func rewards(_ i: Int) -> [Double] {
      let trajectory = group.trajectories[i]
      let tokens = trajectory.score?.tokens ?? []
      return trajectory.origins.indices.map {
        trajectory.origins[$0] == .policy && !tokens.isEmpty ? Double(tokens[$0]) : 0
      }
    }
    let means = used.map { i in
      rewards(i).reduce(0, +) / Double(max(1, group.trajectories[i].policyTokens))
    }
    let baseline = means.reduce(0, +) / (n - 1)
    let outcomes = used.map { group.trajectories[$0].score?.outcome ?? 0 }
    let total = outcomes.reduce(0, +)
    for (place, i) in used.enumerated() {
      let own = outcomes[place] - (total - outcomes[place]) / (n - 1)
      var sum = 0.0
      let origins = group.trajectories[i].origins
      found[i] = zip(rewards(i), origins).reversed().map { reward, origin in
        if origin == .policy { sum += n / (n - 1) * reward - baseline }
        return process * sum + outcome * own
      }.reversed()
    }
    return found
  }

  /// Finite weights.
  public func validate() throws {
    try require(process.isFinite, "process", process, "a finite number")
    try require(outcome.isFinite, "outcome", outcome, "a finite number")
    try require(epsilon, in: 0...1, "epsilon")
  }
}
