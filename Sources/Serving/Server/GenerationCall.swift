import Foundation
import Rollouts
import Support
import Tokenizers

/// What a request asks for, checked: prompts, and how each of their choices is made.
package struct GenerationCall: Sendable {
  /// The prompts as tokens, with their texts.
  package var prompts: [(tokens: [Int32], text: String)]
  package var settings: ChoiceSettings
  /// Choices a prompt.
  package var count = 1
  /// The root of the draws; `nil` for a fresh one.
  package var seed: Int?
  var isStreamed = false
  /// Whether a stream ends with what it took.
  var givesUsage = false
  /// Whether choices give the numbers of their tokens.
  var givesIDs = false

  /// The tokens of the prompts.
  var promptTokens: Int { prompts.reduce(0) { $0 + $1.tokens.count } }
  /// How many sequences it takes.
  var sequences: Int { prompts.count * count }

  /// The most choices a prompt.
  private static let choices = 1...128
  /// The most probable tokens told at a place.
  private static let told = 0...20
  /// The most stop texts, and the most bytes of one.
  private static let stops = (count: 64, bytes: 1024)

  /// What both kinds of requests may say of drawing.
  package struct Sampling {
    var temperature, topP, minP, presence, frequency, repetition: Double?
    var topK, n, seed, logprobs: Int?
    var stop: OneOrMany?
    var includesStop, stream, givesIDs: Bool?
    var options: StreamOptions?
  }

  /// Checks what does not depend on the model.
  ///
  /// - Throws: `ServerRefusal`.
  package init(_ sampling: Sampling, logprobsName: String) throws {
    func inRange(_ value: Int?, _ range: ClosedRange<Int>, _ name: String) throws {
      guard let value, !range.contains(value) else { return }
      throw ServerRefusal.invalid(
        "'\(name)' is \(value), expected \(range.lowerBound) to \(range.upperBound)", name)
    }
    prompts = []
    try inRange(sampling.n, Self.choices, "n")
    try inRange(sampling.logprobs, Self.told, logprobsName)
    count = sampling.n ?? 1
    seed = sampling.seed
    isStreamed = sampling.stream ?? false
    givesUsage = sampling.options?.includeUsage ?? false
    givesIDs = sampling.givesIDs ?? false
    settings = ChoiceSettings()
    settings.decoding = Decoding(
      temperature: sampling.temperature ?? 1, topK: max(0, sampling.topK ?? 0),
      topP: sampling.topP ?? 1, minP: sampling.minP ?? 0,
      penalties: Penalties(
        repetition: sampling.repetition ?? 1, frequency: sampling.frequency ?? 0,
        presence: sampling.presence ?? 0))
    do {
      try settings.decoding.validate()
    } catch RolloutsError.setting(let name, let value, let expected) {
      let names = [
        "penalties.repetition": "repetition_penalty", "penalties.frequency": "frequency_penalty",
        "penalties.presence": "presence_penalty",
      ]
      let name = names[name] ?? name
      throw ServerRefusal.invalid("'\(name)' is \(value), expected \(expected)", name)
    }
    settings.stops = sampling.stop?.texts ?? []
    guard settings.stops.count <= Self.stops.count,
      settings.stops.allSatisfy({ !$0.isEmpty && $0.utf8.count <= Self.stops.bytes })
    else {
      throw ServerRefusal.invalid(
        "'stop' takes up to \(Self.stops.count) texts of 1 to \(Self.stops.bytes) bytes", "stop")
    }
    settings.includesStop = sampling.includesStop ?? false
    settings.logprobs = sampling.logprobs
  }

  /// The random numbers of a choice: they depend on the seed, on the prompt and on the choice's place among those of the
  /// prompt, so that what a request gets does not depend on its neighbours, and two prompts do not share their luck.
  package static func stream(seed: Int, prompt: [Int32], choice: Int) -> RandomStream {
    let digest = SHA256.hex(prompt.map(String.init).joined(separator: ","))
    return RandomStream(seed: UInt64(bitPattern: Int64(seed)))["serve", digest, choice]
  }
}

extension GenerationCall.Sampling {
  /// Nothing is said.
  package static var plain: Self { Self() }
}

extension GenerationCall {
  /// A request for completions, for a model.
  ///
  /// - Throws: `ServerRefusal`.
  init(_ request: CompletionRequest, _ service: ModelService) throws {
    try self.init(
      Sampling(
        temperature: request.temperature, topP: request.topP, minP: request.minP,
        presence: request.presencePenalty, frequency: request.frequencyPenalty,
        repetition: request.repetitionPenalty, topK: request.topK, n: request.n,
        seed: request.seed, logprobs: request.logprobs, stop: request.stop,
        includesStop: request.includesStop, stream: request.stream,
        givesIDs: request.returnsTokenIDs, options: request.streamOptions),
      logprobsName: "logprobs")
    if let best = request.bestOf, best != count {
      throw ServerRefusal.invalid(
        "'best_of' is not supported: it is \(best) where 'n' is \(count); leave it out", "best_of",
        code: "unsupported_parameter")
    }
    settings.echo = request.echo ?? false
    let cap = request.maxTokens ?? 16
    switch request.prompt {
    case .texts(let texts):
      prompts = try texts.map { (try service.tokens($0), $0) }
    case .tokens(let lists):
      prompts = try lists.map { tokens in
        guard !tokens.isEmpty,
          tokens.allSatisfy({ $0 >= 0 && $0 < service.vocabulary })
        else {
          throw ServerRefusal.invalid(
            "'prompt' has an empty list of tokens, or a token outside 0 to \(service.vocabulary - 1)",
            "prompt")
        }
        return (tokens, service.model.tokenizer.decode(tokens))
      }
    }
    guard !prompts.isEmpty else {
      throw ServerRefusal.invalid("'prompt' has nothing in it", "prompt")
    }
    settings.cap = try service.cap(cap, prompts.map(\.tokens.count).max() ?? 0)
  }

  /// A request for a conversation's next message, for a model.
  ///
  /// - Throws: `ServerRefusal`; what the template says.
  init(_ request: ChatRequest, _ service: ModelService) throws {
    if request.topLogprobs != nil && request.logprobs != true {
      throw ServerRefusal.invalid("'top_logprobs' needs 'logprobs': true", "top_logprobs")
    }
    try self.init(
      Sampling(
        temperature: request.temperature, topP: request.topP, minP: request.minP,
        presence: request.presencePenalty, frequency: request.frequencyPenalty,
        repetition: request.repetitionPenalty, topK: request.topK, n: request.n,
        seed: request.seed,
        logprobs: request.logprobs == true ? request.topLogprobs ?? 0 : nil, stop: request.stop,
        includesStop: request.includesStop, stream: request.stream,
        givesIDs: request.returnsTokenIDs, options: request.streamOptions),
      logprobsName: "top_logprobs")
    let tokens = try service.tokens(request)
    prompts = [(tokens, "")]
    if let cap = request.cap, cap < 1 {
      throw ServerRefusal.invalid("'max_tokens' is \(cap), expected at least 1", "max_tokens")
    }
    settings.cap = try service.cap(request.cap, tokens.count)
  }
}
