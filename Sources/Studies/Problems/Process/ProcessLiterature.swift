extension Process {
  /// What is said of pay for steps and for answers.
  public static let literature = [
    LiteratureClaim(
      "Pay for answers and pay for steps end at the same accuracy of answers.",
      "Uesato et al. 2022, arXiv:2211.14275, section 4",
      Contrast("mix_near", against: "out_near", on: [ProcessPlan.mixed], Quantity(.loose)), .same,
      limit: "a shortcut is planted that is right in a share of these problems; nothing was there"),
    LiteratureClaim(
      "Pay for answers leaves wrong traces behind right answers.",
      "Uesato et al. 2022, arXiv:2211.14275, section 4", finding: ProcessTrace.id, .above,
      limit:
        "trace error less that of pay for steps; the shortcut is planted, and bare answers count"
    ),
    LiteratureClaim(
      "Pay for steps keeps a model from it.", "Uesato et al. 2022, arXiv:2211.14275, section 4",
      ProcessPlan.shortcut("mix_near"), .notAbove,
      limit: "an exact checker of steps, not a learned one"),
    LiteratureClaim(
      "Pay for steps beside the answer raises strict accuracy.",
      "Zhang et al. 2025, arXiv:2512.07783",
      Contrast("mix_near", against: "out_near", on: ["near_incongruent"], Quantity(.pass)), .above,
      limit: "its sign is planted: a shortcut that only the answer pays; depths that pre-training "
        + "has shown, there unseen ones"),
    LiteratureClaim(
      "A checker with a blind spot costs more than a noisy one.", "2026, arXiv:2605.02909",
      finding: "H4.3", .below,
      limit: "a trace passes if all its steps do here, outcomes are judged there; one budget"),
  ]
}
