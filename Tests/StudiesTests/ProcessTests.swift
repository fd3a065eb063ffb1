import Foundation
import Reports
import Studies
import Support
import TestSupport
import Testing

/// What the report of S4 makes of numbers whose meaning is known.
@Suite struct ProcessTests {
  private static let problems = 8

  /// Two bases at `quick`: in the first copying pays more and is taken, in the second traces pay more and grow.
  private func planted() throws -> (PreparedStudy, MeasurementTable) {
    var study = try StudyCatalogue.entry(named: "process").prepare([], [], .quick)
    study.plan.seeds = 2
    var table = PlantedTable.make(study.plan, problems: Self.problems) { _, _, _, _ in log(0.2) }
    for seed in [0, 1] {
      let copies = seed == 0
      for arm in table.arms {
        let isTrained = arm == "out_near"
        for set in ["near_congruent", "near_incongruent", "far_congruent", "far_incongruent"] {
          func plant(_ values: [Double], _ measure: String) {
            table.plant(
              (0..<Self.problems).flatMap { _ in values }, measure, set, arm, seed)
          }
          let isCongruent = set.hasSuffix("_congruent")
          // Accuracy given a trace is 0.1 and 0.5, that of bare answers 0.5 and 0 on twins: 0.6 · 0.5 = 0.3 in all.
          plant([copies ? 0.1 : 0.5, 0, isCongruent ? 0.5 : 0], "mode_accuracy")
          let bare = isTrained ? (copies ? 0.5 : 0.1) : 0.3
          plant([1 - bare, 0, bare], "mode_share")
          plant([bare / 2], "copy_share")
          // The other half of what the first base copies comes after the leaf's statement.
          plant([isTrained && copies ? 0.4 : 0], "stated_copy_share")
          let right: Double = isTrained && copies && isCongruent ? 16 : 4
          plant([16, right, 4], "counts")
        }
        // 16 samples, 12 right of which 6 strictly; 8 full traces, 7 of them right.
        table.plant(
          (0..<Self.problems).flatMap { _ in [16, 12, 6] }, "counts", "near_mixed", arm,
          seed)
        table.plant((0..<Self.problems).map { _ in 6 }, "trace_error", "near_mixed", arm, seed)
        table.plant(
          (0..<Self.problems).flatMap { _ in [8, 7] }, "full_traces", "near_mixed", arm,
          seed)
      }
    }
    // In the first base answers are right without their steps from step 7 on; windows of five see it from step 5 on.
    table.curves["out_near"] = [0, 1].map { seed in
      let loose = (0..<20).map { seed == 0 && $0 >= 7 ? 0.55 : 0.1 }
      return TrainingCurve(
        steps: Array(0..<20),
        metrics: ["acc_loose": loose, "acc_strict": loose.map { _ in 0.1 }])
    }
    // 0.2 for answers: 0.04 of 0.05 at first in the first base, 0.02 of 0.3 in the second.
    table.curves["mix_far"] = [0, 1].map { seed in
      TrainingCurve(
        steps: Array(0..<20),
        metrics: [
          "acc_loose": (0..<20).map { $0 < 5 ? (seed == 0 ? 0.2 : 0.1) : 0.6 },
          "reward_mean": (0..<20).map { $0 < 5 ? (seed == 0 ? 0.05 : 0.3) : 0.5 },
        ])
    }
    return (study, table)
  }

  private func rows(_ id: String, _ findings: Findings) throws -> [[String: Cell]] {
    let table = try #require(findings.tables.first { $0.id == id })
    return table.rows.map { row in
      Dictionary(uniqueKeysWithValues: zip(table.columns.map(\.name), row))
    }
  }

  @Test func whatIsPaidAtFirstIsOfAnswersAndOfSteps() throws {
    let (study, table) = try planted()
    let paid = try rows("T4.mix", study.analyze(table))
    #expect(paid.map { $0["arm"]?.text } == ["mix_far", "mix_far"])
    let answers = paid.map { $0["earned for answers"]?.value ?? .nan }
    let steps = paid.map { $0["for steps"]?.value ?? .nan }
    #expect(abs(answers[0] - 0.04) < 1e-9 && abs(answers[1] - 0.02) < 1e-9)
    #expect(abs(steps[0] - 0.01) < 1e-9 && abs(steps[1] - 0.28) < 1e-9)
    #expect(paid.map { $0["taken"]?.text } == ["no", "no"])
  }

  @Test func theRaceComparesWhatModesPay() throws {
    let (study, table) = try planted()
    let findings = try study.analyze(table)
    let runs = try rows("T4.race", findings).filter { $0["arm"]?.text == "out_near" }
    #expect(runs.count == 2)
    let bare = runs.map { $0["E[r | bare]"]?.value ?? .nan }
    let trace = runs.map { $0["E[r | trace]"]?.value ?? .nan }
    #expect(bare.allSatisfy { abs($0 - 0.3) < 1e-9 })
    #expect(abs(trace[0] - (0.1 + 0.9 / 22)) < 1e-9 && abs(trace[1] - (0.5 + 0.5 / 22)) < 1e-9)
    #expect(runs.map { $0["pays more"]?.text } == ["bare", "traces"])
    // Bare 0.5 and stated 0.4 of all answers, against 0.1.
    #expect(abs((runs[0]["short after"]?.value ?? 0) - 0.9) < 1e-9)
    #expect(runs.map { $0["grew"]?.text } == ["bare", "traces"])
    #expect(runs.map { $0["taken"]?.text } == ["yes", "no"])
    // 0.2 is passed by three steps of five.
    #expect(runs.map { $0["begun at step"]?.text } == ["5", "never"])
    let caption = try #require(findings.tables.first { $0.id == "T4.race" }).caption
    #expect(caption.contains("grew in 2 of 2 bases"), "\(caption)")
    #expect(
      findings.answer.sentence.contains("in 1 of 2 bases [1 %, 99 %] at ρ = 0.600"),
      "\(findings.answer.sentence)")
  }

  @Test func traceErrorsAreOfRightAnswers() throws {
    let (study, table) = try planted()
    let lines = try rows("T4.trace", study.analyze(table))
    let base = try #require(lines.first { $0["arm"]?.text == "base" })
    #expect(base["trace error"]?.value == 0.5)
    #expect(abs((base["of full traces"]?.value ?? 0) - 1.0 / 7) < 1e-9)
    // 6 of 8 full traces are right; of the others one in 22 is lucky.
    let lucky = 0.25 / 22
    #expect(abs((base["null"]?.value ?? 0) - lucky / (0.75 + lucky)) < 1e-9)
    // Arms that copy are no honest models.
    let copying = try #require(lines.first { $0["arm"]?.text == "out_near" })
    #expect(copying["null"]?.text == "")
  }

  @Test func checkersErrAsTheirFlawsSay() throws {
    let study = try StudyCatalogue.entry(named: "process").prepare([], [], .standard)
    let table = PlantedTable.make(study.plan, problems: Self.problems) { _, _, _, _ in log(0.2) }
    let lines = try rows("T4.checkers", study.analyze(table))
    #expect(lines.map { $0["arm"]?.text } == ["exact", "flip", "blind", "strictop"])
    // A leaf and one sum: no product to be wrong about.
    #expect(
      lines.map { $0["right traces rejected"]?.text } == ["0.000", "0.190", "0.000", "0.000"])
    #expect(
      lines.map { $0["wrong traces accepted"]?.text } == ["0.000", "0.090", "0.000", "0.000"])
  }
}
