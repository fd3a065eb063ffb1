import Experience
import Support

/// What a reward sees: the completions of one problem, judged by the task's checker.
public struct RewardInput: Sendable {
  /// The problem.
  public var problem: Problem
  /// Its completions.
  public var completions: [Completion]
  /// The checker's verdicts, one a completion.
  public var verdicts: [Verdict]
  /// How much of the run is done, in [0, 1).
  public var progress: Double
  /// Random numbers for this problem in this step; sample i draws from `stream[i]`.
  public var stream: RandomStream

  /// An input from its parts.
  public init(
    problem: Problem, completions: [Completion], verdicts: [Verdict], progress: Double,
    stream: RandomStream
  ) {
    self.problem = problem
    self.completions = completions
    self.verdicts = verdicts
    self.progress = progress
    self.stream = stream
  }
}

/// Completions → rewards.
public protocol Reward: Component {
  /// The smallest and largest reward.
  var range: ClosedRange<Double> { get }
  /// One reward a completion; `nil` where it cannot be computed, which is not the same as 0.
  func rewards(_ input: RewardInput) -> [Double?]
}

extension Reward {
  /// The line of the catalogue.
  public static var entry: Entry<any Reward> { Entry(Self.self) }
}

/// The rewards.
public enum RewardCatalogue: Catalogue {
  /// "reward".
  public static let noun = "reward"
  /// All rewards, alphabetically.
  public static let all: [Entry<any Reward>] = [
    Correctness.entry,
    Format.entry,
    ProcessShare.entry,
    RandomReward.entry,
    WarmStart.entry,
  ]
}
