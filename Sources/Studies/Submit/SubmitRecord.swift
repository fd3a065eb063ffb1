import Foundation
import Support

/// What was submitted, as `submit/jobs.json` says.
package struct SubmitRecord: Codable, Equatable, Sendable {
  /// A job and its id.
  package struct Job: Codable, Equatable, Sendable {
    /// What it does.
    package var name: SubmitJob
    /// The scheduler's id.
    package var id: String

    /// A job.
    package init(name: SubmitJob, id: String) {
      self.name = name
      self.id = id
    }
  }

  /// Who runs the jobs: `slurm` or `local`.
  package var engine: String
  /// The program.
  package var program: String
  /// The words that submit what is not done again.
  package var command: [String]
  /// Replicates of each shard.
  package var shards: [[Int]]
  /// The jobs in their order.
  package var jobs: [Job]

  /// A record without jobs yet.
  package init(_ plan: SubmitPlan, engine: String, command: [String]) {
    self.engine = engine
    self.command = command
    program = plan.program
    shards = plan.shards
    jobs = []
  }

  /// The folder of scripts, logs and this record in a folder of results.
  package static func folder(of results: String) -> String { results + "/submit" }
  /// The folder of results of a shard.
  package static func shard(_ number: Int, in results: String) -> String {
    "\(results)/shards/\(number)"
  }
  private static func path(in results: String) -> String { folder(of: results) + "/jobs.json" }

  /// The name of a job, or of a task of one, in logs and states.
  static func name(_ job: SubmitJob, task: Int?) -> String {
    job.rawValue + (task.map { "-\($0)" } ?? "")
  }

  /// The record of a folder of results; `nil` where nothing was submitted.
  ///
  /// - Throws: `StudiesError.data` if it cannot be used.
  package static func read(in results: String) throws -> SubmitRecord? {
    let path = path(in: results)
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(SubmitRecord.self, from: try AtomicFile.read(path))
    } catch let error as DecodingError {
      throw StudiesError.data(path: path, reason: JSONLines.describe(error))
    }
  }

  /// Writes it.
  package func write(in results: String) throws {
    try AtomicFile.write(
      try MachineJSON.text(self, keys: .convertToSnakeCase) + "\n", to: Self.path(in: results))
  }

  /// What the script of a job, or of one of its tasks, left: `running`, an exit code, or nothing.
  static func left(_ job: SubmitJob, task: Int? = nil, in results: String) -> String {
    let path = "\(folder(of: results))/state/\(name(job, task: task))"
    return ((try? AtomicFile.readText(path)) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
