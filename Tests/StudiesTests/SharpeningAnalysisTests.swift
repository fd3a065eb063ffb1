import Studies
import Support
import Testing
import TestSupport

/// What the analysis concludes from planted effects: it must find what is there and nothing else.
@Suite struct SharpeningAnalysisTests {
  private func plan() throws -> StudyPlan {
    var settings = Sharpening.defaults
    settings.scales.full.evaluationProblems = 24
    settings.scales.full.shallowProblems = 8
    return try Sharpening.plan(settings, scale: .full)
  }

  /// A little variation over seeds and problems, the same for all arms.
  private func noise(_ seed: Int, _ problem: Int) -> Double {
    0.02 * Double((seed * 7 + problem * 3) % 5) / 5
  }

  private func findings(
    _ share: (_ arm: String, _ seed: Int, _ set: String, _ problem: Int) -> Double
  ) throws -> [String: Finding] {
    let data = try PlantedData.make(plan: try plan(), share: share)
    let findings = try Sharpening.analyze(data, Sharpening.defaults, scale: .full)
    return Dictionary(uniqueKeysWithValues: findings.findings.map { ($0.id, $0) })
  }

  @Test func sharpeningIsFoundWhereItIsPlanted() throws {
    let found = try findings { arm, seed, set, problem in
      let gain = arm == "rl_id" && set == "id" ? 0.2 + 0.01 * Double(seed) : 0
      return 0.4 + gain + noise(seed, problem)
    }
    #expect(found["H1.1"]?.verdict == "supported")
    #expect(found["H1.2"]?.verdict == "inconclusive")
    let gain = try #require(found["rl_id-base/id/pass@1"])
    #expect(abs(gain.effect - 0.235) < 0.01 && gain.low > 0.2 && gain.high < 0.28)
    let null = try #require(found["base_resample-base/id/pass@1"])
    #expect(null.effect == 0)
  }

  @Test func discoveryOnTheEdgeIsFoundWhereItIsPlanted() throws {
    let found = try findings { arm, seed, set, problem in
      let reachable = problem % 2 == 0 || (arm == "rl_edge" && problem % 4 != 3)
      guard set == "edge" || set == "hard" else { return 0.4 + noise(seed, problem) }
      // A seed misses one problem more or less, so that seeds differ.
      return reachable && problem != 2 * seed ? 0.1 + noise(seed, problem) : 0
    }
    #expect(found["H1.2"]?.verdict == "supported")
    #expect((found["H1.2"]?.effect ?? 0) > 0.2)
  }

  @Test func lossIsContradiction() throws {
    let found = try findings { arm, seed, set, problem in
      0.4 - (arm == "rl_id" && set == "id" ? 0.1 + 0.01 * Double(seed) : 0) + noise(seed, problem)
    }
    #expect(found["H1.1"]?.verdict == "contradicted")
  }

  @Test func noEffectSupportsOnlyTheClaimsOfNoEffect() throws {
    let found = try findings { _, seed, _, problem in 0.4 + noise(seed, problem) }
    for id in ["H1.1", "H1.2", "H1.3", "H1.5", "H1.6"] {
      #expect(found[id]?.verdict == "inconclusive", "\(id)")
    }
    #expect(found["H1.4"]?.verdict == "supported")
  }

  @Test func smallScalesGiveNoVerdicts() throws {
    let plan = try Sharpening.plan(Sharpening.defaults, scale: .quick)
    let data = try PlantedData.base(plan: plan, strictShare: 0.4)
    let findings = try Sharpening.analyze(data, Sharpening.defaults, scale: .quick)
    #expect(findings.findings.allSatisfy { ["descriptive", "not run"].contains($0.verdict) })
    #expect(findings.findings.allSatisfy { $0.pRaw.isNaN && !$0.isConfirmatory })
    #expect(findings.warnings.contains { $0.contains("descriptive") })
  }
}
