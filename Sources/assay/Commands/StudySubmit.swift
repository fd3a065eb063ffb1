import ArgumentParser
import Foundation
import Studies
import Support

struct StudySubmit: ParsableCommand {
  /// Who runs the jobs.
  enum Engine: String, ExpressibleByArgument, CaseIterable {
    case slurm, local, print
  }

  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract:
      "Run a study as jobs: its seeds on a cluster's nodes, or here, then merged and analyzed.",
    discussion: """
      Writes OUT/submit: the script of an array with a task a shard, which the scheduler may interrupt at any moment, one that
      merges and analyzes when all of them are done, and, where the base has to pass gates first (standard, full), one
      that calibrates for all. --engine slurm hands them to sbatch, local runs the same scripts here, print shows them and
      writes nothing.

        assay study submit sharpening --scale full --engine slurm --time 04:00:00 --partition short --sbatch --account=abc
        assay study status results/sharpening/full
        assay study submit sharpening --scale full --engine slurm --resume

      The program, the folder of results and $ASSAY_CACHE have to be the same on all nodes (a shared file system). Two
      minutes before its time limit a task saves its state and goes back into the queue; so does one that is preempted or
      whose node fails. --resume submits again what is not done.
      """)

  @OptionGroup var selection: StudySelection
  @Option(help: "slurm, local or print.") var engine = Engine.slurm
  @Option(
    help:
      "So many shards; here, all of them side by side. (default: one a seed; here, one after another)"
  )
  var jobs: Int?
  @Option(help: "Processors of a task.") var cpusPerTask = 1
  @Option(
    help: ArgumentHelp(
      "Time limit of a job. (default: the partition's)", valueName: "[days-]HH:MM:SS"))
  var time: String?
  @Option(help: "Slurm's partition.") var partition: String?
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A further option of sbatch, such as --account=abc; may be repeated.", valueName: "option"))
  var sbatch: [String] = []
  @Flag(help: "Run though no base has passed the gates; what follows is exploratory.")
  var skipGates = false
  @Flag(help: "Submit again what is not done.") var resume = false

  func validate() throws {
    try Bounds.check("--jobs", jobs, 1...10_000)
    try Bounds.check("--cpus-per-task", cpusPerTask, 1...4096)
    guard let time else { return }
    guard let seconds = SubmitPlan.seconds(time) else {
      throw ValidationError("--time is '\(time)', expected HH:MM:SS or DAYS-HH:MM:SS")
    }
    guard seconds >= 300 else {
      throw ValidationError(
        "--time is \(time), expected at least 00:05:00: a job saves its state two minutes before")
    }
  }

  func run() throws {
    var prepared = try selection.prepare()
    if skipGates { prepared.skipGates() }
    let plan = try plan(prepared)
    if engine == .print {
      try plan.check()
      Swift.print(plan.listing, terminator: "")
      return
    }
    let sbatch = engine == .slurm ? try Submission.sbatch() : nil
    let progress = ProgressMeter()
    defer { progress.finish() }
    let session = try StudySession(
      prepared, seed: selection.seed, folder: plan.folder, workers: cpusPerTask, progress: progress)
    let register = { _ = try session.register() }
    let submission = Submission(plan, command: command, progress: progress)
    if let sbatch {
      let record = try submission.toSlurm(sbatch: sbatch, resume: resume, register: register)
      for job in record.jobs { Swift.print("\(job.name.rawValue): job \(job.id)") }
      Swift.print("next: assay study status \(ShellText.quoted(selection.folder(prepared)))")
    } else {
      StopSignal.listen()
      try submission.here(
        sideBySide: jobs ?? 1, resume: resume, register: register)
    }
  }

  private func plan(_ prepared: PreparedStudy) throws -> SubmitPlan {
    let replicates = prepared.plan.replicates
    let count = jobs ?? replicates.count
    guard count <= replicates.count else {
      throw StudiesError.plan(
        "--jobs is \(count), and there are \(replicates.count) seeds; a seed is the smallest shard")
    }
    let folder = absolute(selection.folder(prepared))
    var variables = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("ASSAY_") }
    variables["ASSAY_CACHE"] = absolute(CacheFolder.path)
    return SubmitPlan(
      study: prepared.id, selection: selection.choice + (skipGates ? ["--skip-gates"] : []),
      program: absolute(Bundle.main.executablePath ?? CommandLine.arguments[0]), folder: folder,
      place: FileManager.default.currentDirectoryPath,
      shards: SubmitPlan.deal(replicates, among: count),
      tasks: Submission.left(in: folder, of: count),
      calibrates: prepared.isCalibrated && count > 1,
      request: .init(
        processors: cpusPerTask, time: time ?? "", partition: partition ?? "", options: sbatch),
      variables: variables)
  }

  private func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// The words that submit again what is not done.
  private var command: [String] {
    var all = ["assay", "study", "submit"] + selection.arguments + ["--engine", engine.rawValue]
    if let jobs { all += ["--jobs", "\(jobs)"] }
    if cpusPerTask != 1 { all += ["--cpus-per-task", "\(cpusPerTask)"] }
    if let time { all += ["--time", time] }
    if let partition { all += ["--partition", partition] }
    all += sbatch.flatMap { ["--sbatch", $0] }
    if skipGates { all.append("--skip-gates") }
    return all + ["--resume"]
  }
}
