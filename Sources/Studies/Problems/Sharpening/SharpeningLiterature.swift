extension Sharpening {
  /// What is said of sharpening and discovery.
  public static let literature = [
    LiteratureClaim(
      "RL raises pass@1 in distribution.", "Yue et al. 2025, arXiv:2504.13837, section 3",
      Contrast("rl_id", on: ["id"], Quantity(.pass)), .above,
      limit: "depth 3–4 of one task; at temperature 1 a changed style is in it"),
    LiteratureClaim(
      "At large k the base finds more than RL.", "Yue et al. 2025, arXiv:2504.13837, section 3",
      Contrast("rl_edge", on: ["edge"], Quantity(.pass, k: 4096, at: .best)), .below,
      limit:
        "trained on the edge of what the base can do; each arm at its best temperature; whole traces must be right"
    ),
    LiteratureClaim(
      "A higher temperature does not give RL back the base's coverage.",
      "Yue et al. 2025, arXiv:2504.13837, section 4",
      Contrast("rl_id", on: ["edge"], Quantity(.pass, k: 4096, at: .best)), .below,
      limit: "problems beside those of training; the best of six temperatures on each side"),
    LiteratureClaim(
      "Where the whole trace must be right, RL leads at large k, too.",
      "Wen et al. 2025, arXiv:2506.14245",
      Contrast("rl_edge", on: ["edge"], Quantity(.pass, k: 4096, at: .best)), .above,
      limit: "an exact checker of steps, there a judge; k up to 4096"),
    LiteratureClaim(
      "RL loses more problems than it finds.", "Wu et al. 2025, arXiv:2507.14843",
      finding: SharpeningSecondary.ids[2], .below,
      limit: "problems solved in all samples of one set; less what sampling the base again gives"),
    LiteratureClaim(
      "The gain is smaller where the base's coverage is high.",
      "Liu et al. 2025, arXiv:2505.24864", finding: SharpeningSecondary.ids[3], .below,
      limit: "over problems of one task, there over tasks"),
    LiteratureClaim(
      "Much of what a base solves at large k is lucky: its loose accuracy is farther above its strict one than that of RL.",
      "Wen et al. 2025, arXiv:2506.14245", finding: SharpeningSecondary.ids[4], .above,
      limit: "at the largest k that was sampled; 23 possible answers"),
    LiteratureClaim(
      "Sampling a sharper base nearly matches RL: skill is not raised in distribution.",
      "Karan and Du 2025, arXiv:2510.14901", finding: "H1.1", .same,
      limit: "a token's temperature stands for the power of a whole response"),
    LiteratureClaim(
      "RL on the edge of competence extends what can be done.",
      "Zhang et al. 2025, arXiv:2512.07783",
      Contrast("rl_edge", on: ["edge"], Quantity(.hardest, at: .matched), margin: 0.5), .above,
      limit: "log p of the hardest quarter at matched entropy, there pass@128"),
    LiteratureClaim(
      "What RL on the edge teaches carries over to problems that are harder still.",
      "Zhang et al. 2025, arXiv:2512.07783",
      Contrast("rl_edge", on: ["hard"], Quantity(.logp), margin: 0.5), .above,
      limit:
        "log p at temperature 1, floored at −30 nats, there pass@128; responses longer than any that was trained on"
    ),
    LiteratureClaim(
      "RL in distribution changes pass@1 alone.", "Zhang et al. 2025, arXiv:2512.07783",
      Contrast("rl_id", on: ["id"], Quantity(.pass, k: 64, at: .best)), .same,
      limit: "most bases are at their ceiling there at k = 64"),
    LiteratureClaim(
      "Outcome reward alone does not move problems that the base never solves.",
      "Sun et al. 2025, arXiv:2509.21016",
      Contrast("rl_hard", on: ["hard"], Quantity(.logp), margin: 0.5), .same,
      limit: "log p is floored at −30 nats"),
    LiteratureClaim(
      "Pay for steps first lets outcome reward learn problems that the base never solves.",
      "Sun et al. 2025, arXiv:2509.21016",
      Contrast("rl_hard_warm", on: ["hard"], Quantity(.logp), margin: 0.5), .above,
      limit: "a quarter of the run; log p is floored at −30 nats; there hundreds of steps"),
    LiteratureClaim(
      "Outcome reward reaches hard problems only with enough simple ones in the batch.",
      "2026, arXiv:2601.15158", finding: "H1.3", .above, limit: "three shares: 0, 10 and 30 %"),
    LiteratureClaim(
      "Sharpening as the reward is poorer than the task's reward.", "2026, arXiv:2604.16259",
      finding: "H1.4", .above, limit: "one weight of the sharpening reward"),
  ]
}
