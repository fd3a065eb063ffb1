/// The tokens that a call took.
public struct TokenUsage: Codable, Sendable, Equatable {
  /// Tokens of the prompts.
  public var promptTokens: Int
  /// Tokens of all choices; absent where nothing is generated.
  public var completionTokens: Int?
  /// Both.
  public var totalTokens: Int?

  /// A usage from its parts.
  public init(promptTokens: Int, completionTokens: Int) {
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
    totalTokens = promptTokens + completionTokens
  }

  private enum CodingKeys: String, CodingKey {
    case promptTokens = "prompt_tokens"
    case completionTokens = "completion_tokens"
    case totalTokens = "total_tokens"
  }
}

/// What a stream should say beside its pieces.
public struct StreamOptions: Codable, Sendable, Equatable {
  /// Whether a last piece without choices gives the usage.
  public var includeUsage: Bool?

  /// Options from their parts.
  public init(includeUsage: Bool? = nil) { self.includeUsage = includeUsage }

  private enum CodingKeys: String, CodingKey { case includeUsage = "include_usage" }
}
