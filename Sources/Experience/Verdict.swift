import Support

/// What a checker found in one response.
public struct Verdict: Codable, Sendable, Equatable {
  /// Whether a checker could do its work.
  public enum Status: String, Codable, Sendable, CaseIterable {
    /// It could.
    case ok
    /// It cannot tell; the response is not wrong for that.
    case unknown
    /// It was not done in time.
    case timeout
    /// It failed.
    case error
  }

  /// A step of a response, judged by itself.
  public struct Step: Codable, Sendable, Equatable {
    /// Where it stands in the response, in bytes of UTF-8.
    public var range: Range<Int>
    /// Whether it is right.
    public var isRight: Bool

    /// A step from its parts.
    public init(range: Range<Int>, isRight: Bool) {
      self.range = range
      self.isRight = isRight
    }
  }

  /// Whether the response has the task's form and ended by itself.
  public var parsed: Bool
  /// Whether the final answer is right.
  public var loose: Bool
  /// Whether the answer is right and every gold step is present and right.
  public var strict: Bool
  /// The share of the gold steps that are present and right, in [0, 1].
  public var process: Double
  /// The answer that was extracted.
  public var answer: String?
  /// Steps that are allowed but not needed.
  public var excess: Int
  /// Why the verdict is not strict; empty when it is.
  public var reason: String
  /// The needed steps that the response has, in order; empty where a task has no steps.
  public var steps: [Step]
  /// Whether the checker could do its work.
  public var status: Status

  /// A verdict from its parts.
  public init(
    parsed: Bool, loose: Bool, strict: Bool, process: Double, answer: String?, excess: Int = 0,
    reason: String = "", steps: [Step] = [], status: Status = .ok
  ) {
    self.parsed = parsed
    self.loose = loose
    self.strict = strict
    self.process = process
    self.answer = answer
    self.excess = excess
    self.reason = reason
    self.steps = steps
    self.status = status
  }

  /// The verdict on a response that is not of the task's form: 0 on everything.
  public static func unparsed(_ reason: String, status: Status = .ok) -> Verdict {
    Verdict(
      parsed: false, loose: false, strict: false, process: 0, answer: nil, reason: reason,
      status: status)
  }
}

/// Judges responses to the problems of a task.
public protocol Verifier: Sendable {
  /// One verdict a completion. Any text is judged without failing.
  ///
  /// - Precondition: `problem` is of this task, with these settings.
  /// - Throws: only where the checker itself cannot work, such as a sandbox that does not start.
  func verdicts(on completions: [Completion], for problem: Problem) throws -> [Verdict]
}

/// What answers a policy between its turns: a tool, a critic, a game.
///
/// A value, so that a conversation that forks takes a copy along.
public protocol Environment: Codable, Sendable {
  /// The answer to a turn of the policy.
  mutating func reply(to completion: Completion) throws -> EnvironmentTurn
}

/// What an environment does after a turn of the policy.
public enum EnvironmentTurn: Sendable, Equatable {
  /// It says something, and the policy goes on.
  case say(Message, reward: Double?)
  /// It has a Python program run in a sandbox, whose output the policy hears, and the policy goes on.
  case run(program: String, reward: Double?)
  /// The conversation is over, with the verdict on all of it.
  case end(Verdict, reward: Double?)
}
