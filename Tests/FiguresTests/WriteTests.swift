import Figures
import Foundation
import Testing

/// `Figure.write(to:)`: the extension chooses how it is drawn.
@Suite(.serialized) struct WriteTests {
  private func failure(_ body: () throws -> Void) -> FiguresError? {
    do {
      try body()
      return nil
    } catch {
      return error as? FiguresError
    }
  }

  @Test(
    .tags(.external), .enabled(if: Gnuplot.isAvailable, "gnuplot is not installed"),
    arguments: PictureFormat.allCases)
  func everyFormatIsDrawnTwiceWithTheSameBytes(_ format: PictureFormat) throws {
    let scratch = Scratch()
    let starts: [PictureFormat: [UInt8]] = [
      .svg: Array("<?xml".utf8), .png: [0x89, 0x50, 0x4E, 0x47], .pdf: Array("%PDF".utf8),
    ]
    let path = scratch.folder + "/deep/my figure.\(format.rawValue)"
    let paths = try Samples.passAtK.write(to: path)
    #expect(paths.map { ($0 as NSString).pathExtension } == ["tsv", "gp", "json", format.rawValue])
    #expect(paths.last == path)
    let first = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(first.starts(with: starts[format] ?? []))
    Thread.sleep(forTimeInterval: format == .pdf ? 1.1 : 0)
    try Samples.passAtK.write(to: path)
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == first)
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder + "/deep")
    #expect(files.count == 4, "\(files)")
  }

  @Test(arguments: Samples.all) func everyFigureIsDrawnAsPixels(_ figure: Figure) throws {
    guard Gnuplot.isAvailable else { return }
    let scratch = Scratch()
    #expect(try figure.write(to: scratch.folder + "/f.PNG").count == 4)
  }

  @Test(arguments: ["figure", "figure.gif", "figure.svg.gz", ".svg", "folder/.png", "figure.svg/"])
  func otherNamesAreRefused(_ name: String) throws {
    let scratch = Scratch()
    let path = scratch.folder + "/" + name
    #expect(failure { try Samples.bars.write(to: path) } == .unknownFormat(path: path))
    #expect(!FileManager.default.fileExists(atPath: scratch.folder))
  }

  @Test(arguments: ["data.tsv", "data.gp", "data.vl.json"])
  func theUsersFilesStay(_ name: String) throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.folder, withIntermediateDirectories: true)
    let mine = scratch.folder + "/" + name
    try "x\ty\n1\t2\n".write(toFile: mine, atomically: true, encoding: .utf8)
    #expect(
      failure { try Samples.bars.write(to: scratch.folder + "/data.svg") }
        == .wouldOverwrite(path: mine))
    #expect(try String(contentsOfFile: mine, encoding: .utf8) == "x\ty\n1\t2\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == [name])
    try FileManager.default.removeItem(atPath: mine)
    try FileManager.default.createDirectory(atPath: mine, withIntermediateDirectories: true)
    #expect(
      failure { try Samples.bars.write(to: scratch.folder + "/data.svg") }
        == .wouldOverwrite(path: mine))
  }

  @Test func withoutGnuplotTheNumbersAndTheScriptAreLeft() async throws {
    let scratch = Scratch()
    await #expect(processExitsWith: .success) { [folder = scratch.folder as String] in
      setenv("PATH", "/nonexistent", 1)
      do {
        try Samples.bars.write(to: folder + "/bars.pdf")
      } catch FiguresError.gnuplotMissing {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted()
        exit(files == ["bars.gp", "bars.tsv", "bars.vl.json"] ? 0 : 1)
      }
      exit(2)
    }
  }
}
