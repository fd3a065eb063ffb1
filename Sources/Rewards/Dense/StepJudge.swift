import Experience
import Rollouts
import Support

/// A model that grades every step: a generative process reward model.
///
/// Steps are the checker's, or where it names none the parts between separators. The grade of step k is P(yes) to the
/// question about the response up to its end. `credit` says what becomes of the grades.
public struct StepJudge: Reward {
  public static let kind = "step-judge"
  /// Process reward model.
  public static let aliases = ["prm", "pure"]
  public static let ids = ["dense.step.model"]
  public static let summary =
    "A model that grades every step; their minimum, mean, differences or min-form."
  public static let source = Source(
    "Lightman et al. 2023, arXiv:2305.20050, section 2.6; Cheng et al. 2025, arXiv:2504.15275")
  public static let assumptions =
    "The judge tells right from wrong prefixes; alone it is gamed within a few hundred steps, so keep an outcome beside it."

  /// The model's role.
  public var role = Role.judge
  /// The question; `{response}` is the response up to the end of the step.
  public var template = "{prompt} {response} right so far (Yes/No)?"
  /// The word for right.
  public var yes = "Yes"
  /// The word for wrong.
  public var no = "No"
  /// Whether the words are read with the end token after them.
  public var ends = false
  /// What separates steps where the checker names none.
  public var separator = ";"
  /// What becomes of the grades.
  public var credit = StepCredit.minForm
  /// The weight of strict correctness beside it.
  public var outcome = 1.0

  /// Min-form, with correctness.
  public init() {}
  /// The judge.
  public var needs: Needs { Needs(models: [role]) }
  /// A model.
  public var basis: RewardBasis { .model }

  /// Where steps end, in bytes of the response.
  func ends(_ text: String, _ verdict: Verdict) -> [Int] {
    if !verdict.steps.isEmpty { return verdict.steps.map(\.range.upperBound) }
    guard !text.isEmpty else { return [] }
    let cuts = text.utf8.ranges(of: separator.utf8).map {
      text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
    }
    return Array(Set((cuts + [text.utf8.count]).filter { $0 > 0 })).sorted()
  }

  /// All steps of the batch in one pass.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    var questions: [Question] = []
    let places = batch.groups.map { group in
      group.trajectories.indices.map { i -> [Int] in
        let text = group.trajectories[i].completion.text
        let ends = ends(text, group.verdicts[i])
        for end in ends {
          let part = String(decoding: Array(text.utf8.prefix(end)), as: UTF8.self)
          questions.append(
            Question(
              text: WordProbabilities.text(template, group, i, ["{response}": part]),
              words: [yes, no]))
        }
        return ends
      }
    }
    let found = try WordProbabilities(role: role, ends: ends).ask(questions, bench).map { $0[0] }
    var next = 0
    return zip(batch.groups, places).map { group, places in
      group.trajectories.indices.map { i in
        let (trajectory, verdict) = (group.trajectories[i], group.verdicts[i])
        let grades = Array(found[next..<(next + places[i].count)])
        next += places[i].count
        var tokens = [Float](repeating: 0, count: trajectory.responseTokens.count)
        for (end, value) in zip(places[i], credit.rewards(grades)) {
          if let token = trajectory.token(endingAt: end) { tokens[token] += Float(value) }
        }
        return Score(
          verdict.strict ? outcome : 0, tokens: tokens,
          parts: ["least_grade": grades.min() ?? 0, "steps": Double(grades.count)])
      }
    }
  }

  /// Two words, a separator, and the response in the question.
  public func validate() throws {
    try require(!yes.isEmpty && !no.isEmpty && yes != no, "yes", yes, "a word that is not 'no'")
    try require(!separator.isEmpty, "separator", separator, "a text")
    try require(outcome.isFinite, "outcome", outcome, "a finite number")
    try require(
      template.contains("{response}"), "template", template, "a text with {response} in it")
  }
}
