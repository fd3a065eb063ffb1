import Config
import Foundation
import Support

/// How a run of a study stands, from what lies in its folder.
public struct StudyStatus: Sendable, Equatable, Codable {
  /// A piece of work of one seed.
  public struct Piece: Sendable, Equatable, Codable {
    /// The folder under `runs`.
    public var name: String
    /// `done`, `running`, `stopped` or `left`.
    public var state: String
    /// Seconds of work so far.
    public var seconds: Double
  }

  /// A shard, or another job, of a run that was submitted.
  public struct Job: Sendable, Equatable, Codable {
    /// `shard 2 of 4`, `calibrate` or `merge`.
    public var name: String
    /// The replicates of a shard.
    public var replicates: [Int]
    /// `done`, `running`, `pending`, `stopped` or `failed`.
    public var state: String
    /// Why it waits or how it ended, and where its log is; may be empty.
    public var detail: String
    /// The id of the job, or of the task, that the scheduler knows; empty without one.
    public var id: String
  }

  /// The study.
  public var study: String
  /// The scale.
  public var scale: String
  /// Whether the results are complete.
  public var isComplete: Bool
  /// Whether somebody works in the folder now.
  public var isRunning: Bool
  /// The shards, and the jobs before and after them; empty for a run that was not submitted.
  public var jobs: [Job]
  /// The command that submits again what is not done; empty for a run that was not submitted.
  public var command: String
  /// All pieces, in the order of the plan.
  public var pieces: [Piece]
  /// Seconds that trainings which are left will take, by those of other seeds that are done; `nil` where none is.
  public var secondsLeft: Double?

  /// Reads a folder, beside what was submitted and what the scheduler says of it.
  init(
    _ folder: StudyFolder, _ submitted: SubmitRecord? = nil, _ queue: SlurmQueue = SlurmQueue()
  ) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard FileManager.default.fileExists(atPath: folder.registration) else {
      throw StudiesError.data(path: folder.path, reason: "no study is registered in this folder")
    }
    let registration: Registration
    do {
      registration = try decoder.decode(
        Registration.self, from: try AtomicFile.read(folder.registration))
    } catch let error as DecodingError {
      throw StudiesError.data(path: folder.registration, reason: JSONLines.describe(error))
    }
    let shards = (submitted?.shards ?? []).indices.map {
      SubmitRecord.shard($0 + 1, in: folder.path)
    }
    let path = ([folder.path] + shards).map { $0 + "/plan.yaml" }
      .first { FileManager.default.fileExists(atPath: $0) }
    let text = try path.map(AtomicFile.readText) ?? registration.plan
    let plan = try ConfigLoader.load(StudyPlan(), sources: [.text(path ?? "plan", text)])
    study = registration.study
    scale = registration.scale.rawValue
    isComplete = folder.hasCompleteResults
    let isRunningHere = Self.isInUse(folder.path)
    var found: [Job] = []
    if let submitted {
      found = SubmittedJobs(submitted, folder.path, isComplete, queue).all
    }
    jobs = found
    command = ShellText.command(submitted?.command ?? [])
    isRunning = isRunningHere || found.contains { $0.state == "running" }
    pieces = []
    var (done, left): ([String: [Double]], [String]) = ([:], [])
    for (index, replicate) in plan.replicates.enumerated() {
      let shard = shards.isEmpty ? nil : index % shards.count
      let isAtWork = found.contains { $0.replicates.contains(replicate) && $0.state == "running" }
      for stage in plan.neededStages {
        let name = "\(stage.name)-s\(replicate)"
        var run = folder.path + "/runs/" + name
        if let shard, !FileManager.default.fileExists(atPath: run) {
          run = shards[shard] + "/runs/" + name
        }
        let (state, seconds) = Self.state(run, isRunning: isRunningHere || isAtWork)
        pieces.append(Piece(name: name, state: state, seconds: seconds))
        if state == "done" {
          done[stage.name, default: []].append(seconds)
        } else {
          left.append(stage.name)
        }
      }
    }
    let known = left.compactMap { name in
      done[name].map { $0.reduce(0, +) / Double($0.count) }
    }
    secondsLeft = known.count == left.count ? known.reduce(0, +) : nil
  }

  /// Whether somebody works in a folder now.
  static func isInUse(_ folder: String) -> Bool {
    guard FileManager.default.fileExists(atPath: folder) else { return false }
    guard let lock = try? FolderLock(folder) else { return true }
    lock.release()
    return false
  }

  private static func state(_ run: String, isRunning: Bool) -> (String, Double) {
    struct Row: Decodable { var wallS: Double }
    let files = FileManager.default
    guard files.fileExists(atPath: run) else { return ("left", 0) }
    let rows = (try? JSONLines.read(Row.self, from: run + "/metrics.jsonl")) ?? []
    let seconds = rows.last?.wallS ?? 0
    if files.fileExists(atPath: run + "/stage.sha256") { return ("done", seconds) }
    return (isRunning ? "running" : "stopped", seconds)
  }
}
