import Foundation
import Support

/// A job on this machine: its script, with the variables that Slurm would set.
struct LocalJob {
  let plan: SubmitPlan
  let job: SubmitJob
  let bash: String
  let progress: ProgressMeter

  /// A script that runs.
  private struct Running {
    var task: Int?
    var child: ChildProcess
    var clock = RunClock()
  }

  /// Runs it, or all its tasks.
  ///
  /// - Parameter goOn: the command that goes on later.
  /// - Throws: `StudiesError.plan` if it fails; `Stopped`.
  func run(sideBySide: Int, goOn: String) throws {
    var waiting: [Int?] = job == .shards ? plan.tasks : [nil]
    var (running, failed): ([Running], [String]) = ([], [])
    defer { for one in running { one.child.kill() } }
    var isTold = false
    while !waiting.isEmpty || !running.isEmpty {
      if StopSignal.number != 0, !isTold {
        isTold = true
        waiting = []
        for one in running { kill(one.child.id, SIGTERM) }
      }
      while running.count < sideBySide, !waiting.isEmpty {
        running.append(try start(waiting.removeFirst()))
      }
      for (index, one) in running.enumerated().reversed() {
        guard let end = one.child.end() else { continue }
        running.remove(at: index)
        if let reason = report(one, end) { failed.append(reason) }
      }
      usleep(50_000)
    }
    if isTold {
      throw Stopped(signal: StopSignal.number, kept: "the state is saved; to go on: \(goOn)")
    }
    guard failed.isEmpty else {
      throw StudiesError.plan("\(failed.joined(separator: "; ")); to go on: \(goOn)")
    }
  }

  private func name(_ task: Int?) -> String {
    guard let task else { return job.rawValue }
    return "shard \(task) of \(plan.shards.count)"
  }

  private func start(_ task: Int?) throws -> Running {
    let log = plan.log(job, task: task)
    let descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw SupportError.file(
        action: "create", path: log, reason: String(cString: strerror(errno)))
    }
    defer { close(descriptor) }
    var launch = ChildProcess.Launch(bash, [plan.script(job)])
    launch.environment = environment(task).map { "\($0)=\($1)" }
    // What is concluded is for whoever waits for it.
    launch.descriptors = [-1, job == .merge ? STDOUT_FILENO : descriptor, descriptor]
    progress.say("\(name(task)): running, \(log)")
    return Running(task: task, child: try ChildProcess(launch))
  }

  /// Ours, with nothing that a job of Slurm's around us has set, and with what Slurm would set.
  private func environment(_ task: Int?) -> [String: String] {
    var all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SLURM_") }
    all["SLURM_JOB_ID"] = "local"
    all["SLURM_CPUS_PER_TASK"] = "\(plan.request.processors)"
    if let task { all["SLURM_ARRAY_TASK_ID"] = "\(task)" }
    return all
  }

  /// Says how a script ended; what is wrong, if something is.
  private func report(_ one: Running, _ end: ChildProcess.End) -> String? {
    guard end != .exit(0) else {
      progress.say(
        "\(name(one.task)): done in \(ProgressMeter.duration(one.clock.seconds))")
      return nil
    }
    let how =
      switch end {
      case .exit(75), .exit(140): "stopped early"
      case .exit(let code): "failed with exit code \(code)"
      case .signal(let number): "was ended by signal \(number)"
      case .timeout: "was ended"
      }
    let text = "\(name(one.task)) \(how), see \(plan.log(job, task: one.task))"
    progress.say(text)
    return text
  }
}
