import Foundation
import Results
import Support
import Testing

@Suite struct SchemaTests {
  @Test func everyEntryIsComplete() {
    let types = ["float64", "float32", "int8", "int32", "int64", "uint64", "string"]
    for entry in ResultsSchema.entries {
      #expect(types.contains(entry.type), "\(entry.path)")
      #expect(!entry.units.isEmpty && !entry.description.isEmpty, "\(entry.path)")
      #expect(entry.path.hasPrefix("/"))
    }
    let entries = ResultsSchema.entries
    #expect(Set(entries.map(\.path)).count == entries.count)
    // Each says what it alone holds.
    for (text, alike) in Dictionary(grouping: entries, by: \.description) where alike.count > 1 {
      Issue.record("\(alike.map(\.path)) are all '\(text)'")
    }
  }

  @Test(arguments: [
    ("/eval/id/counts", "/eval/<set>/counts"),
    ("/train/rl_edge/s900/weight_truncated", "/train/<stage>/s<seed>/<metric>"),
    ("/train/rl_edge/s900/path", "/train/<stage>/s<seed>/path"),
    ("/measure/id/logp", "/measure/<set>/<name>"),
    ("/support/id", "/support/<set>"),
    ("/support_null/id", "/support_null/<set>"),
    ("/axes/arm", "/axes/arm"),
    ("/axes/count", "/axes/count"),
    ("/axes/temperature", "/axes/<dim>"),
    ("/tests/ci_lo", "/tests/ci_lo"),
    ("/train/rl/s0/reward_mean", "/train/<stage>/s<seed>/reward_mean"),
    ("/train/rl/s0/reward_process_std", "/train/<stage>/s<seed>/reward_<part>_std"),
  ])
  func pathsAreFound(_ path: String, _ pattern: String) {
    #expect(ResultsSchema.entry(for: path)?.path == pattern)
  }

  @Test func unknownPathsAreNot() {
    #expect(ResultsSchema.entry(for: "/nothing/here") == nil)
    #expect(ResultsSchema.entry(for: "/eval/id") == nil)
    #expect(ResultsSchema.entry(for: "/train/rl/900/loss") == nil)
  }

  @Test func theReadmeShowsEveryField() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Results/README.md").path
    #expect(try AtomicFile.readText(readme).contains(ResultsSchema.markdown))
  }

  @Test func theSchemaIsJSONToo() throws {
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(ResultsSchema.json.utf8)) as? [[String: String]])
    #expect(rows.map { $0["path"] } == ResultsSchema.entries.map(\.path))
    #expect(rows.map { $0["description"] } == ResultsSchema.entries.map(\.description))
    #expect(rows.allSatisfy { Set($0.keys) == ["path", "type", "dims", "units", "description"] })
  }

  @Test func anAxisIsNamedAfterItself() throws {
    let entry = try #require(ResultsSchema.entry(for: "/axes/alpha"))
    #expect(entry.dims == "<dim>" && entry.dims(at: "/axes/alpha") == "alpha")
    #expect(entry.description(at: "/axes/alpha") == "Labels of the axis alpha")
    let part = "/train/rl/s0/reward_process_std"
    #expect(
      ResultsSchema.entry(for: part)?.description(at: part)
        == "Standard deviation of a part of the reward, before weights: process")
    #expect(ResultsSchema.entry(for: "/axes/arm")?.dims(at: "/axes/arm") == "arm")
  }

  /// The example of the module's README.
  @Test func theReadmesExampleRuns() throws {
    let scratch = try Scratch()
    let path = scratch.path("results.h5")
    let writer = try ResultsWriter(path: path)
    try writer.attribute("schema_version", ResultsSchema.version)
    try writer.write(["base", "rl"], shape: [2], to: "/axes/arm", dims: "arm", description: "Arms")
    try writer.write(
      [0.31, 0.58], shape: [2], to: "/scores", units: "probability", dims: "arm",
      description: "pass@1")
    try writer.finish()
    let reader = try ResultsReader(path: path)
    #expect(try reader.doubles("/scores") == [0.31, 0.58])
    #expect(
      try ResultsExport.csv(reader, dataset: "/scores") == "arm,value\nbase,0.31\nrl,0.58\n")
  }
}
