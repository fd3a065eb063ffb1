import Foundation

extension CharacterTokenizer {
  private static let endPiece = "<end>"

  private static var pieces: [String] {
    (32..<127).map { String(Unicode.Scalar(UInt8($0))) } + [endPiece]
  }

  /// The tokenizer as a `tokenizer.json`, which other programs read with the same ids.
  ///
  /// - Deviation: other programs take `<end>` in a text for the end token, not for five characters.
  public func tokenizerJSON() throws -> Data {
    let tree: JSONTree = [
      "version": "1.0", "truncation": .null, "padding": .null,
      "added_tokens": [
        AddedToken(id: endToken, content: Self.endPiece, isSpecial: true, isNormalized: false).tree
      ],
      "normalizer": .null,
      "pre_tokenizer": [
        "type": "Split", "pattern": ["Regex": #"[\s\S]"#], "behavior": "Isolated", "invert": false,
      ],
      "post_processor": TokenizerFiles.prepending(startToken, named: Self.endPiece),
      "decoder": ["type": "Fuse"],
      // An unknown token that is not in the vocabulary makes an unknown character an error.
      "model": [
        "type": "WordLevel",
        "vocab": .object(
          Self.pieces.enumerated().map { .init(key: $0.element, value: .integer($0.offset)) }),
        "unk_token": "<unknown>",
      ],
    ]
    return Data(tree.json.utf8)
  }

  /// The `tokenizer_config.json` with which transformers' `AutoTokenizer` reads `tokenizerJSON()`.
  public func tokenizerConfigJSON(chatTemplate: String?) throws -> Data {
    TokenizerFiles.configuration(
      start: Self.endPiece, end: Self.endPiece, chatTemplate: chatTemplate)
  }

  /// Whether a `tokenizer.json` is this vocabulary's.
  static func isDescribed(by tree: JSONTree) -> Bool {
    guard tree["model"]?["type"]?.text == "WordLevel",
      let members = tree["model"]?["vocab"]?.members, members.count == 96
    else { return false }
    return members.allSatisfy { member in
      guard let id = member.value.integer, (0..<96).contains(id) else { return false }
      return pieces[id] == member.key
    }
  }
}
