import Experience
import Rollouts
import Support

/// One line of a rubric.
public struct Criterion: DefaultedSettings, Sendable, Equatable, Validated {
  /// What is asked of a response.
  public var text = "is it right?"
  /// Its weight; negative for a pitfall.
  public var weight = 1.0
  /// Whether failing it makes the reward 0.
  public var veto = false

  /// One criterion of weight 1.
  public init() {}
  /// A criterion from its parts.
  public init(_ text: String, weight: Double = 1, veto: Bool = false) {
    (self.text, self.weight, self.veto) = (text, weight, veto)
  }

  /// A text and a finite weight.
  public func validate() throws {
    try require(!text.isEmpty, "text", text, "what is asked")
    try require(weight.isFinite, "weight", weight, "a finite number")
  }
}

/// Criteria that a model answers with yes or no, weighed.
///
/// ```
/// r = Σ_j w_j c_j / Σ_{w_j > 0} w_j, cut off at 0 and 1;   0 if a veto criterion fails;   c_j = P(yes)
/// ```
///
/// The spread of each criterion within the group is among the parts: one without spread teaches nothing.
public struct Rubric: Reward {
  public static let kind = "rubric"
  public static let ids = ["genrm.rubric"]
  public static let summary = "Criteria that a model answers with yes or no, weighed."
  public static let source = Source("Gunjal et al. 2025, arXiv:2507.17746, eq. 1")
  public static let assumptions =
    "The criteria say what is wanted, and the judge can tell whether they hold."

  /// The model's role.
  public var role = Role.judge
  /// The question; `{criterion}` stands for what is asked.
  public var template = "{prompt} {response} {criterion}"
  /// The criteria.
  public var criteria = [Criterion()]
  /// The word for yes.
  public var yes = "Yes"
  /// The word for no.
  public var no = "No"
  /// Whether the words are read with the end token after them.
  public var ends = false

  /// Whether it is right.
  public init() {}
  /// The judge.
  public var needs: Needs { Needs(models: [role]) }
  /// A share.
  public var range: ClosedRange<Double>? { 0...1 }
  /// A model.
  public var basis: RewardBasis { .model }

  /// The reward of some grades.
  public static func total(_ grades: [Double], _ criteria: [Criterion]) -> Double {
    for (grade, criterion) in zip(grades, criteria) where criterion.veto && grade < 0.5 { return 0 }
    let sum = zip(grades, criteria).reduce(0) { $0 + $1.0 * $1.1.weight }
    let most = criteria.reduce(0) { $0 + max(0, $1.weight) }
    return min(1, max(0, sum / most))
  }

  /// All criteria of the batch in one pass.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let questions = batch.groups.flatMap { group in
      group.trajectories.indices.flatMap { i in
        criteria.map {
          Question(
            text: WordProbabilities.text(template, group, i, ["{criterion}": $0.text]),
            words: [yes, no])
        }
      }
    }
    let found = try WordProbabilities(role: role, ends: ends).ask(questions, bench).map { $0[0] }
    var next = 0
    return batch.groups.map { group in
      let grades = group.trajectories.map { _ in
        defer { next += criteria.count }
        return Array(found[next..<(next + criteria.count)])
      }
      var spreads: [String: Double] = [:]
      for j in criteria.indices {
        let own = grades.map { $0[j] }
        spreads["criterion_\(j)_spread"] = (own.max() ?? 0) - (own.min() ?? 0)
      }
      return grades.map { own in
        var parts = spreads
        for (j, grade) in own.enumerated() { parts["criterion_\(j)"] = grade }
        return Score(Self.total(own, criteria), parts: parts)
      }
    }
  }

  /// A positive weight, two words, and response and criterion in the question.
  public func validate() throws {
    try require(
      criteria.contains { $0.weight > 0 }, "criteria", "\(criteria.count)",
      "at least one with a positive weight")
    try require(!yes.isEmpty && !no.isEmpty && yes != no, "yes", yes, "a word that is not 'no'")
    try require(
      template.contains("{response}") && template.contains("{criterion}"), "template", template,
      "a text with {response} and {criterion} in it")
  }
}
