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
/// which others, so the results do not depend on the number of workers, nor of the ranks that share the sequences.
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
  private(set) var pool: WorkerPool
  /// Bytes of weights beyond which workers decode together.
  package var largeWeights = DecodePlan.largeWeights

  /// The model.
  public var model: Transformer { weights.model }

  /// The same for what this process samples without the other ranks.
  var alone: RolloutEngine {
    var other = self
    other.pool = pool.alone
    return other
  }

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
  /// Completions that others can leave, and those that leave others, are sampled by every rank for itself: what was
  /// computed for them would be more to send than it costs.
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
    let ranks = pool.ranks
    let isShared =
      !ranks.isAlone && !keepsStates
      && starts.allSatisfy { if case .prompt = $0 { true } else { false } }
    let sequences = starts.count * count
    let work = DecodeWork(
      starts: starts, caps: caps, perStart: count,
      own: isShared ? ranks.share(of: sequences) : 0..<sequences)
    let plan = DecodePlan(
      work, weights, workers: pool.count, largeWeights: largeWeights)
    let finished = Mutex<[(drawn: DrawnTokens, state: SampledState?)?]>(
      Array(repeating: nil, count: work.sequences))
    let source = BatchSource(
      work, rule: DrawRule(decoding, recordsKept: recordsKept), stream: stream,
      isEnd: { stopsAtEnd && ends($0) },
      receive: { sequence, state in
        let kept =
          keepsStates ? state.map { SampledState(sequence, sequence.order.start, $0) } : nil
        finished.withLock { $0[sequence.order.index] = (sequence.drawn, kept) }
      })
    let loops = loops(plan, source)
    Details.time("decoding") {
      pool.inTeams(of: plan.teamSize, atMost: plan.teams) { loops[$0].run($1) }
    }
    try StopSignal.checkOverdue()
    let isFinite = loops.allSatisfy(\.isFinite)
    var found = finished.withLock { $0 }
    if isShared {
      try shareOut(&found, of: work, isFinite: isFinite)
    } else if !isFinite {
      throw RolloutsError.notFinite
    }
    let flat = found.compactMap { $0 }
    let trajectories = pool.map(flat.count) { i, _ in
      trajectory(flat[i].drawn, after: starts[i / count], version)
    }
    return starts.indices.map { start in
      (start * count..<(start + 1) * count).map { (trajectories[$0], flat[$0].state) }
    }
  }

  /// Gives all ranks what each has sampled; where one has met a logit that is not finite, all throw.
  private func shareOut(
    _ found: inout [(drawn: DrawnTokens, state: SampledState?)?], of work: DecodeWork,
    isFinite: Bool
  ) throws {
    var packet = Packet()
    packet.append([isFinite])
    if isFinite { for i in work.own { found[i]?.drawn.pack(into: &packet) } }
    var packets = try pool.ranks.gather(packet.bytes).map { Packet($0) }
    for rank in packets.indices where packets[rank].next(Bool.self) != [true] {
      throw RolloutsError.notFinite
    }
    for rank in packets.indices where rank != pool.ranks.rank {
      for i in pool.ranks.share(of: work.sequences, rank: rank) {
        found[i] = (DrawnTokens(from: &packets[rank]), nil)
      }
    }
  }

  /// The loops of the teams of a plan.
  func loops(_ plan: DecodePlan, _ source: any DecodeSource) -> [DecodeLoop] {
    (0..<plan.teams).map { team in
      DecodeLoop(
        source, Decoder(weights, rows: plan.rows, in: pool.workspace(team * plan.teamSize)),
        rows: plan.rows)
    }
  }

  private func trajectory(
    _ drawn: DrawnTokens, after start: DecodeStart, _ version: Int
  ) -> Trajectory {
    let prompt =
      switch start {
      case .prompt(let tokens): tokens
      case .fork(let state, let cut): state.prompt + state.tokens.prefix(cut)
      }
    let text = tokenizer.decode(drawn.tokens)
    var trajectory = Trajectory(
      promptTokens: prompt, responseTokens: drawn.tokens,
      behaviorLogprobs: drawn.behavior, plainLogprobs: drawn.plain,
      unfilteredLogprobs: drawn.unfiltered, entropies: drawn.entropies,
      completion: Completion(
        text: text, isFinished: drawn.isFinished, isRepetitive: drawn.isRepetitive),
      temperature: decoding.isGreedy ? 1 : Float(decoding.temperature), version: version,
      textEnds: tokenizer.textEnds(of: drawn.tokens, text: text))
    if drawn.kept.contains(where: { !$0.isEmpty }) { trajectory.kept = drawn.kept }
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
