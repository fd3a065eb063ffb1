import Experience
import Rollouts
import Support

/// The probability that a model, asked whether a response is right, answers yes rather than no.
///
/// ```
/// r = P(yes) / (P(yes) + P(no))   from the log-probabilities of the two words after the question
/// ```
///
/// Both words are read whole, end token included or not by `ends`. The question is put by a template in which
/// `{prompt}`, `{response}` and `{answer}` stand for the problem's prompt, the completion and the reference answer.
public struct Judge: Reward {
  public static let kind = "judge"
  /// Generative verifier.
  public static let aliases = ["genrm"]
  public static let ids = ["genrm.spec"]
  public static let assumptions =
    "The judge sees the reference answer and cannot be talked into a yes; audit it, and keep a rule beside it."
  public static let summary =
    "The probability that a model answers yes when asked whether a response is right."
  public static let source = Source("Zhang et al. 2024, arXiv:2408.15240, eq. 3")

  /// The model's role; `policy.models` says where it comes from.
  public var role = Role.judge
  /// The question.
  public var template = "{prompt}\n\nProposed answer: {response}\n\nIs the answer correct (Yes/No)?"
  /// The word for right.
  public var yes = "Yes"
  /// The word for wrong.
  public var no = "No"
  /// Whether the words are read with the end token after them.
  public var ends = false

  /// Yes or No.
  public init() {}

  /// The judge.
  public var needs: Needs { Needs(models: [role]) }
  /// A probability.
  public var range: ClosedRange<Double>? { 0...1 }

  /// A model.
  public var basis: RewardBasis { .model }
  /// All completions of the batch in one pass.
  public func scores(_ batch: Batch, _ bench: Bench, _ memory: inout Memory) throws -> [[Score]] {
    let questions = batch.groups.flatMap { group in
      group.trajectories.indices.map {
        Question(text: WordProbabilities.text(template, group, $0), words: [yes, no])
      }
    }
    var found = try WordProbabilities(role: role, ends: ends).ask(questions, bench)[...]
    return batch.groups.map { group in
      group.trajectories.map { _ in
        let probability = found.removeFirst()[0]
        return Score(probability, parts: ["judge": probability])
      }
    }
  }

  /// The template with texts in place of its fields, in one pass: a response that holds a field's name stays what it is.
  static func filled(_ template: String, _ fields: [String: String]) -> String {
    var out = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{") {
      out += rest[..<open]
      rest = rest[open...]
      if let field = fields.keys.first(where: { rest.hasPrefix($0) }) {
        out += fields[field] ?? ""
        rest = rest.dropFirst(field.count)
      } else {
        out.append("{")
        rest = rest.dropFirst()
      }
    }
    return out + rest
  }

  /// Two words, and the response in the question.
  public func validate() throws {
    try require(!yes.isEmpty && yes != no, "yes", yes, "a word that is not 'no'")
    try require(!no.isEmpty, "no", no, "a word")
    try require(
      template.contains("{response}"), "template", template, "a text with {response} in it")
  }
}
