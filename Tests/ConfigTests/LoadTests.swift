import Config
import Foundation
import Testing

@Suite struct LoadTests {
  @Test(arguments: ["{}", "", "# nothing\n", "---\n", "optimizer:\nshape:\n", "\u{FEFF}{}"])
  func emptyDocumentChangesNothing(yaml: String) throws {
    #expect(try load(yaml) == Settings())
    #expect(try ConfigLoader.load(Settings()) == Settings())
  }

  @Test func laterWins() throws {
    let settings = try ConfigLoader.load(
      Settings(),
      sources: [
        .text("a", "name: a\nseed: 1\noptimizer: {learning_rate: 1}\ntemperature: 0.7"),
        .text("b", "name: b\noptimizer:\n  warmup: {steps: 5}"),
      ],
      overrides: ["seed=3", "name=c", "seed=4"])
    #expect(settings.name == "c")
    #expect(settings.seed == 4)
    #expect(settings.temperature == 0.7)
    #expect(settings.optimizer.learningRate == 1)
    #expect(settings.optimizer.warmup == Settings.Warmup(steps: 5, isLinear: true))
    #expect(settings.optimizer.betas == [0.9, 0.999])
  }

  @Test func keysAreSnakeCase() throws {
    let settings = try load("max_kl: 0.5\noptimizer: {warmup: {is_linear: false}}")
    #expect(settings.maxKL == 0.5)
    #expect(!settings.optimizer.warmup.isLinear)
    #expect(try message("maxKL: 1") == "a.yaml:1: unknown key 'maxKL'; did you mean 'max_kl'?")
  }

  @Test func listsAreReplacedWhole() throws {
    #expect(try load("optimizer: {betas: [0.5]}").optimizer.betas == [0.5])
    #expect(try load("optimizer: {betas: []}").optimizer.betas == [])
  }

  @Test(arguments: [
    ("1e-4", 1e-4), ("3", 3), (".5", 0.5), ("-2.", -2), ("+1E+2", 100),
    ("-.inf", -Double.infinity),
  ])
  func numbers(text: String, value: Double) throws {
    #expect(try load("max_kl: \(text)").maxKL == value)
    #expect(try load("", "max_kl=\(text)").maxKL == value)
  }

  @Test(arguments: [
    ("18446744073709551615", UInt64.max), ("1e6", 1_000_000), ("3.0", 3), ("08", 8),
  ])
  func wholeNumbers(text: String, value: UInt64) throws {
    #expect(try load("seed: \(text)").seed == value)
  }

  @Test(arguments: [
    "fast", "3M", "0x10", "1_000", "'3'", "nan", ".nan", "inf", "1e999", "", "~", "[1]", "{a: 1}",
    "1:30", "true", "e", "--1", "1e", "٣",
  ])
  func notNumbers(text: String) throws {
    let message = try #require(try message("optimizer:\n  learning_rate: \(text)"))
    #expect(message.hasPrefix("a.yaml:2: 'optimizer.learning_rate' is "))
    #expect(message.hasSuffix(", expected a number"))
  }

  @Test(arguments: ["-1", "1.5", "18446744073709551616", "1e20"])
  func outOfRange(text: String) throws {
    #expect(
      try message("seed: \(text)")
        == "a.yaml:1: 'seed' is '\(text)', expected a whole number from 0 to 18446744073709551615")
  }

  @Test(arguments: ["true", "1e-4", "no", "two words", "'null'", "2024-01-01", "\"a: b\""])
  func textIsTakenAsWritten(text: String) throws {
    let bare = text.trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
    #expect(try load("name: \(text)").name == bare)
  }

  @Test func overrideValuesAreYAML() throws {
    #expect(try load("", "optimizer.betas=[0.1, 0.2]").optimizer.betas == [0.1, 0.2])
    #expect(try load("", "optimizer={learning_rate: 2}").optimizer.learningRate == 2)
    #expect(try load("", "name=a=b").name == "a=b")
    #expect(try load("", "name=''").name == "")
    #expect(try load("", "optimizer=") == Settings())
  }

  @Test func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let good = folder.appendingPathComponent("good.yaml").path
    let bad = folder.appendingPathComponent("bad.yaml").path
    let missing = folder.appendingPathComponent("missing.yaml").path
    try Data("name: file\nseed: x\n".utf8).write(to: URL(fileURLWithPath: good))
    try Data([0x61, 0x3A, 0x20, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: bad))
    func message(_ path: String) -> String? {
      do {
        _ = try ConfigLoader.load(Settings(), sources: [.file(path)])
        return nil
      } catch { return (error as? ConfigError)?.description }
    }
    let expected = "'seed' is 'x', expected a whole number from 0 to 18446744073709551615"
    #expect(message(good) == "\(good):2: \(expected)")
    #expect(message(bad) == "\(bad): cannot read: it is not UTF-8 text")
    #expect(message(missing) == "\(missing): cannot read: no such file")
    #expect(message(folder.path) == "\(folder.path): cannot read: it is a folder")
  }

  @Test func openDictionaries() throws {
    struct Open: Codable, Equatable {
      var weights = ["b": 1.0]
      var nested: [String: StrictArm] = [:]
    }
    let open = try ConfigLoader.load(
      Open(),
      sources: [.text("a", "weights: {camelCase: 2}\nnested: {x: {label: l, repeats: 1}}")],
      overrides: ["weights.a=3", "nested.x.repeats=2"])
    #expect(open.weights == ["a": 3, "b": 1, "camelCase": 2])
    #expect(open.nested == ["x": StrictArm(label: "l", repeats: 2)])
    #expect(
      try ConfigLoader.yaml(open) == """
        weights:
          a: 3.0
          b: 1.0
          camelCase: 2.0
        nested:
          x:
            label: l
            repeats: 2

        """)
  }
}
