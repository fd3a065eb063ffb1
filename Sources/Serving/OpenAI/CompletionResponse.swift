/// What `POST /v1/completions` answers, and each piece of a stream of it.
public struct CompletionResponse: Codable, Sendable, Equatable {
  /// The name of the answer.
  public var id: String?
  /// Always `text_completion`.
  public var object: String?
  /// When it was made, seconds since 1970.
  public var created: Int?
  /// The model that answered.
  public var model: String?
  /// What made the answer: with the same one, the same seed should give the same choices.
  public var systemFingerprint: String?
  /// The choices: those of the first prompt, then those of the second.
  public var choices: [CompletionChoice]
  /// The tokens that it took; in a stream, null but in the last piece.
  public var usage: TokenUsage?

  /// An answer from its parts.
  public init(
    id: String, created: Int, model: String, systemFingerprint: String? = nil,
    choices: [CompletionChoice], usage: TokenUsage?
  ) {
    self.id = id
    object = "text_completion"
    self.created = created
    self.model = model
    self.systemFingerprint = systemFingerprint
    self.choices = choices
    self.usage = usage
  }

  private enum CodingKeys: String, CodingKey {
    case id, object, created, model, choices, usage
    case systemFingerprint = "system_fingerprint"
  }
}

/// One choice of an answer.
public struct CompletionChoice: Codable, Sendable, Equatable {
  /// Its place: choice j of prompt i has `i·n + j`.
  public var index: Int
  /// The text; in a stream, the text that is new.
  public var text: String
  /// The log-probabilities, if they were asked for.
  public var logprobs: CompletionLogprobs?
  /// Why it ended: `stop` or `length`; null in a stream before the end.
  public var finishReason: String?
  /// Extension: the numbers of the response tokens (vLLM).
  public var tokenIDs: [Int32]?
  /// Extension: the numbers of the prompt's tokens (vLLM).
  public var promptTokenIDs: [Int32]?

  /// A choice from its parts.
  public init(
    index: Int, text: String, logprobs: CompletionLogprobs? = nil, finishReason: String?,
    tokenIDs: [Int32]? = nil, promptTokenIDs: [Int32]? = nil
  ) {
    self.index = index
    self.text = text
    self.logprobs = logprobs
    self.finishReason = finishReason
    self.tokenIDs = tokenIDs
    self.promptTokenIDs = promptTokenIDs
  }

  private enum CodingKeys: String, CodingKey {
    case index, text, logprobs
    case finishReason = "finish_reason"
    case tokenIDs = "token_ids"
    case promptTokenIDs = "prompt_token_ids"
  }

  /// Reads a choice; a null text is an empty one, and a choice without an index is the first.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    index = try members.decodeIfPresent(Int.self, forKey: .index) ?? 0
    text = try members.decodeIfPresent(String.self, forKey: .text) ?? ""
    logprobs = try members.decodeIfPresent(CompletionLogprobs.self, forKey: .logprobs)
    finishReason = try members.decodeIfPresent(String.self, forKey: .finishReason)
    tokenIDs = try members.decodeIfPresent([Int32].self, forKey: .tokenIDs)
    promptTokenIDs = try members.decodeIfPresent([Int32].self, forKey: .promptTokenIDs)
  }

  /// Writes a choice, with null for log-probabilities and a reason that are not there.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(index, forKey: .index)
    try members.encode(text, forKey: .text)
    try members.encode(logprobs, forKey: .logprobs)
    try members.encode(finishReason, forKey: .finishReason)
    try members.encodeIfPresent(tokenIDs, forKey: .tokenIDs)
    try members.encodeIfPresent(promptTokenIDs, forKey: .promptTokenIDs)
  }
}

/// Log-probabilities of a choice's tokens, nats; with `echo`, the prompt's come first.
public struct CompletionLogprobs: Codable, Sendable, Equatable {
  /// The tokens as texts.
  public var tokens: [String]?
  /// One number a token; null for the first one of an echoed prompt.
  public var tokenLogprobs: [Double?]?
  /// The most probable tokens at every position; null for the first one of an echoed prompt.
  public var topLogprobs: [[String: Double]?]?
  /// Where each token begins in the choice's text, characters.
  public var textOffset: [Int]?
  /// The form of chats, which llama.cpp gives here too.
  public var content: [ChatLogprobs.Token]?

  /// Log-probabilities from their parts.
  public init(
    tokens: [String], tokenLogprobs: [Double?], topLogprobs: [[String: Double]?]?,
    textOffset: [Int]
  ) {
    self.tokens = tokens
    self.tokenLogprobs = tokenLogprobs
    self.topLogprobs = topLogprobs
    self.textOffset = textOffset
  }

  private enum CodingKeys: String, CodingKey {
    case tokens, content
    case tokenLogprobs = "token_logprobs"
    case topLogprobs = "top_logprobs"
    case textOffset = "text_offset"
  }
}
