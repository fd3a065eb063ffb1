import ArgumentParser
import Foundation
import Networks
import Reports
import Results
import Studies
import Support
import Training

extension Scale: ExpressibleByArgument {}

/// Predefined studies.
struct StudyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "Predefined studies: list, show, run, analyze, report, export.",
    subcommands: [
      StudyList.self, StudyShow.self, StudyRun.self, StudyAnalyze.self, StudyReportCommand.self,
      StudyExport.self,
    ])
}

struct StudyList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "The studies and what they ask.")

  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    if json {
      try Output.json(
        StudyCatalogue.all.map { ["id": $0.id, "title": $0.title, "question": $0.question] })
    } else {
      for study in StudyCatalogue.all { print("\(study.id)\n  \(study.title): \(study.question)") }
    }
  }
}

struct StudyShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A study's question, hypotheses and settings.")

  @Argument(help: "The study's id, for example sharpening.") var study: String

  func run() throws {
    let entry = try StudyCatalogue.entry(named: study)
    print("\(entry.title)\n\(entry.question)\n\nHypotheses")
    for hypothesis in entry.hypotheses {
      print("  \(hypothesis.id)  \(hypothesis.statement)\n        test: \(hypothesis.test)")
    }
    print("\nSettings (copy to a file and pass it with -c, or change one with --set)")
    print(try entry.defaultYAML())
  }
}

struct StudyRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a study: train, evaluate, analyze, report.",
    discussion: """
      Scales: smoke (1 minute, proves the pipeline), quick (6 minutes, shows the phenomenon),
      standard (2 hours), full (a night; the only one with verdicts). Ctrl-C saves the state and
      --resume goes on. Finished stages are cached in $ASSAY_CACHE.
      """)

  @Argument(help: "The study's id, for example sharpening.") var study: String
  @Option(help: "smoke, quick, standard or full.") var scale = Scale.quick
  @Option(help: "The study seed, the root of all randomness.") var seed: UInt64 = 7
  @Option(help: "The folder of results. (default: results/STUDY/SCALE)") var out: String?
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var workers: WorkerOptions
  @Flag(help: "Go on with an interrupted run.") var resume = false
  @Flag(help: "Remove the results that are there and start again.") var overwrite = false
  @Flag(help: "Print the plan and the predicted time, and stop.") var dryRun = false
  @Flag(help: "Run even if it will take twice as long as the scale promises.") var force = false
  @Flag(help: "Neither use nor fill the cache of finished stages.") var noCache = false
  @Flag(help: "Print the answer as JSON.") var json = false

  func run() throws {
    let prepared = try StudyCatalogue.entry(named: study).prepare(
      settings.sources, settings.overrides, scale)
    let folder = out ?? "results/\(study)/\(scale.rawValue)"
    let progress = ProgressMeter()
    let session = StudySession(
      prepared, seed: seed, folder: folder, workers: workers.count, useCache: !noCache,
      progress: progress)
    try prepared.plan.kernels.prepare()
    let speed = try SpeedCheck.measure(prepared.plan.shape, kernels: prepared.plan.kernels)
    let plan = try session.describePlan(speed)
    if dryRun {
      print(prepared.yaml)
      print(plan)
      return
    }
    progress.say(plan)
    let predicted = try session.predictedSeconds(speed)
    guard force || predicted < 2 * 60 * scale.limitMinutes else {
      throw StudiesError.plan(
        "this would take about \(ProgressMeter.duration(predicted)), more than twice the "
          + "\(Int(scale.limitMinutes)) minutes of the scale '\(scale.rawValue)'; "
          + "pass --force to run it all the same")
    }
    StopSignal.listen()
    let clock = RunClock()
    do {
      let outcome = try session.run(
        overwrite ? .overwrite : resume ? .resume : .fresh, speed: speed)
      progress.say("finished in \(ProgressMeter.duration(clock.seconds))")
      try show(outcome, json: json)
    } catch let error as TrainingError {
      if case .stopped = error {
        var arguments = ["assay", "study", "run", study, "--scale", scale.rawValue]
        if seed != 7 { arguments += ["--seed", String(seed)] }
        arguments += settings.files.flatMap { ["-c", $0] }
        arguments += settings.overrides.flatMap { ["--set", $0] }
        if let out { arguments += ["--out", out] }
        progress.say("to go on: \(arguments.joined(separator: " ")) --resume")
      }
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
      var rows: [[String]]
      var files: [String: String]
    }
    try Output.json(
      Answer(
        answer: outcome.answer, warnings: outcome.warnings,
        columns: outcome.summary.columns.map(\.name), rows: outcome.summary.rows,
        files: Dictionary(outcome.files.map { ($0.name, $0.path) }) { first, _ in first }))
    return
  }
  print(outcome.summary.caption + "\n")
  print(outcome.summary.plainText())
  print("\n" + outcome.answer)
  for warning in outcome.warnings { print("Note: \(warning)") }
  for file in outcome.files { print("\(file.name): \(file.path)") }
}

struct StudyAnalyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyze stored results again, from their counts alone, and print the answer.")

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
    commandName: "report", abstract: "Draw figures and write report.md and report.html.")

  @OptionGroup var location: ResultsLocation
  @Option(help: "Where they go. (default: beside the file)") var out: String?

  func run() throws {
    let outcome = try StudySession.analyze(
      location.path, into: out ?? location.folder, progress: ProgressMeter())
    print(outcome.files[0].path)
  }
}
