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

  @Test func interruptSavesAndSaysHowToGoOn() throws {
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
    process.interrupt()
    process.waitUntilExit()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(process.terminationStatus == 130, "\(text)")
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
}
