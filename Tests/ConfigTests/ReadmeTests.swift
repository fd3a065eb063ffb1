import Config
import Foundation
import Support
import Testing

/// The example of the module's README.
@Suite struct ReadmeTests {
  struct RunSettings: Codable, Equatable {
    var learningRate = 1e-4
    var steps = 100
    var shape = Slot<ShapeCatalogue>(Square())
  }

  private func block(_ language: String) throws -> String {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Config/README.md").path
    let text = try AtomicFile.readText(path)
    let start = try #require(text.range(of: "```\(language)\n"))
    let end = try #require(text.range(of: "```", range: start.upperBound..<text.endIndex))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test func example() throws {
    let settings = try ConfigLoader.load(
      RunSettings(),
      sources: [.text("study.yaml", "steps: 1"), .text("smoke", "steps: 2")],
      overrides: ["shape.scale=unit", "learning_rate=3e-5"])
    #expect(try ConfigLoader.yaml(settings) == block("yaml"))
  }

  @Test func messages() throws {
    func message(_ yaml: String, _ overrides: [String] = []) throws -> String {
      let error = #expect(throws: ConfigError.self) {
        try ConfigLoader.load(
          RunSettings(), sources: [.text("study.yaml", yaml)], overrides: overrides)
      }
      return (error?.description ?? "") + "\n"
    }
    let all = [
      try message(String(repeating: "\n", count: 13) + "learning_rates: 3"),
      try message("shape:\n  side: 1\n  scal: none"),
      try message("shape:\n  side: 1\n  scale: fast"),
      try message("", ["learning_rate=fast"]),
    ]
    #expect(try all.joined() == block("text"))
  }
}
