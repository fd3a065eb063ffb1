extension Generalization {
  /// What is said of RL and SFT.
  public static let literature = [
    LiteratureClaim(
      "SFT memorizes, RL generalizes.", "Chu et al. 2025, arXiv:2501.17161", finding: "H2.1",
      .above, limit: "equal FLOPs, each arm at its best temperature, a rule of one header"),
    LiteratureClaim(
      "What is kept follows how far the model has moved, not the loss.",
      "Shenfeld et al. 2025, arXiv:2509.04259", finding: "H2.2", .same,
      limit: "path in parameters here, forward KL there"),
    LiteratureClaim(
      "With diverse prompts SFT follows a new rule as RL does.", "2025, arXiv:2510.00237",
      finding: "H2.3", .same, limit: "eight headers"),
    LiteratureClaim(
      "RL restores the best of SFT and does not pass it.", "2025, arXiv:2509.12235",
      finding: "H2.6", .notAbove, limit: "SFT's best on a grid of checkpoints"),
  ]
}
