extension ForeignSettings {
  /// verl's trainer: `algorithm`, `actor_rollout_ref`, `critic`, `data`, `trainer`.
  ///
  /// - Source: volcengine/verl, `verl/trainer/config/ppo_trainer.yaml` and `verl/trainer/ppo/core_algos.py`.
  mutating func mapVerl() {
    let actor = "actor_rollout_ref.actor."
    pass([
      "trainer.project_name", "trainer.experiment_name", "trainer.logger",
      "trainer.n_gpus_per_node",
      "trainer.nnodes", "trainer.save_freq", "trainer.test_freq", "trainer.default_local_dir",
      "trainer.val_before_train", "ray_init", "ray_kwargs", "hydra", "data.train_files",
      "data.val_files", "data.prompt_key", "data.reward_fn_key", "actor_rollout_ref.model",
      "actor_rollout_ref.rollout.name", "actor_rollout_ref.rollout.tensor_model_parallel_size",
      "actor_rollout_ref.rollout.gpu_memory_utilization", "actor_rollout_ref.hybrid_engine",
      actor + "fsdp_config", actor + "strategy", actor + "use_dynamic_bsz",
      actor + "ppo_max_token_len_per_gpu", actor + "ppo_micro_batch_size",
      actor + "ppo_micro_batch_size_per_gpu", "actor_rollout_ref.ref.fsdp_config",
    ])
    set("method", "policy-gradient")
    verlAdvantage()
    verlLoss(actor)
    verlKL(actor)
    verlBatch(actor)
    for (key, path) in [
      (actor + "optim.lr", "policy.learning_rate"), (actor + "grad_clip", "policy.clip_norm"),
      (actor + "optim.weight_decay", "policy.optimizer.weight_decay"),
      (actor + "optim.lr_warmup_steps_ratio", "policy.schedule.warmup"),
      (actor + "entropy_coeff", "policy.entropy_bonus"), (actor + "ppo_epochs", "policy.epochs"),
      ("actor_rollout_ref.rollout.temperature", "policy.decoding.temperature"),
      ("actor_rollout_ref.rollout.top_p", "policy.decoding.top_p"),
      ("data.max_response_length", "policy.response_cap"),
      ("data.max_prompt_length", "max_prompt_tokens"), ("data.seed", "seed"),
      ("trainer.total_training_steps", "policy.steps"),
      ("trainer.critic_warmup", "policy.critic.warmup"),
      ("critic.optim.lr", "policy.critic.learning_rate"),
      ("critic.grad_clip", "policy.critic.clip_norm"),
    ] {
      move(key, to: path)
    }
    if let clip = number("critic.cliprange_value") {
      set("policy.critic.loss", "{kind: value, clip: \(clip.setting)}")
    }
    if let count = number("actor_rollout_ref.rollout.top_k") {
      set("policy.decoding.top_k", max(0, count).setting)
    }
    if let epochs = take("trainer.total_epochs") {
      note("trainer.total_epochs", epochs, "steps are counted here: policy.steps")
    }
  }

  private mutating func verlAdvantage() {
    let name = take("algorithm.adv_estimator") ?? "gae"
    let gamma = number("algorithm.gamma") ?? 1
    let lambda = number("algorithm.lam") ?? 1
    let scales = flag("algorithm.norm_adv_by_std_in_grpo") ?? true
    let estimator: String
    switch name {
    case "gae":
      estimator =
        "{kind: generalized, gamma: \(gamma.setting), lambda: \(lambda.setting), critic_lambda: \(lambda.setting)}"
    case "grpo", "grpo_vectorized":
      estimator = "{kind: group-relative, scale: \(scales ? "std" : "none"), epsilon: 1.0e-6}"
    case "rloo", "rloo_vectorized": estimator = "leave-one-out"
    case "remax":
      estimator = "greedy-baseline"
      set("policy.sampler", "with-greedy")
    case "reinforce_plus_plus":
      estimator = "{kind: reward-to-go, gamma: \(gamma.setting), baseline: none, whiten: true}"
    case "reinforce_plus_plus_baseline":
      estimator = "{kind: reward-to-go, gamma: 1, baseline: group, whiten: true}"
    case "opo": estimator = "length-weighted"
    case "gpg": estimator = "{kind: signal-scaled, counting: rewards}"
    case "grpo_passk": estimator = "best-of-group"
    case "optimal_token_baseline": estimator = "optimal-token-baseline"
    default: return note("algorithm.adv_estimator", name, "it is not among the estimators here")
    }
    set("policy.advantage", estimator)
  }

  private mutating func verlLoss(_ actor: String) {
    let both = number(actor + "clip_ratio") ?? 0.2
    let low = (number(actor + "clip_ratio_low") ?? both).setting
    let high = (number(actor + "clip_ratio_high") ?? both).setting
    let dual = number(actor + "clip_ratio_c") ?? 3
    let tau = [
      number(actor + "tau_pos") ?? number(actor + "policy_loss.tau_pos") ?? 1,
      number(actor + "tau_neg") ?? number(actor + "policy_loss.tau_neg") ?? 1.05,
    ].map(\.setting)
    switch take(actor + "policy_loss.loss_mode") ?? "vanilla" {
    case "vanilla":
      set(
        "policy.loss",
        "{kind: clipped, clip_low: \(low), clip_high: \(high), dual_clip: \(dual.setting)}")
    case "gspo":
      set(
        "policy.loss",
        "{kind: sequence-clipped, clip_low: \(low), clip_high: \(high), level: token}")
    case "cispo":
      set(
        "policy.loss",
        "{kind: clipped-importance, clip_low: \(low), clip_high: \(high), convention: relative}")
    case "geo_mean":
      set("policy.loss", "{kind: geometric-mean, clip_low: \(low), clip_high: \(high)}")
    case "sapo":
      set("policy.loss", "{kind: soft-adaptive, positive: \(tau[0]), negative: \(tau[1])}")
    case "gpg": set("policy.loss", "policy-gradient")
    case "dppo_tv":
      set("policy.loss", "{kind: divergence-masked, measure: tv, low: \(low), high: \(high)}")
    case "dppo_kl":
      set("policy.loss", "{kind: divergence-masked, measure: kl, low: \(low), high: \(high)}")
    case "clip_cov":
      set("policy.loss", "{kind: clipped, clip_low: \(low), clip_high: \(high)}")
      let share = number(actor + "policy_loss.clip_cov_ratio") ?? 2e-4
      let least = number(actor + "policy_loss.clip_cov_lb") ?? 1
      let most = number(actor + "policy_loss.clip_cov_ub") ?? 5
      set(
        "policy.weights",
        "[{kind: covariance, rule: drop, share: \(share.setting), low: \(least.setting), high: \(most.setting)}]"
      )
    case "kl_cov":
      set("policy.loss", "{kind: clipped-importance, clip_low: 0, clip_high: 0, convention: none}")
      let share = number(actor + "policy_loss.kl_cov_ratio") ?? 2e-4
      let coefficient = number(actor + "policy_loss.ppo_kl_coef") ?? 0.1
      set(
        "policy.terms",
        "[{term: proximal-distance, coefficient: \(coefficient.setting), weights: [{kind: covariance, rule: top, share: \(share.setting)}]}]"
      )
    case let other:
      note(actor + "policy_loss.loss_mode", other, "it is not among the losses here")
    }
    switch take(actor + "loss_agg_mode") ?? "token-mean" {
    case "token-mean": set("policy.aggregation", "token-mean")
    case "seq-mean-token-sum": set("policy.aggregation", "seq-mean-token-sum")
    case "seq-mean-token-mean": set("policy.aggregation", "seq-mean-token-mean")
    case "seq-mean-token-sum-norm": set("policy.aggregation", "seq-mean-token-sum-norm")
    case let other: note(actor + "loss_agg_mode", other, "it is not among the aggregations here")
    }
  }

  private mutating func verlKL(_ actor: String) {
    func estimator(_ name: String) -> String? {
      switch name {
      case "kl", "k1": "k1"
      case "mse", "k2": "k2"
      case "low_var_kl", "k3": "k3"
      case "low_var_kl+", "k3+": "k3+"
      default: nil
      }
    }
    if flag(actor + "use_kl_loss") == true {
      let beta = number(actor + "kl_loss_coef") ?? 0.001
      let name = take(actor + "kl_loss_type") ?? "low_var_kl"
      if let kind = estimator(name) {
        set("policy.kl", "{coefficient: \(beta.setting), estimator: \(kind), placement: loss}")
      } else {
        note(actor + "kl_loss_type", name, "k1, k2, k3 and k3+ are here; full-divergence is a term")
      }
    } else {
      _ = take(actor + "kl_loss_coef")
      _ = take(actor + "kl_loss_type")
    }
    if flag("algorithm.use_kl_in_reward") == true {
      let beta = number("algorithm.kl_ctrl.kl_coef") ?? 0.001
      set("policy.kl", "{coefficient: \(beta.setting), estimator: k1, placement: reward}")
      if let name = take("algorithm.kl_penalty"), estimator(name) != "k1" {
        note(
          "algorithm.kl_penalty", name,
          "k1 is taken: the gradients of others are wrong in the reward")
      }
    } else {
      pass(["algorithm.kl_ctrl", "algorithm.kl_penalty"])
    }
  }

  private mutating func verlBatch(_ actor: String) {
    let problems = number("data.train_batch_size")
    if let problems { set("policy.problems", problems.setting) }
    move("actor_rollout_ref.rollout.n", to: "policy.group_size")
    if let part = number(actor + "ppo_mini_batch_size") {
      if let problems, part > 0 {
        set("policy.updates", max(1, (problems / part).rounded()).setting)
      } else {
        note(
          actor + "ppo_mini_batch_size", part.setting, "data.train_batch_size is needed beside it")
      }
    }
    if flag("algorithm.filter_groups.enable") == true { set("policy.sampler", "accuracy-filter") }
    pass(["algorithm.filter_groups"])
    let overlong = "reward_model.overlong_buffer."
    if flag(overlong + "enable") == true, let buffer = number(overlong + "len"),
      let cap = number("data.max_response_length")
    {
      set("policy.response_cap", cap.setting)
      let factor = number(overlong + "penalty_factor") ?? 1
      set(
        "policy.reward",
        "{kind: sum, terms: [{reward: correctness}, {reward: {kind: soft-overlong, buffer: \((buffer / cap).setting)}, weight: \(factor.setting)}]}"
      )
    }
  }
}
