import Config
import Foundation
import Testing

@Suite struct HostileTests {
  /// Every text here must end in an error, soon.
  private func refuse(_ yaml: String) throws {
    let clock = ContinuousClock()
    var message: String?
    let time = try clock.measure { message = try Self.message(yaml) }
    #expect(message != nil)
    #expect(message?.contains("\n") == false)
    // Far above what any of them takes, far below for ever.
    #expect(time < .seconds(120), "\(yaml.prefix(40)) took \(time)")
  }

  private static func message(_ yaml: String) throws -> String? {
    do {
      _ = try ConfigLoader.load(Settings(), sources: [.text("a.yaml", yaml)])
      return nil
    } catch let error as ConfigError { return error.description }
  }

  @Test(arguments: ["[", "{", "- ", "{a: ", "[{", "? ", "a: [", "'", "\"", "- - ", "&a ", "!", "|"])
  func repeatedOpenings(text: String) throws {
    for count in [100, 2_000, 200_000] { try refuse(String(repeating: text, count: count)) }
  }

  @Test func deepBlocks() throws {
    for depth in [70, 900, 1_400] {
      let lines = (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }
      try refuse(lines.joined())
      try refuse(
        "name: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth))
    }
  }

  @Test func smallStacks() {
    let yaml = "name: " + String(repeating: "{a: ", count: 990) + String(repeating: "}", count: 990)
    let finished = DispatchSemaphore(value: 0)
    let thread = Thread {
      #expect(throws: ConfigError.self) {
        try ConfigLoader.load(Settings(), sources: [.text("a.yaml", yaml)])
      }
      finished.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    finished.wait()
  }

  @Test func depthWithinTheLimit() throws {
    struct Deep: Codable { var words: [String: [[[[String]]]]] = [:] }
    let deep = try ConfigLoader.load(Deep(), sources: [.text("a", "words: {a: [[[[x]]]]}")])
    #expect(deep.words["a"] == [[[["x"]]]])
  }

  @Test func aliasBombs() throws {
    let levels = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    try refuse("a0: &a0 x\n" + levels)
    // As a key, the bomb would be hashed by the parser.
    try refuse("a0: &a0 x\n" + levels + "? *a40\n: 1\n*a40 : 2\n")
    try refuse("a0: &a0 x\n" + levels.replacing("*", with: "\u{2028}*") + "? *a40\n: 1\n")
    let flow = "[&a x, " + (1...40).map { _ in "&a [*a, *a]" }.joined(separator: ", ")
    try refuse("name: " + flow + ", {? *a : 1, ? *a : 2}]")
    // Just under the guard: few aliases stand for few nodes.
    let few = (1...6).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]\n" }.joined()
    try refuse("a0: &a0 x\n" + few)
    try refuse("a0: &a0 x\n" + few.replacing("*a5, *a5", with: "*a5") + "? *a6\n: 1\n")
  }

  @Test func proseIsNotABomb() throws {
    let text = "R&D & *bold* &amp; " + String(repeating: "*word* ", count: 30)
    #expect(try load("name: '\(text)'").name == text)
  }

  @Test func largeSources() throws {
    try refuse("name: " + String(repeating: "x", count: 1 << 21))
    try refuse(String(repeating: "\n", count: 1 << 20) + "a: 1")
    try refuse((0..<20_000).map { "key\($0): \($0)\n" }.joined())
    let long = String(repeating: "x", count: 500_000)
    #expect(try load("name: \(long)").name == long)
  }

  @Test func longOverrides() throws {
    let path = String(repeating: "a.", count: 100_000) + "b=1"
    let value = "name=" + String(repeating: "[", count: 5_000)
    for text in [path, value] {
      #expect(throws: ConfigError.self) { try ConfigLoader.load(Settings(), overrides: [text]) }
    }
  }

  @Test func bytesAtRandom() throws {
    var state: UInt64 = 1
    let alphabet = Array("ab:{}[]-?&*!|>'\"%@,# \n\t~\\é\u{0}")
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<24 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text.append(alphabet[Int(state >> 33) % alphabet.count])
      }
      if let message = try Self.message(text) { #expect(!message.contains("\n")) }
    }
  }
}
