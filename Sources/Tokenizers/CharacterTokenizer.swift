/// The studies' vocabulary of 96: the 95 printable ASCII characters (id = code − 32) and `<end>` (95).
public struct CharacterTokenizer: Tokenizer {
  /// The tokenizer.
  public init() {}
  /// 96.
  public var vocabularyCount: Int { 96 }
  /// 95: the end token starts every text too.
  public var startToken: Int32? { endToken }
  /// 95.
  public var endToken: Int32 { 95 }

  /// One id a character.
  public func encode(_ text: String) throws -> [Int32] {
    try text.enumerated().map { index, character in
      guard let code = character.asciiValue, (32..<127).contains(code) else {
        throw TokenizersError.unknownCharacter(character, position: index + 1)
      }
      return Int32(code) - 32
    }
  }

  /// One character an id.
  public func decode(_ tokens: some Sequence<Int32>) -> String {
    String(
      decoding: tokens.lazy.filter { (0..<95).contains($0) }.map { UInt8($0 + 32) }, as: UTF8.self)
  }

  /// One but for the end token.
  public func byteCount(of token: Int32) -> Int { (0..<95).contains(token) ? 1 : 0 }
}
