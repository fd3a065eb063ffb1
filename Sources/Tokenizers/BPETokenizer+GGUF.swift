extension BPETokenizer {
  /// A tokenizer from the arrays of a GGUF file.
  ///
  /// - Parameters:
  ///   - pieces: `tokenizer.ggml.tokens`.
  ///   - merges: `tokenizer.ggml.merges`, two pieces with a blank between them each.
  ///   - tokenTypes: `tokenizer.ggml.token_type`: 1 normal, 3 special, 4 added by the user, 5 unused, 6 byte;
  ///     empty if the file has none.
  ///   - preTokenizer: what `tokenizer.ggml.pre` names. Llama 3's leaves words of the vocabulary unmerged and
  ///     Qwen2's brings texts into normal form C, which a GGUF file does not say.
  ///   - startToken: the token that starts every plain text, if the model wants one.
  ///   - endToken: the token that ends every response.
  ///   - stopTokens: further tokens that end one.
  ///   - ignoresMerges: whether words of the vocabulary stay unmerged, where the pre-tokenizer does not say.
  ///   - path: the file, for messages.
  /// - Throws: `TokenizersError`.
  public init(
    pieces: [String], merges: [String], tokenTypes: [Int32], preTokenizer: PreTokenizer,
    startToken: Int32?, endToken: Int32, stopTokens: Set<Int32> = [],
    ignoresMerges: Bool? = nil, path: String
  ) throws {
    guard tokenTypes.isEmpty || tokenTypes.count == pieces.count else {
      throw TokenizersError.malformed(
        path: path, reason: "it has \(pieces.count) tokens, but \(tokenTypes.count) token types")
    }
    guard pieces.count <= Self.largestVocabulary else {
      throw TokenizersError.malformed(path: path, reason: "it has \(pieces.count) tokens")
    }
    var added: [AddedToken] = []
    for (id, type) in tokenTypes.enumerated() {
      switch type {
      case 3, 4:
        added.append(
          AddedToken(
            id: Int32(id), content: pieces[id], isSpecial: type == 3, isNormalized: false))
      case 6 where pieces[id].hasPrefix("<0x"):
        throw TokenizersError.unsupported(
          path: path,
          reason: "token \(id) '\(pieces[id])' is a byte beside a vocabulary of characters")
      default: break
      }
    }
    let vocabulary = PieceTable(pieces)
    if let id = vocabulary.duplicate {
      throw TokenizersError.malformed(
        path: path, reason: "token \(id) '\(pieces[Int(id)])' is there twice")
    }
    let pairs = try merges.map { merge in
      try Self.pair(splitting: merge, vocabulary: vocabulary, path: path)
    }
    try self.init(
      Parts(
        vocabulary: vocabulary,
        merges: try Self.mergeTable(pairs, vocabulary: vocabulary, path: path), added: added,
        preTokenizer: preTokenizer, composes: preTokenizer == .qwen2,
        ignoresMerges: ignoresMerges ?? (preTokenizer == .llama3)),
      startToken: startToken, endToken: endToken, stopTokens: stopTokens, path: path)
  }

  /// More tokens than any model has: what is above is not a vocabulary.
  static let largestVocabulary = 1_000_000

  /// The ids of the two pieces of a merge that is written with a blank between them.
  static func pair(
    splitting merge: String, vocabulary: PieceTable, path: String
  ) throws -> UInt64 {
    let sides = merge.utf8.split(separator: 32, omittingEmptySubsequences: false)
    guard sides.count == 2 else {
      throw TokenizersError.malformed(
        path: path, reason: "merge '\(merge.prefix(60))' is not two pieces and a blank")
    }
    return try pair(String(Substring(sides[0])), String(Substring(sides[1])), vocabulary, path)
  }

  /// The ids of the two pieces of a merge.
  static func pair(
    _ left: String, _ right: String, _ vocabulary: PieceTable, _ path: String
  ) throws -> UInt64 {
    func id(_ piece: String) throws -> Int32 {
      guard let id = vocabulary.id(of: piece) else {
        throw TokenizersError.malformed(
          path: path, reason: "'\(piece.prefix(60))' is merged, but is not in the vocabulary")
      }
      return id
    }
    return MergeTable.pair(try id(left), try id(right))
  }

  /// The merges with what they become.
  static func mergeTable(
    _ pairs: [UInt64], vocabulary: PieceTable, path: String
  ) throws -> MergeTable {
    var joined: [UInt8] = []
    let results = try pairs.map { pair in
      joined.removeAll(keepingCapacity: true)
      joined += vocabulary.bytes(of: Int32(truncatingIfNeeded: pair >> 32)) ?? []
      joined += vocabulary.bytes(of: Int32(truncatingIfNeeded: pair)) ?? []
      guard let result = joined.withUnsafeBufferPointer({ vocabulary.id(of: $0) }) else {
        throw TokenizersError.malformed(
          path: path,
          reason:
            "'\(String(decoding: joined, as: UTF8.self).prefix(60))' is the result of a merge, "
            + "but is not in the vocabulary")
      }
      return result
    }
    return MergeTable(pairs: pairs, results: results)
  }
}
