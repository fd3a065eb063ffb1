import Foundation

/// Byte-pair encoding: of bytes, as GPT-2, Llama 3, Qwen2 and SmolLM have it, or of characters, as SentencePiece makes it
/// for Llama 2 and Mistral.
///
/// A text is divided at added tokens, normalized, divided into words; the bytes or characters of each word are merged,
/// the pair of the lowest rank first. Ids are those of the Python package `tokenizers`.
///
/// - Source: Sennrich et al. 2016, arXiv:1508.07909; huggingface/tokenizers, `models/bpe`,
///   `pre_tokenizers/byte_level.rs` and `tokenizer/added_vocabulary.rs`.
/// - Deviation: a file's `truncation` and `padding` have no effect, since they are about batches.
public struct BPETokenizer: Tokenizer {
  /// How words are divided.
  public let preTokenizer: PreTokenizer
  /// The token that starts every plain text; `nil` if the model has none.
  public let startToken: Int32?
  /// The token that ends every response.
  public let endToken: Int32
  /// All tokens that end a response.
  public let stopTokens: Set<Int32>
  /// The largest id and one.
  public let vocabularyCount: Int

  let parts: Parts
  /// The ids of the 256 bytes, -1 for one that the vocabulary lacks; empty where characters do not fall apart.
  private let byteIDs: [Int32]
  /// The bytes that tokens of SentencePiece stand for.
  private let bytesOfIDs: [Int32: UInt8]
  /// Added tokens that are found before and after normalization.
  private let rawFinder, normalizedFinder: AddedTokenFinder
  private let addedPieces: [Int32: String]
  /// Added tokens as they stand in the normalized text, which is how SentencePiece's are decoded.
  private let markedPieces: [Int32: String]
  /// What decoding leaves out.
  private let silent: Set<Int32>

  /// What a tokenizer is made of, wherever it was read.
  struct Parts: Sendable {
    var vocabulary: PieceTable
    var merges: MergeTable
    var added: [AddedToken]
    var preTokenizer: PreTokenizer
    /// Whether texts are brought into Unicode's normal form C.
    var composes = false
    /// Whether a word that is in the vocabulary is not merged.
    var ignoresMerges = false
    var unknown: Int32?
    var fusesUnknown = false
    /// Whether special tokens in a text are text like any other.
    var splitsSpecial = false
    /// How characters are merged; `nil` where bytes are.
    var sentencePiece: SentencePiece?
  }

  /// Tokens but for added ones at the end, which a model may not have been taught.
  public var ordinaryCount: Int { parts.vocabulary.count }

  init(
    _ parts: Parts, startToken: Int32?, endToken: Int32, stopTokens: Set<Int32>, path: String
  ) throws {
    let largest = parts.added.map { Int($0.id) }.max() ?? -1
    vocabularyCount = max(parts.vocabulary.count, largest + 1)
    for token in stopTokens.union([endToken]).union(startToken.map { [$0] } ?? []) {
      guard token >= 0, token < vocabularyCount else {
        throw TokenizersError.malformed(
          path: path,
          reason: "start or end token \(token) is not one of \(vocabularyCount) tokens")
      }
    }
    var parts = parts
    if parts.composes {
      for index in parts.added.indices where parts.added[index].isNormalized {
        parts.added[index].content = Composition.compose(parts.added[index].content)
      }
    }
    self.parts = parts
    self.preTokenizer = parts.preTokenizer
    self.startToken = startToken
    self.endToken = endToken
    self.stopTokens = stopTokens.union([endToken])
    if let rules = parts.sentencePiece {
      let pieces = rules.fallsBackToBytes ? (0...255).map(SentencePiece.piece(ofByte:)) : []
      byteIDs = pieces.map { parts.vocabulary.id(of: $0) ?? -1 }
      bytesOfIDs = Dictionary(
        byteIDs.enumerated().filter { $0.element >= 0 }.map { ($0.element, UInt8($0.offset)) },
        uniquingKeysWith: { first, _ in first })
    } else {
      byteIDs = ByteAlphabet.characters.map { parts.vocabulary.id(of: String($0)) ?? -1 }
      bytesOfIDs = [:]
    }
    rawFinder = AddedTokenFinder(parts.added.filter { !$0.isNormalized })
    let normalized = parts.added.filter(\.isNormalized).map { token in
      guard let rules = parts.sentencePiece, rules.isNormalizer else { return token }
      var (token, content) = (token, token.content)
      token.content = content.withUTF8 {
        String(decoding: rules.marked($0, isFirst: true), as: UTF8.self)
      }
      return token
    }
    normalizedFinder = AddedTokenFinder(normalized)
    markedPieces = Dictionary(
      normalized.map { ($0.id, $0.content) }, uniquingKeysWith: { first, _ in first })
    addedPieces = Dictionary(
      parts.added.map { ($0.id, $0.content) }, uniquingKeysWith: { first, _ in first })
    silent = Set(parts.added.filter(\.isSpecial).map(\.id))
      .union(self.stopTokens).union(startToken.map { [$0] } ?? [])
  }

  /// The ids of a text, without a start token. Added tokens in the text become their ids.
  public func encode(_ text: String) -> [Int32] {
    encode(text, recognizingSpecial: !parts.splitsSpecial)
  }

  /// The ids of a text, without a start token.
  ///
  /// - Parameter recognizingSpecial: whether special tokens in the text become their ids, or are text like
  ///   any other, as they should be in what a user typed.
  /// - Complexity: O(n log n) for n bytes.
  public func encode(_ text: String, recognizingSpecial: Bool) -> [Int32] {
    var text = text
    if let rules = parts.sentencePiece {
      return text.withUTF8 { encode($0, rules, recognizingSpecial) }
    }
    return text.withUTF8 { bytes in
      var encoder = WordEncoder(self, byteCount: bytes.count)
      rawFinder.split(bytes, recognizesSpecial: recognizingSpecial) { range, token in
        if let token { return encoder.ids.append(token) }
        let part = UnsafeBufferPointer(rebasing: bytes[range])
        guard parts.composes, let composed = Composition.composed(part) else {
          return encode(part, recognizingSpecial, &encoder)
        }
        composed.withUnsafeBufferPointer { encode($0, recognizingSpecial, &encoder) }
      }
      return encoder.ids
    }
  }

  private func encode(
    _ text: UnsafeBufferPointer<UInt8>, _ recognizesSpecial: Bool, _ encoder: inout WordEncoder
  ) {
    CharacterClasses.shared.flags.withUnsafeBufferPointer { flags in
      let scanner = WordScanner(text: text, flags: flags, preTokenizer: preTokenizer)
      normalizedFinder.split(text, recognizesSpecial: recognizesSpecial) { range, token in
        if let token { return encoder.ids.append(token) }
        scanner.scan(from: range.lowerBound, to: range.upperBound) { start, end in
          encoder.append(text, start, end, byteIDs)
        }
      }
    }
  }

  /// The ids of a text by SentencePiece's rules. Where the mark before a text is a normalizer's, added tokens that are
  /// normalized are looked for after it; where it is the pre-tokenizer's, before.
  private func encode(
    _ text: UnsafeBufferPointer<UInt8>, _ rules: SentencePiece, _ recognizesSpecial: Bool
  ) -> [Int32] {
    var encoder = CharacterEncoder(parts, byteIDs: byteIDs)
    rawFinder.split(text, recognizesSpecial: recognizesSpecial) { range, token in
      if let token { return encoder.ids.append(token) }
      let part = UnsafeBufferPointer(rebasing: text[range])
      if rules.isNormalizer {
        rules.marked(part, isFirst: true).withUnsafeBufferPointer { marked in
          normalizedFinder.split(marked, recognizesSpecial: recognizesSpecial) { range, token in
            if let token { return encoder.ids.append(token) }
            rules.words(UnsafeBufferPointer(rebasing: marked[range])) { encoder.append($0) }
          }
        }
        return
      }
      normalizedFinder.split(part, recognizesSpecial: recognizesSpecial) { inner, token in
        if let token { return encoder.ids.append(token) }
        let marked = rules.marked(
          UnsafeBufferPointer(rebasing: part[inner]),
          isFirst: range.lowerBound + inner.lowerBound == 0)
        marked.withUnsafeBufferPointer { rules.words($0) { encoder.append($0) } }
      }
    }
    return encoder.ids
  }

  /// The text of some ids; start, end and special tokens are left out, as are numbers that are no ids.
  public func decode(_ tokens: some Sequence<Int32>) -> String {
    decode(tokens, keepingSpecial: false)
  }

  /// The text of some ids. Bytes that are not UTF-8 become U+FFFD.
  public func decode(_ tokens: some Sequence<Int32>, keepingSpecial: Bool) -> String {
    if let rules = parts.sentencePiece {
      var decoder = PieceDecoder()
      for token in tokens where keepingSpecial || !silent.contains(token) {
        if let byte = bytesOfIDs[token] {
          decoder.append(byte: byte)
        } else if let piece = markedPieces[token] ?? piece(token) {
          decoder.append(piece)
        }
      }
      return decoder.text(dropsFirstBlank: rules.dropsFirstBlank)
    }
    var out: [UInt8] = []
    for token in tokens where keepingSpecial || !silent.contains(token) {
      out.append(contentsOf: bytes(of: token))
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Bytes that a token adds to a text; none for special tokens.
  public func byteCount(of token: Int32) -> Int { textBytes(of: token).count }

  /// These bytes, which need not be whole characters.
  public func textBytes(of token: Int32) -> [UInt8] {
    silent.contains(token) ? [] : bytes(of: token)
  }

  /// The bytes that a token stands for; none if it is not one.
  public func bytes(of token: Int32) -> [UInt8] {
    if let byte = bytesOfIDs[token] { return [byte] }
    guard let piece = markedPieces[token] ?? piece(token) else { return [] }
    return parts.sentencePiece == nil
      ? ByteAlphabet.bytes(of: piece) : SentencePiece.text(of: piece)
  }

  /// A token's piece as the vocabulary has it, such as `Ġthe` or `▁the` for " the".
  public func piece(_ token: Int32) -> String? {
    addedPieces[token] ?? parts.vocabulary.piece(token)
  }

  /// The token of a piece as the vocabulary has it.
  public func id(of piece: String) -> Int32? {
    parts.added.first { $0.content.utf8.elementsEqual(piece.utf8) }?.id
      ?? parts.vocabulary.id(of: piece)
  }
}
