import Support

extension PublishedRecipe {
  /// Demonstrations, distillation, imitation of oneself.
  static let mixed = [
    PublishedRecipe(
      "sft", "Cross-entropy of demonstrations, in the loop of policy optimization.",
      Source("Ouyang et al. 2022, arXiv:2203.02155"), ids: ["sft.nll"],
      """
        sampler: demonstrations
        loss: nll
        loss_tokens: [demonstration]
        advantage: raw-reward
      """),
    PublishedRecipe(
      "dft", "Cross-entropy weighted by the token's probability.",
      Source("Wu et al. 2025, arXiv:2508.05629"), ids: ["sft.dft"],
      """
        sampler: demonstrations
        loss: dft
        loss_tokens: [demonstration]
        advantage: raw-reward
      """),
    PublishedRecipe(
      "iw-sft", "Cross-entropy weighted by the ratio to the start.",
      Source("Qin and Springenberg 2025, arXiv:2507.12856"), ids: ["sft.iw"],
      """
        sampler: demonstrations
        loss: { kind: iw-sft, level: sequence, tau: 2, low: 0, high: 16 }
        loss_tokens: [demonstration]
        advantage: raw-reward
      """),
    PublishedRecipe(
      "psft", "Clipped cross-entropy: several updates a batch.",
      Source("Zhu et al. 2025, arXiv:2508.17784"), ids: ["sft.psft"],
      """
        sampler: demonstrations
        updates: 4
        loss: { kind: proximal-sft, clip_low: 0.2, clip_high: 0.28 }
        loss_tokens: [demonstration]
        advantage: raw-reward
      """),
    PublishedRecipe(
      "rft", "Rejection-sampling fine-tuning, a round a step.",
      Source("Yuan et al. 2023, arXiv:2308.01825"), ids: ["sft.rft"],
      """
        sampler: { kind: rejection-sampling, most: 4 }
        loss: nll
        advantage: raw-reward
      """),
    PublishedRecipe(
      "raft-plus-plus", "The clipped surrogate on what is right.",
      Source("Xiong et al. 2025, arXiv:2504.11343"),
      """
        updates: 4
        keep: rewarded
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: raw-reward
      """),
    PublishedRecipe(
      "awr", "Advantage-weighted regression in the group.",
      Source("Peng et al. 2019, arXiv:1910.00177"), ids: ["sft.awr"],
      """
        loss: policy-gradient
        advantage: { kind: softmax-weights, tau: 0.5 }
      """),
    PublishedRecipe(
      "luffy", "A demonstration in the group, its probability shaped.",
      Source("Yan et al. 2025, arXiv:2504.14945"),
      """
        sampler: guided
        advantage: guided
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        terms:
          - { term: { kind: shaped-probability, gamma: 0.1 }, on: [demonstration] }   # section 3.3
      """),
    PublishedRecipe(
      "srft", "Cross-entropy and reinforcement at once, weighed by the entropy.",
      Source("Fu et al. 2025, arXiv:2506.19767"), ids: ["sft.srft"],
      """
        sampler: guided
        advantage: guided
        loss: policy-gradient
        terms:                            # constants as reported by others
          - { term: nll, coefficient: { kind: entropy-weight, scale: 0.5, sign: -1 }, on: [demonstration] }
          - { term: policy-gradient, on: [demonstration] }
      """),
    PublishedRecipe(
      "chord", "GRPO with cross-entropy that fades, on tokens that are undecided.",
      Source("Zhang et al. 2025, arXiv:2508.11408"), ids: ["sft.chord"],
      """
        sampler: guided
        advantage: guided
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        terms:                            # μ from 0.9 to 0.05; φ
          - term: nll
            coefficient: { kind: cosine, from: 0.9, to: 0.05 }
            on: [demonstration]
            weights: [uncertainty]
      """),
    PublishedRecipe(
      "hpt", "Imitation where nothing is solved, reinforcement elsewhere.",
      Source("Lv et al. 2025, arXiv:2509.04419"), ids: ["sft.hpt"],
      """
        sampler: { kind: guided, below: 0, replaces: true }                         # gate 0
        advantage: guided
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        terms: [{ term: nll, on: [demonstration] }]
      """),
    PublishedRecipe(
      "uft", "Hints that fade, with cross-entropy on them.",
      Source("Liu et al. 2025, arXiv:2505.16984"), ids: ["sft.uft"],
      """
        sampler: { kind: hinted, rule: schedule, slices: 5, over: 0.6 }             # 300 of 500 steps
        advantage: group-relative
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        terms: [{ term: nll, coefficient: 0.001, on: [demonstration] }]
      """),
    PublishedRecipe(
      "bread", "The shortest hint with which a problem is solved.",
      Source("Zhang et al. 2025, arXiv:2506.17211"),
      """
        sampler: { kind: hinted, rule: search, slices: 5 }
        advantage: group-relative
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
      """),
    PublishedRecipe(
      "repo", "Replay of earlier groups beside fresh ones.",
      Source("Li et al. 2025, arXiv:2506.09340"), ids: ["replay.repo"],
      """
        sampler: { kind: replay, pick: variance, share: 0.25 }
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        weights: [{ kind: truncated-importance, level: token, cap: 2 }]
        advantage: group-relative
      """),
    PublishedRecipe(
      "opd", "On-policy distillation; say whose: models.teacher.from.",
      Source("Lu et al. 2025, \"On-policy distillation\""), ids: ["distill.opd"],
      """
        reward: teacher
        advantage: { kind: reward-to-go, gamma: 0, whiten: false }
        loss: { kind: clipped-importance, clip_low: 0, clip_high: 0, convention: none }
        models: { teacher: { from: policy } }
      """),
    PublishedRecipe(
      "gkd",
      "Whole distributions of a teacher on the policy's own text; say whose: models.teacher.from.",
      Source("Agarwal et al. 2023, arXiv:2306.13649"), ids: ["distill.gkd"],
      """
        loss: { kind: full-divergence, role: teacher, beta: 0.5 }
        advantage: raw-reward
        models: { teacher: { from: policy } }
      """),
    PublishedRecipe(
      "sdft", "Self-distillation from the policy that has read the demonstration.",
      Source("Shenfeld et al. 2026, arXiv:2601.19897"), ids: ["sft.sdft", "distill.self"],
      """
        reward: { kind: teacher, template: "{demonstration}{prompt}" }
        advantage: { kind: reward-to-go, gamma: 0, whiten: false }
        loss: { kind: clipped-importance, clip_low: 0, clip_high: 0, convention: none }
        models: { teacher: { from: policy, follow_every: 1, follow_share: 0.02 } }
      """),
  ]
}
