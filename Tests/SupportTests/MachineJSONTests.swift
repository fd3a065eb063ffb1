import Support
import Testing

@Suite struct MachineJSONTests {
  private struct Row: Encodable {
    var name = "inf"
    var numbers = [1.5, Double.infinity, -Double.infinity, Double.nan]
  }

  /// A number that is none is null; a text that looks like one stays.
  @Test func numbersThatAreNoneAreNull() throws {
    let text = try MachineJSON.text(Row()).filter { !$0.isWhitespace }
    #expect(text == "{\"name\":\"inf\",\"numbers\":[1.5,null,null,null]}")
  }
}
