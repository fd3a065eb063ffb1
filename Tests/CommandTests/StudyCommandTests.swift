import Foundation
import TestSupport
import Testing

/// The study as a user runs it: killed, resumed, on a full disk, on damaged files.
@Suite(.serialized) struct StudyCommandTests {
  private static let tiny = [
    "study", "run", "sharpening", "--scale", "smoke", "--set", "scales.smoke.pretrain_tokens=40000",
    "--set", "scales.smoke.steps=3", "--set", "scales.smoke.evaluation_problems=6", "--set",
    "scales.smoke.samples=8",
  ]

  /// All datasets but clock times, as CSV texts by name.
  private func numbers(_ folder: String) throws -> [String: String] {
    let csv = folder + "/csv"
    let result = try Program.run(["study", "export", folder, "--out", csv])
    #expect(result.status == 0, "\(result.errors)")
    var all: [String: String] = [:]
    let files = FileManager.default.enumerator(atPath: csv)?.compactMap { $0 as? String } ?? []
    for file in files where file.hasSuffix(".csv") && !file.contains("wall_s") {
      all[file] = try String(contentsOfFile: csv + "/" + file, encoding: .utf8)
    }
    return all
  }

  @Test func killedAndResumedEqualsUninterrupted() throws {
    let root = try TemporaryFolder()
    let whole = root.file("whole")
    let reference = try Program.run(
      Self.tiny + ["--out", whole, "--no-cache"], cache: root.file("cache"))
    #expect(reference.status == 0, "\(reference.errors)")
    let cut = root.file("cut")
    // Kills at moments spread over the run; each goes on from what the one before left.
    for delay in [2.2, 2.6, 3.0, 3.4, 4.0] {
      let mode = FileManager.default.fileExists(atPath: cut + "/registration.json")
      let process = Program.process(
        Self.tiny + ["--out", cut, "--no-cache"] + (mode ? ["--resume"] : []),
        cache: root.file("cache"))
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      Thread.sleep(forTimeInterval: delay)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let resumed = try Program.run(
      Self.tiny + ["--out", cut, "--no-cache", "--resume", "--workers", "1"],
      cache: root.file("cache"))
    #expect(resumed.status == 0, "\(resumed.errors)")
    let (a, b) = (try numbers(whole), try numbers(cut))
    #expect(a.count > 50)
    #expect(a.keys.sorted() == b.keys.sorted())
    for (name, text) in a { #expect(b[name] == text, "\(name)") }
  }

  /// Ctrl-C, and a request that comes twice at once, as GNU `timeout` makes it: to the program and to its group.
  @Test(arguments: [(SIGINT, 1, 130), (SIGTERM, 2, 75)] as [(Int32, Int, Int32)])
  func interruptSavesAndSaysHowToGoOn(_ number: Int32, _ times: Int, _ code: Int32) throws {
    let root = try TemporaryFolder()
    let out = root.file("run")
    let process = Program.process(
      Self.tiny + ["--out", out, "--set", "scales.smoke.pretrain_tokens=2000000", "--force"],
      cache: root.file("cache"))
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // It has begun to train; a loaded machine takes its time to get there.
    for _ in 0..<600
    where !FileManager.default.fileExists(atPath: out + "/runs/base-s0/metrics.jsonl") {
      Thread.sleep(forTimeInterval: 0.1)
    }
    Thread.sleep(forTimeInterval: 1)
    for _ in 0..<times {
      kill(process.processIdentifier, number)
      Thread.sleep(forTimeInterval: 0.02)
    }
    process.waitUntilExit()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationStatus == code, "\(text)")
    #expect(text.contains("--resume"))
    #expect(FileManager.default.fileExists(atPath: out + "/runs/base-s0/checkpoints"))
    let again = try Program.run(
      Self.tiny + ["--out", out, "--set", "scales.smoke.pretrain_tokens=2000000", "--force"],
      cache: root.file("cache"))
    #expect(again.status == 65 && again.errors.contains("--resume"))
  }

  @Test func damagedResultsGiveOneLineAndStay() throws {
    let root = try TemporaryFolder()
    let out = root.file("run")
    let run = try Program.run(Self.tiny + ["--out", out], cache: root.file("cache"))
    #expect(run.status == 0, "\(run.errors)")
    let whole = try Data(contentsOf: URL(fileURLWithPath: out + "/results.h5"))
    // One page over several results, from the files alone, the same each time.
    let index = root.file("index")
    for _ in 0..<2 {
      let page = try Program.run(["study", "report", out, out + "/results.h5", "--out", index])
      #expect(page.status == 0, "\(page.errors)")
      #expect(page.output == index + "/report.html\n")
    }
    let studies = try String(contentsOfFile: index + "/tables/I.studies.csv", encoding: .utf8)
    #expect(studies.split(separator: "\n").count == 3 && studies.contains("sharpening, smoke"))
    let claims = try String(contentsOfFile: index + "/tables/I.claims.csv", encoding: .utf8)
    #expect(claims.contains("Yue et al. 2025") && claims.contains("not measured"))
    // A full disk: files may not grow beyond 4 kB. What was complete before stays.
    let full = try Program.run(
      ["study", "report", out], cache: root.file("cache"), shell: "ulimit -f 4; \"$0\" \"$@\"")
    #expect(full.status != 0)
    #expect(full.errors.contains("assay:"), "\(full.errors)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: out + "/results.h5")) == whole)
    let rerun = try Program.run(
      Self.tiny + ["--out", out], cache: root.file("cache"), shell: "ulimit -f 4; \"$0\" \"$@\"")
    #expect(rerun.status != 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: out + "/results.h5")) == whole)
    // A truncated file.
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: root.file("half.h5")))
    let truncated = try Program.run(["study", "analyze", root.file("half.h5")])
    #expect(truncated.status == 65)
    #expect(truncated.errors.contains("half.h5"), "\(truncated.errors)")
    // A truncated checkpoint.
    let folder = out + "/runs/rl_id-s0/checkpoints/step-000003"
    let model = folder + "/model.safetensors"
    let weights = try Data(contentsOf: URL(fileURLWithPath: model))
    try weights.prefix(1000).write(to: URL(fileURLWithPath: model))
    let sample = try Program.run(["sample", folder, "--prompt", "a=3;b=a*2;b?"])
    #expect(sample.status == 65)
    #expect(sample.errors.contains("model.safetensors"), "\(sample.errors)")
  }

  @Test func cacheSparesTheTraining() throws {
    let root = try TemporaryFolder()
    let first = try Program.run(
      Self.tiny + ["--out", root.file("one")], cache: root.file("cache"))
    #expect(first.status == 0)
    let second = try Program.run(
      Self.tiny + ["--out", root.file("two")], cache: root.file("cache"))
    #expect(second.status == 0)
    // Clock times of training are those of the first run: nothing was trained again.
    let name = "/runs/base-s0/metrics.jsonl"
    #expect(
      try String(contentsOfFile: root.file("one") + name, encoding: .utf8)
        == String(contentsOfFile: root.file("two") + name, encoding: .utf8))
  }

  /// The jobs on this machine: what they leave is what the shards, run and merged by hand, leave.
  @Test func submittedHereEqualsShardsMergedByHand() throws {
    let root = try TemporaryFolder()
    let cache = root.file("cache")
    let options = Array(Self.tiny.dropFirst(2))
    let out = URL(fileURLWithPath: root.file("it's all here")).standardizedFileURL.path
    let submit =
      ["study", "submit"] + options + ["--out", out, "--engine", "local", "--jobs", "2"]
    let result = try Program.run(submit, cache: cache)
    #expect(result.status == 0, "\(result.errors)")
    // What is concluded is printed, as by a run.
    #expect(result.output.contains("results: \(out)/results.h5"), "\(result.output)")
    let status = try Program.run(["study", "status", out], cache: cache)
    #expect(
      status.output.contains("results complete") && status.output.contains("shards: 2 done\n"))
    for shard in 1...2 {
      let run = try Program.run(
        Self.tiny + ["--out", root.file("part\(shard)"), "--shard", "\(shard)/2", "--no-cache"])
      #expect(run.status == 0, "\(run.errors)")
    }
    let merged = try Program.run(
      ["study", "merge", root.file("part1"), root.file("part2"), "--out", root.file("whole")])
    #expect(merged.status == 0, "\(merged.errors)")
    let (a, b) = (try numbers(out), try numbers(root.file("whole")))
    #expect(a.count > 50 && a.keys.sorted() == b.keys.sorted())
    for (name, text) in b { #expect(a[name] == text, "\(name)") }
    let again = try Program.run(submit + ["--resume"], cache: cache)
    #expect(again.status == 65 && again.errors.contains("it holds results"), "\(again.errors)")
  }

  /// Slurm played by scripts: what it is handed, what is kept of its answers, what is asked later.
  @Test func slurmIsHandedScriptsAndAsked() throws {
    let root = try TemporaryFolder()
    let tools = root.file("tools")
    try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
    func tool(_ name: String, _ body: String) throws {
      try "#!/bin/bash\n\(body)\n".write(
        toFile: tools + "/" + name, atomically: true, encoding: .utf8)
      chmod(tools + "/" + name, 0o755)
    }
    try tool(
      "sbatch",
      """
      echo "$*" >>'\(root.path)/calls'
      echo "$((100 + $(wc -l <'\(root.path)/calls')));cluster"
      """)
    try tool(
      "squeue",
      "printf '101|1|RUNNING|None\\n101|2|PENDING|Priority\\n102|N/A|PENDING|Dependency\\n'")
    let out = URL(fileURLWithPath: root.file("run")).standardizedFileURL.path
    let options = Array(Self.tiny.dropFirst(2)) + ["--out", out]
    let path = "PATH='\(tools)':$PATH; \"$0\" \"$@\""
    let submit = ["study", "submit"] + options + ["--time", "00:30:00", "--sbatch", "--qos=low"]
    let result = try Program.run(submit, shell: path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == "shards: job 101\nmerge: job 102\nnext: assay study status \(out)\n")
    let calls = try String(contentsOfFile: root.file("calls"), encoding: .utf8)
    #expect(
      calls == "--parsable \(out)/submit/shards.sh\n--parsable --dependency=afterok:101 "
        + "--kill-on-invalid-dep=yes \(out)/submit/merge.sh\n")
    let script = try String(contentsOfFile: out + "/submit/shards.sh", encoding: .utf8)
    #expect(script.contains("#SBATCH --time=00:30:00\n") && script.contains("#SBATCH --qos=low\n"))
    #expect(
      script.contains("  exec /") && script.contains("/assay study run sharpening --scale smoke"))
    // Shards are registered before the first of them can be complete.
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: out + "/shards/2/registration.json"))
        == Data(contentsOf: URL(fileURLWithPath: out + "/registration.json")))
    let status = try Program.run(["study", "status", out], shell: path)
    #expect(status.output.contains("shards: 1 running, 1 pending\n"), "\(status.output)")
    #expect(status.output.contains("  pending  shard 2 of 2 (replicates 1): job 101_2, Priority\n"))
    #expect(status.output.contains("  pending  merge: job 102, Dependency\n"))
    let twice = try Program.run(submit, shell: path)
    #expect(twice.status == 65 && twice.errors.contains("pass --resume"), "\(twice.errors)")
    let busy = try Program.run(submit + ["--resume"], shell: path)
    #expect(busy.status == 65 && busy.errors.contains("scancel 101 102"), "\(busy.errors)")
    // They are gone from the queue; another number of shards would put seeds where others are.
    try tool("squeue", "exit 1")
    let other = try Program.run(submit + ["--resume", "--jobs", "1"], shell: path)
    #expect(other.status == 65 && other.errors.contains("pass --jobs 2"), "\(other.errors)")
    let later = try Program.run(submit + ["--resume"], shell: path)
    #expect(later.status == 0 && later.output.hasPrefix("shards: job 103\n"), "\(later.errors)")
    // A refusal names what is in the queue already.
    try tool(
      "sbatch", "[ $# = 2 ] && echo 7 && exit; echo 'sbatch: error: invalid qos' >&2; exit 1")
    let refused = try Program.run(submit + ["--resume"], shell: path)
    #expect(refused.status == 65)
    #expect(
      refused.errors.contains("sbatch: error: invalid qos; before it were submitted: scancel 7"),
      "\(refused.errors)")
  }

  @Test func submittingNeedsSlurmAndASensibleTime() throws {
    let root = try TemporaryFolder()
    let submit = ["study", "submit", "sharpening", "--scale", "smoke", "--out", root.file("run")]
    let without = try Program.run(submit, shell: "PATH=/nowhere; \"$0\" \"$@\"")
    #expect(without.status == 65)
    #expect(
      without.errors.hasPrefix("assay: sbatch is not on the PATH")
        && without.errors.contains("--engine local") && without.errors.contains("--engine print"),
      "\(without.errors)")
    let shown = try Program.run(
      submit + ["--engine", "print"], shell: "PATH=/nowhere; \"$0\" \"$@\"")
    #expect(shown.status == 0 && shown.output.contains("#SBATCH --array=1-2\n"))
    #expect(!FileManager.default.fileExists(atPath: root.file("run")))
    // A base that has to pass gates passes them once.
    let full = try Program.run(
      [
        "study", "submit", "sharpening", "--scale", "full", "--out", root.file("run"), "--engine",
        "print",
      ])
    #expect(full.output.contains("/submit/calibrate.sh") && full.output.contains("  --calibrate "))
    for (time, reason) in [("5", "HH:MM:SS"), ("00:02:00", "at least 00:05:00")] {
      let refused = try Program.run(submit + ["--time", time])
      #expect(refused.status == 64 && refused.errors.contains(reason), "\(refused.errors)")
    }
    let many = try Program.run(submit + ["--engine", "print", "--jobs", "3"])
    #expect(many.status == 65 && many.errors.contains("there are 2 seeds"), "\(many.errors)")
  }
}
