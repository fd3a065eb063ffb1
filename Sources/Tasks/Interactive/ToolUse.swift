import Experience
import Support

/// Another family's problems with a tool: a calculator that the policy may ask, or Python.
///
/// ```
/// calculator:  a turn that ends with `=` is a call:   72*79=   72*9= → 648   72*70= → 5040   648+5040= → 5688   #5688
/// python:      a turn with a fenced block is a call: its output is heard; the last turn is the answer
/// ```
///
/// With the calculator, calls, answers and the last turn together are judged as one response of the task, `72*9=648;72*70=5040;648+5040=5688#5688`: steps
/// may be asked for or written. What cannot be calculated is answered with `?`. After `calls` calls the next turn is the last. Gold turns
/// are the steps of the gold response that the calculator can do. Python runs in the sandbox; its errors are heard, too.
public struct ToolUse: TaskFamily {
  /// What may be asked.
  public enum Tool: String, Codable, Sendable, CaseIterable {
    /// Sums, differences, products and quotients of numbers, exactly.
    case calculator
    /// Programs.
    case python
  }

  public static let kind = "tool-use"
  /// A calculator.
  public static let aliases = ["calculator", "tool"]
  public static let summary = "Another task's problems with a calculator or Python at hand."
  public static let source = Source(
    "Schick et al. 2023, arXiv:2302.04761 (Toolformer); Feng et al. 2025, arXiv:2504.11536 (ReTool)"
  )
  /// What a problem can leave the training distribution along.
  public static let axes = ["those of the task", "tool", "calls"]

  /// The task.
  public var task = Slot<TaskCatalogue>(Scratchpad(.multiply))
  /// What may be asked.
  public var tool = Tool.calculator
  /// How often.
  public var calls = 16

  /// Products with a calculator.
  public init() {}
  /// A task with a tool.
  public init(_ task: any TaskFamily, _ tool: Tool = .calculator) {
    self.task = Slot(task)
    self.tool = tool
  }

  /// Those of the task.
  public var difficulties: ClosedRange<Int> { task.value.difficulties }
  /// Whether the tool does.
  public var runsPrograms: Bool { tool == .python }
  /// A problem of the task.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try task.value.problem(difficulty: difficulty, using: &generator)
  }
  /// The task's verdicts on whole responses.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    try task.value.verdicts(on: completions, for: problem)
  }
  /// Room for an end token more a call.
  public func responseCap(difficulties: [Int]) -> Int {
    task.value.responseCap(difficulties: difficulties) + calls
  }
  /// Calls, then the answer; the gold response with Python.
  public func goldTurns(_ problem: Problem) -> [String] {
    guard tool == .calculator, let mark = problem.gold.lastIndex(of: "#") else {
      return [problem.gold]
    }
    let steps = problem.gold[..<mark].split(separator: ";")
    let asked = steps.map { step -> String? in
      guard let sign = step.lastIndex(of: "=") else { return nil }
      let call = String(step[...sign])
      return Self.calculated(call) == String(step[step.index(after: sign)...]) ? call : nil
    }
    // A step that is no call is written in front of the next turn.
    var turns: [String] = []
    var written = ""
    for (step, call) in zip(steps, asked) {
      if let call {
        turns.append(written + call)
        written = ""
      } else {
        written += step + ";"
      }
    }
    return turns + [(written.isEmpty ? "" : String(written.dropLast())) + problem.gold[mark...]]
  }
  /// The tool.
  public func environment(for problem: Problem) -> (any Environment)? {
    ToolEnvironment(family: self, problem: problem)
  }
  /// At least one call.
  public func validate() throws { try require(calls, atLeast: 1, atMost: 1000, "calls") }

  /// The value of what stands before the last `=`; `nil` where there is none.
  static func calculated(_ call: String) -> String? {
    guard call.last == "=" else { return nil }
    let text = call.dropLast().split(separator: ";").last ?? ""
    guard !text.isEmpty, text.utf8.count <= 200,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || "+-*/()".contains($0)) }),
      let value = Self.value(String(text))
    else { return nil }
    return NumberGame.text(value)
  }

  private static func value(_ expression: String) -> Rational? {
    var reader = ExpressionReader(Array(expression.utf8))
    return reader.whole()
  }
}

/// Answers calls, and judges the whole in the end.
struct ToolEnvironment: Environment {
  let family: ToolUse
  let problem: Problem
  private var transcript = ""
  private var calls = 0

  init(family: ToolUse, problem: Problem) {
    self.family = family
    self.problem = problem
  }

  mutating func reply(to completion: Completion) throws -> EnvironmentTurn {
    if calls < family.calls, completion.isFinished {
      switch family.tool {
      case .calculator where completion.text.hasSuffix("="):
        calls += 1
        let value = ToolUse.calculated(completion.text) ?? "?"
        transcript += completion.text + value + ";"
        return .say(Message(role: "tool", content: value), reward: nil)
      case .python:
        if let program = Self.program(completion.text) {
          calls += 1
          return .run(program: program, reward: nil)
        }
      case .calculator: break
      }
    }
    // An answer follows the last step at once.
    if completion.text.hasPrefix("#"), transcript.last == ";" { transcript.removeLast() }
    var verdict = try family.verdicts(
      on: [Completion(text: transcript + completion.text, isFinished: completion.isFinished)],
      for: problem)[0]
    if !transcript.isEmpty { verdict.steps = [] }
    return .end(verdict, reward: nil)
  }

  /// The last fenced block of a text.
  private static func program(_ text: String) -> String? {
    let parts = text.components(separatedBy: "```")
    guard parts.count >= 3 else { return nil }
    let block = parts[parts.count % 2 == 1 ? parts.count - 2 : parts.count - 3]
    guard let end = block.firstIndex(where: \.isNewline) else { return nil }
    let program = String(block[block.index(after: end)...])
    return program.allSatisfy(\.isWhitespace) ? nil : program
  }
}
