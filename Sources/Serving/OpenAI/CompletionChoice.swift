/// One choice of an answer.
public struct CompletionChoice: AnswerChoice {
  /// What an answer with such choices calls itself.
  public static let object = "text_completion"

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
