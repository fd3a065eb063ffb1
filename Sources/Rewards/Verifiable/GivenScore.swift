import Experience
import Support

/// The score that a demonstration came with: 1 for the chosen one of a pair, 0 for the rejected one.
public struct GivenScore: GroupReward {
  public static let kind = "given"
  public static let summary = "The score that each given response came with."
  public static let source = Source("Rafailov et al. 2023, arXiv:2305.18290, section 3")

  /// No settings.
  public init() {}

  /// The problem.
  public var basis: RewardBasis { .given }
  /// The given scores; none for a completion that was sampled.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.indices.map { i in
      guard i < group.problem.demonstrations.count,
        group.trajectories[i].origins.contains(.demonstration)
      else { return Score(nil, reason: "not a given response") }
      return Score(group.problem.demonstrations[i].score)
    }
  }
}
