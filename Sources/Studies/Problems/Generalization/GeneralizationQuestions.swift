/// What is asked of the numbers, fixed before the run: as far as the arms of a scale allow.
struct GeneralizationQuestions {
  /// The arms that there are.
  let arms: Set<String>

  // MARK: - Contrasts

  /// The new rule at equal FLOPs.
  static let equalCompute = Contrast("grpo", against: "sft", on: ["ood"], atBest)
  /// The new rule at equal FLOPs and an equally long path.
  static let equalPath = Contrast("grpo", against: "sft_slow", on: ["ood"], atBest)
  /// The retained skill at equal FLOPs.
  static let keptSkill = Contrast("grpo", against: "sft", on: ["r2"], Quantity(.pass))
  /// How much more SFT prefers the old rule.
  static let oldRule = Contrast(
    "sft", against: "grpo", on: ["ood"], Quantity(measure: "old_rule_odds"), margin: 1)
  /// What SFT loses of the retained skill; the base is the minuend, as it may stand at the ceiling.
  static let lostBySFT = Contrast("base", against: "sft", on: ["r2"], Quantity(.pass))
  /// What GRPO loses of it.
  static let lostByGRPO = Contrast("base", against: "grpo", on: ["r2"], Quantity(.pass))
  /// The new rule with eight headers and fresh problems; SFT is the minuend for the same reason.
  static let eightHeaders = Contrast("sft_8", against: "grpo_8", on: ["ood"], atBest)

  private static let atBest = Quantity(.pass, at: .best)

  /// Comparisons that sentences are made of, the first eight that the arms allow.
  var contrasts: [Contrast] {
    let all = [
      Self.equalCompute, Self.equalPath, Self.keptSkill, Self.oldRule, Self.lostBySFT,
      Contrast("sft_div", against: "grpo", on: ["ood"], Quantity(.pass)),
      Contrast("switch3", against: "grpo", on: ["ood"], Quantity(.pass)),
      Contrast("grpo_fresh", against: "sft_fresh", on: ["ood"], Self.atBest), Self.eightHeaders,
      Contrast("grpo_512", against: "sft_512", on: ["ood"], Self.atBest), Self.lostByGRPO,
      Contrast("iterrft", against: "sft", on: ["ood"], Self.atBest),
    ]
    return Array(all.filter(isAllowed).prefix(8))
  }

  private func isAllowed(_ contrast: Contrast) -> Bool {
    [contrast.arm, contrast.against].allSatisfy { $0.isEmpty || arms.contains($0) }
  }

  // MARK: - Hypotheses

  /// What is claimed, as far as the arms allow.
  var hypotheses: [Hypothesis] {
    [
      Hypothesis(
        "H2.1", "At equal FLOPs GRPO follows the new rule more often than SFT, each at its best T",
        Claim(.greater, Self.equalCompute.with(margin: 0.08))),
      Hypothesis(
        "H2.2", "At equal FLOPs and an equally long path it does not: what parts them is the step",
        Claim(.equivalent, Self.equalPath)),
      Hypothesis(
        "H2.3", "With eight headers and fresh problems SFT and GRPO follow the new rule alike",
        Claim(.equivalent, Self.eightHeaders)),
      Hypothesis(
        "H2.6", "GRPO after four times the SFT does not pass SFT at a quarter of its budget",
        Claim(
          .notAbove,
          Contrast(
            "over_grpo", against: "sft_at_25", on: ["ood"], Self.atBest, margin: 0.03))),
    ].filter { $0.contrasts.allSatisfy(isAllowed) }
  }

  // MARK: - Checks

  /// What must come out if the machinery is right.
  var checks: [Check] {
    [
      Check(
        "GRPO gains on what it is trained for", .gains,
        Contrast("grpo", on: ["id"], Quantity(.pass))),
      Check(
        "SFT with short steps gains on what it is trained for", .gains,
        Contrast("sft_slow", on: ["id"], Quantity(.pass))),
      Check(
        "The base does not prefer the old rule where a prompt states another", .doesNotGain,
        Contrast(
          "base", against: "", on: ["ood"], Quantity(measure: "old_rule_odds"), margin: 1)),
    ]
  }
}

extension Contrast {
  /// The same with another smallest difference of interest.
  fileprivate func with(margin: Double) -> Contrast {
    var other = self
    other.margin = margin
    return other
  }
}
