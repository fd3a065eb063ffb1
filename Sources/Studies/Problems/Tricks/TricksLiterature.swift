extension Tricks {
  /// Groups of 32 instead of 8, at the end of a budget less after a quarter of it.
  private static let groups = Contrast(
    "g32", against: "g8", on: [TricksPlan.set], Quantity(.pass), margin: TricksAnalysis.margin
  ).less("g32_quarter", against: "g8_quarter")

  /// What is said of recipes.
  public static let literature = [
    LiteratureClaim(
      "Dividing by the group's standard deviation is not needed.",
      "Liu et al. 2025, arXiv:2503.20783", finding: "H5.1", .notAbove,
      limit: "best of two learning rates on each side; short runs"),
    LiteratureClaim(
      "A loss that is a mean over tokens raises accuracy a little.",
      "Yu et al. 2025, arXiv:2503.14476",
      finding: "H5.2", .above, margin: 0.01,
      limit: "there 41 to 42 of 100 in one run; here a response's length is that of its depth"),
    LiteratureClaim(
      "A loss that is a mean over tokens helps base models.", "2025, arXiv:2508.08221",
      finding: "H5.2", .above,
      limit: "here a response's length is that of its depth, so that the loss weighs depths alone"),
    LiteratureClaim(
      "More completions a problem pay more, the larger the budget.", "2026, arXiv:2603.12151",
      groups, .above,
      limit:
        "32 against 8 at as many completions a step and one learning rate; two points of a budget"),
  ]
}
