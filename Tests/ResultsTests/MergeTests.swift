import Foundation
import Results
import Support
import Testing

@Suite struct MergeTests {
  /// A study's file with two arms, the given seeds and three problems; a value tells where it is from.
  private func write(
    _ path: String, seeds: [Int], registration: String = "one", ks: [Int32] = [1, 2],
    status: String = "complete", created: String = "2026-01-01T00:00:00Z", found: Int64 = 1,
    kind: String = "study", withProbe: Bool = true
  ) throws {
    let writer = try ResultsWriter(path: path)
    for (name, value) in [
      ("schema_version", ResultsSchema.version), ("kind", kind), ("study", "sharpening"),
      ("scale", "full"), ("status", status), ("created_utc", created), ("host", "host\(seeds[0])"),
      ("prereg_sha256", SHA256.hex(registration)),
    ] { try writer.attribute(name, value) }
    try writer.attribute("threads", seeds[0] + 1)
    func put<Element: ResultsElement>(
      _ values: [Element], _ shape: [Int], _ path: String, _ dims: String
    ) throws {
      try writer.write(
        values, shape: shape, to: path, units: "1", dims: dims, description: "of \(path)")
    }
    try writer.write(["base", "rl"], shape: [2], to: "/axes/arm", dims: "arm", description: "Arms")
    try put(seeds.map(Int64.init), [seeds.count], "/axes/seed", "seed")
    try put(ks, [ks.count], "/axes/k", "k")
    let cells = (0..<2).flatMap { arm in seeds.map { (arm, $0) } }
    try put(
      cells.flatMap { arm, seed in (0..<3).map { Int32(100 * arm + 10 * seed + $0) } },
      [2, seeds.count, 3], "/eval/id/counts", "arm,seed,problem")
    try put(
      cells.map { arm, seed in seed == 1 ? .nan : Double(arm) + Double(seed) / 10 },
      [2, seeds.count], "/eval/id/entropy", "arm,seed")
    try put(seeds.map { Float($0) }, [seeds.count], "/support_null/id", "seed")
    if withProbe { try put([UInt64(7), 8, 9], [3], "/problems/id/id", "problem") }
    for seed in Set(seeds).sorted() {
      try put([Float(seed), 0.5], [2], "/train/rl/s\(seed)/loss", "step")
    }
    try put(seeds.map(Int32.init), [seeds.count], "/eval/id/samples/rl/seed", "sample")
    try writer.write(
      seeds.map { "text \($0)" }, shape: [seeds.count], to: "/eval/id/samples/rl/text",
      dims: "sample", description: "Completions")
    try put([found], [], "/leaks/found", "")
    try put([0.5], [1], "/tests/effect", "hypothesis")
    try writer.write("a,b\n", to: "/tables/T1/csv", description: "A table")
    try writer.finish()
  }

  private func reason(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  @Test func seedsAreJoinedInAscendingOrder() throws {
    let scratch = try Scratch()
    let (a, b, c) = (scratch.path("a.h5"), scratch.path("b.h5"), scratch.path("c.h5"))
    try write(a, seeds: [0, 3], created: "2026-01-02T00:00:00Z")
    try write(b, seeds: [2, 1], status: "running", found: 4)
    let summary = try ResultsMerge.merge([a, b], to: c)
    #expect(summary.seeds == [0, 1, 2, 3])
    #expect(summary.leftOut == ["tables", "tests"])
    let merged = try ResultsReader(path: c)
    #expect(summary.datasets == (try merged.datasets().count))
    #expect(try merged.ints("/axes/seed") == [0, 1, 2, 3])
    #expect(try merged.shape("/eval/id/counts") == [2, 4, 3])
    #expect(try merged.storage("/eval/id/counts") == .int32)
    #expect(
      try merged.ints("/eval/id/counts")
        == (0..<2).flatMap { arm in
          (0..<4).flatMap { seed in (0..<3).map { 100 * arm + 10 * seed + $0 } }
        })
    let entropy = try merged.doubles("/eval/id/entropy")
    #expect(entropy[1].isNaN && entropy[5].isNaN)
    #expect(entropy[2] == 0.2 && entropy[7] == 1.3)
    #expect(try merged.doubles("/support_null/id") == [0, 1, 2, 3])
    #expect(try merged.ints("/eval/id/samples/rl/seed") == [0, 3, 2, 1])
    #expect(try merged.strings("/eval/id/samples/rl/text")[2] == "text 2")
    #expect(try merged.doubles("/train/rl/s3/loss") == [3, 0.5])
    #expect(try merged.ints("/leaks/found") == [5])
    #expect(try merged.unsigned("/problems/id/id") == [7, 8, 9])
    #expect(try merged.unsigned("/problems/id/problem") == [7, 8, 9])
    #expect(try merged.stringAttribute("status") == "running")
    #expect(try merged.stringAttribute("created_utc") == "2026-01-02T00:00:00Z")
    #expect(try merged.stringAttribute("host") == "host0, host2")
    #expect(try merged.doubleAttribute("threads") == 3)
    #expect(try merged.stringAttribute("description", on: "/axes/k") == "of /axes/k")
  }

  /// What is taken out is as it was, and says that it is not the whole.
  @Test func anExcerptHoldsWhatWasAskedFor() throws {
    let scratch = try Scratch()
    let (whole, part) = (scratch.path("a.h5"), scratch.path("part.h5"))
    try write(whole, seeds: [0, 3])
    let count = try ResultsMerge.excerpt(whole, of: ["/tests", "/eval/id/counts"], to: part)
    let (a, b) = (try ResultsReader(path: whole), try ResultsReader(path: part))
    let names = try b.datasets()
    #expect(names.count == count && names.contains("/eval/id/counts"))
    #expect(
      names.allSatisfy { name in
        ["/axes/", "/tests/", "/eval/id/counts", "/problems/id/problem"]
          .contains { name.hasPrefix($0) }
      })
    #expect(try b.unsigned("/problems/id/problem") == a.unsigned("/problems/id/id"))
    for name in names where name != "/problems/id/problem" {
      #expect("\(try a.values(name))" == "\(try b.values(name))", "\(name)")
    }
    #expect(try b.stringAttribute("excerpt") == "/tests /eval/id/counts")
    #expect(try b.stringAttribute("prereg_sha256") == a.stringAttribute("prereg_sha256"))
    #expect {
      try ResultsMerge.excerpt(whole, of: ["/nothing"], to: part)
    } throws: {
      "\($0)".contains("it has no '/nothing'")
    }
  }

  /// Seeds taken apart and put together again are what they were; numbers of the whole are not added up.
  @Test func partsOfOneFileAreThatFile() throws {
    let scratch = try Scratch()
    let whole = scratch.path("whole.h5")
    try write(whole, seeds: [0, 1, 3], found: 4)
    func part(_ seeds: [Int]?, _ name: String) throws -> String {
      _ = try ResultsMerge.excerpt(
        whole, named: "part", seeds: seeds, to: scratch.path(name),
        where: { !$0.contains("samples") && !$0.hasPrefix("/tests") && !$0.hasPrefix("/tables") },
        lastRowOf: { $0.hasSuffix("loss") })
      return scratch.path(name)
    }
    let (all, a, b) = (try part(nil, "all.h5"), try part([0, 3], "a.h5"), try part([1], "b.h5"))
    let (one, other) = (try ResultsReader(path: all), try ResultsReader(path: a))
    #expect(try one.stringAttribute("part_of_seeds") == nil)
    #expect(try other.stringAttribute("part_of_seeds") == "0, 1, 3")
    #expect(try other.ints("/axes/seed") == [0, 3])
    #expect(try other.ints("/eval/id/counts").prefix(6) == [0, 1, 2, 30, 31, 32])
    #expect(try other.children(of: "/train/rl").sorted() == ["s0", "s3"])
    #expect(try other.doubles("/train/rl/s3/loss") == [0.5])
    _ = try ResultsMerge.merge([b, a], to: scratch.path("again.h5"))
    let again = try ResultsReader(path: scratch.path("again.h5"))
    #expect(try again.stringAttribute("part_of_seeds") == nil)
    #expect(try again.datasets().sorted() == one.datasets().sorted())
    for name in try one.datasets() {
      #expect("\(try again.values(name))" == "\(try one.values(name))", "\(name)")
    }
    #expect(try again.ints("/leaks/found") == [4])
    // Some of the parts remain parts.
    let two = try part([3], "c.h5")
    _ = try ResultsMerge.merge([b, two], to: scratch.path("two.h5"))
    #expect(
      try ResultsReader(path: scratch.path("two.h5")).stringAttribute("part_of_seeds") == "0, 1, 3")
    // A part does not fit a file of other seeds.
    let foreign = scratch.path("foreign.h5")
    try write(foreign, seeds: [7])
    #expect(
      reason { _ = try ResultsMerge.merge([b, foreign], to: scratch.path("x.h5")) }
        .contains("is another than in"))
  }

  @Test func theSameFilesInAnyOrderMakeTheSameBytes() throws {
    let scratch = try Scratch()
    let paths = (0..<3).map { scratch.path("\($0).h5") }
    for (index, path) in paths.enumerated() { try write(path, seeds: [2 * index, 2 * index + 1]) }
    _ = try ResultsMerge.merge(paths, to: scratch.path("x.h5"))
    _ = try ResultsMerge.merge(paths.reversed(), to: scratch.path("y.h5"))
    let x = try AtomicFile.read(scratch.path("x.h5"))
    #expect(try AtomicFile.read(scratch.path("y.h5")) == x)
    // Two files first, the third later: the same numbers.
    _ = try ResultsMerge.merge([paths[2], paths[0]], to: scratch.path("z.h5"))
    _ = try ResultsMerge.merge([scratch.path("z.h5"), paths[1]], to: scratch.path("z.h5"))
    #expect(
      try ResultsExport.csv(ResultsReader(path: scratch.path("z.h5")), dataset: "/eval/id/counts")
        == ResultsExport.csv(ResultsReader(path: scratch.path("x.h5")), dataset: "/eval/id/counts"))
  }

  @Test func whatDoesNotFitIsRefusedAndSaid() throws {
    let scratch = try Scratch()
    let (a, b, c) = (scratch.path("a.h5"), scratch.path("b.h5"), scratch.path("c.h5"))
    try write(a, seeds: [0, 1])
    func merge() -> String { reason { _ = try ResultsMerge.merge([a, b], to: c) } }
    try write(b, seeds: [2], registration: "two")
    #expect(merge().hasPrefix("\(b): cannot be merged: its registration is another one"))
    try write(b, seeds: [1, 2])
    #expect(merge() == "\(b): cannot be merged: seed 1 is in \(a) too")
    try write(b, seeds: [2], ks: [1, 2, 4])
    #expect(
      merge() == "\(b): cannot be merged: '/axes/k' has the axes k of lengths [3], in \(a) k of "
        + "lengths [2]")
    try write(b, seeds: [2], ks: [1, 3])
    #expect(merge() == "\(b): cannot be merged: '/axes/k' is not the same as in \(a)")
    try write(b, seeds: [2], withProbe: false)
    #expect(merge() == "\(b): cannot be merged: it has no '/problems/id/id', which \(a) has")
    try write(b, seeds: [2], kind: "fit")
    #expect(merge() == "\(b): cannot be merged: it is not the results of a study")
    try write(b, seeds: [2, 2])
    #expect(merge() == "\(b): cannot be merged: a seed is in it twice")
    #expect(reason { _ = try ResultsMerge.merge([a, a], to: c) }.contains("seed 0 is in"))
    #expect(!FileManager.default.fileExists(atPath: c))
  }
}
