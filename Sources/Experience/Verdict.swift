/// What a checker found in one response.
public struct Verdict: Codable, Sendable, Equatable {
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

  /// A verdict from its parts.
  public init(
    parsed: Bool, loose: Bool, strict: Bool, process: Double, answer: String?, excess: Int = 0,
    reason: String = ""
  ) {
    self.parsed = parsed
    self.loose = loose
    self.strict = strict
    self.process = process
    self.answer = answer
    self.excess = excess
    self.reason = reason
  }

  /// The verdict on a response that is not of the task's form: 0 on everything.
  public static func unparsed(_ reason: String) -> Verdict {
    Verdict(parsed: false, loose: false, strict: false, process: 0, answer: nil, reason: reason)
  }
}
