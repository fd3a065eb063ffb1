import Foundation
import Statistics
import Studies
import Testing

/// What papers say, beside what intervals say.
@Suite struct LiteratureTests {
  private func finding(_ low: Double, _ high: Double, margin: Double = 0.05) -> Finding {
    var finding = Finding(id: "H", statement: "", test: "", verdict: "", margin: margin)
    (finding.effect, finding.low, finding.high) = ((low + high) / 2, low, high)
    return finding
  }

  private func judged(
    _ expectation: LiteratureClaim.Expectation, _ low: Double, _ high: Double
  ) -> String {
    LiteratureClaim("", "", finding: "H", expectation, limit: "").judgement(finding(low, high))
  }

  /// A claim holds, fails, or is left open, each by the interval alone.
  @Test(
    arguments: [
      (.above, 0.01, 0.2, "agrees"), (.above, -0.02, 0.04, "disagrees"),
      (.above, -0.02, 0.2, "open"), (.above, 0.001, 0.04, "open"), (.below, -0.04, -0.001, "open"),
      (.above, -0.3, -0.1, "disagrees"), (.below, -0.2, -0.01, "agrees"),
      (.below, -0.04, 0.02, "disagrees"), (.below, -0.2, 0.02, "open"),
      (.same, -0.04, 0.04, "agrees"),
      (.same, 0.06, 0.2, "disagrees"), (.same, 0.01, 0.2, "open"),
      (.notAbove, -0.3, 0.01, "agrees"),
      (.notAbove, 0.06, 0.2, "disagrees"), (.notAbove, 0.01, 0.2, "open"),
    ] as [(LiteratureClaim.Expectation, Double, Double, String)])
  func intervalsDecide(_ example: (LiteratureClaim.Expectation, Double, Double, String)) {
    #expect(judged(example.0, example.1, example.2) == example.3)
  }

  /// A claim of a small effect is not refuted by an interval that holds it.
  @Test func aClaimMayHaveAMarginOfItsOwn() {
    let claim = LiteratureClaim("", "", finding: "H", .above, margin: 0.01, limit: "")
    #expect(claim.judgement(finding(-0.004, 0.02)) == "open")
    #expect(claim.judgement(finding(-0.02, 0.008)) == "disagrees")
    #expect(claim.judgement(finding(0.002, 0.02)) == "agrees")
  }

  /// What sampling one model again gives agrees with no difference that is claimed.
  @Test func noiseAgreesWithNothing() {
    let claim = LiteratureClaim("", "", finding: "H", .above, limit: "")
    var found = finding(0.01, 0.09)
    found.null = 0.06
    #expect(claim.judgement(found) == "open")
    found.null = 0.04
    #expect(claim.judgement(found) == "agrees")
  }

  /// Nothing is said of what was not measured.
  @Test func noIntervalNoWord() {
    let claim = LiteratureClaim("", "", finding: "H", .above, limit: "")
    #expect(claim.judgement(nil) == "not measured")
    #expect(claim.judgement(finding(.nan, .nan)) == "not measured")
    // Nothing can be seen above what is at its ceiling, which speaks against nobody.
    var full = finding(-0.01, 0.02)
    #expect(claim.judgement(full) == "disagrees")
    full.verdict = EffectReading.ceiling.words
    #expect(claim.judgement(full) == "open")
  }

  /// Every claim names a contrast of arms that some scale trains, a hypothesis of one claim, or a finding that its study
  /// computes; its source and what limits it.
  @Test(arguments: StudyCatalogue.all.map(\.id)) func claimsNameFindings(_ id: String) throws {
    let studies = try [Scale.standard, .full].map {
      try StudyCatalogue.entry(named: id).prepare([], [], $0)
    }
    let hypotheses = studies.flatMap(\.plan.hypotheses).filter { $0.claims.count < 2 }.map(\.id)
    let computed =
      /S1\.[1-5]|S3\.noise-m_t(erse|race)|S4\.trace|forecast\/sigmoid-(persistence|power)/
    let literature = studies[1].literature
    #expect(literature.count > 1)
    for claim in literature {
      if let contrast = claim.contrast {
        let arms = [contrast.arm, contrast.against, contrast.lessArm, contrast.lessAgainst]
        #expect(
          studies.contains { study in
            Set(arms).subtracting([""]).isSubset(of: study.plan.arms.map(\.name))
              && Set(contrast.sets + contrast.minus).isSubset(of: study.plan.sets.map(\.name))
          }, "\(contrast.id)")
      } else {
        let isComputed = try computed.wholeMatch(in: claim.finding) != nil
        #expect(isComputed || hypotheses.contains(claim.finding), "\(claim.finding)")
      }
      let reference = try claim.source.firstMatch(of: Regex(#"20\d\d.*arXiv:\d{4}\.\d{5}"#))
      #expect(reference != nil)
      #expect(claim.claim.hasSuffix(".") && !claim.limit.isEmpty)
    }
  }
}
