extension Scaling {
  /// What is said of laws and forecasts.
  public static let literature = [
    LiteratureClaim(
      "E in E + A/N^α + B/D^β is the entropy of the text.",
      "Hoffmann et al. 2022, arXiv:2203.15556, section 3.3", finding: "H6.1", .same,
      limit: "the floor is known here; models of up to 332 k parameters"),
    LiteratureClaim(
      "A sigmoid fitted to the first half of a run forecasts the second: better than persistence.",
      "Khatri et al. 2025, arXiv:2510.13786, section 2",
      finding: ScalingAnalysis.ratioId("sigmoid", "persistence"), .below, limit: "short runs"),
    LiteratureClaim(
      "A sigmoid is the law of such runs: better than one mechanism without a ceiling.",
      "Khatri et al. 2025, arXiv:2510.13786, section 2",
      finding: ScalingAnalysis.ratioId("sigmoid", "one-mechanism"), .below,
      limit: "short runs; the rival knows the base's exact probabilities"),
  ]
}
