import Foundation
import Support
import TestSupport
import Testing

/// Standard input, seeds, formats and data sets, as a user asks for them.
@Suite struct EvaluationCommandTests {
  private let counts = "problem,n,c\na,4,1\nb,4,3\n"

  @Test(arguments: ["cat", "gzip -c"])
  func standardInputIsAFile(_ filter: String) throws {
    let folder = try TemporaryFolder()
    try AtomicFile.write(counts, to: folder.file("stdin.csv"))
    try AtomicFile.write(counts + "c,4,x\n", to: folder.file("wrong.csv"))
    func run(_ file: String) throws -> Program.Result {
      try Program.run(["passk", "-"], shell: "\(filter) '\(folder.file(file))' | \"$0\" \"$@\"")
    }
    let result = try run("stdin.csv")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == (try Program.run(["passk", folder.file("stdin.csv")])).output)
    let wrong = try run("wrong.csv")
    #expect(wrong.status == 65 && wrong.errors.hasPrefix("assay: stdin:4: "), "\(wrong.errors)")
  }

  @Test func tablesComeThroughStandardInputToo() throws {
    let rows = "a,b,c\\nx,1,0\\nx,1,1\\nx,0,0\\ny,1,1\\ny,1,1\\ny,0,0\\n"
    for arguments in [
      ["compare", "-", "--arm", "a", "--value", "b"],
      ["audit", "-", "--truth", "b", "--verdict", "c"],
    ] {
      let result = try Program.run(arguments, shell: "printf '\(rows)' | \"$0\" \"$@\"")
      #expect(result.status == 0, "\(result.errors)")
    }
    let wrong = try Program.run(
      ["fit", "power", "-", "--x", "b", "--y", "a"], shell: "printf '\(rows)' | \"$0\" \"$@\"")
    #expect(wrong.status == 65 && wrong.errors.hasPrefix("assay: stdin:2: "), "\(wrong.errors)")
  }

  @Test(arguments: [
    ("2..0", "neither a seed nor a range"), ("1,1", "one is there twice"), ("", "neither"),
    ("0..18446744073709551615", "at most 1000"), ("x", "neither"), ("1..2..3", "neither"),
  ])
  func seedsThatAreNoneAreRefused(_ seeds: String, _ reason: String) throws {
    let result = try Program.run(["eval", "--model", "m", "--seeds", seeds])
    #expect(result.status == 64 && result.errors.contains(reason), "\(result.errors)")
  }

  @Test func seedsIdsAndFormats() throws {
    let folder = try TemporaryFolder()
    let train = try Program.run([
      "train", "--set", "size=femto", "--set", "supervised.tokens=4000", "--out",
      folder.file("base"),
    ])
    #expect(train.status == 0, "\(train.errors)")
    let model = train.output.trimmingCharacters(in: .whitespacesAndNewlines)
    func evaluate(_ file: String, _ more: String...) throws -> String {
      let result = try Program.run(
        [
          "eval", "--model", model, "--problems", "4", "--samples-per-problem", "4", "--loose",
          "--save", folder.file(file),
        ] + more)
      #expect(result.status == 0, "\(result.errors)")
      return result.output
    }
    #expect(try evaluate("a.jsonl", "--seed", "7") == evaluate("b.jsonl", "--seeds", "7"))
    let seven = try AtomicFile.readText(folder.file("a.jsonl"))
    #expect(try AtomicFile.readText(folder.file("b.jsonl")) == seven)
    #expect(try evaluate("c.jsonl", "--seeds", "7,0..1").contains("(seed 7), "))
    // The samples under the model that drew them, by two of its names: all ratios are 0.
    let scored = try Program.run([
      "score", folder.file("a.jsonl"), "--under", model, "--under", folder.file("base"), "--save",
      folder.file("scored.jsonl"),
    ])
    #expect(scored.status == 0 && scored.output.contains("perplexity"), "\(scored.errors)")
    #expect(scored.output.contains("0.0000 [0.0000, 0.0000]"), "\(scored.output)")
    let rows = try AtomicFile.readText(folder.file("scored.jsonl")).split(separator: "\n")
    #expect(rows.count == 32 && rows.allSatisfy { $0.contains("\"log_probability\":") })
    let compared = try Program.run([
      "compare", folder.file("scored.jsonl"), "--arm", "under", "--value", "log_probability",
      "--problem", "problem", "--sample", "sample",
    ])
    #expect(compared.status == 0, "\(compared.errors)")
    let twice = try Program.run([
      "score", folder.file("a.jsonl"), "--under", model, "--under", model,
    ])
    #expect(twice.status == 64 && twice.errors.contains("twice"))
    #expect(try Program.run(["score", folder.file("a.jsonl")]).status == 64)
    let stop = try Program.run([
      "score", folder.file("a.jsonl"), "--under", model, "--stop", "x",
    ])
    #expect(stop.status == 64 && stop.errors.contains("no meaning"))
    // Chosen problems have the samples that they have among all.
    let last = try #require(seven.split(separator: "\n").last)
    let id = try #require(last.firstMatch(of: #/"problem":"([0-9a-f]+)"/#)).1
    _ = try evaluate("d.jsonl", "--ids", String(id))
    #expect(
      try AtomicFile.readText(folder.file("d.jsonl")).dropLast()
        == seven.split(separator: "\n").suffix(4).joined(separator: "\n"))
    _ = try evaluate("lm", "--seeds", "7,0..1", "--format", "lm-eval")
    _ = try evaluate("log.json", "--seeds", "7,0..1", "--format", "inspect")
    let lines = try FileManager.default.contentsOfDirectory(atPath: folder.file("lm")).first {
      $0.hasPrefix("samples_chain_")
    }
    let files = ["c.jsonl", "lm/" + (lines ?? ""), "log.json"]
    let curves = try files.map { file in
      let read = try Program.run(["passk", folder.file(file), "--csv"])
      #expect(read.status == 0, "\(read.errors)")
      // After the name, and before what only one format knows.
      return read.output.split(separator: "\n").map { $0.split(separator: ",")[1..<4] }
    }
    #expect(curves[0].count == 5 && curves[1] == curves[0] && curves[2] == curves[0])
  }

  @Test func dataSetsAreWrittenWhereTheyAreAsked() throws {
    let folder = try TemporaryFolder()
    let result = try Program.run([
      "data", "export", "--task", "addition", "--difficulties", "2", "--problems", "3", "--format",
      "lm-eval", "--out", folder.file("sets"),
    ])
    #expect(
      result.status == 0 && result.output.contains("--tasks assay_addition"), "\(result.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("sets")).sorted()
    #expect(names == ["assay_addition.jsonl", "assay_addition.yaml"])
    let refused = try Program.run([
      "data", "export", "--task", "navigation", "--out", folder.file("no"),
    ])
    #expect(refused.status == 65 && refused.errors.contains("conversations"), "\(refused.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.file("no")))
  }
}
