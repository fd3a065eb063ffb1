import Experience
import Rollouts
import Support

/// The log-probability of the response under a frozen model: reinforcement learning without a task.
///
/// ```
/// r = (α − 1) Σ_t log π_ref(y_t)
/// ```
///
/// With the policy's own start as that model, what is rewarded is what it already found likely. With a KL penalty of
/// coefficient 1 to the same model, the optimum is π ∝ π_ref^α: sharpening, and nothing else. It is the sum over tokens,
/// the end token included: the mean would reward length.
public struct LogLikelihood: Reward {
  public static let kind = "log-likelihood"
  /// Sharpening.
  public static let aliases = ["sharpening", "sharpen"]
  public static let ids = ["unsup.sharpen"]
  public static let assumptions =
    "None about the task: the control for what sharpening alone does. Use no scale in the group, which α would only undo."
  public static let summary = "Log-probability of the response under a frozen reference."
  public static let source = Source("Huang et al. 2024, arXiv:2412.01951, section 3")

  /// The model that finds responses likely.
  public var role = Role.reference

  /// The power α to which the optimum sharpens; 2 pays the log-probability itself.
  public var alpha = 2.0
  /// Rewards below this quantile of the group are raised to it, as they have no bound; 0 for none.
  public var floor = 0.0

  /// The reference.
  public init() {}

  /// The other model's log-probabilities.
  public var needs: Needs { Needs(columns: [.of(role, .logprob)]) }
  /// A model.
  public var basis: RewardBasis { .model }
  /// Sums over the tokens that the policy drew.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) -> [[Score]] {
    batch.groups.map { group in
      let scores = group.trajectories.map { trajectory in
        guard let logprobs = trajectory.columns[.of(role, .logprob)] else {
          return Score(nil, reason: "no log-probabilities of '\(role)'")
        }
        var sum = 0.0
        for t in trajectory.origins.indices where trajectory.origins[t] == .policy {
          sum += Double(logprobs[t])
        }
        return Score((alpha - 1) * sum)
      }
      return raised(scores)
    }
  }

  /// With the floor in place.
  private func raised(_ scores: [Score]) -> [Score] {
    let known = scores.compactMap(\.outcome).sorted()
    guard floor > 0, !known.isEmpty else { return scores }
    let least = known[min(known.count - 1, Int(floor * Double(known.count)))]
    return scores.map { score in
      var score = score
      score.outcome = score.outcome.map { max($0, least) }
      return score
    }
  }

  /// A power, and a quantile below the median.
  public func validate() throws {
    try require(alpha, in: 1...1e6, "alpha")
    try require(floor, in: 0...0.5, "floor")
  }
}
