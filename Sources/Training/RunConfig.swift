import Foundation
import Networks
import Rollouts
import Support
import Tasks
import Tensors
import Tokenizers

/// The configuration of one training run: what `assay train` reads.
public struct RunConfig: Codable, Sendable, Equatable {
  /// The loops.
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// Pre-training on a text.
    case pretrain
    /// Supervised fine-tuning on gold responses.
    case sft
    /// Policy gradient.
    case policyGradient = "policy-gradient"
  }

  /// The run's name.
  public var name = "run"
  /// The loop.
  public var method = Method.pretrain
  /// The root of all randomness.
  public var seed: UInt64 = 7
  /// The replicate's number within the seed.
  public var replicate = 0
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable
  /// The size of a new model.
  public var size = ModelSize.nano
  /// The model to start from, a folder or a GGUF file; empty for a new one.
  public var from = ""
  /// Whether prompts are put to the model as a user's message, in its chat template.
  public var chat = false
  /// A system message for `chat`; empty for the template's own.
  public var system = ""
  /// Low-rank adaptation; rank 0 trains all parameters.
  public var lora = LoRA(rank: 0)
  /// The text of `pretrain`.
  public var text = PretrainingText()
  /// The problems of `sft` and `policy-gradient`.
  public var tasks = [TaskShare()]
  /// Settings of `pretrain` and `sft`.
  public var supervised = SupervisedSettings()
  /// Settings of `policy-gradient`.
  public var policy = PolicySettings()

  /// Pre-training of a nano model.
  public init() {}
}

extension RunConfig: Validated {
  /// A name that can be a folder and an address, tasks to train on.
  public func validate() throws {
    try require(
      !name.isEmpty && !name.contains("/") && name != "." && name != "..", "name", name,
      "a word without '/'")
    try require(replicate, atLeast: 0, "replicate")
    try require(
      method == .pretrain || tasks.contains { $0.weight > 0 }, "tasks", "\(tasks.count) shares",
      "at least one with a positive weight")
  }
}

/// One training run in one folder.
public struct TrainingRun: Sendable {
  private let config: RunConfig
  private let yaml: String
  private let folder: String

  /// A run of a configuration, whose resolved text is `yaml`.
  public init(_ config: RunConfig, yaml: String, folder: String) {
    self.config = config
    self.yaml = yaml
    self.folder = folder
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
    warn: @escaping @Sendable (String) -> Void = { _ in },
    progress: @escaping @Sendable (Double, Double, String) -> Void
  ) throws -> String {
    precondition(pool.kernels == config.kernels, "workers for \(pool.kernels)")
    let base = try initialModel()
    let model = try learner(base)
    let format = try base.promptFormat(
      chat: config.chat, system: config.system.isEmpty ? nil : config.system)
    try prepareFolder(resume: resume, overwrite: overwrite)
    var context = RunContext(
      folder: folder, stream: RandomStream(seed: config.seed), replicate: config.replicate,
      arm: config.name, tokenizer: base.tokenizer, promptFormat: format, pool: pool,
      progress: progress)
    context.base = base.basePath
    context.companions = { try base.saveTokenizer(to: $0) }
    let role = config.method == .pretrain ? "pretrain_data" : "ft_data"
    let ancestors = config.from.isEmpty ? [] : StageMark.lineage(of: config.from)
    if ancestors.contains(where: { $0.role == role }) {
      let marks = ancestors.map { "\($0.role) \($0.hash)" }.joined(separator: "\n")
      context.parent = String(SHA256.hex(marks).prefix(12))
    }
    context.lineage = ancestors + [StageMark(role: role, hash: SHA256.hex(yaml))]
    context.warn = warn
    switch config.method {
    case .pretrain:
      let corpus = try config.text.corpus()
      _ = try SupervisedTrainer(config.supervised) { try corpus.example(using: &$0) }
        .run(model, context)
    case .sft:
      let mixture = try TaskMixture(config.tasks)
      _ = try SupervisedTrainer(config.supervised, role: "ft_data") {
        try mixture.goldExample(using: &$0)
      }.run(model, context)
    case .policyGradient:
      _ = try PolicyTrainer(config.policy, mixture: try TaskMixture(config.tasks))
        .run(model, context)
    }
    guard let checkpoint = CheckpointFolder(run: folder).latest else {
      throw TrainingError.checkpoint(path: folder, reason: "no step was run; raise the budget")
    }
    return checkpoint
  }

  private func initialModel() throws -> LanguageModel {
    guard config.from.isEmpty else { return try LanguageModel.load(config.from) }
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
    guard config.lora.rank != 0 else {
      // An adapter's folder as the start: its adapter goes on learning.
      return base.transformer
    }
    guard config.lora.rank > 0, !config.lora.targets.isEmpty else {
      throw TrainingError.setting(
        key: "lora", reason: "the rank must be positive, and at least one matrix adapted")
    }
    guard base.transformer.adapter == nil else {
      throw TrainingError.setting(
        key: "lora", reason: "'\(config.from)' is an adapter already; leave lora.rank at 0")
    }
    return base.transformer.adapted(
      by: Adapter(
        config.lora, shape: base.transformer.shape,
        stream: RandomStream(seed: config.seed)["init", config.replicate, config.name, "lora"]))
  }

  /// Which engine's numbers a run is made of.
  private struct EngineRecord: Codable {
    var fingerprint: String
    var kernels: String
    var processor: String
  }

  private func prepareFolder(resume: Bool, overwrite: Bool) throws {
    let files = FileManager.default
    let path = folder + "/config.yaml"
    if overwrite, files.fileExists(atPath: path) {
      for name in ["checkpoints", "metrics.jsonl", "config.yaml", "engine.json"]
      where files.fileExists(atPath: folder + "/" + name) {
        try files.removeItem(atPath: folder + "/" + name)
      }
    }
    if files.fileExists(atPath: path) {
      guard resume, try AtomicFile.readText(path) == yaml else {
        throw TrainingError.occupied(path: folder)
      }
      let record = folder + "/engine.json"
      let known =
        files.fileExists(atPath: record)
        ? try JSONDecoder().decode(EngineRecord.self, from: try AtomicFile.read(record)) : nil
      guard let known, known.fingerprint == EngineFingerprint.text(of: config.kernels) else {
        let engine = known.map { "\($0.kernels), \($0.processor)" } ?? "an older version"
        throw TrainingError.checkpoint(
          path: folder,
          reason: "the run began with numbers of another engine (\(engine)); go on with what began "
            + "it, or pass --overwrite to start again")
      }
    } else {
      let record = EngineRecord(
        fingerprint: EngineFingerprint.text(of: config.kernels),
        kernels: config.kernels.description, processor: Processor.description)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try AtomicFile.write(try encoder.encode(record), to: folder + "/engine.json")
      try AtomicFile.write(yaml, to: path)
    }
  }
}
