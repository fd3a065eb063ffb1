import Foundation
import Support

/// The tokenizer's files in a model folder as Hugging Face lays it out.
public enum TokenizerFolder {
  /// Reads `tokenizer.json`, or else `vocab.json` with `merges.txt` or SentencePiece's `tokenizer.model`, and, where they are
  /// there, `added_tokens.json`, `tokenizer_config.json`, `special_tokens_map.json`,
  /// `generation_config.json` and `config.json` for start, end and stop tokens. A folder without
  /// `tokenizer.json` whose `config.json` has 96 tokens is one of `CharacterTokenizer`.
  ///
  /// - Throws: `SupportError.file` if a file is missing, `TokenizersError` if one does not fit.
  public static func load(_ folder: String) throws -> any Tokenizer {
    let path = folder + "/tokenizer.json"
    let configuration = try read("tokenizer_config.json", in: folder)
    guard
      var tree = try read("tokenizer.json", in: folder) ?? classic(folder)
        ?? sentencePiece(folder, configuration)
    else {
      if try read("config.json", in: folder)?["vocab_size"]?.integer == 96 {
        return CharacterTokenizer()
      }
      throw SupportError.file(action: "read", path: path, reason: "no such file")
    }
    if CharacterTokenizer.isDescribed(by: tree) { return CharacterTokenizer() }

    let map = try read("special_tokens_map.json", in: folder)
    let generation = try read("generation_config.json", in: folder)
    let model = try read("config.json", in: folder)
    tree = try withFurtherTokens(tree, configuration, map)
    let plain = try BPETokenizer(tree, startToken: nil, endToken: 0, stopTokens: [], path: path)
    func token(_ key: String) throws -> Int32? {
      guard let piece = name(configuration?[key]) ?? name(map?[key]) else { return nil }
      guard let id = plain.id(of: piece) else {
        throw TokenizersError.malformed(
          path: path, reason: "\(key) '\(piece.prefix(60))' is not one of its tokens")
      }
      return id
    }
    // The post-processor says what is put before a text; of Llama's tokenizers it is made by this setting.
    let isLlama = configuration?["tokenizer_class"]?.text?.hasPrefix("Llama") ?? false
    let hasStart = try BPETokenizer.prepended(tree["post_processor"], path: path) != nil
    var start: Int32?? = nil
    switch configuration?["add_bos_token"]?.bool {
    case true? where isLlama || !hasStart: start = .some(try token("bos_token"))
    case false? where isLlama: start = .some(nil)
    default: break
    }
    let stops =
      ids(generation?["eos_token_id"]) ?? ids(model?["eos_token_id"]) ?? []
    return try BPETokenizer(
      tree, startToken: start, endToken: try token("eos_token") ?? stops.first,
      stopTokens: Set(stops), splitsSpecial: configuration?["split_special_tokens"]?.bool ?? false,
      path: path)
  }

  /// SentencePiece's file as a tree, if it is there, with the tokens of `added_tokens.json`.
  private static func sentencePiece(
    _ folder: String, _ configuration: JSONTree?
  ) throws -> JSONTree? {
    let path = folder + "/tokenizer.model"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    var tree = try SentencePieceModel(path: path).tree(
      isLegacy: configuration?["legacy"]?.bool ?? true)
    let further = try read("added_tokens.json", in: folder)?.members ?? []
    let known = Set((tree["added_tokens"]?.list ?? []).compactMap { $0["content"]?.text })
    let added: [JSONTree] = further.filter { !known.contains($0.key) }.map { member in
      .object([
        .init(key: "id", value: member.value), .init(key: "content", value: .text(member.key)),
        .init(key: "special", value: .bool(false)), .init(key: "normalized", value: .bool(false)),
      ])
    }
    tree["added_tokens"] = .list((tree["added_tokens"]?.list ?? []) + added)
    return tree
  }

  /// The two files of GPT-2's days as one tree, if they are there.
  private static func classic(_ folder: String) throws -> JSONTree? {
    guard let vocabulary = try read("vocab.json", in: folder),
      FileManager.default.fileExists(atPath: folder + "/merges.txt")
    else { return nil }
    let lines = try AtomicFile.readText(folder + "/merges.txt")
      .split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#version") }
    let byteLevel = JSONTree.object([
      .init(key: "type", value: .text("ByteLevel")),
      .init(key: "add_prefix_space", value: .bool(false)),
    ])
    return .object([
      .init(
        key: "model",
        value: .object([
          .init(key: "type", value: .text("BPE")), .init(key: "vocab", value: vocabulary),
          .init(key: "merges", value: .list(lines.map { .text(String($0)) })),
        ])),
      .init(key: "pre_tokenizer", value: byteLevel), .init(key: "decoder", value: byteLevel),
    ])
  }

  /// With the tokens that only `tokenizer_config.json` or `special_tokens_map.json` has.
  private static func withFurtherTokens(
    _ tree: JSONTree, _ configuration: JSONTree?, _ map: JSONTree?
  ) throws -> JSONTree {
    var tokens = tree["added_tokens"]?.list ?? []
    var known = Set(tokens.compactMap { $0["content"]?.text })
    let vocabulary = tree["model"]?["vocab"]
    var largest = vocabulary?.members?.compactMap(\.value.integer).max() ?? -1
    largest = tokens.compactMap { $0["id"]?.integer }.reduce(largest, max)
    for member in configuration?["added_tokens_decoder"]?.members ?? [] {
      guard let id = Int(member.key), let content = member.value["content"]?.text,
        known.insert(content).inserted
      else { continue }
      var token = member.value
      token["id"] = .integer(id)
      tokens.append(token)
      largest = max(largest, id)
    }
    for list in [configuration, map] {
      for token in list?["additional_special_tokens"]?.list ?? [] {
        guard let content = name(token), known.insert(content).inserted else { continue }
        if vocabulary?[content] == nil { largest += 1 }
        tokens.append(
          .object([
            .init(key: "id", value: .integer(vocabulary?[content]?.integer ?? largest)),
            .init(key: "content", value: .text(content)), .init(key: "special", value: .bool(true)),
          ]))
      }
    }
    var whole = tree
    whole["added_tokens"] = .list(tokens)
    return whole
  }

  /// The chat template: `chat_template.jinja`, `chat_template.json`, or the one in `tokenizer_config.json`; of several
  /// the one named `default`. `nil` if there is none.
  ///
  /// - Parameter tokenizer: that of the folder, for the texts of the tokens that end a turn.
  /// - Throws: `SupportError.file` if a file cannot be read, `TokenizersError` if one is not JSON.
  public static func chatTemplate(
    _ folder: String, tokenizer: any Tokenizer
  ) throws -> ChatTemplate? {
    let configuration = try read("tokenizer_config.json", in: folder)
    let map = try read("special_tokens_map.json", in: folder)
    var variables: [String: String] = [:]
    for tree in [map, configuration] {
      for member in tree?.members ?? [] where member.key.hasSuffix("_token") {
        if let text = name(member.value) { variables[member.key] = text }
      }
    }
    func template(_ text: String, _ file: String) -> ChatTemplate {
      ChatTemplate(
        text, path: "\(folder)/\(file)", variables: variables, ends: tokenizer.stopTexts)
    }
    let path = folder + "/chat_template.jinja"
    if FileManager.default.fileExists(atPath: path) {
      return template(try AtomicFile.readText(path), "chat_template.jinja")
    }
    for file in ["chat_template.json", "tokenizer_config.json"] {
      let found = try read(file, in: folder)?["chat_template"]
      let named = found?.list?.first { $0["name"]?.text == "default" }?["template"]
      if let text = found?.text ?? named?.text { return template(text, file) }
    }
    return nil
  }

  /// Writes `tokenizer.json`, `tokenizer_config.json`, the chat template, and the end and stop tokens into
  /// `generation_config.json`, whose other settings stay.
  ///
  /// - Throws: `SupportError.file`; `TokenizersError.unsupported` for a tokenizer of another type.
  public static func save(
    _ tokenizer: any Tokenizer, chatTemplate: String?, to folder: String
  ) throws {
    let json, configuration: Data
    switch tokenizer {
    case let tokenizer as BPETokenizer:
      json = try tokenizer.tokenizerJSON()
      configuration = try tokenizer.tokenizerConfigJSON(chatTemplate: chatTemplate)
    case let tokenizer as CharacterTokenizer:
      json = try tokenizer.tokenizerJSON()
      configuration = try tokenizer.tokenizerConfigJSON(chatTemplate: chatTemplate)
    default:
      throw TokenizersError.unsupported(
        path: folder, reason: "writing a tokenizer of type \(type(of: tokenizer))")
    }
    var generation = try read("generation_config.json", in: folder) ?? .object([])
    let further = tokenizer.stopTokens.subtracting([tokenizer.endToken]).sorted()
    let end = JSONTree.integer(tokenizer.endToken)
    generation["eos_token_id"] =
      further.isEmpty ? end : .list([end] + further.map { .integer($0) })
    if let start = tokenizer.startToken { generation["bos_token_id"] = .integer(start) }

    try AtomicFile.write(json, to: folder + "/tokenizer.json")
    try AtomicFile.write(configuration, to: folder + "/tokenizer_config.json")
    try AtomicFile.write(generation.json, to: folder + "/generation_config.json")
    let template = folder + "/chat_template.jinja"
    if let chatTemplate {
      try AtomicFile.write(chatTemplate, to: template)
    } else if FileManager.default.fileExists(atPath: template), unlink(template) != 0 {
      // One that is left over would be taken for this tokenizer's.
      throw SupportError.file(
        action: "remove", path: template, reason: String(cString: strerror(errno)))
    }
  }

  private static func read(_ name: String, in folder: String) throws -> JSONTree? {
    let path = folder + "/" + name
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try JSONReader.read(path)
  }

  /// A token's text, which is given alone or as the `content` of an object.
  private static func name(_ tree: JSONTree?) -> String? { tree?.text ?? tree?["content"]?.text }

  /// One id or a list of them.
  private static func ids(_ tree: JSONTree?) -> [Int32]? {
    guard let tree, !tree.isNull else { return nil }
    return (tree.list ?? [tree]).compactMap { $0.integer.flatMap { Int32(exactly: $0) } }
  }
}
