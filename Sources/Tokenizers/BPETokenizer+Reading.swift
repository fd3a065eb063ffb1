import Foundation

extension BPETokenizer {
  /// End tokens by custom, for a `tokenizer.json` that stands alone: such a file does not name one.
  private static let customaryEnds = [
    "<|im_end|>", "<|eot_id|>", "<|endoftext|>", "<|end_of_text|>", "</s>",
  ]

  /// A tokenizer from the contents of a `tokenizer.json`.
  ///
  /// - Parameters:
  ///   - json: the file's bytes.
  ///   - startToken: the token that starts every plain text; by default what the file's post-processor
  ///     prepends; `.some(nil)` for none.
  ///   - endToken: the token that ends every response; by default the first there is of `<|im_end|>`,
  ///     `<|eot_id|>`, `<|endoftext|>`, `<|end_of_text|>` and `</s>`.
  ///   - stopTokens: further tokens that end a response.
  ///   - path: the file, for messages.
  /// - Throws: `TokenizersError.malformed` or `.unsupported`.
  public init(
    json: Data, startToken: Int32?? = nil, endToken: Int32? = nil, stopTokens: Set<Int32> = [],
    path: String = "tokenizer.json"
  ) throws {
    try self.init(
      JSONReader.parse(json, path: path), startToken: startToken, endToken: endToken,
      stopTokens: stopTokens, path: path)
  }

  init(
    _ tree: JSONTree, startToken: Int32??, endToken: Int32?, stopTokens: Set<Int32>,
    splitsSpecial: Bool = false, path: String
  ) throws {
    var parts = try Self.parts(tree, path: path)
    parts.splitsSpecial = splitsSpecial
    let (added, vocabulary) = (parts.added, parts.vocabulary)
    func id(_ piece: String) -> Int32? {
      added.first { $0.content.utf8.elementsEqual(piece.utf8) }?.id
        ?? vocabulary.id(of: piece)
    }
    guard let end = endToken ?? Self.customaryEnds.lazy.compactMap(id).first else {
      throw TokenizersError.malformed(
        path: path, reason: "no end token: name it as eos_token in tokenizer_config.json")
    }
    let prepended = try Self.prepended(tree["post_processor"], path: path)
    let start =
      try startToken
      ?? prepended.map { piece in
        guard let id = id(piece) else {
          throw TokenizersError.malformed(
            path: path, reason: "post_processor prepends '\(piece.prefix(60))', which is no token")
        }
        return id
      }
    try self.init(parts, startToken: start, endToken: end, stopTokens: stopTokens, path: path)
  }

  private static func parts(_ tree: JSONTree, path: String) throws -> Parts {
    guard let model = tree["model"] else {
      throw TokenizersError.malformed(path: path, reason: "it has no model")
    }
    // The first files of this kind had no type; only byte-pair encoding has merges.
    let type = model["type"]?.text ?? (model["merges"] == nil ? "none" : "BPE")
    guard type == "BPE" else {
      throw TokenizersError.unsupported(
        path: path, reason: "a model of type \(type.prefix(60)); known is BPE")
    }
    try refuseSettings(model, path: path)
    let sentencePiece = try SentencePiece(tree, path: path)
    let (preTokenizer, composes) =
      sentencePiece == nil ? try byteLevelSteps(tree, path: path) : (.gpt2, false)
    let vocabulary = try vocabulary(model["vocab"], path: path)
    let pairs = try (model["merges"]?.list ?? []).map { merge in
      if let merge = merge.text {
        return try pair(splitting: merge, vocabulary: vocabulary, path: path)
      }
      guard let sides = merge.list, sides.count == 2, let left = sides[0].text,
        let right = sides[1].text
      else {
        throw TokenizersError.malformed(path: path, reason: "a merge that is not two pieces")
      }
      return try pair(left, right, vocabulary, path)
    }
    var unknown: Int32?
    if let piece = model["unk_token"]?.text {
      unknown = vocabulary.id(of: piece)
      guard unknown != nil else {
        throw TokenizersError.malformed(
          path: path, reason: "unk_token '\(piece.prefix(60))' is not in the vocabulary")
      }
    }
    return Parts(
      vocabulary: vocabulary,
      merges: try mergeTable(pairs, vocabulary: vocabulary, path: path),
      added: try added(tree["added_tokens"], vocabulary: vocabulary, path: path),
      preTokenizer: preTokenizer, composes: composes,
      ignoresMerges: model["ignore_merges"]?.bool ?? false, unknown: unknown,
      fusesUnknown: model["fuse_unk"]?.bool ?? false, sentencePiece: sentencePiece)
  }

  /// How words are divided before bytes are merged, and whether texts are composed.
  private static func byteLevelSteps(
    _ tree: JSONTree, path: String
  ) throws -> (PreTokenizer, composes: Bool) {
    let preTokenizer = try PreTokenizer(tree["pre_tokenizer"], path: path)
    let composes: Bool
    switch steps(tree["normalizer"], "normalizers").map({ $0["type"]?.text }) {
    case []: composes = false
    case ["NFC"]: composes = true
    default:
      throw TokenizersError.unsupported(
        path: path, reason: "a normalizer that is neither null nor NFC")
    }
    switch steps(tree["decoder"], "decoders").map({ $0["type"]?.text }) {
    case [], ["ByteLevel"]: break
    case let types:
      let names = types.map { $0 ?? "none" }.joined(separator: ", ")
      throw TokenizersError.unsupported(
        path: path, reason: "a decoder of type \(names.prefix(60)); known is ByteLevel")
    }
    return (preTokenizer, composes)
  }

  /// A step, or those of a sequence of them; none for null.
  static func steps(_ tree: JSONTree?, _ key: String) -> [JSONTree] {
    guard let tree, !tree.isNull else { return [] }
    guard tree["type"]?.text == "Sequence" else { return [tree] }
    return (tree[key]?.list ?? []).flatMap { steps($0, key) }
  }

  /// What would change ids, but is not done here, must not be passed over.
  private static func refuseSettings(_ model: JSONTree, path: String) throws {
    for key in ["continuing_subword_prefix", "end_of_word_suffix"] {
      if let value = model[key], !value.isNull, value.text?.isEmpty != true {
        throw TokenizersError.unsupported(path: path, reason: "a model with \(key)")
      }
    }
    if case .number(let digits)? = model["dropout"], Double(digits) != 0 {
      throw TokenizersError.unsupported(path: path, reason: "a model with dropout")
    }
  }

  private static func vocabulary(_ tree: JSONTree?, path: String) throws -> PieceTable {
    guard let members = tree?.members else {
      throw TokenizersError.malformed(path: path, reason: "model.vocab is not an object")
    }
    var pieces = [String?](repeating: nil, count: members.count)
    for member in members {
      guard let id = member.value.integer, (0..<largestVocabulary).contains(id) else {
        throw TokenizersError.malformed(
          path: path,
          reason: "the id of '\(member.key.prefix(60))' is not below \(largestVocabulary)")
      }
      while pieces.count <= id { pieces.append(nil) }
      guard pieces[id] == nil else {
        throw TokenizersError.malformed(path: path, reason: "two pieces have the id \(id)")
      }
      pieces[id] = member.key
    }
    while let last = pieces.last, last == nil { pieces.removeLast() }
    let table = PieceTable(pieces)
    if let id = table.duplicate {
      throw TokenizersError.malformed(
        path: path, reason: "'\((pieces[Int(id)] ?? "").prefix(60))' is there twice")
    }
    return table
  }

  private static func added(
    _ tree: JSONTree?, vocabulary: PieceTable, path: String
  ) throws -> [AddedToken] {
    var contents: [Int32: String] = [:]
    return try (tree?.list ?? []).map { token in
      guard let content = token["content"]?.text, let id = token["id"]?.integer,
        (0..<largestVocabulary).contains(id)
      else {
        throw TokenizersError.malformed(path: path, reason: "an added token without content or id")
      }
      let name = content.prefix(60)
      for flag in ["single_word", "lstrip", "rstrip"] where token[flag]?.bool == true {
        throw TokenizersError.unsupported(path: path, reason: "added token '\(name)' with \(flag)")
      }
      let own = vocabulary.id(of: content)
      guard own == nil || own == Int32(id), contents[Int32(id)] == nil,
        own != nil || vocabulary.bytes(of: Int32(id)) == nil
      else {
        throw TokenizersError.malformed(
          path: path, reason: "added token '\(name)' has the id \(id), which is not its own")
      }
      contents[Int32(id)] = content
      let isSpecial = token["special"]?.bool ?? false
      return AddedToken(
        id: Int32(id), content: content, isSpecial: isSpecial,
        isNormalized: token["normalized"]?.bool ?? !isSpecial)
    }
  }

  /// The piece that the post-processor puts before a text.
  static func prepended(_ tree: JSONTree?, path: String) throws -> String? {
    switch tree?["type"]?.text {
    case nil, "ByteLevel": return nil
    case "TemplateProcessing":
      return tree?["single"]?.list?.first?["SpecialToken"]?["id"]?.text
    case "Sequence":
      return try (tree?["processors"]?.list ?? []).lazy
        .compactMap { try prepended($0, path: path) }.first
    case .some(let type):
      throw TokenizersError.unsupported(
        path: path,
        reason:
          "a post_processor of type \(type.prefix(60)); known are TemplateProcessing and ByteLevel")
    }
  }
}
