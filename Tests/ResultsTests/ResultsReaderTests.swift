import Foundation
import Results
import Support
import Testing

@Suite struct ResultsReaderTests {
  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func aMissingFileAFolderAndATextAreNamed() throws {
    let scratch = try Scratch()
    let absent = scratch.path("none.h5")
    #expect(
      message { _ = try ResultsReader(path: absent) }
        == "\(absent): cannot open the results file: no such file")
    #expect(
      message { _ = try ResultsReader(path: scratch.folder) }
        == "\(scratch.folder): cannot open the results file: it is a folder")
    let text = scratch.path("text.h5")
    try AtomicFile.write("not a results file", to: text)
    #expect(
      message { _ = try ResultsReader(path: text) }
        == "\(text): is not an HDF5 file; give the results.h5 of a study")
    try AtomicFile.write("", to: text)
    #expect(message { _ = try ResultsReader(path: text) }.contains("is not an HDF5 file"))
  }

  @Test(arguments: [0.02, 0.3, 0.6, 0.9, 0.999])
  func aTruncatedFileIsDamaged(_ fraction: Double) throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let whole = try AtomicFile.read(path)
    try AtomicFile.write(whole.prefix(Int(Double(whole.count) * fraction)), to: path)
    let text = message { _ = try ResultsReader(path: path) }
    #expect(text.hasPrefix("\(path): the HDF5 file is truncated or damaged ("), "\(text)")
    #expect(!text.contains("\n"))
  }

  @Test func aDamagedChunkIsAnError() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    let values = (0..<200_000).map { sin(Double($0)) }
    try writer.write(
      values, shape: [200_000], to: "/x", units: "1", dims: "x", description: "x")
    try writer.finish()
    // Without its seal, which would tell.
    var bytes = Data(try AtomicFile.read(path).dropLast(79))
    for index in bytes.count / 2..<bytes.count / 2 + 5000 { bytes[index] = 0x55 }
    try AtomicFile.write(bytes, to: path)
    let reader = try ResultsReader(path: path)
    #expect(throws: ResultsError.self) { try reader.doubles("/x") }
  }

  @Test func theTreeIsListed() throws {
    let scratch = try Scratch()
    try writeSample(to: scratch.path("r.h5"))
    let reader = try ResultsReader(path: scratch.path("r.h5"))
    #expect(try reader.children(of: "/eval/id") == ["counts", "passk"])
    #expect(try reader.children(of: "/axes") == ["arm", "seed"])
    #expect(try reader.datasets(under: "/eval") == ["/eval/id/counts", "/eval/id/passk"])
    #expect(try reader.datasets().count == 12)
    #expect(try reader.datasets() == reader.datasets().sorted())
    #expect(reader.contains("/eval") && reader.contains("/eval/id/passk") && reader.contains("/"))
    #expect(!reader.contains("/eval/none/passk"))
    #expect(!reader.contains("/scalar/below"))
    #expect(reader.isDataset("/scalar") && !reader.isDataset("/eval"))
    #expect(try reader.kind("/scalar") == .float)
    #expect(try reader.kind("/axes/arm") == .string)
    #expect(try reader.kind("/problems/id/id") == .integer)
  }

  @Test func anUnknownPathGetsASuggestion() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let reader = try ResultsReader(path: path)
    #expect(
      message { _ = try reader.doubles("/eval/id/pasK") }
        == "\(path): there is no '/eval/id/pasK'; did you mean '/eval/id/passk'?")
    #expect(message { _ = try reader.children(of: "/evil") }.contains("there is no '/evil'"))
  }

  @Test func kindsAreNotMixedSilently() throws {
    let scratch = try Scratch()
    try writeSample(to: scratch.path("r.h5"))
    let reader = try ResultsReader(path: scratch.path("r.h5"))
    #expect(throws: ResultsError.self) { try reader.ints("/scalar") }
    #expect(throws: ResultsError.self) { try reader.ints("/axes/arm") }
    #expect(throws: ResultsError.self) { try reader.ints("/problems/id/id") }
    #expect(throws: ResultsError.self) { try reader.unsigned("/eval/id/counts") }
    #expect(throws: ResultsError.self) { try reader.doubles("/axes/arm") }
    #expect(throws: ResultsError.self) { try reader.strings("/scalar") }
    #expect(throws: ResultsError.self) { try reader.doubles("/eval") }
    #expect(throws: ResultsError.self) { try reader.stringAttribute("threads") }
    #expect(throws: ResultsError.self) { try reader.doubleAttribute("study") }
    #expect(try reader.doubles("/axes/seed") == [900, 901, 902])
    #expect(try reader.doubles("/train/rl_edge/s900/loss") == [Double(Float(0.1)), 2])
  }

  @Test func readersAndWritersWorkInParallel() async throws {
    let scratch = try Scratch()
    let folder = scratch.folder
    try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          let path = folder + "/\(task).h5"
          try writeSample(to: path)
          return try ResultsReader(path: path).ints("/axes/seed").count
        }
      }
      for try await count in group { #expect(count == 3) }
    }
  }
}
