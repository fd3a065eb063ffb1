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
    for piece in status.pieces where piece.state != "done" {
      let time = piece.seconds > 0 ? ", \(ProgressMeter.duration(piece.seconds)) so far" : ""
      print("  \(piece.state)  \(piece.name)\(time)")
    }
    if let left = status.secondsLeft, left > 0 {
      print("left: about \(ProgressMeter.duration(left)) of one worker")
    }
    if !status.isComplete && !status.isRunning {
      print(
        "to go on: assay study run \(status.study) --scale \(status.scale) --out \(folder) --resume"
      )
    }
  }
}

struct StudyMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Put the shards of a study together, and analyze the whole.")

  @Argument(help: "The folders of the shards.", completion: .directory) var folders: [String]
  @Option(help: "The folder of the whole.") var out: String

  func run() throws {
    try show(try StudySession.merge(folders, into: out, progress: ProgressMeter()), json: false)
  }
}
