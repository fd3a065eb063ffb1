import Support

extension PublishedRecipe {
  /// What becomes of ratios, and data from an older or a rounded policy.
  static let ratios = [
    PublishedRecipe(
      "gspo", "One ratio a sequence, clipped.",
      Source("Zheng et al. 2025, arXiv:2507.18071"), ids: ["recipe.gspo"],
      """
        updates: 4                        # section 5.1: four mini-batches
        loss: { kind: sequence-clipped, clip_low: 3.0e-4, clip_high: 4.0e-4 }   # section 5.1
        advantage: group-relative
        aggregation: seq-mean-token-mean
      """),
    PublishedRecipe(
      "cispo", "Clipped importance weights; no token loses its gradient.",
      Source("MiniMax 2025, arXiv:2506.13585"), ids: ["recipe.cispo"],
      """
        updates: 4
        loss: { kind: clipped-importance, clip_low: 1, clip_high: 4, convention: relative }   # bounds 0 and 5
        advantage: group-relative
        aggregation: token-mean
      """),
    PublishedRecipe(
      "gmpo", "The geometric mean of clipped ratios.",
      Source("Zhao et al. 2025, arXiv:2507.20673"), ids: ["recipe.gmpo"],
      """
        updates: 4
        loss: { kind: geometric-mean, clip_low: 0.4, clip_high: 0.4 }           # table 4: e^±0.4
        advantage: group-relative
        aggregation: seq-mean-token-mean
      """),
    PublishedRecipe(
      "sapo", "A gate that closes smoothly.",
      Source("Gao et al. 2025, arXiv:2511.20347"),
      """
        updates: 4
        loss: { kind: soft-adaptive, positive: 1, negative: 1.05 }
        advantage: group-relative
        aggregation: seq-mean-token-mean
      """),
    PublishedRecipe(
      "dppo", "A trust region on how far probabilities move.",
      Source("Qi et al. 2026, arXiv:2602.04879"),
      """
        updates: 4
        loss: { kind: divergence-masked, measure: tv, low: 0.2, high: 0.2 }
        advantage: { kind: group-relative, scale: none }
        aggregation: token-mean
      """),
    PublishedRecipe(
      "intellect-2", "A two-sided clip.",
      Source("Prime Intellect 2025, arXiv:2505.07291"),
      """
        updates: 4
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2, dual_clip: 4 }    # δ 4
        advantage: group-relative
        aggregation: token-mean
      """),
    PublishedRecipe(
      "simko", "Gains are shared with likely candidates, the likeliest wrong one is punished more.",
      Source("Peng et al. 2025, arXiv:2510.14807"), ids: ["loss.simko"],
      """
        updates: 4
        loss: { kind: asymmetric-candidates, candidates: 3, share: 0.01, quantile: 0.8, penalty: 1.1 }
        advantage: group-relative
        aggregation: token-mean
      """),
    PublishedRecipe(
      "kimi-k1.5", "Online mirror descent with a squared log-ratio.",
      Source("Kimi Team 2025, arXiv:2501.12599"),
      """
        updates: 4
        loss: { kind: squared-ratio, tau: 0.1 }
        advantage: { kind: group-relative, scale: none }
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "opmd", "Mirror descent with the soft maximum as its baseline.",
      Source("Tomar et al. 2020, arXiv:2005.09814"),
      """
        updates: 4
        loss: { kind: squared-ratio, tau: 1 }
        advantage: { kind: log-mean-exp, tau: 1 }
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "topr", "Tapered off-policy REINFORCE.",
      Source("Le Roux et al. 2025, arXiv:2503.14286"),
      """
        sampler: { kind: lagged, lag: 1 }
        loss: { kind: tapered, level: sequence }
        advantage: raw-reward
        reward: { kind: piecewise, right: 1, wrong: -1, unformatted: -1 }
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "asymre", "A baseline below the mean, for data from an older policy.",
      Source("Arnal et al. 2025, arXiv:2506.20520"),
      """
        sampler: { kind: lagged, lag: 1 }
        loss: policy-gradient
        advantage: { kind: asymmetric-baseline, delta: 0.1 }
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "async-decoupled", "Batches up to four steps old, decoupled PPO, truncated weights.",
      Source("Fu et al. 2025, arXiv:2505.24298 (AReaL); Hilton et al. 2021, arXiv:2110.00641"),
      ids: ["recipe.async_decoupled", "off.async"],
      """
        sampler: { kind: lagged, lag: 4, overlap: true }                        # η 4
        updates: 4
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        weights: [{ kind: truncated-importance, level: token, cap: 2 }]
        advantage: group-relative
        aggregation: token-mean
      """),
    PublishedRecipe(
      "m2po", "Stale data without the few tokens that carry the second moment.",
      Source("Zheng et al. 2025, arXiv:2510.01161"),
      """
        sampler: { kind: lagged, lag: 8 }
        loss: { kind: clipped-importance, clip_low: 0, clip_high: 0, convention: none }
        weights: [{ kind: second-moment, limit: 0.04 }]
        advantage: group-relative
        aggregation: token-mean
      """),
    PublishedRecipe(
      "icepop", "A rounded sampler, its mismatch masked.",
      Source("Ling Team 2025, arXiv:2510.18855"),
      """
        rollout_precision: bf16
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        weights: [{ kind: masked-importance, level: token, low: 0.5, high: 5 }]
        advantage: group-relative
        aggregation: token-mean
      """),
  ]
}
