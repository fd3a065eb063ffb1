import ArgumentParser
import Config
import Foundation
import Networks
import Rollouts
import Studies
import Support
import Tensors
import Training

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model: pretrain, sft or policy-gradient.",
    discussion: """
      A base, and then RL on it:
        assay train --set name=base --out runs/base
        assay train --set method=policy-gradient --set from=$(echo runs/base/checkpoints/step-*) \\
          --set name=rl --out runs/rl
      GRPO on a real model, an adapter on frozen weights:
        assay model fetch smollm2-135m-instruct
        assay train -c notebooks-md/addition-grpo.yaml --out runs/addition
      """)

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var workers: WorkerOptions
  @Option(help: "The run's folder. (default: runs/NAME)") var out: String?
  @Flag(help: "Go on with an interrupted run.") var resume = false
  @Flag(help: "Remove the run that is there and start again.") var overwrite = false
  @Flag(help: "Print the resolved settings and the plan, and stop.") var dryRun = false

  func run() throws {
    let read = try ConfigLoader.load(
      RunConfig(), sources: settings.sources, overrides: settings.overrides)
    let yaml = try ConfigLoader.yaml(read)
    let config = try resolved(read)
    try config.kernels.prepare()
    let folder = out ?? "runs/\(config.name)"
    if dryRun {
      let shape =
        config.from.isEmpty
        ? config.size.shape() : try LanguageModel.load(config.from).transformer.shape
      let speed = try SpeedCheck.measure(shape, kernels: config.kernels)
      print(yaml)
      print(
        "model: \(config.from.isEmpty ? config.size.rawValue : config.from), "
          + "\(shape.parameterCount) parameters")
      print("folder: \(folder)")
      print(
        "speed of one worker: \(Int(speed.trained)) trained, \(Int(speed.decoded)) decoded tokens/s"
      )
      if config.method != .policyGradient {
        let seconds = Double(config.supervised.tokens) / speed.trained
        print("about \(ProgressMeter.duration(seconds)) with one worker")
      }
      return
    }
    StopSignal.listen()
    let progress = ProgressMeter()
    let model = try TrainingRun(config, yaml: yaml, folder: folder).run(
      resume: resume, overwrite: overwrite,
      pool: WorkerPool(count: workers.count, kernels: config.kernels),
      warn: { FileHandle.standardError.write(Data("assay: warning: \($0)\n".utf8)) }
    ) { done, total, note in
      progress.overall(done / max(total, 1))
      progress.update(config.name, done: done, total: total, note: note)
    }
    print(model)
  }

  /// The settings with the path of a fetched model instead of its name.
  private func resolved(_ config: RunConfig) throws -> RunConfig {
    var config = config
    if !config.from.isEmpty { config.from = try ModelPath.resolve(config.from) }
    return config
  }
}
