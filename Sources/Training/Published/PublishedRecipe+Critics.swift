import Support

extension PublishedRecipe {
  /// With a critic.
  static let critics = [
    PublishedRecipe(
      "ppo", "Clipped surrogate, generalized advantages, a clipped critic.",
      Source("Schulman et al. 2017, arXiv:1707.06347"), ids: ["recipe.ppo", "critic.ppo"],
      """
        updates: 4
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: generalized, gamma: 1, lambda: 0.95, critic_lambda: 0.95 }
        critic: { loss: { kind: value, clip: 0.2 } }
        aggregation: token-mean
      """),
    PublishedRecipe(
      "vc-ppo", "A critic that learns first, with returns of its own λ.",
      Source("Yuan et al. 2025, arXiv:2503.01491"), ids: ["critic.vc_ppo"],
      """
        updates: 4
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: generalized, gamma: 1, lambda: 0.95, critic_lambda: 1 }   # decoupled: section 3.2
        critic: { warmup: 10, loss: { kind: value, clip: 0.2 } }                     # pre-training: section 3.1
        aggregation: token-mean
      """),
    PublishedRecipe(
      "vapo", "VC-PPO with λ by length, clip-higher, and cross-entropy of what is right.",
      Source("Yue et al. 2025, arXiv:2504.05118"), ids: ["recipe.vapo", "critic.vapo"],
      """
        updates: 4
        group_size: 16                    # section 4.3; 512 prompts
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.28 }                      # section 4.2
        advantage: { kind: generalized, gamma: 1, length_alpha: 0.05, critic_lambda: 1 }   # eq. 8
        critic: { warmup: 10, loss: { kind: value, clip: 0.2 } }
        terms:                            # eq. 11; μ as reported by others
          - { term: nll, coefficient: 0.1, weights: [rewarded-only] }
        aggregation: token-mean
      """),
  ]
}
