extension Prior {
  /// What is said of priors and spurious rewards.
  public static let literature = [
    LiteratureClaim(
      "RL amplifies a style of the pre-training data; what it teaches does not depend on it.",
      "Zhao et al. 2025, arXiv:2504.07912", finding: "H3.1", .same,
      limit: "two styles, equally accurate given the style"),
    LiteratureClaim(
      "Random rewards raise accuracy where the frequent style is the accurate one.",
      "Shao et al. 2025, arXiv:2506.10947",
      finding: PriorPlan.gain(.mirror, "random", Quantity(.loose)).id, .above,
      limit: "traces are the frequent style of M′, as code is Qwen's"),
    LiteratureClaim(
      "Clipping makes random rewards favour what is frequent.",
      "Shao et al. 2025, arXiv:2506.10947, section 4.2", finding: "H3.2", .above,
      limit: "one batch of the family M, whose frequent style are terse answers"),
  ]
}
