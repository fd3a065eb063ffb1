/// One choice of an answer.
public struct ChatChoice: AnswerChoice {
  /// What an answer with such choices calls itself.
  public static let object = "chat.completion"

  /// Its place.
  public var index: Int
  /// What the model says.
  public var message: ChatMessage
  /// The log-probabilities, if they were asked for.
  public var logprobs: ChatLogprobs?
  /// Why it ended: `stop` or `length`.
  public var finishReason: String?
  /// Extension: the numbers of the response tokens (vLLM).
  public var tokenIDs: [Int32]?

  /// A choice from its parts.
  public init(
    index: Int, message: ChatMessage, logprobs: ChatLogprobs? = nil, finishReason: String?,
    tokenIDs: [Int32]? = nil
  ) {
    self.index = index
    self.message = message
    self.logprobs = logprobs
    self.finishReason = finishReason
    self.tokenIDs = tokenIDs
  }

  private enum CodingKeys: String, CodingKey {
    case index, message, logprobs
    case finishReason = "finish_reason"
    case tokenIDs = "token_ids"
  }

  /// Reads a choice; one without an index is the first.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    index = try members.decodeIfPresent(Int.self, forKey: .index) ?? 0
    message = try members.decode(ChatMessage.self, forKey: .message)
    logprobs = try members.decodeIfPresent(ChatLogprobs.self, forKey: .logprobs)
    finishReason = try members.decodeIfPresent(String.self, forKey: .finishReason)
    tokenIDs = try members.decodeIfPresent([Int32].self, forKey: .tokenIDs)
  }

  /// Writes a choice, with null for log-probabilities and a reason that are not there.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(index, forKey: .index)
    try members.encode(message, forKey: .message)
    try members.encode(logprobs, forKey: .logprobs)
    try members.encode(finishReason, forKey: .finishReason)
    try members.encodeIfPresent(tokenIDs, forKey: .tokenIDs)
  }
}

/// Log-probabilities of a message's tokens, nats.
public struct ChatLogprobs: Codable, Sendable, Equatable {
  /// One entry a token.
  public var content: [Token]?

  /// Log-probabilities of some tokens.
  public init(_ content: [Token]) { self.content = content }

  /// A token with its log-probability and the most probable ones at its place.
  public struct Token: Codable, Sendable, Equatable {
    /// The token as text.
    public var token: String
    /// Its log-probability, nats.
    public var logprob: Double
    /// Its UTF-8, which tells the text of tokens that are no whole characters.
    public var bytes: [UInt8]?
    /// The most probable tokens at its place.
    public var topLogprobs: [Candidate]?

    /// A token from its parts.
    public init(token: String, logprob: Double, bytes: [UInt8]?, topLogprobs: [Candidate]) {
      self.token = token
      self.logprob = logprob
      self.bytes = bytes
      self.topLogprobs = topLogprobs
    }

    private enum CodingKeys: String, CodingKey {
      case token, logprob, bytes
      case topLogprobs = "top_logprobs"
    }
  }

  /// One of the most probable tokens at a place.
  public struct Candidate: Codable, Sendable, Equatable {
    /// The token as text.
    public var token: String
    /// Its log-probability, nats.
    public var logprob: Double
    /// Its UTF-8.
    public var bytes: [UInt8]?

    /// A candidate from its parts.
    public init(token: String, logprob: Double, bytes: [UInt8]?) {
      self.token = token
      self.logprob = logprob
      self.bytes = bytes
    }
  }
}
