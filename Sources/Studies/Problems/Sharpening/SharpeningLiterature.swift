extension Sharpening {
  /// What is said of sharpening and discovery.
  public static let literature = [
    LiteratureClaim(
      "RL raises pass@1 in distribution.", "Yue et al. 2025, arXiv:2504.13837, section 3",
      finding: Contrast("rl_id", on: ["id"], Quantity(.pass)).id, .above,
      limit: "depth 3–4 of one task"),
    LiteratureClaim(
      "At large k the base finds more than RL.", "Yue et al. 2025, arXiv:2504.13837, section 3",
      finding: Contrast("rl_edge", on: ["edge"], Quantity(.pass, k: 4096, at: .best)).id, .below,
      limit:
        "trained on the edge of what the base can do; each arm at its best temperature; whole traces must be right"
    ),
    LiteratureClaim(
      "Sampling a sharper base nearly matches RL: skill is not raised in distribution.",
      "Karan and Du 2025, arXiv:2510.14901", finding: "H1.1", .same,
      limit: "a token's temperature stands for the power of a whole response"),
    LiteratureClaim(
      "RL on the edge of competence extends what can be done.",
      "Zhang et al. 2025, arXiv:2512.07783", finding: "H1.2", .above,
      limit: "log p of the hardest quarter at matched entropy, there pass@128"),
    LiteratureClaim(
      "Outcome reward reaches hard problems only with enough simple ones in the batch.",
      "2026, arXiv:2601.15158", finding: "H1.3", .above, limit: "three shares: 0, 10 and 30 %"),
    LiteratureClaim(
      "Sharpening as the reward is poorer than the task's reward.", "2026, arXiv:2604.16259",
      finding: "H1.4", .above, limit: "one weight of the sharpening reward"),
  ]
}
