import Experience
import Support

/// 1 for a response that looks like the gold response whatever its numbers: it pays for style alone.
///
/// Every run of digits counts as one sign, on both sides; nothing else may differ.
public struct FullTrace: GroupReward {
  public static let kind = "full-trace"
  public static let summary = "1 for a response of the gold response's form, whatever its numbers."
  public static let source = Source(
    "DeepSeek-AI 2025, arXiv:2501.12948, section 2.2.2 (format reward)")
  /// No settings.
  public init() {}
  /// 0 to 1.
  public var range: ClosedRange<Double>? { 0...1 }
  /// The form.
  public var basis: RewardBasis { .form }
  /// The rewards.
  public func scores(_ group: Group, _ context: RewardContext) -> [Score] {
    let wanted = Self.form(group.problem.gold)
    return group.trajectories.map {
      Score($0.completion.isFinished && Self.form($0.completion.text) == wanted ? 1 : 0)
    }
  }

  /// A text with every run of digits as one `0`.
  static func form(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      if isDigit && bytes.last == UInt8(ascii: "0") { continue }
      bytes.append(isDigit ? UInt8(ascii: "0") : byte)
    }
    return bytes
  }
}
