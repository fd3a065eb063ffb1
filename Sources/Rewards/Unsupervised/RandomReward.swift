import Experience
import Support

/// A coin toss for every completion: the control that carries no information.
public struct RandomReward: GroupReward {
  public static let kind = "random"
  public static let ids = ["unsup.heuristic"]
  public static let summary = "A coin toss for every completion, whatever it says."
  public static let source = Source("Shao et al. 2025, arXiv:2506.10947, section 2")
  /// The probability of reward 1.
  public var probability: Double
  /// One half.
  public init() { probability = 0.5 }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// Chance.
  public var basis: RewardBasis { .chance }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.indices.map { sample in
      var generator = context.stream[sample].generator()
      return Score(generator.bernoulli(probability) ? 1 : 0)
    }
  }
  /// A probability.
  public func validate() throws { try require(probability, in: 0...1, "probability") }
}
