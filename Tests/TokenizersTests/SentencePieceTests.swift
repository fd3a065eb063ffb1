import Foundation
import Support
import TestSupport
import Testing
import Tokenizers

/// SentencePiece's vocabularies, against the packages `tokenizers` and `sentencepiece`
/// (`Tests/Golden/make_sentencepiece_golden.py`).
@Suite struct SentencePieceTests {
  private struct Expected: Decodable {
    var text_sha256, lines_sha256: String
    var lines_count: Int
    var tokenizers: [String: BPEGolden.Expected.One]
  }

  private struct Pieces: Decodable {
    var pieces: [String]
    var scores: [Float]
    var types: [Int32]
    var model: String
  }

  private static let expected: Expected = Golden.load("tokenizers/sp-expected.json")
  private static let pieces: Pieces = Golden.load("tokenizers/sp-pieces.json")
  private static let names = ["sp-prepend", "sp-metaspace", "sp-words"]

  private func fromPieces() throws -> BPETokenizer {
    let given = Self.pieces
    return try BPETokenizer(
      sentencePieces: given.pieces, scores: given.scores, pieceTypes: given.types, addsPrefix: true,
      startToken: 1, endToken: 2, path: "pieces")
  }

  @Test(arguments: names) func aMegabyteHasTheIdsOfThePackage(_ name: String) throws {
    let tokenizer = try BPEGolden.load(name)
    let expected = try #require(Self.expected.tokenizers[name])
    let ids = tokenizer.encode(BPEGolden.megabyte)
    #expect(Array(ids.prefix(expected.prefix.count)) == expected.prefix)
    #expect(ids.count == expected.count)
    #expect(BPEGolden.digest(ids) == expected.ids_sha256)
    let plain = tokenizer.encode(BPEGolden.megabyte, recognizingSpecial: false)
    #expect(plain.count == expected.plain_count)
    #expect(BPEGolden.digest(plain) == expected.plain_sha256)
    #expect(SHA256.hex(tokenizer.decode(ids)) == expected.decoded_sha256)
    #expect(SHA256.hex(tokenizer.decode(ids, keepingSpecial: true)) == expected.kept_sha256)
    let broken = (0..<100_000).map { ids[($0 * 7919) % ids.count] }
    #expect(SHA256.hex(tokenizer.decode(broken, keepingSpecial: true)) == expected.broken_sha256)
    #expect(tokenizer.startToken == 1 && tokenizer.piece(tokenizer.endToken) == "<|im_end|>")
  }

  @Test(arguments: names) func whatIsWrittenIsReadWithTheSameIds(_ name: String) throws {
    let tokenizer = try BPEGolden.load(name)
    let again = try BPETokenizer(json: tokenizer.tokenizerJSON())
    let text = BPEGolden.text(seed: 11, size: 50_000)
    #expect(again.encode(text) == tokenizer.encode(text))
    #expect(again.decode(again.encode(text)) == tokenizer.decode(tokenizer.encode(text)))
    #expect(try again.tokenizerJSON() == tokenizer.tokenizerJSON())
  }

  /// Pieces with scores, as GGUF has them, merge as SentencePiece itself merges them.
  @Test func scoresMergeAsSentencePieceDoes() throws {
    let tokenizer = try fromPieces()
    var ids: [Int32] = []
    for line in BPEGolden.megabyte.unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      var text = ""
      text.unicodeScalars.append(contentsOf: line.filter { $0 != "\0" })
      ids += tokenizer.encode(text, recognizingSpecial: false)
    }
    #expect(ids.count == Self.expected.lines_count)
    #expect(BPEGolden.digest(ids) == Self.expected.lines_sha256)
    let again = try BPETokenizer(json: tokenizer.tokenizerJSON(), endToken: 2)
    let text = BPEGolden.text(seed: 11, size: 50_000)
    #expect(again.encode(text) == tokenizer.encode(text))
  }

  /// A folder with `tokenizer.model` alone, and with further tokens beside it.
  @Test func aModelFileAlone() throws {
    let folder = try TemporaryFolder()
    let model = try #require(Data(base64Encoded: Self.pieces.model))
    try AtomicFile.write(model, to: folder.file("tokenizer.model"))
    try AtomicFile.write(
      #"{"<|im_end|>": 1500, "<pad>": 1501}"#, to: folder.file("added_tokens.json"))
    try AtomicFile.write(
      #"{"bos_token": "<s>", "eos_token": "</s>", "tokenizer_class": "LlamaTokenizer"}"#,
      to: folder.file("tokenizer_config.json"))
    let tokenizer = try #require(try TokenizerFolder.load(folder.path) as? BPETokenizer)
    #expect(tokenizer.startToken == 1 && tokenizer.endToken == 2)
    #expect(tokenizer.vocabularyCount == 1502)
    let text = BPEGolden.text(seed: 13, size: 20_000).replacing("<|im_end|>", with: "")
    #expect(
      tokenizer.encode(text, recognizingSpecial: false)
        == (try fromPieces().encode(text, recognizingSpecial: false)))
    #expect(tokenizer.encode("a<|im_end|>").last == 1500)
    // Without the old behaviour only the text begins with a blank.
    try AtomicFile.write(
      #"{"bos_token": "<s>", "eos_token": "</s>", "legacy": false, "add_bos_token": false, "#
        + #""tokenizer_class": "LlamaTokenizer"}"#, to: folder.file("tokenizer_config.json"))
    let modern = try TokenizerFolder.load(folder.path)
    #expect(modern.startToken == nil)
    let a = try #require(tokenizer.id(of: "a"))
    #expect(try modern.encode("a<|im_end|>a").last == a)
    #expect(tokenizer.encode("a<|im_end|>a").last != a)
  }

  /// Blanks, bytes and what a response adds to a text.
  @Test func decoding() throws {
    let tokenizer = try fromPieces()
    let text = "hello the \u{1F600} \u{3} x"
    let ids = tokenizer.encode(text)
    #expect(tokenizer.decode(ids) == text)
    let ends = tokenizer.textEnds(of: ids, text: text)
    #expect(ends.last == text.utf8.count)
    #expect(zip(ends, ends.dropFirst()).allSatisfy { $0 <= $1 })
    // A character that fell apart is there with its last byte.
    let decoded = ids.indices.map { tokenizer.decode(ids[...$0]) }
    for (end, part) in zip(ends, decoded) where !part.contains("\u{FFFD}") {
      #expect(end == part.utf8.count)
    }
    #expect(tokenizer.decode([tokenizer.id(of: "<0x0A>") ?? -1]) == "\n")
    #expect(tokenizer.bytes(of: tokenizer.id(of: "<0xFF>") ?? -1) == [0xFF])
    #expect(tokenizer.decode([tokenizer.id(of: "<0xFF>") ?? -1]) == "\u{FFFD}")
    #expect(tokenizer.encode("") == [])
  }

  /// Steps that are none of SentencePiece's are named.
  @Test(arguments: [
    (
      #""normalizer": {"type": "Sequence", "normalizers": [{"type": "NFKC"}, {"type": "Prepend", "prepend": "▁"}]}"#,
      "a normalizer beside SentencePiece's of type NFKC"
    ),
    (
      #""pre_tokenizer": {"type": "Metaspace", "replacement": "_"}"#,
      "a pre_tokenizer beside SentencePiece's of type Metaspace"
    ),
    (
      #""pre_tokenizer": {"type": "Metaspace", "replacement": "▁"}, "decoder": null"#,
      "a decoder that does not put SentencePiece's pieces together"
    ),
    (
      #""pre_tokenizer": {"type": "Metaspace", "replacement": "▁"}, "decoder": {"type": "WordPiece"}"#,
      "a decoder beside SentencePiece's of type WordPiece"
    ),
  ])
  func otherStepsAreRefused(_ members: String, _ reason: String) {
    let json =
      #"{"model": {"type": "BPE", "byte_fallback": true, "vocab": {"a": 0, "</s>": 1}, "merges": []}, "#
      + members + "}"
    #expect(throws: TokenizersError.unsupported(path: "tokenizer.json", reason: reason)) {
      try BPETokenizer(json: Data(json.utf8))
    }
  }

  /// Files that are none, and vocabularies of another algorithm.
  @Test func otherModelFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    func message(_ data: Data) -> String {
      do {
        try AtomicFile.write(data, to: folder.file("tokenizer.model"))
        _ = try TokenizerFolder.load(folder.path)
        return "no error"
      } catch { return "\(error)".replacing(folder.path + "/", with: "") }
    }
    let model = try #require(Data(base64Encoded: Self.pieces.model))
    #expect(message(Data()) == "tokenizer.model: not a tokenizer: it has no pieces")
    #expect(message(model.dropLast(3)) == "tokenizer.model: not a tokenizer: it is cut off")
    // A piece alone: the trainer's type is unigram unless it is said.
    #expect(
      message(Data([10, 3, 10, 1, 97]))
        == "tokenizer.model: not supported: a SentencePiece model of type unigram; known is BPE")
    var generator = RandomStream(seed: 3)["damage"].generator()
    for _ in 0..<300 {
      var damaged = model
      for _ in 0..<3 {
        damaged[generator.integer(below: damaged.count)] = UInt8(generator.integer(below: 256))
      }
      _ = message(damaged.prefix(generator.integer(below: damaged.count)))
    }
  }
}
