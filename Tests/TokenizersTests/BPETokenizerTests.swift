import Foundation
import Testing
import Tokenizers

@Suite struct BPETokenizerTests {
  /// 256 bytes, then "ab" and "abc", a special token and an added one.
  static func small(
    _ preTokenizer: PreTokenizer = .gpt2, merges: [String] = ["a b", "ab c"], types: [Int32]? = nil
  ) throws -> BPETokenizer {
    var pieces = alphabet + ["ab", "abc", "<|end|>", "<tool>"]
    pieces.append("<|end|>x")
    return try BPETokenizer(
      pieces: pieces, merges: merges,
      tokenTypes: types ?? [Int32](repeating: 1, count: 258) + [3, 4, 3],
      preTokenizer: preTokenizer, startToken: nil, endToken: 258, path: "small.gguf")
  }

  /// The characters that stand for the bytes 0 to 255, by the rule of GPT-2's encoder.
  static var alphabet: [String] {
    var next: UInt32 = 256
    return (UInt32(0)..<256).map { byte in
      let stands = (33...126).contains(byte) || (161...172).contains(byte) || byte >= 174
      defer { next += stands ? 0 : 1 }
      return Unicode.Scalar(stands ? byte : next).map { String($0) } ?? ""
    }
  }

  @Test func theLowestRankMergesFirst() throws {
    let tokenizer = try Self.small()
    // The order of ids is that of bytes here: "c" is 99.
    #expect(tokenizer.encode("abcab") == [257, 256])
    #expect(tokenizer.encode("bc") == [98, 99])
    #expect(
      try Self.small(merges: ["a b"]).encode("abc") == [256, 99])
  }

  @Test func addedTokensAreFoundTheLongestFirst() throws {
    let tokenizer = try Self.small()
    #expect(tokenizer.encode("ab<|end|>ab<tool>") == [256, 258, 256, 259])
    #expect(tokenizer.encode("<|end|>xab") == [260, 256])
    let plain = tokenizer.encode("<|end|><tool>", recognizingSpecial: false)
    #expect(plain == "<|end|>".utf8.map { Int32($0) } + [259])
    #expect(tokenizer.decode([256, 258, 259]) == "ab<tool>")
    #expect(tokenizer.decode([256, 258], keepingSpecial: true) == "ab<|end|>")
    #expect(tokenizer.piece(32) == "Ġ")
    #expect(tokenizer.id(of: "abc") == 257)
    #expect(tokenizer.bytes(of: 257) == Array("abc".utf8))
    #expect(tokenizer.bytes(of: -1).isEmpty && tokenizer.bytes(of: 9999).isEmpty)
    #expect(tokenizer.decode([-5, 256, 100_000]) == "ab")
  }

  @Test func halvesOfCharactersBecomeReplacements() throws {
    // E2 82 is the start of "€", which the "A" breaks off.
    #expect(try Self.small().decode([0xE2, 0x82, 65, 0xFF]) == "\u{FFFD}A\u{FFFD}")
  }

  @Test(arguments: PreTokenizer.allCases) func anyTextRoundTrips(_ kind: PreTokenizer) throws {
    let tokenizer = try Self.small(kind)
    var state: UInt64 = 1
    for _ in 0..<500 {
      var text = String.UnicodeScalarView()
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let bound: UInt64 = state >> 60 < 8 ? 0x300 : 0x110000
        if let scalar = Unicode.Scalar(UInt32((state >> 33) % bound)) { text.append(scalar) }
      }
      let written = String(text)
      let read = tokenizer.decode(tokenizer.encode(written), keepingSpecial: true)
      if kind == .qwen2 {
        // Normal form C is another spelling of the same text, which is what Swift compares.
        #expect(read == written)
      } else {
        #expect(read.utf8.elementsEqual(written.utf8))
      }
    }
  }

  /// Foundation alone leaves the syllable apart, joins the ideograph with the dot below, and does not sort what
  /// comes out of U+0F73.
  @Test func normalFormC() throws {
    let tokenizer = try Self.small(.qwen2)
    func normal(_ text: String) -> [UInt32] {
      tokenizer.decode(tokenizer.encode(text)).unicodeScalars.map(\.value)
    }
    #expect(normal("e\u{301}") == [0xE9])
    #expect(normal("\u{AC00}\u{11A8}") == [0xAC01])
    #expect(normal("\u{20041}\u{323}\u{301}") == [0x20041, 0x323, 0x301])
    #expect(normal("a\u{301}\u{323}") == [0x1EA1, 0x301])
    #expect(normal("a\u{302E}\u{F73}") == [0x61, 0xF71, 0xF72, 0x302E])
    #expect(
      normal("\u{1D158}\u{1D165}\u{1100}\u{1161}\u{11A8}\u{301}").suffix(2) == [0xAC01, 0x301])
  }

  @Test func aRunOfOneCharacterTakesNoLonger() throws {
    let count = 1_000_000
    let tokenizer = try Self.small(.llama3)
    let started = ContinuousClock.now
    #expect(tokenizer.encode(String(repeating: "a", count: count)).count == count)
    #expect(tokenizer.encode(String(repeating: "ab", count: count / 2)).count == count / 2)
    #expect(tokenizer.encode(String(repeating: " ", count: count)).count == count)
    #expect(tokenizer.encode(String(repeating: "<|", count: count / 2)).count == count)
    let marks = "a" + String(repeating: "\u{301}\u{323}", count: count / 8)
    #expect(try Self.small(.qwen2).encode(marks).count == count / 2 + 1)
    // Quadratic work would take hours.
    #expect(ContinuousClock.now - started < .seconds(300))
  }

  @Test func namesOfGGUFFiles() throws {
    #expect(try PreTokenizer(ggufName: "llama-bpe") == .llama3)
    #expect(try PreTokenizer(ggufName: "smollm") == .smollm)
    #expect(throws: TokenizersError.self) { try PreTokenizer(ggufName: "qwen35") }
  }

  @Test func arraysThatDoNotFit() throws {
    #expect(throws: TokenizersError.self) { try Self.small(types: [1]) }
    #expect(throws: TokenizersError.self) { try Self.small(merges: ["ab"]) }
    #expect(throws: TokenizersError.self) { try Self.small(merges: ["a zz"]) }
    #expect(throws: TokenizersError.self) { try Self.small(merges: ["b a"]) }
    #expect(throws: TokenizersError.self) {
      try BPETokenizer(
        pieces: ["a", "a"], merges: [], tokenTypes: [], preTokenizer: .gpt2, startToken: nil,
        endToken: 0, path: "x")
    }
    #expect(throws: TokenizersError.self) {
      try BPETokenizer(
        pieces: ["a"], merges: [], tokenTypes: [], preTokenizer: .gpt2, startToken: nil,
        endToken: 1, path: "x")
    }
  }

  @Test func aTokenizerOfAGGUFFileIsWrittenWithTheSameIds() throws {
    let tokenizer = try Self.small(.smollm)
    let again = try BPETokenizer(json: tokenizer.tokenizerJSON(), endToken: 258)
    let text = "abc 123 abcab<|end|>x<tool> \n  é"
    #expect(again.encode(text) == tokenizer.encode(text))
    #expect(again.vocabularyCount == tokenizer.vocabularyCount)
  }
}
