import Experience
import Support

/// A penalty on repeated runs of tokens.
///
/// ```
/// r = −weight · (1 − distinct n-grams / n-grams);   0 for responses shorter than n
/// ```
public struct Repetition: GroupReward {
  public static let kind = "repetition"
  /// n-gram penalty.
  public static let aliases = ["ngram-penalty"]
  public static let ids = ["unsup.heuristic", "len.repetition"]
  public static let summary = "A penalty on repeated runs of tokens."
  public static let source = Source("Yeo et al. 2025, arXiv:2502.03373, section 4.4")
  public static let assumptions = "None: a control without ground truth."

  /// Tokens in a run.
  public var length = 4
  /// The penalty where all runs are the same.
  public var weight = 1.0

  /// Runs of four.
  public init() {}
  /// The response's form.
  public var basis: RewardBasis { .form }
  /// −weight to 0.
  public var range: ClosedRange<Double>? { -weight...0 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map { trajectory in
      let tokens = trajectory.responseTokens
      guard tokens.count >= length else { return Score(0) }
      let runs = (0...(tokens.count - length)).map { Array(tokens[$0..<($0 + length)]) }
      return Score(-weight * (1 - Double(Set(runs).count) / Double(runs.count)))
    }
  }

  /// Runs of at least one token, a weight from 0.
  public func validate() throws {
    try require(length, atLeast: 1, "length")
    try require(weight, in: 0...1e9, "weight")
  }
}
