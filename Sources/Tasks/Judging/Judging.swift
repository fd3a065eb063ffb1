import Experience
import Support

/// Another family's problems with a response to each: is it right? What a judge is trained on, with the truth known.
///
/// Prompt `PROMPT|RESPONSE|`, gold `[step(;step)*]#1` or `…#0`: the steps are those of the other family's gold response,
/// so that a judge may work the problem out before it says its verdict, or answer `#1` or `#0` at once. The response is the gold
/// one, a bare answer, or a trace with a wrong step, by the shares of `responses`; it is right if it is at `level`.
/// A problem has the identity of the one that is asked about, so that splits and leak checks see both as the same.
///
/// A verdict is loosely right if the last word is, strictly if its steps are, too. Chance is ½ of being loosely right, whatever
/// the form: measure a judge by its accuracy and by the rates of its two errors, never by pass@k.
///
/// ```
/// reward: { kind: judge, template: "{prompt}|{response}|", "yes": "#1", "no": "#0" }          # at once
/// reward: { kind: thinking-judge, template: "{prompt}|{response}|", "yes": "#1", "no": "#0" } # after working it out
/// ```
public struct Judging: TracedTask {
  /// What a response must be to be right.
  public enum Level: String, Codable, Sendable, CaseIterable {
    /// Its answer is right.
    case loose
    /// Its steps are, too.
    case strict
  }

  public static let kind = "judging"
  /// What a problem can leave the training distribution along.
  public static let axes = ["those of the task"]
  /// Verification as next-token prediction.
  public static let aliases = ["verification"]
  public static let summary =
    "Another task's problems, each with a response that is right or wrong."
  public static let source = Source("Zhang et al. 2024, arXiv:2408.15240, section 3")

  /// The task.
  public var task = Slot<TaskCatalogue>(Chain.pure)
  /// What a response must be to be right.
  public var level = Level.strict
  /// The forms of the responses that are judged.
  public var responses = ResponseStyle(gold: 0.5, answerOnly: 0.1, wrongStep: 0.4)

  /// Chains, half of the responses right.
  public init() {}
  /// About a task.
  public init(_ task: any TracedTask, level: Level = .strict) {
    self.task = Slot(task)
    self.level = level
  }

  /// Stands between a prompt and a response, and after it.
  static let separator: Character = "|"

  private var family: any TracedTask {
    guard let family = task.value.traced else {
      preconditionFailure("a task without traces was found valid")
    }
    return family
  }

  /// Those of the task.
  public var difficulties: ClosedRange<Int> { task.value.difficulties }

  /// A problem of the task with a response.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    let problem = try family.problem(difficulty: difficulty, using: &generator)
    let response = try responses.response(to: problem, of: family, using: &generator)
    return judged(problem, response)
  }

  /// The problem that a prompt states.
  public func problem(prompt: String) throws -> Problem {
    try validate()
    let parts = prompt.split(separator: Self.separator, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].isEmpty else {
      throw TasksError.prompt(
        kind: Self.kind, prompt: prompt, reason: "it does not have the form PROMPT|RESPONSE|")
    }
    return judged(try family.problem(prompt: String(parts[0])), String(parts[1]))
  }

  private func judged(_ problem: Problem, _ response: String) -> Problem {
    let verdict = family.verdict(
      on: Completion(text: response, isFinished: true), for: problem)
    let isRight = level == .strict ? verdict.strict : verdict.loose
    var judged = Problem(
      id: problem.id, prompt: "\(problem.prompt)\(Self.separator)\(response)\(Self.separator)",
      gold: Self.steps(of: problem.gold) + (isRight ? "#1" : "#0"), answer: isRight ? "1" : "0",
      difficulty: problem.difficulty, canonical: problem.canonical, chanceLoose: 0.5,
      chanceStrict: 0.5 * problem.chanceStrict)
    judged.metadata["response"] = .text(response)
    return judged
  }

  /// What stands before the `#`.
  private static func steps(of response: String) -> Substring {
    response.prefix { $0 != "#" }
  }

  /// The problem that is asked about, and the response.
  private func inner(_ problem: Problem) -> (problem: Problem, response: String) {
    let parts = problem.prompt.split(
      separator: Self.separator, omittingEmptySubsequences: false)
    guard parts.count == 3, let inner = try? family.problem(prompt: String(parts[0])) else {
      preconditionFailure("'\(problem.prompt)' is not a problem of this family")
    }
    return (inner, String(parts[1]))
  }

  /// Right steps before the `#` as the task sees them, and the right word after it.
  public func verdict(on completion: Completion, for problem: Problem) -> Verdict {
    let text = completion.text
    guard completion.isFinished, let hash = text.firstIndex(of: "#") else {
      return .unparsed(completion.isFinished ? "no '#'" : "cut off before the end token")
    }
    let word = text[text.index(after: hash)...]
    guard word == "1" || word == "0" else {
      return .unparsed("the verdict is neither 1 nor 0")
    }
    // The steps are judged as those of a response with the right answer.
    let inner = inner(problem).problem
    let work = family.verdict(
      on: Completion(text: "\(text[..<hash])#\(inner.answer)", isFinished: true), for: inner)
    let isRight = word == problem.answer
    return Verdict(
      parsed: true, loose: isRight, strict: isRight && work.strict, process: work.process,
      answer: String(word), excess: work.excess, reason: isRight ? work.reason : "wrong verdict",
      steps: work.steps)
  }

  /// A wrong working of the problem, and the verdict that follows from it.
  public func corruptedTrace(
    of problem: Problem, using generator: inout RandomGenerator
  ) -> String {
    let (inner, response) = inner(problem)
    let wrong = family.corruptedTrace(of: inner, using: &generator)
    let agrees =
      level == .strict
      ? response == wrong : response.split(separator: "#").last == wrong.split(separator: "#").last
    return Self.steps(of: wrong) + (agrees ? "#1" : "#0")
  }

  /// No longer than that of the task.
  public func longestGold(difficulty: Int) -> Int { family.longestGold(difficulty: difficulty) }
  /// As for the problem that is asked about.
  public func hasUniqueStrictResponse(_ problem: Problem) -> Bool {
    family.hasUniqueStrictResponse(inner(problem).problem)
  }

  /// A task with traces whose texts leave the separator alone.
  public func validate() throws {
    let kind = task.kind
    try requireSetting(
      task.value.traced != nil && kind != Self.kind, "task", kind,
      "a task whose solutions are written by a program")
  }
}
