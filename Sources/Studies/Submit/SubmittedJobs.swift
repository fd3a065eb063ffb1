import Foundation

/// How the jobs of a submitted run stand: by what lies in the folders, and by what the scheduler says where it knows them.
struct SubmittedJobs {
  let record: SubmitRecord
  let folder: String
  let isComplete: Bool
  let queue: SlurmQueue

  init(_ record: SubmitRecord, _ folder: String, _ isComplete: Bool, _ queue: SlurmQueue) {
    self.record = record
    self.folder = folder
    self.isComplete = isComplete
    self.queue = queue
  }

  var all: [StudyStatus.Job] {
    var all: [StudyStatus.Job] = []
    if record.jobs.contains(where: { $0.name == .calibrate }) { all.append(single(.calibrate)) }
    for number in record.shards.indices { all.append(shard(number + 1)) }
    return all + [single(.merge)]
  }

  private func shard(_ number: Int) -> StudyStatus.Job {
    let place = SubmitRecord.shard(number, in: folder)
    let id = id(.shards)
    return job(
      .shards, task: number, id: id.isEmpty ? "" : "\(id)_\(number)",
      isDone: StudyFolder(path: place).hasCompleteResults, place: place)
  }

  private func single(_ job: SubmitJob) -> StudyStatus.Job {
    let isDone = job == .merge ? isComplete : SubmitRecord.left(job, in: folder) == "0"
    return self.job(
      job, task: nil, id: id(job), isDone: isDone, place: SubmitRecord.folder(of: folder))
  }

  private func id(_ job: SubmitJob) -> String {
    guard record.engine == "slurm" else { return "" }
    return record.jobs.first { $0.name == job }?.id ?? ""
  }

  private func job(
    _ job: SubmitJob, task: Int?, id: String, isDone: Bool, place: String
  ) -> StudyStatus.Job {
    let left = SubmitRecord.left(job, task: task, in: folder)
    let log = "\(SubmitRecord.folder(of: folder))/logs/\(SubmitRecord.name(job, task: task)).log"
    let (state, detail) = state(left, id, isDone: isDone, place: place)
    let shown = ["failed", "stopped"].contains(state) && !left.isEmpty ? log : ""
    return StudyStatus.Job(
      name: task.map { "shard \($0) of \(record.shards.count)" } ?? job.rawValue,
      replicates: task.map { record.shards[$0 - 1] } ?? [], state: state,
      detail: [detail, shown].filter { !$0.isEmpty }.joined(separator: ", "), id: id)
  }

  /// Complete results say more than the scheduler, and the scheduler more than what an earlier start left.
  ///
  /// - Parameter place: the folder that whoever runs the job has locked.
  private func state(
    _ left: String, _ id: String, isDone: Bool, place: String
  ) -> (String, String) {
    if isDone { return ("done", "") }
    if let said = queue.state(id), said.kind != "done" { return (said.kind, said.detail) }
    switch left {
    case "" where queue.isAnswered:
      return ("stopped", id.isEmpty ? "not submitted" : "no longer in the queue")
    case "": return ("pending", "")
    case "running" where StudyStatus.isInUse(place): return ("running", "")
    case "running", "75", "140", "0": return ("stopped", "")
    default: return ("failed", "exit code \(left)")
    }
  }
}
