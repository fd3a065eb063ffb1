import Experience
import Rollouts
import Support

/// 1 if what a response says last is the beginning of the true continuation, up to the end of one of its tokens:
/// reinforcement pre-training.
///
/// ```
/// r = 1[a is a non-empty prefix of the gold text and ends where a token of the gold text ends]
/// ```
///
/// a is what follows the last `marker` in the response. The gold text is the problem's reference answer; its tokens are
/// those of the policy's tokenizer.
public struct PrefixMatch: Reward {
  public static let kind = "prefix-match"
  /// Reinforcement pre-training.
  public static let aliases = ["rpt", "next-token"]
  public static let ids = ["unsup.data"]
  public static let summary =
    "1 if the prediction is the beginning of the true continuation, at the end of a token."
  public static let source = Source("Dong et al. 2025, arXiv:2506.08007, eq. 3")
  public static let assumptions =
    "The corpus is worth predicting; easy positions say little, so filter by entropy."

  /// What a prediction follows; empty takes the whole response.
  public var marker = "#"

  /// After the last `#`.
  public init() {}
  /// The policy, for its tokenizer.
  public var needs: Needs { Needs(models: [.policy]) }
  /// The gold text.
  public var basis: RewardBasis { .given }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let tokenizer = try bench.models.member(.policy).tokenizer
    return try batch.groups.map { group in
      let gold = group.problem.answer
      let ends = Set(tokenizer.textEnds(of: try tokenizer.encode(gold), text: gold))
      return group.trajectories.map { trajectory in
        guard trajectory.completion.isFinished else { return Score(0) }
        let text = trajectory.completion.text
        let said =
          marker.isEmpty
          ? text[...]
          : text.ranges(of: marker).last.map { text[$0.upperBound...] } ?? ""
        return Score(Self.matches(String(said), gold, ends: ends) ? 1 : 0)
      }
    }
  }

  /// Whether bytes are a prefix that ends at one of the given ends.
  public static func matches(_ said: String, _ gold: String, ends: Set<Int>) -> Bool {
    !said.isEmpty && gold.utf8.starts(with: said.utf8) && ends.contains(said.utf8.count)
  }
}
