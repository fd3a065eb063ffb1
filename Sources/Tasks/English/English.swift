import Experience
import Support

/// Another family's problems in plain English, for models that were trained on text: fresh problems that no benchmark has.
///
/// Prompt: what is asked in words, and `End with a line "#### " and the answer.` The answer is what stands after the last `####`, else
/// in the last `\boxed{}`; the other family judges it as if it had been a bare answer. Steps are not read, so that strict is loose, and
/// process 0 or 1. A problem has the identity of the one that it puts in words.
public struct English: TaskFamily {
  public static let kind = "english"
  /// What a problem can leave the training distribution along.
  public static let axes = ["those of the task"]
  public static let summary = "Another task's problems in plain English, for models of text."
  public static let source = Source(
    "Mirzadeh et al. 2024, arXiv:2410.05229 (templates for fresh problems); a task of this tool, 2026"
  )

  /// The task, one that can be put in words.
  public var task = Slot<TaskCatalogue>(Chain.pure)
  /// What stands under the question.
  public var instruction = "Reason step by step. End with a line \"#### \" and the answer."

  /// Chains.
  public init() {}
  /// A task.
  public init(_ task: any TracedTask) { self.task = Slot(task) }

  private var family: any TracedTask {
    guard let family = task.value.traced else {
      preconditionFailure("a task that cannot be put in words was found valid")
    }
    return family
  }

  /// Those of the task.
  public var difficulties: ClosedRange<Int> { task.value.difficulties }
  /// As of the task.
  public var judgedOtherwise: String? { task.value.judgedOtherwise }

  /// A problem of the task, in words.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try validate()
    let problem = try family.problem(difficulty: difficulty, using: &generator)
    guard let words = family.english(problem) else {
      throw TasksError.setting(
        kind: Self.kind, key: "task", value: task.kind,
        expected: "a task that can be put in words")
    }
    var own = problem
    own.messages = [Message(role: "user", content: words + "\n" + instruction)]
    own.gold = "#### " + problem.answer
    // Steps are not read: a guess need only hit the answer.
    own.chanceStrict = problem.chanceLoose
    own.metadata["original"] = .text(problem.prompt)
    return own
  }

  /// Verdicts of the task on the answers that are found.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    guard case .text(let prompt) = problem.metadata["original"] else {
      preconditionFailure("'\(problem.prompt)' is not a problem of this family")
    }
    let inner = try family.problem(prompt: prompt)
    return completions.map { completion in
      guard completion.isFinished else { return .unparsed("cut off before the end") }
      guard let answer = Self.answer(in: completion.text) else {
        return .unparsed("no answer after '####' or in a box")
      }
      let form = family is StackPrograms || family is Addition ? answer : "#" + answer
      let found = family.verdict(on: Completion(text: form, isFinished: true), for: inner)
      guard found.parsed else { return .unparsed(found.reason) }
      let isRight = family is StackPrograms ? found.strict : found.loose
      return Verdict(
        parsed: true, loose: isRight, strict: isRight, process: isRight ? 1 : 0, answer: answer,
        reason: isRight ? "" : found.reason)
    }
  }

  /// Room for a solution in sentences.
  public func responseCap(difficulties: [Int]) -> Int { 512 }

  /// The answer of a response; `nil` without one.
  static func answer(in text: String) -> String? {
    var found: Substring?
    if let mark = text.ranges(of: "####").last {
      found = text[mark.upperBound...].prefix { !$0.isNewline }
    } else if let box = text.ranges(of: "\\boxed{").last {
      found = text[box.upperBound...].prefix { $0 != "}" }
    }
    // Stars at both ends are bold print; a product keeps its own.
    var answer = String((found ?? "").filter { !$0.isWhitespace && !"$\\`\"".contains($0) })
    if answer.hasSuffix(".") { answer.removeLast() }
    if answer.hasPrefix("**") && answer.hasSuffix("**") && answer.count > 4 {
      answer = String(answer.dropFirst(2).dropLast(2))
    }
    return answer.isEmpty ? nil : answer
  }

  /// A task that can be put in words.
  public func validate() throws {
    let kind = task.kind
    var generator = RandomStream(seed: 0)["english"].generator()
    guard let family = task.value.traced,
      let problem = try? family.problem(
        difficulty: family.difficulties.lowerBound, using: &generator)
    else {
      return try requireSetting(false, "task", kind, "a task whose problems a program writes")
    }
    try requireSetting(
      family.english(problem) != nil, "task", kind, "a task that can be put in words")
  }
}
