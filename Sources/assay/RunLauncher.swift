import Foundation
import Networks
import Results
import Rollouts
import Serving
import Studies
import Support
import Tensors
import Training

/// A training run as the command line starts it.
struct RunLauncher {
  /// The settings, with the paths of models instead of their names.
  let config: RunConfig
  /// The settings as they were given, whole.
  let yaml: String
  /// What was laid over the files.
  let overrides: [String]
  var completionsEvery = 10
  var checkpointEvery = 30.0
  var sinks: [RunContext.SinkMaker] = []

  init(_ given: RunConfig, yaml: String, overrides: [String] = []) throws {
    self.yaml = yaml
    self.overrides = overrides
    var config = given
    if !config.from.isEmpty { config.from = try ModelPath.resolve(config.from) }
    for (role, source) in config.policy.models where source.from != "policy" && !source.isServer {
      config.policy.models[role]?.from = try ModelPath.resolve(source.from)
    }
    self.config = config
  }

  /// Trains; returns the folder of the final model.
  func run(
    folder: String, workers: Int, ranks: any Communicator = SingleProcess(), resume: Bool,
    overwrite: Bool,
    progress: @escaping @Sendable (Double, Double, String) -> Void
  ) throws -> String {
    Details.say("kernels: \(config.kernels.description)")
    let now = Provenance.current(threads: workers)
    var run = TrainingRun(
      config, yaml: yaml, folder: folder,
      origin: RunRecord.Origin(
        command: CommandLine.arguments, toolVersion: now.toolVersion, gitCommit: now.gitCommit,
        host: now.host))
    run.overrides = overrides
    run.completionsEvery = completionsEvery
    run.checkpointSeconds = checkpointEvery
    run.warn = { Output.warn($0) }
    run.sinks = sinks
    run.findServer = {
      RemoteTexts(
        try ServerKey.server($0.from), form: $0.chat ? .chat(system: nil, variables: [:]) : .text)
    }
    return try run.run(
      resume: resume, overwrite: overwrite,
      pool: WorkerPool(count: workers, kernels: config.kernels, ranks: ranks), progress: progress)
  }

  /// What the run takes.
  struct Cost {
    let shape: TransformerShape
    let stage: StageCost
    let speed: SpeedCheck
    /// Of one worker.
    var seconds: Double { speed.seconds(stage) }
  }

  /// What several runs have in common.
  struct KnownCosts {
    fileprivate var shapes: [String: TransformerShape] = [:]
    fileprivate var speeds:
      [(shape: TransformerShape, kernels: ProductKernels, speed: SpeedCheck)] =
        []
  }

  func cost() throws -> Cost {
    var known = KnownCosts()
    return try cost(&known)
  }

  /// The same; a model is read, and the speed with a shape measured, once for all runs.
  func cost(_ known: inout KnownCosts) throws -> Cost {
    var shape = config.from.isEmpty ? config.size.shape() : known.shapes[config.from]
    if shape == nil {
      shape = try Details.time("reading the model") {
        try LanguageModel.load(config.from).transformer.shape
      }
      known.shapes[config.from] = shape
    }
    guard let shape else { preconditionFailure("a model without a shape") }
    let speed =
      try known.speeds.first { $0.shape == shape && $0.kernels == config.kernels }?.speed
      ?? Details.time("measuring the speed") {
        try SpeedCheck.estimate(shape, kernels: config.kernels)
      }
    known.speeds.append((shape, config.kernels, speed))
    return Cost(
      shape: shape, stage: try Details.time("counting tokens") { try config.recipe.cost(shape) },
      speed: speed)
  }
}

/// What a run came to, from the last line of its metrics.
struct RunSummary {
  private let last: [String: Double]

  init(_ folder: String) throws {
    last = try RunRecord.metrics(in: folder).last ?? [:]
  }

  /// Tokens and the measures that there are.
  var text: String {
    let names = ["loss", "reward_mean", "acc_strict", "pair_accuracy", "eval_acc"]
    let found = names.compactMap { name in
      last[name].map { String(format: "\(name) %.4g", $0) }
    }
    let tokens = last["tokens"].map { Self.count($0) + " tokens" }
    return ([tokens].compactMap { $0 } + found).joined(separator: ", ")
  }

  static func count(_ value: Double) -> String {
    value < 1e6 ? "\(Int(value))" : String(format: "%.2f M", value / 1e6)
  }
}
