import Foundation
import Support
import TestSupport
import Testing

/// Absurd numbers, full disks, stops: what a campaign tries by the thousand, once each.
@Suite struct ReliabilityTests {
  @Test(arguments: [
    ["power", "--seeds", "5", "--effect", "1", "--alpha", "1e-17"],
    ["power", "--table", "--hypotheses", "9223372036854775807"],
    ["power", "--seeds", "5", "--delta", "1e308", "--sd", "1"],
    ["power", "--seeds", "5", "--effect", "1", "--hypotheses", "2147483648"],
    ["fit", "sigmoid", "x.csv", "--level", "0.9999999999999999"],
    ["fit", "sigmoid", "x.csv", "--bootstrap", "9223372036854775807"],
    ["compare", "x.csv", "--arm", "a", "--level", "0.9999999999999999"],
    ["compare", "x.csv", "--arm", "a", "--level", "nan"],
    ["passk", "x.csv", "--level=-1"], ["passk", "x.csv", "--bootstrap=-1"],
    ["sample", "m", "--prompt", "x", "--samples", "1000000000"],
    ["sample", "m", "--prompt", "x", "--max-tokens", "9223372036854775807"],
    ["sample", "m", "--prompt", "x", "--workers", "1000000000"],
    ["eval", "--model", "m", "--problems", "1000000000"],
    ["eval", "--model", "m", "--samples-per-problem", "9223372036854775807"],
    ["eval", "--model", "m", "--resume"], ["eval", "--model", "m", "--format", "lm-eval"],
    ["eval", "--model", "m", "--ids", ","],
    ["data", "export", "--task", "chain", "--out", "x", "--problems", "1000000000"],
    ["bench", "train", "--length", "1000000000"],
    ["bench", "rollout", "--sequences", "1000000000"],
    ["task", "generate", "chain", "--count", "9223372036854775807"],
    ["study", "run", "sharpening", "--seeds", "9223372036854775807"],
    ["study", "run", "sharpening", "--first-seed=-1"],
    ["train", "--checkpoint-every", "nan"], ["sandbox", "x.py", "--seconds", "1e300"],
    ["sandbox", "x.py", "--memory-mb", "9223372036854775807"],
  ]) func absurdFlagsAreRefused(_ arguments: [String]) throws {
    let result = try Program.run(arguments)
    #expect(result.status == 64, "\(result.status) \(result.errors)")
    #expect(
      result.errors.contains("expected") || result.errors.contains("needs"), "\(result.errors)")
  }

  @Test(arguments: [
    "policy.response_cap=1000000000", "policy.response_cap=9223372036854775807",
    "policy.group_size=1000000000", "policy.group_size=9223372036854775807", "policy.group_size=0",
    "policy.problems=-1", "policy.updates=0", "policy.epochs=0",
    "policy.epochs=9223372036854775807",
    "lora.rank=1000000000", "lora.rank=9223372036854775807", "lora.alpha=0", "policy.clip_norm=-1",
    "policy.learning_rate=1e39", "policy.learning_rate=-1", "policy.kl.coefficient=-0.1",
    "policy.kl.reference_reset=-1", "policy.loss.clip_low=2", "policy.optimizer.beta1=1.5",
    "policy.advantage.epsilon=-1", "policy.schedule.warmup=2", "policy.decoding.temperature=0",
    "policy.decoding.temperature=1e-17", "supervised.batch_tokens=0",
    "supervised.batch_tokens=9223372036854775807", "supervised.learning_rate=1e30", "name=a/b",
    "replicate=-9223372036854775808",
    "tasks=[{task: {kind: chain, distractors: -9223372036854775808}}]",
    "tasks=[{task: {kind: chain}, difficulties: [9223372036854775807]}]",
    "tasks=[{task: {kind: chain}, weight: -1}]", "policy.sampler={kind: lagged, lag: 1000000000}",
    "evaluation.samples=9223372036854775807",
  ]) func absurdSettingsAreRefused(_ setting: String) throws {
    let folder = try TemporaryFolder()
    let result = try Program.run(
      [
        "train", "--set", "method=policy-gradient", "--set", "from=/nowhere", "--set", setting,
        "--out", folder.path + "/run",
      ])
    #expect(result.status == 65, "\(result.errors)")
    let key = setting.prefix { $0 != "=" }.split(separator: ".").last.map(String.init) ?? ""
    #expect(result.errors.contains(key), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/run"))
  }

  #if os(Linux)
    /// What could not be printed is an error.
    @Test(arguments: [
      ["list"], ["doctor", "--json"], ["task", "generate", "chain", "--count", "2"],
    ])
    func aFullDiskIsSeen(_ arguments: [String]) throws {
      let result = try Program.run(arguments, shell: "\"$0\" \"$@\" > /dev/full")
      #expect(result.status == 1)
      #expect(result.errors.contains("assay: standard output: cannot write: No space left"))
    }

    /// Who has read enough is not told that something broke.
    @Test func aClosedPipeIsNoError() throws {
      let result = try Program.run(
        ["task", "generate", "chain", "--difficulties", "5,6", "--count", "5000"],
        shell: "{ \"$0\" \"$@\"; echo $? >&2; } | head -c 1")
      #expect(result.errors == "141\n", "\(result.errors)")
    }
  #endif

  /// Messages show what is in a file without letting it act on the terminal.
  @Test func messagesAreOneSafeLine() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("a: \u{1b}[2J\n\u{202e}", to: folder.path + "/x.yaml")
    for arguments in [["config", "check", folder.path + "/x.yaml"], ["explain", "\u{1b}[2Jx\ny"]] {
      let result = try Program.run(arguments)
      #expect(result.status == 65)
      #expect(!result.errors.contains("\u{1b}") && !result.errors.contains("\u{202e}"))
    }
    let long = try Program.run(["explain", String(repeating: "x", count: 100_000)])
    #expect(long.errors.utf8.count < 5000)
  }

  /// An evaluation that is stopped keeps its finished problems, says so, and goes on to the same file.
  @Test func anEvaluationGoesOn() throws {
    let folder = try TemporaryFolder()
    let train = try Program.run([
      "train", "--set", "size=femto", "--set", "supervised.tokens=4000", "--out",
      folder.path + "/base",
    ])
    #expect(train.status == 0, "\(train.errors)")
    let model = train.output.trimmingCharacters(in: .whitespacesAndNewlines)
    func evaluation(_ file: String, _ more: [String] = []) -> [String] {
      [
        "eval", "--model", model, "--difficulties", "3,4", "--problems", "640",
        "--samples-per-problem", "64", "--workers", "1", "--save", folder.path + "/" + file,
      ] + more
    }
    let whole = try Program.run(evaluation("whole.jsonl"))
    #expect(whole.status == 0, "\(whole.errors)")
    let partial = folder.path + "/stopped.jsonl.partial"
    let stopped = try Program.run(
      evaluation("stopped.jsonl"),
      shell: """
        "$0" "$@" & p=$!
        for i in $(seq 2000); do
          [ "$(wc -l < '\(partial)' 2>/dev/null || echo 0)" -gt 64 ] && break; sleep 0.005
        done
        kill -USR1 $p; kill -TERM $p; wait $p
        """)
    // A scheduler warns and terminates; neither is a reason to drop what is being saved.
    #expect(stopped.status == 75, "\(stopped.errors)")
    #expect(stopped.errors.contains("problems are kept; --resume goes on"), "\(stopped.errors)")
    // What is kept is not lost by forgetting the word.
    let forgotten = try Program.run(evaluation("stopped.jsonl"))
    #expect(forgotten.status != 0 && forgotten.errors.contains("pass --resume to go on"))
    let other = try Program.run(evaluation("stopped.jsonl", ["--resume", "--seed", "8"]))
    #expect(other.status != 0 && other.errors.contains("with other settings"))
    let resumed = try Program.run(evaluation("stopped.jsonl", ["--resume"]))
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.output == whole.output)
    #expect(
      try AtomicFile.read(folder.path + "/stopped.jsonl")
        == AtomicFile.read(folder.path + "/whole.jsonl"))
    #expect(!FileManager.default.fileExists(atPath: partial))
    // What is saved is read back without naming a column, and says the same.
    let again = try Program.run(["passk", folder.path + "/whole.jsonl"])
    func rows(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { $0.first { $0 != " " }?.isNumber == true }
    }
    #expect(again.status == 0, "\(again.errors)")
    #expect(rows(again.output).count == 7 && rows(again.output) == rows(whole.output))
  }

  /// A run that failed before its first step is in nobody's way; one that has a checkpoint is.
  @Test func aRunThatCouldNotBeginIsBegunAgain() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/rows.jsonl"
    let lines = (0..<40).map { "{\"question\": \"\($0)+1\", \"answer\": \"\($0 + 1)\"}\n" }
    try AtomicFile.write(lines.joined(), to: file)
    let base = try Program.run([
      "train", "--set", "size=femto", "--set", "supervised.tokens=2000", "--out",
      folder.path + "/base",
    ])
    let model = base.output.trimmingCharacters(in: .whitespacesAndNewlines)
    func train(_ rows: String) throws -> Program.Result {
      try Program.run([
        "train", "--set", "method=sft", "--set", "from=\(model)", "--set", "supervised.tokens=2000",
        "--set", "tasks=[{task: {kind: rows, file: \(file)\(rows)}}]", "--out",
        folder.path + "/run",
      ])
    }
    let failed = try train(", prompt: text")
    #expect(failed.status == 65 && failed.errors.contains("text"), "\(failed.errors)")
    // The prompt is the column 'question', as there is none called 'prompt'.
    let begun = try train(", response: answer")
    #expect(begun.status == 0, "\(begun.errors)")
    #expect(begun.errors.contains("next: assay eval --model"))
    #expect(try train(", prompt: question").status == 65)
  }

  /// One run a folder; a second one is told to wait.
  @Test func aFolderIsForOneRun() throws {
    let folder = try TemporaryFolder()
    let lock = try FolderLock(folder.path)
    let result = try Program.run(["train", "--set", "size=femto", "--out", folder.path])
    #expect(result.status == 65 && result.errors.contains("another assay is running"))
    lock.release()
  }

  /// A configuration of 200 MB is refused before it is parsed.
  @Test func aHugeConfigurationIsRefusedAtOnce() throws {
    let folder = try TemporaryFolder()
    #expect(FileManager.default.createFile(atPath: folder.path + "/x.yaml", contents: nil))
    #expect(truncate(folder.path + "/x.yaml", 200 << 20) == 0)
    let result = try Program.run(["config", "check", folder.path + "/x.yaml"])
    #expect(result.status == 65 && result.errors.contains("larger than"))
  }
}
