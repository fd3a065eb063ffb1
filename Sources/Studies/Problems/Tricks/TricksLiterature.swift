extension Tricks {
  /// What is said of recipes.
  public static let literature = [
    LiteratureClaim(
      "How advantages are scaled is a matter of efficiency, not of where a run ends.",
      "Khatri et al. 2025, arXiv:2510.13786, section 3", finding: "H5.1", .same,
      limit: "best of two learning rates on each side; short runs"),
    LiteratureClaim(
      "How losses are aggregated is a matter of efficiency, not of where a run ends.",
      "Khatri et al. 2025, arXiv:2510.13786, section 3", finding: "H5.2", .same,
      limit: "best of two learning rates on each side; short responses"),
  ]
}
