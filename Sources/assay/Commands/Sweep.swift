import ArgumentParser
import Config
import Foundation
import Results
import Support
import Tensors
import Training

struct Sweep: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train every combination of settings with every seed, and put the runs in a table.",
    discussion: """
      A setting with several values, separated by commas, is swept; all others are the same in every run. Every combination
      is an arm, and runs with each of the seeds.

      GRPO against RLOO on three seeds, from one base a seed:
        assay sweep --set method=pretrain --set name=base --seeds 0..2 --out runs/base
        assay sweep --set method=policy-gradient --set 'from=runs/base/base/seed-{seed}' \\
          --set policy.advantage=grpo,rloo --set evaluation.every=20 --seeds 0..2 --out runs/advantages
        assay compare runs/advantages
        assay fit sigmoid runs/advantages --x step --y reward_mean
      Arms that differ in more than one setting, one file each:
        assay sweep -c base.yaml --arm plain=plain.yaml --arm tuned=tuned.yaml --seeds 0..4
      Published methods:
        assay sweep --recipe grpo,dapo --set 'from=runs/base/base/seed-{seed}' --seeds 0..2

      A seed is the replicate of its runs: the same initialization and data in every arm, so that arms are paired, and
      the same held-out problems for all. {seed} in a setting stands for its number.

      The folder holds ARM/seed-N with everything that assay train writes, sweep.json, and three tables: runs.csv (a row
      a run), curves.csv (a row a step) and, where runs are evaluated, problems.csv (a row a held-out problem).
      """)

  @OptionGroup var settings: SettingsOptions
  @Option(help: "Published recipes, separated by commas, laid under the files: one arm each.")
  var recipe: String?
  @Option(
    help: ArgumentHelp("An arm of its own: a file laid over the others.", valueName: "name=file"))
  var arm: [String] = []
  @Option(help: ArgumentHelp("Replicates.", valueName: "0..2|0,1,2")) var seeds = "0..2"
  @Option(help: "The sweep's folder. (default: runs/NAME-sweep)") var out: String?
  @Option(help: "Only a part of the runs: K/N is the K-th of N parts.") var shard: Shard?
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Go on: runs that are finished stay as they are.") var resume = false
  @Flag(help: "Remove the runs that are there and start again.") var overwrite = false
  @Flag(help: "Print the runs and their predicted time, and stop.") var dryRun = false

  func validate() throws {
    guard arm.isEmpty || recipe == nil else {
      throw ValidationError("--arm and --recipe exclude each other")
    }
    _ = try replicates()
    guard !(resume && overwrite) else {
      throw ValidationError("--resume and --overwrite exclude each other")
    }
  }

  func run() throws {
    let plan = try SweepPlan(
      variants: variants(), overrides: settings.overrides, seeds: replicates())
    let path = try out ?? "runs/\(name())-sweep"
    let folder = SweepFolder(path)
    let runs = plan.runs.enumerated().filter { index, _ in
      shard.map { index % $0.count == $0.number - 1 } ?? true
    }.map(\.element)
    for run in plan.runs { try run.config.kernels.prepare() }
    let costs = try costs(of: runs)
    if dryRun {
      printPlan(plan, runs, costs, folder)
      return
    }
    try folder.register(plan, overwrite: overwrite)
    StopSignal.listen()
    let progress = ProgressMeter()
    defer { progress.finish() }
    let whole = max(1, costs.reduce(0, +))
    var (done, failures) = (0.0, [String]())
    for (run, cost) in zip(runs, costs) {
      let place = "\(folder.path)/\(run.folder)"
      defer { done += cost }
      if resume, try RunRecord.read(in: place)?.status == .finished,
        try AtomicFile.readText(place + "/config.yaml") == run.yaml
      {
        progress.say("\(run.folder): finished before")
        continue
      }
      let before = done
      do {
        _ = try RunLauncher(
          run.config, yaml: run.yaml, overrides: run.overrides
        ).run(
          folder: place, workers: workers.count, resume: resume, overwrite: overwrite
        ) { share, total, note in
          progress.overall((before + cost * share / max(total, 1)) / whole)
          progress.update(run.folder, done: share, total: total, note: note)
        }
        try folder.writeTables()
        progress.say("\(run.folder): \(try RunSummary(place).text)")
      } catch var stop as Stopped {
        try folder.writeTables()
        stop.kept = "finished runs and the state of \(run.folder) are saved; --resume goes on"
        throw stop
      } catch let error as TrainingError where error.isOfOneRun {
        // A run that diverges is a result; the others go on.
        progress.say("\(run.folder): \(error)")
        failures.append(run.folder)
        try folder.writeTables()
      }
    }
    try folder.writeTables()
    for kind in SweepFolder.Kind.allCases { if let table = folder.table(kind) { print(table) } }
    if plan.arms.count > 1 { progress.say("next: assay compare \(folder.path)") }
    guard failures.isEmpty else {
      throw SupportError.file(
        action: "finish \(failures.count) of \(runs.count) runs", path: folder.path,
        reason: failures.joined(separator: ", "))
    }
  }

  private func replicates() throws -> [Int] {
    try SeedList(seeds).seeds.map { seed in
      guard seed <= 1_000_000_000 else {
        throw ValidationError("--seeds names replicates, from 0 to 1000000000, not \(seed)")
      }
      return Int(seed)
    }
  }

  /// Recipes lie under the files, as in `assay train`; the files of arms lie over them.
  private func variants() throws -> [(name: String, sources: [ConfigSource])] {
    if let recipe {
      return try recipe.split(separator: ",").map { name in
        (
          String(name),
          [try PublishedRecipe.named(String(name)).configuration] + settings.sources
        )
      }
    }
    if arm.isEmpty { return [("", settings.sources)] }
    return try arm.map { text in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else { throw ValidationError("--arm takes NAME=FILE, not '\(text)'") }
      return (parts[0], settings.sources + [.file(parts[1])])
    }
  }

  /// The name in the files and settings, without what is swept.
  private func name() throws -> String {
    let given = settings.overrides.last { $0.hasPrefix("name=") }.map { [$0] } ?? []
    return try ConfigLoader.load(RunConfig(), sources: settings.sources, overrides: given).name
  }

  /// Predicted seconds of one worker; the speed is measured once a model.
  private func costs(of runs: [SweepPlan.Run]) throws -> [Double] {
    var known: [String: Double] = [:]
    var common = RunLauncher.KnownCosts()
    return try runs.map { run in
      if let seconds = known[run.arm] { return seconds }
      let seconds = try RunLauncher(run.config, yaml: run.yaml).cost(&common).seconds
      known[run.arm] = seconds
      return seconds
    }
  }

  private func printPlan(
    _ plan: SweepPlan, _ runs: [SweepPlan.Run], _ costs: [Double], _ folder: SweepFolder
  ) {
    print("\(plan.arms.count) arms × \(plan.seeds.count) seeds in \(folder.path)")
    for arm in plan.arms {
      let settings = arm.settings.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      print("  \(arm.name)\(settings.isEmpty ? "" : ": \(settings)")")
    }
    for (run, cost) in zip(runs, costs) {
      print("  \(run.folder): about \(ProgressMeter.duration(cost / Double(workers.count)))")
    }
    let total = costs.reduce(0, +) / Double(workers.count)
    print(
      "\(runs.count) runs, about \(ProgressMeter.duration(total)) with \(workers.count) workers")
  }
}
