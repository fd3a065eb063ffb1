/// What `POST /v1/completions` answers, and each piece of a stream of it.
public typealias CompletionResponse = AnswerResponse<CompletionChoice>

/// What `POST /v1/chat/completions` answers.
public typealias ChatResponse = AnswerResponse<ChatChoice>

/// One piece of a stream that `POST /v1/chat/completions` answers with: what is new of each choice; none in the last piece, if that gives
/// the usage.
public typealias ChatChunk = AnswerResponse<ChatDelta>

/// One of the choices that an answer holds.
public protocol AnswerChoice: Codable, Sendable, Equatable {
  /// What an answer with such choices calls itself.
  static var object: String { get }
}

/// What a server answers.
public struct AnswerResponse<Choice: AnswerChoice>: Codable, Sendable, Equatable {
  /// The name of the answer.
  public var id: String?
  /// What it is: `text_completion`, `chat.completion` or `chat.completion.chunk`.
  public var object: String?
  /// When it was made, seconds since 1970.
  public var created: Int?
  /// The model that answered.
  public var model: String?
  /// What made the answer: with the same one, the same seed should give the same choices.
  public var systemFingerprint: String?
  /// The choices: those of the first prompt, then those of the second.
  public var choices: [Choice]
  /// The tokens that it took; in a stream, null but in the last piece.
  public var usage: TokenUsage?

  /// An answer from its parts.
  public init(
    id: String, created: Int, model: String, systemFingerprint: String? = nil, choices: [Choice],
    usage: TokenUsage?
  ) {
    self.id = id
    object = Choice.object
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
