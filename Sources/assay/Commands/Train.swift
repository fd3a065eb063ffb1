import ArgumentParser
import Config
import Foundation
import Interchange
import Networks
import Results
import Rollouts
import Studies
import Support
import Tensors
import Training

/// Where metrics go besides `metrics.jsonl`.
enum Reporter: String, CaseIterable, ExpressibleByArgument {
  case none
  case tensorboard
}

struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a model: pretrain, sft, preference or policy-gradient.",
    discussion: """
      A base, and then RL on it:
        assay train --set name=base --out runs/base
        assay train --set method=policy-gradient --set from=runs/base \\
          --set name=rl --out runs/rl
      GRPO on a real model, an adapter on frozen weights:
        assay model fetch smollm2-135m-instruct
        assay train -c notebooks-md/addition-grpo.yaml --out runs/addition
      A published method, such as dapo (assay config recipe lists them):
        assay train --recipe dapo --set from=runs/base --out runs/dapo
      Your own rows, JSON lines with the columns question and answer:
        assay train --set method=policy-gradient --set from=smollm2-135m-instruct --set chat=true \\
          --set 'tasks=[{task: {kind: rows, file: my.jsonl, prompt: question}}]' --set lora.rank=16

      Settings may stand at the end without --set; a run that was stopped goes on from its folder:
        assay train name=base size=xs supervised.tokens=2000000
        assay train --resume runs/base
      Several processes, on one machine or more that share the folder, compute the same bits (built by make mpi):
        mpirun -n 4 assay train --out runs/base

      A run leaves config.yaml, overrides.yaml, run.json (who, when, whose numbers, how it ended), metrics.jsonl, completions.jsonl,
      checkpoints, and TensorBoard's events if asked for.
      """)

  @OptionGroup var settings: SettingsOptions
  @Option(
    help: "A published recipe, laid under the files and settings: dapo, vapo, …",
    completion: .recipes)
  var recipe: String?
  @OptionGroup var workers: WorkerOptions
  @Option(help: "The run's folder. (default: runs/NAME)") var out: String?
  @Option(help: "Write the completions of every so many steps to completions.jsonl; 0 for none.")
  var completionsEvery = 10
  @Option(help: "Seconds between checkpoints on the way; what a kill costs at most, and a step.")
  var checkpointEvery = 30.0
  @Option(help: "Where metrics go besides metrics.jsonl: none or tensorboard.") var reportTo =
    Reporter.none
  @Flag(help: "Go on with an interrupted run: its folder, or the same settings again.") var resume =
    false
  @Flag(help: "Remove the run that is there and start again.") var overwrite = false
  @Flag(help: "Print the resolved settings and the plan, and stop.") var dryRun = false

  func validate() throws {
    try Bounds.check("--completions-every", completionsEvery, 0...1_000_000_000)
    try Bounds.check("--checkpoint-every", checkpointEvery, 0...1e9)
  }

  func run() throws {
    guard settings.folder == nil || (resume && out == nil && settings.files.isEmpty) else {
      throw ValidationError(
        "'\(settings.folder ?? "")' is a folder; assay train --resume FOLDER goes on with the run in it"
      )
    }
    let known = try settings.folder.map { folder in
      guard FileManager.default.fileExists(atPath: folder + "/config.yaml") else {
        throw SupportError.file(
          action: "resume", path: folder, reason: "it has no config.yaml, so it holds no run")
      }
      return ConfigSource.file(folder + "/config.yaml")
    }
    let read = try ConfigLoader.load(
      RunConfig(),
      sources: try (recipe.map { [try PublishedRecipe.named($0).configuration] } ?? [])
        + (known.map { [$0] } ?? settings.sources), overrides: settings.overrides)
    var launcher = try RunLauncher(
      read, yaml: try ConfigLoader.yaml(read), overrides: settings.overrides)
    let config = launcher.config
    try config.kernels.prepare()
    let folder = settings.folder ?? out ?? "runs/\(config.name)"
    if dryRun {
      if Ranks.leads { try printPlan(launcher, folder) }
      return
    }
    launcher.completionsEvery = completionsEvery
    launcher.checkpointEvery = checkpointEvery
    if reportTo == .tensorboard {
      launcher.sinks = [{ try TensorBoardSink(folder: $0, keepingUpTo: $1) }]
    }
    try Ranks.together { try train(launcher, folder, $0) }
  }

  private func train(_ launcher: RunLauncher, _ folder: String, _ ranks: any Communicator) throws {
    StopSignal.listen()
    let config = launcher.config
    let progress = ProgressMeter()
    let started = RunClock()
    defer { progress.finish() }
    let model = try launcher.run(
      folder: folder, workers: workers.count, ranks: ranks, resume: resume, overwrite: overwrite
    ) { done, total, note in
      progress.overall(done / max(total, 1))
      progress.update(config.name, done: done, total: total, note: note)
    }
    guard ranks.leads else { return }
    progress.say(
      "\(config.name): \(ProgressMeter.duration(started.seconds)), \(try RunSummary(folder).text)\n"
        + "next: assay eval --model \(folder) --task \(config.tasks.first?.task.kind ?? "chain")")
    print(model)
  }

  private func printPlan(_ launcher: RunLauncher, _ folder: String) throws {
    let (config, cost) = (launcher.config, try launcher.cost())
    // Weights, gradient and two moments; what is only read, such as the copy that is sampled from, has weights alone.
    let copies = (config.lora.rank == 0 ? 4 : 1) + (config.method == .policyGradient ? 1 : 0)
    let bytes = 4 * Double(cost.shape.parameterCount * copies)
    print(launcher.yaml)
    print(
      """
      model: \(config.from.isEmpty ? config.size.rawValue : config.from), \(cost.shape.parameterCount) parameters
      folder: \(folder), with config.yaml, run.json, metrics.jsonl, completions.jsonl, checkpoints
      tokens: \(RunSummary.count(cost.stage.trained)) trained, \(RunSummary.count(cost.stage.decoded)) decoded, \
      if responses are as long as the gold ones, in characters
      memory: \(String(format: "%.2g", bytes / 1e9)) GB for weights and optimizer, and what a batch needs
      speed of one worker: \(Int(cost.speed.trained)) trained, \(Int(cost.speed.decoded)) decoded tokens a second\
      \(cost.speed.isMeasured ? "" : ", estimated from a smaller model's")
      time: about \(ProgressMeter.duration(cost.seconds / Double(workers.count))) with \
      \(workers.count) worker\(workers.count == 1 ? "" : "s")
      """)
  }
}
