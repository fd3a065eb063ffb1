import Foundation
import Support
import TestSupport
import Testing

@Suite struct FolderDigestTests {
  @Test func listsAndChecksAsSha256sumDoes() throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write("abc", to: folder.path + "/b/c.txt")
    try AtomicFile.write("", to: folder.path + "/a")
    try FolderDigest.write(in: folder.path)
    // FIPS 180-4, the digests of "" and "abc".
    #expect(
      try AtomicFile.readText(folder.path + "/files.sha256") == """
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a
        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/c.txt

        """)
    #expect(FolderDigest.damage(in: folder.path) == nil)
    try AtomicFile.write("abd", to: folder.path + "/b/c.txt")
    #expect(
      FolderDigest.damage(in: folder.path) == "b/c.txt is not what was written (SHA-256)")
    try AtomicFile.remove(folder.path + "/b")
    #expect(FolderDigest.damage(in: folder.path)?.contains("b/c.txt") == true)
  }

  /// A list cannot make us read elsewhere.
  @Test(arguments: ["/etc/passwd", "../../etc/passwd", ""]) func staysInTheFolder(_ name: String)
    throws
  {
    let folder = try TemporaryFolder()
    try AtomicFile.write(
      String(repeating: "0", count: 64) + "  \(name)\n", to: folder.path + "/files.sha256")
    #expect(FolderDigest.damage(in: folder.path) == "its list of files is damaged")
  }

  /// A folder without a list, such as one that was downloaded, is believed.
  @Test func aFolderWithoutAListIsWhole() throws {
    #expect(FolderDigest.damage(in: try TemporaryFolder().path) == nil)
  }

  @Test func oneProgramAFolder() throws {
    let folder = try TemporaryFolder()
    let lock = try FolderLock(folder.path)
    let error = #expect(throws: SupportError.inUse(folder: folder.path)) {
      try FolderLock(folder.path)
    }
    #expect("\(try #require(error))".contains("another assay is running"))
    lock.release()
    try FolderLock(folder.path).release()
  }

  /// A file that is there and may not be read is not "no such file".
  @Test func whyAFileCannotBeReadIsSaid() throws {
    let folder = try TemporaryFolder()
    func reason(_ path: String) -> String {
      do { return "\(try AtomicFile.read(path))" } catch { return "\(error)" }
    }
    #expect(reason(folder.path).hasSuffix("it is a folder"))
    #expect(reason(folder.path + "/no").hasSuffix("no such file"))
    try AtomicFile.write("x", to: folder.path + "/file")
    #expect(reason(folder.path + "/file/below").hasSuffix("no such file"))
    chmod(folder.path + "/file", 0)
    if geteuid() != 0 { #expect(reason(folder.path + "/file").hasSuffix("permission denied")) }
  }

  /// A file that becomes shorter while it is read is an error or what is left, never a crash.
  @Test func aFileThatShrinksIsNoCrash() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/log"
    try AtomicFile.write(Data(count: 64 << 20), to: path)
    async let read = Task.detached { try? AtomicFile.read(path).count }.value
    for size in stride(from: 60 << 20, through: 0, by: -(4 << 20)) { truncate(path, off_t(size)) }
    let count = await read
    #expect(count == nil || (0...64 << 20).contains(count ?? 0))
  }

  @Test(arguments: [
    ("plain é", "plain é"), ("a\u{1b}[31mb\nc\td", "a\\u{1b}[31mb\\u{a}c d"),
    ("\u{202e}x\u{7f}", "\\u{202e}x\\u{7f}"),
    (String(repeating: "x", count: 3000), String(repeating: "x", count: 2000) + "…"),
  ]) func textsArePrintable(_ text: String, _ shown: String) {
    #expect(text.printable() == shown)
  }
}
