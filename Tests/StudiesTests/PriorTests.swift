import Foundation
import Reports
import Studies
import Support
import Testing

/// What the report of S3 makes of numbers whose meaning is known.
@Suite struct PriorTests {
  /// Accuracy given a trace by arm; loose accuracy is 0.5 everywhere.
  private func analyzed(_ accuracy: (String) -> Double) throws -> (PreparedStudy, Findings) {
    let study = try StudyCatalogue.entry(named: "prior").prepare([], [], .standard)
    let problems = 8
    var table = PlantedTable.make(study.plan, problems: problems) { _, seed, _, problem in
      log(0.5 + 0.001 * Double((seed + problem) % 3))
    }
    for arm in table.arms {
      for seed in table.plan.replicates {
        let values = (0..<problems).flatMap { problem in
          [accuracy(arm) + 0.001 * Double((seed + problem) % 3), 0.04, 0.04]
        }
        table.plant(values, "mode_accuracy", "d3", arm, seed)
      }
    }
    return (study, try study.analyze(table))
  }

  private func judgements(_ study: PreparedStudy, _ findings: Findings) -> [String] {
    study.literature.filter { $0.finding.hasPrefix("S3.noise") }.map { claim in
      claim.judgement(findings.findings.first { $0.id == claim.finding })
    }
  }

  /// Where coin tosses broke traces, a loss of accuracy says nothing of a choice of mode.
  @Test func claimsAboutNoiseAreOpenWhereTracesBroke() throws {
    let (study, sound) = try analyzed { _ in 0.7 }
    #expect(judgements(study, sound) == ["disagrees", "agrees"])
    let (_, broken) = try analyzed { $0.hasSuffix("_random") ? 0.6 : 0.7 }
    #expect(judgements(study, broken) == ["open", "open"])
    #expect(
      broken.checks.contains { $0.statement.contains("break nothing") && $0.isPassed == false })
  }

  @Test func noiseGoesAsFarAsPayForRightAnswers() throws {
    for scale in Scale.allCases {
      let plan = try StudyCatalogue.entry(named: "prior").prepare([], [], scale).plan
      for stage in plan.stages where stage.name.contains("random") {
        #expect(stage.match.steps && stage.match.stage.hasSuffix("_true"))
      }
    }
    let plan = try StudyCatalogue.entry(named: "prior").prepare([], [], .standard).plan
    #expect(plan.stage("m_terse_random_noclip")?.address == "m_terse_random")
  }

  /// Gates that calibration has passed stand beside the same numbers of the run, and those of the other family.
  @Test func gatesOfTheRunStandBesideThoseOfCalibration() throws {
    var study = try StudyCatalogue.entry(named: "prior").prepare([], [], .standard)
    study.plan.gates = [
      GateResult(
        set: "d3", measure: "accuracy given a trace, m_terse", value: 0.8, low: 0.5, high: 0.9)
    ]
    var table = PlantedTable.make(study.plan, problems: 4) { _, _, _, _ in log(0.5) }
    for family in ["m_terse", "m_trace"] {
      for seed in table.plan.replicates {
        table.plant(
          (0..<4).flatMap { _ in [family == "m_terse" ? 0.7 : 0.95, 0.04, 0.04] }, "mode_accuracy",
          "d3", family, seed)
      }
    }
    let gates = try #require(try study.analyze(table).tables.first { $0.id == "T3.gates" })
    let texts = gates.rows.map { $0.map(\.text) }
    #expect(texts.map { $0[1] }.contains("accuracy given a trace, m_trace"))
    #expect(texts[0].suffix(4) == ["0.500 to 0.900", "yes", "0.700", "yes"])
    #expect(texts.first { $0[1].hasSuffix("m_trace") }?.suffix(3) == ["", "0.950", "no"])
  }
}
