import Support

extension PublishedRecipe {
  /// Advantages without a critic.
  static let criticFree = [
    PublishedRecipe(
      "reinforce", "The policy gradient with the batch's mean reward as its baseline.",
      Source("Williams 1992, Machine Learning 8:229"), ids: ["recipe.reinforce"],
      """
        loss: policy-gradient
        advantage: { kind: moving-baseline, mean: batch }
        aggregation: seq-mean-token-sum   # unbiased for the sum over a sequence
      """),
    PublishedRecipe(
      "rloo", "Leave-one-out baselines, no ratio.",
      Source("Ahmadian et al. 2024, arXiv:2402.14740"), ids: ["recipe.rloo"],
      """
        loss: policy-gradient
        advantage: leave-one-out
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "grpo", "Group-relative policy optimization as first published.",
      Source("Shao et al. 2024, arXiv:2402.03300"), ids: ["recipe.grpo_2402"],
      """
        group_size: 64                    # section 4.2
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: group-relative, scale: std }
        aggregation: seq-mean-token-mean  # eq. 3
        kl: { coefficient: 0.04, estimator: k3, placement: loss }   # section 4.2; lr 1e-6 for 7B
      """),
    PublishedRecipe(
      "r1-zero", "GRPO as run for DeepSeek-R1-Zero.",
      Source("DeepSeek-AI 2025, arXiv:2501.12948 (Nature supplement: values)"),
      """
        group_size: 16
        loss: { kind: clipped, clip_low: 0.2, clip_high: 10 }       # epsilon 10
        advantage: group-relative
        aggregation: seq-mean-token-mean
        kl: { coefficient: 0.001, estimator: k3, placement: loss }
      """),
    PublishedRecipe(
      "dr-grpo", "No standard deviation, a constant normalizer, no KL.",
      Source("Liu et al. 2025, arXiv:2503.20783"), ids: ["recipe.dr_grpo"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: group-relative, scale: none }            # section 3.2
        aggregation: seq-mean-token-sum-norm                        # section 3.2
      """),
    PublishedRecipe(
      "dapo", "Clip-higher, token mean, dynamic sampling, soft overlong penalty, no KL.",
      Source("Yu et al. 2025, arXiv:2503.14476"), ids: ["recipe.dapo", "loss.dapo"],
      """
        group_size: 16                    # section 4.1; 512 prompts, lr 1e-6
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.28 }     # section 3.1
        advantage: group-relative
        aggregation: token-mean           # section 3.3
        sampler: accuracy-filter          # section 3.2
        reward:                           # section 3.4; buffer 4096 of 20480
          kind: sum
          terms: [{ reward: correctness }, { reward: { kind: soft-overlong, buffer: 0.2 } }]
      """),
    PublishedRecipe(
      "lite-ppo", "Group mean, batch standard deviation, token mean: two tricks of PPO.",
      Source("Liu et al. 2025, arXiv:2508.08221"), ids: ["recipe.lite_ppo"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: batch-scaled
        aggregation: token-mean
      """),
    PublishedRecipe(
      "reinforce-plus-plus", "Returns to go with KL in the reward, whitened over the batch.",
      Source("Hu 2025, arXiv:2501.03262"), ids: ["recipe.reinforcepp"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: reward-to-go, baseline: none, whiten: true }
        aggregation: token-mean
        kl: { coefficient: 0.001, estimator: k1, placement: reward }
      """),
    PublishedRecipe(
      "reinforce-plus-plus-baseline", "Group mean first, whitened over the batch.",
      Source("Hu 2025, arXiv:2501.03262"),
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: { kind: reward-to-go, baseline: group, whiten: true }
        aggregation: token-mean
        kl: { coefficient: 0.001, estimator: k2, placement: loss }
      """),
    PublishedRecipe(
      "remax", "The reward of a greedy completion as the baseline.",
      Source("Li et al. 2023, arXiv:2310.10505"),
      """
        group_size: 1
        sampler: with-greedy
        loss: policy-gradient
        advantage: greedy-baseline
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "opo", "The length-weighted baseline, exactly on-policy.",
      Source("Hao et al. 2025, arXiv:2505.23585"),
      """
        updates: 1                        # exactly on-policy, no KL, no entropy: section 3
        loss: policy-gradient
        advantage: length-weighted
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "maxrl", "Towards maximum likelihood of success.",
      Source("Tajwar et al. 2026, arXiv:2602.02710"),
      """
        loss: policy-gradient
        advantage: maximum-likelihood
        aggregation: seq-mean-token-sum
      """),
    PublishedRecipe(
      "gpg", "The plain policy gradient, scaled up for groups without a signal.",
      Source("Chu et al. 2025, arXiv:2504.02546"),
      """
        loss: policy-gradient
        advantage: signal-scaled
        aggregation: token-mean
      """),
    PublishedRecipe(
      "spo", "Single-stream policy optimization: a record a problem, no groups.",
      Source("Xu and Ding 2025, arXiv:2509.13232"),
      """
        group_size: 1
        problems: 256
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.28 }
        advantage: single-stream
        aggregation: token-mean
      """),
    PublishedRecipe(
      "pass-at-k", "Pass@k as the objective, in closed form.",
      Source("Chen et al. 2025, arXiv:2508.10751"), ids: ["recipe.passk"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.28 }
        advantage: { kind: pass-at-k, k: 4 }
        aggregation: token-mean
      """),
    PublishedRecipe(
      "prime", "Token rewards of an implicit model that learns beside the policy.",
      Source("Cui et al. 2025, arXiv:2502.01456"), ids: ["recipe.prime"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: process-and-outcome
        reward: implicit-prm              # β 0.05
        models:
          prm: { from: policy, learning_rate: 2.0e-4 }              # 1e-6 for 7B
          prm-reference: { from: policy }
      """),
    PublishedRecipe(
      "ttrl", "Majority votes as the reward.",
      Source("Zuo et al. 2025, arXiv:2504.16084"), ids: ["recipe.ttrl"],
      """
        group_size: 32                    # section 3.1: 64 votes, 32 of them trained on
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: group-relative
        reward: majority-vote
      """),
    PublishedRecipe(
      "intuitor", "Self-certainty as the reward.",
      Source("Zhao et al. 2025, arXiv:2505.19590"), ids: ["recipe.intuitor"],
      """
        loss: { kind: clipped, clip_low: 0.2, clip_high: 0.2 }
        advantage: group-relative
        reward: self-certainty
        kl: { coefficient: 0.005, estimator: k3, placement: loss }
      """),
  ]
}
