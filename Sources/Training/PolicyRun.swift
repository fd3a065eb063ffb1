import Config
import Experience
import Networks
import Optimizers
import Rewards
import Rollouts
import Sandbox
import Support
import Tasks
import Tensors

/// A policy-gradient run under way: models, optimizers, counters, and the keeper of all that.
final class PolicyRun {
  let trainer: PolicyTrainer
  let learners: [Learner]
  /// Columns that must be there before updates: all of them, unless one update is all there is.
  let earlyNeeds: Set<Column>
  private(set) var state: TrainingState
  private let context: RunContext
  private let keeper: RunKeeper
  private let engine: RolloutEngine
  private var gradients: [Role: Tensor] = [:]
  private let sandbox: Sandbox?
  private var spentBefore = 0.0
  private var spentAtUpdate = 0.0
  private let monitor: DegeneracyMonitor
  private var movement: Movement?
  private let background: Background

  private var settings: PolicySettings { trainer.settings }
  var bank: ModelBank { state.bank }

  init(_ trainer: PolicyTrainer, _ model: Transformer, _ context: RunContext) throws {
    self.trainer = trainer
    self.context = context
    let settings = trainer.settings
    learners = settings.learners
    earlyNeeds =
      settings.updates * settings.epochs > 1
      ? settings.objectiveNeeds : learners.reduce(into: []) { $0.formUnion($1.earlyNeeds) }
    state = TrainingState(bank: try Self.bank(settings, model, context))
    for learner in learners {
      guard let own = state.bank.model(learner.role) else { continue }
      state.optimizers[learner.role] = learner.optimizer.value.initialState(for: own.trainable)
      gradients[learner.role] = Tensor(rows: own.trainable.count, in: Workspace())
    }
    sandbox =
      settings.needs.sandbox || trainer.mixture.runsPrograms ? try Sandbox(.bubblewrap) : nil
    keeper = try RunKeeper(context, restoring: &state)
    engine = RolloutEngine(
      model, tokenizer: context.tokenizer, promptFormat: context.promptFormat,
      decoding: settings.decoding, precision: settings.rolloutPrecision,
      recordsKept: settings.keepMask,
      pool: context.pool)
    monitor = DegeneracyMonitor(context)
    movement = Movement(of: model.trainable, context)
    background = Background(besides: context.pool)
  }

  /// The policy and everything that rewards, advantages and objectives ask for.
  private static func bank(
    _ settings: PolicySettings, _ model: Transformer, _ context: RunContext
  ) throws -> ModelBank {
    let bank = ModelBank(pool: context.pool)
    func member(_ model: Transformer) -> ModelBank.Member {
      ModelBank.Member(
        model, tokenizer: context.tokenizer, promptFormat: context.promptFormat, isKept: true)
    }
    bank.add(member(model), as: .policy)
    for role in settings.needs.roles.sorted() where role != .policy {
      if role == .critic {
        bank.add(member(model.critic()), as: .critic)
        continue
      }
      guard let source = settings.source(of: role) else { throw RolloutsError.noModel(role: role) }
      if source.from == "policy" {
        bank.add(member(model.copy()), as: role)
      } else if source.isServer {
        guard let find = context.findServer else {
          throw TrainingError.setting(
            key: "policy.models.\(role).from",
            reason: "'\(source.from)' is a server, and only assay train asks one")
        }
        bank.add(try find(source), as: role)
      } else {
        var place = source.from
        if let stage = source.stage {
          guard let folder = context.stages[stage] else {
            throw TrainingError.setting(
              key: "policy.models.\(role).from",
              reason: "'\(source.from)' is a stage of a study; pass a folder or a file")
          }
          place = folder
        }
        let other = try LanguageModel.load(place)
        bank.add(
          ModelBank.Member(
            other.transformer, tokenizer: other.tokenizer,
            promptFormat: try other.promptFormat(chat: source.chat),
            isKept: source.learningRate > 0), as: role)
      }
    }
    for key in settings.learners.flatMap(\.divergences) {
      guard let other = bank.model(key.role), other.shape.vocabulary != model.shape.vocabulary
      else { continue }
      throw TrainingError.setting(
        key: "policy.models.\(key.role).from",
        reason: "its vocabulary has \(other.shape.vocabulary) tokens, the policy's "
          + "\(model.shape.vocabulary): full-divergence compares whole distributions")
    }
    return bank
  }

  /// The moment of the next step, with every model that follows the policy up to date; `nil` at the end.
  func next() -> Moment? {
    let step = state.counters.step
    guard step < settings.steps, !state.counters.budgetSpent else { return nil }
    for role in bank.roles {
      guard let source = settings.source(of: role), source.followEvery > 0, step > 0,
        step % source.followEvery == 0, let follower = bank.model(role),
        let policy = bank.model(.policy)
      else { continue }
      follower.trainable.follow(policy.trainable, share: source.followShare)
    }
    spentBefore = bank.ledger.training
    spentAtUpdate = spentBefore
    movement?.startStep()
    bank.drawn = 0
    bank.version = state.optimizers[.policy]?.step ?? 0
    let progress =
      settings.flopBudget > 0
      ? spentBefore / settings.flopBudget : Double(step) / Double(settings.steps)
    return Moment(step: step, progress: progress)
  }

  func bench(_ now: Moment) -> Bench {
    var engine = engine
    let temperature = settings.temperature.value.value(at: now, state.memory.scoped("temperature"))
    if temperature > 0 { engine.decoding.temperature = max(0.01, temperature) }
    let cap = settings.cap.value.value(at: now, state.memory.scoped("cap"))
    return Bench(
      models: bank, sandbox: sandbox, now: now,
      cap: cap >= 1 ? min(trainer.cap, Int(cap)) : trainer.cap, groupSize: settings.groupSize,
      engine: engine, background: background, onlyVerifier: trainer.mixture.onlyFamily,
      noise: context.own("reward_noise"))
  }

  /// The problems of a step; all arms of a replicate see the same ones.
  func asker(_ step: Int) -> Asker {
    let (data, rollouts) = (context.shared("ft_data"), context.own("rollout"))
    let (mixture, count, problems) = (trainer.mixture, settings.groupSize, settings.problems)
    let pool = settings.pool > 0 ? ProblemPool(settings.pool, data["pool"]) : nil
    return Asker(step: step) { step in
      var (generator, pool) = (data[step].generator(), pool)
      return { ordinal in
        if let drawn = pool?.generator(at: step * problems + ordinal) { generator = drawn }
        let (problem, family) = try mixture.draw(using: &generator)
        return Asked(
          problem: problem, verifier: family, environment: family.environment(for: problem),
          stated: Self.reader(family), ordinal: ordinal, count: count,
          stream: rollouts[step, ordinal])
      }
    }
  }

  /// Reads the problem of a family that a text states, if it is for training; a text that states none is no error.
  private static func reader(_ family: any TaskFamily) -> (@Sendable (String) -> Problem?)? {
    guard let traced = family.traced else { return nil }
    return { text in
      guard let problem = try? traced.problem(prompt: text), problem.split == .train else {
        return nil
      }
      return problem
    }
  }

  /// Lets a component work with its own part of the memory.
  func scoped<Result>(
    _ name: String, _ body: (inout Memory) throws -> Result
  ) rethrows -> Result {
    try Details.time(name) { try state.memory.scoped(name, body) }
  }

  /// Samples; a policy that has diverged is an error with the prompts that showed it.
  func noticing(_ asker: Asker, _ body: () throws -> Batch) throws -> Batch {
    do {
      return try body()
    } catch RolloutsError.notFinite {
      var again = asker.at(step: asker.step)
      throw try keeper.broken(
        step: asker.step, cause: "a logit of the policy",
        batch: try again.draw(settings.problems).map {
          try engine.promptFormat.tokens($0.problem.messages, engine.tokenizer)
        })
    }
  }

  /// Lets coefficients that follow what was sampled see it.
  func observe(_ batch: Batch) {
    var (sum, tokens) = (0.0, 0.0)
    for trajectory in batch.groups.flatMap(\.trajectories) where trajectory.use == .learn {
      for (entropy, origin) in zip(trajectory.entropies, trajectory.origins)
      where origin == .policy {
        sum += Double(entropy)
        tokens += 1
      }
    }
    let sampled = ["sampled_entropy": sum / tokens]
    for learner in learners { learner.observe(sampled, &state.memory) }
    state.memory.scoped("temperature") { settings.temperature.value.observe(sampled, &$0) }
    state.memory.scoped("cap") { settings.cap.value.observe(sampled, &$0) }
  }

  /// Remembers the problems of a batch.
  func note(_ batch: Batch, _ seen: (UInt64) -> Void) {
    for group in batch.groups where state.known.insert(group.problem.id).inserted {
      state.problems.append(group.problem.id)
      seen(group.problem.id)
    }
  }

  /// Whether the updates of a batch fit the FLOP budget; if not, the run is over, with its state saved.
  ///
  /// - Throws: `TrainingError.setting` if not even the first step fits.
  func affords(_ batch: Batch) throws -> Bool {
    guard settings.flopBudget > 0 else { return true }
    var cost = 0.0
    for learner in learners {
      for group in batch.groups {
        for (i, one) in group.trajectories.enumerated() where learner.credit(i, of: group) != nil {
          cost +=
            Double(settings.epochs)
            * bank.cost(
              TokenPair(prompt: one.promptTokens, response: one.responseTokens), learner.role,
              .update)
        }
      }
    }
    if bank.ledger.training + cost <= settings.flopBudget { return true }
    guard state.counters.step > 0 else {
      throw TrainingError.setting(
        key: "policy.flop_budget",
        reason: "the first step alone takes \(bank.ledger.training + cost) FLOPs; raise it")
    }
    try background.join(&state.memory, bank)
    // What was sampled is paid for, though nothing is learned from it.
    state.counters.ledger = bank.ledger
    state.counters.budgetSpent = true
    try keeper.save(state)
    return false
  }

  /// One update of a learner.
  ///
  /// - Throws: `TrainingError.notFinite`, with the batch written.
  func update(
    _ learner: Learner, _ groups: [Group], _ now: Moment, isFirst: Bool, epoch: Int
  ) throws -> UpdateOutcome {
    try StopSignal.checkOverdue()
    guard let model = bank.model(learner.role), let gradient = gradients[learner.role],
      let optimizer = state.optimizers[learner.role]
    else { preconditionFailure("no model '\(learner.role)'") }
    let isCurrent = groups.allSatisfy { group in
      group.trajectories.allSatisfy { $0.versions.allSatisfy { Int($0) == bank.version } }
    }
    let outcome = try LossPass(
      shard: LossShard(
        learner: learner, model: model, isFirst: isFirst,
        measuresMismatch: epoch == 0 && learner.role == .policy), bank: bank, cap: trainer.cap,
      recordsAreExact: isFirst && isCurrent && settings.rolloutPrecision == .f32,
      coefficients: learner.coefficients(at: now, state.memory)
    ).gradient(of: groups, into: gradient)
    guard outcome.loss.isFinite && outcome.gradientNorm.isFinite else {
      throw try keeper.broken(
        step: now.step, cause: outcome.loss.isFinite ? "the gradient" : "the loss",
        batch: groups.flatMap { $0.trajectories.map(\.tokens) })
    }
    // Without a signal momentum alone would move the parameters.
    if outcome.hasSignal {
      func update() {
        learner.optimizer.value.update(
          model.trainable, gradient: gradient,
          scale: GradientClip.factor(norm: outcome.gradientNorm, maximum: learner.clipNorm),
          learningRate: learner.rate(at: now.progress), state: optimizer, pool: context.pool)
      }
      if learner.role == .policy, movement != nil {
        let updates = settings.updates * settings.epochs
        movement?.update(
          step: now.step, of: updates, share: spentShare(updates), update)
      } else {
        update()
      }
    }
    return outcome
  }

  /// An update's share of the whole budget: of the FLOPs, where they are the budget, of the steps where not.
  private func spentShare(_ updates: Int) -> Double {
    guard settings.flopBudget > 0 else { return 1 / Double(settings.steps) / Double(updates) }
    let share = (bank.ledger.training - spentAtUpdate) / settings.flopBudget
    spentAtUpdate = bank.ledger.training
    return share
  }

  /// Completions that the policy learns something from.
  private func learned(_ batch: Batch) -> Int {
    guard let learner = learners.first(where: { $0.role == .policy }) else { return 0 }
    return batch.groups.reduce(0) { sum, group in
      sum
        + group.trajectories.indices.count { i in
          guard let credit = learner.credit(i, of: group) else { return false }
          return !(learner.isZeroWithoutAdvantage && credit.isIdle)
        }
    }
  }

  /// Counts a step, saves it when it is time, and reports.
  func finish(_ now: Moment, _ metrics: StepMetrics, _ batch: Batch) throws {
    for trajectory in batch.groups.flatMap(\.trajectories) {
      let response = trajectory.responseTokens.count
      if trajectory.credits[.policy] != nil {
        state.counters.tokens += trajectory.promptTokens.count + response
      }
      state.counters.sampledTokens += trajectory.origins.dropFirst(trajectory.fork?.shared ?? 0)
        .count { $0 == .policy }
    }
    try background.join(&state.memory, bank)
    state.counters.step += 1
    state.counters.updates = state.optimizers[.policy]?.step ?? 0
    state.counters.ledger = bank.ledger
    let spent = bank.ledger.training
    // The next step is expected to cost what this one did.
    state.counters.budgetSpent =
      settings.flopBudget > 0 && 2 * spent - spentBefore > settings.flopBudget
    var values = metrics.values(learners.map { ($0.role, $0.rate(at: now.progress)) })
    values.merge(movement?.metrics(&state.memory) ?? [:]) { own, _ in own }
    values["completions_drawn"] = Double(bank.drawn)
    values["completions_learned"] = Double(learned(batch))
    monitor.observe(values)
    let completions = batch.groups.reduce(0) { $0 + $1.rewards.count }
    values["completions"] = Double(completions)
    for learner in learners { learner.observe(values, &state.memory) }
    values["completions"] = nil
    try keeper.keep(batch, step: state.counters.step)
    let isLast = state.counters.step == settings.steps || state.counters.budgetSpent
    let share =
      settings.flopBudget > 0
      ? spent / settings.flopBudget : Double(state.counters.step) / Double(settings.steps)
    try keeper.finish(step: values, of: &state, isLast: isLast, share: isLast ? 1 : share)
    context.progress(
      max(now.progress, Double(state.counters.step) / Double(settings.steps)), 1,
      "reward \(rounded(metrics.rewardMean))")
  }
}

extension Parameters {
  /// Becomes a share of others' values and the rest of its own; a copy with share 1.
  func follow(_ others: Parameters, share: Double) {
    if share == 1 { return values.copy(from: others.values) }
    for i in 0..<count {
      let (own, other) = (Double(values.pointer[i]), Double(others.values.pointer[i]))
      values.pointer[i] = Float(share * other + (1 - share) * own)
    }
  }
}
