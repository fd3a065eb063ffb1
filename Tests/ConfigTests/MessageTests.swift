import Config
import Foundation
import Testing

@Suite struct MessageTests {
  @Test(arguments: [
    ("name: x\n\nlearning_rates: 3\n", "a.yaml:3: unknown key 'learning_rates'; known: "),
    ("sede: 3", "a.yaml:1: unknown key 'sede'; did you mean 'seed'?"),
    (
      "seed: 1\noptimizer:\n  betas: []\n  learning_rates: 3",
      "a.yaml:4: unknown key 'learning_rates' in 'optimizer'; did you mean 'learning_rate'?"
    ),
    (
      "optimizer: {warmup: {stepz: 1}}",
      "a.yaml:1: unknown key 'stepz' in 'optimizer.warmup'; did you mean 'steps'?"
    ),
    ("name: [1]", "a.yaml:1: 'name' is a list, expected text"),
    ("name:", "a.yaml:1: 'name' is empty, expected text"),
    ("optimizer: 3", "a.yaml:1: 'optimizer' is '3', expected a mapping"),
    ("arms: 3", "a.yaml:1: 'arms' is '3', expected a list, which is replaced whole"),
    ("- 1", "a.yaml:1: the configuration is a list, expected a mapping"),
    ("mode: slow", "a.yaml:1: 'mode' is 'slow', expected one of fast, very-slow"),
    ("mode: {a: 1}", "a.yaml:1: 'mode' is a mapping, expected one of fast, very-slow"),
    ("closed: three", "a.yaml:1: 'closed' is not valid: 'three': Cannot initialize Closed"),
    ("optimizer:\n  betas:\n  - 1\n  - x", "a.yaml:4: 'optimizer.betas[1]' is 'x', expected a num"),
    (
      "optimizer: {warmup: {is_linear: yes}}",
      "a.yaml:1: 'optimizer.warmup.is_linear' is 'yes', expected true or false"
    ),
    ("name: a\nname: b", "a.yaml:1: the key 'name' is given more than once in this mapping"),
    (
      "optimizer:\n  '1': b\n  1: a",
      "a.yaml:2: the key '1' is given more than once in this mapping"
    ),
    ("name: a\nb: [1, 2\nc: 3", "a.yaml:3: not valid YAML: "),
    ("name: a\n\tb: 1", "a.yaml:2: not valid YAML: "),
    ("name: 'a", "a.yaml:1: not valid YAML: found unexpected end of stream"),
    ("name: a\n---\nname: b", "a.yaml:2: not valid YAML: "),
    ("name: a\nseed: \u{1}", "a.yaml:2: not valid YAML: control characters are not allowed"),
    ("? [a, b]\n: 1", "a.yaml:1: a key is a word"),
    ("seed: 1\nname: !!python/object:os.system x", "a.yaml:2: tags such as "),
    ("optimizer: !custom {}", "a.yaml:1: tags such as '!custom'"),
    ("seed: &s 3", "a.yaml:1: anchors and aliases"),
    ("seed: 3\noptimizer: &o {}", "a.yaml:2: anchors and aliases"),
    ("name: *nowhere", "a.yaml:1: not valid YAML: found undefined alias"),
    ("<<: {name: x}", "a.yaml:1: unknown key '<<'; "),
  ])
  func sources(yaml: String, expected: String) throws {
    let message = try #require(try message(yaml))
    #expect(message.hasPrefix(expected), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test(arguments: [
    ("sede=3", "--set sede=3: unknown key 'sede'; did you mean 'seed'?"),
    ("seed=x", "--set seed=x: 'seed' is 'x', expected a whole number"),
    ("seed.a=3", "--set seed.a=3: 'seed' is a mapping, expected a whole number"),
    ("arms.0=3", "--set arms.0=3: 'arms' is a mapping, expected a list, which is replaced whole"),
    ("foo", "--set foo: there is no '='; write --set path.to.key=value"),
    ("", "--set : there is no '='"),
    ("=3", "--set =3: the path is not words joined by '.'"),
    ("a..b=3", "--set a..b=3: the path is not words joined by '.'"),
    ("seed = 3", "--set seed = 3: the path is not words"),
    ("name={a", "--set name={a: not valid YAML: "),
    ("name=*a", "--set name=*a: not valid YAML: "),
    ("na\r\nme=a\r\n", "--set na me=a : the path is not words"),
    ("name=a\nb: c", "--set name=a b: c: not valid YAML: "),
  ])
  func overrides(text: String, expected: String) throws {
    let message = try #require(try message("", text))
    #expect(message.hasPrefix(expected), "\(message)")
    #expect(!message.contains("\n"))
  }

  @Test func exampleOfTheStyleGuide() throws {
    struct Flat: Codable { var learningRate = 1.0 }
    func error(_ sources: [ConfigSource], _ overrides: [String]) -> ConfigError? {
      #expect(throws: ConfigError.self) {
        try ConfigLoader.load(Flat(), sources: sources, overrides: overrides)
      }
    }
    let path = "studies/tricks/study.yaml"
    let text = String(repeating: "#\n", count: 13) + "learning_rates: 3"
    #expect(
      error([.text(path, text)], [])?.description
        == "studies/tricks/study.yaml:14: unknown key 'learning_rates'; "
        + "did you mean 'learning_rate'?")
    #expect(
      error([], ["learning_rates=3"])
        == .unknownKey(
          location: "--set learning_rates=3", key: "learning_rates", place: "",
          suggestion: "learning_rate", known: ["learning_rate"]))
  }

  @Test func unsupportedSettings() {
    struct Optional: Codable { var value: Int? = 3 }
    struct Absent: Codable { var inner: [Optional] = [Optional(value: nil)] }
    struct Words: Codable { var words: Set<String> = [] }
    struct NotANumber: Codable { var value = Double.nan }
    func message(_ settings: some Codable) -> String {
      let error = #expect(throws: ConfigError.self) { try ConfigLoader.load(settings) }
      return error?.description ?? ""
    }
    #expect(message(Optional()).contains("'value' is optional; make absence a named case"))
    #expect(message(Absent()).contains("'inner[0].value' is optional"))
    #expect(message(Words()).contains("'words' has no order"))
    #expect(message(NotANumber()).contains("'value' is not a number (NaN)"))
  }

  @Test func refusalsOfATypeKeepTheirReason() {
    struct Even: Codable {
      var value = 2
      init() {}
      init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int.self)
        if value % 2 != 0 {
          throw DecodingError.dataCorrupted(
            .init(codingPath: [], debugDescription: "not divisible\nby two"))
        }
      }
      func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
      }
    }
    struct Holder: Codable { var even = Even() }
    let error = #expect(throws: ConfigError.self) {
      try ConfigLoader.load(Holder(), sources: [.text("a", "even: 3")])
    }
    #expect(error?.description == "a:1: 'even' is not valid: '3': not divisible by two")
  }
}
