import Foundation
import Interchange
import Support
import Testing

@Suite struct FormatDetectionTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  /// The content decides, also under a name that says something else.
  @Test(arguments: [
    ("problem,n,c\np,1,1\n", "samples_x.jsonl", SampleFormat.csv),
    ("\n \n\"n\",c,problem\n", "results.h5", .csv),
    ("n\n", "x", .csv),
    ("{\"task_id\":1,\"passed\":true}\n", "counts.csv", .humanEval),
    ("\n{\"passed\":false,\"task_id\":\"a\"}\n", "x.h5", .humanEval),
    ("{\"doc_id\":1,\"acc\":1}\n", "human_eval.csv", .lmEval),
    ("{\"doc_id\":1,\"task_id\":1,\"passed\":true}\n", "x", .lmEval),
    ("\u{89}HDF", "a.csv", nil),
  ])
  func decidesByContent(_ text: String, _ name: String, _ format: SampleFormat?) throws {
    let path = try scratch.file(text, name)
    guard let format else {
      #expect(throws: InterchangeError.self) { try SampleFormat.detect(path) }
      return
    }
    #expect(try SampleFormat.detect(path) == format)
  }

  @Test func knowsHDF5WithAndWithoutAUserBlock() throws {
    let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
    for offset in [0, 512, 2048] {
      let path = scratch.path("a.csv")
      try AtomicFile.write(Data(count: offset) + signature, to: path)
      #expect(try SampleFormat.detect(path) == .results)
      #expect(
        try scratch.message(file: path)
          == "a.csv: is an HDF5 file, not text; give the results.h5 of a study to 'assay passk'")
    }
  }

  private static let formats =
    "; expected a CSV with the columns problem,n,c, results of HumanEval, EvalPlus or verifiers, "
    + "lm-eval samples_*.jsonl, an inspect log, the results.h5 of a study, or rows of samples whose "
    + "columns are named with --problem and --correct"

  @Test(arguments: [
    ("", "f: the file is empty\(formats)"),
    ("\n  \n", "f: the file is empty\(formats)"),
    ("\u{FEFF}", "f: the file is empty\(formats)"),
    (
      "[{\"doc_id\":1}]\n",
      "f: found a JSON array of rows, of which --problem and --correct name the keys\(formats)"
    ),
    ("{\"id\":1,\"x\":2}\n", "f: found JSON with the keys id, x\(formats)"),
    ("hello\n", "f: found text that begins with 'hello'\(formats)"),
    ("a\u{0}b", "f: found binary data\(formats)"),
    (
      "problem,n,c\ra,1,1\r",
      "f: found lines that end with a carriage return alone; tr '\\r' '\\n' < IN > OUT makes lines of them\(formats)"
    ),
    (
      "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n",
      "f: found a pointer of Git LFS in place of the file; git lfs pull fetches it\(formats)"
    ),
    ("{ \"a\"", "f:1: the line is not valid JSON: { \"a\"; expected one JSON object a line"),
  ])
  func saysWhatItFound(_ text: String, _ message: String) throws {
    #expect(try scratch.message(text, "f") == message)
  }

  @Test func saysHowAFileIsCompressedOrEncoded() throws {
    let path = scratch.path("f")
    let known: [([UInt8], String)] = [
      ([0x1F, 0x8B, 8, 0], "the archive cannot be read: it is cut off; copy the file again"),
      ([0x28, 0xB5, 0x2F, 0xFD], "the archive cannot be read: it is cut off; copy the file again"),
      (Array("BZh9".utf8), "is compressed with bzip2; unpack it first"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "is compressed with xz; unpack it first"),
      ([0x50, 0x4B, 3, 4], "is compressed with zip; unpack it first"),
      ([0xFF, 0xFE, 0x70, 0], "found UTF-16 text, which must be saved as UTF-8 first"),
      ([0xC3, 0x28, 0x2C], "found bytes that are not UTF-8 text"),
    ]
    for (bytes, message) in known {
      try AtomicFile.write(Data(bytes), to: path)
      #expect(try scratch.message(file: path).hasPrefix("f: \(message)"))
    }
  }

  /// The workbook was packed by Python's zipfile.
  @Test func knowsAWorkbook() throws {
    let path = scratch.path("f")
    try AtomicFile.write(try #require(Data(base64Encoded: Archives.workbook)), to: path)
    let words = "f: found an Excel workbook; save its sheet as CSV"
    #expect(try scratch.message(file: path).hasPrefix(words))
    #expect {
      try ColumnTable.read(path)
    } throws: { "\($0)".contains("found an Excel workbook") }
  }

  @Test func refusesWhatIsNoFile() throws {
    #expect(
      throws: SupportError.file(action: "read", path: "/no/such", reason: "no such file")
    ) { try SampleCounts.read("/no/such") }
    #expect(
      throws: SupportError.file(action: "read", path: scratch.folder, reason: "it is a folder")
    ) { try SampleCounts.read(scratch.folder) }
    let pipe = scratch.path("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(
      try scratch.message(file: pipe)
        == "pipe: is a pipe or a device, which cannot be read twice; write it to a file first, or pipe it into "
        + "standard input, which is -")
  }

  @Test(arguments: [
    ("a/b/c.csv", "c"), ("c.tar.gz", "c.tar"), ("c", "c"), (".hidden", ".hidden"), ("a.b/c", "c"),
  ])
  func stems(_ path: String, _ stem: String) { #expect(SampleCounts.stem(of: path) == stem) }

  /// Whatever the bytes are, reading ends with a table or an error of ours in one line.
  @Test func survivesRandomBytes() throws {
    var random = RandomStream(seed: 7)["interchange", "fuzz"].generator()
    let beginnings = [
      "", "problem,n,c\n", "{\"task_id\":1,\"passed\":true}\n", "{\"doc_id\":1,\"acc\":1}\n",
      "\"", "{", "{\"doc_id\":", "{\"doc_id\":1,\"acc\":NaN",
    ]
    let pieces = [
      "problem", ",", "\n", "\r\n", "\"", "{", "}", "[", "]", ":", "1", "0.5", "-", "true", "null",
      "\"doc_id\"", "\"filter\"", "\"metrics\"", "\"pass@1\"", "\"filtered_resps\"", "\\u0000",
      "\\",
      "\"task_id\"", "\"passed\"", "1e999", "NaN", "\u{FEFF}", "é", "\u{1F600}", " ", "\t",
    ]
    let path = scratch.path("fuzz")
    var tables = 0
    for round in 0..<1000 {
      var data = Data(random.pick(beginnings).utf8)
      for _ in 0..<random.integer(below: 40) {
        if round % 2 == 0 {
          data.append(contentsOf: random.pick(pieces).utf8)
        } else {
          data.append(UInt8(truncatingIfNeeded: random.next()))
        }
      }
      try data.write(to: URL(fileURLWithPath: path))
      do {
        let table = try SampleCounts.read(path)
        tables += 1
        #expect(table.problems.allSatisfy { $0.n >= 1 && $0.c >= 0 && $0.c <= $0.n })
      } catch let error as InterchangeError {
        #expect(error.description.hasPrefix(path))
        // Several bad lines have a line each.
        let lines = error.description.split(whereSeparator: \.isNewline)
        #expect(lines.allSatisfy { $0.hasPrefix(path) })
      }
    }
    #expect(tables > 0)
  }

  /// Nesting has a limit, and duplicate keys are no crash.
  @Test func survivesDeepAndDoubledJSON() throws {
    for depth in [10, 400, 600, 100_000] {
      let deep =
        "{\"doc_id\":1,\"acc\":" + String(repeating: "[", count: depth)
        + String(repeating: "]", count: depth) + "}\n"
      #expect(try scratch.message(deep, "f").hasPrefix("f:1: "))
    }
    let doubled = "{\"doc_id\":1,\"doc_id\":2,\"acc\":1,\"acc\":1}\n"
    #expect(try SampleCounts.read(try scratch.file(doubled)).problems.count == 1)
  }
}
