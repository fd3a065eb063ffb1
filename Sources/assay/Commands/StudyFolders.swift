import ArgumentParser
import Foundation
import Studies
import Support

struct StudyNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a study of your own, in YAML, that runs as it is.")

  @Argument(help: "The new study's id: the folder under studies/.") var id: String
  @Option(help: "Begin with the plan of this study.", completion: .studies) var from: String?

  func run() throws {
    let path = try NewStudy.write(id, from: from)
    print(path)
    print("next: assay study run \(id) --scale smoke")
  }
}

struct StudyRegister: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Write what is fixed before a run, to deposit it: hypotheses, plan, seeds, program.")

  @OptionGroup var selection: StudySelection

  func run() throws {
    let prepared = try selection.prepare()
    let session = try StudySession(
      prepared, seed: selection.seed, folder: selection.folder(prepared), workers: 1,
      progress: ProgressMeter())
    let written = try session.register()
    print("\(written.path)\nSHA-256 \(written.hash)")
  }
}

struct StudyStatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "What of a run is done, under way and left.")

  @Argument(help: "The folder of results.", completion: .directory) var folder: String
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    let status = try StudySession.status(of: folder)
    if json { return try Output.json(status) }
    let done = status.pieces.count { $0.state == "done" }
    print(
      "\(status.study), \(status.scale): \(done) of \(status.pieces.count) trainings done"
        + (status.isComplete
          ? ", results complete" : status.isRunning ? ", running" : ", not running"))
    printJobs(status.jobs)
    for piece in status.pieces where piece.state != "done" {
      let time = piece.seconds > 0 ? ", \(ProgressMeter.duration(piece.seconds)) so far" : ""
      print("  \(piece.state)  \(piece.name)\(time)")
    }
    if let left = status.secondsLeft, left > 0 {
      print("left: about \(ProgressMeter.duration(left)) of one worker")
    }
    let isWaiting =
      status.isRunning || status.jobs.contains { $0.state == "pending" && !$0.id.isEmpty }
    if !status.isComplete && !isWaiting {
      print(
        !status.command.isEmpty
          ? "to go on: \(status.command)"
          : "to go on: assay study run \(status.study) --scale \(status.scale) --out \(folder) --resume"
      )
    }
  }

  /// How many shards are in which state, and which are not done.
  private func printJobs(_ jobs: [StudyStatus.Job]) {
    let shards = jobs.filter { !$0.replicates.isEmpty }
    guard !shards.isEmpty else { return }
    let counts = ["done", "running", "pending", "stopped", "failed"].compactMap { state in
      let count = shards.count { $0.state == state }
      return count > 0 ? "\(count) \(state)" : nil
    }
    print("shards: \(counts.joined(separator: ", "))")
    for job in jobs where job.state != "done" {
      let seeds = job.replicates.map(String.init).joined(separator: ", ")
      let what = job.name + (seeds.isEmpty ? "" : " (replicates \(seeds))")
      let rest = [job.id.isEmpty ? "" : "job \(job.id)", job.detail].filter { !$0.isEmpty }
      print("  \(job.state)  \(what)" + (rest.isEmpty ? "" : ": " + rest.joined(separator: ", ")))
    }
  }
}

struct StudyMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put the shards of a study together, and analyze the whole.",
    discussion: """
      One folder alone is analyzed anew by this version of the program, and what it concludes is written into the new \
      folder's results.h5; assay study report draws the same and leaves the file as it is.

      Examples:
        assay study merge shard1 shard2 --out whole
        assay study merge results/prior/standard --out results/prior/again
      """)

  @Argument(help: "The folders of the shards.", completion: .directory) var folders: [String]
  @Option(help: "The folder of the whole.") var out: String

  func run() throws {
    try show(try StudySession.merge(folders, into: out, progress: ProgressMeter()), json: false)
  }
}
