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

  /// The study.
  public var study: String
  /// The scale.
  public var scale: String
  /// Whether the results are complete.
  public var isComplete: Bool
  /// Whether somebody works in the folder now.
  public var isRunning: Bool
  /// All pieces, in the order of the plan.
  public var pieces: [Piece]
  /// Seconds that trainings which are left will take, by those of other seeds that are done; `nil` where none is.
  public var secondsLeft: Double?

  /// Reads a folder.
  init(_ folder: StudyFolder) throws {
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
    let path = folder.path + "/plan.yaml"
    let text =
      FileManager.default.fileExists(atPath: path)
      ? try AtomicFile.readText(path) : registration.plan
    let plan = try ConfigLoader.load(StudyPlan(), sources: [.text(path, text)])
    study = registration.study
    scale = registration.scale.rawValue
    isComplete = folder.hasCompleteResults
    if let lock = try? FolderLock(folder.path) {
      lock.release()
      isRunning = false
    } else {
      isRunning = true
    }
    pieces = []
    var (done, left): ([String: [Double]], [String]) = ([:], [])
    for replicate in plan.replicates {
      for stage in plan.neededStages {
        let name = "\(stage.name)-s\(replicate)"
        let run = folder.path + "/runs/" + name
        let (state, seconds) = Self.state(run, isRunning: isRunning)
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
