import Foundation

extension BPETokenizer {
  /// What a piece of a SentencePiece vocabulary is; the numbers are those of its files and of GGUF.
  enum PieceType: Int32 {
    case normal = 1
    case unknown, control, userDefined, unused, byte
  }

  /// A tokenizer from pieces with scores, as GGUF files of type `llama` and `tokenizer.model` have them.
  ///
  /// The pair that becomes the piece of the highest score is merged first, the leftmost of equal ones.
  ///
  /// - Parameters:
  ///   - pieces: the pieces by id, with `▁` for a blank.
  ///   - scores: their scores; empty where ids are in the order of the scores.
  ///   - pieceTypes: 1 normal, 2 unknown, 3 control, 4 added by the user, 5 unused, 6 byte; empty if all are normal.
  ///   - addsPrefix: whether a blank is put before a text, and before what follows an added token.
  ///   - startToken: the token that starts every plain text, if the model wants one.
  ///   - endToken: the token that ends every response.
  ///   - stopTokens: further tokens that end one.
  ///   - path: the file, for messages.
  /// - Throws: `TokenizersError`.
  public init(
    sentencePieces pieces: [String], scores: [Float], pieceTypes: [Int32], addsPrefix: Bool,
    startToken: Int32?, endToken: Int32, stopTokens: Set<Int32> = [], path: String
  ) throws {
    try self.init(
      Self.parts(
        pieces, scores, pieceTypes, prefix: addsPrefix ? .everyPart : .never, path: path),
      startToken: startToken, endToken: endToken, stopTokens: stopTokens, path: path)
  }

  static func parts(
    _ pieces: [String], _ scores: [Float], _ pieceTypes: [Int32], prefix: SentencePiece.Prefix,
    path: String
  ) throws -> Parts {
    guard pieces.count <= largestVocabulary, scores.isEmpty || scores.count == pieces.count,
      pieceTypes.isEmpty || pieceTypes.count == pieces.count
    else {
      throw TokenizersError.malformed(
        path: path,
        reason:
          "it has \(pieces.count) tokens, \(scores.count) scores and \(pieceTypes.count) token types"
      )
    }
    guard scores.allSatisfy({ !$0.isNaN }) else {
      throw TokenizersError.malformed(path: path, reason: "a score is not a number")
    }
    let types = pieces.indices.map { id in
      pieceTypes.isEmpty ? .normal : PieceType(rawValue: pieceTypes[id]) ?? .normal
    }
    let vocabulary = PieceTable(pieces)
    if let id = vocabulary.duplicate {
      throw TokenizersError.malformed(
        path: path, reason: "token \(id) '\(pieces[Int(id)].prefix(60))' is there twice")
    }
    var rules = SentencePiece(prefix: prefix)
    rules.dropsFirstBlank = prefix != .never
    rules.fallsBackToBytes = types.contains(.byte)
    return Parts(
      vocabulary: vocabulary,
      merges: merges(pieces, scores, types, vocabulary),
      added: pieces.indices.compactMap { id in
        switch types[id] {
        case .control, .unknown, .userDefined:
          AddedToken(
            id: Int32(id), content: pieces[id], isSpecial: types[id] != .userDefined,
            isNormalized: false)
        case .normal, .unused, .byte: nil
        }
      }, preTokenizer: .gpt2, unknown: types.firstIndex(of: .unknown).map { Int32($0) },
      fusesUnknown: true, sentencePiece: rules)
  }

  /// All pairs of pieces that become a piece, ranked by its score.
  private static func merges(
    _ pieces: [String], _ scores: [Float], _ types: [PieceType], _ vocabulary: PieceTable
  ) -> MergeTable {
    let normal = pieces.indices.filter { types[$0] == .normal }
    let order =
      scores.isEmpty
      ? normal : normal.sorted { (scores[$1], $0) < (scores[$0], $1) }
    var pairs: [UInt64] = []
    var results: [Int32] = []
    var ranks: [UInt32] = []
    var rank: UInt32 = 0
    for (place, id) in order.enumerated() {
      if place > 0, scores.isEmpty || scores[id] != scores[order[place - 1]] { rank += 1 }
      let code = Array(pieces[id].utf8)
      code.withUnsafeBufferPointer { code in
        // The longest left side first, as transformers orders what becomes the same piece.
        for cut in code.indices.dropFirst().reversed() where code[cut] & 0xC0 != 0x80 {
          guard let left = vocabulary.id(of: UnsafeBufferPointer(rebasing: code[..<cut])),
            let right = vocabulary.id(of: UnsafeBufferPointer(rebasing: code[cut...])),
            types[Int(left)] == .normal, types[Int(right)] == .normal
          else { continue }
          pairs.append(MergeTable.pair(left, right))
          results.append(Int32(id))
          ranks.append(rank)
        }
      }
    }
    return MergeTable(pairs: pairs, results: results, ranks: ranks)
  }
}

// MARK: - tokenizer.json

extension SentencePiece {
  /// The rules that a `tokenizer.json` describes; `nil` if it is one of bytes.
  ///
  /// - Throws: `TokenizersError.unsupported` for steps that are neither.
  init?(_ tree: JSONTree, path: String) throws {
    let normalizers = BPETokenizer.steps(tree["normalizer"], "normalizers")
    let preTokenizers = BPETokenizer.steps(tree["pre_tokenizer"], "pretokenizers")
    let marks = ["Prepend", "Replace"]
    let fallsBack = tree["model"]?["byte_fallback"]?.bool ?? false
    guard
      fallsBack || normalizers.contains(where: { marks.contains($0["type"]?.text ?? "") })
        || preTokenizers.contains(where: { $0["type"]?.text == "Metaspace" })
    else { return nil }
    func unsupported(_ reason: String) -> TokenizersError {
      .unsupported(path: path, reason: reason)
    }
    fallsBackToBytes = fallsBack
    prefix = .never

    for step in normalizers {
      switch step["type"]?.text {
      case "Prepend" where step["prepend"]?.text == "▁": prefix = .everyPart
      case "Replace" where Self.isReplacement(step, " ", "▁"): break
      default:
        throw unsupported(
          "a normalizer beside SentencePiece's of type \((step["type"]?.text ?? "none").prefix(60))"
        )
      }
    }
    for step in preTokenizers {
      switch step["type"]?.text {
      case "Metaspace" where normalizers.isEmpty && step["replacement"]?.text == "▁":
        switch step["prepend_scheme"]?.text {
        case "first": prefix = .first
        case "never": prefix = .never
        case "always": prefix = .always
        // Before the setting was there.
        case nil: prefix = step["add_prefix_space"]?.bool ?? true ? .always : .never
        case let other?: throw unsupported("a Metaspace of prepend_scheme \(other.prefix(60))")
        }
        splitsWords = step["split"]?.bool ?? true
      // After blanks were replaced there is none to split at.
      case "Split" where !normalizers.isEmpty && step["pattern"]?["String"]?.text == " ": break
      default:
        throw unsupported(
          "a pre_tokenizer beside SentencePiece's of type "
            + "\((step["type"]?.text ?? "none").prefix(60))")
      }
    }
    try readDecoder(BPETokenizer.steps(tree["decoder"], "decoders"), unsupported)
  }

  private mutating func readDecoder(
    _ steps: [JSONTree], _ unsupported: (String) -> TokenizersError
  ) throws {
    dropsFirstBlank = false
    var kinds: Set<String> = []
    for step in steps {
      let type = step["type"]?.text ?? "none"
      kinds.insert(type)
      switch type {
      case "Replace" where Self.isReplacement(step, "▁", " "): break
      case "ByteFallback", "Fuse": break
      case "Strip"
      where step["content"]?.text == " " && step["start"]?.integer == 1
        && (step["stop"]?.integer ?? 0) == 0:
        dropsFirstBlank = true
      case "Metaspace" where step["replacement"]?.text == "▁":
        dropsFirstBlank =
          step["prepend_scheme"].map { $0.text != "never" }
          ?? step["add_prefix_space"]?.bool ?? true
      default: throw unsupported("a decoder beside SentencePiece's of type \(type.prefix(60))")
      }
    }
    guard kinds.contains("Replace") || kinds.contains("Metaspace"),
      kinds.contains("ByteFallback") || !fallsBackToBytes
    else {
      throw unsupported("a decoder that does not put SentencePiece's pieces together")
    }
  }

  private static func isReplacement(_ step: JSONTree, _ from: String, _ to: String) -> Bool {
    step["pattern"]?["String"]?.text == from && step["content"]?.text == to
  }

  /// The steps as `tokenizer.json` has them.
  var steps: (normalizer: JSONTree, preTokenizer: JSONTree, decoder: JSONTree) {
    func replacement(_ from: String, _ to: String) -> JSONTree {
      ["type": "Replace", "pattern": ["String": .text(from)], "content": .text(to)]
    }
    var decoders = [replacement("▁", " ")]
    if fallsBackToBytes { decoders.append(["type": "ByteFallback"]) }
    decoders.append(["type": "Fuse"])
    if dropsFirstBlank {
      decoders.append(["type": "Strip", "content": " ", "start": .integer(1), "stop": .integer(0)])
    }
    let decoder: JSONTree = ["type": "Sequence", "decoders": .list(decoders)]
    let marked = replacement(" ", "▁")
    switch prefix {
    case .everyPart:
      let prepended: JSONTree = ["type": "Prepend", "prepend": "▁"]
      return (["type": "Sequence", "normalizers": [prepended, marked]], .null, decoder)
    case .never where !splitsWords: return (marked, .null, decoder)
    case .never, .first, .always:
      let scheme = prefix == .never ? "never" : prefix == .first ? "first" : "always"
      return (
        .null,
        [
          "type": "Metaspace", "replacement": "▁", "prepend_scheme": .text(scheme),
          "split": .bool(splitsWords),
        ], decoder
      )
    }
  }
}
