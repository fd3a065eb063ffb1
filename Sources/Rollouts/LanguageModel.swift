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
  /// - Throws: `NetworksError`, `TokenizersError` or `SupportError` that says what is missing or not supported.
  public static func load(_ path: String) throws -> LanguageModel {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if exists && !isFolder.boolValue { return try loadGGUF(path) }
    if let damage = FolderDigest.damage(in: path) {
      throw NetworksError.malformed(
        path: path, reason: "\(damage); if you changed it yourself, remove \(FolderDigest.name)")
    }
    if AdapterFolder.isAdapter(path) { return try loadAdapter(path) }
    let transformer = try ModelFolder.load(path)
    let tokenizer = try TokenizerFolder.load(path)
    guard tokenizer.vocabularyCount <= transformer.shape.vocabulary else {
      throw NetworksError.mismatch(
        path: path,
        reason: "the tokenizer has \(tokenizer.vocabularyCount) tokens, the model "
          + "\(transformer.shape.vocabulary)")
    }
    let template = try TokenizerFolder.chatTemplateText(path).map {
      try ChatTemplate($0, path: path + "/tokenizer_config.json")
    }
    return LanguageModel(transformer, tokenizer: tokenizer, chatTemplate: template, path: path)
  }

  private static func loadAdapter(_ path: String) throws -> LanguageModel {
    let (_, base) = try AdapterFolder.settings(of: path)
    guard let base, !base.isEmpty else {
      throw NetworksError.malformed(
        path: path + "/" + AdapterFolder.configurationName,
        reason: "it names no base_model_name_or_path")
    }
    guard FileManager.default.fileExists(atPath: base) else {
      throw NetworksError.mismatch(
        path: path,
        reason: "its base model '\(base)' is not there; edit base_model_name_or_path in "
          + AdapterFolder.configurationName)
    }
    let model = try load(base)
    let adapter = try AdapterFolder.load(path, shape: model.transformer.shape)
    return LanguageModel(
      model.transformer.adapted(by: adapter), tokenizer: model.tokenizer,
      chatTemplate: model.chatTemplate, path: path, basePath: base)
  }

  private static func loadGGUF(_ path: String) throws -> LanguageModel {
    let (transformer, file) = try GGUFModel.load(path)
    let raw = try file.tokenizer()
    guard let endToken = raw.endToken else {
      throw NetworksError.malformed(path: path, reason: "it names no end token")
    }
    let tokenizer = try BPETokenizer(
      pieces: raw.pieces, merges: raw.merges, tokenTypes: raw.tokenTypes.map { Int32($0) },
      preTokenizer: PreTokenizer(ggufName: raw.pre ?? "default", path: path),
      startToken: raw.addsStartToken ? raw.startToken : nil, endToken: endToken, path: path)
    return LanguageModel(
      transformer, tokenizer: tokenizer,
      chatTemplate: try raw.chatTemplate.map { try ChatTemplate($0, path: path) }, path: path)
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
  /// - Throws: `RolloutsError.noChatTemplate` if the model has none.
  public func requireChatTemplate() throws -> ChatTemplate {
    guard let chatTemplate else { throw RolloutsError.noChatTemplate(path: path) }
    return chatTemplate
  }
}
