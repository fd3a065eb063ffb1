import Experience
import Support

/// The baseline of least variance for each position, from how much its gradient varies.
///
/// ```
/// W_it = Σ_{s ≤ t} (1 − 2π_is + Σ_v π_is(v)²),   B_t = Σ_i G_it W_it / Σ_i W_it,   A_it = G_it − B_t
/// ```
///
/// G is the return from the token on. Positions that one completion alone reaches have the baseline 0, as in verl.
public struct OptimalTokenBaseline: AdvantageEstimator {
  public static let kind = "optimal-token-baseline"
  /// OTB.
  public static let aliases = ["otb"]
  public static let ids = ["adv.otb"]
  public static let summary = "Return minus the mean over the group weighted by gradient energy."
  public static let source = Source(
    "Greensmith et al. 2004, JMLR 5:1471, theorem 8; as in verl, optimal token baseline")
  public static let assumptions =
    "The baseline has the own completion in it: biased by a share of 1/n."

  /// No settings.
  public init() {}
  /// The policy's probabilities and their sums of squares.
  public var needs: Set<Column> { [.proximal, .of(.policy, .collision)] }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      let rows = used.map { Row(group.trajectories[$0]) }
      let longest = rows.map(\.returns.count).max() ?? 0
      var baselines = [Double?](repeating: nil, count: longest)
      for t in 0..<longest {
        let there = rows.filter { $0.returns.count > t }
        let weight = there.reduce(0) { $0 + $1.energies[t] }
        guard there.count > 1, weight > 0 else { continue }
        baselines[t] = there.reduce(0) { $0 + $1.returns[t] * $1.energies[t] } / weight
      }
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (i, row) in zip(used, rows) {
        var advantages = [Float](repeating: 0, count: group.trajectories[i].responseTokens.count)
        for (n, t) in row.places.enumerated() {
          advantages[t] = Float(row.returns[n] - (baselines[n] ?? 0))
        }
        credits[i] = Credit(advantages: advantages)
      }
      return GroupCredit(credits)
    }
  }

  /// What is known of the tokens that the policy drew of one completion.
  private struct Row {
    var places: [Int] = []
    var returns: [Double] = []
    var energies: [Double] = []

    init(_ trajectory: Trajectory) {
      guard let logs = trajectory.columns[.proximal],
        let squares = trajectory.columns[.of(.policy, .collision)]
      else { preconditionFailure("columns of the optimal token baseline are missing") }
      places = trajectory.origins.indices.filter { trajectory.origins[$0] == .policy }
      returns = RewardToGo.returns(of: trajectory, discount: 1)
      var sum = 0.0
      energies = places.map { t in
        sum += max(0, 1 - 2 * PortableMath.exp(Double(logs[t])) + Double(squares[t]))
        return sum
      }
    }
  }
}
