import Experience
import Rollouts
import Support

/// How often a model prefers a response to others of its group, asked in both orders.
///
/// ```
/// P(i ≻ j) = ½ [P(first | i, j) + P(second | j, i)];   r_i = mean over opponents of P(i ≻ j)
/// ```
///
/// Opponents are the next ones in the group, cyclically. The share of opponents for whom both orders name the same winner is among
/// the parts: what is missing to 1 is position bias.
public struct PairwiseJudge: Reward {
  public static let kind = "pairwise-judge"
  /// Pairwise comparison.
  public static let aliases = ["pairwise"]
  public static let ids = ["genrm.judge"]
  public static let summary =
    "How often a model prefers a response to others of its group, in both orders."
  public static let source = Source(
    "Zheng et al. 2023, arXiv:2306.05685, section 3.4 (swapping positions)")
  public static let assumptions =
    "Preferences are transitive enough for a mean; asking both orders removes position bias."

  /// The model's role.
  public var role = Role.judge
  /// The question.
  public var template = "{prompt} A: {first} B: {second} better (A/B):"
  /// The words for the first and the second response.
  public var words = ["A", "B"]
  /// Whether the words are read with the end token after them.
  public var ends = false
  /// Opponents of each response; fewer in smaller groups.
  public var opponents = 3

  /// Three opponents.
  public init() {}
  /// The judge.
  public var needs: Needs { Needs(models: [role]) }
  /// A probability.
  public var range: ClosedRange<Double>? { 0...1 }
  /// A model.
  public var basis: RewardBasis { .model }

  /// The probability that the first of two scores is preferred.
  ///
  /// - Source: Bradley and Terry 1952, Biometrika 39, 324–345.
  public static func preference(_ first: Double, _ second: Double) -> Double {
    1 / (1 + PortableMath.exp(second - first))
  }

  /// All comparisons of the batch in one pass.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    func rivals(_ i: Int, _ count: Int) -> [Int] {
      (1..<max(1, min(opponents + 1, count))).map { (i + $0) % count }
    }
    var questions: [Question] = []
    for group in batch.groups {
      let texts = group.trajectories.map(\.completion.text)
      for i in texts.indices {
        for j in rivals(i, texts.count) {
          for (a, b) in [(i, j), (j, i)] {
            questions.append(
              Question(
                text: WordProbabilities.text(
                  template, group, i, ["{first}": texts[a], "{second}": texts[b]]), words: words))
          }
        }
      }
    }
    let found = try WordProbabilities(role: role, ends: ends).ask(questions, bench)
    var next = 0
    return batch.groups.map { group in
      group.trajectories.indices.map { i in
        let count = rivals(i, group.trajectories.count).count
        guard count > 0 else {
          return Score(nil, reason: "there is no other response to compare with")
        }
        var (sum, agreed) = (0.0, 0)
        for _ in 0..<count {
          let (there, back) = (found[next][0], found[next + 1][1])
          sum += (there + back) / 2
          agreed += (there > 0.5) == (back > 0.5) ? 1 : 0
          next += 2
        }
        return Score(
          sum / Double(count), parts: ["order_agreement": Double(agreed) / Double(count)])
      }
    }
  }

  /// Two words, and both responses in the question.
  public func validate() throws {
    try require(
      words.count == 2 && words[0] != words[1] && words.allSatisfy { !$0.isEmpty }, "words",
      words.joined(separator: ","), "two different words")
    try require(
      template.contains("{first}") && template.contains("{second}"), "template", template,
      "a text with {first} and {second} in it")
    try require(opponents, atLeast: 1, "opponents")
  }
}
