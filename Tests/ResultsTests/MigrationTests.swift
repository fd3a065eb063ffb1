import Foundation
import Results
import Support
import Testing

@Suite struct MigrationTests {
  /// A file as the first version of the layout has it: no kind, no seal, the null beside support.
  static func writeVersionOne(to path: String) throws {
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", "1")
    try writer.attribute("study", "sharpening")
    try writer.attribute("threads", 2)
    try writer.write(
      ["base", "rl"], shape: [2], to: "/axes/arm", dims: "arm", description: "Names of the arms")
    try writer.write(
      [Int64(0), 1], shape: [2], to: "/axes/seed", units: "1", dims: "seed", description: "Seeds")
    // A dataset whose dims say what the first version said.
    try writer.write(
      ["P", "E", "S", "O"], shape: [4], to: "/axes/class", dims: "<dim>", description: "Labels")
    try writer.write(
      (0..<16).map(Int32.init), shape: [2, 2, 4], to: "/support/id", units: "problems",
      dims: "arm,seed,class", description: "Preserved, expanded, shrunk and outside")
    try writer.write(
      [1, 2, 3, .nan], shape: [2, 2], to: "/support/id_null", units: "problems",
      dims: "seed,class", description: "Two evaluations")
    try writer.attribute("name", "base", on: "/figures/F1/0-0")
    try writer.finish()
    let sealed = try AtomicFile.read(path)
    try AtomicFile.write(Data(sealed.dropLast(79)), to: path)
  }

  @Test func versionOneIsReadAsThePresentOne() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try Self.writeVersionOne(to: path)
    let before = try AtomicFile.read(path)
    let reader = try ResultsReader(path: path)
    #expect(reader.storedVersion == 1 && !reader.isSealed)
    #expect(try reader.stringAttribute("schema_version") == ResultsSchema.version)
    #expect(try reader.stringAttribute("kind") == "study")
    #expect(try reader.stringAttribute("study") == "sharpening")
    #expect(
      try reader.datasets() == [
        "/axes/arm", "/axes/change", "/axes/class", "/axes/seed", "/support/id", "/support_null/id",
      ])
    #expect(!reader.contains("/support/id_null"))
    #expect(try reader.dims("/support_null/id") == ["seed", "change"])
    #expect(try reader.strings("/axes/change") == ["E", "S"])
    #expect(try reader.dims("/axes/class") == ["class"])
    #expect(try reader.ints("/support/id") == Array(0..<16))
    #expect(
      try ResultsExport.csv(reader, dataset: "/support_null/id")
        == "seed,change,value\n0,E,1.0\n0,S,2.0\n1,E,3.0\n1,S,NaN\n")
    for dataset in try reader.datasets() {
      #expect(ResultsSchema.entry(for: dataset) != nil, "\(dataset)")
    }
    // The file itself is as it was.
    #expect(try AtomicFile.read(path) == before)
  }

  @Test func aFileWithoutTheNullIsMigratedToo() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", "1")
    try writer.finish()
    let reader = try ResultsReader(path: path)
    #expect(try reader.datasets() == [])
    #expect(try reader.stringAttribute("kind") == "study")
  }

  @Test func mergingAFileAloneRewritesItInThePresentVersion() throws {
    let scratch = try Scratch()
    let (old, new) = (scratch.path("1.h5"), scratch.path("2.h5"))
    try Self.writeVersionOne(to: old)
    let summary = try ResultsMerge.merge([old], to: new)
    #expect(summary.seeds == [0, 1] && summary.leftOut == [])
    let (a, b) = (try ResultsReader(path: old), try ResultsReader(path: new))
    #expect(b.storedVersion == Int(ResultsSchema.version) && b.isSealed)
    #expect(try ResultsExport.json(a) == ResultsExport.json(b))
    #expect(try b.stringAttribute("name", on: "/figures/F1/0-0") == "base")
  }

  @Test func aNewerVersionIsAnErrorThatSaysWhatToDo() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", "4")
    try writer.finish()
    do {
      _ = try ResultsReader(path: path)
      Issue.record("no error")
    } catch {
      #expect(
        "\(error)" == "\(path): its layout is version 4, this program knows versions up to 3; "
          + "use the version of assay that wrote it, or a newer one")
    }
  }

  /// Versions of other programs are not ours.
  @Test(arguments: ["1.4.0", "", "two", "-1", "0"])
  func foreignVersionsAreLeftAlone(_ version: String) throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", version)
    try writer.finish()
    let reader = try ResultsReader(path: path)
    #expect(try reader.stringAttribute("schema_version") == version)
    #expect(try reader.stringAttribute("kind") == nil)
  }
}
