import Experience
import Rollouts
import Support

/// The score that a model expects to give, from the probabilities of its score words.
///
/// ```
/// r = (Σ_s s·P(s) − s_min)/(s_max − s_min)   over the words, which stand for 1, 2, …, S
/// ```
public struct ScoreJudge: Reward {
  public static let kind = "score-judge"
  /// Pointwise judge.
  public static let aliases = ["pointwise-judge"]
  public static let ids = ["genrm.judge"]
  public static let summary = "The score that a model expects to give a response."
  public static let source = Source("Liu et al. 2023, arXiv:2303.16634, eq. 1")
  public static let assumptions =
    "The judge's scores order responses; long, assured and familiar ones are overrated."

  /// The model's role.
  public var role = Role.judge
  /// The question.
  public var template = "{prompt} {response} score 1-5:"
  /// The words for the scores, the lowest first.
  public var words = ["1", "2", "3", "4", "5"]
  /// Whether the words are read with the end token after them.
  public var ends = false

  /// Scores from 1 to 5.
  public init() {}

  /// The judge.
  public var needs: Needs { Needs(models: [role]) }
  /// A share.
  public var range: ClosedRange<Double>? { 0...1 }
  /// A model.
  public var basis: RewardBasis { .model }

  /// The expected score of probabilities, in [0, 1].
  public static func expected(_ probabilities: [Double]) -> Double {
    let mean = zip(0..., probabilities).reduce(0) { $0 + Double($1.0) * $1.1 }
    return mean / Double(max(1, probabilities.count - 1))
  }

  /// All completions of the batch in one pass.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let questions = batch.groups.flatMap { group in
      group.trajectories.indices.map {
        Question(text: WordProbabilities.text(template, group, $0), words: words)
      }
    }
    let found = try WordProbabilities(role: role, ends: ends).ask(questions, bench)
    var next = 0
    return batch.groups.map { group in
      group.trajectories.map { _ in
        defer { next += 1 }
        return Score(Self.expected(found[next]))
      }
    }
  }

  /// At least two words, and the response in the question.
  public func validate() throws {
    try require(
      words.count > 1 && Set(words).count == words.count && words.allSatisfy { !$0.isEmpty },
      "words",
      words.joined(separator: ","), "at least two different words")
    try require(
      template.contains("{response}"), "template", template, "a text with {response} in it")
  }
}

/// The policy's own score of its response: one model generates and judges.
///
/// The judge is a snapshot of the policy, so that scores of a batch are of one judge: `policy.models.self: {from: policy,
/// follow_every: 50}` makes a new one every 50 steps.
public struct SelfReward: Reward {
  public static let kind = "self-reward"
  /// Self-rewarding.
  public static let aliases = ["self-rewarding"]
  public static let ids = ["genrm.self_reward"]
  public static let summary = "The policy's own score of its response, by a snapshot of it."
  public static let source = Source("Yuan et al. 2024, arXiv:2401.10020, section 2.3")
  public static let assumptions =
    "Judging is easier for the model than solving; watch its scores against a verifier that is never trained on."

  /// The snapshot's role.
  public var role: Role = "self"
  /// The question.
  public var template = "{prompt} {response} score 0-5:"
  /// The words for the scores, the lowest first.
  public var words = ["0", "1", "2", "3", "4", "5"]

  /// Scores from 0 to 5.
  public init() {}
  /// The snapshot.
  public var needs: Needs { Needs(models: [role]) }
  /// A share.
  public var range: ClosedRange<Double>? { 0...1 }
  /// A model.
  public var basis: RewardBasis { .model }

  private var judge: ScoreJudge {
    var judge = ScoreJudge()
    (judge.role, judge.template, judge.words) = (role, template, words)
    return judge
  }

  /// The judge's scores; whether the checker agrees is among the parts.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let found = try judge.scores(batch, bench, &memory)
    return zip(found, batch.groups).map { scores, group in
      zip(scores, group.verdicts).map { score, verdict in
        var score = score
        score.parts["true_reward"] = verdict.strict ? 1 : 0
        return score
      }
    }
  }

  /// As the judge's.
  public func validate() throws { try judge.validate() }
}
