extension Process {
  /// What is said of pay for steps and for answers.
  public static let literature = [
    LiteratureClaim(
      "Pay for answers leaves wrong traces behind right answers.",
      "Uesato et al. 2022, arXiv:2211.14275, section 4",
      finding: ProcessPlan.shortcut("out_near").id,
      .above,
      limit: "the shortcut is planted: the leaf's value is the answer in a share of problems"),
    LiteratureClaim(
      "Pay for steps keeps a model from it.", "Uesato et al. 2022, arXiv:2211.14275, section 4",
      finding: ProcessPlan.shortcut("mix_near").id, .notAbove,
      limit: "an exact checker of steps, not a learned one"),
    LiteratureClaim(
      "A checker with a blind spot costs more than a noisy one.", "2026, arXiv:2605.02909",
      finding: "H4.3", .below, limit: "labels of steps here, outcomes there"),
    LiteratureClaim(
      "Right steps that are always turned down only delay.", "2026, arXiv:2605.02909",
      finding: "H4.4", .same, limit: "one operator, one budget"),
  ]
}
