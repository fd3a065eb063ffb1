import Networks
import Support

/// Another recipe that teaches a low-rank adapter and leaves the model's own weights as they are.
public struct LoRARecipe: Recipe {
  public static let kind = "lora"
  public static let aliases = ["adapter"]
  public static let summary = "Another recipe, by which only a low-rank adapter learns."
  public static let source = Source("Hu et al. 2021, arXiv:2106.09685, section 4.1")

  /// The rank r.
  public var rank = 16
  /// α; the update is scaled by α/r.
  public var alpha = 32.0
  /// The matrices that are adapted, in every layer.
  public var targets = Projection.allCases
  /// What teaches it.
  public var recipe = Slot<RecipeCatalogue>(PolicyRecipe())

  /// Rank 16 and GRPO.
  public init() {}

  /// A recipe for an adapter.
  public init(rank: Int = 16, alpha: Double = 32, _ recipe: any Recipe) {
    self.rank = rank
    self.alpha = alpha
    self.recipe = Slot(recipe)
  }

  /// The adapter's settings.
  public var lora: LoRA { LoRA(rank: rank, alpha: alpha, targets: targets) }
  /// Those of the recipe.
  public var stages: [String] { recipe.value.stages }
  public var role: String { recipe.value.role }

  /// Trains an adapter that changes nothing at first; checkpoints hold it alone.
  ///
  /// - Throws: `TrainingError`; `.setting` if the model is adapted already.
  public func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState {
    guard model.adapter == nil else {
      throw TrainingError.setting(
        key: "recipe.kind", reason: "the model is an adapter already; its own recipe teaches that")
    }
    let adapter = Adapter(
      lora, shape: model.shape,
      stream: context.stream["init", context.replicate, context.arm, "lora"])
    return try recipe.value.train(model.adapted(by: adapter), context, seen: seen)
  }

  /// A share of the recipe's budget.
  public func scaled(by share: Double) -> any Recipe {
    var other = self
    other.recipe = Slot(recipe.value.scaled(by: share))
    return other
  }

  /// What the recipe costs.
  public func cost(_ shape: TransformerShape) throws -> StageCost { try recipe.value.cost(shape) }

  /// Settings of an adapter with a rank, and a recipe that trains.
  public func validate() throws {
    try lora.validate()
    try require(rank, atLeast: 1, "rank")
    try require(
      !(recipe.component is LoRARecipe) && !(recipe.component is GivenModel), "recipe", recipe.kind,
      "a recipe that trains a model, such as policy-gradient or sft")
  }
}
