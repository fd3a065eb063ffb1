import Statistics

/// S1: does RL sharpen what a base model can already do, or does it discover?
///
/// Pre-train on chains whose distribution is known exactly, train with verifiable rewards, and compare
/// pass@k curves with those of the base: in distribution, on the edge of what pre-training covered, beyond.
public enum Sharpening: Study {
  /// `sharpening`.
  public static let id = "sharpening"
  /// A few words.
  public static let title = "Sharpening or discovery"
  /// What is asked.
  public static let question =
    "Does RL make problems solvable that the base model never solves at large k?"
  /// The registered settings.
  public static var defaults: SharpeningSettings { SharpeningSettings() }

  /// The family of six, corrected together by Holm.
  public static let hypotheses = [
    Hypothesis(
      id: "H1.1",
      statement: "In distribution rl_id raises pass@1 and leaves pass@128 unchanged.",
      test: "one-sided sign-flip on pass@1 and TOST ±0.03 on pass@128; p = max",
      smallestEffect: 0.05),
    Hypothesis(
      id: "H1.2", statement: "rl_edge raises pass@128 on edge and hard together over the base.",
      test: "one-sided sign-flip", smallestEffect: 0.05),
    Hypothesis(
      id: "H1.3",
      statement: "On hard rl_hard does not raise pass@128 while rl_hard_warm does.",
      test: "TOST ±0.02 and one-sided sign-flip; p = max", smallestEffect: 0.05),
    Hypothesis(
      id: "H1.4",
      statement: "rl_rand_edge and rl_format do not raise strict pass@1 on edge by 0.03.",
      test: "one-sided t against +0.03 each; p = max", smallestEffect: 0.03),
    Hypothesis(
      id: "H1.5", statement: "At level 3 on set A rl_L2 is better than rft_L2.",
      test: "one-sided sign-flip on pass@1", smallestEffect: 0.05),
    Hypothesis(
      id: "H1.6",
      statement: "Pass@128 on context B increases with the exposure in pre-training.",
      test: "Jonckheere over the exposures, and one-sided sign-flip: the jump 0.1 % → 1 % exceeds "
        + "the jump 0 → 0.1 %; p = max",
      smallestEffect: 0),
  ]

  /// What to run: k goes in powers of two to half of the samples.
  public static func plan(_ settings: SharpeningSettings, scale: Scale) throws -> StudyPlan {
    let budget = settings.scale(scale)
    guard budget.arms.first == "base" else {
      throw StudiesError.plan("scales.\(scale.rawValue).arms must begin with 'base'")
    }
    guard budget.evaluationSamples >= 2, budget.evaluationProblems >= 2, budget.seeds >= 1 else {
      throw StudiesError.plan(
        "scales.\(scale.rawValue): at least 2 evaluation problems, 2 samples and 1 seed are needed")
    }
    return try SharpeningPlan(budget: budget, kernels: settings.kernels).plan(
      ks: PassAtK.powersOfTwo(upTo: budget.evaluationSamples / 2))
  }

  /// What follows from the counts.
  public static func analyze(
    _ data: StudyData, _ settings: SharpeningSettings, scale: Scale
  ) throws -> Findings {
    try SharpeningAnalysis(data: data, settings: settings, scale: scale).findings()
  }
}
