import Foundation
import Networks
import Optimizers
import Support

/// Everything that a training loop needs to go on: parameters, optimizer state, counters.
public struct TrainingState {
  /// Counters that are not tensors.
  public struct Counters: Codable, Sendable, Equatable {
    /// Steps done.
    public var step = 0
    /// Updates of the optimizer.
    public var updates = 0
    /// Tokens trained on, prompts included.
    public var tokens = 0
    /// Tokens sampled.
    public var sampledTokens = 0
    /// What was spent.
    public var ledger = Ledger()
    /// Whether another step would exceed the FLOP budget.
    public var budgetSpent = false
  }

  /// The model being trained.
  public var model: Transformer
  /// The optimizer's state.
  public var optimizer: OptimizerState
  /// The frozen reference, where a regularizer needs one.
  public var reference: Transformer?
  /// Steps, tokens, FLOPs.
  public var counters = Counters()

  /// A state before the first step.
  public init(model: Transformer, optimizer: OptimizerState, reference: Transformer? = nil) {
    self.model = model
    self.optimizer = optimizer
    self.reference = reference
  }
}

/// Checkpoints of a run: folders `step-000400` that appear whole or not at all.
public struct CheckpointFolder: Sendable {
  /// The folder that holds them.
  public let path: String

  /// The name or path of the frozen model that an adapter is for.
  private let base: String
  /// Writes what belongs to a model beside its weights, such as its tokenizer.
  private let companions: @Sendable (_ folder: String) throws -> Void

  /// The checkpoints under a run's folder.
  public init(
    run: String, base: String = "",
    companions: @escaping @Sendable (_ folder: String) throws -> Void = { _ in }
  ) {
    path = run + "/checkpoints"
    self.base = base
    self.companions = companions
  }

  /// Writes a checkpoint, then removes older ones.
  ///
  /// - Throws: `SupportError.file`; the checkpoints that were there stay then.
  public func save(_ state: TrainingState) throws {
    let name = String(format: "step-%06d", state.counters.step)
    let final = path + "/" + name
    let temporary = final + ".part"
    let files = FileManager.default
    if files.fileExists(atPath: temporary) { try files.removeItem(atPath: temporary) }
    try AtomicFile.createFolder(temporary)
    if let adapter = state.model.adapter {
      try AdapterFolder.save(adapter, base: base, to: temporary)
    } else {
      try ModelFolder.save(state.model, to: temporary)
    }
    try companions(temporary)
    try state.optimizer.save(to: temporary + "/optimizer.safetensors")
    if let reference = state.reference {
      try reference.trainable.save(to: temporary + "/reference.safetensors")
    }
    try AtomicFile.write(JSONEncoder().encode(state.counters), to: temporary + "/state.json")
    if files.fileExists(atPath: final) { try files.removeItem(atPath: final) }
    guard rename(temporary, final) == 0 else {
      throw SupportError.file(
        action: "rename to \(final)", path: temporary, reason: String(cString: strerror(errno)))
    }
    for old in names where old != name { try files.removeItem(atPath: path + "/" + old) }
  }

  /// The finished checkpoints, oldest first.
  public var names: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { $0.hasPrefix("step-") && !$0.hasSuffix(".part") }.sorted()
  }

  /// The newest checkpoint's folder.
  public var latest: String? { names.last.map { path + "/" + $0 } }

  /// Loads the newest checkpoint into a state; `false` if there is none.
  ///
  /// - Throws: `TrainingError.checkpoint`, `NetworksError` or `SupportError` if it is damaged.
  public func restore(_ state: inout TrainingState) throws -> Bool {
    guard let folder = latest else { return false }
    let data = try AtomicFile.read(folder + "/state.json")
    do {
      state.counters = try JSONDecoder().decode(TrainingState.Counters.self, from: data)
    } catch {
      throw TrainingError.checkpoint(path: folder, reason: JSONLines.describe(error))
    }
    try state.model.trainable.load(
      from: folder
        + (state.model.adapter == nil ? "/model.safetensors" : "/adapter_model.safetensors"))
    try state.optimizer.load(
      from: folder + "/optimizer.safetensors", step: state.counters.updates)
    if let reference = state.reference {
      try reference.trainable.load(from: folder + "/reference.safetensors")
    }
    return true
  }
}
