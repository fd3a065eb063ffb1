import Advantages
import Config
import Losses
import Optimizers
import Rewards
import Rollouts
import Support

/// Settings of preference optimization on given pairs: DPO with the field's defaults.
public struct PreferenceSettings: Codable, Sendable, Equatable, Validated {
  /// Steps, one update each.
  public var steps = 60
  /// Pairs a step.
  public var pairs = 16
  /// The peak learning rate.
  public var learningRate = 1e-5
  /// How the rate goes.
  public var schedule = Schedule.constant
  /// The update rule.
  public var optimizer = Slot<OptimizerCatalogue>(AdamW())
  /// The largest gradient norm; 0 for no limit.
  public var clipNorm = 1.0
  /// The loss of a pair.
  public var loss = Slot<LossCatalogue>(DirectPreference())
  /// Further terms, such as the cross-entropy of the chosen response.
  public var terms: [WeightedTerm] = []

  /// DPO with β 0.1.
  public init() {}

  /// Numbers in range, a loss of pairs.
  public func validate() throws {
    try require(steps, atLeast: 1, "steps")
    try require(pairs, atLeast: 1, atMost: Validation.held, "pairs")
    try require(learningRate, in: LearningRates.range, "learning_rate")
    try require(clipNorm, in: 0...(.infinity), "clip_norm")
    try require(
      loss.value.unit == .pair, "loss", loss.kind, "a loss of pairs: dpo")
  }

  /// The same as policy optimization without sampling: the batch is what the rows hold.
  var policy: PolicySettings {
    var settings = PolicySettings()
    settings.steps = steps
    settings.problems = pairs
    settings.groupSize = 2
    settings.learningRate = learningRate
    settings.schedule = schedule
    settings.optimizer = optimizer
    settings.clipNorm = clipNorm
    settings.sampler = Slot(Demonstrations())
    settings.reward = Slot(GivenScore())
    settings.advantage = Slot(BestWorstPairs())
    settings.loss = loss
    settings.lossTokens = [.demonstration]
    settings.terms = terms
    return settings
  }
}
