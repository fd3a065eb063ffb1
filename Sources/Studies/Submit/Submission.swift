import Foundation
import Support

/// Brings the jobs of a plan to where they run.
package struct Submission {
  let plan: SubmitPlan
  /// The words that submit what is not done again.
  let command: [String]
  let progress: ProgressMeter

  /// A submission.
  package init(_ plan: SubmitPlan, command: [String], progress: ProgressMeter) {
    self.plan = plan
    self.command = command
    self.progress = progress
  }

  /// The numbers of the shards, from 1, of a folder of results that are not complete.
  package static func left(in folder: String, of count: Int) -> [Int] {
    (1...count).filter {
      !StudyFolder(path: SubmitRecord.shard($0, in: folder)).hasCompleteResults
    }
  }

  // MARK: - Slurm

  /// The path of `sbatch`.
  ///
  /// - Throws: `StudiesError.plan` where it is not on the PATH, with what to do.
  package static func sbatch() throws -> String {
    guard let path = ChildProcess.path(of: "sbatch") else {
      throw StudiesError.plan(
        "sbatch is not on the PATH; submit where Slurm is, or pass --engine local to run the jobs here, or "
          + "--engine print to see them")
    }
    return path
  }

  /// Hands the jobs to Slurm; each one's id is on disk before the next is handed over.
  ///
  /// - Parameters:
  ///   - sbatch: its path.
  ///   - resume: whether what was submitted before is gone on with.
  ///   - register: writes what is fixed before the run.
  /// - Throws: `StudiesError.occupied` for a folder that is in use; `.plan` if Slurm refuses a job.
  package func toSlurm(
    sbatch: String, resume: Bool, register: () throws -> Void
  ) throws -> SubmitRecord {
    let lock = try prepare(resume: resume, register)
    defer { lock.release() }
    var record = SubmitRecord(plan, engine: "slurm", command: command)
    for job in plan.jobs {
      let words = plan.sbatch(job, after: record.jobs.last?.id)
      let answer = try SlurmQueue.run(sbatch, Array(words.dropFirst()))
      guard answer.end == .exit(0), let id = SlurmQueue.id(answer.output) else {
        let reason = (answer.errors + answer.output).split(whereSeparator: \.isNewline)
          .joined(separator: "; ").printable()
        let ids = record.jobs.map(\.id)
        throw StudiesError.plan(
          "sbatch refused \(plan.script(job)): \(reason)"
            + (ids.isEmpty
              ? "" : "; before it were submitted: scancel \(ids.joined(separator: " "))"))
      }
      record.jobs.append(.init(name: job, id: id))
      try record.write(in: plan.folder)
    }
    return record
  }

  // MARK: - This machine

  /// Runs the jobs here, with the variables that Slurm would set.
  ///
  /// A task that fails does not stop the others; what waits for it does not run.
  ///
  /// - Parameter sideBySide: how many tasks run at a time.
  /// - Throws: `StudiesError.occupied` for a folder that is in use; `.plan` if a job fails; `Stopped`, when all of
  ///   them have saved.
  package func here(
    sideBySide: Int, resume: Bool, register: () throws -> Void
  ) throws {
    guard let bash = ChildProcess.path(of: "bash") else {
      throw StudiesError.plan("bash is not on the PATH; the scripts of jobs need it")
    }
    let lock = try prepare(resume: resume, register)
    defer { lock.release() }
    var record = SubmitRecord(plan, engine: "local", command: command)
    record.jobs = plan.jobs.map { .init(name: $0, id: "local") }
    try record.write(in: plan.folder)
    for job in plan.jobs {
      try LocalJob(plan: plan, job: job, bash: bash, progress: progress)
        .run(sideBySide: sideBySide, goOn: ShellText.command(command))
    }
  }

  // MARK: - The folder

  /// Registers the run and each shard, writes the scripts, and keeps others out.
  ///
  /// Shards are registered here and not by their tasks: a task that begins when another one is complete would
  /// take it for a run that has used the replicates before.
  private func prepare(resume: Bool, _ register: () throws -> Void) throws -> FolderLock {
    try plan.check()
    let folder = plan.folder
    let files = FileManager.default
    if files.fileExists(atPath: folder + "/results.h5") {
      throw StudiesError.occupied(path: folder, reason: "it holds results; choose another --out")
    }
    if files.fileExists(atPath: folder + "/runs") {
      throw StudiesError.occupied(
        path: folder,
        reason: "it holds an unfinished run; go on with assay study run --resume, or choose "
          + "another --out")
    }
    try register()
    try AtomicFile.createFolder(plan.submitFolder + "/logs")
    let lock = try FolderLock(plan.submitFolder, patience: 1)
    // Whoever held the lock before may have submitted just now.
    if let before = try SubmitRecord.read(in: folder) { try check(before, resume: resume) }
    for number in plan.shards.indices {
      let shard = SubmitRecord.shard(number + 1, in: folder)
      for name in ["registration.json", "study.yaml"]
      where !files.fileExists(atPath: "\(shard)/\(name)") {
        try AtomicFile.write(try AtomicFile.read("\(folder)/\(name)"), to: "\(shard)/\(name)")
      }
    }
    try AtomicFile.remove(plan.submitFolder + "/state")
    try AtomicFile.createFolder(plan.submitFolder + "/state")
    for job in SubmitJob.allCases where !plan.jobs.contains(job) {
      try AtomicFile.remove(plan.script(job))
    }
    for job in plan.jobs { try AtomicFile.write(plan.text(of: job), to: plan.script(job)) }
    return lock
  }

  private func check(_ before: SubmitRecord, resume: Bool) throws {
    let folder = plan.folder
    guard resume else {
      throw StudiesError.occupied(
        path: folder,
        reason:
          "it was submitted before (assay study status says how it stands); pass --resume to submit "
          + "again what is not done, or choose another --out")
    }
    guard before.shards == plan.shards else {
      throw StudiesError.occupied(
        path: folder,
        reason: "it was submitted as \(before.shards.count) shards; pass --jobs "
          + "\(before.shards.count), or choose another --out")
    }
    guard before.engine == "slurm" else { return }
    let ids = before.jobs.map(\.id)
    let queue = SlurmQueue(asking: ids)
    let active = ids.filter(queue.isActive).joined(separator: " ")
    guard active.isEmpty else {
      throw StudiesError.occupied(
        path: folder, reason: "its jobs are in the queue still; wait for them, or scancel \(active)"
      )
    }
  }
}
