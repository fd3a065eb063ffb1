import Experience
import Losses
import Networks
import Optimizers
import Rollouts
import Support
import Tasks
import Tensors

/// A prompt with the response to imitate.
public struct SupervisedExample: Sendable, Equatable {
  /// The problem's identity, for leak checks.
  public var problem: UInt64
  /// What is asked, as a conversation.
  public var messages: [Message]
  /// The response, without the end token.
  public var response: String
  /// What an environment says to it, and the responses to that: those are imitated, too.
  public var further: [Dialogue.Exchange]
  /// An example from its parts.
  public init(
    problem: UInt64, messages: [Message], response: String, further: [Dialogue.Exchange] = []
  ) {
    self.problem = problem
    self.messages = messages
    self.response = response
    self.further = further
  }
  /// An example with a plain prompt.
  public init(problem: UInt64, prompt: String, response: String) {
    self.init(
      problem: problem, messages: [Message(role: "user", content: prompt)], response: response)
  }
}

/// The tokens of an example: what is read, what follows, and which of that is imitated.
struct SupervisedSequence: Equatable {
  let prompt: [Int32]
  var response: [Int32]
  var isImitated: [Bool]

  /// Tokens that are imitated.
  var targets: Int { isImitated.count { $0 } }
}

/// Supervised training: pre-training and fine-tuning are the same loop with other texts.
///
/// The loss is the token mean of the cross-entropy on response tokens, end token included; the budget counts
/// all tokens.
public struct SupervisedTrainer: Sendable {
  /// Where examples come from: draws one, or a block of them, from a generator.
  public typealias ExampleSource =
    @Sendable (_ generator: inout RandomGenerator) throws -> [SupervisedExample]

  /// The settings.
  public var settings: SupervisedSettings
  /// The examples.
  public var source: ExampleSource
  /// The role of the examples in the address of random numbers: `pretrain_data` or `ft_data`.
  public var role: String

  /// A trainer on examples that come one by one.
  public init(
    _ settings: SupervisedSettings, role: String = "pretrain_data",
    source: @escaping @Sendable (_ generator: inout RandomGenerator) throws -> SupervisedExample
  ) {
    self.init(settings, role: role, blocks: { [try source(&$0)] })
  }

  /// A trainer on examples that come in blocks, which stay together in a batch.
  public init(
    _ settings: SupervisedSettings, role: String = "pretrain_data", blocks: @escaping ExampleSource
  ) {
    self.settings = settings
    self.role = role
    source = blocks
  }

  /// Trains a model in place until the token budget is spent, going on from a checkpoint in the run's folder.
  ///
  /// - Parameter seen: called with the identity of every problem trained on, of resumed steps too.
  /// - Throws: `Stopped` with the state saved; `TrainingError.notFinite`.
  public func run(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void = { _ in }
  ) throws -> TrainingState {
    let optimizer = settings.optimizer.value
    let optimizerState = optimizer.initialState(for: model.trainable)
    let bank = ModelBank(pool: context.pool)
    bank.add(
      ModelBank.Member(model, tokenizer: context.tokenizer, promptFormat: context.promptFormat),
      as: .policy)
    var state = TrainingState(bank: bank)
    state.optimizers[.policy] = optimizerState
    let keeper = try RunKeeper(context, restoring: &state)
    let limit = model.shape.context
    let gradient = Tensor(rows: model.trainable.count, in: Workspace())
    var movement = Movement(of: model.trainable, context)
    let budget = context.matching?.flops
    // The share of the budget that is spent.
    func share(_ state: TrainingState) -> Double {
      budget.map { state.counters.ledger.training / $0 }
        ?? Double(state.counters.tokens) / Double(settings.tokens)
    }
    for step in 0..<state.counters.step {
      for example in try examples(step, context, limit: limit) { seen(example.problem) }
    }
    while share(state) < 1 {
      let examples = try Details.time("examples") {
        try self.examples(state.counters.step, context, limit: limit)
      }
      for example in examples { seen(example.problem) }
      let sequences = try examples.map { try tokens(of: $0, context, limit: limit) }
      let loss = try Details.time("gradients") {
        try lossAndGradient(sequences, model, gradient, context.pool)
      }
      let norm = VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
      guard loss.isFinite && norm.isFinite else {
        throw try keeper.broken(
          step: state.counters.step, cause: loss.isFinite ? "the gradient" : "the loss",
          batch: sequences.map { $0.prompt + $0.response })
      }
      let progress = share(state)
      let rate = settings.learningRate * settings.schedule.factor(at: progress)
      let lengths = sequences.map { Double($0.prompt.count + $0.response.count - 1) }
      let cost = lengths.reduce(0) {
        $0 + 3 * $1 * model.shape.forwardFLOPs(meanLength: $1 / 2)
      }
      func update() {
        Details.time("updates") {
          optimizer.update(
            model.trainable, gradient: gradient,
            scale: GradientClip.factor(norm: norm, maximum: settings.clipNorm), learningRate: rate,
            state: optimizerState, pool: context.pool)
        }
      }
      var metrics = ["loss": loss, "grad_norm": norm, "lr": rate]
      if movement != nil {
        movement?.startStep()
        let spent = budget.map { cost / $0 } ?? lengths.reduce(0, +) / Double(settings.tokens)
        movement?.update(step: state.counters.step, of: 1, share: spent, update)
        metrics.merge(movement?.metrics(&state.memory) ?? [:]) { own, _ in own }
      } else {
        update()
      }
      state.counters.step += 1
      state.counters.updates = optimizerState.step
      state.counters.tokens += Int(lengths.reduce(0, +))
      bank.ledger[.policy, .supervised] += cost
      state.counters.ledger = bank.ledger
      let done = share(state)
      try keeper.finish(step: metrics, of: &state, isLast: done >= 1, share: done)
      context.progress(min(done, 1), 1, "loss \(rounded(loss))")
    }
    return state
  }

  /// The examples of a step: whole sequences until the batch has its tokens.
  private func examples(
    _ step: Int, _ context: RunContext, limit: Int
  ) throws -> [SupervisedExample] {
    var generator = context.shared(role)[step].generator()
    var examples: [SupervisedExample] = []
    var count = 0
    while count < settings.batchTokens {
      try StopSignal.checkOverdue()
      for example in try source(&generator) {
        examples.append(example)
        let sequence = try tokens(of: example, context, limit: limit)
        count += sequence.prompt.count + sequence.response.count - 1
      }
    }
    return examples
  }

  /// The tokens that are read, and those that follow, each turn with its end token.
  private func tokens(
    of example: SupervisedExample, _ context: RunContext, limit: Int
  ) throws -> SupervisedSequence {
    let prompt = try context.promptFormat.tokens(example.messages, context.tokenizer)
    let end = context.tokenizer.endToken
    var response = try context.tokenizer.encode(example.response) + [end]
    var isImitated = response.map { _ in true }
    for exchange in example.further {
      let heard = try context.promptFormat.tokens(reply: exchange.reply, context.tokenizer)
      let said = try context.tokenizer.encode(exchange.response) + [end]
      response += heard + said
      isImitated += heard.map { _ in false } + said.map { _ in true }
    }
    // The last token is predicted, not read.
    guard prompt.count + response.count <= limit + 1 else {
      throw TrainingError.setting(
        key: "tasks",
        reason: "a prompt of \(prompt.count) tokens and a response of \(response.count) do not fit "
          + "the model's context of \(limit): \(example.messages.last?.content.prefix(60) ?? "")…; take shorter problems, or "
          + "leave long ones out with max_prompt_tokens")
    }
    return SupervisedSequence(prompt: prompt, response: response, isImitated: isImitated)
  }

  /// Token-mean cross-entropy on responses, and its gradient.
  private func lossAndGradient(
    _ sequences: [SupervisedSequence], _ model: Transformer, _ gradient: Tensor,
    _ pool: WorkerPool
  ) throws -> Double {
    let shards = PackedBatch.shards(sequences.map { ($0.prompt, $0.response) })
    let weight = Float(1 / Double(sequences.reduce(0) { $0 + $1.targets }))
    let losses = try pool.sumGradientsAcrossRanks(shards.count, into: gradient) {
      piece, gradient, workspace in
      var batch = PackedBatch()
      for i in shards[piece] {
        batch.append(prompt: sequences[i].prompt, response: sequences[i].response)
      }
      let tape = Tape(workspace)
      let values = model.tokenLogprobs(
        tape, tokens: batch.tokens, segments: batch.segments, positions: batch.positions,
        targets: batch.targets, gradient: gradient)
      let loss = tape.weightedSum(
        tape.negated(values.logprobs),
        weights: sequences[shards[piece]].flatMap { $0.isImitated.map { $0 ? weight : 0 } })
      tape.backward(from: loss)
      return Double(loss.value.scalar)
    }
    return losses.reduce(0, +)
  }
}

/// A number with three decimals, for progress lines.
func rounded(_ x: Double) -> String {
  x.isFinite ? "\((x * 1000).rounded() / 1000)" : "\(x)"
}
