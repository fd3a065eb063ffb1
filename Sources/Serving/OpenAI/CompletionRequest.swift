import Support

/// What `POST /v1/completions` is asked.
///
/// What is absent has the server's default: 16 for `max_tokens`, 1 for `temperature`, `top_p` and `n`.
public struct CompletionRequest: Codable, Sendable, Equatable {
  /// The model's name; a server of one model may do without.
  public var model: String?
  /// What is to be continued.
  public var prompt: CompletionPrompts
  /// The most response tokens of a choice.
  public var maxTokens: Int?
  /// The temperature; 0 is greedy.
  public var temperature: Double?
  /// The mass that nucleus sampling keeps.
  public var topP: Double?
  /// Choices a prompt.
  public var n: Int?
  /// The root of the draws; the same seed gives the same choices where the server is deterministic.
  public var seed: Int?
  /// Texts that end a choice, which leaves them out.
  public var stop: OneOrMany?
  /// Whether the choice begins with the prompt.
  public var echo: Bool?
  /// Most probable tokens told at every position beside the one drawn; 0 tells that one alone.
  public var logprobs: Int?
  /// Whether the answer comes in pieces.
  public var stream: Bool?
  /// What the stream says beside its pieces.
  public var streamOptions: StreamOptions?
  /// Who asks.
  public var user: String?
  /// Choices made, of which the best `n` are given.
  public var bestOf: Int?
  /// The text after the choice, for models that fill gaps.
  public var suffix: String?
  /// The penalty of a token that is there already, logits.
  public var presencePenalty: Double?
  /// The penalty of a token for each time that it is there, logits.
  public var frequencyPenalty: Double?
  /// What is added to logits, by token number.
  public var logitBias: [String: Double]?
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

  /// A request; everything else is set afterwards.
  public init(model: String?, prompt: CompletionPrompts) {
    self.model = model
    self.prompt = prompt
  }

  private enum CodingKeys: String, CodingKey {
    case model, prompt, temperature, n, seed, stop, echo, logprobs, stream, user, suffix
    case maxTokens = "max_tokens"
    case topP = "top_p"
    case streamOptions = "stream_options"
    case bestOf = "best_of"
    case presencePenalty = "presence_penalty"
    case frequencyPenalty = "frequency_penalty"
    case logitBias = "logit_bias"
    case topK = "top_k"
    case minP = "min_p"
    case repetitionPenalty = "repetition_penalty"
    case repeatPenalty = "repeat_penalty"
    case minTokens = "min_tokens"
    case ignoresEnd = "ignore_eos"
    case includesStop = "include_stop_str_in_output"
    case returnsTokenIDs = "return_token_ids"
  }
}

/// The prompts of a request: a string, a list of strings, a list of tokens, or a list of such lists.
public enum CompletionPrompts: Codable, Sendable, Equatable {
  /// Texts.
  case texts([String])
  /// Numbers of tokens.
  case tokens([[Int32]])

  /// The number of prompts.
  public var count: Int {
    switch self {
    case .texts(let texts): texts.count
    case .tokens(let lists): lists.count
    }
  }

  /// Reads any of the four forms.
  ///
  /// - Throws: `DecodingError` for another one; an empty list is a list of texts.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let text = try? value.decode(String.self) {
      self = .texts([text])
    } else if let texts = try? value.decode([String].self) {
      self = .texts(texts)
    } else if let tokens = try? value.decode([Int32].self) {
      self = .tokens([tokens])
    } else if let lists = try? value.decode([[Int32]].self) {
      self = .tokens(lists)
    } else {
      throw DecodingError.dataCorruptedError(
        in: value,
        debugDescription:
          "'prompt' is not a string, a list of strings, a list of token numbers or a list of those")
    }
  }

  /// Writes one prompt without a list around it.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .texts(let texts):
      if texts.count == 1 { try value.encode(texts[0]) } else { try value.encode(texts) }
    case .tokens(let lists):
      if lists.count == 1 { try value.encode(lists[0]) } else { try value.encode(lists) }
    }
  }
}
