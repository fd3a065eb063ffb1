import Foundation
import Testing
import Tokenizers

@Suite struct HostileTokenizerTests {
  /// A tokenizer.json of a few hundred bytes that is right in all parts.
  static let json = """
    {"added_tokens":[{"id":6,"content":"<|endoftext|>","single_word":false,"lstrip":false,"rstrip":false,
    "normalized":false,"special":true}],"normalizer":{"type":"NFC"},"pre_tokenizer":{"type":"Sequence",
    "pretokenizers":[{"type":"Digits","individual_digits":true},{"type":"ByteLevel","add_prefix_space":false,
    "use_regex":true}]},"post_processor":{"type":"TemplateProcessing","single":[{"SpecialToken":
    {"id":"<|endoftext|>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}]},"decoder":{"type":"ByteLevel"},
    "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,"fuse_unk":false,
    "byte_fallback":false,"ignore_merges":true,"vocab":{"a":0,"b":1,"c":2,"ab":3,"\\u0120":4,"abc":5},
    "merges":["a b",["ab","c"]]}}
    """

  @Test func theFileItselfIsRight() throws {
    let tokenizer = try BPETokenizer(json: Data(Self.json.utf8))
    #expect(tokenizer.encode("abc ab<|endoftext|>") == [5, 4, 3, 6])
    #expect(tokenizer.startToken == 6)
  }

  /// Any change is either still a tokenizer or an error of the module: no crash, no hang, no gigabytes.
  @Test func tenThousandDamagedFiles() {
    let original = Array(Self.json.utf8)
    let values = [
      "null", "true", "-1", "0", "1e400", "99999999999999999999", "999999", "4294967296", "\"\"",
      "[]",
      "{}", "[[]]", "\"\\ud800\"", "\"a\"", "{\"type\":\"BPE\"}", "[\"a\",\"b\",\"c\"]", "2.5",
    ].map { Array($0.utf8) }
    let tokenStarts = original.indices.filter { [58, 44, 91].contains(original[$0]) }
    var state: UInt64 = 3
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var accepted = 0
    var refused = 0
    for round in 0..<12_000 {
      var bytes = original
      switch round % 5 {
      case 0: bytes[draw(bytes.count)] ^= 1 << UInt8(draw(8))
      case 1: bytes.removeLast(1 + draw(bytes.count - 1))
      case 2:
        // A value instead of another one, or of its beginning.
        let start = tokenStarts[draw(tokenStarts.count)] + 1
        var end = start
        while end < bytes.count, ![44, 93, 125].contains(bytes[end]) { end += 1 }
        bytes.replaceSubrange(start..<end, with: values[draw(values.count)])
      case 3:
        let start = draw(bytes.count)
        bytes.removeSubrange(start..<min(bytes.count, start + 1 + draw(30)))
      default:
        for _ in 0..<4 { bytes[draw(bytes.count)] = UInt8(draw(256)) }
      }
      do {
        let tokenizer = try BPETokenizer(json: Data(bytes), path: "damaged.json")
        let ids = tokenizer.encode("abc ab 12 é<|endoftext|> abcabcabc")
        _ = tokenizer.decode(ids)
        _ = try tokenizer.tokenizerJSON()
        accepted += 1
      } catch let error as TokenizersError {
        #expect(!error.description.contains("\n") && error.description.utf8.count < 600)
        refused += 1
      } catch {
        Issue.record("another error: \(error)")
      }
    }
    #expect(accepted > 100 && refused > 5000)
  }

  @Test(arguments: [
    ("", "expected"), ("[", "expected"), (String(repeating: "[", count: 100_000), "nesting"),
    ("{\"model\":{\"type\":\"Unigram\"}}", "Unigram"),
  ])
  func whatIsNotOne(_ text: String, _ says: String) {
    let error = #expect(throws: TokenizersError.self) { try BPETokenizer(json: Data(text.utf8)) }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }

  @Test(arguments: [
    ("\"lstrip\":false", "\"lstrip\":true", "lstrip"),
    ("\"byte_fallback\":false", "\"byte_fallback\":true", "beside SentencePiece's"),
    ("\"add_prefix_space\":false", "\"add_prefix_space\":true", "add_prefix_space"),
    ("\"type\":\"NFC\"", "\"type\":\"NFKC\"", "normalizer"),
    ("\"individual_digits\":true", "\"individual_digits\":false", "SmolLM"),
    ("\"dropout\":null", "\"dropout\":0.1", "dropout"),
    ("\"ab\":3", "\"ab\":2", "the id 2"),
    ("\"id\":6,\"content\"", "\"id\":3,\"content\"", "the id 3"),
    ("\"c\":2", "\"c\":99999999", "below"),
    ("\"decoder\":{\"type\":\"ByteLevel\"}", "\"decoder\":{\"type\":\"WordPiece\"}", "WordPiece"),
  ])
  func whatWouldChangeIdsIsRefused(_ old: String, _ new: String, _ says: String) {
    let json = Self.json.replacingOccurrences(of: old, with: new)
    #expect(json != Self.json)
    let error = #expect(throws: TokenizersError.self) { try BPETokenizer(json: Data(json.utf8)) }
    #expect(error?.description.contains(says) == true, "\(String(describing: error))")
  }
}
