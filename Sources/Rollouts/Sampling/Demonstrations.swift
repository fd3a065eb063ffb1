import Experience
import Support
import Tokenizers

/// Takes the responses that come with each problem, or its gold response, instead of sampling: offline training, such as DPO on
/// pairs or SFT by any loss on `demonstration` tokens.
public struct Demonstrations: Sampler {
  public static let kind = "demonstrations"
  public static let summary = "The responses that come with each problem, instead of sampled ones."
  public static let source = Source("Rafailov et al. 2023, arXiv:2305.18290, section 4")

  /// No settings.
  public init() {}

  /// One group a problem.
  ///
  /// - Throws: `RolloutsError.exhausted` for a problem without demonstrations.
  public func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    let policy = try bench.models.member(.policy)
    let groups = try asker.draw(count).map { asked in
      let own = asked.problem.demonstrations
      let responses = own.isEmpty ? try asked.problem.shown(for: Self.kind) : own
      let prompt = try policy.promptFormat.tokens(asked.problem.messages, policy.tokenizer)
      let trajectories = try responses.map { demonstration in
        try Trajectory(
          demonstration: demonstration, prompt: prompt, tokenizer: policy.tokenizer,
          version: bench.models.version)
      }
      return Group(
        problem: asked.problem, trajectories: trajectories,
        verdicts: try asked.verifier.verdicts(
          on: trajectories.map(\.completion), for: asked.problem), ordinal: asked.ordinal)
    }
    return Batch(groups, step: asker.step)
  }
}

extension Trajectory {
  /// A completion that goes on from a hint, which is no token of the policy's.
  init(prompt: [Int32], hint: [Int32], _ rest: Trajectory, _ tokenizer: any Tokenizer) {
    let zeros = [Float](repeating: 0, count: hint.count)
    let tokens = hint + rest.responseTokens
    let text = tokenizer.decode(tokens)
    self.init(
      promptTokens: prompt, responseTokens: tokens,
      origins: hint.map { _ in .demonstration } + rest.origins,
      behaviorLogprobs: zeros + rest.behaviorLogprobs, plainLogprobs: zeros + rest.plainLogprobs,
      unfilteredLogprobs: zeros + rest.unfilteredLogprobs, entropies: zeros + rest.entropies,
      completion: Completion(text: text, isFinished: rest.completion.isFinished),
      temperature: rest.temperature, version: Int(rest.versions.first ?? 0),
      textEnds: tokenizer.textEnds(of: tokens, text: text))
  }

  /// A response that somebody else wrote; its behaviour is 0, as if it had been sure.
  public init(
    demonstration: Demonstration, prompt: [Int32], tokenizer: any Tokenizer, version: Int
  ) throws {
    let tokens = try tokenizer.encode(demonstration.text) + [tokenizer.endToken]
    let zeros = [Float](repeating: 0, count: tokens.count)
    self.init(
      promptTokens: prompt, responseTokens: tokens,
      origins: tokens.map { _ in .demonstration }, behaviorLogprobs: zeros, plainLogprobs: zeros,
      entropies: zeros, completion: Completion(text: demonstration.text, isFinished: true),
      version: version,
      textEnds: tokenizer.textEnds(of: tokens, text: tokenizer.decode(tokens)))
  }
}
