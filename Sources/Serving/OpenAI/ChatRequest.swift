import Support

/// What `POST /v1/chat/completions` is asked.
///
/// What is absent has the server's default: as many tokens as fit, 1 for `temperature`, `top_p` and `n`.
public struct ChatRequest: Codable, Sendable, Equatable {
  /// The model's name; a server of one model may do without.
  public var model: String?
  /// The conversation so far.
  public var messages: [ChatMessage]
  /// The most response tokens of a choice, under the name that most servers know.
  public var maxTokens: Int?
  /// The same under OpenAI's newer name; it holds where both are given.
  public var maxCompletionTokens: Int?
  /// The temperature; 0 is greedy.
  public var temperature: Double?
  /// The mass that nucleus sampling keeps.
  public var topP: Double?
  /// Choices.
  public var n: Int?
  /// The root of the draws; the same seed gives the same choices where the server is deterministic.
  public var seed: Int?
  /// Texts that end a choice, which leaves them out.
  public var stop: OneOrMany?
  /// Whether the log-probabilities of the tokens drawn are told.
  public var logprobs: Bool?
  /// Most probable tokens told at every position; needs `logprobs`.
  public var topLogprobs: Int?
  /// Whether the answer comes in pieces.
  public var stream: Bool?
  /// What the stream says beside its pieces.
  public var streamOptions: StreamOptions?
  /// Who asks.
  public var user: String?
  /// The penalty of a token that is there already, logits.
  public var presencePenalty: Double?
  /// The penalty of a token for each time that it is there, logits.
  public var frequencyPenalty: Double?
  /// What is added to logits, by token number.
  public var logitBias: [String: Double]?
  /// The form that the answer should have, such as `{"type": "json_object"}`.
  public var responseFormat: JSONValue?
  /// Functions that the model may call.
  public var tools: JSONValue?
  /// Extension: the number of tokens that top-k sampling keeps; −1 or 0 for all.
  public var topK: Int?
  /// Extension: the least probability, as a share of the largest one.
  public var minP: Double?
  /// Extension: the factor by which logits of tokens that are there already are divided.
  public var repetitionPenalty: Double?
  /// Extension: the same, as llama.cpp calls it.
  public var repeatPenalty: Double?
  /// Extension: response tokens before which the end token is not drawn.
  public var minTokens: Int?
  /// Extension: whether generation goes on after the end token.
  public var ignoresEnd: Bool?
  /// Extension: whether stop texts stay in the choice.
  public var includesStop: Bool?
  /// Extension: whether choices give the numbers of their tokens.
  public var returnsTokenIDs: Bool?
  /// Extension: variables of the chat template, such as `enable_thinking`.
  public var templateVariables: [String: JSONValue]?
  /// Extension: whether the template opens a new answer after the last message.
  public var addsGenerationPrompt: Bool?
  /// Extension: whether the last message is an answer that goes on.
  public var continuesLastMessage: Bool?

  /// A request; everything else is set afterwards.
  public init(model: String?, messages: [ChatMessage]) {
    self.model = model
    self.messages = messages
  }

  /// The most response tokens, whichever name it has.
  public var cap: Int? { maxCompletionTokens ?? maxTokens }

  private enum CodingKeys: String, CodingKey {
    case model, messages, temperature, n, seed, stop, logprobs, stream, user, tools
    case maxTokens = "max_tokens"
    case maxCompletionTokens = "max_completion_tokens"
    case topP = "top_p"
    case topLogprobs = "top_logprobs"
    case streamOptions = "stream_options"
    case presencePenalty = "presence_penalty"
    case frequencyPenalty = "frequency_penalty"
    case logitBias = "logit_bias"
    case responseFormat = "response_format"
    case topK = "top_k"
    case minP = "min_p"
    case repetitionPenalty = "repetition_penalty"
    case repeatPenalty = "repeat_penalty"
    case minTokens = "min_tokens"
    case ignoresEnd = "ignore_eos"
    case includesStop = "include_stop_str_in_output"
    case returnsTokenIDs = "return_token_ids"
    case templateVariables = "chat_template_kwargs"
    case addsGenerationPrompt = "add_generation_prompt"
    case continuesLastMessage = "continue_final_message"
  }
}

/// One message of a conversation, as the protocol has it.
public struct ChatMessage: Codable, Sendable, Equatable {
  /// Who speaks; absent from all but the first piece of a stream.
  public var role: String?
  /// What is said; null beside calls of tools, absent from the last piece of a stream.
  public var content: ChatContent?
  /// What a model thought before it spoke, where the server keeps it apart (llama.cpp, vLLM, SGLang).
  public var reasoningContent: String?
  /// Why the model said nothing.
  public var refusal: String?
  /// The name of the speaker.
  public var name: String?

  /// A message from its parts.
  public init(role: String?, content: ChatContent?, name: String? = nil) {
    self.role = role
    self.content = content
    self.name = name
  }

  /// A message of a problem.
  public init(_ message: Message) {
    self.init(role: message.role, content: .text(message.content))
  }

  private enum CodingKeys: String, CodingKey {
    case role, content, refusal, name
    case reasoningContent = "reasoning_content"
  }
}

/// What a message says: a string, or a list of parts.
public enum ChatContent: Codable, Sendable, Equatable {
  /// One text.
  case text(String)
  /// Parts.
  case parts([Part])

  /// One part.
  public struct Part: Codable, Sendable, Equatable {
    /// `text`, or something else such as `image_url`.
    public var type: String
    /// The text of a part that is one.
    public var text: String?

    /// A text.
    public init(text: String) {
      type = "text"
      self.text = text
    }
  }

  /// The text: that of all parts, one after the other; `nil` if a part is none.
  public var text: String? {
    switch self {
    case .text(let text): return text
    case .parts(let parts):
      let texts = parts.compactMap { $0.type == "text" ? $0.text : nil }
      return texts.count == parts.count ? texts.joined() : nil
    }
  }

  /// Reads a string or a list of parts.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self = .text(text)
    } else {
      self = .parts(try value.decode([Part].self))
    }
  }

  /// Writes a string or a list of parts.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .text(let text): try value.encode(text)
    case .parts(let parts): try value.encode(parts)
    }
  }
}
