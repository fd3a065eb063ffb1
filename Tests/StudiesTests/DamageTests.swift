import Experience
import Foundation
import Statistics
import Studies
import Testing

/// What analyses make of numbers that are missing, few or of one template.
@Suite struct DamageTests {
  private func plan(seeds: Int = 4) -> StudyPlan {
    var plan = StudyPlan()
    plan.seeds = seeds
    plan.arms = [Arm("base", ""), Arm("arm", "")]
    plan.stages = [Stage(), Stage("arm", from: Start(stage: "base"), PolicyStub.recipe)]
    plan.sets = [EvaluationSet()]
    plan.contrasts = [Contrast("arm", on: ["id"], Quantity(.pass))]
    return plan
  }

  /// `min(0, .nan)` is 0: a probability that is not a number must not become a certain success.
  @Test func whatIsNoNumberIsNoSuccess() throws {
    var table = PlantedTable.make(plan(), problems: 16) { _, _, _, _ in log(0.25) }
    for (measure, kind) in [("logp", Quantity.Kind.pass), ("trace_share", .inTrace)] {
      let known = try #require(table.rows(measure, "id", "arm"))
      table.plant(known[1].map { _ in .nan }, measure, "id", "arm", 1)
      let rows = try #require(try table.values(Quantity(kind), "arm", ["id"]))
      #expect(rows[1].allSatisfy(\.isNaN) && rows[0].allSatisfy(\.isFinite))
      let analysis = StudyAnalysis(table, scale: .quick)
      #expect(try analysis.finding(Contrast("arm", on: ["id"], Quantity(kind))) == nil)
    }
  }

  /// Without exact probabilities and a second sampling the null is of half of the samples, and what it is held against is, too.
  @Test func halvesAreHeldAgainstHalves() throws {
    var table = PlantedTable.make(plan(seeds: 2), problems: 3) { _, _, _, _ in log(0.25) }
    for arm in ["base", "arm"] {
      for seed in 0..<2 { table.plant([32, 1, 1, 32, 1, 1, 32, 1, 1], "counts", "id", arm, seed) }
    }
    let exact = try #require(try StudyAnalysis(table, scale: .quick).supportRows().first)
    #expect(exact.flips.samples == 32 && exact.null.samples == 32)
    #expect(exact.flips.rlOnly == Double(exact.dynamics.rlOnly))
    table.values[.init("id", "logp")] = nil
    let row = try #require(try StudyAnalysis(table, scale: .quick).supportRows().first)
    #expect(row.flips.samples == 16 && row.null.samples == 16)
    // One success of 32 is among 16 of them half of the time: found by one side alone in a quarter of cases.
    #expect(abs(row.flips.rlOnly - 0.75) < 1e-12 && row.dynamics.rlOnly == 0)
    // Two halves of the same samples: one of them has the success.
    #expect(abs(row.null.rlOnly - 1.5) < 1e-12)
  }

  /// Eight templates that are all wrong exclude what eight problems do, however many rows they have.
  @Test func boundsCountTemplates() throws {
    var table = PlantedTable.make(plan(), problems: 64) { _, _, _, _ in -1e6 }
    let level = try #require(
      try StudyAnalysis(table, scale: .quick).level(Quantity(.pass), "arm", ["id"]))
    #expect(abs(level.high - 0.056) < 0.001)
    table.sets[0] = SetInfo(
      name: "id", problems: table.sets[0].problems, clusters: (0..<64).map { $0 / 8 })
    let clustered = try #require(
      try StudyAnalysis(table, scale: .quick).level(Quantity(.pass), "arm", ["id"]))
    #expect(abs(clustered.high - 0.369) < 0.001)
  }

  /// One seed has no intervals, and figures do not draw any.
  @Test func oneSeedHasNoBand() throws {
    let table = PlantedTable.make(plan(seeds: 1), problems: 8) { _, _, _, _ in log(0.25) }
    let analysis = StudyAnalysis(table, scale: .quick)
    let figure = try #require(try analysis.curvesFigure("F1", sets: ["id"]))
    #expect(figure.caption.contains("one seed, no intervals"))
    #expect(!figure.caption.contains("95 %"))
  }

  /// A row of numbers that end at a bound rises by what few problems are above it: nothing is decided by that.
  @Test(arguments: [Scale.standard, .full])
  func hypothesesAtTheFloorSayNothing(_ scale: Scale) throws {
    var plan = plan(seeds: 8)
    plan.hypotheses = [
      Hypothesis(
        "H", "",
        Claim(
          .rising, Contrast("base", against: "arm", on: ["id"], Quantity(.logp), margin: 0.5),
          Contrast("arm", on: ["id"], Quantity(.logp), margin: 0.5)))
    ]
    let table = PlantedTable.make(plan, problems: 16) { arm, seed, _, problem in
      problem == 0 && arm == "arm" ? -20 - 0.1 * Double(seed) : -50
    }
    let found = try #require(try StudyAnalysis(table, scale: scale).hypotheses().first)
    #expect(found.verdict == EffectReading.floor.words)
    let claim = LiteratureClaim("", "", finding: "H", .above, limit: "")
    #expect(claim.judgement(found) == "open")
  }

  /// A spread that eight seeds cannot see through has no power, one that they can has nearly all.
  @Test(arguments: [(0.02, 0.9...1.0), (0.4, 0.0...0.1)])
  func powerFollowsTheSpread(_ spread: Double, _ range: ClosedRange<Double>) throws {
    var plan = plan(seeds: 5)
    plan.hypotheses = [
      Hypothesis("H", "", Claim(.greater, Contrast("arm", on: ["id"], Quantity(.pass)))),
      Hypothesis("S", "", Claim(.equivalent, Contrast("arm", on: ["id"], Quantity(.pass)))),
    ]
    let table = PlantedTable.make(plan, problems: 16) { arm, seed, _, _ in
      log(arm == "arm" ? 0.5 + spread * (Double(seed) - 2) / 1.6 : 0.5)
    }
    for finding in try StudyAnalysis(table, scale: .standard).hypotheses() {
      #expect(range.contains(finding.power), "\(finding.id) \(finding.power)")
    }
  }
}
