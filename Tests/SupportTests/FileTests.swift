import Foundation
import Support
import TestSupport
import Testing

@Suite struct FileTests {
  private struct Row: Codable, Equatable {
    var id: Int
    var fullName: String
  }

  // MARK: - AtomicFile

  @Test func writesCreateFoldersAndLeaveNoTemporary() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a/b/c.txt")
    try AtomicFile.write("one", to: path)
    try AtomicFile.write("two, with é", to: path)
    #expect(try AtomicFile.readText(path) == "two, with é")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("a/b")) == ["c.txt"])
    try AtomicFile.write(Data(), to: path)
    #expect(try AtomicFile.read(path).isEmpty)
  }

  /// The temporary name is a folder, so it cannot be opened for writing.
  @Test func previousFileSurvivesAFailedCreate() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.json")
    try AtomicFile.write("before", to: path)
    try FileManager.default.createDirectory(
      atPath: path + ".part", withIntermediateDirectories: false)
    #expect(throws: SupportError.self) { try AtomicFile.write("after", to: path) }
    #expect(try AtomicFile.readText(path) == "before")
  }

  @Test(
    .disabled(if: getuid() == 0, "root may write everywhere"))
  func previousFileSurvivesAnUnwritableFolder() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.json")
    try AtomicFile.write("before", to: path)
    chmod(folder.path, 0o555)
    defer { chmod(folder.path, 0o755) }
    #expect(throws: SupportError.self) { try AtomicFile.write("after", to: path) }
    #expect(try AtomicFile.readText(path) == "before")
  }

  /// Every write to `/dev/full` fails with "no space left on device".
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "no /dev/full here"))
  func previousFileSurvivesAFullDisk() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("state.json")
    try AtomicFile.write("before", to: path)
    try FileManager.default.createSymbolicLink(
      atPath: path + ".part", withDestinationPath: "/dev/full")
    let error = #expect(throws: SupportError.self) { try AtomicFile.write("after", to: path) }
    #expect(error?.description.contains("cannot write: No space left on device") == true)
    #expect(try AtomicFile.readText(path) == "before")
    #expect(folder.names == ["state.json"])
  }

  /// A limit on file sizes stops a write in the middle: a child process that may write 4 KiB a file.
  @Test func previousFileSurvivesAWriteThatStopsHalfway() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      let path = folder.file("weights")
      let before = Data(repeating: 1, count: 3000)
      try AtomicFile.write(before, to: path)
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      #if canImport(Glibc)
        let result = setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
        let result = setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      precondition(result == 0)
      do {
        try AtomicFile.write(Data(repeating: 2, count: 100_000), to: path)
        preconditionFailure("the write went through")
      } catch is SupportError {}
      let isIntact = try AtomicFile.read(path) == before
      let names = folder.names
      precondition(isIntact && names == ["weights"], "\(names)")
      try FileManager.default.removeItem(atPath: folder.path)
    }
  }

  @Test func readingSaysWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    func message(_ path: String) -> String {
      do { _ = try AtomicFile.readText(path) } catch { return "\(error)" }
      return ""
    }
    let missing = folder.file("no")
    #expect(message(missing) == "\(missing): cannot read: no such file")
    #expect(message(folder.path) == "\(folder.path): cannot read: it is a folder")
    try AtomicFile.write(Data([0xFF, 0xFE]), to: missing)
    #expect(message(missing) == "\(missing): cannot read: it is not UTF-8 text")
    let inside = missing + "/file"
    #expect(throws: SupportError.self) { try AtomicFile.write("x", to: inside) }
  }

  // MARK: - JSON Lines

  @Test func rowsRoundTrip() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<5).map { Row(id: $0, fullName: "é \"\($0)\" \n / \u{2028}") }
    let data = try rows.reduce(into: Data()) { $0.append(try JSONLines.line($1)) }
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.hasPrefix(#"{"full_name":"é \"0\" \n / "#) && text.hasSuffix("\n"))
    try AtomicFile.write(data, to: folder.file("rows.jsonl"))
    #expect(try JSONLines.read(Row.self, from: folder.file("rows.jsonl")) == rows)
  }

  @Test(arguments: [
    (#"{"id": 3}"#, "the key 'fullName' is missing"),
    (#"{"id": "x", "full_name": "y"}"#, "'id' is not a whole number"),
    (#"{"id": 3, "full_n"#, "not valid JSON"),
  ])
  func badLineIsNamed(_ line: String, _ reason: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("rows.jsonl")
    try AtomicFile.write("{\"id\":1,\"full_name\":\"a\"}\r\n\n" + line + "\n{\n", to: path)
    do {
      _ = try JSONLines.read(Row.self, from: path)
      Issue.record("no error")
    } catch {
      #expect("\(error)".hasPrefix("\(path):3: "), "\(error)")
      #expect("\(error)".contains(reason), "\(error)")
    }
  }

  /// Lines longer than a chunk, lines across chunk borders, a last line without newline, empty lines.
  @Test func linesOfAnyLength() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("lines")
    let lengths = [0, 1, 1 << 20, (1 << 20) - 1, 0, 3_000_000, 5]
    let lines = lengths.map { String(repeating: "x", count: $0) }
    try AtomicFile.write(lines.joined(separator: "\n"), to: path)
    var found: [Int: Int] = [:]
    try JSONLines.forEachLine(of: path) { line, number in found[number] = line.count }
    #expect(found == [2: 1, 3: 1 << 20, 4: (1 << 20) - 1, 6: 3_000_000, 7: 5])
    try AtomicFile.write("", to: path)
    try JSONLines.forEachLine(of: path) { _, _ in Issue.record("a line in an empty file") }
    #expect(throws: SupportError.self) {
      try JSONLines.forEachLine(of: folder.file("no")) { _, _ in }
    }
  }

  // MARK: - metrics

  @Test func metricsKeepTheRowsOfAnInterruptedRun() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("metrics.jsonl")
    do {
      let sink = try JSONLinesMetricSink(path: path, keepingUpTo: 0)
      for step in 1...4 { try sink.record(step: step, ["loss": Double(step) / 3, "lr": .nan]) }
    }
    let first = try AtomicFile.readText(path).split(separator: "\n")
    #expect(first.count == 4)
    // A line that was cut off, as a kill leaves it.
    try AtomicFile.write(first.joined(separator: "\n") + "\n{\"loss\":0.", to: path)
    let sink = try JSONLinesMetricSink(path: path, keepingUpTo: 2)
    try sink.record(step: 3, ["loss": 9])
    let second = try AtomicFile.readText(path).split(separator: "\n")
    #expect(second.prefix(2) == first.prefix(2) && second.count == 3)
    #expect(second[2] == #"{"loss":9,"step":3}"#)
    #expect(first[0].contains(#""lr":null"#))
  }
}
