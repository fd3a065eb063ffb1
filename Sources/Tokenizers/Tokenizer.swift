/// Text to token ids and back.
public protocol Tokenizer: Sendable {
  /// Tokens V.
  var vocabularyCount: Int { get }
  /// Tokens but for added ones at the end, which a model may not have been taught.
  var ordinaryCount: Int { get }
  /// The token that starts every plain text; `nil` if the model has none.
  var startToken: Int32? { get }
  /// The token that ends every response.
  var endToken: Int32 { get }
  /// All tokens that end a response, `endToken` among them.
  var stopTokens: Set<Int32> { get }
  /// The ids of a text, without a start token.
  ///
  /// - Throws: `TokenizersError` if the text cannot be represented.
  func encode(_ text: String) throws -> [Int32]
  /// The text of some ids; start and end tokens are left out.
  func decode(_ tokens: some Sequence<Int32>) -> String
  /// A token as it stands in templates: `<|im_end|>`; `nil` where it has no text.
  func piece(_ token: Int32) -> String?
  /// Bytes that a token adds to a text: none for start and end tokens.
  func byteCount(of token: Int32) -> Int
  /// These bytes.
  func textBytes(of token: Int32) -> [UInt8]
}

extension Tokenizer {
  /// The end token alone.
  public var stopTokens: Set<Int32> { [endToken] }

  /// All tokens.
  public var ordinaryCount: Int { vocabularyCount }

  /// The texts of the tokens that end a response, where they have one.
  public var stopTexts: [String] { stopTokens.sorted().compactMap(piece) }

  /// What `decode` makes of the token alone.
  public func textBytes(of token: Int32) -> [UInt8] { Array(decode([token]).utf8) }

  /// A token that steers the model has no text in a response, but one in a template.
  public func piece(_ token: Int32) -> String? { nil }

  /// Bytes of UTF-8 of a text after each of its tokens: positions ↔ tokens.
  ///
  /// - Parameter text: what `decode` makes of the tokens.
  public func textEnds(of tokens: [Int32], text: String) -> [Int] {
    var ends: [Int] = []
    ends.reserveCapacity(tokens.count)
    var end = 0
    for token in tokens {
      end += byteCount(of: token)
      ends.append(end)
    }
    // Bytes that are no UTF-8 become replacement characters of another length.
    if end == text.utf8.count { return ends }
    // SentencePiece's blank before a text is none of it.
    if end == text.utf8.count + 1 { return ends.map { max(0, $0 - 1) } }
    return tokens.indices.map { decode(tokens[...$0]).utf8.count }
  }

  /// The tokens that a prompt becomes: the start token, if there is one, and the text. A prompt without any
  /// token becomes the end token, from which a model goes on as from the start of a text.
  public func prompt(_ text: String) throws -> [Int32] {
    let ids = try (startToken.map { [$0] } ?? []) + encode(text)
    return ids.isEmpty ? [endToken] : ids
  }
}

/// What can go wrong with text.
public enum TokenizersError: Error, Equatable, CustomStringConvertible {
  /// A character outside the vocabulary, and where it stands (characters from 1).
  case unknownCharacter(Character, position: Int)
  /// A chat template that cannot be evaluated, or that refuses a conversation: path and reason.
  case chatTemplate(path: String, reason: String)
  /// A file that contradicts its format: path and reason.
  case malformed(path: String, reason: String)
  /// A tokenizer of a kind that is not supported: path and reason.
  case unsupported(path: String, reason: String)

  /// One line.
  public var description: String {
    switch self {
    case .unknownCharacter(let character, let position):
      "character '\(character)' at position \(position) is not printable ASCII, "
        + "which is all that this vocabulary has"
    case .chatTemplate(let path, let reason):
      "\(path): the chat template cannot be used: \(reason); --chat-template gives another one"
    case .malformed(let path, let reason): "\(path): not a tokenizer: \(reason)"
    case .unsupported(let path, let reason): "\(path): not supported: \(reason)"
    }
  }
}
