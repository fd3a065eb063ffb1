import Networks
import Support
import Tasks

/// Reinforcement learning by policy gradient on problems whose completions can be judged.
public struct PolicyRecipe: Recipe {
  public static let kind = "policy-gradient"
  public static let aliases = ["rl", "grpo"]
  public static let summary =
    "Sample, reward, give credit, learn: GRPO and its relatives by their settings."
  public static let source = Source("Shao et al. 2024, arXiv:2402.03300 (GRPO); Williams 1992")

  /// The problems.
  public var tasks = [TaskShare()]
  /// Problems with longer prompts are passed over; 0 for no limit.
  public var maxPromptTokens = 0
  /// The loop's settings.
  public var policy = PolicySettings()

  /// GRPO on chains.
  public init() {}

  /// A recipe from its parts.
  public init(tasks: [TaskShare], policy: PolicySettings) {
    self.tasks = tasks
    self.policy = policy
  }

  /// Trains on problems; FLOPs or steps of a matched run stand in for the settings' own.
  public func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState {
    let mixture = try TaskMixture(tasks, maxPromptTokens: maxPromptTokens, context)
    var settings = policy
    if let flops = context.matching?.flops {
      settings.flopBudget = flops
      settings.steps = .max / 2
    } else if let norms = context.matching?.stepNorms {
      settings.steps = norms.count
    }
    return try PolicyTrainer(settings, mixture: mixture).run(model, context, seen: seen)
  }

  /// A share of the steps and of the FLOP budget.
  public func scaled(by share: Double) -> any Recipe {
    var other = self
    other.policy.steps = max(1, Int((Double(policy.steps) * share).rounded()))
    other.policy.flopBudget *= share
    return other
  }

  /// Those that other models come from.
  public var stages: [String] { policy.models.values.compactMap(\.stage).sorted() }

  /// The share of completions in groups whose rewards are all equal, as runs go: 0.2 to 0.7 over those of the studies, next to none under
  /// coin tosses.
  private static let idle = 0.4

  /// Steps or the FLOP budget, whichever ends first, with responses as long as gold ones. The first update of a batch passes over idle
  /// completions.
  public func cost(_ shape: TransformerShape) throws -> StageCost {
    let lengths = try TaskMixture(tasks).meanLengths()
    let whole = lengths.prompt + lengths.response
    let perSample =
      lengths.response * shape.forwardFLOPs(meanLength: lengths.prompt + lengths.response / 2)
      + 3 * Double(policy.epochs) * whole * shape.forwardFLOPs(meanLength: whole / 2)
    let perStep =
      Double(policy.problems)
      * (lengths.prompt * shape.forwardFLOPs(meanLength: lengths.prompt / 2)
        + Double(policy.groupSize) * perSample)
    let steps =
      policy.flopBudget > 0
      ? min(Double(policy.steps), policy.flopBudget / perStep) : Double(policy.steps)
    let samples = steps * Double(policy.problems * policy.groupSize)
    return StageCost(
      trained: samples * whole * Double(policy.epochs), decoded: samples * lengths.response,
      idle: Self.idle * samples * whole / Double(policy.updates))
  }
}

/// Preference optimization on given pairs of responses.
public struct PreferenceRecipe: Recipe {
  public static let kind = "preference"
  public static let aliases = ["dpo"]
  public static let summary = "Learn from rows with a better and a worse response."
  public static let source = Source("Rafailov et al. 2023, arXiv:2305.18290, eq. 7")

  /// The rows.
  public var tasks = [TaskShare()]
  /// Problems with longer prompts are passed over; 0 for no limit.
  public var maxPromptTokens = 0
  /// The loop's settings.
  public var preference = PreferenceSettings()

  /// The defaults of DPO.
  public init() {}

  /// A recipe from its parts.
  public init(tasks: [TaskShare], preference: PreferenceSettings) {
    self.tasks = tasks
    self.preference = preference
  }

  /// Trains on pairs.
  public func train(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void
  ) throws -> TrainingState {
    let mixture = try TaskMixture(tasks, maxPromptTokens: maxPromptTokens, context)
    var generator = context.stream["preference_check"].generator()
    guard try mixture.draw(using: &generator).problem.demonstrations.count > 1 else {
      throw TrainingError.setting(
        key: "tasks",
        reason: "'preference' learns from rows with a better and a worse response, such as trl's "
          + "with chosen and rejected")
    }
    return try PolicyTrainer(preference.policy, mixture: mixture).run(model, context, seen: seen)
  }

  /// A share of the steps.
  public func scaled(by share: Double) -> any Recipe {
    var other = self
    other.preference.steps = max(1, Int((Double(preference.steps) * share).rounded()))
    return other
  }

  /// As for a policy gradient with the same settings, without sampling.
  public func cost(_ shape: TransformerShape) throws -> StageCost {
    let cost = try PolicyRecipe(tasks: tasks, policy: preference.policy).cost(shape)
    return StageCost(trained: cost.trained)
  }
}
