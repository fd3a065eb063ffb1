/// How SentencePiece's byte-pair encoding differs from that of bytes: what is merged are the characters of the text, in
/// which `▁` stands for a blank, and characters that the vocabulary lacks fall apart into bytes.
///
/// - Source: Kudo and Richardson 2018, arXiv:1808.06226; huggingface/tokenizers, `normalizers/prepend.rs`,
///   `pre_tokenizers/metaspace.rs`, `models/bpe` and `decoders/byte_fallback.rs`.
struct SentencePiece: Sendable, Equatable {
  /// Where a blank is put before a text.
  enum Prefix: Sendable, Equatable {
    /// Nowhere.
    case never
    /// Before a text that does not begin with one.
    case first
    /// Before every part between added tokens that does not begin with one.
    case always
    /// Before every part between added tokens, whatever it begins with.
    case everyPart
  }

  /// Where a blank is put before a text.
  var prefix = Prefix.everyPart
  /// Whether no merge crosses a blank.
  var splitsWords = false
  /// Whether decoding drops a blank at the beginning.
  var dropsFirstBlank = true
  /// Whether characters that the vocabulary lacks fall apart into bytes, such as `<0x0A>`.
  var fallsBackToBytes = true

  /// `▁`, U+2581, in UTF-8.
  static let blank: [UInt8] = [0xE2, 0x96, 0x81]

  /// Whether the prefix is part of what added tokens are looked for in.
  var isNormalizer: Bool { prefix == .everyPart }

  /// A part of a text as it is merged.
  ///
  /// - Parameter isFirst: whether the text begins with it.
  func marked(_ part: UnsafeBufferPointer<UInt8>, isFirst: Bool) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(part.count + part.count / 2 + 3)
    for byte in part {
      if byte == 0x20 { out += Self.blank } else { out.append(byte) }
    }
    guard !out.isEmpty else { return out }
    let isPrefixed =
      switch prefix {
      case .never: false
      case .everyPart: true
      case .always: !out.starts(with: Self.blank)
      case .first: isFirst && !out.starts(with: Self.blank)
      }
    return isPrefixed ? Self.blank + out : out
  }

  /// The parts that are merged by themselves.
  func words(_ text: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard splitsWords else { return body(text) }
    var start = 0
    for index in text.indices.dropFirst()
    where index + 3 <= text.count && text[index..<(index + 3)].elementsEqual(Self.blank) {
      body(UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index
    }
    if start < text.count { body(UnsafeBufferPointer(rebasing: text[start...])) }
  }

  /// The byte that a piece such as `<0x0A>` stands for.
  static func byte(of piece: String) -> UInt8? {
    let code = Array(piece.utf8)
    guard code.count == 6, code.starts(with: Array("<0x".utf8)), code[5] == UInt8(ascii: ">")
    else { return nil }
    return UInt8(String(decoding: code[3..<5], as: UTF8.self), radix: 16)
  }

  /// The piece of a byte.
  static func piece(ofByte byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "<0x" + (digits.count == 1 ? "0" : "") + digits + ">"
  }
}

// MARK: - Encoding

/// Merges the characters of texts.
struct CharacterEncoder {
  /// The ids so far.
  var ids: [Int32] = []
  private let parts: BPETokenizer.Parts
  private let byteIDs: [Int32]
  private var merger: Merger

  init(_ parts: BPETokenizer.Parts, byteIDs: [Int32]) {
    self.parts = parts
    self.byteIDs = byteIDs
    merger = Merger(parts.merges)
  }

  /// Appends the ids of a word.
  mutating func append(_ word: UnsafeBufferPointer<UInt8>) {
    if parts.ignoresMerges, let whole = parts.vocabulary.id(of: word) { return ids.append(whole) }
    merger.symbols.removeAll(keepingCapacity: true)
    var followsUnknown = false
    var start = 0
    while start < word.count {
      var end = start + 1
      while end < word.count, word[end] & 0xC0 == 0x80 { end += 1 }
      let character = UnsafeBufferPointer(rebasing: word[start..<end])
      if let id = parts.vocabulary.id(of: character) {
        merger.symbols.append(id)
        followsUnknown = false
      } else if !byteIDs.isEmpty, character.allSatisfy({ byteIDs[Int($0)] >= 0 }) {
        for byte in character { merger.symbols.append(byteIDs[Int(byte)]) }
        followsUnknown = false
      } else {
        if let unknown = parts.unknown, !(followsUnknown && parts.fusesUnknown) {
          merger.symbols.append(unknown)
        }
        followsUnknown = true
      }
      start = end
    }
    merger.run()
    ids.append(contentsOf: merger.symbols)
  }
}

// MARK: - Decoding

/// Puts the pieces of a text together.
struct PieceDecoder {
  private var out: [UInt8] = []
  private var run: [UInt8] = []

  /// Appends a byte of a character that fell apart.
  mutating func append(byte: UInt8) { run.append(byte) }

  /// Appends a piece, in which `▁` is a blank.
  mutating func append(_ piece: String) {
    flush()
    out += SentencePiece.text(of: piece)
  }

  /// Bytes that are no text become one U+FFFD each.
  private mutating func flush() {
    guard !run.isEmpty else { return }
    out +=
      String(validating: run, as: UTF8.self).map { Array($0.utf8) }
      ?? run.flatMap { _ in Array("\u{FFFD}".utf8) }
    run = []
  }

  /// The text.
  mutating func text(dropsFirstBlank: Bool) -> String {
    flush()
    let hasBlank = dropsFirstBlank && out.first == 0x20
    return String(decoding: hasBlank ? out.dropFirst() : out[...], as: UTF8.self)
  }
}

extension SentencePiece {
  /// The bytes of a piece, in which `▁` is a blank.
  static func text(of piece: String) -> [UInt8] {
    var out: [UInt8] = []
    let code = Array(piece.utf8)
    var index = 0
    while index < code.count {
      if index + 3 <= code.count, code[index..<(index + 3)].elementsEqual(blank) {
        out.append(0x20)
        index += 3
      } else {
        out.append(code[index])
        index += 1
      }
    }
    return out
  }
}
