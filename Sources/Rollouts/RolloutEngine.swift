import Experience
import Networks
import Support
import Synchronization
import Tensors
import Tokenizers

/// Samples completions of many prompts with many sequences in flight.
///
/// Every worker decodes its own rows and takes the next waiting sequence as soon as one of them is finished.
/// What a sequence becomes depends on its prompt and its random stream alone, not on who decodes it or beside
/// which others, so the results do not depend on the number of workers.
public struct RolloutEngine: Sendable {
  /// The weights that decode, and through them the model.
  public let weights: PackedTransformer
  /// Its vocabulary.
  public let tokenizer: any Tokenizer
  /// How a prompt is put to the model.
  public let promptFormat: PromptFormat
  /// How tokens are drawn.
  public let decoding: Decoding
  /// Texts that end a response where they appear; the response keeps them.
  public let stopStrings: [String]
  let pool: WorkerPool

  /// The model.
  public var model: Transformer { weights.model }

  /// The most sequences that a worker decodes side by side: a multiple of the six rows that products take
  /// together.
  public static let rows = 66

  /// An engine over a model and workers.
  ///
  /// - Parameter precision: how the weights that decode are rounded.
  public init(
    _ model: Transformer, tokenizer: any Tokenizer, promptFormat: PromptFormat = .plain,
    decoding: Decoding = Decoding(), stopStrings: [String] = [],
    precision: WeightPrecision = .f32, pool: WorkerPool
  ) {
    weights = PackedTransformer(model, precision: precision)
    self.tokenizer = tokenizer
    self.promptFormat = promptFormat
    self.decoding = decoding
    self.stopStrings = stopStrings
    self.pool = pool
  }

  /// The tokens that a prompt becomes: in the format of the model, beginning with its start token.
  public func promptTokens(_ prompt: String) throws -> [Int32] {
    try promptFormat.tokens(prompt, tokenizer)
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
    weights.pack(pool)
    let work = Work(prompts: tokens, perPrompt: count, cap: cap, stopsAtEnd: stopsAtEnd)
    let workers = min(pool.count, work.sequences)
    // As many rounds as it takes, all of about the same number of rows.
    let share = (work.sequences + max(workers, 1) - 1) / max(workers, 1)
    let rounds = max(1, (share + Self.rows - 1) / Self.rows)
    let rows = (share + rounds - 1) / rounds
    let next = Atomic<Int>(0)
    let finished = Mutex<[Trajectory?]>(Array(repeating: nil, count: work.sequences))
    let isFinite = pool.map(workers) { _, workspace in
      decode(work, rows: rows, stream, workspace) { wanted in
        let first = next.add(wanted, ordering: .relaxed).oldValue
        return min(first, work.sequences)..<min(first + wanted, work.sequences)
      } deliver: { index, trajectory in
        finished.withLock { $0[index] = trajectory }
      }
    }
    guard isFinite.allSatisfy({ $0 }) else { throw RolloutsError.notFinite }
    let flat = finished.withLock { $0.compactMap { $0 } }
    return tokens.indices.map { Array(flat[$0 * count..<($0 + 1) * count]) }
  }

  /// What there is to sample; sequences are numbered prompt by prompt.
  private struct Work: Sendable {
    let prompts: [[Int32]]
    let perPrompt: Int
    let cap: Int
    let stopsAtEnd: Bool
    var sequences: Int { prompts.count * perPrompt }
  }

  /// A sequence that is being decoded.
  private struct Live {
    let index: Int
    var generator: RandomGenerator
    var tokens: [Int32] = []
    var behavior: [Float] = []
    var plain: [Float] = []
    var entropies: [Float] = []
    var isFinished = false
  }

  /// Decodes sequences as long as there are any; `false` if logits are not finite.
  private func decode(
    _ work: Work, rows: Int, _ stream: @Sendable (Int, Int) -> RandomStream,
    _ workspace: Workspace, take: (_ wanted: Int) -> Range<Int>,
    deliver: (_ index: Int, _ trajectory: Trajectory) -> Void
  ) -> Bool {
    let vocabulary = model.shape.vocabulary
    let decoder = Decoder(weights, rows: rows, in: workspace)
    var sampler = TokenSampler(decoding, vocabulary: vocabulary)
    var live: [Live?] = Array(repeating: nil, count: rows)
    // The last prompt taken, which the next sequences often continue.
    var last: (prompt: Int, prefix: Decoder.Prefix)?

    func advance(_ row: Int, _ logits: UnsafePointer<Float>) -> Bool {
      guard var sequence = live[row], let draw = sampler.draw(logits, using: &sequence.generator)
      else { return false }
      live[row] = nil
      sequence.tokens.append(draw.token)
      sequence.behavior.append(draw.behaviorLogprob)
      sequence.plain.append(draw.plainLogprob)
      sequence.entropies.append(draw.entropy)
      sequence.isFinished = work.stopsAtEnd && ends(sequence.tokens)
      if sequence.isFinished || sequence.tokens.count == work.cap {
        deliver(
          sequence.index,
          trajectory(sequence, prompt: work.prompts[sequence.index / work.perPrompt])
        )
        decoder.finish(row: row)
      } else {
        live[row] = sequence
      }
      return true
    }

    while true {
      let free = (0..<rows).filter { live[$0] == nil }
      let taken = free.isEmpty ? 0..<0 : take(free.count)
      if !taken.isEmpty {
        let wanted = taken.lowerBound / work.perPrompt...(taken.upperBound - 1) / work.perPrompt
        let missing = wanted.filter { $0 != last?.prompt }
        var prefixes = Dictionary(
          uniqueKeysWithValues: zip(missing, decoder.prefill(missing.map { work.prompts[$0] })))
        if let last { prefixes[last.prompt] = last.prefix }
        for (row, index) in zip(free, taken) {
          let (prompt, sample) = index.quotientAndRemainder(dividingBy: work.perPrompt)
          guard let prefix = prefixes[prompt] else { continue }
          live[row] = Live(index: index, generator: stream(prompt, sample).generator())
          decoder.start(row: row, after: prefix)
          guard advance(row, prefix.logits.pointer) else { return false }
          last = (prompt, prefix)
        }
        // A first token that ends its sequence leaves a free row.
        if live.contains(where: { $0 == nil }) && taken.count == free.count { continue }
      }
      let active = (0..<rows).filter { live[$0] != nil }
      if active.isEmpty { return true }
      let logits = decoder.step(
        active, tokens: active.map { live[$0]?.tokens.last ?? tokenizer.endToken })
      for (i, row) in active.enumerated() {
        guard advance(row, logits.pointer + i * vocabulary) else { return false }
      }
    }
  }

  private func trajectory(_ sequence: Live, prompt: [Int32]) -> Trajectory {
    return Trajectory(
      promptTokens: prompt, responseTokens: sequence.tokens,
      responseMask: Array(repeating: 1, count: sequence.tokens.count),
      behaviorLogprobs: sequence.behavior, plainLogprobs: sequence.plain,
      entropies: sequence.entropies,
      completion: Completion(
        text: tokenizer.decode(sequence.tokens), isFinished: sequence.isFinished))
  }

  /// Whether a response ends with its last token.
  private func ends(_ tokens: [Int32]) -> Bool {
    if let last = tokens.last, tokenizer.stopTokens.contains(last) { return true }
    guard !stopStrings.isEmpty else { return false }
    // A stop string of n bytes lies within the last n tokens.
    let reach = stopStrings.reduce(0) { max($0, $1.utf8.count) }
    let tail = tokenizer.decode(tokens.suffix(reach + 1))
    return stopStrings.contains { tail.contains($0) }
  }
}
