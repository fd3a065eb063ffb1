/// What can go wrong outside the program's own logic, in this module.
public enum TasksError: Error, Equatable, CustomStringConvertible {
  /// A setting of a family or a corpus is out of its range.
  case setting(kind: String, key: String, value: String, expected: String)
  /// The settings allow no problem of this difficulty.
  case difficulty(kind: String, value: Int, allowed: ClosedRange<Int>)
  /// No further problem was found in so many draws.
  case exhausted(kind: String, difficulty: Int, what: String, draws: Int)
  /// A text is not a prompt of the family.
  case prompt(kind: String, prompt: String, reason: String)

  /// One line: what, where, found, expected, what to do.
  public var description: String {
    switch self {
    case .setting(let kind, let key, let value, let expected):
      "\(kind): '\(key)' is \(value); expected \(expected)"
    case .difficulty(let kind, let value, let allowed):
      "task \(kind): no problem of difficulty \(value) with these settings; "
        + "choose from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .exhausted(let kind, let difficulty, let what, let draws):
      "task \(kind): \(what) of difficulty \(difficulty) not found in \(draws) draws; "
        + "ask for fewer problems or for other difficulties"
    case .prompt(let kind, let prompt, let reason):
      "'\(prompt)' is not a prompt of task \(kind): \(reason)"
    }
  }
}
