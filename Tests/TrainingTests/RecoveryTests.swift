import Advantages
import Config
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

/// Training finds what is known to be there.
@Suite struct RecoveryTests {
  private static func context(_ folder: String? = nil) -> RunContext {
    RunContext(folder: folder, stream: RandomStream(seed: 9), pool: Toy.pool())
  }

  /// Ten sentences by heart: the loss goes from ln 96 to almost nothing.
  @Test func supervisedTrainingLearnsATinyCorpus() throws {
    let folder = try TemporaryFolder()
    let examples = (0..<10).map {
      SupervisedExample(problem: UInt64($0), prompt: "\($0)?", response: "\(9 - $0)\($0 * 7 % 10)!")
    }
    var settings = SupervisedSettings()
    settings.batchTokens = 256
    settings.tokens = 256 * 150
    settings.learningRate = 1e-2
    let model = Toy.model()
    let state = try SupervisedTrainer(settings) { $0.pick(examples) }.run(
      model, Self.context(folder.path))
    let losses = try metricRows(folder.path).compactMap { $0["loss"] ?? nil }
    #expect(losses[0] > 0.8 * log(96) && (losses.last ?? 9) < 0.05)
    #expect(state.counters.tokens >= settings.tokens)
    let engine = RolloutEngine(
      model, tokenizer: CharacterTokenizer(), decoding: .greedy, pool: Toy.pool())
    let answers = try engine.sample(examples.map(\.messages[0].content), count: 1, cap: 6) {
      problem, _ in
      RandomStream(seed: UInt64(problem))
    }
    #expect(answers.map { $0[0].completion.text } == examples.map(\.response))
    #expect(answers.allSatisfy { $0[0].completion.isFinished })
  }

  /// A bandit of two arms: `#1`, which has the form of an answer, and `1`, which has not. A model that pulls
  /// each half of the time is paid for form.
  private enum Bandit {
    static let shares = [TaskShare(Chain.pure, difficulties: [1])]

    static let model: Transformer = {
      var settings = SupervisedSettings()
      settings.batchTokens = 512
      settings.tokens = 512 * 60
      settings.learningRate = 1e-2
      let model = Toy.model()
      do {
        let mixture = try TaskMixture(shares)
        _ = try SupervisedTrainer(settings) { generator in
          var example = try mixture.goldExample(using: &generator)
          example.response = generator.bernoulli(0.5) ? "#1" : "1"
          return example
        }.run(model, context())
      } catch {
        preconditionFailure("\(error)")
      }
      return model
    }()

    static func settings(steps: Int = 30) -> PolicySettings {
      var settings = PolicySettings()
      settings.steps = steps
      settings.problems = 8
      settings.groupSize = 8
      settings.learningRate = 3e-3
      settings.reward = Slot(Format())
      settings.responseCap = 4
      return settings
    }

    /// Trains a copy; mean rewards of the steps, and the log-probability of the arm that is not paid.
    static func train(_ settings: PolicySettings) throws
      -> (rewards: [Double], unpaid: Double, state: TrainingState)
    {
      let folder = try TemporaryFolder()
      let model = model.copy()
      let state = try PolicyTrainer(settings, mixture: TaskMixture(shares)).run(
        model, context(folder.path))
      let rewards = try metricRows(folder.path).compactMap { $0["reward_mean"] ?? nil }
      return (rewards, try unpaid(model), state)
    }

    static func unpaid(_ model: Transformer) throws -> Double {
      let engine = RolloutEngine(model, tokenizer: CharacterTokenizer(), pool: Toy.pool())
      return try engine.logProbability(of: [("a=5;b=a+2;b?", "1")])[0]
    }
  }

  @Test(arguments: [
    (Clipped.kind, GroupRelative.kind), (Clipped.kind, LeaveOneOut.kind),
    (PolicyGradient.kind, GroupRelative.kind), (PolicyGradient.kind, RawReward.kind),
  ])
  func policyGradientSolvesABandit(_ loss: String, _ advantage: String) throws {
    #expect(abs(exp(try Bandit.unpaid(Bandit.model)) - 0.5) < 0.2)
    var settings = Bandit.settings()
    settings.loss = try Slot(kind: loss)
    settings.advantage = try Slot(kind: advantage)
    let result = try Bandit.train(settings)
    #expect(result.rewards.count == 30 && abs(result.rewards[0] - 0.5) < 0.25)
    #expect(result.rewards.suffix(5).allSatisfy { $0 > 0.95 }, "\(result.rewards)")
    #expect(result.unpaid < -3)
  }

  /// Rejection fine-tuning: raw reward, the token mean over rewarded completions only.
  @Test func keepingRewardedCompletionsSolvesIt() throws {
    var settings = Bandit.settings()
    settings.loss = Slot(PolicyGradient())
    settings.advantage = Slot(RawReward())
    settings.keep = .rewarded
    #expect(try Bandit.train(settings).rewards.suffix(5).allSatisfy { $0 > 0.9 })
  }

  /// A coin toss teaches nothing on average: both arms stay alive.
  @Test func randomRewardsDoNotSolveIt() throws {
    var settings = Bandit.settings()
    settings.reward = Slot(RandomReward())
    settings.learningRate = 3e-4
    #expect(exp(try Bandit.train(settings).unpaid) > 0.1)
  }

  // MARK: - reference

  @Test func penaltyKeepsThePolicyNearItsReference() throws {
    let before = try Bandit.unpaid(Bandit.model)
    for estimator in [KLEstimator.k2, .k3] {
      var settings = Bandit.settings()
      settings.kl = KLPenalty(coefficient: 10, estimator: estimator)
      let result = try Bandit.train(settings)
      #expect(abs(result.unpaid - before) < 0.7, "\(estimator)")
      let reference = try #require(result.state.reference)
      #expect(
        reference.parameters.values.values == Bandit.model.parameters.values.values, "\(estimator)")
    }
  }

  @Test func referenceIsResetOnTime() throws {
    var settings = Bandit.settings(steps: 5)
    settings.kl = KLPenalty(coefficient: 0.1, referenceReset: 4)
    let result = try Bandit.train(settings)
    settings.steps = 4
    let shorter = try Bandit.train(settings)
    // The last reset was before step 5, with the parameters after four steps.
    #expect(
      result.state.reference?.parameters.values.values
        == shorter.state.model.parameters.values.values)
    #expect(
      shorter.state.reference?.parameters.values.values == Bandit.model.parameters.values.values)
  }

  // MARK: - budget and metrics

  /// Every step costs the same here (prompts and responses of one length), so the budget can be counted.
  @Test(arguments: [(1.0, 1), (2.5, 2), (3.0, 3), (3.8, 3)])
  func budgetStopsBeforeItIsExceeded(_ budget: Double, _ steps: Int) throws {
    var settings = Bandit.settings(steps: 1)
    settings.responseCap = 1
    let mixture = try TaskMixture([TaskShare(Chain.pure, difficulties: [1])])
    func run(_ settings: PolicySettings) throws -> TrainingState.Counters {
      try PolicyTrainer(settings, mixture: mixture).run(Toy.model(), Self.context()).counters
    }
    // Prompts differ by a digit or two: three percent of leeway.
    let cost = try run(settings).ledger.training
    settings.steps = 10
    settings.flopBudget = budget * cost * 1.03
    let counters = try run(settings)
    #expect(counters.step == steps && counters.budgetSpent)
    #expect(counters.ledger.training <= settings.flopBudget * 1.03)
  }

  @Test func metricsAreThere() throws {
    let folder = try TemporaryFolder()
    var settings = Bandit.settings(steps: 2)
    settings.updates = 2
    _ = try PolicyTrainer(settings, mixture: TaskMixture(Bandit.shares)).run(
      Bandit.model.copy(), Self.context(folder.path))
    let row = try #require(try metricRows(folder.path).last)
    for name in [
      "step", "reward_mean", "reward_std", "acc_strict", "acc_loose", "parse_rate", "truncated",
      "len_mean", "zero_var_frac", "loss", "grad_norm", "entropy", "adv_std", "clip_frac",
      "clip_frac_low", "clip_frac_high", "mismatch", "lr", "flops", "tokens",
    ] {
      let value = try #require(row[name], "\(name)")
      #expect(value?.isFinite == true, "\(name)")
    }
    #expect((row["mismatch"] ?? nil) ?? 1 < Tolerance.decodingMismatch)
    #expect(row["lr"] == settings.learningRate && row["step"] == 2)
    #expect((row["reward_mean"] ?? nil) == (row["parse_rate"] ?? nil))
  }

  /// Every reward says how long it took, members of a sum too, and how it is spread; a sum takes longer than its terms.
  @Test func rewardsSayWhatTheyTake() throws {
    let folder = try TemporaryFolder()
    var settings = Bandit.settings(steps: 2)
    var reward = Clamp()
    reward.reward = Slot(
      WeightedSum([WeightedReward(Format()), WeightedReward(RandomReward(), weight: 0.1)]))
    settings.reward = Slot(reward)
    settings.decoding.repetitionDetection = RepetitionDetection(maxPatternSize: 1, minCount: 2)
    _ = try PolicyTrainer(settings, mixture: TaskMixture(Bandit.shares)).run(
      Bandit.model.copy(), Self.context(folder.path))
    var rows: [[String: Double?]] = []
    try JSONLines.forEachLine(of: folder.path + "/metrics.jsonl") { line, _ in
      rows.append(try JSONDecoder().decode([String: Double?].self, from: line))
    }
    for row in rows {
      let (clamp, sum, format, random) = (
        try #require(row["wall_s_reward_clamp"] ?? nil),
        try #require(row["wall_s_reward_sum"] ?? nil),
        try #require(row["wall_s_reward_format"] ?? nil),
        try #require(row["wall_s_reward_random"] ?? nil)
      )
      #expect(clamp >= sum && sum >= format + random && format > 0 && random > 0)
      let share = try #require(row["reward_format"] ?? nil)
      let spread = try #require(row["reward_format_std"] ?? nil)
      // Of ones and zeros: s² = p(1 − p)·n/(n − 1).
      #expect(abs(spread * spread - share * (1 - share) * 64 / 63) < 1e-9)
    }
  }

  // MARK: - divergence

  private func broken(_ body: (String) throws -> Void) throws -> (TrainingError, [String]) {
    let folder = try TemporaryFolder()
    let error = try #require(
      #expect(throws: TrainingError.self) { try body(folder.path) })
    guard case .notFinite(_, _, let batch) = error else {
      Issue.record(error)
      return (error, [])
    }
    #expect(batch.hasPrefix(folder.path + "/bad-batch-"))
    let rows = try JSONLines.read([String: [Int]].self, from: batch)
    #expect(!rows.isEmpty && rows.allSatisfy { $0["tokens"]?.first == 95 })
    return (error, rows.map { CharacterTokenizer().decode(($0["tokens"] ?? []).map(Int32.init)) })
  }

  @Test func divergedSupervisedTrainingStops() throws {
    let example = SupervisedExample(problem: 1, prompt: "ab?", response: "c")
    var settings = SupervisedSettings()
    settings.batchTokens = 10
    settings.tokens = 1000
    let (error, texts) = try broken { folder in
      let model = Toy.model()
      model.parameters.tensor("model.norm.weight")[3, 0] = .nan
      _ = try SupervisedTrainer(settings) { _ in example }.run(model, Self.context(folder))
    }
    #expect("\(error)".hasPrefix("step 0: the loss is not finite; the batch was written to "))
    #expect(texts.allSatisfy { $0 == "ab?c" })
    // A single embedding that is not a number is seen too, though no token of the batch uses it.
    _ = try broken { folder in
      let model = Toy.model()
      model.parameters.tensor("model.embed_tokens.weight")[60, 0] = .nan
      _ = try SupervisedTrainer(settings) { _ in example }.run(model, Self.context(folder))
    }
  }

  /// The loss is finite and its gradient is not: 1e30 times an entropy.
  @Test(arguments: [(1e30, "the gradient"), (1e39, "the loss")])
  func divergedPolicyTrainingStops(_ bonus: Double, _ cause: String) throws {
    var settings = Bandit.settings()
    settings.entropyBonus = bonus
    let (error, _) = try broken { folder in
      _ = try PolicyTrainer(settings, mixture: TaskMixture(Bandit.shares)).run(
        Bandit.model.copy(), Self.context(folder))
    }
    #expect("\(error)".hasPrefix("step 0: \(cause) is not finite"))
  }

  /// Parameters that diverged in step 0 are noticed when step 1 samples with them.
  @Test func divergedParametersStopTheRollout() throws {
    var settings = Bandit.settings()
    settings.learningRate = .infinity
    let (error, texts) = try broken { folder in
      _ = try PolicyTrainer(settings, mixture: TaskMixture(Bandit.shares)).run(
        Bandit.model.copy(), Self.context(folder))
    }
    #expect("\(error)".hasPrefix("step 1: "))
    #expect(texts.count == settings.problems && texts.allSatisfy { $0.hasSuffix("?") })
  }
}
