import Support

/// A coin toss for every completion: the control that carries no information.
public struct RandomReward: Reward {
  /// `random`.
  public static let kind = "random"
  /// One sentence.
  public static let summary = "A coin toss for every completion, whatever it says."
  /// The paper.
  public static let source = Source("Shao et al. 2025, arXiv:2506.10947, section 2")
  /// The probability of reward 1.
  public var probability: Double
  /// One half.
  public init() { probability = 0.5 }
  /// 0 to 1.
  public var range: ClosedRange<Double> { 0...1 }
  /// The rewards.
  public func rewards(_ input: RewardInput) -> [Double?] {
    input.completions.indices.map { sample in
      var generator = input.stream[sample].generator()
      return generator.bernoulli(probability) ? 1 : 0
    }
  }
}
