extension Prior {
  private static let entropyMargin = 0.005

  private static func drift(_ family: PriorFamily, _ what: String, margin: Double) -> Contrast {
    Contrast(
      family.name, against: "", on: [PriorPlan.probeSet],
      Quantity(measure: "drift_\(what)_difference"), margin: margin)
  }

  /// What is said of priors and spurious rewards.
  public static let literature = [
    LiteratureClaim(
      "RL amplifies a style of the pre-training data: M turns to one.",
      "Zhao et al. 2025, arXiv:2504.07912",
      PriorPlan.gain(.majority, "true", PriorPlan.traceShare), .above,
      limit: "two styles, of which one is useless"),
    LiteratureClaim(
      "RL amplifies a style of the pre-training data: M′ turns to one.",
      "Zhao et al. 2025, arXiv:2504.07912",
      PriorPlan.gain(.mirror, "true", PriorPlan.traceShare), .above,
      limit: "two styles, of which one is useless"),
    LiteratureClaim(
      "What RL teaches beside the style does not depend on the data's mixture.",
      "Zhao et al. 2025, arXiv:2504.07912", finding: "H3.1", .same,
      limit: "two styles, equally accurate given the style"),
    LiteratureClaim(
      "Random rewards raise accuracy where the frequent style is the accurate one.",
      "Shao et al. 2025, arXiv:2506.10947",
      PriorPlan.gain(.mirror, "random", Quantity(.loose)), .above,
      limit: "traces are the frequent style of M′, as code is Qwen's"),
    LiteratureClaim(
      "Random rewards do nothing, or harm, where it is not.",
      "Shao et al. 2025, arXiv:2506.10947",
      PriorPlan.gain(.majority, "random", Quantity(.loose)), .notAbove,
      limit: "M, whose frequent style is terse answers, stands for Llama and OLMo"),
    LiteratureClaim(
      "Pay for form alone raises accuracy where the frequent style is the accurate one.",
      "Shao et al. 2025, arXiv:2506.10947",
      PriorPlan.gain(.mirror, "format", Quantity(.loose)), .above,
      limit: "both styles have the form, so there is next to no spread to learn from"),
    LiteratureClaim(
      "Rewards for a rigid format hurt weak bases.", "Zeng et al. 2025, arXiv:2503.18892",
      PriorPlan.gain(.majority, "format", Quantity(.loose)), .below,
      limit: "a form that both styles have"),
    LiteratureClaim(
      "Clipping makes random rewards favour what is frequent: terse answers in M.",
      "Shao et al. 2025, arXiv:2506.10947, section 4.2",
      drift(.majority, "odds", margin: 0.02), .above, limit: "one batch at a high learning rate"),
    LiteratureClaim(
      "Clipping makes random rewards favour what is frequent: traces in M′.",
      "Shao et al. 2025, arXiv:2506.10947, section 4.2", drift(.mirror, "odds", margin: 0.02),
      .below, limit: "one batch at a high learning rate"),
    LiteratureClaim(
      "Clipping lowers entropy under random rewards, in M.", "2025, arXiv:2512.16912",
      drift(.majority, "entropy", margin: entropyMargin), .below,
      limit: "entropy of the choice of style; both sides of the clip together"),
    LiteratureClaim(
      "Clipping lowers entropy under random rewards, in M′.", "2025, arXiv:2512.16912",
      drift(.mirror, "entropy", margin: entropyMargin), .below,
      limit: "entropy of the choice of style; both sides of the clip together"),
  ]
}
