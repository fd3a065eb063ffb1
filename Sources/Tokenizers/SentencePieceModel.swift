import Foundation
import Support

/// A `tokenizer.model` of SentencePiece: its pieces, and how texts are brought into shape.
///
/// - Source: google/sentencepiece, `src/sentencepiece_model.proto`; the wire format of protocol buffers.
struct SentencePieceModel {
  private(set) var pieces: [String] = []
  private(set) var scores: [Float] = []
  private(set) var types: [Int32] = []
  /// Whether a blank is put before a text.
  private(set) var addsPrefix = true
  private let path: String

  /// Reads a file.
  ///
  /// - Throws: `SupportError.file`; `TokenizersError.malformed`, or `.unsupported` for another algorithm than byte-pair
  ///   encoding and for texts that are normalized.
  init(path: String) throws {
    self.path = path
    var (algorithm, isSuffix): (UInt64, Bool) = (1, false)
    var (characters, removesBlanks, marksBlanks) = (0, true, true)
    try fields([UInt8](AtomicFile.read(path))[...]) { number, value in
      switch (number, value) {
      case (1, .bytes(let piece)): try add(piece)
      case (2, .bytes(let trainer)):
        try fields(trainer) { number, value in
          if number == 3, case .varint(let found) = value { algorithm = found }
          if number == 24, case .varint(let found) = value { isSuffix = found != 0 }
        }
      case (3, .bytes(let normalizer)):
        try fields(normalizer) { number, value in
          switch (number, value) {
          case (2, .bytes(let found)): characters = found.count
          case (3, .varint(let found)): addsPrefix = found != 0
          case (4, .varint(let found)): removesBlanks = found != 0
          case (5, .varint(let found)): marksBlanks = found != 0
          default: break
          }
        }
      default: break
      }
    }
    func refuse(_ isBad: Bool, _ reason: String) throws {
      if isBad { throw TokenizersError.unsupported(path: path, reason: reason) }
    }
    guard !pieces.isEmpty else {
      throw TokenizersError.malformed(path: path, reason: "it has no pieces")
    }
    try refuse(
      algorithm != 2,
      "a SentencePiece model of type \(algorithm == 1 ? "unigram" : "\(algorithm)"); known is BPE")
    try refuse(isSuffix, "a SentencePiece model with blanks at the ends of words")
    try refuse(characters > 0, "a SentencePiece model that normalizes characters")
    try refuse(removesBlanks || !marksBlanks, "a SentencePiece model that removes blanks")
  }

  private mutating func add(_ message: ArraySlice<UInt8>) throws {
    var (piece, score, type) = ("", Float(0), Int32(1))
    try fields(message) { number, value in
      switch (number, value) {
      case (1, .bytes(let text)):
        guard let text = String(validating: text, as: UTF8.self) else {
          throw malformed("a piece is no UTF-8")
        }
        piece = text
      case (2, .word(let bits)): score = Float(bitPattern: bits)
      case (3, .varint(let found)): type = Int32(truncatingIfNeeded: found)
      default: break
      }
    }
    pieces.append(piece)
    scores.append(score)
    types.append(type)
  }

  // MARK: - Protocol buffers

  private enum Field {
    case varint(UInt64)
    case word(UInt32)
    case bytes(ArraySlice<UInt8>)
    case other
  }

  /// Calls `body` with each field of a message.
  private func fields(
    _ message: ArraySlice<UInt8>, _ body: (UInt64, Field) throws -> Void
  ) throws {
    var rest = message
    while !rest.isEmpty {
      let key = try varint(&rest)
      switch key & 7 {
      case 0: try body(key >> 3, .varint(try varint(&rest)))
      case 1:
        _ = try take(8, &rest)
        try body(key >> 3, .other)
      case 2:
        let count = try varint(&rest)
        guard count <= UInt64(rest.count) else { throw malformed("it is cut off") }
        try body(key >> 3, .bytes(try take(Int(count), &rest)))
      case 5:
        let word = try take(4, &rest).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        try body(key >> 3, .word(word))
      default: throw malformed("it is no SentencePiece model")
      }
    }
  }

  private func varint(_ rest: inout ArraySlice<UInt8>) throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { throw malformed("it is cut off") }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw malformed("it is no SentencePiece model")
  }

  private func take(_ count: Int, _ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw malformed("it is cut off") }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  private func malformed(_ reason: String) -> TokenizersError {
    .malformed(path: path, reason: reason)
  }
}

extension SentencePieceModel {
  /// What transformers makes of it: the contents of a `tokenizer.json`.
  ///
  /// - Parameter isLegacy: whether a blank is put before every part between added tokens, and not only before a text.
  func tree(isLegacy: Bool) throws -> JSONTree {
    let prefix: SentencePiece.Prefix = !addsPrefix ? .never : isLegacy ? .everyPart : .first
    let parts = try BPETokenizer.parts(pieces, scores, types, prefix: prefix, path: path)
    let start = types.indices.first { types[$0] == 3 && pieces[$0] == "<s>" }.map { Int32($0) }
    let tokenizer = try BPETokenizer(
      parts, startToken: start, endToken: 0, stopTokens: [], path: path)
    return try JSONReader.parse(tokenizer.tokenizerJSON(), path: path)
  }
}
