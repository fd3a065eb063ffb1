import Advantages
import Config
import Losses
import Networks
import Optimizers
import Rewards
import Rollouts
import Tensors

/// Settings of supervised training: pre-training and fine-tuning on given responses.
public struct SupervisedSettings: Codable, Sendable, Equatable {
  /// The budget: all tokens, prompts included.
  public var tokens = 3_000_000
  /// Tokens of one batch of whole sequences.
  public var batchTokens = 1024
  /// The peak learning rate.
  public var learningRate = 3e-3
  /// How the rate goes.
  public var schedule = Schedule.pretraining
  /// The update rule.
  public var optimizer = Slot<OptimizerCatalogue>(AdamW(weightDecay: 0.1))
  /// The largest gradient norm; 0 for no limit.
  public var clipNorm = 1.0

  /// The studies' pre-training at nano.
  public init() {}

  /// The studies' pre-training of a size: lr 3e-3·min(1, 96/d), batches of 1, 2, 4 or 8 k tokens.
  public static func pretraining(_ size: ModelSize, tokens: Int) -> SupervisedSettings {
    var settings = SupervisedSettings()
    settings.tokens = tokens
    settings.learningRate = 3e-3 * min(1, 96 / Double(size.shape().width))
    switch size {
    case .nano: settings.batchTokens = 1024
    case .xs: settings.batchTokens = 2048
    case .s: settings.batchTokens = 4096
    case .m, .l: settings.batchTokens = 8192
    }
    return settings
  }
}

/// Settings of policy-gradient training: the baseline recipe is GRPO with the field's defaults.
public struct PolicySettings: Codable, Sendable, Equatable {
  /// Which completions are trained on.
  public enum Keep: String, Codable, Sendable, CaseIterable {
    /// All of them.
    case all
    /// Those with a positive reward, as in rejection fine-tuning.
    case rewarded
  }

  /// Steps: one batch of rollouts each.
  public var steps = 60
  /// Training stops before the step with which it would exceed so many FLOPs; 0 for no limit.
  public var flopBudget = 0.0
  /// Problems a step, P.
  public var problems = 32
  /// Completions a problem, G.
  public var groupSize = 8
  /// Updates a batch: it is cut into so many parts, problem by problem.
  public var updates = 1
  /// Passes over a batch.
  public var epochs = 1
  /// The peak learning rate.
  public var learningRate = 1e-4
  /// How the rate goes.
  public var schedule = Schedule.constant
  /// The update rule.
  public var optimizer = Slot<OptimizerCatalogue>(AdamW())
  /// The largest gradient norm; 0 for no limit.
  public var clipNorm = 1.0
  /// Completions → rewards.
  public var reward = Slot<RewardCatalogue>(Correctness())
  /// Rewards → advantages.
  public var advantage = Slot<AdvantageCatalogue>(GroupRelative())
  /// Advantages → a loss a token.
  public var loss = Slot<LossCatalogue>(Clipped())
  /// Losses of tokens → a scalar.
  public var aggregation = Aggregation.tokenMean
  /// Which completions are trained on.
  public var keep = Keep.all
  /// The penalty on leaving a reference.
  public var kl = KLPenalty()
  /// The weight of the mean entropy, which is maximized; 0 for none.
  public var entropyBonus = 0.0
  /// How tokens are drawn.
  public var decoding = Decoding()
  /// How the weights that sample are rounded; below `f32` the sampling policy differs from the trained one.
  public var rolloutPrecision = WeightPrecision.f32
  /// The most response tokens; 0 takes 1.25 × the longest gold response of the task.
  public var responseCap = 0

  /// The baseline recipe at nano, but for the learning rate, which follows the size.
  public init() {}

  /// The baseline recipe of a size: lr 1e-4·(96/d).
  public static func baseline(_ size: ModelSize, steps: Int) -> PolicySettings {
    var settings = PolicySettings()
    settings.steps = steps
    settings.learningRate = 1e-4 * 96 / Double(size.shape().width)
    return settings
  }
}
