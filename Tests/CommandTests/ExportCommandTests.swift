import Foundation
import TestSupport
import Testing

/// `assay export`, `inspect` and `merge` on the results of a tiny study.
@Suite struct ExportCommandTests {
  private func study(_ root: TemporaryFolder) throws -> String {
    let out = root.file("run")
    let run = try Program.run(
      [
        "study", "run", "sharpening", "--scale", "smoke", "--out", out, "--set",
        "scales.smoke.pretrain_tokens=40000", "--set", "scales.smoke.steps=2", "--set",
        "scales.smoke.evaluation_problems=4", "--set", "scales.smoke.samples=8",
      ], cache: root.file("cache"))
    try #require(run.status == 0, "\(run.errors)")
    return out
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  @Test func aFileOfResultsIsShownExportedAndRewritten() throws {
    let root = try TemporaryFolder()
    let run = try study(root)
    // Inspect, for people and programs.
    let shown = try Program.run(["inspect", run])
    #expect(shown.status == 0 && shown.output.contains("content checked by its SHA-256"))
    for part in ["Provenance", "Datasets", "Tests", "passk", "arm,seed,scoring,k", "H1.1"] {
      #expect(shown.output.contains(part), "\(part)")
    }
    let json = try JSONSerialization.jsonObject(
      with: Data(try Program.run(["inspect", run, "--json"]).output.utf8))
    let inspection = try #require(json as? [String: Any])
    #expect(inspection["kind"] as? String == "study")
    #expect((inspection["verdicts"] as? [[String: Any]])?.first?["id"] as? String == "H1.1")
    // Both spellings of export write the same files.
    for (arguments, folder) in [(["export"], "a"), (["study", "export"], "b")] {
      let csv = try Program.run(arguments + [run, "--format", "csv", "--out", root.file(folder)])
      #expect(csv.status == 0 && csv.output.hasSuffix("files in \(root.file(folder))\n"))
    }
    #expect(
      try text(root.file("a/eval/id/passk.csv")) == text(root.file("b/eval/id/passk.csv")))
    // Nobody gets hundreds of files without having asked for them.
    let asked = try Program.run(["export", run])
    #expect(asked.status == 64 && asked.errors.contains("datasets: give --format tidy"))
    #expect(!FileManager.default.fileExists(atPath: run + "/csv"))
    // An excerpt is a file of results that cannot be analyzed, and takes no other file's place.
    let excerpt = ["export", run, "--format", "hdf5", "--dataset", "/tests", "--output"]
    #expect(try Program.run(excerpt + [root.file("small.h5")]).status == 0)
    #expect(try Program.run(["inspect", root.file("small.h5")]).output.contains("H1.1"))
    let analyzed = try Program.run(["study", "analyze", root.file("small.h5")])
    #expect(analyzed.status == 65 && analyzed.errors.contains("it is an excerpt (/tests)"))
    let shard = try Program.run(excerpt + [root.file("s.h5"), "--shard", "1/2"])
    #expect(shard.status == 64 && shard.errors.contains("--shard needs --for-analysis"))
    let before = try Data(contentsOf: URL(fileURLWithPath: run + "/results.h5"))
    let refused = try Program.run(excerpt + [run + "/results.h5"])
    #expect(refused.status == 1 && refused.errors.contains("give another --output"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: run + "/results.h5")) == before)
    // One dataset, on stdout and in a file.
    let tidy = ["export", run, "--format", "tidy", "--dataset", "/eval/id/passk"]
    let printed = try Program.run(tidy)
    #expect(printed.output.hasPrefix("dataset,units,arm,seed,scoring,k,value,text\n"))
    #expect(try Program.run(tidy + ["--output", root.file("x/t.csv")]).output == "")
    #expect(try text(root.file("x/t.csv")) == printed.output)
    let one = try Program.run(["export", run, "--format", "json", "--dataset", "/axes/k"])
    #expect(one.output.hasSuffix("\n") && one.output.contains("\"kind\":\"integer\""))
    let npy = try Program.run(["export", run, "--format", "npy"])
    #expect(npy.status == 0)
    #expect(try text(run + "/npy/index.json").contains("\"file\": \"eval/id/counts.npy\""))
    // A merge of one file keeps everything; what is there is not replaced without being told.
    let merge = ["merge", run, "--out", root.file("m.h5")]
    #expect(try Program.run(merge).output == "\(root.file("m.h5")): seeds 0, 1\n")
    let again = try Program.run(merge)
    #expect(again.status == 1 && again.errors.contains("--overwrite"), "\(again.errors)")
    #expect(try Program.run(merge + ["--overwrite"]).status == 0)
    let whole = try Program.run(["export", run, "--format", "json"]).output
    #expect(try Program.run(["export", root.file("m.h5"), "--format", "json"]).output == whole)
    let twice = try Program.run(["merge", run, root.file("m.h5"), "--out", root.file("n.h5")])
    #expect(twice.status == 65 && twice.errors.contains("seed 0 is in"), "\(twice.errors)")
  }

  @Test func theSchemaIsPrinted() throws {
    let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Results/README.md").standardizedFileURL.path
    let schema = try Program.run(["export", "--schema"])
    #expect(schema.status == 0 && schema.output.hasPrefix("| Path | Type |"))
    #expect(try text(readme).contains(schema.output))
    let json = try Program.run(["export", "--schema", "--format", "json"])
    let rows = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: String]]
    #expect(rows?.count == schema.output.split(separator: "\n").count - 2)
  }

  @Test(arguments: [
    (["export"], 64, "--schema"),
    (["export", "/nonexistent.h5"], 65, "/nonexistent.h5"),
    (["export", "x.h5", "--format", "parquet"], 64, "parquet"),
    (["inspect", "/nonexistent.h5"], 65, "/nonexistent.h5"),
    (["merge", "--out", "x.h5"], 64, "<files>"),
    (["merge", "/nonexistent.h5", "--out", "/nonexistent/x.h5"], 65, "/nonexistent.h5"),
  ]) func mistakesAreNamed(_ arguments: [String], _ status: Int32, _ expected: String) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(expected), "\(result.errors)")
  }
}
