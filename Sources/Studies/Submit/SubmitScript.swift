import Support

/// The batch script of a job, which a cluster's scheduler runs as this machine does.
///
/// A warning before the time limit (USR1) or a preemption (TERM) is passed on once, as USR2: the scheduler may
/// have told the program too, and who hears the same twice ends without saving. A task that saved its
/// state puts itself back into the queue, but not where the scheduler is ending the job already: then it is queued
/// again by the scheduler, or somebody has canceled it.
///
/// - Source: Slurm's `sbatch(1)` and `scontrol(1)`, version 22.05: `--signal`, `--requeue`, `--array`, `requeue`.
struct SubmitScript {
  let plan: SubmitPlan
  let job: SubmitJob

  /// Seconds before the time limit at which the program is told to save.
  static let warning = 120

  var text: String {
    """
    #!/bin/bash
    \(directives.map { "#SBATCH \($0)" }.joined(separator: "\n"))

    # \(comment) Written by assay study submit.
    \(setting.joined(separator: "\n"))
    work() {
    \(work.map { "  \($0)" }.joined(separator: "\n"))
    }

    \(Self.tail)
    """
  }

  private var directives: [String] {
    let request = plan.request
    let log = plan.log(job).replacing("%", with: "%%")
    var all = ["--job-name=\"assay \(job.rawValue) \(plan.study.replacing("\"", with: ""))\""]
    if job == .shards { all.append("--array=\(Self.ranges(plan.tasks))") }
    all += [
      "--requeue", "--signal=B:USR1@\(Self.warning)", "--export=ALL", "--ntasks=1",
      "--cpus-per-task=\(request.processors)",
    ]
    if !request.time.isEmpty { all.append("--time=\(request.time)") }
    if !request.partition.isEmpty { all.append("--partition=\(request.partition)") }
    all.append("--open-mode=append")
    all.append(
      "--output=\"\(job == .shards ? log.dropLast(4) + "-%a.log" : log[...])\"")
    return all + request.options
  }

  private var comment: String {
    switch job {
    case .calibrate: "The base passes its gates, and the cache keeps it for all shards."
    case .shards: "A task runs its part of the seeds."
    case .merge: "Puts the shards together and analyzes the whole."
    }
  }

  private var setting: [String] {
    let name = job == .shards ? "\(job.rawValue)-\"$SLURM_ARRAY_TASK_ID\"" : job.rawValue
    return plan.variables.sorted { $0.key < $1.key }.map {
      "export \($0.key)=\(ShellText.quoted($0.value))"
    } + [
      "state=\(ShellText.quoted(plan.submitFolder + "/state"))/\(name)",
      "cd -- \(ShellText.quoted(plan.place)) || exit 1",
    ]
  }

  private var work: [String] {
    let program = "exec " + ShellText.quoted(plan.program)
    let out = ShellText.quoted(plan.folder)
    let run = program + " study run " + ShellText.command(plan.selection)
    let workers = "--workers \"${SLURM_CPUS_PER_TASK:-\(plan.request.processors)}\""
    switch job {
    case .calibrate:
      return [run + " \\", "  --calibrate \(workers) --out \(out) --resume"]
    case .shards:
      return [
        run + " \\",
        "  --shard \"$SLURM_ARRAY_TASK_ID/\(plan.shards.count)\" \(workers) \\",
        "  --out \(out)/shards/\"$SLURM_ARRAY_TASK_ID\" --resume",
      ]
    case .merge:
      let parts = plan.shards.indices.map {
        ShellText.quoted(SubmitRecord.shard($0 + 1, in: plan.folder))
      }
      return [
        "# What a merge that was cut off has left: nothing that the shards do not hold.",
        "rm -f -- \(out)/results.h5",
      ] + [program + " study merge \\"] + parts.map { "  \($0) \\" } + ["  --out \(out)"]
    }
  }

  /// Runs `work`, keeps its exit code, and goes back into the queue where it was told to stop.
  private static let tail = """
    pid= told= passed=
    # Tells the program once to save; it ends with 75 then.
    pass() {
      [ -n "$told" ] && [ -n "$pid" ] && [ -z "$passed" ] || return 0
      passed=1
      kill -USR2 "$pid" 2>/dev/null
    }
    trap 'told=1; again=1; pass' USR1 TERM
    echo running >"$state"
    work &
    pid=$!
    pass
    again=1
    while [ -n "$again" ]; do
      again=
      wait "$pid"
      code=$?
    done
    echo "$code" >"$state"
    # 75: saved; 140: told before there was anything to save. One task of an array has the id of the whole array as
    # its SLURM_JOB_ID, so that it has to be named by its number.
    own=$SLURM_JOB_ID
    [ -z "$SLURM_ARRAY_JOB_ID" ] || own=${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID
    case $code in 75 | 140)
      if [ "$own" != local ] && scontrol show job "$own" | grep -q JobState=RUNNING; then
        echo "back into the queue"
        scontrol requeue "$own" && sleep 60
      fi ;;
    esac
    exit "$code"

    """

  /// Ascending numbers as an array's indices: `1-3,7`.
  static func ranges(_ numbers: [Int]) -> String {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound == number - 1 {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }.joined(separator: ",")
  }
}

extension SubmitPlan {
  /// The text of a job's script.
  package func text(of job: SubmitJob) -> String { SubmitScript(plan: self, job: job).text }

  /// The words of `sbatch` for a job.
  ///
  /// - Parameter earlier: the id of the job that has to succeed first; `nil` for none.
  package func sbatch(_ job: SubmitJob, after earlier: String?) -> [String] {
    ["sbatch", "--parsable"]
      + (earlier.map { ["--dependency=afterok:\($0)", "--kill-on-invalid-dep=yes"] } ?? [])
      + [script(job)]
  }

  /// Everything that would be written and called, as a shell could do it.
  package var listing: String {
    var text = ""
    for job in jobs { text += "# \(script(job))\n\(self.text(of: job))\n" }
    let folders = ["logs", "state"].map { "\(submitFolder)/\($0)" }
    text += "# The commands\n\(ShellText.command(["mkdir", "-p"] + folders))\n"
    var earlier: SubmitJob?
    for job in jobs {
      let words = sbatch(job, after: earlier.map { "$\($0.rawValue)" }).map { word in
        word.contains("$") ? "\"\(word)\"" : ShellText.quoted(word)
      }
      text += "\(job.rawValue)=$(\(words.joined(separator: " ")))\n"
      earlier = job
    }
    return text
  }
}
