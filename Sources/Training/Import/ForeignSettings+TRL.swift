extension ForeignSettings {
  /// TRL's GRPOConfig, and DPOConfig where its loss is one of pairs.
  ///
  /// - Source: huggingface/trl, `trl/trainer/grpo_config.py` and `dpo_config.py`.
  mutating func mapTRL() {
    pass([
      "output_dir", "run_name", "logging_steps", "logging_dir", "report_to", "save_steps",
      "save_strategy", "save_total_limit", "bf16", "fp16", "tf32", "gradient_checkpointing",
      "deepspeed", "fsdp", "use_vllm", "vllm_mode", "vllm_gpu_memory_utilization",
      "vllm_server_host", "vllm_server_port", "vllm_tensor_parallel_size",
      "ds3_gather_for_generation",
      "push_to_hub", "hub_model_id", "log_completions", "num_completions_to_print",
      "dataloader_num_workers", "eval_steps", "eval_strategy", "remove_unused_columns",
      "torch_dtype", "attn_implementation", "use_liger_kernel",
    ])
    optimizer("policy")
    if let kind = take("loss_type") {
      if ["sigmoid", "ipo", "hinge"].contains(kind) { return preference(kind) }
      trlLoss(kind)
    } else {
      trlLoss("dapo")
      note("loss_type", "", "not given: 'dapo' is what TRL takes then")
    }
    set("method", "policy-gradient")
    trlBatch()
    trlRegularization()
    trlCorrections()
    for (key, path) in [
      ("temperature", "policy.decoding.temperature"), ("top_p", "policy.decoding.top_p"),
      ("min_p", "policy.decoding.min_p"), ("max_completion_length", "policy.response_cap"),
      ("max_prompt_length", "max_prompt_tokens"),
      ("repetition_penalty", "policy.decoding.penalties.repetition"),
    ] {
      move(key, to: path)
    }
    if let count = number("top_k") { set("policy.decoding.top_k", max(0, count).setting) }
    for key in ["reward_funcs", "reward_weights"] {
      if let value = take(key) { note(key, value, "name rewards here: policy.reward") }
    }
  }

  private mutating func optimizer(_ part: String) {
    for (key, path) in [
      ("learning_rate", "learning_rate"), ("max_grad_norm", "clip_norm"),
      ("weight_decay", "optimizer.weight_decay"), ("adam_beta1", "optimizer.beta1"),
      ("adam_beta2", "optimizer.beta2"), ("adam_epsilon", "optimizer.epsilon"),
    ] {
      move(key, to: "\(part).\(path)")
    }
    move("seed", to: "seed")
    let steps = number("max_steps")
    if let steps {
      if steps > 0 {
        set("\(part).steps", steps.setting)
      } else {
        note("max_steps", steps.setting, "epochs of a data set are not counted here; give steps")
      }
    }
    switch take("lr_scheduler_type") {
    case nil: break
    case "linear": set("\(part).schedule", "{shape: linear, final_fraction: 0}")
    case "cosine": set("\(part).schedule", "{shape: cosine, final_fraction: 0}")
    case "constant", "constant_with_warmup": set("\(part).schedule", "{shape: constant}")
    case let other?: note("lr_scheduler_type", other, "constant, linear and cosine are here")
    }
    if let share = number("warmup_ratio") { set("\(part).schedule.warmup", share.setting) }
    if let warmup = number("warmup_steps"), warmup > 0 {
      if let steps, steps > 0 {
        set("\(part).schedule.warmup", (warmup / steps).setting)
      } else {
        note("warmup_steps", warmup.setting, "a share of max_steps is needed")
      }
    }
    if let optimizer = take("optim"), !optimizer.hasPrefix("adamw") {
      note("optim", optimizer, "the optimizer here is adamw unless policy.optimizer says another")
    }
  }

  private mutating func trlLoss(_ kind: String) {
    let low = number("epsilon") ?? 0.2
    let high = number("epsilon_high") ?? low
    let clips = "clip_low: \(low.setting), clip_high: \(high.setting)"
    let dual = number("delta").map { ", dual_clip: \($0.setting)" } ?? ""
    let level = take("importance_sampling_level") ?? "token"
    let (positive, negative) = (
      number("sapo_temperature_pos") ?? 1, number("sapo_temperature_neg") ?? 1.05
    )
    switch kind {
    case "cispo":
      set(
        "policy.loss",
        "{kind: clipped-importance, clip_low: 0, clip_high: \(high.setting), convention: absolute}")
    case "sapo":
      set(
        "policy.loss",
        "{kind: soft-adaptive, positive: \(positive.setting), negative: \(negative.setting)}")
    default:
      switch level {
      case "sequence": set("policy.loss", "{kind: sequence-clipped, \(clips), level: sequence}")
      case "sequence_token": set("policy.loss", "{kind: sequence-clipped, \(clips), level: token}")
      default: set("policy.loss", "{kind: clipped, \(clips)\(dual)}")
      }
    }
    switch kind {
    case "grpo", "sapo": set("policy.aggregation", "seq-mean-token-mean")
    case "luspo": set("policy.aggregation", "seq-mean-token-sum")
    case "dr_grpo": set("policy.aggregation", "seq-mean-token-sum-norm")
    case "dapo", "cispo": set("policy.aggregation", "token-mean")
    case "bnpo":
      set("policy.aggregation", "token-mean")
      note(
        "loss_type", kind, "the tokens of the whole batch are counted, not those of a device's part"
      )
    default: note("loss_type", kind, "grpo, bnpo, dr_grpo, dapo, luspo, cispo and sapo are here")
    }
    // TRL adds 1e-4 to standard deviations.
    switch take("scale_rewards")?.lowercased() {
    case nil, "true", "group":
      set("policy.advantage", "{kind: group-relative, scale: std, epsilon: 1.0e-4}")
    case "batch": set("policy.advantage", "{kind: batch-scaled, epsilon: 1.0e-4}")
    case "false", "none": set("policy.advantage", "{kind: group-relative, scale: none}")
    case let other?: note("scale_rewards", other, "group, batch and none are here")
    }
  }

  private mutating func trlBatch() {
    let group = number("num_generations") ?? 8
    set("policy.group_size", group.setting)
    move("num_iterations", to: "policy.epochs")
    let device = number("per_device_train_batch_size") ?? 8
    let accumulation = number("gradient_accumulation_steps") ?? 1
    let perGeneration = number("steps_per_generation") ?? accumulation
    let completions = number("generation_batch_size") ?? device * perGeneration
    set("policy.problems", max(1, (completions / group).rounded()).setting)
    set("policy.updates", max(1, (perGeneration / accumulation).rounded()).setting)
    note(
      "per_device_train_batch_size", device.setting,
      "problems are those of one process; multiply policy.problems by the number of processes")
    if let epochs = take("num_train_epochs") {
      note("num_train_epochs", epochs, "steps are counted here: policy.steps")
    }
  }

  private mutating func trlRegularization() {
    if let beta = number("beta"), beta > 0 {
      let weighted = flag("use_bias_correction_kl") ?? false
      set(
        "policy.kl",
        "{coefficient: \(beta.setting), estimator: k3, placement: loss, weighted: \(weighted)}")
    }
    if let every = flag("sync_ref_model").map({ $0 ? number("ref_model_sync_steps") ?? 512 : 0 }),
      every > 0
    {
      let alpha = number("ref_model_mixup_alpha") ?? 0.6
      set(
        "policy.models",
        "{reference: {from: policy, follow_every: \(every.setting), follow_share: \(alpha.setting)}}"
      )
    }
    if let coefficient = number("entropy_coef") { set("policy.entropy_bonus", coefficient.setting) }
  }

  private mutating func trlCorrections() {
    var weights: [String] = []
    if flag("mask_truncated_completions") == true { weights.append("finished-only") }
    if let share = number("top_entropy_quantile"), share < 1 {
      weights.append("{kind: high-entropy, share: \(share.setting)}")
    }
    if flag("vllm_importance_sampling_correction") == true {
      let cap = (number("vllm_importance_sampling_cap") ?? 3).setting
      switch take("vllm_importance_sampling_mode") ?? "sequence_mask" {
      case "token_truncate":
        weights.append("{kind: truncated-importance, level: token, cap: \(cap)}")
      case "sequence_truncate":
        weights.append("{kind: truncated-importance, level: sequence, cap: \(cap)}")
      case "token_mask":
        weights.append("{kind: masked-importance, level: token, low: 0, high: \(cap)}")
      default: weights.append("{kind: masked-importance, level: sequence, low: 0, high: \(cap)}")
      }
    }
    if let delta = number("off_policy_mask_threshold") {
      weights.append("{kind: off-policy-mask, delta: \(delta.setting)}")
    }
    if !weights.isEmpty { set("policy.weights", "[\(weights.joined(separator: ", "))]") }
  }

  private mutating func preference(_ form: String) {
    overrides = overrides.map { $0.hasPrefix("policy.") ? "preference." + $0.dropFirst(7) : $0 }
    set("method", "preference")
    let beta = number("beta") ?? 0.1
    set("preference.loss", "{kind: dpo, form: \(form), beta: \(beta.setting)}")
    let device = number("per_device_train_batch_size") ?? 8
    let pairs = device * (number("gradient_accumulation_steps") ?? 1)
    set("preference.pairs", pairs.setting)
    if let alpha = number("rpo_alpha") {
      set("preference.terms", "[{term: nll, coefficient: \(alpha.setting), on: [demonstration]}]")
    }
  }
}
