import Experience
import Foundation
import Networks
import Support

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
      if try CheckpointFolder(run: folder).restore(&state) {
        Details.say("\(folder): going on after step \(state.counters.step)")
      }
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
  /// - Parameter share: the share of the budget that is done.
  /// - Throws: `Stopped` after saving.
  func finish(
    step metrics: [String: Double], of state: inout TrainingState, isLast: Bool, share: Double
  ) throws {
    var metrics = metrics
    try keepModels(state, share)
    if let heldOut = context.heldOut, heldOut.isDue(state.counters.step, isLast: isLast) {
      let found = try Details.time("held-out problems") { try heldOut.metrics(state.bank) }
      metrics.merge(found) { own, _ in own }
      state.counters.ledger = state.bank.ledger
    }
    state.seconds = secondsBefore + clock.seconds
    metrics["wall_s"] = state.seconds
    metrics["flops"] = state.counters.ledger.training
    metrics["tokens"] = Double(state.counters.tokens + state.counters.sampledTokens)
    for sink in sinks { try sink.record(step: state.counters.step, metrics) }
    let stopping = StopSignal.number != 0
    if isLast || stopping || lastSave.seconds > context.checkpointSeconds { try save(state) }
    if !isLast, stopping {
      throw Stopped(signal: StopSignal.number, kept: "the state is saved; --resume goes on")
    }
  }

  /// Saves a checkpoint now.
  func save(_ state: TrainingState) throws {
    guard let folder = context.folder else { return }
    try Details.time("checkpoints") {
      try CheckpointFolder(run: folder, base: context.base, companions: context.companions)
        .save(state, lineage: context.lineage)
    }
    lastSave = RunClock()
  }

  /// Keeps the model as it is at the shares of the budget that were asked for.
  private func keepModels(_ state: TrainingState, _ share: Double) throws {
    guard let folder = context.folder else { return }
    for wanted in context.keep where share >= wanted - 1e-9 {
      let kept = CheckpointFolder.kept(wanted, run: folder)
      if FileManager.default.fileExists(atPath: kept) { continue }
      let part = kept + ".part"
      try AtomicFile.remove(part)
      try AtomicFile.createFolder(part)
      try ModelFolder.save(state.model, to: part)
      try FileManager.default.moveItem(atPath: part, toPath: kept)
    }
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
