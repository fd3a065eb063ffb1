import ArgumentParser
import Config
import Foundation
import Networks
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
      """)

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var workers: WorkerOptions
  @Option(help: "The run's folder. (default: runs/NAME)") var out: String?
  @Flag(help: "Go on with an interrupted run.") var resume = false
  @Flag(help: "Remove the run that is there and start again.") var overwrite = false
  @Flag(help: "Print the resolved settings and the plan, and stop.") var dryRun = false

  func run() throws {
    let config = try ConfigLoader.load(
      RunConfig(), sources: settings.sources, overrides: settings.overrides)
    let yaml = try ConfigLoader.yaml(config)
    let shape = config.size.shape()
    let folder = out ?? "runs/\(config.name)"
    if dryRun {
      let speed = try SpeedCheck.measure(shape)
      print(yaml)
      print("model: \(config.size.rawValue), \(shape.parameterCount) parameters")
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
      resume: resume, overwrite: overwrite, pool: WorkerPool(count: workers.count)
    ) { done, total, note in
      progress.overall(done / max(total, 1))
      progress.update(config.name, done: done, total: total, note: note)
    }
    print(model)
  }
}
