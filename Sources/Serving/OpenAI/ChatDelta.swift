/// What is new of one choice, in a piece of a stream.
public struct ChatDelta: AnswerChoice {
  /// What a piece of a stream calls itself.
  public static let object = "chat.completion.chunk"

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
