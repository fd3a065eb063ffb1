import Foundation
import Support
import Tensors

/// What a run's `run.json` says: how it came about, by whose numbers, and how it ended.
public struct RunRecord: Codable, Sendable, Equatable {
  /// How a run stands.
  public enum Status: String, Codable, Sendable {
    /// Under way, or killed.
    case running
    /// Done.
    case finished
    /// Stopped by Ctrl-C or a signal, with its state saved.
    case stopped
    /// Ended by an error.
    case failed
  }

  /// The command line.
  public var command: [String]
  /// The version of the program.
  public var toolVersion: String
  /// The commit of the working folder, or `unknown`.
  public var gitCommit: String
  /// The machine.
  public var host: String
  /// The processor and the vector level of the kernels.
  public var processor: String
  /// Whose products training is made of, with the library and its kernels if it is not our own.
  public var kernels: String
  /// The fingerprint of the engine's numbers.
  public var fingerprint: String
  /// Threads that compute.
  public var workers: Int
  /// Processes that shared the work; `nil` for one.
  public var ranks: Int?
  /// The root of all randomness.
  public var seed: UInt64
  /// When it began, UTC.
  public var startedUTC: String
  /// When it ended, UTC; empty as long as it runs.
  public var endedUTC = ""
  /// How it stands.
  public var status = Status.running
  /// The error that ended it; empty without one.
  public var error = ""
  /// How often it was resumed.
  public var resumed = 0

  private enum CodingKeys: String, CodingKey {
    case command, host, processor, kernels, fingerprint, workers, ranks, seed, status, error,
      resumed
    case toolVersion = "tool_version"
    case gitCommit = "git_commit"
    case startedUTC = "started_utc"
    case endedUTC = "ended_utc"
  }

  /// Who runs what, as the command line knows it.
  public struct Origin: Sendable {
    /// The command line.
    public var command: [String]
    /// The version of the program.
    public var toolVersion: String
    /// The commit of the working folder, or `unknown`.
    public var gitCommit: String
    /// The machine.
    public var host: String
    /// An origin from its parts.
    public init(command: [String], toolVersion: String, gitCommit: String, host: String) {
      self.command = command
      self.toolVersion = toolVersion
      self.gitCommit = gitCommit
      self.host = host
    }
  }

  /// The record of a run that begins now.
  public init(_ origin: Origin, _ config: RunConfig, workers: Int) {
    command = origin.command
    toolVersion = origin.toolVersion
    gitCommit = origin.gitCommit
    host = origin.host
    processor = Processor.description
    kernels = config.kernels.description
    fingerprint = EngineFingerprint.text(of: config.kernels)
    self.workers = workers
    seed = config.seed
    startedUTC = Self.now
  }

  static var now: String { Date().formatted(.iso8601) }
  static let name = "run.json"

  /// The record in a run's folder; `nil` without one.
  public static func read(in folder: String) throws -> RunRecord? {
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try JSONDecoder().decode(RunRecord.self, from: try AtomicFile.read(path))
    } catch let error as DecodingError {
      throw TrainingError.checkpoint(path: path, reason: JSONLines.describe(error))
    }
  }

  /// The finite metrics of every step of the run in a folder; empty before the first.
  public static func metrics(in folder: String) throws -> [[String: Double]] {
    let path = folder + "/metrics.jsonl"
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    var steps: [[String: Double]] = []
    try JSONLines.forEachLine(of: path) { line, _ in
      let row = try JSONDecoder().decode([String: Double?].self, from: line)
      steps.append(row.compactMapValues { $0 })
    }
    return steps
  }

  /// Writes the record into a run's folder.
  func write(in folder: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(try encoder.encode(self), to: folder + "/" + Self.name)
  }

  /// Keeps the record while a run goes on, and says how it ended; without a record another rank does that.
  static func keeping<Result>(
    _ record: RunRecord?, in folder: String, _ body: () throws -> Result
  ) throws -> Result {
    guard var record else { return try body() }
    try record.write(in: folder)
    func end(_ status: Status, _ error: String = "") throws {
      (record.status, record.error, record.endedUTC) = (status, error, now)
      try record.write(in: folder)
    }
    do {
      let result = try body()
      try end(.finished)
      return result
    } catch {
      if error is Stopped {
        try end(.stopped)
      } else {
        // A disk that is full cannot take this either: the error itself is what counts.
        try? end(.failed, "\(error)")
      }
      throw error
    }
  }
}
