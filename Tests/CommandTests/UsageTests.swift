import Foundation
import TestSupport
import Testing

/// What the program prints and returns when it is used well and when it is not.
@Suite struct UsageTests {
  @Test func helpTeaches() throws {
    let result = try Program.run(["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("assay study run sharpening --scale quick"))
    for command in ["study", "train", "sample", "eval", "passk", "task", "list", "explain"] {
      #expect(result.output.contains(command), "\(command)")
    }
  }

  @Test(arguments: [
    (["study", "run", "sharpning"], 65, "did you mean 'sharpening'"),
    (["study", "run", "sharpening", "--scale", "huge"], 64, "huge"),
    (["study", "run"], 64, "study"),
    (["study", "run", "sharpening", "--workers", "0"], 64, "--workers"),
    (
      ["study", "run", "sharpening", "--dry-run", "--set", "scales.quick.sedes=3"], 65,
      "did you mean 'seeds'"
    ),
    (["study", "analyze", "/nonexistent/results.h5"], 65, "/nonexistent/results.h5"),
    (["study", "export", "/nonexistent"], 65, "/nonexistent"),
    (["sample", "/nonexistent", "--prompt", "1+1"], 65, "/nonexistent/config.json"),
    (["task", "generate", "chian"], 65, "did you mean 'chain'"),
    (["task", "generate", "chain", "--difficulties", "99"], 64, "99"),
    (["explain", "grp"], 65, "did you mean 'grpo'"),
    (["list", "reward"], 65, "did you mean 'rewards'"),
    (["config", "check", "/nonexistent.yaml"], 65, "/nonexistent.yaml"),
    (["passk", "/nonexistent.csv"], 65, "/nonexistent.csv"),
  ]) func mistakesGetOneLineAndACode(
    _ arguments: [String], _ status: Int32, _ expected: String
  ) throws {
    let result = try Program.run(arguments)
    #expect(result.status == status, "\(result.errors)")
    #expect(result.errors.contains(expected), "\(result.errors)")
    if status == 65 {
      let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("assay:") }
      #expect(lines.count == 1, "\(result.errors)")
    }
  }

  @Test func unknownKeyInAFileIsNamedWithItsLine() throws {
    let folder = try TemporaryFolder()
    try "study: sharpening\nscales:\n  quick:\n    stepps: 3\n".write(
      toFile: folder.file("s.yaml"), atomically: true, encoding: .utf8)
    let result = try Program.run(["config", "check", folder.file("s.yaml")])
    #expect(result.status == 65)
    #expect(
      result.errors.contains(
        "s.yaml:4: unknown key 'stepps' in 'scales.quick'; did you mean 'steps'?"))
  }

  @Test func generatedProblemsRepeat() throws {
    let arguments = ["task", "generate", "chain", "--count", "5", "--difficulties", "2,3"]
    let first = try Program.run(arguments)
    #expect(first.status == 0)
    #expect(first.output.split(separator: "\n").count == 5)
    #expect(try Program.run(arguments).output == first.output)
    #expect(try Program.run(arguments + ["--seed", "8"]).output != first.output)
  }

  @Test func everyComponentIsExplained() throws {
    let list = try Program.run(["list"])
    #expect(list.status == 0)
    for line in list.output.split(separator: "\n") where line.hasPrefix("  ") {
      let kind = line.dropFirst(2).prefix { $0 != " " && $0 != ":" }
      let result = try Program.run(["explain", String(kind)])
      #expect(result.status == 0 && result.output.contains("Source:"), "\(kind)")
    }
  }
}
