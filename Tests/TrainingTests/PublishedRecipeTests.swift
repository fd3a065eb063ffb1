import Advantages
import Config
import Experience
import Foundation
import Losses
import Rewards
import Rollouts
import Support
import Tasks
import TestSupport
import Testing
import Training

/// Recipes by name, and settings of other frameworks.
@Suite struct PublishedRecipeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let recipe: PublishedRecipe
    var testDescription: String { recipe.name }
    static let all = PublishedRecipe.all.map { Case(recipe: $0) }
  }

  private func settings(_ recipe: PublishedRecipe) throws -> PolicySettings {
    try ConfigLoader.load(RunConfig(), sources: [recipe.configuration]).policy
  }

  @Test func namesAreUnique() throws {
    let names = PublishedRecipe.all.map(\.name)
    #expect(Set(names).count == names.count && names.count > 40)
    #expect(try PublishedRecipe.named("recipe.dapo").name == "dapo")
    #expect(throws: SupportError.self) { try PublishedRecipe.named("dappo") }
    for recipe in PublishedRecipe.all {
      #expect(recipe.summary.hasSuffix(".") || recipe.summary.contains("from."))
      #expect(!recipe.source.description.isEmpty)
    }
  }

  /// Every recipe is allowed as it stands, runs, moves the policy, and gives the same bits whatever the workers.
  @Test(arguments: Case.all) func runsAndRepeatsItself(_ sample: Case) throws {
    var settings = try settings(sample.recipe)
    try settings.validate()
    settings.steps = 3
    settings.problems = 6
    settings.groupSize = min(settings.groupSize, 6)
    settings.responseCap = 8
    settings.learningRate = 3e-3
    settings.critic.warmup = min(settings.critic.warmup, 1)
    // An untrained model never solves anything, so that chance has to give a signal.
    if settings.reward.component is Correctness { settings.reward = Slot(RandomReward()) }
    if var filter = settings.sampler.component as? AccuracyFilter {
      filter.maxRounds = 1
      settings.sampler = Slot(filter)
    }
    let one = try PolicyStepTests.run(settings)
    let three = try PolicyStepTests.run(settings, workers: 3)
    #expect(one.bits == three.bits && one.rows == three.rows)
    #expect(one.state.counters.step == 3)
    for row in one.rows {
      #expect((row["loss"] ?? nil) != .some(.infinity))
    }
  }

  @Test func vapoIsWhatItsPaperSays() throws {
    let vapo = try settings(.named("vapo"))
    #expect(vapo.groupSize == 16 && vapo.terms.count == 1)
    #expect(vapo.terms[0].coefficient.constant == 0.1)
    let dapo = try settings(.named("dapo"))
    #expect(dapo.sampler.component is AccuracyFilter && dapo.kl.coefficient == 0)
  }

  // MARK: - other frameworks

  private func foreign(
    _ text: String, _ framework: ForeignSettings.Framework
  ) throws -> (ForeignSettings, PolicySettings) {
    let found = try ForeignSettings(.text("given.yaml", text), of: framework)
    return (found, try found.configuration().policy)
  }

  @Test func trlGRPO() throws {
    let (found, policy) = try foreign(
      """
      {"loss_type": "dr_grpo", "learning_rate": 1e-6, "num_generations": 4, "beta": 0.02,
       "epsilon": 0.2, "epsilon_high": 0.28, "delta": 4.0, "scale_rewards": "none",
       "temperature": 0.9, "top_k": null, "per_device_train_batch_size": 8,
       "gradient_accumulation_steps": 4, "num_iterations": 2, "max_completion_length": 128,
       "mask_truncated_completions": true, "top_entropy_quantile": 0.2, "bf16": true,
       "max_steps": 100, "warmup_steps": 10, "lr_scheduler_type": "cosine",
       "reward_weights": [1.0, 0.5], "cast_lm_head_to_fp32": true}
      """, .trl)
    #expect(
      policy.loss == Slot(Clipped(clipLow: 0.2, clipHigh: 0.28, dualClip: 4))
        && policy.aggregation == .sequenceMeanTokenSumNorm)
    #expect(policy.advantage == Slot(GroupRelative(scale: .none)))
    #expect(policy.groupSize == 4 && policy.problems == 8 && policy.updates == 1)
    #expect(policy.epochs == 2 && policy.responseCap == 128 && policy.steps == 100)
    #expect(policy.kl.coefficient == 0.02 && policy.kl.estimator == .k3)
    #expect(policy.weights.count == 2 && policy.decoding.temperature == 0.9)
    #expect(policy.schedule.shape == .cosine && policy.schedule.warmup == 0.1)
    let keys = found.unmapped.map(\.key)
    #expect(keys.contains("reward_weights") && keys.contains("cast_lm_head_to_fp32"))
    #expect(!keys.contains("bf16") && found.unmapped.allSatisfy { !$0.reason.isEmpty })
  }

  @Test func trlKinds() throws {
    let cispo = try foreign("loss_type: cispo\nepsilon_high: 5.0", .trl).1
    #expect(
      cispo.loss
        == Slot(ClippedImportance(clipLow: 0, clipHigh: 5, convention: .absolute)))
    let gspo = try foreign(
      "loss_type: grpo\nimportance_sampling_level: sequence\nepsilon: 3.0e-4\nepsilon_high: 4.0e-4",
      .trl
    ).1
    #expect(gspo.loss == Slot(SequenceClipped(level: .sequence)))
    let pairs = try ForeignSettings(
      .text("dpo.yaml", "loss_type: ipo\nbeta: 0.3\nlearning_rate: 5.0e-7\nrpo_alpha: 1"), of: .trl)
    let config = try pairs.configuration()
    #expect(config.method == .preference && config.preference.learningRate == 5e-7)
    #expect(config.preference.loss == Slot(DirectPreference(beta: 0.3, form: .ipo)))
  }

  @Test func verl() throws {
    let (found, policy) = try foreign(
      """
      algorithm:
        adv_estimator: gae
        gamma: 1.0
        lam: 0.95
        use_kl_in_reward: true
        kl_ctrl: { kl_coef: 0.002 }
        kl_penalty: kl
      data: { train_batch_size: 64, max_response_length: 512, train_files: a.parquet }
      actor_rollout_ref:
        actor:
          clip_ratio_low: 0.2
          clip_ratio_high: 0.28
          clip_ratio_c: 10.0
          loss_agg_mode: seq-mean-token-sum
          ppo_mini_batch_size: 16
          optim: { lr: 1.0e-6 }
        rollout: { n: 8, temperature: 1.0, top_k: -1 }
      critic: { optim: { lr: 1.0e-5 }, cliprange_value: 0.5 }
      trainer: { critic_warmup: 5, total_training_steps: 20, total_epochs: "${x}" }
      """, .verl)
    #expect(policy.loss == Slot(Clipped(clipLow: 0.2, clipHigh: 0.28, dualClip: 10)))
    let gae = try #require(policy.advantage.component as? GeneralizedAdvantage)
    #expect(gae.lambda == 0.95 && gae.criticLambda == 0.95)
    #expect(policy.kl.placement == .reward && policy.kl.coefficient == 0.002)
    #expect(policy.updates == 4 && policy.groupSize == 8 && policy.problems == 64)
    #expect(policy.critic.warmup == 5 && policy.critic.loss == Slot(ValueLoss(clip: 0.5)))
    #expect(policy.critic.learningRate == 1e-5 && policy.learningRate == 1e-6)
    #expect(found.unmapped.map(\.key) == ["trainer.total_epochs"])
  }

  @Test func foreignMistakes() {
    #expect(throws: ConfigError.self) {
      try ForeignSettings(.file("/no/such/file.yaml"), of: .trl)
    }
    #expect(throws: ConfigError.self) {
      try ForeignSettings(.text("x", "beta: 0.1\nnum_generations: -3"), of: .trl).configuration()
    }
  }
}
