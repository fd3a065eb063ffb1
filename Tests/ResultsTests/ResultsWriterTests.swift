import Foundation
import Results
import Support
import Testing

@Suite struct ResultsWriterTests {
  @Test func everyTypeReadsBack() throws {
    let scratch = try Scratch()
    let path = scratch.path("deep/er/results.h5")
    try writeSample(to: path)
    #expect(!FileManager.default.fileExists(atPath: path + ".part"))
    let reader = try ResultsReader(path: path)
    #expect(try reader.strings("/axes/arm") == ["base", "rl_edge"])
    #expect(try reader.ints("/axes/seed") == [900, 901, 902])
    let passk = try reader.doubles("/eval/id/passk")
    #expect(passk.map(\.bitPattern) == [0.5, 0.25, .nan, 1e-300, -0.0, 3].map(\.bitPattern))
    #expect(try reader.shape("/eval/id/passk") == [2, 3])
    #expect(try reader.values("/train/rl_edge/s900/loss") == .floats([0.1, 2]))
    #expect(try reader.ints("/eval/id/counts") == [-1, 7, 8, 9])
    #expect(try reader.shape("/eval/id/counts") == [2, 2, 1])
    #expect(try reader.unsigned("/problems/id/id") == [.max, 1])
    #expect(try reader.ints("/tests/confirmatory") == [1, 0])
    #expect(
      try reader.strings("/problems/id/prompt") == ["", "größer, \"quoted\"\nsecond line", "§"])
    #expect(try reader.strings("/config/yaml") == ["a: 1\n"])
    #expect(try reader.doubles("/fits/se") == [])
    #expect(try reader.shape("/fits/se") == [2, 0])
    #expect(try reader.strings("/fits/name") == [])
    #expect(try reader.shape("/scalar") == [])
    #expect(try reader.doubles("/scalar") == [42.5])
    #expect(try reader.stringAttribute("units", on: "/eval/id/passk") == "probability")
    #expect(try reader.stringAttribute("description", on: "/scalar") == "A scalar")
    #expect(try reader.dims("/eval/id/counts") == ["arm", "step", "count"])
    #expect(try reader.doubleAttribute("threads") == 2)
    #expect(try reader.doubleAttribute("level") == 0.95)
    #expect(try reader.stringAttribute("absent") == nil)
  }

  @Test func theSameCallsMakeTheSameBytes() async throws {
    let scratch = try Scratch()
    func big(_ path: String) throws {
      let writer = try ResultsWriter(path: path)
      let values = (0..<100_000).map { Double($0).squareRoot() }
      try writer.write(
        values, shape: [100, 1000], to: "/a/b/c", units: "1", dims: "arm,problem",
        description: "Many")
      try writer.write(
        values.map { "\($0)" }, shape: [100_000], to: "/a/text", dims: "sample",
        description: "Texts")
      try writer.finish()
    }
    try writeSample(to: scratch.path("a.h5"))
    try big(scratch.path("b.h5"))
    // Object times have a resolution of one second.
    try await Task.sleep(for: .milliseconds(1100))
    try writeSample(to: scratch.path("c.h5"))
    try big(scratch.path("d.h5"))
    #expect(try AtomicFile.read(scratch.path("a.h5")) == AtomicFile.read(scratch.path("c.h5")))
    #expect(try AtomicFile.read(scratch.path("b.h5")) == AtomicFile.read(scratch.path("d.h5")))
    let reader = try ResultsReader(path: scratch.path("b.h5"))
    #expect(try reader.doubles("/a/b/c").last == 99_999.0.squareRoot())
    #expect(try reader.strings("/a/text")[99_999] == "\(99_999.0.squareRoot())")
  }

  @Test func largeDataAreCompressed() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    let values = (0..<300_000).map { Int32($0 % 7) }
    try writer.write(
      values, shape: [3, 100_000], to: "/c", units: "1", dims: "arm,problem", description: "c")
    try writer.finish()
    #expect(try AtomicFile.read(path).count < 100_000)
    #expect(try ResultsReader(path: path).ints("/c") == values.map(Int.init))
  }

  @Test func withoutFinishNothingChanges() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let before = try AtomicFile.read(path)
    var writer: ResultsWriter? = try ResultsWriter(path: path)
    try writer?.write([1.0], shape: [1], to: "/x", units: "1", dims: "x", description: "x")
    writer = nil
    #expect(try AtomicFile.read(path) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["r.h5"])
  }

  @Test func attributesAreReplacedAndGroupsMade() throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    let writer = try ResultsWriter(path: path)
    try writer.attribute("status", "running")
    try writer.attribute("status", "complete")
    try writer.attribute("note", Int64(3), on: "/arms/base")
    try writer.finish()
    let reader = try ResultsReader(path: path)
    #expect(try reader.stringAttribute("status") == "complete")
    #expect(try reader.attributes(on: "/arms/base") == ["note": .integer(3)])
    #expect(try reader.children(of: "/arms") == ["base"])
  }

  @Test func aPathIsWrittenOnce() throws {
    let scratch = try Scratch()
    let writer = try ResultsWriter(path: scratch.path("r.h5"))
    func write(_ path: String) throws {
      try writer.write([1.0], shape: [1], to: path, units: "1", dims: "x", description: "x")
    }
    try write("/a/x")
    for path in ["/a/x", "/a", "/a/x/y"] {
      #expect(throws: ResultsError.self) { try write(path) }
    }
    #expect(throws: ResultsError.self) {
      try writer.write("a\0b", to: "/t", description: "zero byte")
    }
    try write("/a/y")
    try writer.finish()
    #expect(try ResultsReader(path: scratch.path("r.h5")).datasets() == ["/a/x", "/a/y"])
  }

  @Test func aWrongShapeIsAProgrammingError() async {
    await #expect(processExitsWith: .failure) {
      let writer = try ResultsWriter(path: "/tmp/never.h5")
      try writer.write([1.0, 2], shape: [3], to: "/x", units: "1", dims: "x", description: "x")
    }
    await #expect(processExitsWith: .failure) {
      let writer = try ResultsWriter(path: "/tmp/never.h5")
      try writer.write([1.0, 2], shape: [2], to: "/x", units: "1", dims: "a,b", description: "x")
    }
  }

  @Test func anUnwritableFolderIsACleanError() throws {
    let scratch = try Scratch()
    try Data().write(to: URL(fileURLWithPath: scratch.path("file")))
    let writer = try ResultsWriter(path: scratch.path("file/r.h5"))
    #expect(throws: ResultsError.self) { try writer.finish() }
    try FileManager.default.createDirectory(
      atPath: scratch.path("folder/inside"), withIntermediateDirectories: true)
    let onFolder = try ResultsWriter(path: scratch.path("folder"))
    #expect(throws: ResultsError.self) { try onFolder.finish() }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("folder.part")))
  }

  /// A file-size limit stands for a full disk: `write` fails in the same way.
  @Test func aFullDiskLeavesThePreviousFile() async throws {
    let scratch = try Scratch()
    let path = scratch.path("r.h5")
    try writeSample(to: path)
    let before = try AtomicFile.read(path)
    await #expect(processExitsWith: .success) { [path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 50_000, rlim_max: 50_000)
      #if os(Linux)
        let limited = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        let limited = setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      precondition(limited == 0, "no limit")
      let writer = try ResultsWriter(path: path)
      var generator = RandomStream(seed: 1)["noise"].generator()
      let noise = (0..<200_000).map { _ in generator.uniform() }
      try writer.write(
        noise, shape: [200_000], to: "/noise", units: "1", dims: "x", description: "noise")
      do {
        try writer.finish()
      } catch ResultsError.unwritable(_, let reason) {
        exit(reason.contains("large") ? 0 : 1)
      }
      exit(2)
    }
    #expect(try AtomicFile.read(path) == before)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == ["r.h5"])
  }
}
