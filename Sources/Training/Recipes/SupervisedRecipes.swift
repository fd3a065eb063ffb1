import Networks
import Support
import Tasks

/// Pre-training on a text whose distribution is known.
public struct PretrainingRecipe: Recipe {
  public static let kind = "pretrain"
  public static let summary =
    "Next-token prediction of the responses of a text that is drawn as it is read."
  public static let source = Source("Bengio et al. 2003, JMLR 3; Radford et al. 2019 (GPT-2)")

  /// The text.
  public var text = PretrainingText()
  /// The loop's settings.
  public var training = SupervisedSettings()

  /// The studies' text at nano.
  public init() {}

  /// A recipe from its parts.
  public init(text: PretrainingText, training: SupervisedSettings) {
    self.text = text
    self.training = training
  }

  public var role: String { "pretrain_data" }

  /// Trains on texts.
  public func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState {
    let corpus = try text.corpus()
    return try SupervisedTrainer(training, role: role, blocks: { try corpus.examples(using: &$0) })
      .run(model, context, seen: seen)
  }

  /// A share of the tokens.
  public func scaled(by share: Double) -> any Recipe {
    var other = self
    other.training.tokens = max(1, Int((Double(training.tokens) * share).rounded()))
    return other
  }

  /// The token budget.
  public func cost(_ shape: TransformerShape) throws -> StageCost {
    StageCost(trained: Double(training.tokens))
  }
}

/// Supervised fine-tuning on the gold responses of problems.
public struct SupervisedRecipe: Recipe {
  public static let kind = "sft"
  public static let summary = "Cross-entropy on gold responses."
  public static let source = Source("Ouyang et al. 2022, arXiv:2203.02155, section 3.5 (SFT)")

  /// The problems.
  public var tasks = [TaskShare()]
  /// Problems with longer prompts are passed over; 0 for no limit.
  public var maxPromptTokens = 0
  /// The loop's settings.
  public var training = SupervisedSettings()

  /// Chains, with the settings of pre-training.
  public init() {}

  /// A recipe from its parts.
  public init(tasks: [TaskShare], training: SupervisedSettings) {
    self.tasks = tasks
    self.training = training
  }

  /// Trains on gold responses.
  public func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState {
    let mixture = try TaskMixture(tasks, maxPromptTokens: maxPromptTokens, context)
    return try SupervisedTrainer(
      training, role: role, source: { try mixture.goldExample(using: &$0) }
    ).run(model, context, seen: seen)
  }

  /// A share of the tokens.
  public func scaled(by share: Double) -> any Recipe {
    var other = self
    other.training.tokens = max(1, Int((Double(training.tokens) * share).rounded()))
    return other
  }

  /// The token budget.
  public func cost(_ shape: TransformerShape) throws -> StageCost {
    StageCost(trained: Double(training.tokens))
  }
}
