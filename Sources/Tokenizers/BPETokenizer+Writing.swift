import Foundation

extension BPETokenizer {
  /// The tokenizer as a `tokenizer.json`, which other programs read with the same ids.
  public func tokenizerJSON() throws -> Data {
    var vocabulary: [JSONTree.Member] = (0..<Int32(parts.vocabulary.count)).compactMap { id in
      parts.vocabulary.piece(id).map { .init(key: $0, value: .integer(id)) }
    }
    let outside = parts.added.filter { parts.vocabulary.bytes(of: $0.id) == nil }
      .sorted { $0.id < $1.id }
    // Readers count on from the vocabulary; an id that they would count otherwise is written into it.
    let counted = zip(outside, parts.vocabulary.pieceCount...).allSatisfy { $0.id == Int32($1) }
    if !counted {
      vocabulary += outside.map { .init(key: $0.content, value: .integer($0.id)) }
    }
    let merges: [JSONTree] = parts.merges.pairs.map { pair in
      [
        .text(parts.vocabulary.piece(Int32(truncatingIfNeeded: pair >> 32)) ?? ""),
        .text(parts.vocabulary.piece(Int32(truncatingIfNeeded: pair)) ?? ""),
      ]
    }
    let byteLevel: (normalizer: JSONTree, preTokenizer: JSONTree, decoder: JSONTree) = (
      parts.composes ? ["type": "NFC"] : .null, preTokenizer.tree,
      ["type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true]
    )
    let steps = parts.sentencePiece?.steps ?? byteLevel
    let tree: JSONTree = [
      "version": "1.0", "truncation": .null, "padding": .null,
      "added_tokens": .list(parts.added.sorted { $0.id < $1.id }.map(\.tree)),
      "normalizer": steps.normalizer, "pre_tokenizer": steps.preTokenizer,
      "post_processor": TokenizerFiles.prepending(startToken, named: startToken.flatMap(piece)),
      "decoder": steps.decoder,
      "model": [
        "type": "BPE", "dropout": .null,
        "unk_token": parts.unknown.flatMap(piece).map { .text($0) } ?? .null,
        "continuing_subword_prefix": .null, "end_of_word_suffix": .null,
        "fuse_unk": .bool(parts.fusesUnknown),
        "byte_fallback": .bool(parts.sentencePiece?.fallsBackToBytes ?? false),
        "ignore_merges": .bool(parts.ignoresMerges), "vocab": .object(vocabulary),
        "merges": .list(merges),
      ],
    ]
    return Data(tree.json.utf8)
  }

  /// The `tokenizer_config.json` with which transformers' `AutoTokenizer` reads `tokenizerJSON()`.
  public func tokenizerConfigJSON(chatTemplate: String?) throws -> Data {
    TokenizerFiles.configuration(
      start: startToken.flatMap(piece), end: piece(endToken), chatTemplate: chatTemplate)
  }
}

extension AddedToken {
  /// The token as `tokenizer.json` has it.
  var tree: JSONTree {
    [
      "id": .integer(id), "content": .text(content), "single_word": false, "lstrip": false,
      "rstrip": false, "normalized": .bool(isNormalized), "special": .bool(isSpecial),
    ]
  }
}

/// What the files of all tokenizers have in common.
enum TokenizerFiles {
  /// The post-processor that puts a token before a text; null for none.
  static func prepending(_ token: Int32?, named piece: String?) -> JSONTree {
    guard let token, let piece else { return .null }
    func sequence(_ name: String) -> JSONTree {
      ["Sequence": ["id": .text(name), "type_id": .integer(0)]]
    }
    let start: JSONTree = ["SpecialToken": ["id": .text(piece), "type_id": .integer(0)]]
    return [
      "type": "TemplateProcessing", "single": [start, sequence("A")],
      "pair": [start, sequence("A"), sequence("B")],
      "special_tokens": .object([
        .init(
          key: piece,
          value: ["id": .text(piece), "ids": [.integer(token)], "tokens": [.text(piece)]])
      ]),
    ]
  }

  /// A `tokenizer_config.json`.
  static func configuration(start: String?, end: String?, chatTemplate: String?) -> Data {
    var tree: JSONTree = [
      "tokenizer_class": "PreTrainedTokenizerFast", "clean_up_tokenization_spaces": false,
    ]
    if let start { tree["bos_token"] = .text(start) }
    if let end { tree["eos_token"] = .text(end) }
    if let chatTemplate { tree["chat_template"] = .text(chatTemplate) }
    return Data(tree.json.utf8)
  }
}
