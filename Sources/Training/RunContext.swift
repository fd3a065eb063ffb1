import Experience
import Foundation
import Support
import Tensors
import Tokenizers

/// What a training loop gets from outside: workers, a vocabulary, a folder, a way to report.
public struct RunContext: Sendable {
  /// The run's folder, for metrics and checkpoints; `nil` keeps everything in memory.
  public var folder: String?
  /// The root of all randomness.
  public var stream: RandomStream
  /// The seed's number within a study.
  public var replicate: Int
  /// The arm's name; part of the address of its random numbers.
  public var arm: String
  /// The vocabulary.
  public var tokenizer: any Tokenizer
  /// How a prompt is put to the model.
  public var promptFormat: PromptFormat
  /// What the run starts from, if that was trained on problems drawn as this run draws its own; part of every address,
  /// so that it does not see them again.
  public var parent = ""
  /// The workers.
  public var pool: WorkerPool
  /// The name or path of the frozen model, when only an adapter learns.
  public var base = ""
  /// Writes what belongs to a checkpoint beside its weights, such as the tokenizer.
  public var companions: @Sendable (_ folder: String) throws -> Void = { _ in }
  /// The stages that made the model, this one included.
  public var lineage: [StageMark] = []
  /// Makes a sink for metrics, given the last step that is finished.
  public typealias SinkMaker =
    @Sendable (_ folder: String, _ lastStep: Int) throws -> any MetricSink
  /// Where metrics go besides `metrics.jsonl`.
  public var sinks: [SinkMaker] = []
  /// Steps between those whose completions are written down; 0 for none.
  public var completionsEvery = 0
  /// What the policy is evaluated on along the way.
  var heldOut: HeldOut?
  /// Called with a warning that a run cannot learn as it is set up.
  public var warn: @Sendable (String) -> Void = { _ in }
  /// Seconds between checkpoints; they do not change what is computed.
  public var checkpointSeconds: Double
  /// Called after each step with steps done, steps in all, and a word on how it goes.
  public var progress: @Sendable (_ done: Double, _ total: Double, _ note: String) -> Void

  /// A context.
  public init(
    folder: String?, stream: RandomStream, replicate: Int = 0, arm: String = "train",
    tokenizer: any Tokenizer = CharacterTokenizer(), promptFormat: PromptFormat = .plain,
    pool: WorkerPool,
    checkpointSeconds: Double = 30,
    progress: @escaping @Sendable (Double, Double, String) -> Void = { _, _, _ in }
  ) {
    self.folder = folder
    self.stream = stream
    self.replicate = replicate
    self.arm = arm
    self.tokenizer = tokenizer
    self.promptFormat = promptFormat
    self.pool = pool
    self.checkpointSeconds = checkpointSeconds
    self.progress = progress
  }

  /// Numbers that belong to this arm.
  func own(_ role: String) -> RandomStream { after(parent, stream[role, replicate, arm]) }

  /// Numbers that all arms of a replicate share.
  func shared(_ role: String) -> RandomStream { after(parent, stream[role, replicate, "shared"]) }

  private func after(_ parent: String, _ stream: RandomStream) -> RandomStream {
    parent.isEmpty ? stream : stream["after", parent]
  }
}

/// Saves checkpoints and metrics of a loop as time goes by.
final class RunKeeper {
  private let context: RunContext
  private var sinks: [any MetricSink] = []
  private var completions: StepLog?
  private var lastSave = RunClock()
  private let clock = RunClock()
  private let secondsBefore: Double

  /// Restores the newest checkpoint into `state`, if there is one, and opens the metrics after it.
  init(_ context: RunContext, restoring state: inout TrainingState) throws {
    self.context = context
    if let folder = context.folder {
      _ = try CheckpointFolder(run: folder).restore(&state)
      secondsBefore = state.seconds
      let step = state.counters.step
      sinks = [try JSONLinesMetricSink(path: folder + "/metrics.jsonl", keepingUpTo: step)]
      sinks += try context.sinks.map { try $0(folder, step) }
      if context.completionsEvery > 0 {
        completions = try StepLog(path: folder + "/completions.jsonl", keepingUpTo: step)
      }
    } else {
      secondsBefore = 0
    }
  }

  /// Records a finished step; saves when it is time, when the run ends, or when a stop was asked for.
  ///
  /// - Throws: `TrainingError.stopped` after saving.
  func finish(
    step metrics: [String: Double], of state: inout TrainingState, isLast: Bool
  ) throws {
    var metrics = metrics
    if let heldOut = context.heldOut, heldOut.isDue(state.counters.step, isLast: isLast) {
      metrics.merge(try heldOut.metrics(state.bank)) { own, _ in own }
      state.counters.ledger = state.bank.ledger
    }
    state.seconds = secondsBefore + clock.seconds
    metrics["wall_s"] = state.seconds
    metrics["flops"] = state.counters.ledger.training
    metrics["tokens"] = Double(state.counters.tokens + state.counters.sampledTokens)
    for sink in sinks { try sink.record(step: state.counters.step, metrics) }
    let stopping = StopSignal.number != 0
    if let folder = context.folder,
      isLast || stopping || lastSave.seconds > context.checkpointSeconds
    {
      try CheckpointFolder(run: folder, base: context.base, companions: context.companions)
        .save(state, lineage: context.lineage)
      lastSave = RunClock()
    }
    if !isLast { try StopSignal.check() }
  }

  /// Writes down the completions of the step that is being finished, if it is one of those.
  func keep(_ batch: Batch, step: Int) throws {
    guard let completions, (step - 1) % context.completionsEvery == 0 else { return }
    for row in CompletionRow.rows(of: batch, step: step) { try completions.append(row) }
  }

  /// Writes the batch that broke a run and makes the error that names it.
  func broken(step: Int, cause: String, batch: [[Int32]]) throws -> TrainingError {
    guard let folder = context.folder else {
      return .notFinite(step: step, cause: cause, batch: "(no folder)")
    }
    let path = String(format: "%@/bad-batch-%06d.jsonl", folder, step)
    let lines = try batch.reduce(into: Data()) { data, tokens in
      data.append(
        try JSONLines.line(["tokens": tokens.map(Int.init)]))
    }
    try AtomicFile.write(lines, to: path)
    return .notFinite(step: step, cause: cause, batch: path)
  }
}
