import Support

extension PublishedRecipe {
  /// Entropy and length.
  static let regularized = [
    PublishedRecipe(
      "clip-cov", "Tokens with a large covariance of probability and advantage are left out.",
      Source("Cui et al. 2025, arXiv:2505.22617"), ids: ["ent.clip_cov"],
      """
        updates: 4
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        weights: [{ kind: covariance, rule: drop, share: 2.0e-4, low: 1, high: 5 }]
        advantage: group-relative
      """),
    PublishedRecipe(
      "kl-cov", "Tokens with the largest covariance are held where they were.",
      Source("Cui et al. 2025, arXiv:2505.22617"), ids: ["ent.kl_cov"],
      """
        updates: 4
        loss: { kind: clipped-importance, clip_low: 0, clip_high: 0, convention: none }   # nothing is clipped
        terms:
          - { term: proximal-distance, coefficient: 1, weights: [{ kind: covariance, rule: top, share: 2.0e-4 }] }
        advantage: group-relative
      """),
    PublishedRecipe(
      "high-entropy", "The gradient of the fifth of tokens that are least sure.",
      Source("Wang et al. 2025, arXiv:2506.01939"), ids: ["ent.high_tokens"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.28 }
        weights: [{ kind: high-entropy, share: 0.2 }]
        advantage: group-relative
        sampler: accuracy-filter
      """),
    PublishedRecipe(
      "skywork-or1", "An entropy bonus that acts below a target.",
      Source("He et al. 2025, arXiv:2505.22312"), ids: ["ent.adaptive"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        terms: [{ term: entropy, coefficient: { kind: entropy-target, target: 0.2, delta: 0.005 } }]
        advantage: group-relative
        sampler: accuracy-filter
      """),
    PublishedRecipe(
      "prorl", "DAPO with a reference that is reset, and a small KL.",
      Source("Liu et al. 2025, arXiv:2505.24864"),
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.4 }
        kl: { coefficient: 1.0e-4, estimator: k3, placement: loss, reference_reset: 200 }
        advantage: group-relative
        sampler: accuracy-filter
      """),
    PublishedRecipe(
      "kimi-length", "Correctness and how short a response is in its group.",
      Source("Kimi Team 2025, arXiv:2501.12599"), ids: ["len.kimi"],
      """
        loss: { kind: squared-ratio, tau: 0.1 }
        reward:
          kind: sum
          terms: [{ reward: correctness }, { reward: { kind: relative-length, after: 0.1 } }]
        advantage: { kind: group-relative, scale: none }
      """),
    PublishedRecipe(
      "l1", "Correctness and a length that was asked for.",
      Source("Aggarwal and Welleck 2025, arXiv:2503.04697"), ids: ["len.l1"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        reward: { kind: target-length, form: exact, alpha: 3.0e-4 }
        advantage: group-relative
      """),
    PublishedRecipe(
      "alp", "A price on tokens that rises with the pass rate.",
      Source("Xiang et al. 2025, arXiv:2506.05256"), ids: ["len.alp"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        reward: adaptive-length
        advantage: group-relative
      """),
    PublishedRecipe(
      "grpo-lead", "Length among the right ones, and weights by difficulty.",
      Source("Zhang and Zuo 2025, arXiv:2504.09696"), ids: ["len.lead"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        reward: { kind: lead-length, alpha: 0.05 }
        advantage: difficulty-weighted
      """),
    PublishedRecipe(
      "gfpo", "Many are sampled, the shortest are learned from.",
      Source("Shrivastava et al. 2025, arXiv:2508.09726"), ids: ["len.gfpo"],
      """
        group_size: 16
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: group-filtered, keep: 8, by: length }
      """),
  ]
}
