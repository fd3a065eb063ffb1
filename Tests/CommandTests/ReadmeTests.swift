import Foundation
import TestSupport
import Testing

/// The commands of README.md, typed in what a clone holds, one line after another.
@Suite(.serialized) struct ReadmeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL.path

  /// What is typed with a smaller budget than README's.
  private static let smaller = [
    "assay train --set name=base ": "assay train --set name=base --set supervised.tokens=1100 ",
    "assay train --recipe dapo ": "assay train --recipe dapo --dry-run ",
  ]

  @Test func everyCommandRuns() throws {
    let page = Tutorial(try String(contentsOfFile: Self.root + "/README.md", encoding: .utf8))
    let place = try TemporaryFolder()
    let shell = Shell(folder: place.file("clone"), cache: place.file("cache"))
    let files = FileManager.default
    try files.createDirectory(atPath: shell.folder, withIntermediateDirectories: true)
    for name in ["studies", "data", "notebooks-md"] {
      try files.copyItem(atPath: Self.root + "/" + name, toPath: shell.folder + "/" + name)
    }
    // What `make study` leaves, at a scale that takes seconds.
    let first = Tutorial.Block(
      line: 0, language: "sh",
      code: "assay study run sharpening --scale smoke --out results/sharpening/quick")
    #expect(try shell.run(first, patience: 300).status == 0)
    var commands = 0
    for block in page.blocks where block.skipped == nil && block.language == "sh" {
      for (offset, line) in block.code.split(separator: "\n").enumerated() {
        var command = String(line)
        for (given, small) in Self.smaller { command = command.replacing(given, with: small) }
        let result = try shell.run(
          Tutorial.Block(line: block.line, language: "sh", code: command), patience: 300)
        #expect(
          result.status == 0,
          "README.md:\(block.line + offset + 1): \(line)\n\(result.errors)\(result.output)")
        commands += 1
      }
    }
    #expect(commands > 25, "\(commands) commands were found")
    for name in ["passk.svg", "passk.h5", "chain/assay_chain.yaml", "studies/my-study/study.yaml"] {
      #expect(files.fileExists(atPath: shell.folder + "/" + name), "no \(name)")
    }
  }
}
