extension Scaling {
  /// What is said of laws and forecasts.
  public static let literature = [
    LiteratureClaim(
      "E in E + A/N^α + B/D^β is the entropy of the text.",
      "Hoffmann et al. 2022, arXiv:2203.15556, section 3.3", finding: "H6.1", .same,
      limit:
        "the floor is known here; models of up to 332 k parameters, whose grid ends where most "
        + "bare answers are still guesses, which leaves 0.94 nats"),
    LiteratureClaim(
      "A sigmoid is more robust than a power law as the curve of an RL run.",
      "Khatri et al. 2025, arXiv:2510.13786, section 2",
      finding: ScalingAnalysis.ratioId("sigmoid", "power"), .below,
      limit:
        "forecasts of the training reward of short runs; no early part is left out, as it is there"),
    LiteratureClaim(
      "The rest of an RL run can be forecast from its first half.",
      "Khatri et al. 2025, arXiv:2510.13786, section 2",
      finding: ScalingAnalysis.ratioId("sigmoid", ScalingForecasts.persistence), .below,
      limit: "that the last value goes on is our yardstick, not theirs; training reward of short "
        + "runs, no early part left out"),
    LiteratureClaim(
      "Where data is scarce, what counts is how much is trained on, not how many problems it is of.",
      "Tan et al. 2025, arXiv:2509.25300, abstract",
      ScalingPlan.poolContrast(ScalingPlan.pooled(ScalingPlan.testedPool)), .same,
      limit: "one pool of problems of depth 5–6 a base, one task; theirs are Qwen2.5 of 0.5 to "
        + "72 B on mathematics"),
    LiteratureClaim(
      "RL on one example reaches what RL on 1.2 k examples does.",
      "Wang et al. 2025, arXiv:2504.20571, abstract",
      Contrast(
        ScalingPlan.pooled(1), against: ScalingPlan.pooled(2048), on: ["edge"], Quantity(.pass),
        margin: ScalingPlan.poolMargin), .same,
      limit: "their example is chosen by how its reward varies in training, ours is the first that "
        + "is drawn; no entropy bonus; 2048 examples here"),
  ]
}
