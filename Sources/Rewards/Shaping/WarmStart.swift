import Support

/// The share of right steps for the first part of a run, strict correctness after it.
public struct WarmStart: Reward {
  /// `warm-start`.
  public static let kind = "warm-start"
  /// One sentence.
  public static let summary = "The share of right steps at first, strict correctness after that."
  /// The paper.
  public static let source = Source("Sun et al. 2025 (DELTA), arXiv:2509.21016, section 4")
  /// The share of the run that is rewarded by steps.
  public var fraction: Double
  /// A quarter.
  public init() { fraction = 0.25 }
  /// 0 to 1.
  public var range: ClosedRange<Double> { 0...1 }
  /// The rewards.
  public func rewards(_ input: RewardInput) -> [Double?] {
    input.progress < fraction
      ? ProcessShare().rewards(input) : Correctness(level: .strict).rewards(input)
  }
}
