extension Generalization {
  private static let best = Quantity(.pass, at: .best)

  /// What is said of RL and SFT.
  public static let literature = [
    LiteratureClaim(
      "SFT memorizes, RL generalizes: RL follows a new rule more often.",
      "Chu et al. 2025, arXiv:2501.17161", finding: "H2.1",
      .above, limit: "equal FLOPs, each arm at its best temperature, a rule of one header"),
    LiteratureClaim(
      "SFT memorizes, RL generalizes: SFT goes on by the old rule.",
      "Chu et al. 2025, arXiv:2501.17161", GeneralizationQuestions.oldRule, .above,
      limit: "log-odds of the old-rule response; losing the skill altogether moves them, too"),
    LiteratureClaim(
      "RL does not recover from a start that SFT has over-fitted.",
      "Chu et al. 2025, arXiv:2501.17161",
      Contrast("over_grpo", against: "grpo", on: ["ood"], best, margin: 0.1), .below,
      limit: "four times the FLOPs of SFT"),
    LiteratureClaim(
      "What is kept follows how far the model has moved, not the loss.",
      "Shenfeld et al. 2025, arXiv:2509.04259",
      Contrast("grpo", against: "sft_slow", on: ["r2"], Quantity(.pass)), .same,
      limit:
        "equal FLOPs and path in parameters here; forward KL on the new task there, where weight change explains less"
    ),
    LiteratureClaim(
      "RL forgets less than SFT.", "Shenfeld et al. 2025, arXiv:2509.04259",
      GeneralizationQuestions.keptSkill, .above,
      limit: "plain chains, equal FLOPs; SFT goes farther at equal FLOPs"),
    LiteratureClaim(
      "SFT on own samples drawn anew keeps what the base can do.",
      "Chen et al. 2025, arXiv:2510.18874",
      Contrast("base", against: "iterrft", on: ["r2"], Quantity(.pass)), .notAbove,
      limit: "plain chains; one step of samples at a time, there an epoch"),
    LiteratureClaim(
      "With diverse prompts SFT follows a new rule as RL does.", "2025, arXiv:2510.00237",
      finding: "H2.3", .same, limit: "eight headers and fresh problems on both sides"),
    LiteratureClaim(
      "Diverse prompts alone close the gap: SFT with random headers against RL with one.",
      "2025, arXiv:2510.00237", Contrast("grpo", against: "sft_div", on: ["ood"], Quantity(.pass)),
      .notAbove, limit: "temperature 1; whether SFT is behind still is H2.3's question"),
    LiteratureClaim(
      "RL restores the best of SFT and does not pass it.", "2025, arXiv:2509.12235",
      finding: "H2.6", .notAbove, limit: "SFT's best on a grid of checkpoints"),
  ]
}
