import Foundation
import Support

/// The tokenizer's files in a model folder as Hugging Face lays it out.
public enum TokenizerFolder {
  /// Reads `tokenizer.json` and, where they are there, `tokenizer_config.json`, `special_tokens_map.json`,
  /// `generation_config.json` and `config.json` for start, end and stop tokens. A folder without
  /// `tokenizer.json` whose `config.json` has 96 tokens is one of `CharacterTokenizer`.
  ///
  /// - Throws: `SupportError.file` if a file is missing, `TokenizersError` if one does not fit.
  public static func load(_ folder: String) throws -> any Tokenizer {
    let path = folder + "/tokenizer.json"
    guard FileManager.default.fileExists(atPath: path) else {
      if try read("config.json", in: folder)?["vocab_size"]?.integer == 96 {
        return CharacterTokenizer()
      }
      throw SupportError.file(action: "read", path: path, reason: "no such file")
    }
    let tree = try JSONReader.read(path)
    if CharacterTokenizer.isDescribed(by: tree) { return CharacterTokenizer() }

    let configuration = try read("tokenizer_config.json", in: folder)
    let map = try read("special_tokens_map.json", in: folder)
    let generation = try read("generation_config.json", in: folder)
    let model = try read("config.json", in: folder)
    let plain = try BPETokenizer(tree, startToken: nil, endToken: 0, stopTokens: [], path: path)
    func token(_ key: String) throws -> Int32? {
      guard let piece = name(configuration?[key]) ?? name(map?[key]) else { return nil }
      guard let id = plain.id(of: piece) else {
        throw TokenizersError.malformed(
          path: path, reason: "\(key) '\(piece.prefix(60))' is not one of its tokens")
      }
      return id
    }
    var start: Int32?? = nil
    switch configuration?["add_bos_token"]?.bool {
    case true?: start = .some(try token("bos_token"))
    case false?: start = .some(nil)
    case nil: break
    }
    let stops =
      ids(generation?["eos_token_id"]) ?? ids(model?["eos_token_id"]) ?? []
    return try BPETokenizer(
      tree, startToken: start, endToken: try token("eos_token") ?? stops.first,
      stopTokens: Set(stops), path: path)
  }

  /// The text of the chat template: `chat_template.jinja`, or the one in `tokenizer_config.json`; of several
  /// the one named `default`. `nil` if there is none.
  ///
  /// - Throws: `SupportError.file` if a file cannot be read, `TokenizersError` if one is not JSON.
  public static func chatTemplateText(_ folder: String) throws -> String? {
    let path = folder + "/chat_template.jinja"
    if FileManager.default.fileExists(atPath: path) { return try AtomicFile.readText(path) }
    let found = try read("tokenizer_config.json", in: folder)?["chat_template"]
    if let text = found?.text { return text }
    return found?.list?.first { $0["name"]?.text == "default" }?["template"]?.text
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
