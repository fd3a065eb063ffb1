import Experience
import Foundation
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Tokenizers

/// One training run in one folder.
public struct TrainingRun: Sendable {
  private let config: RunConfig
  private let yaml: String
  private let folder: String
  private let origin: RunRecord.Origin
  /// Steps between those whose completions are written down; 0 for none.
  public var completionsEvery = 0
  /// Seconds between checkpoints on the way.
  public var checkpointSeconds = 30.0
  /// What was laid over files and defaults, `path.to.key=value` each, for `overrides.yaml`.
  public var overrides: [String] = []
  /// Where metrics go besides `metrics.jsonl`; made once the last finished step is known.
  public var sinks: [RunContext.SinkMaker] = []
  /// Finds a server's model that a reward asks; `nil` where none may be asked.
  public var findServer: (@Sendable (ModelSource) throws -> any TextModel)?
  /// Called with a warning that a run cannot learn as it is set up.
  public var warn: @Sendable (String) -> Void = { _ in }

  /// A run of a configuration, whose resolved text is `yaml`.
  public init(_ config: RunConfig, yaml: String, folder: String, origin: RunRecord.Origin) {
    self.config = config
    self.yaml = yaml
    self.folder = folder
    self.origin = origin
  }

  /// Trains, going on from what an interrupted run of the same configuration left.
  ///
  /// - Parameters:
  ///   - resume: go on with what is there.
  ///   - overwrite: remove what is there.
  /// - Returns: the folder of the final model.
  /// - Throws: `TrainingError.occupied` if something is there and neither was asked for.
  public func run(
    resume: Bool, overwrite: Bool, pool: WorkerPool,
    progress: @escaping @Sendable (Double, Double, String) -> Void
  ) throws -> String {
    precondition(pool.kernels == config.kernels, "workers for \(pool.kernels)")
    try requireSameOnAllRanks(pool)
    for warning in Set(config.tasks.flatMap(\.task.value.warnings)).sorted() { warn(warning) }
    let base = try Details.time("reading the model") { try initialModel() }
    Details.say(
      "model: \(config.from.isEmpty ? "new, size \(config.size.rawValue)" : config.from), "
        + "\(base.transformer.shape.parameterCount) parameters")
    let model = try learner(base)
    var context = try context(base, pool, progress)
    if config.evaluation.every > 0 {
      context.heldOut = try Details.time("drawing held-out problems") {
        try HeldOut(
          config.evaluation,
          TaskMixture(config.tasks, maxPromptTokens: config.maxPromptTokens, context), context,
          cap: config.policy.responseCap, precision: config.policy.rolloutPrecision)
      }
    }
    var lock: FolderLock?
    defer { lock?.release() }
    var record: RunRecord?
    try pool.ranks.lead {
      try AtomicFile.createFolder(folder)
      lock = try FolderLock(folder)
      record = try preparedFolder(resume: resume, overwrite: overwrite, pool)
    }
    return try RunRecord.keeping(record, in: folder) {
      do {
        _ = try config.recipe.train(model, context) { _ in }
      } catch var stop as Stopped where stop.kept.isEmpty {
        // It was given up within a step.
        stop.kept =
          CheckpointFolder(run: folder).names.last.map { "\($0) is saved; --resume goes on" }
          ?? "nothing was saved before the first step was done"
        throw stop
      }
      guard let checkpoint = CheckpointFolder(run: folder).latest else {
        throw TrainingError.checkpoint(path: folder, reason: "no step was run; raise the budget")
      }
      return checkpoint
    }
  }

  private func context(
    _ base: LanguageModel, _ pool: WorkerPool,
    _ progress: @escaping @Sendable (Double, Double, String) -> Void
  ) throws -> RunContext {
    var context = RunContext(
      folder: folder, stream: RandomStream(seed: config.seed), replicate: config.replicate,
      arm: config.name, tokenizer: base.tokenizer,
      promptFormat: try base.promptFormat(
        chat: config.chat, system: config.system.isEmpty ? nil : config.system), pool: pool,
      progress: progress)
    context.base = base.basePath
    context.companions = { try base.saveTokenizer(to: $0) }
    let ancestors = config.from.isEmpty ? [] : StageMark.lineage(of: config.from)
    if ancestors.contains(where: { $0.role == config.recipe.role }) {
      let marks = ancestors.map { "\($0.role) \($0.hash)" }.joined(separator: "\n")
      context.parent = String(SHA256.hex(marks).prefix(12))
    }
    context.lineage = ancestors + [StageMark(role: config.recipe.role, hash: SHA256.hex(yaml))]
    context.warn = warn
    context.sinks = sinks
    context.findServer = findServer
    context.completionsEvery = completionsEvery
    context.checkpointSeconds = checkpointSeconds
    return context
  }

  private func initialModel() throws -> LanguageModel {
    guard config.from.isEmpty else {
      return try LanguageModel.load(config.from).conversing(
        template: config.chatTemplate.isEmpty ? nil : config.chatTemplate,
        variables: config.chatVariables)
    }
    if config.method != .pretrain {
      throw TrainingError.setting(
        key: "from",
        reason: "'\(config.method.rawValue)' starts from a model: give its folder, "
          + "for example runs/base/checkpoints/step-002930")
    }
    return LanguageModel(
      Transformer(
        shape: config.size.shape(),
        stream: RandomStream(seed: config.seed)["init", config.replicate, "shared"]),
      tokenizer: CharacterTokenizer())
  }

  /// What is trained: the model itself, or an adapter on it.
  private func learner(_ base: LanguageModel) throws -> Transformer {
    // An adapter's folder as the start: its adapter goes on learning.
    guard config.lora.rank != 0 else { return base.transformer }
    guard base.transformer.adapter == nil else {
      throw TrainingError.setting(
        key: "lora", reason: "'\(config.from)' is an adapter already; leave lora.rank at 0")
    }
    return base.transformer.adapted(
      by: Adapter(
        config.lora, shape: base.transformer.shape,
        stream: RandomStream(seed: config.seed)["init", config.replicate, config.name, "lora"]))
  }

  /// Everything that a run writes.
  private static let files = [
    "checkpoints", "metrics.jsonl", "completions.jsonl", "config.yaml", overridesName,
    HeldOut.fileName, RunRecord.name,
  ]
  private static let overridesName = "overrides.yaml"

  /// Ranks that would not compute the same numbers do not begin.
  private func requireSameOnAllRanks(_ pool: WorkerPool) throws {
    if pool.ranks.isAlone { return }
    if config.kernels != .portable {
      throw TrainingError.setting(
        key: "kernels",
        reason:
          "under several ranks the numbers must not depend on the machine: leave it at 'portable'")
    }
    try pool.ranks.requireEqual("version", origin.toolVersion)
    try pool.ranks.requireEqual("configuration", SHA256.hex(yaml))
    try pool.ranks.requireEqual("engine", EngineFingerprint.text(of: config.kernels))
  }

  private func preparedFolder(
    resume: Bool, overwrite: Bool, _ pool: WorkerPool
  ) throws -> RunRecord {
    let files = FileManager.default
    let path = folder + "/config.yaml"
    // A run that failed before it had saved anything is in nobody's way.
    let isVoid =
      try RunRecord.read(in: folder)?.status == .failed
      && CheckpointFolder(run: folder).latest == nil
    if overwrite || isVoid, files.fileExists(atPath: path) {
      Details.say(
        "\(folder): \(overwrite ? "--overwrite removes" : "failed before a checkpoint, so it goes:") "
          + "what a run left there")
      let events = (try? files.contentsOfDirectory(atPath: folder)) ?? []
      for name in Self.files + events.filter({ $0.hasPrefix("events.out.tfevents") })
      where files.fileExists(atPath: folder + "/" + name) {
        try files.removeItem(atPath: folder + "/" + name)
      }
    }
    var record = RunRecord(origin, config, workers: pool.count)
    if !pool.ranks.isAlone { record.ranks = pool.ranks.size }
    guard files.fileExists(atPath: path) else {
      try AtomicFile.createFolder(folder)
      let lines = try overrides.reduce(into: Data()) {
        $0 += Data("- ".utf8) + (try JSONLines.line($1))
      }
      try AtomicFile.write(lines, to: folder + "/" + Self.overridesName)
      try AtomicFile.write(yaml, to: path)
      return record
    }
    guard resume, try AtomicFile.readText(path) == yaml else {
      throw TrainingError.occupied(path: folder)
    }
    let known = try RunRecord.read(in: folder)
    guard let known, known.fingerprint == record.fingerprint else {
      let engine = known.map { "\($0.kernels), \($0.processor)" } ?? "an older version"
      throw TrainingError.checkpoint(
        path: folder,
        reason: "the run began with numbers of another engine (\(engine)); go on with what began "
          + "it, or pass --overwrite to start again")
    }
    (record.startedUTC, record.resumed) = (known.startedUTC, known.resumed + 1)
    return record
  }
}
