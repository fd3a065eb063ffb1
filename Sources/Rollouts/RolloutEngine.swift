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
  public var decoding: Decoding
  /// Texts that end a response where they appear; the response keeps them.
  public let stopStrings: [String]
  /// Whether trajectories say what filters left of each draw.
  let recordsKept: Bool
  let pool: WorkerPool
  /// Bytes of weights beyond which workers decode together.
  package var largeWeights = DecodePlan.largeWeights

  /// The model.
  public var model: Transformer { weights.model }

  /// An engine over a model and workers.
  ///
  /// - Parameters:
  ///   - precision: how the weights that decode are rounded.
  ///   - recordsKept: whether trajectories say what filters left of each draw, for a learner that leaves out the same.
  public init(
    _ model: Transformer, tokenizer: any Tokenizer, promptFormat: PromptFormat = .plain,
    decoding: Decoding = Decoding(), stopStrings: [String] = [],
    precision: WeightPrecision = .f32, recordsKept: Bool = false, pool: WorkerPool
  ) {
    weights = PackedTransformer(model, precision: precision)
    self.tokenizer = tokenizer
    self.promptFormat = promptFormat
    self.decoding = decoding
    self.stopStrings = stopStrings
    self.recordsKept = recordsKept
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
    stream: @escaping @Sendable (_ prompt: Int, _ sample: Int) -> RandomStream
  ) throws -> [[Trajectory]] {
    try sample(tokens: prompts.map(promptTokens), count: count, cap: cap, stream: stream)
  }

  /// Samples completions of prompts that are tokens already.
  ///
  /// - Parameters:
  ///   - stopsAtEnd: whether the end token ends a response; if not, every response has `cap` tokens.
  ///   - version: updates of the policy that are done, for the record.
  public func sample(
    tokens: [[Int32]], count: Int, cap: Int, stopsAtEnd: Bool = true, version: Int = 0,
    stream: @escaping @Sendable (_ prompt: Int, _ sample: Int) -> RandomStream
  ) throws -> [[Trajectory]] {
    try sample(
      tokens.map(DecodeStart.prompt), caps: tokens.map { _ in cap }, count: count,
      stopsAtEnd: stopsAtEnd, version: version, keepsStates: false, stream: stream
    ).map { $0.map(\.trajectory) }
  }

  /// Samples completions of prompts or of the beginnings of others, each up to a cap of its own.
  ///
  /// - Parameter keepsStates: whether others can leave the completions.
  func sample(
    _ starts: [DecodeStart], caps: [Int], count: Int, stopsAtEnd: Bool = true, version: Int,
    keepsStates: Bool, stream: @escaping @Sendable (_ start: Int, _ sample: Int) -> RandomStream
  ) throws -> [[(trajectory: Trajectory, state: SampledState?)]] {
    try decoding.validate()
    for (start, cap) in zip(starts, caps) {
      guard cap > 0 else {
        throw RolloutsError.setting(name: "cap", value: "\(cap)", expected: "at least 1 token")
      }
      if case .prompt(let prompt) = start, prompt.count + cap > model.shape.context {
        throw RolloutsError.context(
          prompt: prompt.count, cap: cap, context: model.shape.context)
      }
    }
    weights.pack(pool)
    let work = DecodeWork(starts: starts, caps: caps, perStart: count, stopsAtEnd: stopsAtEnd)
    let plan = DecodePlan(
      work, weights, workers: pool.count, largeWeights: largeWeights)
    let next = Atomic<Int>(0)
    let finished = Mutex<[(trajectory: Trajectory, state: SampledState?)?]>(
      Array(repeating: nil, count: work.sequences))
    let loops = (0..<plan.teams).map { team in
      DecodeLoop(
        work, Decoder(weights, rows: plan.rows, in: pool.workspace(team * plan.teamSize)),
        rows: plan.rows, decoding: decoding, recordsKept: recordsKept, stream: stream,
        ends: { work.stopsAtEnd && ends($0) },
        take: { wanted in
          // Nothing more is begun when it could not be finished in time.
          if StopSignal.isOverdue { return work.sequences..<work.sequences }
          let first = next.add(wanted, ordering: .relaxed).oldValue
          return min(first, work.sequences)..<min(first + wanted, work.sequences)
        },
        deliver: { sequence, state in
          let start = work.starts[sequence.index / work.perStart]
          let result = trajectory(sequence, after: start, version)
          let kept = keepsStates ? state.map { SampledState(sequence, start, $0) } : nil
          finished.withLock { $0[sequence.index] = (result, kept) }
        })
    }
    Details.time("decoding") {
      pool.inTeams(of: plan.teamSize, atMost: plan.teams) { loops[$0].run($1) }
    }
    try StopSignal.checkOverdue()
    guard loops.allSatisfy(\.isFinite) else { throw RolloutsError.notFinite }
    let flat = finished.withLock { $0.compactMap { $0 } }
    return starts.indices.map { Array(flat[$0 * count..<($0 + 1) * count]) }
  }

  private func trajectory(
    _ sequence: DecodedSequence, after start: DecodeStart, _ version: Int
  ) -> Trajectory {
    let prompt =
      switch start {
      case .prompt(let tokens): tokens
      case .fork(let state, let cut): state.prompt + state.tokens.prefix(cut)
      }
    let text = tokenizer.decode(sequence.tokens)
    var trajectory = Trajectory(
      promptTokens: prompt, responseTokens: sequence.tokens,
      behaviorLogprobs: sequence.behavior, plainLogprobs: sequence.plain,
      unfilteredLogprobs: sequence.unfiltered, entropies: sequence.entropies,
      completion: Completion(
        text: text, isFinished: sequence.isFinished, isRepetitive: sequence.isRepetitive),
      temperature: decoding.isGreedy ? 1 : Float(decoding.temperature), version: version,
      textEnds: tokenizer.textEnds(of: sequence.tokens, text: text))
    if sequence.kept.contains(where: { !$0.isEmpty }) { trajectory.kept = sequence.kept }
    return trajectory
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
