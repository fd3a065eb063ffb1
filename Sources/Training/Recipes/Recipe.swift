import Networks
import Support

/// How a model is trained: one description for runs and studies alike.
public protocol Recipe: Component {
  /// Stages of a study whose models it uses beside the one that it trains.
  var stages: [String] { get }

  /// What problems are drawn for, a part of the address of random numbers: `pretrain_data` or `ft_data`.
  var role: String { get }

  /// Trains a model in place, going on from what an interrupted run left in the context's folder.
  ///
  /// - Parameter seen: called with the identity of every problem trained on, of resumed steps too.
  /// - Throws: `TrainingError`.
  func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState

  /// The same with a share of its budget, at least one step.
  func scaled(by share: Double) -> any Recipe

  /// What training a model of this shape costs, from budgets and the lengths of problems.
  ///
  /// - Throws: what drawing problems throws.
  func cost(_ shape: TransformerShape) throws -> StageCost
}

extension Recipe {
  /// The recipe's line in the catalogue.
  public static var entry: Entry<any Recipe> { Entry(Self.self) }
  /// None.
  public var stages: [String] { [] }
  /// Problems of fine-tuning.
  public var role: String { "ft_data" }
}

/// The recipes that a configuration can name.
public enum RecipeCatalogue: Catalogue {
  /// A recipe.
  public typealias Member = any Recipe
  public static let noun = "recipe"
  /// All recipes, alphabetically by kind.
  public static let all: [Entry<any Recipe>] = [
    GivenModel.entry,
    LoRARecipe.entry,
    PolicyRecipe.entry,
    PreferenceRecipe.entry,
    PretrainingRecipe.entry,
    SupervisedRecipe.entry,
  ]
}

/// What a stage costs, in tokens of a model of one shape.
public struct StageCost: Sendable, Equatable {
  /// Tokens trained on: a forward and a backward pass.
  public var trained: Double
  /// Tokens decoded.
  public var decoded: Double
  /// Tokens read by teacher forcing.
  public var read: Double
  /// Of the tokens trained on those that FLOPs are counted for and no time is spent on: completions that teach nothing.
  public var idle: Double

  /// Nothing unless given.
  public init(trained: Double = 0, decoded: Double = 0, read: Double = 0, idle: Double = 0) {
    self.trained = trained
    self.decoded = decoded
    self.read = read
    self.idle = idle
  }

  /// The sum of two costs.
  public static func + (a: StageCost, b: StageCost) -> StageCost {
    StageCost(
      trained: a.trained + b.trained, decoded: a.decoded + b.decoded, read: a.read + b.read,
      idle: a.idle + b.idle)
  }
}
