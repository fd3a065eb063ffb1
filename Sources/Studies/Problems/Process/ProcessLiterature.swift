extension Process {
  /// What is said of pay for steps and for answers.
  public static let literature = [
    LiteratureClaim(
      "Pay for answers and pay for steps end at the same accuracy of answers.",
      "Uesato et al. 2022, arXiv:2211.14275, section 4",
      Contrast("mix_near", against: "out_near", on: ["near_incongruent"], Quantity(.loose)), .same,
      limit: "problems on which the shortcut does not help; nothing was planted there"),
    LiteratureClaim(
      "Pay for answers leaves wrong traces behind right answers.",
      "Uesato et al. 2022, arXiv:2211.14275, section 4", ProcessPlan.shortcut("out_near"),
      .above,
      limit: "the shortcut is planted: the leaf's value is the answer in a share of problems"),
    LiteratureClaim(
      "Pay for steps keeps a model from it.", "Uesato et al. 2022, arXiv:2211.14275, section 4",
      ProcessPlan.shortcut("mix_near"), .notAbove,
      limit: "an exact checker of steps, not a learned one"),
    LiteratureClaim(
      "Pay for steps beside the answer raises strict accuracy.",
      "Zhang et al. 2025, arXiv:2512.07783",
      Contrast("mix_near", against: "out_near", on: ["near_incongruent"], Quantity(.pass)), .above,
      limit: "depths that pre-training has shown, there unseen ones; a planted shortcut"),
    LiteratureClaim(
      "A checker with a blind spot costs more than a noisy one.", "2026, arXiv:2605.02909",
      finding: "H4.3", .below, limit: "labels of steps here, outcomes there"),
    LiteratureClaim(
      "Right steps that are always turned down only delay.", "2026, arXiv:2605.02909",
      finding: "H4.4", .same, limit: "one operator, one budget"),
  ]
}
