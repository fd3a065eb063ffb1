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
        assay train --set method=policy-gradient --set from=$(echo runs/base/checkpoints/step-*) \\
          --set name=rl --out runs/rl
      GRPO on a real model, an adapter on frozen weights:
        assay model fetch smollm2-135m-instruct
        assay train -c notebooks-md/addition-grpo.yaml --out runs/addition
      A published method, such as dapo (assay config recipe lists them):
        assay train --recipe dapo --set from=$(echo runs/base/checkpoints/step-*) --out runs/dapo
      Your own rows, JSON lines with the columns question and answer:
        assay train --set method=policy-gradient --set from=smollm2-135m-instruct --set chat=true \\
          --set 'tasks=[{task: {kind: rows, file: my.jsonl, prompt: question}}]' --set lora.rank=16

      A run leaves config.yaml, run.json (who, when, whose numbers, how it ended), metrics.jsonl, completions.jsonl,
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
  @Flag(help: "Go on with an interrupted run.") var resume = false
  @Flag(help: "Remove the run that is there and start again.") var overwrite = false
  @Flag(help: "Print the resolved settings and the plan, and stop.") var dryRun = false

  func validate() throws {
    try Bounds.check("--completions-every", completionsEvery, 0...1_000_000_000)
    try Bounds.check("--checkpoint-every", checkpointEvery, 0...1e9)
  }

  func run() throws {
    let read = try ConfigLoader.load(
      RunConfig(),
      sources: try (recipe.map { [try PublishedRecipe.named($0).configuration] } ?? [])
        + settings.sources, overrides: settings.overrides)
    let yaml = try ConfigLoader.yaml(read)
    let config = try resolved(read)
    try config.kernels.prepare()
    let folder = out ?? "runs/\(config.name)"
    if dryRun {
      try printPlan(config, yaml, folder)
      return
    }
    StopSignal.listen()
    let progress = ProgressMeter()
    let now = Provenance.current(threads: workers.count)
    var run = TrainingRun(
      config, yaml: yaml, folder: folder,
      origin: RunRecord.Origin(
        command: CommandLine.arguments, toolVersion: now.toolVersion, gitCommit: now.gitCommit,
        host: now.host))
    run.completionsEvery = completionsEvery
    run.checkpointSeconds = checkpointEvery
    run.warn = { Output.warn($0) }
    if reportTo == .tensorboard {
      run.sinks = [{ try TensorBoardSink(folder: $0, keepingUpTo: $1) }]
    }
    let started = RunClock()
    defer { progress.finish() }
    let model = try run.run(
      resume: resume, overwrite: overwrite,
      pool: WorkerPool(count: workers.count, kernels: config.kernels)
    ) { done, total, note in
      progress.overall(done / max(total, 1))
      progress.update(config.name, done: done, total: total, note: note)
    }
    progress.say(try summary(config, folder, started.seconds, model))
    print(model)
  }

  /// What the run came to, from the last line of its metrics, and what one does with it next.
  private func summary(
    _ config: RunConfig, _ folder: String, _ seconds: Double, _ model: String
  ) throws -> String {
    var last: [String: Double?] = [:]
    try JSONLines.forEachLine(of: folder + "/metrics.jsonl") { line, _ in
      last = try JSONDecoder().decode([String: Double?].self, from: line)
    }
    let found = ["loss", "reward_mean", "acc_strict", "pair_accuracy", "eval_acc"].compactMap {
      name in
      last[name].flatMap { $0 }.map { String(format: "\(name) %.4g", $0) }
    }
    let tokens = last["tokens"].flatMap { $0 }.map { count($0) + " tokens" }
    let parts = [tokens, ProgressMeter.duration(seconds)].compactMap { $0 } + found
    let task = config.tasks.first?.task.kind ?? "chain"
    return "\(config.name): \(parts.joined(separator: ", "))\n"
      + "next: assay eval --model \(model) --task \(task)"
  }

  private func printPlan(_ config: RunConfig, _ yaml: String, _ folder: String) throws {
    let shape =
      config.from.isEmpty
      ? config.size.shape() : try LanguageModel.load(config.from).transformer.shape
    let cost = try config.recipe.cost(shape)
    let speed = try SpeedCheck.estimate(shape, kernels: config.kernels)
    // Weights, gradient and two moments; what is only read, such as the copy that is sampled from, has weights alone.
    let copies = (config.lora.rank == 0 ? 4 : 1) + (config.method == .policyGradient ? 1 : 0)
    let bytes = 4 * Double(shape.parameterCount * copies)
    print(yaml)
    print(
      """
      model: \(config.from.isEmpty ? config.size.rawValue : config.from), \(shape.parameterCount) parameters
      folder: \(folder), with config.yaml, run.json, metrics.jsonl, completions.jsonl, checkpoints
      tokens: \(count(cost.trained)) trained, \(count(cost.decoded)) decoded, if responses are as long as the gold ones, \
      in characters
      memory: \(String(format: "%.2g", bytes / 1e9)) GB for weights and optimizer, and what a batch needs
      speed of one worker: \(Int(speed.trained)) trained, \(Int(speed.decoded)) decoded tokens a second\
      \(speed.isMeasured ? "" : ", estimated from a smaller model's")
      time: about \(ProgressMeter.duration(speed.seconds(cost) / Double(workers.count))) with \
      \(workers.count) worker\(workers.count == 1 ? "" : "s")
      """)
  }

  private func count(_ value: Double) -> String {
    value < 1e6 ? "\(Int(value))" : String(format: "%.2f M", value / 1e6)
  }

  /// The settings with the paths of fetched models instead of their names.
  private func resolved(_ config: RunConfig) throws -> RunConfig {
    var config = config
    if !config.from.isEmpty { config.from = try ModelPath.resolve(config.from) }
    for (role, source) in config.policy.models where source.from != "policy" {
      config.policy.models[role]?.from = try ModelPath.resolve(source.from)
    }
    return config
  }
}
