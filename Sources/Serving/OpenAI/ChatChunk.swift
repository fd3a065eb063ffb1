/// One piece of a stream that `POST /v1/chat/completions` answers with.
public struct ChatChunk: Codable, Sendable, Equatable {
  /// The name of the answer, the same in all pieces.
  public var id: String?
  /// Always `chat.completion.chunk`.
  public var object: String?
  /// When the answer was begun, seconds since 1970.
  public var created: Int?
  /// The model that answers.
  public var model: String?
  /// What makes the answer.
  public var systemFingerprint: String?
  /// What is new of each choice; empty in the last piece, if that gives the usage.
  public var choices: [Choice]
  /// The tokens that it took, in the last piece.
  public var usage: TokenUsage?

  /// What is new of one choice.
  public struct Choice: Codable, Sendable, Equatable {
    /// Its place.
    public var index: Int
    /// The role in the first piece, text in the next ones, nothing in the last.
    public var delta: ChatMessage
    /// The log-probabilities of the new tokens, if they were asked for.
    public var logprobs: ChatLogprobs?
    /// Why it ended; null before.
    public var finishReason: String?

    /// A piece of a choice.
    public init(
      index: Int, delta: ChatMessage, logprobs: ChatLogprobs? = nil, finishReason: String? = nil
    ) {
      self.index = index
      self.delta = delta
      self.logprobs = logprobs
      self.finishReason = finishReason
    }

    private enum CodingKeys: String, CodingKey {
      case index, delta, logprobs
      case finishReason = "finish_reason"
    }

    /// Writes a piece, with null for log-probabilities and a reason that are not there.
    public func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(index, forKey: .index)
      try members.encode(delta, forKey: .delta)
      try members.encode(logprobs, forKey: .logprobs)
      try members.encode(finishReason, forKey: .finishReason)
    }
  }

  /// A piece from its parts.
  public init(
    id: String, created: Int, model: String, systemFingerprint: String? = nil, choices: [Choice],
    usage: TokenUsage? = nil
  ) {
    self.id = id
    object = "chat.completion.chunk"
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
