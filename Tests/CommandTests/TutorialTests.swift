import Foundation
import TestSupport
import Testing

/// The tutorials, run as a reader runs them: in an empty folder, with `assay` on the PATH.
@Suite(.serialized) struct TutorialTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../notebooks-md").standardizedFileURL.path

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
  }()

  /// A block may take this long, in seconds.
  private static let patience = 120

  @Test(arguments: names) func everyBlockRunsAndShowsWhatItSays(_ name: String) throws {
    let tutorial = Tutorial(
      try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8))
    try #require(!tutorial.blocks.isEmpty, "\(name) has no block")
    let root = try TemporaryFolder()
    let shell = Shell(folder: root.file("empty"), cache: root.file("cache"))
    try FileManager.default.createDirectory(
      atPath: shell.folder, withIntermediateDirectories: true)
    try Self.putResults(of: tutorial, into: shell.folder)
    for block in tutorial.blocks where block.skipped == nil {
      if block.language == "python" && !Self.hasPython {
        print("\(name):\(block.line): not run; python3 has no numpy, h5py and matplotlib")
        continue
      }
      let result = try shell.run(block, patience: Self.patience)
      let place = "notebooks-md/\(name):\(block.line)"
      guard result.status == 0 else {
        Issue.record("\(place): ends with \(result.status): \(result.errors)\(result.output)")
        return
      }
      if let expected = block.expected,
        let line = Tutorial.mismatch(expected: expected, output: result.output)
      {
        Issue.record("\(place): expected '\(line)' in\n\(result.output)")
        return
      }
    }
  }

  /// Copies the results of studies that a page reads, which its reader has in the clone: `studies/ID/results`.
  private static func putResults(of tutorial: Tutorial, into folder: String) throws {
    let code = tutorial.blocks.map(\.code).joined()
    for match in Set(code.matches(of: #/studies/([a-z]+)/results/#).map { String($0.1) }).sorted() {
      let place = "/studies/\(match)"
      try FileManager.default.createDirectory(
        atPath: folder + place, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: Self.folder + "/.." + place + "/results", toPath: folder + place + "/results")
    }
  }

  /// Skipped blocks say why, so that a reader of the page knows too.
  @Test(arguments: names) func skippedBlocksHaveAReason(_ name: String) throws {
    let tutorial = Tutorial(
      try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8))
    for block in tutorial.blocks {
      if let reason = block.skipped {
        #expect(reason.hasPrefix("skip: ") && reason.count > 10, "\(name):\(block.line)")
      }
    }
  }

  private static let hasPython: Bool = {
    let shell = Shell(folder: NSTemporaryDirectory(), cache: NSTemporaryDirectory())
    let block = Tutorial.Block(line: 0, language: "python", code: "import numpy, h5py, matplotlib")
    return (try? shell.run(block, patience: 60).status) == 0
  }()

  @Test func theSettingsOnThePageAreThoseOfTheFile() throws {
    let page = try String(contentsOfFile: Self.folder + "/02-real-model.md", encoding: .utf8)
    let file = try String(contentsOfFile: Self.folder + "/addition-grpo.yaml", encoding: .utf8)
    #expect(page.contains("```yaml\n" + file + "```"))
  }

  // MARK: The runner itself

  @Test func blocksAreFoundWithWhatTheyPrint() {
    let tutorial = Tutorial(
      """
      # Title

      ```sh
      echo a
      echo b
      ```

      Between.

      ```text
      a
      b
      ```

      ```yaml
      key: value
      ```

      ```text
      belongs to nothing
      ```

      ```sh skip: takes an hour
      sleep 3600
      ```

      ```python
      print(1)
      ```
      """)
    #expect(
      tutorial.blocks == [
        .init(line: 3, language: "sh", code: "echo a\necho b", expected: "a\nb"),
        .init(line: 23, language: "sh", skipped: "skip: takes an hour", code: "sleep 3600"),
        .init(line: 27, language: "python", code: "print(1)"),
      ])
  }

  @Test(
    arguments: [
      ("a\nb", "a\nb\n", nil), ("a", "a  \n\n", nil), ("a", "b", "a"), ("a\nb", "a", "b"),
      ("a", "a\nb", "(nothing more)"), ("x = …", "x = 3.14", nil),
      ("… s, … steps", "2 s, 5 steps", nil),
      ("a…a", "a", "a…a"), ("…", "", nil), ("…", "a\nb", nil), ("a\n…\nz", "a\nb\nc\nz", nil),
      ("a\n…\nz", "a\nz", nil), ("a\n…\nz", "a\nb", "z"), ("…\nb\n…\nb", "b\nb", nil),
      ("…\nb\n…\nb", "b", "b"),
      ("a … c … e", "a b c d f", "a … c … e"),
    ] as [(String, String, String?)])
  func ellipsesStandForAnything(_ expected: String, _ output: String, _ wrong: String?) {
    #expect(Tutorial.mismatch(expected: expected, output: output) == wrong)
  }

  @Test func aBlockThatNeverEndsIsStopped() throws {
    let root = try TemporaryFolder()
    let shell = Shell(folder: root.path, cache: root.file("cache"))
    let block = Tutorial.Block(line: 1, language: "sh", code: "echo before; sleep 60; echo after")
    let result = try shell.run(block, patience: 1)
    #expect(result.status != 0 && result.output == "before\n")
  }

  @Test func aFailingLineEndsItsBlock() throws {
    let root = try TemporaryFolder()
    let shell = Shell(folder: root.path, cache: root.file("cache"))
    let block = Tutorial.Block(line: 1, language: "sh", code: "echo before\nfalse\necho after")
    let result = try shell.run(block, patience: 10)
    #expect(result.status != 0 && result.output == "before\n")
    let found = try shell.run(
      .init(line: 1, language: "sh", code: "command -v assay"), patience: 10)
    #expect(found.status == 0)
  }
}

/// Where a tutorial runs.
struct Shell {
  /// The folder in which all blocks run.
  let folder: String
  /// Where the program keeps finished stages.
  let cache: String

  /// Runs a block to its end, or kills it.
  func run(_ block: Tutorial.Block, patience: Int) throws -> Program.Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      block.language == "python"
      ? ["python3", "-c", block.code] : ["bash", "-e", "-c", block.code]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let environment = ProcessInfo.processInfo.environment
    let program = URL(fileURLWithPath: Program.path).deletingLastPathComponent().path
    process.environment = environment.merging([
      "PATH": program + ":" + (environment["PATH"] ?? "/usr/bin:/bin"), "ASSAY_CACHE": cache,
      "MPLBACKEND": "Agg",
    ]) { $1 }
    let files = NSTemporaryDirectory() + "/assay-tutorial-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: files, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: files) }
    for name in ["out", "err"] {
      _ = FileManager.default.createFile(atPath: files + "/" + name, contents: nil)
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: files + "/out")
    process.standardError = FileHandle(forWritingAtPath: files + "/err")
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .seconds(patience)) == .timedOut {
      // A process leads a group of its own, with everything that it has started.
      kill(-process.processIdentifier, SIGKILL)
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    return Program.Result(
      output: try String(contentsOfFile: files + "/out", encoding: .utf8),
      errors: try String(contentsOfFile: files + "/err", encoding: .utf8),
      status: process.terminationStatus)
  }
}
