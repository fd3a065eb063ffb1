import Statistics
import Support

/// A registered hypothesis that no contrast of two arms expresses: its study has one number a seed
/// for it.
struct ComputedHypothesis {
  /// What was found; `not run` without numbers.
  var finding: Finding
  /// The p value of the hypothesis before correction; `nil` where there is none.
  var pFor: Double?
  /// That of the opposite, if there is one.
  var pAgainst: Double?
  /// That of equivalence within the margin, if it is asked for.
  var pEquivalent: Double?
}

extension StudyAnalysis {
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

  /// A registered hypothesis about numbers a seed, with the p values of its test.
  ///
  /// - Parameter also: further numbers a seed that the same test must hold of; the largest p
  ///   counts.
  /// - Precondition: the test is one of numbers a seed, not of an order or of a margin on one side.
  func computed(
    _ hypothesis: Hypothesis, _ test: Claim.Test, _ perSeed: [Double], also: [[Double]] = [],
    margin: Double, unit: String = ""
  ) -> ComputedHypothesis {
    var finding = computed(hypothesis.id, hypothesis.statement, perSeed, margin: margin, unit: unit)
    finding.test = test.words + (also.isEmpty ? "" : "; p = max")
    finding.verdict = finding.effect.isNaN ? "not run" : "descriptive"
    let all = [perSeed] + also
    guard all.allSatisfy({ $0.count > 1 && $0.allSatisfy(\.isFinite) }) else {
      return ComputedHypothesis(finding: finding)
    }
    let parts = all.map { pValues(test, $0, margin: margin) }
    // Against the whole is what is against any part, Bonferroni.
    let against = parts.compactMap(\.against).min()
    finding.statistic = finding.effect
    return ComputedHypothesis(
      finding: finding, pFor: parts.map(\.claim).max(),
      pAgainst: against.map { min(1, $0 * Double(parts.count)) },
      pEquivalent: parts.count == 1 ? parts[0].equivalent : nil)
  }

  /// p values of a test of numbers a seed: for it, against it, and of a difference within the
  /// margin.
  private func pValues(
    _ test: Claim.Test, _ values: [Double], margin: Double
  ) -> (claim: Double, against: Double?, equivalent: Double?) {
    let stream = RandomStream(seed: table.seed)["permutation"]
    func flip(_ alternative: Alternative) -> Double {
      SignFlip.test(values, alternative: alternative, stream: stream).pValue
    }
    let equivalent = Equivalence.tost(values, margin: margin).pValue
    switch test {
    case .greater: return (flip(.greater), flip(.less), equivalent)
    case .less: return (flip(.less), flip(.greater), equivalent)
    case .different: return (flip(.twoSided), nil, equivalent)
    case .equivalent:
      let above = TTest.oneSample(values, against: margin, alternative: .greater).pValue
      let below = TTest.oneSample(values, against: -margin, alternative: .less).pValue
      return (equivalent, min(1, 2 * min(above, below)), nil)
    case .notAbove, .rising: preconditionFailure("'\(test)' is not computed from numbers a seed")
    }
  }

  /// Corrects p values together by Holm and gives verdicts, at the scale `full` alone.
  func decided(_ hypotheses: [ComputedHypothesis]) -> [Finding] {
    var findings = hypotheses.map(\.finding)
    guard scale.isConfirmatory else { return findings }
    let run = hypotheses.indices.filter { hypotheses[$0].pFor != nil }
    func holm(_ p: (ComputedHypothesis) -> Double?) -> [Double] {
      MultipleComparisons.holm(run.map { p(hypotheses[$0]) ?? 1 })
    }
    let (adjusted, against, equal) = (holm(\.pFor), holm(\.pAgainst), holm(\.pEquivalent))
    for (place, index) in run.enumerated() {
      let hypothesis = hypotheses[index]
      findings[index].pRaw = hypothesis.pFor ?? .nan
      findings[index].pAdjusted = adjusted[place]
      findings[index].isConfirmatory = table.seeds.count >= plan.seeds
      findings[index].verdict =
        Outcome.decide(
          pFor: adjusted[place], pAgainst: hypothesis.pAgainst.map { _ in against[place] },
          pEquivalent: hypothesis.pEquivalent.map { _ in equal[place] }
        ).rawValue
    }
    return findings
  }
}
