import Foundation
import Reports
import Rewards
import Statistics
import Support
import Training

/// The checklist of threats to validity, each with its number where there is one.
extension StudyAnalysis {
  /// What could make the numbers mean something else, and what this run says of it.
  ///
  /// - Throws: `StatisticsError`.
  func threats(
    _ findings: Findings, _ gates: [GateResult], _ hypotheses: [Finding], _ contrasts: [Finding]
  ) throws -> [String] {
    let verdicts = contrasts.map(\.verdict)
    func count(_ reading: EffectReading) -> Int { verdicts.count { $0 == reading.words } }
    return [
      guessing, format, try idleRewards(), temperature, samples, rediscovery(findings.support),
      "Leaks: \(table.leakFound) of \(table.leakChecked) problems that were trained on are in an evaluation set.",
      compute(findings.checks),
      "Unequal tuning: learning rates are the plan's; temperatures, and where arms differ in the rate the better one, are "
        + "chosen on validation problems.",
      "Checkpoint picking: arms are looked at at shares of their budgets that were fixed before the run.",
      "Seeds: \(table.seeds.count) of \(plan.seeds) registered; a two-sided sign-flip test over them cannot go below p = "
        + "\(Number.short(SignFlip.floor(n: table.seeds.count))).",
      truncation,
      "Evaluation again: "
        + (plan.kernels == .portable
          ? "one order of every sum, so that it gives the same counts on every machine."
          : "\(plan.kernels.rawValue) kernels, so that it gives the same counts on this kind of processor alone."),
      "Ceilings and floors: \(count(.ceiling)) and \(count(.floor)) of \(contrasts.count) contrasts; "
        + "\(gates.count { $0.isPassed }) of \(gates.count) gates passed." + (try logits()),
      "Points of a curve: no interval is over them; intervals are over seeds, and problems where they differ by problem.",
      "Multiplicity: \(hypotheses.count) hypotheses, corrected together by Holm at full; \(contrasts.count) contrasts with 95 % "
        + "intervals, of which one in twenty misses by chance.",
      "The scale gap: \(sizes) parameters in the layers; nothing here is a statement about large models.",
    ].compactMap { $0 }
  }

  /// Every pair of a set and an arm that was measured.
  private var cells: [(set: String, arm: String)] {
    table.sets.flatMap { set in table.arms.map { (set.name, $0) } }
  }

  /// A share of the samples of an arm on a set: rows of a count over n.
  private func share(_ measure: String, _ set: String, _ arm: String, label: String? = nil)
    -> Double?
  {
    let rows =
      label.map { table.rows(measure, set, arm, label: $0) } ?? table.rows(measure, set, arm)
    guard let rows, let drawn = table.rows("counts", set, arm, label: "n") else { return nil }
    return table.mean(rows) / table.mean(drawn)
  }

  /// The cell with the largest of some numbers.
  private func most(_ value: (String, String) -> Double?) -> (value: Double, place: String)? {
    var found: (value: Double, place: String)?
    for cell in cells {
      guard let own = value(cell.set, cell.arm), own > found?.value ?? -.infinity else { continue }
      found = (own, "\(cell.arm) on \(cell.set)")
    }
    return found
  }

  // MARK: - The rows

  private var guessing: String? {
    most { set, arm in
      guard let loose = share("counts", set, arm, label: "loose"),
        let strict = share("counts", set, arm, label: "strict")
      else { return nil }
      return loose - strict
    }.map {
      "Lucky guesses: loose less strict accuracy is \(Number.fixed($0.value, signed: true)) at most (\($0.place)); what guessing "
        + "gives at the largest k is among the controls."
    }
  }

  private var format: String? {
    guard let worst = most({ set, arm in share("parse", set, arm).map { 1 - $0 } }) else {
      return nil
    }
    /// Gains in strict accuracy, of all samples and of those that parse.
    func gains(_ set: String, _ arm: String) -> (all: Double, parsed: Double)? {
      guard let root = table.root(of: arm), root != arm,
        let own = share("counts", set, arm, label: "strict"),
        let before = share("counts", set, root, label: "strict"),
        let parsed = share("parse", set, arm), let parsedBefore = share("parse", set, root),
        parsed > 0, parsedBefore > 0
      else { return nil }
      return (own - before, own / parsed - before / parsedBefore)
    }
    let parsing =
      "Format: at least \(Number.percent(1 - worst.value)) of samples can be parsed (\(worst.place))."
    guard let largest = most({ gains($0, $1).map { $0.all - $0.parsed } }),
      let cell = cells.first(where: { "\($0.arm) on \($0.set)" == largest.place }),
      let gain = gains(cell.set, cell.arm)
    else { return parsing }
    return parsing
      + " The gain of which it makes most is that of \(largest.place): \(Number.fixed(gain.all, signed: true)) "
      + "strictly, \(Number.fixed(gain.parsed, signed: true)) among samples that parse."
  }

  /// Arms that are paid by chance.
  private func idleRewards() throws -> String {
    let arms = wholeArms.filter { arm in
      let recipe = plan.stage(arm.stage)?.recipe.component as? PolicyRecipe
      return recipe?.policy.reward.component is RandomReward
    }.map(\.name)
    guard !arms.isEmpty else { return "Rewards that say nothing: no arm is paid by chance here." }
    let sampled = plan.sets.first { set in
      arms.contains { table.rows("counts", set.name, $0) != nil }
    }
    guard let set = sampled?.name else {
      return
        "Rewards that say nothing: those of \(arms.joined(separator: ", ")), of which nothing was sampled."
    }
    let changes = try arms.compactMap { arm in
      try finding(Contrast(arm, against: table.root(of: arm) ?? base, on: [set], Quantity(.loose)))
        .map {
          "\(arm) \($0.estimate)"
        }
    }
    return "Rewards that say nothing: loose accuracy on \(set) under coin tosses, "
      + changes.joined(separator: ", ") + "."
  }

  private var temperature: String? {
    for arm in table.arms {
      guard let root = table.root(of: arm), arm != root,
        plan.arms[table.arm(arm) ?? 0].stage != plan.arms[table.arm(root) ?? 0].stage,
        let set = plan.sets.first(where: { table.rows("matched_temperature", $0.name, arm) != nil }
        )?.name,
        let matched = table.rows("matched_temperature", set, arm), table.mean(matched).isFinite
      else { continue }
      return "Temperature: the root has the entropy of \(arm) on \(set) at T = "
        + "\(String(format: "%.2f", table.mean(matched))); every contrast says at which temperature it is made."
    }
    return nil
  }

  private var samples: String? {
    let drawn = cells.compactMap { table.rows("counts", $0.set, $0.arm, label: "n") }.joined()
      .joined()
    guard let least = drawn.min(), let most = drawn.max() else { return nil }
    let range =
      least == most ? Number.short(least).text : "\(Number.short(least)) to \(Number.short(most))"
    return "Unequal n: \(range) samples a problem; k above n is an error."
  }

  private func rediscovery(_ rows: [SupportRow]) -> String? {
    guard !rows.isEmpty else { return nil }
    func sum(_ value: (SupportRow) -> Double) -> Cell {
      Number.short(rows.reduce(0) { $0 + value($1) })
    }
    return
      "Sampling noise read as discovery: over all arms, sets and seeds \(sum { $0.flips.rlOnly }) problems are found by "
      + "the arm alone where sampling its root again gives \(sum { $0.null.rlOnly }), and \(sum { $0.flips.baseOnly }) are "
      + "lost where it gives \(sum { $0.null.baseOnly })."
  }

  private func compute(_ checks: [CheckResult]) -> String {
    let matched = plan.neededStages.filter { !$0.match.stage.isEmpty }
    guard !matched.isEmpty else {
      return "Compute: arms are matched by steps; what they spent is in the ledger."
    }
    let known = checks.filter { check in
      matched.contains { check.statement.hasPrefix("\($0.name) has ") }
    }
    return
      "Compute: \(known.count { $0.isPassed == true }) of \(known.count) matches of FLOPs or paths hold within 5 %; others go by steps."
  }

  private var truncation: String? {
    most { share("truncated", $0, $1) }.map {
      "Truncation: counted as wrong; most in \($0.place), \(Number.percent($0.value)) of samples."
    }
  }

  /// Whether contrasts of shares say the same in log-odds, seed by seed.
  private func logits() throws -> String {
    var (same, others): (Int, [String]) = (0, [])
    for contrast in plan.contrasts
    where Self.isShare(contrast.quantity) && contrast.quantity.at != .matched
      && contrast.lessArm.isEmpty && contrast.minus.isEmpty
      && !contrast.against.isEmpty
    {
      guard let own = try table.values(contrast.quantity, contrast.arm, contrast.sets),
        let other = try table.values(contrast.quantity, contrast.against, contrast.sets),
        let problems = own.first?.count, problems > 0
      else { continue }
      func change(_ scale: (Double) -> Double) -> EffectReading? {
        let perSeed = zip(own, other).map { own, other in
          scale(own.reduce(0, +) / Double(problems)) - scale(other.reduce(0, +) / Double(problems))
        }
        return CrossedInterval.interval(perSeed.map { [$0] }).map {
          $0.interval.low > 0 ? .higher : $0.interval.high < 0 ? .lower : .unclear
        }
      }
      let least = 0.5 / Double(problems)
      guard let raw = change({ $0 }),
        let odds = change({ p in
          let p = min(1 - least, max(least, p))
          return PortableMath.log(p / (1 - p))
        })
      else { continue }
      if raw == odds { same += 1 } else { others.append(contrast.id) }
    }
    guard same + others.count > 0 else { return "" }
    return
      " In log-odds, over seeds, \(same) of \(same + others.count) contrasts of shares say what they say in shares"
      + (others.isEmpty ? "." : "; not \(others.joined(separator: ", ")).")
  }

  /// The sizes of the models: `97.3 k to 332 k`.
  private var sizes: String {
    let counts = Set(plan.neededStages.map { plan.size(of: $0.name).shape().matrixCount }).sorted()
    guard let first = counts.first, let last = counts.last else { return "no" }
    func words(_ count: Int) -> String { "\(Number.short(Double(count) / 1000)) k" }
    return first == last ? words(first) : "\(words(first)) to \(words(last))"
  }
}
