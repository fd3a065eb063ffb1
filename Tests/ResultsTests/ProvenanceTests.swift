import Foundation
import Results
import Support
import Testing

@Suite struct ProvenanceTests {
  @Test func itRoundTripsInSnakeCase() throws {
    let value = Provenance(
      createdUTC: "2026-01-31T12:00:00Z", gitCommit: "unknown", toolVersion: "0.1.0", host: "h",
      threads: 2)
    let line = try JSONLines.line(value)
    #expect(
      String(decoding: line, as: UTF8.self)
        == "{\"created_utc\":\"2026-01-31T12:00:00Z\",\"git_commit\":\"unknown\",\"host\":\"h\","
        + "\"threads\":2,\"tool_version\":\"0.1.0\"}\n")
    let scratch = try Scratch()
    try AtomicFile.write(line, to: scratch.path("run.json"))
    #expect(try JSONLines.read(Provenance.self, from: scratch.path("run.json")) == [value])
  }

  @Test func itIsWrittenToTheRoot() throws {
    let scratch = try Scratch()
    let writer = try ResultsWriter(path: scratch.path("r.h5"))
    let now = Provenance.current(threads: 3)
    try now.write(to: writer)
    try writer.finish()
    let reader = try ResultsReader(path: scratch.path("r.h5"))
    #expect(try reader.doubleAttribute("threads") == 3)
    #expect(try reader.stringAttribute("host") == now.host)
    let created = try #require(try reader.stringAttribute("created_utc"))
    #expect(created.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
  }

  @Test func theCommitIsReadFromGitsFiles() throws {
    let scratch = try Scratch()
    let a = String(repeating: "a1", count: 20)
    let b = String(repeating: "b2", count: 20)
    #expect(Provenance.commit(at: scratch.folder) == nil)
    try AtomicFile.write("ref: refs/heads/main\n", to: scratch.path("repo/.git/HEAD"))
    try AtomicFile.createFolder(scratch.path("repo/sub/folder"))
    #expect(Provenance.commit(at: scratch.path("repo/sub/folder")) == nil)
    try AtomicFile.write(
      "# pack-refs\n\(b) refs/heads/main\n", to: scratch.path("repo/.git/packed-refs"))
    #expect(Provenance.commit(at: scratch.path("repo/sub/folder")) == b)
    try AtomicFile.write(a + "\n", to: scratch.path("repo/.git/refs/heads/main"))
    #expect(Provenance.commit(at: scratch.path("repo")) == a)
    try AtomicFile.write(b + "\n", to: scratch.path("repo/.git/HEAD"))
    #expect(Provenance.commit(at: scratch.path("repo")) == b)
    // A worktree: `.git` is a file, and branches live in the main repository.
    let tree = scratch.path("repo/.git/worktrees/w")
    try AtomicFile.write("gitdir: \(tree)\n", to: scratch.path("work/.git"))
    try AtomicFile.write("ref: refs/heads/main\n", to: tree + "/HEAD")
    try AtomicFile.write("../..\n", to: tree + "/commondir")
    #expect(Provenance.commit(at: scratch.path("work")) == a)
  }
}
