extension Prior {
  private static let entropyMargin = 0.005

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
      finding: PriorNoise.id(.mirror), .above,
      limit: "traces are the frequent style of M′, as code is Qwen's; open where traces broke"),
    LiteratureClaim(
      "Random rewards do nothing, or harm, where it is not.",
      "Shao et al. 2025, arXiv:2506.10947",
      finding: PriorNoise.id(.majority), .notAbove,
      limit: "M, mostly terse answers, stands for Llama and OLMo; open where traces broke"),
    LiteratureClaim(
      "Clipping makes random rewards favour what is frequent: terse answers in M.",
      "Shao et al. 2025, arXiv:2506.10947, section 4.2",
      PriorPlan.drift(.majority, "odds", margin: 0.02), .above,
      limit: "one batch at a high learning rate"),
    LiteratureClaim(
      "Clipping makes random rewards favour what is frequent: traces in M′.",
      "Shao et al. 2025, arXiv:2506.10947, section 4.2",
      PriorPlan.drift(.mirror, "odds", margin: 0.02),
      .below, limit: "one batch at a high learning rate"),
    LiteratureClaim(
      "Clipping lowers entropy under random rewards, in M.", "2025, arXiv:2512.16912",
      PriorPlan.drift(.majority, "midpoint", margin: entropyMargin), .below,
      limit:
        "entropy of the choice of style, at the midpoint of opposite rewards; both sides of the clip together"
    ),
    LiteratureClaim(
      "Clipping lowers entropy under random rewards, in M′.", "2025, arXiv:2512.16912",
      PriorPlan.drift(.mirror, "midpoint", margin: entropyMargin), .below,
      limit:
        "entropy of the choice of style, at the midpoint of opposite rewards; both sides of the clip together"
    ),
  ]
}
