import Experience
import Support

/// 1 for a response that is a thought in tags, then an answer in tags, and nothing else.
///
/// ```
/// ^<think>…</think>\s*<answer>…</answer>$     each tag exactly once
/// ```
public struct Tags: GroupReward {
  public static let kind = "tags"
  /// Think format.
  public static let aliases = ["think-format"]
  public static let ids = ["reward.format"]
  public static let summary = "1 for a thought in tags, then an answer in tags, each once."
  public static let source = Source(
    "DeepSeek-AI 2025, arXiv:2501.12948, section 2.2.2 (format rewards)")
  public static let assumptions =
    "Let it gate correctness; added to it, it pays for long wrong responses in groups without a right one."

  /// The names of the tags, in order.
  public var names = ["think", "answer"]

  /// think and answer.
  public init() {}
  /// The response's form.
  public var basis: RewardBasis { .form }
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }

  /// The scores.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    group.trajectories.map {
      Score($0.completion.isFinished && matches($0.completion.text) ? 1 : 0)
    }
  }

  /// Whether a text is nothing but the tagged parts.
  public func matches(_ text: String) -> Bool {
    var rest = Substring(text.trimmingSpace)
    for (index, name) in names.enumerated() {
      let (open, close) = ("<\(name)>", "</\(name)>")
      if index > 0 { rest = rest.drop(while: \.isWhitespace) }
      guard rest.hasPrefix(open), let end = rest.firstRange(of: close) else { return false }
      rest = rest[end.upperBound...]
    }
    guard rest.isEmpty else { return false }
    return names.allSatisfy { name in
      ["<\(name)>", "</\(name)>"].allSatisfy { text.ranges(of: $0).count == 1 }
    }
  }

  /// At least one name.
  public func validate() throws {
    try require(
      !names.isEmpty
        && names.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0.isNumber } },
      "names", names.joined(separator: ","), "words of letters and digits")
  }
}

extension String {
  /// Without white space at both ends.
  var trimmingSpace: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
