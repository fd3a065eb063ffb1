import Foundation
import Networks
import Support
import Tensors
import Tokenizers

/// A model with what is needed to talk to it: its vocabulary and its chat template.
public struct LanguageModel: Sendable {
  /// The network; adapted, if it was read from an adapter's folder.
  public let transformer: Transformer
  /// The vocabulary.
  public let tokenizer: any Tokenizer
  /// How conversations are written; `nil` for a model that knows none.
  public let chatTemplate: ChatTemplate?
  /// Where it was read from.
  public let path: String
  /// Where the frozen model was read from; `path` unless that is an adapter's folder.
  public let basePath: String

  /// A model from its parts.
  public init(
    _ transformer: Transformer, tokenizer: any Tokenizer, chatTemplate: ChatTemplate? = nil,
    path: String = "", basePath: String? = nil
  ) {
    self.transformer = transformer
    self.tokenizer = tokenizer
    self.chatTemplate = chatTemplate
    self.path = path
    self.basePath = basePath ?? path
  }

  /// Reads a model: a Hugging Face folder, a folder of PEFT's with an adapter (whose base is read too), or a
  /// GGUF file.
  ///
  /// - Parameter base: the model that an adapter is for, instead of the one that its folder names.
  /// - Throws: `NetworksError`, `TokenizersError` or `SupportError` that says what is missing or not supported.
  public static func load(_ path: String, base: String? = nil) throws -> LanguageModel {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists && !isFolder.boolValue { return try loadGGUF(path) }
    if let damage = FolderDigest.damage(in: path) {
      throw NetworksError.malformed(
        path: path, reason: "\(damage); if you changed it yourself, remove \(FolderDigest.name)")
    }
    if AdapterFolder.isAdapter(path) { return try loadAdapter(path, base: base) }
    guard base == nil else {
      throw NetworksError.mismatch(path: path, reason: "it is no adapter, so it has no base model")
    }
    if !exists, path.split(separator: "/").count == 2, !path.hasPrefix("/"), !path.hasPrefix(".") {
      throw SupportError.file(
        action: "read", path: path,
        reason: "there is no such folder; a name on the Hugging Face hub is not downloaded, "
          + "give the folder with its files")
    }
    let transformer = try ModelFolder.load(path)
    let tokenizer = try TokenizerFolder.load(path)
    try requireFit(tokenizer, transformer.shape, path)
    let template = try TokenizerFolder.chatTemplate(path, tokenizer: tokenizer)
    return LanguageModel(transformer, tokenizer: tokenizer, chatTemplate: template, path: path)
  }

  /// More tokens than the model has are added ones that it was never taught, such as one to pad with.
  private static func requireFit(
    _ tokenizer: any Tokenizer, _ shape: TransformerShape, _ path: String
  ) throws {
    let needed = tokenizer.ordinaryCount
    guard needed <= shape.vocabulary,
      tokenizer.stopTokens.allSatisfy({ $0 < shape.vocabulary }),
      (tokenizer.startToken ?? 0) < shape.vocabulary
    else {
      throw NetworksError.mismatch(
        path: path,
        reason: "the tokenizer has \(needed) tokens, the model \(shape.vocabulary)")
    }
  }

  private static func loadAdapter(_ path: String, base given: String?) throws -> LanguageModel {
    let named = given == nil ? try AdapterFolder.base(of: path) : given
    guard let base = named, !base.isEmpty else {
      throw NetworksError.malformed(
        path: path + "/" + AdapterFolder.configurationName,
        reason: "it names no base_model_name_or_path; --base gives it")
    }
    guard FileManager.default.fileExists(atPath: base) else {
      throw NetworksError.mismatch(
        path: path,
        reason: "its base model '\(base)' is not there; --base gives its folder, or edit "
          + "base_model_name_or_path in \(AdapterFolder.configurationName)")
    }
    let model = try load(base)
    let adapted = try AdapterFolder.adapted(model.transformer, by: path)
    // What was trained with another vocabulary file or end of turn has that beside it.
    let hasOwn = FileManager.default.fileExists(atPath: path + "/tokenizer.json")
    let tokenizer = hasOwn ? try TokenizerFolder.load(path) : model.tokenizer
    if hasOwn { try requireFit(tokenizer, model.transformer.shape, path) }
    return LanguageModel(
      adapted, tokenizer: tokenizer,
      chatTemplate: try TokenizerFolder.chatTemplate(path, tokenizer: tokenizer)
        ?? model.chatTemplate, path: path, basePath: base)
  }

  /// The same with another chat template.
  public func with(chatTemplate: ChatTemplate) -> LanguageModel {
    LanguageModel(
      transformer, tokenizer: tokenizer, chatTemplate: chatTemplate, path: path, basePath: basePath)
  }

  /// The same with the chat template of a file, and with variables for it.
  ///
  /// - Parameters:
  ///   - file: the Jinja program; `nil` for the model's own template.
  ///   - variables: names and values, such as `enable_thinking` and `false`.
  /// - Throws: `SupportError.file` if it cannot be read.
  public func conversing(
    template file: String?, variables: [String: String]
  ) throws -> LanguageModel {
    var model = self
    if let file {
      model = model.with(
        chatTemplate: ChatTemplate(
          try AtomicFile.readText(file), path: file,
          variables: chatTemplate?.variables ?? specialTokens, ends: tokenizer.stopTexts))
    }
    guard !variables.isEmpty, let template = model.chatTemplate else { return model }
    return model.with(chatTemplate: template.with(variables))
  }

  /// Start and end tokens as templates know them.
  public var specialTokens: [String: String] {
    var found: [String: String] = [:]
    found["bos_token"] = tokenizer.startToken.flatMap(tokenizer.piece)
    found["eos_token"] = tokenizer.piece(tokenizer.endToken)
    return found
  }

  private static func loadGGUF(_ path: String) throws -> LanguageModel {
    let (transformer, file) = try GGUFModel.load(path)
    let raw = try file.tokenizer()
    guard let endToken = raw.endToken else {
      throw NetworksError.malformed(path: path, reason: "it names no end token")
    }
    let types = raw.tokenTypes.map { Int32($0) }
    let startToken = raw.addsStartToken ? raw.startToken : nil
    let tokenizer: BPETokenizer
    switch raw.model {
    case "llama":
      tokenizer = try BPETokenizer(
        sentencePieces: raw.pieces, scores: raw.scores, pieceTypes: types,
        addsPrefix: raw.addsPrefix, startToken: startToken, endToken: endToken,
        stopTokens: Set(raw.turnEnds), path: path)
    case "gpt2":
      tokenizer = try BPETokenizer(
        pieces: raw.pieces, merges: raw.merges, tokenTypes: types,
        preTokenizer: PreTokenizer(ggufName: raw.pre ?? "default", path: path),
        startToken: startToken, endToken: endToken, stopTokens: Set(raw.turnEnds),
        ignoresMerges: raw.pre == "smaug-bpe" ? false : nil, path: path)
    default:
      throw TokenizersError.unsupported(
        path: path,
        reason: "a tokenizer of type '\(raw.model.prefix(60))'; known are gpt2 and llama")
    }
    var special = ["eos_token": tokenizer.piece(endToken)]
    special["bos_token"] = raw.startToken.flatMap { tokenizer.piece($0) }
    return LanguageModel(
      transformer, tokenizer: tokenizer,
      chatTemplate: raw.chatTemplate.map {
        ChatTemplate(
          $0, path: path, variables: special.compactMapValues { $0 }, ends: tokenizer.stopTexts)
      }, path: path)
  }

  /// Writes a Hugging Face folder that other tools load; an adapter is merged into the weights.
  ///
  /// - Throws: `SupportError.file`; what was there stays then.
  public func save(to folder: String, precision: StoredPrecision = .f32) throws {
    try AtomicFile.createFolder(folder)
    try ModelFolder.save(
      transformer.adapter == nil ? transformer : transformer.merged(), to: folder,
      precision: precision, startToken: tokenizer.startToken, endToken: tokenizer.endToken)
    try saveTokenizer(to: folder)
  }

  /// Writes the tokenizer's files.
  public func saveTokenizer(to folder: String) throws {
    try TokenizerFolder.save(tokenizer, chatTemplate: chatTemplate?.text, to: folder)
  }

  /// How a prompt is put to this model.
  ///
  /// - Parameter chat: as a user's message, after `system` if given; plain text otherwise.
  /// - Throws: `RolloutsError.noChatTemplate` if the model has none.
  public func promptFormat(chat: Bool, system: String? = nil) throws -> PromptFormat {
    chat ? .chat(try requireChatTemplate(), system: system) : .plain
  }

  /// The chat template.
  ///
  /// - Throws: `RolloutsError.noChatTemplate` if the model has none, `TokenizersError.chatTemplate` if it is no
  ///   template.
  public func requireChatTemplate() throws -> ChatTemplate {
    guard let chatTemplate else { throw RolloutsError.noChatTemplate(path: path) }
    try chatTemplate.check()
    return chatTemplate
  }
}
