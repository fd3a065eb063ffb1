import Config
import Networks
import Support
import Tasks
import Tensors

/// The configuration of one training run: what `assay train` reads.
public struct RunConfig: Codable, Sendable, Equatable {
  /// The loops.
  public enum Method: String, Codable, Sendable, CaseIterable {
    /// Pre-training on a text.
    case pretrain
    /// Supervised fine-tuning on gold responses.
    case sft
    /// Preference optimization on given pairs of responses.
    case preference
    /// Policy gradient.
    case policyGradient = "policy-gradient"
  }

  /// The run's name.
  public var name = "run"
  /// The loop.
  public var method = Method.pretrain
  /// The root of all randomness.
  public var seed: UInt64 = 7
  /// The replicate's number within the seed.
  public var replicate = 0
  /// Whose products training is made of: `portable` gives the same bits on every machine.
  public var kernels = ProductKernels.portable
  /// The size of a new model.
  public var size = ModelSize.nano
  /// The model to start from, a folder or a GGUF file; empty for a new one.
  public var from = ""
  /// Whether prompts are put to the model as a user's message, in its chat template.
  public var chat = false
  /// A system message for `chat`; empty for the template's own.
  public var system = ""
  /// A file with the chat template; empty for the model's own.
  public var chatTemplate = ""
  /// Variables for the chat template, such as `enable_thinking: false`.
  public var chatVariables: [String: String] = [:]
  /// Low-rank adaptation; rank 0 trains all parameters.
  public var lora = LoRA(rank: 0)
  /// The text of `pretrain`.
  public var text = PretrainingText()
  /// The problems of all loops but `pretrain`.
  public var tasks = [TaskShare()]
  /// Problems with longer prompts are passed over; 0 for no limit.
  public var maxPromptTokens = 0
  /// Settings of `pretrain` and `sft`.
  public var supervised = SupervisedSettings()
  /// Settings of `policy-gradient`.
  public var policy = PolicySettings()
  /// Settings of `preference`.
  public var preference = PreferenceSettings()
  /// Evaluation on held-out problems along the way.
  public var evaluation = EvaluationSettings()

  /// Pre-training of a nano model.
  public init() {}
}

extension RunConfig {
  /// How the model is trained.
  public var recipe: any Recipe {
    switch method {
    case .pretrain: return PretrainingRecipe(text: text, training: supervised)
    case .sft:
      var recipe = SupervisedRecipe(tasks: tasks, training: supervised)
      recipe.maxPromptTokens = maxPromptTokens
      return recipe
    case .preference:
      var recipe = PreferenceRecipe(tasks: tasks, preference: preference)
      recipe.maxPromptTokens = maxPromptTokens
      return recipe
    case .policyGradient:
      var recipe = PolicyRecipe(tasks: tasks, policy: policy)
      recipe.maxPromptTokens = maxPromptTokens
      return recipe
    }
  }
}

extension RunConfig: Validated {
  /// A name that can be a folder and an address, tasks to train on.
  public func validate() throws {
    try require(
      !name.isEmpty && !name.contains("/") && name != "." && name != "..", "name", name,
      "a word without '/'")
    try require(replicate, atLeast: 0, "replicate")
    try require(
      chat || chatTemplate.isEmpty && chatVariables.isEmpty, "chat", chat,
      "true, as there is a chat_template or chat_variables")
    try require(maxPromptTokens, atLeast: 0, "max_prompt_tokens")
    if method == .pretrain { _ = try text.corpus() }
    try require(
      method == .pretrain || tasks.contains { $0.weight > 0 }, "tasks", "\(tasks.count) shares",
      "at least one with a positive weight")
  }
}
