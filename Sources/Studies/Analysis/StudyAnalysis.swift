import Experience
import Foundation
import Reports
import Statistics
import Support

/// What every study's analysis needs: contrasts with intervals and words, hypotheses with tests, checks.
public struct StudyAnalysis: Sendable {
  /// The numbers.
  public let table: MeasurementTable
  /// The scale.
  public let scale: Scale
  /// What the gates look at, of the run's own bases; those of calibration stand in the plan.
  public var ownGates: [GateResult] = []

  /// An analysis of a table.
  public init(_ table: MeasurementTable, scale: Scale) {
    self.table = table
    self.scale = scale
  }

  /// The plan.
  public var plan: StudyPlan { table.plan }
  /// Where bootstrap draws come from.
  public var stream: RandomStream { RandomStream(seed: table.seed)["bootstrap"] }
  /// What others are compared with.
  public var base: String { plan.arms[0].name }

  // MARK: - Contrasts

  /// A contrast with its interval and what a sentence may say of it; `nil` where something is missing.
  ///
  /// The interval is the t interval on the crossed table of seeds and problems. A difference of sampled quantities that is not
  /// beyond what sampling again gives is called neither higher nor lower.
  /// - Throws: `StatisticsError`.
  public func finding(_ contrast: Contrast) throws -> Finding? {
    guard let rows = try table.difference(contrast), let first = rows.first, !first.isEmpty,
      rows.allSatisfy({ $0.allSatisfy(\.isFinite) })
    else { return nil }
    var finding = Finding(
      id: contrast.id,
      statement: "\(contrast.quantity.words), \(contrast.who), on \(words(of: contrast))",
      test: "t interval over seeds" + (first.count > 1 ? " and problems" : ""), verdict: "",
      margin: contrast.margin)
    finding.effect = table.mean(rows)
    finding.perSeed = rows.map { $0.reduce(0, +) / Double($0.count) }
    finding.unit = contrast.quantity.unit
    finding.effectSize = dz(finding.perSeed)
    if let estimate = CrossedInterval.interval(table.clustered(rows, contrast)) {
      let most = Self.bound(of: contrast)
      finding.low = max(-most, estimate.interval.low)
      finding.high = min(most, estimate.interval.high)
      finding.verdict = try reading(estimate, contrast).words
      if let null = try samplingNull(contrast) {
        finding.null = null
        // What drawing samples again gives is no difference of models.
        let isOne = [EffectReading.higher.words, EffectReading.lower.words].contains(
          finding.verdict)
        if isOne, !(abs(finding.effect) > null) { finding.verdict = EffectReading.unclear.words }
      }
    } else {
      finding.verdict = EffectReading.unclear.words
    }
    return finding
  }

  private func words(of contrast: Contrast) -> String {
    contrast.sets.joined(separator: " and ")
      + (contrast.minus.isEmpty ? "" : " less " + contrast.minus.joined(separator: " and "))
  }

  /// d_z; NaN where it is not defined.
  func dz(_ perSeed: [Double]) -> Double {
    perSeed.count > 1 ? EffectSize.pairedDz(perSeed) ?? .nan : .nan
  }

  /// What an estimate of a contrast says.
  func reading(_ estimate: Estimate, _ contrast: Contrast) throws -> EffectReading {
    try isCensored(contrast)
      ? .floor
      : .read(
        estimate, margin: contrast.margin, baseline: try baseline(contrast), floor: contrast.margin)
  }

  /// What a contrast cannot exceed in size: 1 for a difference of two shares, 2 for a difference of such differences.
  private static func bound(of contrast: Contrast) -> Double {
    guard isShare(contrast.quantity) else { return .infinity }
    let differences = [
      !contrast.against.isEmpty, !contrast.minus.isEmpty, !contrast.lessArm.isEmpty,
      contrast.quantity.at == .matched,
    ].count { $0 }
    return Double(1 << max(0, differences - 1))
  }

  /// The level from which a share can still rise; `nil` where there is no ceiling.
  func baseline(_ contrast: Contrast) throws -> Double? {
    guard Self.isShare(contrast.quantity), contrast.minus.isEmpty,
      !contrast.against.isEmpty, contrast.quantity.at != .matched
    else { return nil }
    return try table.values(contrast.quantity, contrast.against, contrast.sets).map {
      table.mean($0)
    }
  }

  /// Whether both sides are log-probabilities below their floor on more than half of the problems, where any difference is 0.
  private func isCensored(_ contrast: Contrast) throws -> Bool {
    guard [.logp, .hardest].contains(contrast.quantity.kind), contrast.quantity.at != .matched,
      let own = try table.values(contrast.quantity, contrast.arm, contrast.sets),
      let other = try table.values(contrast.quantity, contrast.against, contrast.sets)
    else { return false }
    let both = zip(own.joined(), other.joined()).map { max($0, $1) <= MeasurementTable.floor }
    return 2 * both.count { $0 } > both.count
  }

  /// The level of a quantity with its interval; `nil` where something is missing.
  ///
  /// A share that is 0 or 1 on all problems has a t interval without width. It gets that of Clopper and
  /// Pearson over its M problems, or templates of problems, instead, which holds of any numbers from 0 to 1: if their mean is μ, a number
  /// is 1 with a probability of at most μ, and all M of them with one of at most μ^M.
  ///
  /// - Throws: `StatisticsError`.
  public func level(_ quantity: Quantity, _ arm: String, _ sets: [String]) throws -> Finding? {
    guard var level = try tLevel(quantity, arm, sets) else { return nil }
    // Problems of one template may all be right or wrong together.
    let problems = sets.reduce(0) { $0 + Set(table.set($1)?.clusters ?? []).count }
    let share = level.effect.rounded()
    if Self.isShare(quantity), problems > 1, level.high - level.low < Number.leastWidth,
      share == 0 || share == 1, abs(level.effect - share) < Number.leastWidth
    {
      let bounds = Proportions.clopperPearson(
        successes: share == 1 ? problems : 0, trials: problems)
      (level.low, level.high) = (bounds.low, bounds.high)
      level.test = "Clopper–Pearson over problems"
    }
    return level
  }

  /// The same with the t interval alone, for curves.
  func tLevel(_ quantity: Quantity, _ arm: String, _ sets: [String]) throws -> Finding? {
    var level = try finding(Contrast(arm, against: "", on: sets, quantity))
    if Self.isShare(quantity), let found = level, !found.low.isNaN {
      level?.low = max(0, found.low)
      level?.high = min(1, found.high)
    }
    return level
  }

  /// Quantities that lie between 0 and 1.
  private static let shares: [Quantity.Kind] = [.pass, .sampled, .loose, .inTrace, .traceShare]

  static func isShare(_ quantity: Quantity) -> Bool {
    guard quantity.kind == .measure else { return shares.contains(quantity.kind) }
    let units = ProbeCatalogue.measures.first { $0.name == quantity.measure }?.units ?? ""
    return ["probability", "fraction"].contains(units)
  }

  // MARK: - Checks

  /// The plan's controls.
  ///
  /// - Throws: `StatisticsError`.
  public func checks() throws -> [CheckResult] {
    var all: [CheckResult] = try plan.checks.map { check in
      guard let found = try finding(check.contrast) else {
        return CheckResult(check.statement, found: "not measured", isPassed: nil)
      }
      let margin = check.contrast.margin
      let isPassed: Bool?
      switch check.rule {
      case .doesNotGain: isPassed = found.high < margin ? true : found.low > margin ? false : nil
      case .same:
        isPassed =
          found.low > -margin && found.high < margin
          ? true : found.low > margin || found.high < -margin ? false : nil
      case .gains: isPassed = found.low > 0 ? true : found.high < 0 ? false : nil
      }
      return CheckResult(
        check.statement, found: "\(found.estimate), margin \(Number.short(margin))",
        isPassed: found.low.isNaN ? nil : isPassed)
    }
    all += matches()
    if let agreement = try largestDisagreement() {
      all.append(
        CheckResult(
          "Sampler and exact probabilities agree in every cell, |z| < 4",
          found: "largest |z| \(String(format: "%.2f", agreement.z)) (\(agreement.place))",
          isPassed: agreement.z < 4))
    }
    all.append(
      CheckResult(
        "No problem is both in training and in an evaluation set",
        found: "\(table.leakFound) of \(table.leakChecked) training problems looked up",
        isPassed: table.leakFound > 0 ? false : table.leakChecked > 0 ? true : nil))
    for set in plan.sets where set.hasCurve {
      guard let info = table.set(set.name) else { continue }
      let asked = (plan.contrasts + plan.hypotheses.flatMap(\.contrasts))
        .filter { $0.sets.contains(set.name) && $0.quantity.kind == .pass }.map(\.quantity.k)
      let isExact = table.values[.init(set.name, "logp")] != nil
      let k = max(isExact ? largeK(set.name) : 1, plan.ks.last ?? 1, asked.max() ?? 1)
      let chance = info.chance(k)
      all.append(
        CheckResult(
          "Guessing on \(set.name) stays under 1 % at the largest k that something is said of",
          found: "\(String(format: "%.2f", 100 * chance)) % at k = \(k)", isPassed: chance < 0.01))
    }
    return all
  }

  /// Whether stages have in common with others what the plan says.
  private func matches() -> [CheckResult] {
    var all: [CheckResult] = []
    for stage in plan.neededStages where !stage.match.stage.isEmpty {
      let (own, other) = (table.curves[stage.name] ?? [], table.curves[stage.match.stage] ?? [])
      func check(_ metric: String, _ what: String, within tolerance: Double) {
        let ratios = zip(own, other).map { $0.last(metric) / ($1.last(metric) * stage.match.times) }
        guard
          let worst = ratios.first(where: \.isNaN) ?? ratios.max(by: { abs($0 - 1) < abs($1 - 1) })
        else { return }
        all.append(
          CheckResult(
            "\(stage.name) has \(stage.match.times == 1 ? "the" : Number.short(stage.match.times) + " times the") "
              + "\(what) of \(stage.match.stage)",
            found: worst.isFinite
              ? "farthest ratio over seeds \(Number.fixed(worst))"
              : unmeasured(what, metric, stage.name, stage.match.stage),
            isPassed: worst.isNaN ? nil : abs(worst - 1) <= tolerance))
      }
      if stage.match.flops { check("flops", "FLOPs", within: 0.05) }
      if stage.match.path || stage.match.steps { check("path", "path", within: 0.05) }
    }
    return all
  }

  /// Why two stages cannot be compared in a metric.
  private func unmeasured(
    _ what: String, _ metric: String, _ stage: String, _ other: String
  ) -> String {
    for name in [stage, other] {
      let last = (table.curves[name] ?? []).map { $0.last(metric) }
      if last.isEmpty || last.contains(where: \.isNaN) {
        return "not measured: no \(what) of \(name) was logged"
      }
    }
    return "no ratio: \(other) has no \(what) above 0"
  }

  /// Σc against n·Σp on every set, arm and seed: the largest |z| and where.
  ///
  /// - Throws: `StatisticsError`.
  public func largestDisagreement() throws -> (z: Double, place: String)? {
    var worst: (z: Double, place: String)?
    for set in plan.sets
    where set.probes.contains(where: { ($0.component as? Counts)?.temperature == 1 }) {
      for arm in table.arms {
        guard let counts = table.rows("counts", set.name, arm),
          let logp = table.rows("logp", set.name, arm, label: "1.0")
        else { continue }
        for (s, seed) in table.seeds.enumerated() {
          var (found, expected, variance) = (0.0, 0.0, 0.0)
          for (i, logp) in logp[s].enumerated() {
            let (n, p) = (counts[s][3 * i], exp(min(0, logp)))
            found += counts[s][3 * i + 2]
            expected += n * p
            variance += n * p * (1 - p)
          }
          let z = abs(found - expected) / max(variance, 0.25).squareRoot()
          if z > worst?.z ?? -1 { worst = (z, "\(arm) on \(set.name), seed \(seed)") }
        }
      }
    }
    return worst
  }
}
