import Foundation
import Studies
import Support
import TestSupport
import Testing

/// The jobs of a run as text, what Slurm answers, and how submitted runs stand.
@Suite struct SubmitTests {
  private func plan(
    _ folder: String = "/data/it's 5%/run", shards: Int = 3, tasks: [Int]? = nil,
    calibrates: Bool = false, request: SubmitPlan.Request = .init()
  ) -> SubmitPlan {
    SubmitPlan(
      study: "sharpening", selection: ["sharpening", "--scale", "smoke", "--set", "a=b c"],
      program: "/opt/assay", folder: folder, place: "/home/me",
      shards: SubmitPlan.deal([0, 1, 2, 3, 4], among: shards),
      tasks: tasks ?? Array(1...shards), calibrates: calibrates, request: request,
      variables: ["ASSAY_SIMD": "avx2", "ASSAY_CACHE": "/data/my cache"])
  }

  @Test func shardsAreDealtAsTheRunDealsThem() throws {
    #expect(SubmitPlan.deal([5, 6, 7, 8, 9], among: 2) == [[5, 7, 9], [6, 8]])
    #expect(SubmitPlan.deal([5, 6], among: 2) == [[5], [6]])
  }

  @Test func anArrayRunsTheShardsAndAJobMergesThem() throws {
    let text = plan(
      request: .init(
        processors: 2, time: "01:00:00", partition: "short", options: ["--account=abc"])
    ).text(of: .shards)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines[0] == "#!/bin/bash")
    #expect(
      Array(lines[1...12]) == [
        "#SBATCH --job-name=\"assay shards sharpening\"", "#SBATCH --array=1-3",
        "#SBATCH --requeue", "#SBATCH --signal=B:USR1@120", "#SBATCH --export=ALL",
        "#SBATCH --ntasks=1", "#SBATCH --cpus-per-task=2", "#SBATCH --time=01:00:00",
        "#SBATCH --partition=short", "#SBATCH --open-mode=append",
        "#SBATCH --output=\"/data/it's 5%%/run/submit/logs/shards-%a.log\"",
        "#SBATCH --account=abc",
      ])
    #expect(
      text.contains(
        """
        export ASSAY_CACHE='/data/my cache'
        export ASSAY_SIMD=avx2
        state='/data/it'\\''s 5%/run/submit/state'/shards-"$SLURM_ARRAY_TASK_ID"
        cd -- /home/me || exit 1
        work() {
          exec /opt/assay study run sharpening --scale smoke --set 'a=b c' \\
            --shard "$SLURM_ARRAY_TASK_ID/3" --workers "${SLURM_CPUS_PER_TASK:-2}" \\
            --out '/data/it'\\''s 5%/run'/shards/"$SLURM_ARRAY_TASK_ID" --resume
        }
        """))
    let merge = plan().text(of: .merge)
    #expect(!merge.contains("--array"))
    #expect(!merge.contains("--time") && !merge.contains("--partition"))
    #expect(
      merge.contains(
        """
          exec /opt/assay study merge \\
            '/data/it'\\''s 5%/run/shards/1' \\
            '/data/it'\\''s 5%/run/shards/2' \\
            '/data/it'\\''s 5%/run/shards/3' \\
            --out '/data/it'\\''s 5%/run'
        """))
  }

  @Test func eachJobWaitsForTheOneBefore() {
    #expect(plan().jobs == [.shards, .merge])
    #expect(plan(calibrates: true).jobs == [.calibrate, .shards, .merge])
    // Where all shards are done, nothing has to be calibrated either.
    #expect(plan(tasks: [], calibrates: true).jobs == [.merge])
    #expect(plan(shards: 5, tasks: [1, 2, 4]).text(of: .shards).contains("--array=1-2,4\n"))
    #expect(plan(calibrates: true).text(of: .calibrate).contains("--calibrate --workers"))
    #expect(
      plan().sbatch(.merge, after: "12") == [
        "sbatch", "--parsable", "--dependency=afterok:12", "--kill-on-invalid-dep=yes",
        "/data/it's 5%/run/submit/merge.sh",
      ])
    let listing = plan("/r", calibrates: true).listing
    #expect(
      listing.hasSuffix(
        """
        # The commands
        mkdir -p /r/submit/logs /r/submit/state
        calibrate=$(sbatch --parsable /r/submit/calibrate.sh)
        shards=$(sbatch --parsable "--dependency=afterok:$calibrate" --kill-on-invalid-dep=yes /r/submit/shards.sh)
        merge=$(sbatch --parsable "--dependency=afterok:$shards" --kill-on-invalid-dep=yes /r/submit/merge.sh)

        """))
  }

  @Test(arguments: ["/a\"b", "/a\nb", "/a\\b"]) func whatAScriptCannotNameIsRefused(_ path: String)
  {
    #expect(throws: StudiesError.self) { try plan(path).check() }
  }

  @Test func timeLimits() throws {
    try plan().check()
    #expect(SubmitPlan.seconds("00:05:00") == 300)
    #expect(SubmitPlan.seconds("2-01:00:30") == 2 * 86400 + 3630)
    for text in ["5", "1:60:00", "a", "", "-1:00:00"] { #expect(SubmitPlan.seconds(text) == nil) }
  }

  /// The script itself, with a program that stands in for ours: what it is told, what it leaves.
  @Test(arguments: [SIGUSR1, SIGTERM]) func aTaskIsToldOnceAndSays75(_ number: Int32) throws {
    let root = try TemporaryFolder()
    let program = root.file("program")
    try AtomicFile.write(
      """
      #!/bin/bash
      trap 'echo told >>"\(root.path)/told"; sleep 0.3; exit 75' USR2
      echo "$*" >"\(root.path)/began"
      for i in {1..600}; do sleep 0.05; done
      """, to: program)
    chmod(program, 0o755)
    var plan = plan(root.file("run"))
    (plan.program, plan.place) = (program, root.path)
    try AtomicFile.write(plan.text(of: .shards), to: root.file("shards.sh"))
    try AtomicFile.createFolder(root.file("run/submit/state"))
    var launch = ChildProcess.Launch("/bin/bash", [root.file("shards.sh")])
    launch.environment = [
      "PATH=/usr/bin:/bin", "SLURM_JOB_ID=local", "SLURM_ARRAY_TASK_ID=2", "SLURM_CPUS_PER_TASK=3",
    ]
    let child = try ChildProcess(launch)
    defer { child.kill() }
    for _ in 0..<400 where !FileManager.default.fileExists(atPath: root.file("began")) {
      usleep(20_000)
    }
    let state = root.file("run/submit/state/shards-2")
    #expect(try AtomicFile.readText(state) == "running\n")
    kill(child.id, number)
    usleep(100_000)
    kill(child.id, number)
    for _ in 0..<400 where child.end() == nil { usleep(20_000) }
    #expect(child.end() == .exit(75))
    #expect(try AtomicFile.readText(root.file("told")) == "told\n")
    #expect(try AtomicFile.readText(state) == "75\n")
    #expect(
      try AtomicFile.readText(root.file("began"))
        == "study run sharpening --scale smoke --set a=b c --shard 2/3 --workers 3 --out "
        + "\(root.path)/run/shards/2 --resume\n")
  }

  /// Back into the queue where the task runs still, under its own name: the id of one of its tasks is that of the whole array.
  @Test(arguments: [("RUNNING", true), ("COMPLETING", false)])
  func aTaskThatSavedGoesBackUnlessItIsEnded(_ state: String, _ goesBack: Bool) throws {
    let root = try TemporaryFolder()
    for (name, body) in [
      ("program", "exit 75"),
      ("scontrol", "echo \"$*\" >>'\(root.path)/calls'; echo JobState=\(state); [ $1 = show ]"),
    ] {
      try AtomicFile.write("#!/bin/bash\n\(body)\n", to: root.file(name))
      chmod(root.file(name), 0o755)
    }
    var plan = plan(root.file("run"))
    (plan.program, plan.place) = (root.file("program"), root.path)
    try AtomicFile.write(plan.text(of: .shards), to: root.file("shards.sh"))
    var launch = ChildProcess.Launch("/bin/bash", [root.file("shards.sh")])
    launch.environment = [
      "PATH=\(root.path):/usr/bin:/bin", "SLURM_JOB_ID=12", "SLURM_ARRAY_JOB_ID=12",
      "SLURM_ARRAY_TASK_ID=3",
    ]
    let child = try ChildProcess(launch)
    defer { child.kill() }
    for _ in 0..<400 where child.end() == nil { usleep(20_000) }
    #expect(child.end() == .exit(75))
    #expect(
      try AtomicFile.readText(root.file("calls"))
        == "show job 12_3\n" + (goesBack ? "requeue 12_3\n" : ""))
  }

  @Test func answersOfSlurm() {
    #expect(SlurmQueue.id("12\n") == "12")
    #expect(SlurmQueue.id("12;cluster\n") == "12")
    #expect(SlurmQueue.id("sbatch: error\n") == nil && SlurmQueue.id("") == nil)
    var queue = SlurmQueue()
    // Slurm 22.05, written down from a queue of its own.
    queue.read(
      sacct: "3_1|COMPLETED|0:0\n3_2|FAILED|1:0\n3_[3-4]|PENDING|0:0\n5|CANCELLED by 0|0:0\n")
    queue.read(squeue: "3|1|COMPLETED|None\n3|3|PENDING|BeginTime\n4|N/A|PENDING|Dependency\nx\n")
    #expect(queue.state("3", task: 1)?.kind == "done")
    #expect(queue.state("3", task: 2)?.kind == "failed")
    #expect(queue.state("3", task: 2)?.detail == "failed, exit code 1")
    #expect(queue.state("3", task: 3)?.detail == "BeginTime")
    #expect(queue.state("3", task: 4) == nil)
    #expect(queue.state("4")?.kind == "pending" && queue.state("5")?.detail == "cancelled")
    #expect(!queue.isAnswered)
    #expect(queue.isActive("3") && queue.isActive("4") && !queue.isActive("5"))
  }

  @Test func statusSaysWhereShardsStand() throws {
    let root = try TemporaryFolder()
    let folder = root.file("run")
    let study = try TinyStudy.prepare()
    _ = try TinyStudy.session(folder, study).register()
    var record = SubmitRecord(
      SubmitPlan(
        study: "sharpening", selection: [], program: "/opt/assay", folder: folder, place: "/",
        shards: SubmitPlan.deal(study.plan.replicates, among: 2), tasks: [1, 2], calibrates: false),
      engine: "local", command: ["assay", "study", "submit", "--resume"])
    record.jobs = [.init(name: .shards, id: "local"), .init(name: .merge, id: "local")]
    try record.write(in: folder)
    #expect(try SubmitRecord.read(in: folder) == record)
    func states() throws -> [String] { try StudySession.status(of: folder).jobs.map(\.state) }
    #expect(try states() == ["pending", "pending", "pending"])
    // A task that was killed left its word and no lock; one that failed left its exit code.
    let state = SubmitRecord.folder(of: folder) + "/state"
    try AtomicFile.write("running\n", to: state + "/shards-1")
    try AtomicFile.write("65\n", to: state + "/shards-2")
    let status = try StudySession.status(of: folder)
    #expect(status.jobs.map(\.state) == ["stopped", "failed", "pending"])
    #expect(status.jobs[1].detail.hasPrefix("exit code 65, ") && status.jobs[1].replicates == [1])
    #expect(status.command == "assay study submit --resume" && !status.isRunning)
    let shard = SubmitRecord.shard(1, in: folder)
    try AtomicFile.createFolder(shard)
    let lock = try FolderLock(shard)
    #expect(try states() == ["running", "failed", "pending"])
    lock.release()
    _ = try TinyStudy.session(shard, study, shard: (1, 2)).run(.fresh, speeds: TinyStudy.speeds)
    let later = try StudySession.status(of: folder)
    #expect(later.jobs.map(\.state) == ["done", "failed", "pending"])
    #expect(Submission.left(in: folder, of: 2) == [2])
    // Pieces of the whole are looked for where the shards have them.
    #expect(later.pieces.filter { $0.name.hasSuffix("-s0") }.allSatisfy { $0.state == "done" })
    #expect(later.pieces.filter { $0.name.hasSuffix("-s1") }.allSatisfy { $0.state == "left" })
  }

  /// What calibration costs is paid once: the folders of shards find it in the cache.
  @Test func onlyCalibratedScalesNeedAJobBefore() throws {
    #expect(try !TinyStudy.prepare().isCalibrated)
    var standard = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .standard)
    #expect(standard.isCalibrated)
    standard.skipGates()
    #expect(!standard.isCalibrated)
  }
}
