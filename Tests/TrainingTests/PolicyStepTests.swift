import Advantages
import Evaluation
import Experience
import Foundation
import Losses
import Networks
import Optimizers
import Rewards
import Rollouts
import Support
import Tasks
import Tensors
import TestSupport
import Testing
import Tokenizers
import Training

/// Plain samples with nonsense on record for the tokens of an environment, or for the policy's own.
struct Tampering: Sampler {
  static let kind = "tampering"
  static let summary = "Plain samples with nonsense on record."
  static let source = Source("Test 2026")
  /// Adds it to the catalogue, once.
  static let isKnown: Void = SamplerCatalogue.add(entry)
  var everywhere = false
  init() {}
  init(everywhere: Bool) { self.everywhere = everywhere }

  func batch(
    _ count: Int, _ asker: inout Asker, _ bench: Bench, _ memory: inout Memory
  ) throws -> Batch {
    var batch = try Plain().batch(count, &asker, bench, &memory)
    for g in batch.groups.indices {
      for i in batch.groups[g].trajectories.indices {
        for (t, origin) in batch.groups[g].trajectories[i].origins.enumerated()
        where (origin == .policy) == everywhere {
          batch.groups[g].trajectories[i].behaviorLogprobs[t] = -3
          batch.groups[g].trajectories[i].plainLogprobs[t] = -4
          batch.groups[g].trajectories[i].unfilteredLogprobs[t] = -5
          batch.groups[g].trajectories[i].entropies[t] = 6
        }
      }
    }
    return batch
  }
}

/// What a step of policy optimization is, whatever its settings.
@Suite struct PolicyStepTests {
  static let shares = [TaskShare(Chain.pure, difficulties: [1])]

  static func settings(steps: Int = 2) -> PolicySettings {
    var settings = PolicySettings()
    settings.steps = steps
    settings.problems = 4
    settings.groupSize = 6
    settings.learningRate = 3e-3
    settings.reward = Slot(RandomReward())
    settings.responseCap = 8
    return settings
  }

  struct Run {
    var state: TrainingState
    var rows: [[String: Double?]]
    var bits: [UInt32] { state.model.trainable.values.values.map(\.bitPattern) }
    func metric(_ name: String, _ step: Int = 0) -> Double { (rows[step][name] ?? nil) ?? .nan }
  }

  static func run(
    _ settings: PolicySettings, folder: String? = nil, model: Transformer? = nil,
    shares: [TaskShare] = shares, workers: Int = 1, progress: @escaping @Sendable () -> Void = {}
  ) throws -> Run {
    let own = try TemporaryFolder()
    let context = RunContext(
      folder: folder ?? own.path, stream: RandomStream(seed: 3), pool: Toy.pool(workers),
      checkpointSeconds: 0
    ) { _, _, _ in progress() }
    let state = try PolicyTrainer(settings, mixture: TaskMixture(shares)).run(
      model ?? Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2), context)
    return Run(state: state, rows: try metricRows(folder ?? own.path))
  }

  // MARK: - learning rate 0

  /// Nothing moves, so no ratio leaves 1, whatever the decoding, the precision, the updates and the epochs.
  @Test(
    arguments: [
      (1.0, 0, 1.0, 0.0), (0.7, 0, 0.9, 0), (0.99, 0, 0.5, 0), (1.3, 5, 1, 0.02), (1, 0, 0.8, 0),
    ], [WeightPrecision.f32, .int8])
  func ratiosAreOneAtRateZero(
    _ decoding: (Double, Int, Double, Double), _ precision: WeightPrecision
  ) throws {
    for (updates, epochs) in [(1, 1), (2, 1), (4, 2), (3, 3)] {
      var settings = Self.settings()
      settings.learningRate = 0
      settings.decoding = Decoding(
        temperature: decoding.0, topK: decoding.1, topP: decoding.2, minP: decoding.3)
      settings.rolloutPrecision = precision
      (settings.updates, settings.epochs) = (updates, epochs)
      settings.advantage = Slot(RawReward())
      settings.loss = Slot(Clipped(clipLow: 1e-5, clipHigh: 1e-5))
      let run = try Self.run(settings)
      for step in 0..<2 {
        #expect(run.metric("clip_frac", step) == 0)
        if precision == .f32 { #expect(run.metric("mismatch", step) < 1e-5) }
        // −mean A over tokens, a mean over parts of equal numbers of groups but not of tokens.
        let rewards = run.metric("adv_std", step)
        #expect(run.metric("loss", step) < 0 && rewards > 0)
      }
    }
  }

  /// The loss of the surrogate is minus the mean advantage over tokens.
  @Test func lossIsMinusTheMeanAdvantage() throws {
    var settings = Self.settings(steps: 1)
    (settings.learningRate, settings.epochs) = (0, 2)
    settings.decoding = Decoding(temperature: 0.7, topP: 0.9)
    settings.advantage = Slot(RawReward())
    // Rewards of 0 and 1: the mean of A over tokens is that of A².
    let run = try Self.run(settings)
    let square = run.metric("adv_std") * run.metric("adv_std")
    #expect(abs(run.metric("loss") + square) < 1e-6)
  }

  // MARK: - parts, signal, costs

  @Test func partsAreBalanced() throws {
    var settings = Self.settings(steps: 3)
    settings.updates = 3
    #expect(try Self.run(settings).state.counters.updates == 9)
    #expect(Batch([], step: 0).parts(3).isEmpty)
    let groups = (0..<7).map { _ in Toy.group(rewards: [0]) }
    #expect(Batch(groups, step: 0).parts(3).map(\.count) == [2, 2, 3])
  }

  /// Equal rewards: no update, so that momentum does not drift; the step counts all the same.
  @Test func nothingMovesWithoutASignal() throws {
    var settings = Self.settings(steps: 3)
    var reward = RandomReward()
    reward.probability = 1
    settings.reward = Slot(reward)
    let model = Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2)
    let before = model.parameters.values.values
    let run = try Self.run(settings, model: model)
    #expect(run.state.counters.step == 3 && run.state.counters.updates == 0)
    #expect(model.parameters.values.values == before)
    #expect(run.metric("zero_var_frac") == 1 && run.metric("grad_norm") == 0)
    // A bonus on entropy is a signal.
    settings.entropyBonus = 0.01
    #expect(try Self.run(settings).state.counters.updates == 3)
  }

  /// What is not trained on is not charged; a reference is charged as often as it runs.
  @Test func whatRanIsCharged() throws {
    var settings = Self.settings(steps: 1)
    settings.advantage = Slot(RawReward())
    settings.loss = Slot(PolicyGradient())
    let all = try Self.run(settings).state.counters.ledger
    settings.keep = .rewarded
    let kept = try Self.run(settings).state.counters.ledger
    #expect(kept.decode == all.decode && kept.update < 0.8 * all.update && kept.update > 0)
    settings = Self.settings(steps: 1)
    settings.kl.coefficient = 0.1
    let once = try Self.run(settings).state.counters.ledger
    #expect(abs(once.reference / (once.update / 3) - 1) < 1e-9)
    // Several epochs: one pass before them, of the reference and of the policy itself.
    settings.epochs = 3
    let thrice = try Self.run(settings).state.counters.ledger
    #expect(abs(thrice.reference / once.reference - 1) < 1e-9)
    let updates = 3 * once.update
    #expect(abs(thrice.update / (updates + once.update / 3) - 1) < 1e-9)
  }

  @Test func noBudgetIsExceeded() throws {
    var settings = Self.settings(steps: 40)
    let cost = try Self.run(Self.settings(steps: 1)).state.counters.ledger.training
    for factor in [1.3, 3.7, 6.2] {
      settings.flopBudget = factor * cost
      let state = try Self.run(settings).state
      #expect(state.counters.ledger.training <= settings.flopBudget)
      #expect(state.counters.step >= 1)
    }
  }

  /// A step that turns out too dear ends the run; what was learned before is saved, whatever the checkpoints' rhythm.
  @Test func unaffordableStepsEndARunThatIsSaved() throws {
    for problems in 2...12 {
      var settings = Self.settings(steps: 1)
      settings.problems = problems
      let first = try Self.run(settings).state.counters.ledger.training
      settings.steps = 2
      guard try Self.run(settings).state.counters.ledger.training > 2 * first else { continue }
      settings.steps = 10
      settings.flopBudget = 2 * first
      let folder = try TemporaryFolder()
      let model = Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2)
      let state = try PolicyTrainer(settings, mixture: TaskMixture(Self.shares)).run(
        model, RunContext(folder: folder.path, stream: RandomStream(seed: 3), pool: Toy.pool()))
      #expect(state.counters.step == 1 && state.counters.budgetSpent)
      #expect(CheckpointFolder(run: folder.path).names == ["step-000001"])
      settings.flopBudget = 0.9 * first
      #expect(throws: TrainingError.self) { try Self.run(settings) }
      return
    }
    Issue.record("no second step was dearer than the first")
  }

  // MARK: - members of every kind

  /// KL in the loss and in the reward are recorded, and hold the policy.
  @Test func klInTheRewardIsAPart() throws {
    var settings = Self.settings(steps: 3)
    settings.kl = KLPenalty(coefficient: 0.5, estimator: .k1, placement: .reward)
    let run = try Self.run(settings)
    #expect(run.metric("reward_random").isFinite && run.metric("reward_kl") == 0)
    #expect(run.metric("reward_kl", 2) != 0)
    settings.kl.placement = .loss
    #expect(try Self.run(settings).metric("kl", 2) > 0)
  }

  @Test func corrections() throws {
    var settings = Self.settings(steps: 2)
    settings.decoding = Decoding(temperature: 0.8, topP: 0.7)
    settings.weights = [Slot(TruncatedImportance(level: .token, cap: 2))]
    let run = try Self.run(settings)
    // What the filter keeps is all that the trainer's policy may give mass to, too.
    #expect(abs(run.metric("weight_truncated_importance") - 1) < 1e-5)
    // Without the mask that policy gives less to what was kept: weights below 1.
    settings.keepMask = false
    let unmasked = try Self.run(settings)
    #expect(unmasked.metric("weight_truncated_importance") < 0.99)
    (settings.decoding, settings.keepMask) = (Decoding(temperature: 0.8), true)
    let plain = try Self.run(settings)
    #expect(abs(plain.metric("weight_truncated_importance") - 1) < 1e-5)
  }

  /// Completions that the cap cut off leave the loss and its normalizer.
  @Test func overlongFilterLeavesTheNormalizer() throws {
    var settings = Self.settings(steps: 1)
    settings.responseCap = 1
    settings.weights = [Slot(FinishedOnly())]
    let run = try Self.run(settings)
    // A cap of one token: only empty answers are finished.
    #expect(run.metric("truncated") > 0.5)
    let finished = (1 - run.metric("truncated")) * 24
    #expect(
      run.state.counters.ledger.update < Double(finished + 1) / 24
        * run.state.counters.ledger.training)
  }

  @Test func criticLearns() throws {
    var settings = Self.settings(steps: 12)
    settings.advantage = Slot(GeneralizedAdvantage())
    settings.groupSize = 1
    settings.problems = 16
    var reward = RandomReward()
    reward.probability = 1
    settings.reward = Slot(reward)
    settings.critic.learningRate = 1e-2
    settings.critic.warmup = 4
    settings.critic.loss = Slot(ValueLoss(clip: 0))
    let run = try Self.run(settings)
    // Values start at 0 and go to the reward of 1.
    #expect(run.metric("value_error") == 1 && run.metric("value_error", 11) < 0.2)
    #expect(run.state.counters.updates == 8 && run.state.optimizers[.critic]?.step == 12)
    #expect(run.state.counters.ledger[.critic, .read] > 0)
    #expect(run.state.counters.ledger[.critic, .update] > 0)
  }

  @Test func preferenceOnSampledPairs() throws {
    var settings = Self.settings(steps: 20)
    settings.reward = Slot(Format())
    settings.advantage = Slot(BestWorstPairs())
    settings.loss = Slot(DirectPreference())
    settings.groupSize = 16
    let run = try Self.run(settings)
    #expect(abs(run.metric("pair_margin")) < 1e-6 || run.metric("pair_margin").isNaN)
    #expect(run.state.counters.ledger.reference > 0 || run.metric("reward_mean") == 0)
  }

  /// A conversation is one trajectory: what the environment said is not trained on.
  @Test func secondChanceIsATurn() throws {
    var settings = Self.settings(steps: 2)
    settings.responseCap = 40
    settings.reward = Slot(Correctness())
    var chance = SecondChance(Chain.pure)
    chance.message = "no"
    let shares = [TaskShare(chance, difficulties: [1])]
    let run = try Self.run(settings, shares: shares)
    #expect(run.metric("turns") > 1 && run.metric("turns") <= 2)
    #expect(try Self.run(settings, shares: shares, workers: 3).bits == run.bits)
  }

  /// Whatever is recorded of tokens that an environment said, and whoever asks for columns and weights, the gradient is the same.
  @Test(arguments: [0, 1]) func whatTheEnvironmentSaidIsNotLearned(_ example: Int) throws {
    var settings = Self.settings(steps: 2)
    settings.responseCap = 40
    settings.updates = 2
    settings.entropyBonus = 0.01
    settings.weights = [Slot(TruncatedImportance()), Slot(HighEntropy())]
    if example == 1 { settings.kl = KLPenalty(coefficient: 0.1) }
    var chance = SecondChance(Chain.pure)
    chance.message = "no"
    let shares = [TaskShare(chance, difficulties: [1])]
    let run = try Self.run(settings, shares: shares)
    #expect(run.metric("turns") > 1)
    _ = Tampering.isKnown
    settings.sampler = Slot(Tampering())
    #expect(try Self.run(settings, shares: shares).bits == run.bits)
    settings.sampler = Slot(Tampering(everywhere: true))
    #expect(try Self.run(settings, shares: shares).bits != run.bits)
  }

  /// A conversation that goes another way from a turn is one of its group, with what it shares.
  @Test func turnsBranch() throws {
    var settings = Self.settings(steps: 2)
    settings.responseCap = 40
    settings.reward = Slot(Correctness())
    settings.advantage = Slot(RawReward())
    var trees = Trees(.turns)
    (trees.trunks, trees.alpha, trees.branches) = (3, 1, 2)
    settings.sampler = Slot(trees)
    var chance = SecondChance(Chain.pure)
    chance.message = "no"
    let shares = [TaskShare(chance, difficulties: [1])]
    let run = try Self.run(settings, shares: shares)
    #expect(run.metric("tokens_shared") > 0 && run.metric("turns") > 1)
    // Three conversations a problem, and every other way that one of them took.
    #expect((13...36).contains(run.metric("completions_drawn")))
    #expect(run.metric("completions_learned") <= run.metric("completions_drawn"))
    #expect(try Self.run(settings, shares: shares, workers: 3).bits == run.bits)
  }

  /// Ratios are of the distribution that was sampled from: with the mask a correction has nothing to correct; without it, it has.
  @Test func filtersAreReplayed() throws {
    var settings = Self.settings(steps: 1)
    settings.decoding = Decoding(topK: 5)
    settings.weights = [Slot(TruncatedImportance())]
    let replayed = try Self.run(settings)
    #expect(abs(replayed.metric("weight_truncated_importance") - 1) < 1e-5)
    settings.keepMask = false
    let biased = try Self.run(settings)
    #expect(biased.metric("weight_truncated_importance") < 0.9)
    #expect(biased.bits != replayed.bits)
    settings.keepMask = true
    settings.kl = KLPenalty(coefficient: 0.1)
    #expect(throws: (any Error).self) { try settings.validate() }
  }

  /// A supervised conversation imitates the policy's turns alone: its loss is their mean.
  @Test func environmentsAreNotImitated() throws {
    let calculator = ToolUse()
    var generator = RandomStream(seed: 4)["gold"].generator()
    let mixture = try TaskMixture([TaskShare(calculator, difficulties: [1])])
    let example = try mixture.goldExample(using: &generator)
    #expect(example.further.count == 1)
    var settings = SupervisedSettings()
    (settings.tokens, settings.batchTokens, settings.learningRate) = (10, 10, 0)
    let folder = try TemporaryFolder()
    let model = Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2)
    _ = try SupervisedTrainer(settings) { _ in example }.run(
      model, RunContext(folder: folder.path, stream: RandomStream(seed: 3), pool: Toy.pool()))
    let loss = try #require(metricRows(folder.path)[0]["loss"] ?? nil)
    // By hand: log-probabilities of the policy's tokens after everything before them.
    let engine = RolloutEngine(model, tokenizer: Toy.tokenizer, pool: Toy.pool())
    let end = Toy.tokenizer.endToken
    let first = try Toy.tokenizer.encode(example.response) + [end]
    let heard = try Toy.tokenizer.encode(example.further[0].reply.content)
    let second = try Toy.tokenizer.encode(example.further[0].response) + [end]
    let scores = try engine.score([
      (try engine.promptTokens(example.messages[0].content), first + heard + second)
    ])[0].map(Double.init)
    let own = scores.prefix(first.count) + scores.suffix(second.count)
    #expect(abs(loss + own.reduce(0, +) / Double(own.count)) < 1e-5)
  }

  /// A benchmark of conversations has all their turns.
  @Test func conversationsAreEvaluatedWhole() throws {
    var chance = SecondChance(Chain.pure)
    chance.message = "no"
    let stream = RandomStream(seed: 4)
    let set = try chance.problemSet(
      name: "twice", count: 3, difficulties: [1], split: .validation, stream: stream)
    let engine = RolloutEngine(
      Toy.model(width: 16, heads: 2, feedForward: 24, seed: 2), tokenizer: Toy.tokenizer,
      pool: Toy.pool())
    func run(_ benchmark: Benchmark) throws -> BenchmarkResult {
      try benchmark.run(engine, stream: stream["samples"])
    }
    let once = try run(
      Benchmark(set: set, family: Chain.pure, samplesPerProblem: 8, cap: 60, recordsPerProblem: 8))
    let twice = try run(
      Benchmark(set: set, family: chance, samplesPerProblem: 8, cap: 60, recordsPerProblem: 8))
    var repeated = 0
    for (a, b) in zip(once.samples, twice.samples) {
      #expect(b.response.hasPrefix(a.response))
      if b.response.dropFirst(a.response.count).hasPrefix("no") { repeated += 1 }
    }
    #expect(repeated > 0)
  }

  /// A reward model that starts from the policy knows nothing, and learns from outcomes while the policy learns from it.
  @Test func rewardModelsLearnBesideThePolicy() throws {
    var settings = Self.settings(steps: 8)
    var reward = ImplicitPRM()
    reward.scale = 1
    settings.reward = Slot(reward)
    settings.advantage = Slot(ProcessAndOutcome())
    for role in ["prm", "prm-reference"] { settings.models[role] = ModelSource() }
    settings.models["prm-reference"]?.learningRate = 1e-2
    #expect(throws: InvalidSetting.self) { try settings.validate() }
    settings.models["prm-reference"]?.learningRate = 0
    let frozen = try Self.run(settings)
    #expect(frozen.state.optimizers["prm"] == nil)
    settings.models["prm"]?.learningRate = 1e-2
    try settings.validate()
    let run = try Self.run(settings)
    #expect(abs(run.metric("prm_loss") - log(2)) < 1e-6 && run.metric("prm_loss", 7) < 0.65)
    #expect(run.metric("outcome_accuracy") == 0.5 && run.metric("outcome_accuracy", 7) > 0.5)
    #expect(run.state.optimizers["prm"]?.step == 8)
    #expect(run.state.counters.ledger["prm", .update] > 0)
    #expect(run.state.counters.ledger["prm-reference", .update] == 0)
    #expect(try Self.run(settings, workers: 3).bits == run.bits)
  }

  /// Taught everything, a learned verifier pays what the checker does; not believed, it pays nobody.
  @Test func learnedVerifiersStartAsTheChecker() throws {
    var reward = LearnedVerifier()
    (reward.taught, reward.audit) = (1, 0)
    var settings = Self.settings(steps: 3)
    for role in ["verifier", "verifier-reference"] { settings.models[role] = ModelSource() }
    settings.models["verifier"]?.learningRate = 1e-3
    settings.reward = Slot(reward)
    let run = try Self.run(settings)
    settings.reward = Slot(Correctness(level: .strict))
    settings.models = [:]
    #expect(try Self.run(settings).bits == run.bits)
  }

  @Test func judgesScore() throws {
    let folder = try TemporaryFolder()
    let judge = LanguageModel(Toy.model(context: 256, seed: 7), tokenizer: Toy.tokenizer)
    try judge.save(to: folder.path)
    var settings = Self.settings()
    var reward = Judge()
    (reward.template, reward.yes, reward.no) = ("{prompt}{response} ok?", "y", "n")
    settings.reward = Slot(reward)
    #expect(throws: InvalidSetting.self) { try settings.validate() }
    settings.models["judge"] = ModelSource(from: folder.path)
    try settings.validate()
    let run = try Self.run(settings)
    #expect(run.metric("reward_judge") > 0 && run.metric("reward_judge") < 1)
    #expect(run.state.counters.ledger.rewardModel > 0)
  }

  // MARK: - problems

  /// A pool is seen whole before any of its problems comes again, in another order each time.
  @Test(arguments: [1, 3, 12]) func poolsAreSeenInEpochs(_ count: Int) {
    var pool = ProblemPool(count, RandomStream(seed: 5))
    let epochs = (0..<4).map { epoch in
      (0..<count).map { place in
        var generator = pool.generator(at: epoch * count + place)
        return generator.next()
      }
    }
    #expect(epochs.allSatisfy { Set($0) == Set(epochs[0]) && Set($0).count == count })
    if count == 12 { #expect(Set(epochs).count == 4) }
  }

  /// However long a run is, it sees the problems of its pool and no others; another arm has the same pool.
  @Test func runsStayInTheirPool() throws {
    func problems(_ steps: Int, pool: Int, rate: Double = 3e-3) throws -> Set<UInt64> {
      var settings = Self.settings(steps: steps)
      (settings.pool, settings.learningRate) = (pool, rate)
      return Set(try Self.run(settings).state.problems)
    }
    let eight = try problems(2, pool: 8)
    #expect(eight.count == 8)
    #expect(try problems(6, pool: 8) == eight)
    #expect(try problems(6, pool: 8, rate: 1e-3) == eight)
    #expect(try problems(3, pool: 3).isSubset(of: eight))
    #expect(try problems(6, pool: 0).count > 16)
    var settings = Self.settings()
    settings.pool = -1
    #expect(throws: InvalidSetting.self) { try settings.validate() }
  }

  // MARK: - samplers

  @Test func accuracyFilterKeepsMixedGroups() throws {
    var settings = Self.settings(steps: 2)
    settings.reward = Slot(Format())
    var filter = AccuracyFilter()
    filter.maxRounds = 3
    settings.sampler = Slot(filter)
    let run = try Self.run(settings)
    // A random model never solves anything: all is dropped, all is paid for, nothing is learned.
    let plain = try Self.run(Self.settings(steps: 2))
    #expect(run.state.counters.updates == 0 && run.state.problems.isEmpty)
    #expect(run.state.counters.ledger.decode > 2 * plain.state.counters.ledger.decode)
    #expect(run.state.counters.step == 2)
  }

  @Test func noLagIsOnPolicy() throws {
    let settings = Self.settings(steps: 4)
    var lagged = settings
    var sampler = Lagged()
    sampler.lag = 0
    lagged.sampler = Slot(sampler)
    let (a, b) = (try Self.run(settings), try Self.run(lagged))
    #expect(a.bits == b.bits && a.rows == b.rows)
  }

  /// Sampling beside the updates changes no bit.
  @Test(arguments: [1, 2]) func overlappingChangesNothing(_ workers: Int) throws {
    var settings = Self.settings(steps: 5)
    var sampler = Lagged()
    sampler.lag = 2
    settings.sampler = Slot(sampler)
    let before = try Self.run(settings)
    sampler.overlap = true
    settings.sampler = Slot(sampler)
    let beside = try Self.run(settings, workers: workers)
    #expect(before.bits == beside.bits && before.rows == beside.rows)
    #expect(before.state.memory == beside.state.memory)
  }

  /// Lag 2, killed after a step and resumed, equals lag 2 uninterrupted; and it is another policy that samples.
  @Test(arguments: [1, 3]) func laggedRunsResume(_ stop: Int) throws {
    let folder = try TemporaryFolder()
    let (whole, copy) = (folder.file("whole"), folder.file("copy"))
    var settings = Self.settings(steps: 5)
    var sampler = Lagged()
    sampler.lag = 2
    settings.sampler = Slot(sampler)
    let calls = CallCounter()
    let uninterrupted = try Self.run(settings, folder: whole) {
      guard calls.next() == stop else { return }
      do { try FileManager.default.copyItem(atPath: whole, toPath: copy) } catch {
        Issue.record(error)
      }
    }
    let resumed = try Self.run(settings, folder: copy, workers: 2)
    #expect(resumed.bits == uninterrupted.bits && resumed.rows == uninterrupted.rows)
    #expect(resumed.state.problems == uninterrupted.state.problems)
    #expect(uninterrupted.metric("mismatch", 0) < 1e-5)
    #expect(uninterrupted.metric("mismatch", 4) > 1e-5)
    #expect(try Self.run(Self.settings(steps: 5)).bits != uninterrupted.bits)
  }
}
