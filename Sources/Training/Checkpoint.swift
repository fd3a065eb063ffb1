import Experience
import Foundation
import Networks
import Optimizers
import Rollouts
import Support

/// Everything that a training loop needs to go on: models and optimizers by role, counters, memory.
public struct TrainingState {
  /// Counters that are not tensors.
  public struct Counters: Codable, Sendable, Equatable {
    /// Steps done.
    public var step = 0
    /// Updates of the policy.
    public var updates = 0
    /// Tokens trained on, prompts included.
    public var tokens = 0
    /// Tokens sampled.
    public var sampledTokens = 0
    /// What was spent.
    public var ledger = Ledger()
    /// Whether another step would exceed the FLOP budget.
    public var budgetSpent = false

    /// Nothing done yet.
    public init() {}
  }

  /// All models of the run.
  public let bank: ModelBank
  /// The optimizers' states, by what they update.
  public var optimizers: [Role: OptimizerState] = [:]
  /// Steps, tokens, FLOPs.
  public var counters = Counters()
  /// What components keep.
  public var memory = Memory()
  /// The problems trained on, in the order in which they were first seen; empty where they can be drawn again.
  public var problems: [UInt64] = []
  /// Seconds of work so far, over all interruptions.
  public var seconds = 0.0
  /// The same problems, to look them up.
  var known: Set<UInt64> = []

  /// A state before the first step.
  public init(bank: ModelBank) { self.bank = bank }

  /// The model being trained.
  ///
  /// - Precondition: the bank has a policy.
  public var model: Transformer {
    guard let model = bank.model(.policy) else { preconditionFailure("a run without a policy") }
    return model
  }

  /// What the policy is kept near, where something needs it.
  public var reference: Transformer? { bank.model(.reference) }
}

/// A training stage that made a model what it is.
public struct StageMark: Codable, Sendable, Equatable {
  /// What its problems were drawn for: `pretrain_data` or `ft_data`.
  public var role: String
  /// The hash of its configuration.
  public var hash: String

  /// A stage.
  public init(role: String, hash: String) {
    self.role = role
    self.hash = hash
  }

  /// The stages behind a model's folder; none where that is not known.
  public static func lineage(of folder: String) -> [StageMark] {
    guard let data = try? AtomicFile.read(folder + "/state.json"),
      let record = try? JSONDecoder().decode(CheckpointFolder.Record.self, from: data)
    else { return [] }
    return record.lineage
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

  /// What a checkpoint holds besides tensors.
  struct Record: Codable {
    var counters: TrainingState.Counters
    var memory: Memory
    var problems: [UInt64]
    var seconds: Double
    var lineage: [StageMark]
    /// Updates by role.
    var updates: [String: Int]
  }

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
  /// - Throws: `SupportError.file`, or `TrainingError.notFinite` for a model that has diverged; the checkpoints that were
  ///   there stay then.
  public func save(_ state: TrainingState, lineage: [StageMark] = []) throws {
    try requireFinite(state)
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
    for (role, optimizer) in state.optimizers {
      try optimizer.save(to: temporary + "/" + Self.optimizerName(role))
    }
    for role in Self.others(state) {
      try state.bank.model(role)?.trainable.save(to: "\(temporary)/\(role).safetensors")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let record = Record(
      counters: state.counters, memory: state.memory, problems: state.problems,
      seconds: state.seconds, lineage: lineage,
      updates: Dictionary(
        uniqueKeysWithValues: state.optimizers.map { ($0.rawValue, $1.step) }))
    try AtomicFile.write(try encoder.encode(record), to: temporary + "/state.json")
    try FolderDigest.write(in: temporary)
    if files.fileExists(atPath: final) { try files.removeItem(atPath: final) }
    guard rename(temporary, final) == 0 else {
      throw SupportError.file(
        action: "rename to \(final)", path: temporary, reason: String(cString: strerror(errno)))
    }
    for old in names where old != name { try files.removeItem(atPath: path + "/" + old) }
  }

  /// Models besides the policy that a run would miss: those that are learned, and copies of the policy.
  private static func others(_ state: TrainingState) -> [Role] {
    state.bank.roles.filter { role in
      role != .policy && (state.optimizers[role] != nil || state.bank.isKept(role))
    }
  }

  private static func optimizerName(_ role: Role) -> String {
    role == .policy ? "optimizer.safetensors" : "\(role)-optimizer.safetensors"
  }

  /// A model that is not finite is nothing to go on from, and must not take the place of one that is.
  private func requireFinite(_ state: TrainingState) throws {
    for role in Set([.policy] + Self.others(state)).sorted() {
      guard let parameters = state.bank.model(role)?.trainable, !parameters.isFinite else {
        continue
      }
      let kept = names.last.map { "; \($0), from before, is kept" } ?? ""
      throw TrainingError.diverged(
        step: state.counters.step, role: "\(role)", kept: kept)
    }
  }

  /// The finished checkpoints, oldest first.
  public var names: [String] { entries.filter { !$0.hasSuffix(".part") }.sorted() }

  /// What a kill left unfinished.
  private var leftovers: [String] { entries.filter { $0.hasSuffix(".part") } }

  private var entries: [String] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return all.filter { $0.hasPrefix("step-") }
  }

  /// Where the model is that a run kept at a share of its budget.
  public static func kept(_ share: Double, run: String) -> String { "\(run)/kept/\(share)" }

  /// The newest checkpoint's folder.
  public var latest: String? { names.last.map { path + "/" + $0 } }

  /// Loads the newest checkpoint into a state; `false` if there is none.
  ///
  /// - Throws: `TrainingError.checkpoint`, `NetworksError` or `SupportError` if it is damaged.
  public func restore(_ state: inout TrainingState) throws -> Bool {
    for left in leftovers { try AtomicFile.remove(path + "/" + left) }
    guard let folder = latest else { return false }
    if let damage = FolderDigest.damage(in: folder) {
      throw TrainingError.checkpoint(path: folder, reason: damage)
    }
    let data = try AtomicFile.read(folder + "/state.json")
    let record: Record
    do {
      record = try JSONDecoder().decode(Record.self, from: data)
      state.counters = record.counters
      state.memory = record.memory
      state.problems = record.problems
      state.known = Set(record.problems)
      state.seconds = record.seconds
      state.bank.ledger = record.counters.ledger
    } catch {
      throw TrainingError.checkpoint(path: folder, reason: JSONLines.describe(error))
    }
    try state.model.trainable.load(
      from: folder
        + (state.model.adapter == nil ? "/model.safetensors" : "/adapter_model.safetensors"))
    for (role, optimizer) in state.optimizers {
      try optimizer.load(
        from: folder + "/" + Self.optimizerName(role), step: record.updates[role.rawValue] ?? 0)
    }
    for role in Self.others(state) {
      try state.bank.model(role)?.trainable.load(from: "\(folder)/\(role).safetensors")
    }
    return true
  }
}
