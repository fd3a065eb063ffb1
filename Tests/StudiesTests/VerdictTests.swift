import Foundation
import Statistics
import Studies
import Support
import Testing

/// What the common analysis says of tables whose truth is known.
@Suite struct VerdictTests {
  /// Two arms on one set.
  private func plan(seeds: Int = 8, _ claims: [Hypothesis] = []) -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = seeds
    plan.arms = [Arm("base", ""), Arm("arm", "")]
    plan.stages = [Stage(), Stage("arm", from: Start(stage: "base"), PolicyStub.recipe)]
    plan.sets = [EvaluationSet()]
    plan.contrasts = [Contrast("arm", on: ["id"], Quantity(.pass))]
    plan.hypotheses = claims
    return plan
  }

  /// log p of a probability around one, with spread over seeds, problems and cells.
  private func cell(
    _ p: Double, _ arm: String, _ seed: Int, _ problem: Int, draw: Int
  ) -> Double {
    func normal(_ parts: [Int], _ name: String) -> Double {
      var generator = RandomStream(seed: UInt64(draw))[
        name, parts.map(String.init).joined(separator: "-")
      ].generator()
      return generator.normal()
    }
    let noise =
      0.02 * normal([seed], arm + "seed") + 0.05 * normal([problem], arm + "problem")
      + 0.05 * normal([seed, problem], arm)
    return log(min(0.999, max(0.001, p + noise)))
  }

  @Test func effectsOfTwiceTheMarginAreSeenAndNoneIsInvented() throws {
    var (seen, invented) = (0, 0)
    let draws = 60
    for draw in 0..<draws {
      for effect in [0.0, 0.1] {
        let table = PlantedTable.make(plan()) { arm, seed, _, problem in
          cell(0.4 + (arm == "arm" ? effect : 0), arm, seed, problem, draw: draw)
        }
        let analysis = StudyAnalysis(table, scale: .full)
        let finding = try #require(try analysis.finding(analysis.plan.contrasts[0]))
        if effect > 0 { seen += finding.verdict == EffectReading.higher.words ? 1 : 0 }
        if effect == 0 {
          let quiet = [EffectReading.noDifference.words, EffectReading.unclear.words]
          invented += quiet.contains(finding.verdict) ? 0 : 1
        }
      }
    }
    #expect(Double(seen) >= 0.9 * Double(draws), "\(seen)")
    #expect(Double(invented) <= 0.05 * Double(draws) + 1, "\(invented)")
  }

  @Test func aBaseAtItsCeilingIsCalledNothingElse() throws {
    let table = PlantedTable.make(plan()) { arm, seed, _, problem in
      log(arm == "arm" ? 0.999 : 0.98 + 0.0001 * Double(seed + problem % 3))
    }
    let analysis = StudyAnalysis(table, scale: .quick)
    #expect(
      try analysis.finding(analysis.plan.contrasts[0])?.verdict == EffectReading.ceiling.words)
  }

  /// Measures that are probabilities have a ceiling as shares do; log-probabilities have none.
  @Test func probabilitiesOfProbesHaveACeiling() throws {
    func verdict(_ quantity: Quantity, _ base: Double, _ arm: Double) throws -> String? {
      var table = PlantedTable.make(plan()) { _, _, _, _ in log(0.5) }
      for seed in table.plan.replicates {
        for (name, level) in [("base", base), ("arm", arm)] {
          let values = (0..<64).map { level + 0.0001 * Double((seed + $0) % 3) }
          let found =
            quantity.label.isEmpty
            ? values : values.flatMap { [$0] + Array(repeating: 0, count: Modes.modes.count - 1) }
          table.plant(found, quantity.measure, "id", name, seed)
        }
      }
      return try StudyAnalysis(table, scale: .quick).finding(
        Contrast("arm", on: ["id"], quantity))?.verdict
    }
    let accuracy = Quantity(measure: "mode_accuracy", label: Modes.modes[0])
    #expect(try verdict(accuracy, 0.98, 0.99) == EffectReading.ceiling.words)
    #expect(try verdict(accuracy, 0.8, 0.9) == EffectReading.higher.words)
    #expect(
      try verdict(Quantity(measure: "mode_log_odds"), 0.98, 1.2) == EffectReading.higher.words)
  }

  @Test func hypothesesGetVerdictsAtFullAlone() throws {
    let contrast = Contrast("arm", on: ["id"], Quantity(.pass))
    let claims = [
      Hypothesis("H1", "up", Claim(.greater, contrast)),
      Hypothesis("H2", "down", Claim(.less, contrast)),
      Hypothesis("H3", "same", Claim(.equivalent, contrast)),
      Hypothesis("H4", "not above", Claim(.notAbove, contrast)),
    ]
    let table = PlantedTable.make(plan(claims)) { arm, seed, _, problem in
      log(0.4 + (arm == "arm" ? 0.2 + 0.01 * Double(seed) : 0) + 0.001 * Double(problem))
    }
    let full = try StudyAnalysis(table, scale: .full).hypotheses()
    #expect(full.map(\.verdict) == ["supported", "contradicted", "contradicted", "contradicted"])
    #expect(full[0].pRaw == 1.0 / 256)
    #expect(full.allSatisfy { $0.isConfirmatory })
    let quick = try StudyAnalysis(table, scale: .quick).hypotheses()
    #expect(quick.allSatisfy { $0.verdict == "descriptive" && $0.pRaw.isNaN && !$0.isConfirmatory })
    let same = PlantedTable.make(plan(claims)) { arm, seed, _, problem in
      log(0.4 + (arm == "arm" ? 0.002 * Double(seed - 4) : 0) + 0.001 * Double(problem))
    }
    let equal = try StudyAnalysis(same, scale: .full).hypotheses()
    #expect(equal[2].verdict == "supported" && equal[3].verdict == "supported")
    #expect(equal[0].verdict == "equivalent")
  }

  @Test func aCeilingTellsNoneEqualAndNoneAbove() throws {
    let contrast = Contrast("arm", on: ["id"], Quantity(.pass))
    let claims = [
      Hypothesis("H1", "same", Claim(.equivalent, contrast)),
      Hypothesis("H2", "up", Claim(.greater, contrast)),
      Hypothesis("H3", "down", Claim(.less, contrast)),
    ]
    func verdicts(base: Double, arm: Double) throws -> [String] {
      let table = PlantedTable.make(plan(claims)) { name, seed, _, problem in
        log((name == "arm" ? arm : base) + 0.0005 * Double(seed % 3) + 0.0001 * Double(problem % 5))
      }
      return try StudyAnalysis(table, scale: .full).hypotheses().map(\.verdict)
    }
    let ceiling = EffectReading.ceiling.words
    // Both above 0.9 cannot be told equal, and nothing is above 0.98; that an arm falls can be seen from there.
    #expect(try verdicts(base: 0.98, arm: 0.98).prefix(2) == [ceiling, ceiling])
    #expect(try verdicts(base: 0.98, arm: 0.5) == ["contradicted", ceiling, "supported"])
    // Room on one side is enough for a comparison, and below 0.97 there is room above.
    #expect(try verdicts(base: 0.93, arm: 0.93)[0] == ceiling)
    #expect(try verdicts(base: 0.85, arm: 0.85)[0] == "supported")
    #expect(try verdicts(base: 0.93, arm: 0.99)[1] == "supported")
  }

  @Test func whatCouldNotBeTestedCountsInHolmsFamily() throws {
    let (tested, missing) = (
      Contrast("arm", on: ["id"], Quantity(.pass)), Contrast("absent", on: ["id"], Quantity(.pass))
    )
    func p(_ others: Int) throws -> Double {
      let claims =
        [Hypothesis("H1", "up", Claim(.greater, tested))]
        + (0..<others).map { Hypothesis("H\($0 + 2)", "absent", Claim(.greater, missing)) }
      let table = PlantedTable.make(plan(claims)) { arm, seed, _, problem in
        log(0.4 + (arm == "arm" ? 0.1 : 0) + 0.01 * Double(seed) + 0.001 * Double(problem))
      }
      let found = try StudyAnalysis(table, scale: .full).hypotheses()
      #expect(found.dropFirst().allSatisfy { $0.verdict == "not run" && $0.pAdjusted.isNaN })
      return found[0].pAdjusted
    }
    #expect(try p(0) == 1.0 / 256)
    #expect(try p(3) == 4.0 / 256)
  }

  @Test func problemsOfOneTemplateAreNoIndependentDraws() throws {
    let contrast = Contrast("arm", on: ["id"], Quantity(.pass))
    // The difference is that of the problem's template, 8 problems each.
    var table = PlantedTable.make(plan(seeds: 4)) { arm, seed, _, problem in
      log(0.4 + (arm == "arm" ? 0.05 * Double((problem / 8) % 4) + 0.002 * Double(seed) : 0))
    }
    let single = try #require(try StudyAnalysis(table, scale: .quick).finding(contrast))
    table.sets[0].clusters = table.sets[0].problems.indices.map { $0 / 8 }
    let clustered = try #require(try StudyAnalysis(table, scale: .quick).finding(contrast))
    #expect(abs(clustered.effect - single.effect) < 1e-12)
    #expect(abs((clustered.low + clustered.high) / 2 - clustered.effect) < 1e-12)
    // The mean of 8 clusters has √8 times the error that 64 problems alike within them seem to have, and fewer degrees of freedom.
    let ratio = (clustered.high - clustered.low) / (single.high - single.low)
    #expect(ratio > 2.8 && ratio < 3.9, "\(ratio)")
  }

  @Test func aPlantedCrossingIsFound() throws {
    // Half of the arm's problems are easy and half out of reach; the base can do all of them seldom.
    let table = PlantedTable.make(plan(seeds: 4)) { arm, seed, _, problem in
      let jitter = 0.05 * Double((seed * 5 + problem * 3) % 7 - 3)
      if arm == "base" { return log(0.002229867) + jitter }
      return problem % 2 == 0 ? log(0.05) + jitter : log(1e-12)
    }
    let crossing = try #require(try StudyAnalysis(table, scale: .quick).crossing("id", "arm"))
    let k = try #require(crossing.k)
    let interval = try #require(crossing.interval)
    #expect(k > 200 && k < 450)
    #expect(interval.low < 300 && interval.high > 300)
    #expect(crossing.share > 0.9)
  }

  @Test func theHardestQuarterIsChosenByOtherSeeds() throws {
    // Seed 0 finds problem 0 hard by chance; the others find the last quarter hard.
    let table = PlantedTable.make(plan(seeds: 3), problems: 8) { arm, seed, _, problem in
      if seed == 0 && problem == 0 { return arm == "base" ? -20 : -1 }
      let base = problem >= 6 ? -10.0 : -1
      return arm == "arm" && problem >= 6 ? base + 2 : base
    }
    let rows = try #require(
      try table.difference(Contrast("arm", on: ["id"], Quantity(.hardest), margin: 0.5)))
    #expect(abs(rows[0][0] - 2) < 1e-9)
  }

  @Test func deepDiscoveriesStandBesideTheirNull() throws {
    let table = PlantedTable.make(plan(seeds: 2), problems: 4) { arm, _, _, problem in
      problem == 0 ? (arm == "arm" ? -1 : -20) : -1
    }
    let found = try #require(StudyAnalysis(table, scale: .quick).deepDiscoveries("id", "arm"))
    #expect(found.share == 0.25 && found.null == 0)
  }

  @Test func disagreementOfSamplerAndProbeIsSeen() throws {
    var table = PlantedTable.make(plan(seeds: 2)) { _, _, _, _ in log(0.5) }
    #expect(try StudyAnalysis(table, scale: .quick).largestDisagreement().map { $0.z < 1 } == true)
    let key = MeasurementTable.Key("id", "counts")
    table.values[key]?[1][0] = (0..<64).flatMap { _ in [32.0, 24, 24] }
    let analysis = StudyAnalysis(table, scale: .quick)
    let worst = try #require(try analysis.largestDisagreement())
    #expect(worst.z > 4 && worst.place.contains("arm"))
    #expect(try analysis.checks().contains { $0.isPassed == false })
  }

  @Test func theStudysSentenceAgreesWithItsCurves() throws {
    let plan = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .quick)
    // The arm finds sooner on the edge, and less at many samples.
    let table = PlantedTable.make(plan.plan) { arm, seed, set, problem in
      let jitter = 0.02 * Double((seed * 3 + problem) % 5)
      guard set.hasPrefix("edge"), arm.hasPrefix("rl_edge") else { return log(0.0004) + jitter }
      return problem % 2 == 0 ? log(0.4) + jitter : -25
    }
    let answer = try plan.analyze(table).answer.text
    #expect(answer.contains("RL sharpens, and pays with coverage"), "\(answer)")
    let more = PlantedTable.make(plan.plan) { arm, seed, set, problem in
      let jitter = 0.02 * Double((seed * 3 + problem) % 5)
      let isHard = problem % 3 == 0
      if set.hasPrefix("edge"), arm.hasPrefix("rl_edge") {
        return (isHard ? log(0.1) : log(0.4)) + jitter
      }
      return (isHard ? -22 : log(0.05)) + jitter
    }
    #expect(try plan.analyze(more).answer.text.contains("RL extends what is found"))
  }
}
