import Interchange
import Support
import TestSupport
import Testing

@Suite struct SampleTextsTests {
  private func read(_ lines: [String], _ keys: SampleTexts = SampleTexts()) throws -> [SampleText] {
    let folder = try TemporaryFolder()
    try AtomicFile.write(lines.joined(separator: "\n") + "\n", to: folder.file("s.jsonl"))
    return try keys.read(folder.file("s.jsonl"))
  }

  @Test func rowsAreTakenAsTheyAre() throws {
    let rows = try read([
      #"{"problem":"p1","prompt":" a\n","response":"","correct":true,"temperature":0.6,"model":"m"}"#,
      #"{"problem":7,"prompt":"b","response":" c ","correct":0}"#,
      #"{"prompt":"d","response":"e","correct":null}"#,
    ])
    #expect(rows.map(\.problem) == ["p1", "7", "d"] && rows.map(\.prompt) == [" a\n", "b", "d"])
    #expect(rows.map(\.response) == ["", " c ", "e"] && rows.map(\.isRight) == [true, false, nil])
    #expect(rows.map(\.temperature) == [0.6, nil, nil] && rows.map(\.model) == ["m", nil, nil])
    #expect(rows[1].place.hasSuffix("s.jsonl:2"))
    var keys = SampleTexts()
    (keys.prompt, keys.response, keys.problem) = ("q", "text", "id")
    let own = try read([#"{"q":"1+1","text":"2","id":"x","correct":false}"#], keys)
    #expect(own.map(\.problem) == ["x"] && own.map(\.response) == ["2"])
  }

  @Test(arguments: [
    (#"{"response":"x"}"#, "prompt"), (#"{"prompt":"x","response":3}"#, "a text"),
    (#"{"prompt":"x","response":"y","correct":"yes"}"#, "true or false"), ("nonsense", "JSON"),
    ("", "the file is empty"),
  ])
  func whatIsNoSampleIsRefused(_ line: String, _ reason: String) throws {
    let error = #expect(throws: InterchangeError.self) { try read([line]) }
    let message = error.map { "\($0)" } ?? ""
    #expect(message.contains(reason), "\(message)")
  }
}
