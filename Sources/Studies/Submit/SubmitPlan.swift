import Support

/// A run of a study as jobs: one that lets the base pass its gates where all shards need that, an array with a task a
/// shard, and one that merges and analyzes.
///
/// Shards share nothing else: every other stage and probe belongs to one seed. Calibration would be done by each of
/// them; done once before, they find it in the cache.
package struct SubmitPlan: Sendable, Equatable {
  /// What every job asks of the scheduler.
  package struct Request: Sendable, Equatable {
    /// Processors of a task.
    package var processors = 1
    /// The time limit as the scheduler takes it; empty for the partition's.
    package var time = ""
    /// The partition; empty for the scheduler's.
    package var partition = ""
    /// Further options, each as `sbatch` takes it.
    package var options: [String] = []

    /// What is asked.
    package init(
      processors: Int = 1, time: String = "", partition: String = "", options: [String] = []
    ) {
      self.processors = processors
      self.time = time
      self.partition = partition
      self.options = options
    }
  }

  /// The study's id.
  package var study: String
  /// The words after `assay study run` that say what is run, without `--out`.
  package var selection: [String]
  /// The program's absolute path.
  package var program: String
  /// The absolute path of the folder of results.
  package var folder: String
  /// The absolute path of the folder that relative paths among the words begin at.
  package var place: String
  /// Replicates of each shard.
  package var shards: [[Int]]
  /// The numbers of the shards that are run, from 1, ascending; empty where only the merge is left.
  package var tasks: [Int]
  /// Whether a job of its own calibrates first.
  package var calibrates: Bool
  /// What the jobs ask for.
  package var request: Request
  /// Variables that the jobs set.
  package var variables: [String: String]

  /// A plan.
  package init(
    study: String, selection: [String], program: String, folder: String, place: String,
    shards: [[Int]], tasks: [Int], calibrates: Bool, request: Request = Request(),
    variables: [String: String] = [:]
  ) {
    self.study = study
    self.selection = selection
    self.program = program
    self.folder = folder
    self.place = place
    self.shards = shards
    self.tasks = tasks
    self.calibrates = calibrates
    self.request = request
    self.variables = variables
  }

  /// The replicates of each of `count` shards, as `--shard` deals them.
  package static func deal(_ replicates: [Int], among count: Int) -> [[Int]] {
    (0..<count).map { shard in
      replicates.enumerated().filter { $0.offset % count == shard }.map(\.element)
    }
  }

  /// The seconds of a time limit, `HH:MM:SS` or `D-HH:MM:SS`; `nil` for another text.
  package static func seconds(_ text: String) -> Int? {
    guard
      let match = text.wholeMatch(of: /(?:([0-9]{1,4})-)?([0-9]{1,3}):([0-5][0-9]):([0-5][0-9])/),
      let hours = Int(match.2), let minutes = Int(match.3), let seconds = Int(match.4)
    else { return nil }
    return ((Int(match.1 ?? "0") ?? 0) * 24 + hours) * 3600 + minutes * 60 + seconds
  }

  /// The jobs in their order; each waits for the one before it.
  package var jobs: [SubmitJob] {
    (calibrates && !tasks.isEmpty ? [.calibrate] : []) + (tasks.isEmpty ? [] : [.shards])
      + [.merge]
  }

  /// Where everything about the jobs lies.
  package var submitFolder: String { SubmitRecord.folder(of: folder) }
  /// The path of a job's script.
  package func script(_ job: SubmitJob) -> String { "\(submitFolder)/\(job.rawValue).sh" }
  /// The path of what a job prints.
  package func log(_ job: SubmitJob, task: Int? = nil) -> String {
    "\(submitFolder)/logs/\(SubmitRecord.name(job, task: task)).log"
  }

  /// Checks what no quoting helps with.
  ///
  /// - Throws: `StudiesError.plan` for a path or an option that a script cannot hold.
  package func check() throws {
    for path in [folder, place, program]
    where path.contains(where: { $0.isNewline || $0 == "\"" || $0 == "\\" }) {
      throw StudiesError.plan(
        "the path '\(path.printable())' has a line break, a double quote or a backslash in it, which a batch "
          + "script cannot name; choose another --out")
    }
    for option in request.options + [request.partition]
    where option.contains(where: \.isNewline) {
      throw StudiesError.plan(
        "'\(option.printable())' has a line break in it; give one option each")
    }
  }
}

/// The kinds of jobs; the raw value names script and log.
package enum SubmitJob: String, Codable, Sendable, CaseIterable {
  /// The base passes its gates, and the cache keeps it.
  case calibrate
  /// The array.
  case shards
  /// Puts the shards together and analyzes.
  case merge
}
