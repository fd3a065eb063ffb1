import Foundation
import Interchange
import Support
import Testing

/// Files by every way in.
@Suite struct InputFileTests {
  @Test func standardInputIsCalledStdin() {
    #expect(InputFile.name("-") == "stdin" && InputFile.name("./-") == "./-")
  }

  /// Errors name the file that was given, also those of other modules.
  @Test func errorsOfAnyKindNameTheFile() throws {
    let scratch = try Scratch()
    let path = scratch.path("c.csv.gz")
    try AtomicFile.write(try #require(Data(base64Encoded: Archives.gzipCounts)), to: path)
    var unpacked = ""
    #expect {
      try InputFile.plain(path) { plain in
        unpacked = plain
        throw SupportError.file(action: "read", path: plain, reason: "it is odd")
      }
    } throws: { "\($0)" == "\(path): cannot read: it is odd" }
    #expect(unpacked != path && !FileManager.default.fileExists(atPath: unpacked))
    // A plain file is read where it is, and what is thrown goes through.
    let plain = try scratch.file("problem,n,c\np1,10,3\n")
    #expect(try InputFile.plain(plain) { $0 } == plain)
    #expect(throws: CancellationError.self) {
      try InputFile.plain(path) { _ in throw CancellationError() }
    }
  }
}
