extension Tricks {
  /// Groups of 32 instead of 8, at the end of a budget less after a quarter of it.
  private static let groups = Contrast(
    "g32", against: "g8", on: [TricksPlan.set], Quantity(.pass), margin: TricksAnalysis.margin
  ).less("g32_quarter", against: "g8_quarter")

  /// What is said of recipes.
  public static let literature = [
    LiteratureClaim(
      "How advantages are scaled is a matter of efficiency, not of where a run ends.",
      "Khatri et al. 2025, arXiv:2510.13786, section 3", finding: "H5.1", .same,
      limit: "best of two learning rates on each side; short runs"),
    LiteratureClaim(
      "Dividing by the group's standard deviation is not needed.",
      "Liu et al. 2025, arXiv:2503.20783", finding: "H5.1", .notAbove,
      limit: "best of two learning rates on each side; short runs"),
    LiteratureClaim(
      "How losses are aggregated is a matter of efficiency, not of where a run ends.",
      "Khatri et al. 2025, arXiv:2510.13786, section 3", finding: "H5.2", .same,
      limit: "best of two learning rates on each side; short responses"),
    LiteratureClaim(
      "A loss that is a mean over tokens raises accuracy.", "Yu et al. 2025, arXiv:2503.14476",
      finding: "H5.2", .above, limit: "responses of tens of tokens, there of thousands"),
    LiteratureClaim(
      "A loss that is a mean over tokens helps base models.", "2025, arXiv:2508.08221",
      finding: "H5.2", .above, limit: "best of two learning rates on each side; short responses"),
    LiteratureClaim(
      "More completions a problem pay more, the larger the budget.", "2026, arXiv:2603.12151",
      groups, .above, limit: "32 against 8 at as many completions a step; two points of a budget"),
  ]
}
