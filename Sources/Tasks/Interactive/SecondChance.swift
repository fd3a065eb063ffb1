import Experience
import Support

/// Another family's problems, asked again after a wrong answer: the simplest conversation of several turns.
///
/// After a turn that is not strictly right the environment says `message`, in which `{prompt}` stands for the problem's
/// prompt, and the policy answers again. The verdict is that on the last turn.
public struct SecondChance: TaskFamily {
  public static let kind = "second-chance"
  /// What a problem can leave the training distribution along.
  public static let axes = ["those of the task", "attempts"]
  public static let summary = "Another task's problems, asked again after a wrong answer."
  public static let source = Source("Kumar et al. 2024, arXiv:2409.12917, section 3 (two attempts)")

  /// The task.
  public var task = Slot<TaskCatalogue>(Chain.pure)
  /// Turns of the policy at most.
  public var attempts = 2
  /// What is said after a wrong one.
  public var message = "{prompt}"

  /// Two attempts at chains.
  public init() {}

  /// With a task.
  public init(_ task: any TaskFamily, attempts: Int = 2) {
    self.task = Slot(task)
    self.attempts = attempts
  }

  /// Those of the task.
  public var difficulties: ClosedRange<Int> { task.value.difficulties }
  /// A problem of the task.
  public func problem(difficulty: Int, using generator: inout RandomGenerator) throws -> Problem {
    try task.value.problem(difficulty: difficulty, using: &generator)
  }
  /// The task's verdicts on single turns.
  public func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict] {
    try task.value.verdicts(on: completions, for: problem)
  }
  /// Room for all attempts, and as much again for what is said between them.
  public func responseCap(difficulties: [Int]) -> Int {
    (2 * attempts - 1) * task.value.responseCap(difficulties: difficulties)
  }
  /// Says that an answer is wrong.
  public func environment(for problem: Problem) -> (any Environment)? {
    AskingAgain(family: self, problem: problem)
  }
  /// At least one attempt.
  public func validate() throws { try require(attempts, atLeast: 1, atMost: 1000, "attempts") }
}

/// Asks again as long as an answer is wrong and attempts are left.
struct AskingAgain: Environment {
  let family: SecondChance
  let problem: Problem
  private var turns = 0

  init(family: SecondChance, problem: Problem) {
    self.family = family
    self.problem = problem
  }

  mutating func reply(to completion: Completion) throws -> EnvironmentTurn {
    turns += 1
    let verdict = try family.verdicts(on: [completion], for: problem)[0]
    if verdict.strict || turns >= family.attempts { return .end(verdict, reward: nil) }
    let text = family.message.replacing("{prompt}", with: problem.prompt)
    return .say(Message(role: "user", content: text), reward: nil)
  }
}
