import Experience
import Support

/// The advantage of whole episodes, and that of turns among those that begin in the same state.
///
/// ```
/// A = A^E + ω·A^S;   A^E: returns of episodes within the group;   A^S: discounted returns from a turn on, among the turns of
/// all trajectories that read the same text before (anchor states);   0 for a state that one turn alone has
/// ```
///
/// The state of a turn is what was said to the policy last: the prompt, or an environment's words.
public struct AnchorStates: AdvantageEstimator {
  public static let kind = "anchor-states"
  /// GiGPO.
  public static let aliases = ["gigpo"]
  public static let ids = ["dense.turn.derived", "adv.gigpo"]
  public static let summary =
    "Advantages of episodes, and of turns among those that begin in the same state."
  public static let source = Source("Feng et al. 2025, arXiv:2505.10978, eq. 7 and 8")
  public static let assumptions =
    "States come again across trajectories, and the same words are the same state."

  /// ω, the weight of the turns' advantage.
  public var weight = 1.0
  /// γ, the discount of a turn.
  public var discount = 0.95
  /// Whether both are divided by their standard deviation.
  public var scales = false

  /// Weight 1, γ 0.95, no scale.
  public init() {}

  /// Values without their mean, over their standard deviation if wanted.
  public func centered(_ values: [Double]) -> [Double] {
    GroupRelative(scale: scales ? .std : .none).advantages(values)
  }

  /// The credit.
  public func credit(_ batch: Batch, _ memory: inout Memory) -> [GroupCredit] {
    batch.groups.map { group in
      let used = group.rewarded
      let episodes = centered(group.rewards)
      // Turns by state: what stands before them, from the end of the turn before.
      var states: [[Int32]: [(place: Int, turn: Int, value: Double)]] = [:]
      for (place, i) in used.enumerated() {
        let trajectory = group.trajectories[i]
        let last = trajectory.turns.count - 1
        let outcome = trajectory.score?.outcome ?? 0
        var sum = 0.0
        for (turn, record) in trajectory.turns.enumerated().reversed() {
          sum = (record.reward ?? 0) + (turn == last ? outcome : 0) + discount * sum
          let start = turn == 0 ? 0 : trajectory.turns[turn - 1].tokens.upperBound
          let state =
            turn == 0
            ? trajectory.promptTokens
            : Array(trajectory.responseTokens[start..<record.tokens.lowerBound])
          states[state, default: []].append((place, turn, sum))
        }
      }
      var steps = used.map { group.trajectories[$0].turns.map { _ in 0.0 } }
      for members in states.values where members.count > 1 {
        for (member, value) in zip(members, centered(members.map(\.value))) {
          steps[member.place][member.turn] = value
        }
      }
      var credits = [Credit?](repeating: nil, count: group.trajectories.count)
      for (place, i) in used.enumerated() {
        let trajectory = group.trajectories[i]
        var values = [Float](repeating: 0, count: trajectory.origins.count)
        for (turn, record) in trajectory.turns.enumerated() {
          for token in record.tokens where trajectory.origins[token] == .policy {
            values[token] = Float(episodes[place] + weight * steps[place][turn])
          }
        }
        credits[i] = Credit(advantages: values)
      }
      return GroupCredit(credits)
    }
  }

  /// A finite weight, a discount up to 1.
  public func validate() throws {
    try require(weight.isFinite, "weight", weight, "a finite number")
    try require(discount, in: 0...1, "discount")
  }
}
