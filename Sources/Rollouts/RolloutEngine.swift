import Experience
import Networks
import Support
import Tensors
import Tokenizers

/// Samples completions of many prompts with many sequences in flight.
///
/// Sequences are numbered problem by problem and cut into shards of a fixed size; a shard has a fixed number
/// of rows, belongs to one worker and refills a finished row with the next waiting sequence. Shapes therefore
/// follow from the work alone, and the results do not depend on the number of workers.
public struct RolloutEngine: Sendable {
  /// The model.
  public let model: Transformer
  /// Its vocabulary.
  public let tokenizer: any Tokenizer
  /// How tokens are drawn.
  public let decoding: Decoding
  let pool: WorkerPool

  /// Sequences decoded side by side in one shard.
  public static let rows = 128

  /// An engine over a model and workers.
  public init(
    _ model: Transformer, tokenizer: any Tokenizer, decoding: Decoding = Decoding(),
    pool: WorkerPool
  ) {
    self.model = model
    self.tokenizer = tokenizer
    self.decoding = decoding
    self.pool = pool
  }

  /// The tokens that a prompt becomes: the end token that starts every sequence, and the text.
  public func promptTokens(_ prompt: String) throws -> [Int32] {
    try [tokenizer.endToken] + tokenizer.encode(prompt)
  }

  /// Samples `count` completions of each prompt, `[prompts][count]`.
  ///
  /// - Parameters:
  ///   - cap: the most response tokens, the end token counted.
  ///   - stream: the random stream of a sample, by prompt and sample index; one draw a token.
  /// - Throws: `RolloutsError` if a prompt does not fit or the model has diverged; `TokenizersError`.
  public func sample(
    _ prompts: [String], count: Int, cap: Int,
    stream: @Sendable (_ prompt: Int, _ sample: Int) -> RandomStream
  ) throws -> [[Trajectory]] {
    try sample(tokens: prompts.map(promptTokens), count: count, cap: cap, stream: stream)
  }

  /// Samples completions of prompts that are tokens already.
  ///
  /// - Parameter stopsAtEnd: whether the end token ends a response; if not, every response has `cap` tokens.
  public func sample(
    tokens: [[Int32]], count: Int, cap: Int, stopsAtEnd: Bool = true,
    stream: @Sendable (_ prompt: Int, _ sample: Int) -> RandomStream
  ) throws -> [[Trajectory]] {
    try decoding.validate()
    guard cap > 0 else {
      throw RolloutsError.setting(name: "cap", value: "\(cap)", expected: "at least 1 token")
    }
    for prompt in tokens where prompt.count + cap > model.shape.context {
      throw RolloutsError.context(
        prompt: prompt.count, cap: cap, context: model.shape.context)
    }
    let sequences = tokens.count * count
    let size = min(1024, max(Self.rows, sequences / 8 / Self.rows * Self.rows))
    let shards = (sequences + size - 1) / size
    let results = pool.map(shards) { shard, workspace in
      let range = shard * size..<min((shard + 1) * size, sequences)
      return decode(
        range, tokens, perPrompt: count, cap: cap, stopsAtEnd: stopsAtEnd, stream, workspace)
    }
    var flat: [Trajectory] = []
    flat.reserveCapacity(sequences)
    for result in results {
      guard let result else { throw RolloutsError.notFinite }
      flat += result
    }
    return tokens.indices.map { Array(flat[$0 * count..<($0 + 1) * count]) }
  }

  /// A sequence that is being decoded.
  private struct Live {
    let index: Int
    var generator: RandomGenerator
    var tokens: [Int32] = []
    var behavior: [Float] = []
    var plain: [Float] = []
    var entropies: [Float] = []
  }

  /// Decodes the sequences of one shard; `nil` if logits are not finite.
  private func decode(
    _ range: Range<Int>, _ prompts: [[Int32]], perPrompt: Int, cap: Int, stopsAtEnd: Bool,
    _ stream: @Sendable (Int, Int) -> RandomStream, _ workspace: Workspace
  ) -> [Trajectory]? {
    let firstPrompt = range.lowerBound / perPrompt
    let lastPrompt = (range.upperBound - 1) / perPrompt
    let rows = min(Self.rows, range.count)
    let vocabulary = model.shape.vocabulary
    let decoder = Decoder(model, rows: rows, newTokens: cap, in: workspace)
    let prefixLogits = decoder.prefill(Array(prompts[firstPrompt...lastPrompt]))
    var sampler = TokenSampler(decoding, vocabulary: vocabulary)
    var finished = [Trajectory?](repeating: nil, count: range.count)
    var waiting = range.lowerBound
    var live: [Live?] = Array(repeating: nil, count: rows)

    func advance(_ row: Int, _ logits: UnsafePointer<Float>) -> Bool {
      guard var sequence = live[row], let draw = sampler.draw(logits, using: &sequence.generator)
      else { return false }
      live[row] = nil
      sequence.tokens.append(draw.token)
      sequence.behavior.append(draw.behaviorLogprob)
      sequence.plain.append(draw.plainLogprob)
      sequence.entropies.append(draw.entropy)
      if (stopsAtEnd && draw.token == tokenizer.endToken) || sequence.tokens.count == cap {
        finished[sequence.index - range.lowerBound] = trajectory(
          sequence, prompt: prompts[sequence.index / perPrompt])
      } else {
        live[row] = sequence
      }
      return true
    }

    while true {
      for row in 0..<rows {
        while live[row] == nil && waiting < range.upperBound {
          let prompt = waiting / perPrompt
          live[row] = Live(
            index: waiting, generator: stream(prompt, waiting % perPrompt).generator())
          decoder.start(row: row, prompt: prompt - firstPrompt)
          waiting += 1
          let logits = prefixLogits.pointer + (prompt - firstPrompt) * vocabulary
          guard advance(row, logits) else { return nil }
        }
      }
      let active = (0..<rows).filter { live[$0] != nil }
      if active.isEmpty { break }
      let logits = decoder.step(
        active, tokens: active.map { live[$0]?.tokens.last ?? tokenizer.endToken })
      for (i, row) in active.enumerated() {
        guard advance(row, logits.pointer + i * vocabulary) else { return nil }
      }
    }
    return finished.compactMap { $0 }
  }

  private func trajectory(_ sequence: Live, prompt: [Int32]) -> Trajectory {
    let ended = sequence.tokens.last == tokenizer.endToken
    return Trajectory(
      promptTokens: prompt, responseTokens: sequence.tokens,
      responseMask: Array(repeating: 1, count: sequence.tokens.count),
      behaviorLogprobs: sequence.behavior, plainLogprobs: sequence.plain,
      entropies: sequence.entropies,
      completion: Completion(
        text: tokenizer.decode(ended ? sequence.tokens.dropLast() : sequence.tokens[...]),
        isFinished: ended))
  }
}
