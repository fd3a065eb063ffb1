import Networks
import Rollouts
import Support
import Synchronization
import Tokenizers
import Training

/// A stage's model, with what it takes to put prompts to it.
struct StudyModel {
  var transformer: Transformer
  var tokenizer: any Tokenizer = CharacterTokenizer()
  var promptFormat = PromptFormat.plain
  /// The text of the chat template; `nil` for a model that knows none.
  var chatTemplate: String?

  /// A model of the studies' own: characters, and prompts as they are.
  init(_ transformer: Transformer) { self.transformer = transformer }
}

/// Models that are given as files: read once as long as they are among the last two that were asked for, because every look at an arm
/// needs one and reading takes seconds.
enum GivenModels {
  private struct Known {
    var models: [(path: String, model: LanguageModel)] = []
    var shapes: [String: TransformerShape] = [:]
    var digests: [String: String] = [:]
  }

  private static let known = Mutex(Known())
  private static let most = 2

  /// The model at a place, with prompts put as is asked.
  ///
  /// - Throws: what reading throws; `RolloutsError.noChatTemplate`.
  static func model(_ given: GivenModel, at path: String) throws -> StudyModel {
    let found = try read(path)
    var model = StudyModel(found.transformer)
    model.tokenizer = found.tokenizer
    model.promptFormat = try found.promptFormat(
      chat: given.chat, system: given.system.isEmpty ? nil : given.system)
    model.chatTemplate = found.chatTemplate?.text
    return model
  }

  /// The shape of a given model; one that is not downloaded yet has the published one.
  static func shape(_ given: GivenModel) throws -> TransformerShape {
    if let known = FetchedModel.meant(by: given.model), !known.isThere { return known.shape }
    let path = try given.path()
    if let shape = known.withLock({ $0.shapes[path] }) { return shape }
    return try read(path).transformer.shape
  }

  /// What the files of a given model hold, in one hash; of one that is not downloaded yet, that of its file.
  static func digest(_ given: GivenModel) throws -> String {
    if let known = FetchedModel.meant(by: given.model), !known.isThere { return known.digest }
    let path = try given.path()
    if let digest = known.withLock({ $0.digests[path] }) { return digest }
    let digest = try FolderDigest.digest(of: path)
    known.withLock { $0.digests[path] = digest }
    return digest
  }

  private static func read(_ path: String) throws -> LanguageModel {
    try known.withLock { known in
      if let place = known.models.firstIndex(where: { $0.path == path }) {
        let found = known.models.remove(at: place)
        known.models.append(found)
        return found.model
      }
      if known.models.count == most { known.models.removeFirst() }
      let model = try LanguageModel.load(path)
      known.models.append((path, model))
      known.shapes[path] = model.transformer.shape
      return model
    }
  }
}
