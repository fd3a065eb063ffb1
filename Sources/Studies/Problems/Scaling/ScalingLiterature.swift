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
  ]
}
