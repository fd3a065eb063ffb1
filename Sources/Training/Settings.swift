import Advantages
import Config
import Experience
import Losses
import Networks
import Optimizers
import Rewards
import Rollouts
import Support
import Tensors

/// Settings of supervised training: pre-training and fine-tuning on given responses.
public struct SupervisedSettings: Codable, Sendable, Equatable, Validated {
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
    case .femto, .pico, .nano, .micro: settings.batchTokens = 1024
    case .xs: settings.batchTokens = 2048
    case .s: settings.batchTokens = 4096
    case .m, .l: settings.batchTokens = 8192
    }
    return settings
  }

  /// Budgets of at least a token, rates that cannot blow everything up.
  public func validate() throws {
    try require(tokens, atLeast: 1, atMost: Validation.largest, "tokens")
    try require(batchTokens, atLeast: 1, atMost: 10 * Validation.held, "batch_tokens")
    try require(learningRate, in: LearningRates.range, "learning_rate")
    try require(clipNorm, in: 0...(.infinity), "clip_norm")
  }
}

/// What a learning rate may be.
enum LearningRates {
  /// Beyond 10, an update of AdamW is ten times the parameters.
  static let range = 0.0...10.0
}
