import Statistics
import Support

/// A registered hypothesis with what was found, before the hypotheses are corrected together.
struct WeighedHypothesis {
  /// What was found; `not run` without numbers.
  var finding: Finding
  /// The evidence; `nil` where there is none, or none that could decide.
  var evidence: Evidence?
}

extension StudyAnalysis {
  /// The registered hypotheses: effects and intervals at every scale, corrected p values and verdicts at `full`.
  ///
  /// - Throws: `StatisticsError`.
  public func hypotheses() throws -> [Finding] {
    decided(try plan.hypotheses.map(weighed))
  }

  /// A hypothesis about contrasts.
  func weighed(_ hypothesis: Hypothesis) throws -> WeighedHypothesis {
    let claims = try hypothesis.claims.map { claim in
      (claim, try claim.contrasts.map { try self.finding($0) })
    }
    var finding = Finding(
      id: hypothesis.id, statement: hypothesis.statement, test: hypothesis.test,
      verdict: "descriptive", margin: hypothesis.contrasts.first?.margin ?? .nan)
    guard claims.allSatisfy({ $0.1.allSatisfy { $0 != nil } }),
      let first = try claims.first.flatMap({ try shown($0.0, $0.1) })
    else {
      finding.verdict = "not run"
      return WeighedHypothesis(finding: finding)
    }
    finding.effect = first.effect
    finding.low = first.low
    finding.high = first.high
    finding.perSeed = first.perSeed
    finding.effectSize = first.effectSize
    finding.unit = first.unit
    if scale.isConfirmatory, try hypothesis.claims.contains(where: isAtCeiling) {
      finding.verdict = EffectReading.ceiling.words
      return WeighedHypothesis(finding: finding)
    }
    // Numbers that end at a bound decide nothing, at any scale.
    let floor = EffectReading.floor.words
    if claims.contains(where: { $0.1.allSatisfy { $0?.verdict == floor } }) {
      finding.verdict = floor
      return WeighedHypothesis(finding: finding)
    }
    guard table.seeds.count > 1 else { return WeighedHypothesis(finding: finding) }
    finding.power = claims.map { claim, found in
      power(claim.test, found[0]?.perSeed ?? [], margin: claim.contrasts[0].margin)
    }.reduce(1, Self.least)
    let parts = claims.map { claim, found in
      let found = found.compactMap(\.self)
      return Evidence(
        claim.test, found.map(\.perSeed), margin: found[0].margin,
        stream: RandomStream(seed: table.seed))
    }
    return WeighedHypothesis(finding: finding, evidence: .all(parts))
  }

  /// Whether nothing can be said for a claim because what it compares is at its ceiling: two arms that are cannot be told to be equal, and
  /// none can be seen above one that is.
  private func isAtCeiling(_ claim: Claim) throws -> Bool {
    let contrast = claim.contrasts[0]
    guard let level = try baseline(contrast) else { return false }
    switch claim.test {
    case .equivalent:
      guard let own = try table.values(contrast.quantity, contrast.arm, contrast.sets) else {
        return false
      }
      return min(level, table.mean(own)) > 0.9
    case .greater, .rising: return level > 0.97
    case .less, .different, .notAbove: return false
    }
  }

  /// The effect that a claim is shown with: its contrast's, or the last less the first of a rising row.
  private func shown(_ claim: Claim, _ findings: [Finding?]) throws -> Finding? {
    guard let first = findings.first ?? nil else { return nil }
    guard claim.test == .rising, let last = findings.last ?? nil else { return first }
    return computed(
      last.id, last.statement, zip(last.perSeed, first.perSeed).map { $0 - $1 },
      margin: last.margin, unit: last.unit)
  }

  /// A hypothesis that no contrast of two arms expresses: its study has numbers a seed for it.
  ///
  /// - Parameter also: further numbers a seed that the same test must hold of.
  func weighed(
    _ hypothesis: Hypothesis, _ test: Claim.Test, _ perSeed: [Double], also: [[Double]] = [],
    margin: Double, unit: String = ""
  ) -> WeighedHypothesis {
    var finding = computed(hypothesis.id, hypothesis.statement, perSeed, margin: margin, unit: unit)
    finding.test = test.words + (also.isEmpty ? "" : "; p = max")
    finding.verdict = finding.effect.isNaN ? "not run" : "descriptive"
    let all = [perSeed] + also
    guard all.allSatisfy({ $0.count > 1 && $0.allSatisfy(\.isFinite) }) else {
      return WeighedHypothesis(finding: finding)
    }
    finding.power = all.map { power(test, $0, margin: margin) }.reduce(1, Self.least)
    let parts = all.map {
      Evidence(test, [$0], margin: margin, stream: RandomStream(seed: table.seed))
    }
    return WeighedHypothesis(finding: finding, evidence: .all(parts))
  }

  /// The smaller of two powers; unknown if either is.
  private static func least(_ one: Double, _ other: Double) -> Double {
    one.isNaN || other.isNaN ? .nan : min(one, other)
  }

  /// The probability that the seeds of `full`, with the spread of these, decide for a claim that is true: by δ, or with no difference
  /// where none is claimed. At Holm's first level. NaN for trends and without spread.
  private func power(_ test: Claim.Test, _ perSeed: [Double], margin: Double) -> Double {
    guard perSeed.count > 1, let first = perSeed.first, perSeed.contains(where: { $0 != first })
    else { return .nan }
    let (seeds, alpha) = (Scale.registeredSeeds, 0.05 / Double(max(1, plan.hypotheses.count)))
    let reach = min(100, margin / Moments(perSeed).standardDeviation)
    switch test {
    case .equivalent: return Power.equivalence(.paired, n: seeds, margin: reach, alpha: alpha)
    case .notAbove:
      return Power.tTest(.paired, n: seeds, effect: reach, alpha: alpha, alternative: .greater)
    case .greater, .less, .different:
      return Power.signFlip(
        n: seeds, effect: reach, alpha: alpha,
        alternative: test == .different ? .twoSided : .greater, repeats: 4000,
        stream: RandomStream(seed: table.seed)["power"]
      ).power
    case .rising: return .nan
    }
  }

  /// A comparison that is one number a seed: a linear contrast of many arms, a slope, a parameter
  /// of a law.
  ///
  /// The interval is Student's over the seeds. Numbers that are missing or not finite give a
  /// finding without an effect.
  func computed(
    _ id: String, _ statement: String, _ perSeed: [Double], margin: Double, unit: String = ""
  ) -> Finding {
    var finding = Finding(
      id: id, statement: statement, test: "t interval over seeds",
      verdict: EffectReading.unclear.words, margin: margin)
    finding.unit = unit
    guard !perSeed.isEmpty, perSeed.allSatisfy(\.isFinite) else { return finding }
    finding.perSeed = perSeed
    finding.effect = perSeed.reduce(0, +) / Double(perSeed.count)
    finding.effectSize = dz(perSeed)
    guard let estimate = CrossedInterval.interval(perSeed.map { [$0] }) else { return finding }
    finding.low = estimate.interval.low
    finding.high = estimate.interval.high
    finding.verdict = EffectReading.read(estimate, margin: margin).words
    return finding
  }

  /// Corrects p values together by Holm and gives verdicts, at the scale `full` alone.
  ///
  /// The family is all that was registered: what could not be tested counts with p = 1.
  func decided(_ hypotheses: [WeighedHypothesis]) -> [Finding] {
    var findings = hypotheses.map(\.finding)
    guard scale.isConfirmatory else { return findings }
    let run = hypotheses.indices.filter { hypotheses[$0].evidence != nil }
    let evidence = run.compactMap { hypotheses[$0].evidence }
    func holm(_ p: (Evidence) -> Double?) -> [Double] {
      let all = MultipleComparisons.holm(hypotheses.map { $0.evidence.flatMap(p) ?? 1 })
      return run.map { all[$0] }
    }
    let (adjusted, against, equal) = (
      holm { $0.pFor }, holm { $0.pAgainst }, holm { $0.pEquivalent }
    )
    for (place, index) in run.enumerated() {
      findings[index].statistic = evidence[place].statistic
      findings[index].pRaw = evidence[place].pFor
      findings[index].pAdjusted = adjusted[place]
      findings[index].isConfirmatory = findings[index].perSeed.count >= plan.seeds
      findings[index].verdict =
        Outcome.decide(
          pFor: adjusted[place], pAgainst: evidence[place].pAgainst.map { _ in against[place] },
          pEquivalent: evidence[place].pEquivalent.map { _ in equal[place] }
        ).rawValue
    }
    return findings
  }
}
