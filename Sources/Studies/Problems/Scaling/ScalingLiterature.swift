extension Scaling {
  /// What is said of laws and forecasts.
  public static let literature = [
    LiteratureClaim(
      "E in E + A/N^α + B/D^β is the entropy of the text.",
      "Hoffmann et al. 2022, arXiv:2203.15556, section 3.3", finding: "H6.1", .same,
      limit: "the floor is known here; models of up to 332 k parameters"),
    LiteratureClaim(
      "A sigmoid fitted to the first half of a run forecasts the second.",
      "Khatri et al. 2025, arXiv:2510.13786, section 2", finding: "H6.2", .below,
      limit: "against persistence, the weaker of two rivals; short runs"),
  ]
}
