import Experience
import Foundation
import Networks
import Support

/// Saves checkpoints and metrics of a loop as time goes by.
///
/// Of several ranks the first one writes; all read the same checkpoint, and agree at the end of every step on what comes
/// next.
final class RunKeeper {
  private let context: RunContext
  private var ranks: any Communicator { context.pool.ranks }
  private var sinks: [any MetricSink] = []
  private var completions: StepLog?
  private var lastSave = RunClock()
  private let clock = RunClock()
  private let secondsBefore: Double

  /// Restores the newest checkpoint into `state`, if there is one, and opens the metrics after it.
  init(_ context: RunContext, restoring state: inout TrainingState) throws {
    self.context = context
    let ranks = context.pool.ranks
    secondsBefore = try Self.restore(&state, context)
    try ranks.requireEqual("state to go on from", String(state.digest, radix: 16))
    if let folder = context.folder, ranks.leads {
      let step = state.counters.step
      sinks = [try JSONLinesMetricSink(path: folder + "/metrics.jsonl", keepingUpTo: step)]
      sinks += try context.sinks.map { try $0(folder, step) }
      if context.completionsEvery > 0 {
        completions = try StepLog(path: folder + "/completions.jsonl", keepingUpTo: step)
      }
    }
  }

  /// Loads the newest checkpoint, if there is one; rank 0 first, which removes what a kill has left.
  ///
  /// - Returns: the seconds of work so far.
  private static func restore(_ state: inout TrainingState, _ context: RunContext) throws -> Double
  {
    guard let folder = context.folder else { return 0 }
    let ranks = context.pool.ranks
    try ranks.lead {
      if try CheckpointFolder(run: folder).restore(&state) {
        Details.say("\(folder): going on after step \(state.counters.step)")
      }
    }
    if !ranks.leads { _ = try CheckpointFolder(run: folder).restore(&state) }
    return state.seconds
  }

  /// What comes after a step: the signal to stop by, 0 for none, and whether it is time to save.
  private struct Next {
    var signal: Int
    var saves: Bool
  }

  /// What comes after a step: a signal to any rank is one to all, and rank 0 has the clock.
  ///
  /// - Throws: `SupportError.ranksDiffer` if what was learned is not the same on all of them.
  private func next(_ state: TrainingState) throws -> Next {
    let isDue = lastSave.seconds > context.checkpointSeconds
    if ranks.isAlone { return Next(signal: StopSignal.number, saves: isDue) }
    var packet = Packet()
    packet.append([state.digest, UInt64(StopSignal.number), isDue ? 1 : 0])
    let all = try ranks.gather(packet.bytes).map { bytes in
      var packet = Packet(bytes)
      return packet.next(UInt64.self)
    }
    for (rank, one) in all.enumerated() where one[0] != all[0][0] {
      throw SupportError.ranksDiffer(
        what: "model after step \(state.counters.step)", rank: rank,
        found: String(one[0], radix: 16), expected: String(all[0][0], radix: 16))
    }
    return Next(signal: all.map { Int($0[1]) }.first { $0 != 0 } ?? 0, saves: all[0][2] == 1)
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
    let next = try next(state)
    if isLast || next.signal != 0 || next.saves { try save(state) }
    if !isLast, next.signal != 0 {
      throw Stopped(signal: next.signal, kept: "the state is saved; --resume goes on")
    }
  }

  /// Saves a checkpoint now.
  func save(_ state: TrainingState) throws {
    guard let folder = context.folder else { return }
    try Details.time("checkpoints") {
      try ranks.lead {
        try CheckpointFolder(run: folder, base: context.base, companions: context.companions)
          .save(state, lineage: context.lineage)
      }
    }
    lastSave = RunClock()
  }

  /// Keeps the model as it is at the shares of the budget that were asked for.
  private func keepModels(_ state: TrainingState, _ share: Double) throws {
    guard let folder = context.folder, ranks.leads else { return }
    for wanted in context.keep where share >= wanted - 1e-9 {
      let kept = CheckpointFolder.kept(wanted, run: folder)
      if FileManager.default.fileExists(atPath: kept) { continue }
      let part = kept + ".part"
      try AtomicFile.remove(part)
      try AtomicFile.createFolder(part)
      if let adapter = state.model.adapter {
        try AdapterFolder.save(adapter, base: context.base, to: part)
      } else {
        try ModelFolder.save(state.model, to: part)
      }
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
    if ranks.leads { try AtomicFile.write(lines, to: path) }
    return .notFinite(step: step, cause: cause, batch: path)
  }
}
