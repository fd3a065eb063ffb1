import Foundation
import Networks
import Rollouts
import Support

/// A model as it is given, which nothing is taught: somebody's checkpoint as a stage of a study.
///
/// A stage that goes on from another one says by that from what the model was made; its training happened elsewhere.
public struct GivenModel: Recipe {
  public static let kind = "given"
  public static let aliases = ["published"]
  public static let summary = "A model as it is given: a path, or the name of a fetched one."
  public static let source = Source("Wolf et al. 2020, arXiv:1910.03771 (checkpoints as files)")

  /// A folder of Hugging Face's or PEFT's, a GGUF file, the name of a fetched model, or `stage:NAME`.
  public var model = ""
  /// Whether prompts are put to it in its chat template.
  public var chat = false
  /// A system message for `chat`; empty for the template's own.
  public var system = ""

  /// No model yet.
  public init() {}

  /// A model.
  public init(_ model: String, chat: Bool = false) {
    self.model = model
    self.chat = chat
  }

  /// The stage of a study that it comes from; empty for a file.
  public var stage: String {
    model.hasPrefix("stage:") ? String(model.dropFirst("stage:".count)) : ""
  }
  /// That stage, if it is one.
  public var stages: [String] { stage.isEmpty ? [] : [stage] }
  /// Nothing is drawn.
  public var role: String { "given" }

  /// Where the model lies: of a run's folder, its newest checkpoint.
  ///
  /// - Throws: `SupportError.file` if a model that is fetched by name is not there.
  public func path() throws -> String {
    let path = try CheckpointFolder(run: model).latest ?? FetchedModel.resolve(model)
    return URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// A study takes the model as it is.
  ///
  /// - Throws: `TrainingError.setting`, always.
  public func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState {
    throw TrainingError.setting(
      key: "recipe.kind", reason: "'given' trains nothing; it is a stage of a study by itself")
  }

  /// The same.
  public func scaled(by share: Double) -> any Recipe { self }

  /// Nothing.
  public func cost(_ shape: TransformerShape) -> StageCost { StageCost() }

  /// A model.
  public func validate() throws {
    try require(
      !model.isEmpty && model != "stage:", "model", model,
      "a folder, a GGUF file, the name of a fetched model, or stage:NAME")
    try require(chat || system.isEmpty, "chat", chat, "true, as there is a system message")
  }
}
