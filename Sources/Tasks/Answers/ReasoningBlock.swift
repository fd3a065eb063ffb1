/// The reasoning that a model writes before its answer, in tags: `<think>…</think>`.
///
/// - Source: DeepSeek-AI 2025, arXiv:2501.12948, table 1 (`<think>`).
enum ReasoningBlock {
  private static let tags = [
    ("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<reasoning>", "</reasoning>"),
    ("[THINK]", "[/THINK]"),
  ]

  /// What stands behind the last closing tag, or the whole text without one; `nil` if a block is open at the end.
  ///
  /// The opening tag may be missing, as where a chat template ends the prompt with it.
  static func removed(from bytes: [UInt8]) -> ArraySlice<UInt8>? {
    let end = tags.compactMap { tagEnd($0.1, in: bytes[...]) }.max() ?? 0
    let rest = bytes[end...]
    return tags.contains { tagEnd($0.0, in: rest) != nil } ? nil : rest
  }

  /// Where the last occurrence of a tag ends.
  private static func tagEnd(_ tag: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let start = bytes.indices.last {
      bytes[$0] == tag.utf8.first && bytes[$0...].starts(with: tag.utf8)
    }
    return start.map { $0 + tag.utf8.count }
  }
}
