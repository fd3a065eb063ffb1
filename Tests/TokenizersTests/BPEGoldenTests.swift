import Foundation
import Support
import TestSupport
import Testing
import Tokenizers

/// What `Tests/Golden/make_tokenizer_golden.py` wrote, and its text again.
enum BPEGolden {
  struct Expected: Decodable {
    struct One: Decodable {
      var count, plain_count: Int
      var prefix: [Int32]
      var ids_sha256, plain_sha256, decoded_sha256, kept_sha256, broken_sha256: String
    }
    var text_sha256: String
    var tokenizers: [String: One]
  }

  static let expected: Expected = Golden.load("tokenizers/expected.json")
  static let fragments: [String] = Golden.load("tokenizers/fragments.json")

  static var folder: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden/tokenizers").path
  }

  static func json(_ name: String) throws -> Data {
    try AtomicFile.read(folder + "/\(name).json")
  }

  static func load(_ name: String) throws -> BPETokenizer { try BPETokenizer(json: json(name)) }

  /// `megabyte` of the script: Knuth's linear congruential generator picks fragments and scalars.
  static func text(seed: UInt64, size: Int) -> String {
    var state = seed
    func draw(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    var text = ""
    var length = 0
    while length < size {
      let kind = draw(16)
      var part = ""
      if kind < 2 {
        if let scalar = Unicode.Scalar(UInt32(draw(kind == 0 ? 0x110000 : 0x3000))) {
          part.unicodeScalars.append(scalar)
        }
      } else {
        part = fragments[Int(draw(UInt64(fragments.count)))]
        if kind == 2 { part = String(repeating: part, count: Int(1 + draw(5))) }
      }
      text.unicodeScalars.append(contentsOf: part.unicodeScalars)
      length += part.utf8.count
    }
    return text
  }

  static let megabyte = text(seed: 7, size: 1_000_000)

  static func digest(_ ids: [Int32]) -> String {
    SHA256.hex(
      SHA256.digest(
        ids.flatMap { id in (0..<4).map { UInt8(truncatingIfNeeded: id >> (8 * Int32($0))) } }))
  }
}

@Suite struct BPEGoldenTests {
  @Test func theTextIsTheSame() {
    #expect(SHA256.hex(BPEGolden.megabyte) == BPEGolden.expected.text_sha256)
  }

  @Test(arguments: PreTokenizer.allCases)
  func aMegabyteHasTheIdsOfThePackage(_ kind: PreTokenizer) throws {
    let name = kind.rawValue
    let tokenizer = try BPEGolden.load(name)
    let expected = try #require(BPEGolden.expected.tokenizers[name])
    #expect(tokenizer.preTokenizer == kind)
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
  }

  @Test(arguments: PreTokenizer.allCases)
  func whatIsWrittenIsReadWithTheSameIds(_ kind: PreTokenizer) throws {
    let tokenizer = try BPEGolden.load(kind.rawValue)
    let again = try BPETokenizer(json: tokenizer.tokenizerJSON())
    let text = BPEGolden.text(seed: 11, size: 50_000)
    #expect(again.encode(text) == tokenizer.encode(text))
    #expect(again.startToken == tokenizer.startToken)
    #expect(again.endToken == tokenizer.endToken)
    #expect(try again.tokenizerJSON() == tokenizer.tokenizerJSON())
  }
}
