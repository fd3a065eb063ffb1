import Advantages
import Experience
import Losses
import Networks
import Optimizers
import Rewards
import Rollouts
import Support
import Tasks
import Tensors

/// Policy-gradient training on problems whose completions can be judged.
///
/// One step: problems → completions → verdicts → rewards → advantages → loss → update. Which reward,
/// advantage, loss, aggregation and decoding is a matter of settings; the loop is the same.
public struct PolicyTrainer: Sendable {
  /// The settings.
  public var settings: PolicySettings
  /// The problems and the families that judge them.
  public var mixture: TaskMixture
  /// The most response tokens.
  public var cap: Int

  /// A trainer; the cap is the settings', or the mixture's if they leave it open.
  public init(_ settings: PolicySettings, mixture: TaskMixture) {
    self.settings = settings
    self.mixture = mixture
    cap = settings.responseCap > 0 ? settings.responseCap : mixture.responseCap
  }

  /// Trains a model in place, going on from a checkpoint in the run's folder.
  ///
  /// - Parameter seen: called with the identity of every problem trained on, of resumed steps too.
  /// - Throws: `TrainingError.stopped` with the state saved; `TrainingError.notFinite`.
  public func run(
    _ model: Transformer, _ context: RunContext, seen: (UInt64) -> Void = { _ in }
  ) throws -> TrainingState {
    let optimizer = settings.optimizer.value
    var state = TrainingState(
      model: model, optimizer: optimizer.initialState(for: model.trainable),
      reference: settings.kl.coefficient > 0 ? model.copy() : nil)
    let keeper = try RunKeeper(context, restoring: &state)
    let gradient = Tensor(rows: model.trainable.count, in: Workspace())
    let engine = RolloutEngine(
      model, tokenizer: context.tokenizer, promptFormat: context.promptFormat,
      decoding: settings.decoding, precision: settings.rolloutPrecision, pool: context.pool)
    for step in 0..<state.counters.step {
      for drawn in try problems(step, context) { seen(drawn.problem.id) }
    }
    while state.counters.step < settings.steps && !state.counters.budgetSpent {
      let step = state.counters.step
      if settings.kl.referenceReset > 0, step > 0, step % settings.kl.referenceReset == 0 {
        state.reference?.trainable.values.copy(from: model.trainable.values)
      }
      let drawn = try problems(step, context)
      for item in drawn { seen(item.problem.id) }
      let progress =
        settings.flopBudget > 0
        ? state.counters.ledger.training / settings.flopBudget
        : Double(step) / Double(settings.steps)
      let groups: [Group]
      do {
        groups = try rollout(drawn, engine, step, progress, context)
      } catch RolloutsError.notFinite {
        throw try keeper.broken(
          step: step, cause: "a logit of the policy",
          batch: drawn.map {
            try engine.promptTokens($0.problem.prompt)
          })
      }
      let spentBefore = state.counters.ledger.training
      count(groups, model.shape, &state.counters)
      let rate = settings.learningRate * settings.schedule.factor(at: progress)
      var metrics = StepMetrics(groups: groups)
      for epoch in 0..<settings.epochs {
        for (part, update) in parts(of: groups).enumerated() {
          let outcome = try PolicyUpdate(
            settings: settings, cap: cap, model: model, reference: state.reference,
            isOnPolicy: epoch == 0 && part == 0
          ).gradient(of: update, into: gradient, context.pool)
          guard outcome.loss.isFinite && outcome.gradientNorm.isFinite else {
            throw try keeper.broken(
              step: step, cause: outcome.loss.isFinite ? "the gradient" : "the loss",
              batch: groups.flatMap { $0.trajectories.map(\.tokens) })
          }
          metrics.add(outcome)
          optimizer.update(
            model.trainable, gradient: gradient,
            scale: GradientClip.factor(norm: outcome.gradientNorm, maximum: settings.clipNorm),
            learningRate: rate, state: state.optimizer, pool: context.pool)
        }
      }
      state.counters.step += 1
      state.counters.updates = state.optimizer.step
      let spent = state.counters.ledger.training
      // The next step is expected to cost what this one did.
      state.counters.budgetSpent =
        settings.flopBudget > 0 && 2 * spent - spentBefore > settings.flopBudget
      try keeper.finish(
        step: metrics.values(learningRate: rate), of: state,
        isLast: state.counters.step == settings.steps || state.counters.budgetSpent)
      context.progress(
        max(progress, Double(state.counters.step) / Double(settings.steps)), 1,
        "reward \(rounded(metrics.rewardMean))")
    }
    return state
  }

  /// The problems of a step; all arms of a replicate see the same ones.
  private func problems(_ step: Int, _ context: RunContext) throws -> [Drawn] {
    var generator = context.shared("ft_data")[step].generator()
    return try (0..<settings.problems).map { _ in try mixture.draw(using: &generator) }
  }

  private typealias Drawn = (problem: Problem, family: any TaskFamily)

  /// Samples completions, judges and rewards them.
  private func rollout(
    _ drawn: [Drawn], _ engine: RolloutEngine, _ step: Int, _ progress: Double,
    _ context: RunContext
  ) throws -> [Group] {
    let rollouts = context.own("rollout")[step]
    let noise = context.own("reward_noise")[step]
    let sampled = try engine.sample(
      drawn.map(\.problem.prompt), count: settings.groupSize, cap: cap
    ) { problem, sample in rollouts[problem, sample] }
    let reward = settings.reward.value
    return drawn.indices.map { i in
      let (problem, family) = drawn[i]
      let verdicts = sampled[i].map { family.verdict(on: $0.completion, for: problem) }
      let rewards = reward.rewards(
        RewardInput(
          problem: problem, completions: sampled[i].map(\.completion), verdicts: verdicts,
          progress: progress, stream: noise[i]))
      // A completion whose reward cannot be computed takes no part in its group.
      let usable = rewards.indices.filter { rewards[$0] != nil }
      return Group(
        problem: problem, trajectories: usable.map { sampled[i][$0] },
        verdicts: usable.map { verdicts[$0] }, rewards: usable.compactMap { rewards[$0] })
    }
  }

  /// The groups of each update, in order.
  private func parts(of groups: [Group]) -> [[Group]] {
    let size = (groups.count + settings.updates - 1) / settings.updates
    return stride(from: 0, to: groups.count, by: size).map {
      Array(groups[$0..<min($0 + size, groups.count)])
    }
  }

  /// Adds a step's tokens and FLOPs.
  private func count(
    _ groups: [Group], _ shape: TransformerShape, _ counters: inout TrainingState.Counters
  ) {
    let passes = Double(settings.epochs)
    for group in groups {
      let prompt = Double(group.trajectories.first?.promptTokens.count ?? 0)
      counters.ledger.decode += prompt * shape.forwardFLOPs(meanLength: prompt / 2)
      for trajectory in group.trajectories {
        let response = Double(trajectory.responseTokens.count)
        let whole = (prompt + response) * shape.forwardFLOPs(meanLength: (prompt + response) / 2)
        counters.ledger.decode += response * shape.forwardFLOPs(meanLength: prompt + response / 2)
        counters.ledger.update += 3 * passes * whole
        if settings.kl.coefficient > 0 { counters.ledger.reference += whole }
        counters.tokens += Int(prompt + response)
        counters.sampledTokens += Int(response)
      }
    }
  }
}
