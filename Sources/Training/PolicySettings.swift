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
  /// Problems that are drawn once and trained on in epochs, each in an order of its own; 0 draws new ones in every step.
  public var pool = 0
  /// Completions a problem, G.
  public var groupSize = 8
  /// Updates a batch: it is cut into so many parts, problem by problem, of sizes that differ by at most one.
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
  /// Which problems, which completions of them, and by which policy.
  public var sampler = Slot<SamplerCatalogue>(Plain())
  /// Completions → rewards.
  public var reward = Slot<RewardCatalogue>(Correctness())
  /// Rewards → advantages.
  public var advantage = Slot<AdvantageCatalogue>(GroupRelative())
  /// Advantages → a loss a token.
  public var loss = Slot<LossCatalogue>(Clipped())
  /// Whose tokens the loss and its regularizers are about.
  public var lossTokens: [WeightedTerm.Speaker] = [.policy]
  /// Losses of tokens → a scalar.
  public var aggregation = Aggregation.tokenMean
  /// Factors on the loss of tokens: corrections and masks.
  public var weights: [Slot<TokenWeightCatalogue>] = []
  /// Which completions are trained on.
  public var keep = Keep.all
  /// The penalty on leaving a reference.
  public var kl = KLPenalty()
  /// The weight of the mean entropy, which is maximized; 0 for none.
  public var entropyBonus = 0.0
  /// Further terms of the objective.
  public var terms: [WeightedTerm] = []
  /// The critic, where an advantage needs one.
  public var critic = CriticSettings()
  /// Where other models come from, by role.
  public var models: [String: ModelSource] = [:]
  /// How tokens are drawn.
  public var decoding = Decoding()
  /// Whether what filters leave out of a draw is left out of the same token's probability in training, so that ratios are of the
  /// distribution that was sampled; without it, filters are a bias.
  public var keepMask = true
  /// How the weights that sample are rounded; below `f32` the sampling policy differs from the trained one.
  public var rolloutPrecision = WeightPrecision.f32
  /// The temperature that completions are drawn at, where it moves; 0 for that of `decoding`.
  public var temperature = Slot<DialCatalogue>(0)
  /// The most response tokens now, where it moves, never more than `response_cap`; 0 for that.
  public var cap = Slot<DialCatalogue>(0)
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

/// A penalty on the divergence from a reference, in the loss or in the reward.
public struct KLPenalty: Codable, Sendable, Equatable, Validated {
  /// Where the penalty acts.
  public enum Placement: String, Codable, Sendable, CaseIterable {
    /// A term of the loss.
    case loss
    /// A part of the reward; only k1 is right there.
    case reward
  }

  /// β; 0 turns the penalty off.
  public var coefficient: Double
  /// The estimator.
  public var estimator: KLEstimator
  /// Where it acts.
  public var placement: Placement
  /// Whether the term is multiplied by the ratio, which makes its gradient that of the divergence, off-policy too.
  public var weighted: Bool
  /// The reference becomes a copy of the policy every so many steps; 0 keeps the first one.
  public var referenceReset: Int

  /// Off unless a coefficient is given.
  public init(
    coefficient: Double = 0, estimator: KLEstimator = .k3, placement: Placement = .loss,
    weighted: Bool = false, referenceReset: Int = 0
  ) {
    self.coefficient = coefficient
    self.estimator = estimator
    self.placement = placement
    self.weighted = weighted
    self.referenceReset = referenceReset
  }

  private enum CodingKeys: String, CodingKey {
    case coefficient, estimator, placement, weighted
    case referenceReset = "reference_reset"
  }

  /// Nothing negative; in the reward the one estimator that is right there.
  public func validate() throws {
    try require(coefficient, in: 0...(.infinity), "coefficient")
    try require(referenceReset, atLeast: 0, "reference_reset")
    try require(
      placement == .loss || estimator == .k1 || coefficient == 0, "estimator", estimator.rawValue,
      "k1 with placement reward: the gradients of the others are wrong there")
  }
}

/// Settings of a critic: a copy of the policy with a value head, and its own optimizer.
public struct CriticSettings: Codable, Sendable, Equatable, Validated {
  /// The peak learning rate.
  public var learningRate = 3e-4
  /// How the rate goes.
  public var schedule = Schedule.constant
  /// The update rule.
  public var optimizer = Slot<OptimizerCatalogue>(AdamW())
  /// The largest gradient norm; 0 for no limit.
  public var clipNorm = 1.0
  /// The loss.
  public var loss = Slot<LossCatalogue>(ValueLoss())
  /// Steps in which the critic learns and the policy does not.
  public var warmup = 0

  /// A rate three times that of a nano policy.
  public init() {}

  /// Rates in range, a loss of values.
  public func validate() throws {
    try require(learningRate, in: LearningRates.range, "learning_rate")
    try require(clipNorm, in: 0...(.infinity), "clip_norm")
    try require(warmup, atLeast: 0, "warmup")
    try require(
      loss.component is ValueLoss, "loss", loss.kind, "a loss of values: value")
  }
}

/// Where a model other than the trained policy comes from, and whether it changes.
public struct ModelSource: DefaultedSettings, Sendable, Equatable, Validated {
  /// A folder, a GGUF file, `policy`: a copy of the policy as it is at the start, `stage:NAME`: what a study's stage trained, or `http://HOST:PORT#MODEL`: a server's, which has only one where none is named.
  public var from = "policy"
  /// Whether prompts are put to it in its chat template.
  public var chat = false
  /// It follows the policy every so many steps; 0 for never.
  public var followEvery = 0
  /// The policy's share in the average that it becomes then; 1 is a copy.
  public var followShare = 1.0
  /// The rate with which it learns beside the policy what the reward teaches it, by AdamW with gradients of norm 1 at most;
  /// 0 for never.
  public var learningRate = 0.0

  /// A copy of the policy that never changes.
  public init() {}

  /// A source, and whether it changes.
  public init(from: String, followEvery: Int = 0, followShare: Double = 1) {
    self.from = from
    self.followEvery = followEvery
    self.followShare = followShare
  }

  private enum CodingKeys: String, CodingKey {
    case from, chat
    case followEvery = "follow_every"
    case followShare = "follow_share"
    case learningRate = "learning_rate"
  }

  /// The stage of a study that it comes from.
  var stage: String? {
    from.hasPrefix("stage:") ? String(from.dropFirst("stage:".count)) : nil
  }

  /// Whether it is a server's.
  public var isServer: Bool { from.hasPrefix("http://") || from.hasPrefix("https://") }

  /// A place, and only copies of the policy follow it.
  public func validate() throws {
    try require(
      !from.isEmpty && stage != "", "from", from,
      "a folder, a file, policy, stage:NAME, or http://HOST:PORT")
    try require(followEvery, atLeast: 0, "follow_every")
    try require(
      followEvery == 0 || from == "policy", "follow_every", followEvery,
      "0 for a model that is not a copy of the policy")
    try require(
      followShare > 0 && followShare <= 1, "follow_share", followShare, "a share above 0, at most 1"
    )
    try require(learningRate, in: LearningRates.range, "learning_rate")
    try require(
      learningRate == 0 || !isServer, "learning_rate", learningRate, "0 for a server's model")
    try require(
      learningRate == 0 || followEvery == 0, "learning_rate", learningRate,
      "0 for a model that follows the policy")
  }
}

extension PolicySettings {
  /// The reward with the penalty in it, if that is where it acts.
  var wholeReward: any Reward {
    guard kl.coefficient > 0, kl.placement == .reward else { return reward.value }
    return WeightedSum([
      WeightedReward(reward.value),
      WeightedReward(KLReward(estimator: kl.estimator), weight: kl.coefficient),
    ])
  }

  /// The policy's objective: the loss, regularizers, further terms.
  var objective: [WeightedTerm] {
    let masks =
      weights.filter { $0.value.masks } + (keep == .rewarded ? [Slot(RewardedOnly())] : [])
    let corrections = weights.filter { !$0.value.masks }
    var all = [
      WeightedTerm(
        loss.value, on: lossTokens, weights: corrections + masks, aggregation: aggregation)
    ]
    if kl.coefficient > 0, kl.placement == .loss {
      all.append(
        WeightedTerm(
          KLTerm(estimator: kl.estimator, weighted: kl.weighted), coefficient: Slot(kl.coefficient),
          on: lossTokens,
          weights: masks,
          aggregation: aggregation))
    }
    if entropyBonus != 0 {
      all.append(
        WeightedTerm(
          EntropyBonus(), coefficient: Slot(entropyBonus), on: lossTokens, weights: masks,
          aggregation: aggregation))
    }
    return all + terms
  }

  /// Everything that is learned, the policy last.
  var learners: [Learner] {
    let policy = Learner(
      role: .policy, objective: objective, optimizer: optimizer, learningRate: learningRate,
      schedule: schedule, clipNorm: clipNorm, starts: usesCritic ? critic.warmup : 0)
    let taught = wholeReward.lessons.compactMap { lesson -> Learner? in
      guard let source = models[lesson.role.rawValue], source.learningRate > 0 else { return nil }
      return Learner(
        role: lesson.role, objective: [WeightedTerm(lesson.loss)], optimizer: Slot(AdamW()),
        learningRate: source.learningRate, schedule: .constant, clipNorm: 1, starts: 0,
        covers: lesson.covers)
    }
    guard usesCritic else { return taught + [policy] }
    let value = Learner(
      role: .critic,
      objective: [WeightedTerm(critic.loss.value, aggregation: aggregation)],
      optimizer: critic.optimizer, learningRate: critic.learningRate, schedule: critic.schedule,
      clipNorm: critic.clipNorm, starts: 0)
    return taught + [value, policy]
  }

  /// Whether a critic's values are needed.
  package var usesCritic: Bool { advantage.value.needs.contains { $0.role == .critic } }

  /// Columns that objectives read.
  var objectiveNeeds: Set<Column> {
    learners.reduce(into: []) { $0.formUnion($1.needs) }
  }

  /// Everything that is needed from outside the completions.
  var needs: Needs {
    wholeReward.needs.union(
      Needs(
        columns: advantage.value.needs.union(objectiveNeeds),
        models: Set(learners.flatMap(\.divergences).map(\.role))))
  }

  /// Where a model comes from, if it is known.
  func source(of role: Role) -> ModelSource? {
    if let given = models[role.rawValue] { return given }
    return role == .reference ? ModelSource(from: "policy", followEvery: kl.referenceReset) : nil
  }
}

extension PolicySettings: Validated {
  /// Numbers in range, and settings that fit one another.
  public func validate() throws {
    try require(steps, atLeast: 1, "steps")
    try require(flopBudget, in: 0...(.infinity), "flop_budget")
    try require(problems, atLeast: 1, atMost: Validation.held, "problems")
    try require(pool, atLeast: 0, atMost: Validation.held, "pool")
    try require(groupSize, atLeast: 1, atMost: Validation.held, "group_size")
    try require(
      problems * groupSize <= Validation.held, "group_size", groupSize,
      "at most \(Validation.held) completions a step; there are \(problems) problems")
    try require(updates, atLeast: 1, "updates")
    try require(epochs, atLeast: 1, "epochs")
    try require(
      updates <= problems, "updates", updates, "at most the number of problems, \(problems)")
    try require(learningRate, in: LearningRates.range, "learning_rate")
    try require(clipNorm, in: 0...(.infinity), "clip_norm")
    try require(entropyBonus.isFinite, "entropy_bonus", entropyBonus, "a finite number")
    try require(responseCap, atLeast: 0, atMost: Validation.held, "response_cap")
    try require(!lossTokens.isEmpty, "loss_tokens", "[]", "policy, demonstration or both")
    try require(
      decoding.temperature >= 0.01, "decoding.temperature", decoding.temperature,
      "a number from 0.01 up: greedy samples have no spread to learn from")
    try require(
      !(keepMask && decoding.isFiltered && !decoding.penalties.isNeutral), "keep_mask", "true",
      "false, or no penalties in decoding: a mask of filters says nothing of penalties")
    let compares = learners.contains { learner in
      !learner.divergences.isEmpty
        || learner.needs.contains {
          $0.role != .policy && $0.role != .critic && $0.quantity == .logprob
        }
    }
    try require(
      !(keepMask && decoding.isFiltered && compares), "keep_mask", "true",
      "false, or no filter in decoding: the objective compares with another model, which filters nothing"
    )
    try require(
      !(loss.component is ValueLoss), "loss", loss.kind, "a loss of a policy")
    if let baseline = advantage.value as? any GroupAdvantages, baseline.comparesWithinGroup,
      !(sampler.component is Demonstrations)
    {
      try require(
        groupSize >= 2, "group_size", groupSize,
        "at least 2: \(advantage.kind) compares the completions of a group")
    }
    for (index, term) in terms.enumerated() {
      try require(
        term.term.value.unit != .sequence, "terms[\(index)].term",
        term.term.kind,
        "a loss of tokens or pairs: this one teaches a model of a reward, by models.ROLE.learning_rate"
      )
    }
    let pairs = advantage.component is BestWorstPairs
    try require(
      (loss.value.unit == .pair) == pairs, "loss", loss.kind,
      pairs
        ? "a loss of pairs, such as dpo, with advantage best-worst"
        : "a loss of tokens: pairs need advantage best-worst")
    for role in needs.roles.sorted() where role != .policy && role != .critic {
      try require(
        source(of: role) != nil, "models", "without '\(role)'",
        "models.\(role).from: a reward, advantage or loss needs this model")
    }
    for (role, source) in models.sorted(by: { $0.key < $1.key }) where source.learningRate > 0 {
      try require(
        wholeReward.lessons.contains { $0.role.rawValue == role }, "models.\(role).learning_rate",
        source.learningRate, "0: no reward teaches this model; implicit-prm and learned-verifier do"
      )
    }
  }
}
