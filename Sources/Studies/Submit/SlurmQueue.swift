import Foundation
import Support

/// What Slurm says of some jobs.
package struct SlurmQueue: Sendable, Equatable {
  /// Where a task stands.
  package struct State: Sendable, Equatable {
    /// Slurm's word, such as `RUNNING`.
    package var word: String
    /// Why it waits, or how it ended; may be empty.
    package var reason: String

    /// The same in our words: `running`, `pending`, `done` or `failed`.
    package var kind: String {
      switch word {
      case "RUNNING", "COMPLETING", "SIGNALING", "STAGE_OUT", "RESIZING": "running"
      case "PENDING", "CONFIGURING", "SUSPENDED", "STOPPED", "REQUEUED", "REQUEUE_FED",
        "REQUEUE_HOLD", "RESV_DEL_HOLD", "SPECIAL_EXIT":
        "pending"
      case "COMPLETED": "done"
      default: "failed"
      }
    }

    /// In words for a reader: only what the kind does not say.
    package var detail: String {
      let reason = ["None", "N/A", ""].contains(reason) ? "" : reason
      guard kind == "failed" else { return kind == "pending" ? reason : "" }
      return [word.lowercased().replacing("_", with: " "), reason].filter { !$0.isEmpty }
        .joined(separator: ", ")
    }
  }

  /// States by job id and, for an array, the task's number: `12` and `12_3`.
  package var states: [String: State] = [:]
  /// Whether `squeue` was there and answered: a job that it does not name is not in the queue then.
  package var isAnswered = false

  /// Nothing known.
  package init() {}

  /// What is known of a job or of one of its tasks.
  package func state(_ id: String, task: Int? = nil) -> State? {
    states[task.map { "\(id)_\($0)" } ?? id]
  }

  /// Whether a job, or a task of it, is under way or waits.
  package func isActive(_ id: String) -> Bool {
    states.contains { name, state in
      (name == id || name.hasPrefix(id + "_")) && ["running", "pending"].contains(state.kind)
    }
  }

  // MARK: - What the programs print

  /// The id that `sbatch --parsable` prints, without the cluster's name behind it; `nil` if it is none.
  package static func id(_ output: String) -> String? {
    let first = output.split(whereSeparator: \.isNewline).last?.split(separator: ";").first
    guard let first, !first.isEmpty, first.allSatisfy(\.isNumber) else { return nil }
    return String(first)
  }

  /// Takes the lines of `squeue -h -r -t all -o '%F|%K|%T|%r'`, which hold for what `sacct` says as well.
  package mutating func read(squeue output: String) {
    for line in output.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 4 else { continue }
      let name = Int(fields[1]) == nil ? fields[0] : "\(fields[0])_\(fields[1])"
      states[name] = State(word: fields[2], reason: fields[3])
    }
  }

  /// Takes the lines of `sacct -n -P -X --format=JobID,State,ExitCode`.
  package mutating func read(sacct output: String) {
    for line in output.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      // A part of an array that still waits in one piece has brackets in its name.
      guard fields.count == 3, !fields[0].contains("[") else { continue }
      let code = fields[2].split(separator: ":").first.map(String.init) ?? "0"
      states[fields[0]] = State(
        word: fields[1].split(separator: " ").first.map(String.init) ?? "",
        reason: code == "0" ? "" : "exit code \(code)")
    }
  }
}

extension SlurmQueue {
  /// Asks `squeue` and `sacct`, as far as they are there and answer.
  package init(asking ids: [String]) {
    guard !ids.isEmpty else { return }
    let list = ids.joined(separator: ",")
    if let answer = Self.answer(
      "sacct", ["-n", "-P", "-X", "-j", list, "--format=JobID,State,ExitCode"])
    {
      read(sacct: answer)
    }
    guard let path = ChildProcess.path(of: "squeue"),
      let answer = try? Self.run(
        path, ["-h", "-r", "-t", "all", "-j", list, "-o", "%F|%K|%T|%r"])
    else { return }
    // That is what it says where none of the jobs is known any more.
    isAnswered = answer.end == .exit(0) || answer.errors.contains("Invalid job id")
    if answer.end == .exit(0) { read(squeue: answer.output) }
  }

  /// What one of Slurm's programs prints; `nil` where it is not there or fails.
  private static func answer(_ program: String, _ arguments: [String]) -> String? {
    guard let path = ChildProcess.path(of: program) else { return nil }
    return (try? run(path, arguments)).flatMap { $0.end == .exit(0) ? $0.output : nil }
  }

  /// Runs a program of Slurm's for at most a minute.
  static func run(_ path: String, _ arguments: [String]) throws
    -> (end: ChildProcess.End, output: String, errors: String)
  {
    let folder = NSTemporaryDirectory() + "/assay-slurm-" + UUID().uuidString
    try AtomicFile.createFolder(folder)
    defer { try? AtomicFile.remove(folder) }
    let end = try ChildProcess.run(
      path, arguments, output: folder + "/out", errors: folder + "/err", atMost: 60)
    return (
      end, try AtomicFile.readText(folder + "/out"), try AtomicFile.readText(folder + "/err")
    )
  }
}
