import Figures
import Foundation
import Testing

@Suite(
  .tags(.external), .enabled(if: Gnuplot.isAvailable, "gnuplot is not installed"), .serialized)
struct GnuplotTests {
  @Test(arguments: Samples.all)
  func everyKindOfFigureIsDrawn(_ figure: Figure) throws {
    let scratch = Scratch()
    let rendered = try Gnuplot.render(figure, into: scratch.folder)
    #expect(rendered.svg.contains("</svg>"))
    #expect(rendered.paths.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    let files = try FileManager.default.contentsOfDirectory(atPath: scratch.folder).sorted()
    #expect(files == ["gp", "svg", "tsv", "vl.json"].map { figure.name + "." + $0 })
    // Well-formed XML.
    let parser = XMLDocumentCheck(rendered.svg)
    #expect(parser.isBalanced, "\(figure.id)")
  }

  @Test func drawingTwiceGivesTheSameBytes() throws {
    let scratch = Scratch()
    let first = try Gnuplot.render(Samples.passAtK, into: scratch.folder + "/a")
    let second = try Gnuplot.render(Samples.passAtK, into: scratch.folder + "/b")
    #expect(first.svg == second.svg)
    #expect(!first.svg.contains("202"), "no dates")
  }

  @Test func theScriptRedrawsThePicture() throws {
    let scratch = Scratch()
    let rendered = try Gnuplot.render(Samples.passAtK, into: scratch.folder)
    let picture = scratch.folder + "/f1-1.svg"
    try FileManager.default.removeItem(atPath: picture)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["gnuplot", "f1-1.gp"]
    process.currentDirectoryURL = URL(fileURLWithPath: scratch.folder)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(try String(contentsOfFile: picture, encoding: .utf8) == rendered.svg)
  }

  @Test func textsAreShownAsTheyAre() throws {
    let scratch = Scratch()
    let svg = try Gnuplot.render(Samples.hostileFigure, into: scratch.folder).svg
    let shown = "a'b \"c\" $x {d}_e^f %g % \\n `date` # &amp; &lt;g> @h second"
    let count =
      svg.replacingOccurrences(of: "&gt;", with: ">")
      .components(separatedBy: "<text>\(shown)</text>").count - 1
    // Panel title, x label, y label, guide, note, key and color bar; the title may be broken.
    #expect(count >= 6, "\(count)")
  }

  @Test func aBandAndAChanceLineAreDrawn() throws {
    let scratch = Scratch()
    let svg = try Gnuplot.render(Samples.passAtK, into: scratch.folder).svg
    #expect(svg.contains("fill-opacity"))
    #expect(svg.contains("stroke-dasharray"))
    #expect(svg.contains("font-family=\"sans-serif\""))
  }

  @Test func anUnwritableFolderIsACleanError() throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.folder, withIntermediateDirectories: true)
    let file = scratch.folder + "/file"
    try Data().write(to: URL(fileURLWithPath: file))
    #expect(throws: FiguresError.self) { try Gnuplot.render(Samples.bars, into: file) }
  }

  @Test func aMissingGnuplotIsSaid() async throws {
    let scratch = Scratch()
    await #expect(processExitsWith: .success) { [folder = scratch.folder as String] in
      setenv("PATH", "/nonexistent", 1)
      do {
        _ = try Gnuplot.render(Samples.bars, into: folder)
      } catch FiguresError.gnuplotMissing {
        // The numbers and the script are there all the same.
        exit(FileManager.default.fileExists(atPath: folder + "/f1-4.gp") ? 0 : 1)
      }
      exit(2)
    }
    #expect(FiguresError.gnuplotMissing.description.contains("gnuplot-nox"))
  }

  /// The example of the module's README.
  @Test func theReadmesExampleRuns() throws {
    let scratch = Scratch()
    let curve = Series(
      name: "rl_edge (n = 8)", color: .arm(0), style: .lineWithBand, x: [1, 2, 4, 8],
      y: [0.4, 0.6, 0.7, 0.8], low: [0.3, 0.5, 0.6, 0.7], high: [0.5, 0.7, 0.8, 0.9])
    let panel = Panel(
      title: "edge", xLabel: "k (samples)", yLabel: "pass@k (probability)", xScale: .log2,
      yRange: 0...1, series: [curve])
    let figure = Figure(
      id: "F1", name: "f1", title: "Coverage", caption: "Band: 95 %.", panels: [panel])
    #expect(Gnuplot.table(for: figure).split(separator: "\n").count == 5)
    #expect(try Gnuplot.render(figure, into: scratch.folder).name == "f1")
  }
}

/// Whether every element that is opened is closed, in order.
struct XMLDocumentCheck {
  let isBalanced: Bool

  init(_ text: String) {
    var open: [Substring] = []
    var balanced = true
    for piece in text.split(separator: "<").dropFirst(text.hasPrefix("<") ? 0 : 1) {
      guard let end = piece.firstIndex(of: ">") else {
        balanced = false
        break
      }
      let tag = piece[..<end]
      if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
      let name = tag.prefix { !$0.isWhitespace }
      if name.hasPrefix("/") {
        balanced = balanced && open.popLast() == name.dropFirst()
      } else {
        open.append(name)
      }
    }
    isBalanced = balanced && open.isEmpty
  }
}
