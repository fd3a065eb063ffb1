import Experience
import Support

/// A model of which only texts are known, such as a server's: what may judge in place of a model of ours.
public protocol TextModel: Sendable {
  /// Completions of some prompts, `[prompts][count]`.
  ///
  /// - Parameter stream: the random numbers; completion j of prompt i has those of `stream[i, j]`.
  func texts(
    after prompts: [String], count: Int, cap: Int, temperature: Double, stream: RandomStream
  ) throws -> [[Completion]]

  /// How probable each response is after its prompt; `nil` where it cannot be told.
  func scores(of pairs: [(prompt: String, response: String)]) throws -> [ResponseScore?]
}

/// How probable a response is after its prompt.
public struct ResponseScore: Sendable, Equatable {
  /// Σ log p over its tokens, nats.
  public var logProbability: Double
  /// Its tokens, no end token among them.
  public var tokens: Int

  /// A score from its parts.
  public init(logProbability: Double, tokens: Int) {
    self.logProbability = logProbability
    self.tokens = tokens
  }
}

extension RolloutEngine {
  /// How probable each response is after its prompt, at temperature 1.
  ///
  /// A prompt in which the model's markers stand already, as in one that went through a chat template, is taken as it is.
  /// An empty response has no tokens, and is certain.
  /// - Throws: `RolloutsError.context` where a text does not fit; `TokenizersError`.
  public func scores(of pairs: [(prompt: String, response: String)]) throws -> [ResponseScore] {
    let sequences = try pairs.map { pair in
      let ids = try tokenizer.encode(pair.prompt)
      let begins = ids.first.map { $0 == tokenizer.startToken } ?? false
      let isRendered =
        promptFormat == .plain && (begins || ids.contains { tokenizer.stopTokens.contains($0) })
      return (
        prompt: isRendered ? ids : try promptTokens(pair.prompt),
        response: try tokenizer.encode(pair.response)
      )
    }
    var scores = pairs.map { _ in ResponseScore(logProbability: 0, tokens: 0) }
    let spoken = sequences.indices.filter { !sequences[$0].response.isEmpty }
    for (place, logprobs) in zip(spoken, try score(spoken.map { sequences[$0] })) {
      scores[place] = ResponseScore(
        logProbability: logprobs.reduce(0) { $0 + Double($1) }, tokens: logprobs.count)
    }
    return scores
  }
}

extension ModelBank {
  /// Puts a model of texts in.
  public func add(_ model: any TextModel, as role: Role) { textModels[role] = model }

  /// The model of texts of a role, if one has it.
  public func textModel(_ role: Role) -> (any TextModel)? { textModels[role] }
}
