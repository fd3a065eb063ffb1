import Foundation
import Results
import Studies
import Support
import Testing

/// What a report says around its numbers: captions, training, sources.
@Suite struct ReportTests {
  /// Sharpening at quick, with the same log-probabilities on all problems unless told otherwise.
  private func analysis(
    _ logp: (_ arm: String, _ seed: Int, _ set: String, _ problem: Int) -> Double
  ) throws -> StudyAnalysis {
    let plan = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .quick).plan
    return StudyAnalysis(PlantedTable.make(plan, logp: logp), scale: .quick)
  }

  private func finding(_ effect: Double, _ low: Double, _ high: Double) -> Finding {
    var finding = Finding(id: "H", statement: "", test: "", verdict: "", margin: 0.05)
    (finding.effect, finding.low, finding.high) = (effect, low, high)
    return finding
  }

  /// Intervals show their width, or say that there is none; zero has no sign.
  @Test(
    arguments: [
      (0.25, 0.2, 0.3, "+0.250 [+0.200, +0.300]"), (-0.0002, -0.1, 0.1, "0.000 [-0.100, +0.100]"),
      (0.5, 0.5, 0.5, "+0.500 [no width]"), (0, 0, 0, "0.000 [no width]"),
      (0.0002, 0.0001, 0.0003, "+0.0002 [+0.0001, +0.0003]"),
      (0.30001, 0.300004, 0.300016, "+0.30001 [+0.30000, +0.30002]"),
      (0.5, .nan, .nan, "+0.500 [no interval]"), (.nan, .nan, .nan, "not measured"),
    ] as [(Double, Double, Double, String)])
  func estimates(_ example: (Double, Double, Double, String)) {
    #expect(finding(example.0, example.1, example.2).estimate.text == example.3)
  }

  /// A share that is 1 on every problem: all of 64 by Clopper and Pearson, 0.025^(1/64) = 0.94400; one that
  /// differs between problems keeps its t interval.
  @Test func certaintyHasABound() throws {
    let certain = try analysis { arm, _, _, problem in
      arm == "base" ? 0 : problem % 2 == 0 ? -0.5 : -0.1
    }
    let all = try #require(try certain.level(Quantity(.pass), "base", ["id"]))
    #expect(all.effect == 1 && all.high == 1 && abs(all.low - 0.9440) < 5e-5)
    let some = try #require(try certain.level(Quantity(.pass), "rl_id", ["id"]))
    #expect(some.low > 0.7 && some.high < 0.8 && some.low < some.effect)
    let none = try #require(
      try analysis { _, _, _, _ in -1e9 }.level(Quantity(.pass), "base", ["id"]))
    #expect(none.effect == 0 && none.low == 0 && abs(none.high - 0.0560) < 5e-5)
    let findings = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .quick)
      .analyze(certain.table)
    #expect(findings.summary.caption.contains("Clopper and Pearson"))
  }

  /// Every caption says what its sets are, and the contrasts how many intervals are printed.
  @Test func captionsDefineTheirSets() throws {
    let analysis = try analysis { arm, seed, set, problem in
      -1 - Double(problem % 7) / 5 - Double(seed) / 10 + (arm == "base" ? 0 : 0.4)
    }
    let study = try StudyCatalogue.entry(named: "sharpening").prepare([], [], .quick)
    let findings = try study.analyze(analysis.table)
    let sets = "Sets: id: depth 3–4, in distribution, 64 problems; edge: depth 5–6"
    #expect(findings.summary.caption.contains(sets))
    let curves = try #require(findings.figures.first { $0.id == "F1.1" })
    #expect(curves.caption.contains(sets))
    let contrasts = try #require(findings.tables.first { $0.id == "T1.contrasts" })
    #expect(findings.printedIntervals > 40)
    #expect(contrasts.caption.contains("print \(findings.printedIntervals) intervals"))
    let ids = findings.figures.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  /// Contrasts are drawn one below the other, in a figure for each unit.
  @Test func effectsAreForests() throws {
    let analysis = try analysis { arm, seed, _, problem in
      -1 - Double(problem % 7) / 5 - Double(seed) / 10 + (arm == "base" ? 0 : 0.4)
    }
    var nats = finding(1, -1, 3)
    nats.unit = "nats"
    let figures = analysis.forestFigures(
      "F", "Effects", [("a", finding(0.2, 0.1, 0.3)), ("b", nats), ("c", finding(.nan, 0, 0))],
      caption: "Effects.")
    #expect(figures.map(\.id) == ["F", "F.2"])
    #expect(figures.map(\.panels[0].xLabel) == ["effect (dimensionless)", "effect (nats)"])
    #expect(figures[0].panels[0].yTicks.map(\.label) == ["a (n = 0)"])
    #expect(figures[0].caption.contains("smallest effect of interest, 0.0500"))
  }

  /// Curves are means over seeds with Student's interval, in windows of at most 30.
  @Test func trainingIsDrawnWithIntervals() throws {
    var table = try analysis { _, _, _, _ in -1 }.table
    #expect(StudyAnalysis(table, scale: .quick).trainingFigures("F").isEmpty)
    let steps = Array(1...60)
    for stage in ["rl_id", "rl_edge"] {
      table.curves[stage] = table.seeds.map { seed in
        let reward = steps.map { Double($0) / 100 + Double(seed) / 10 }
        return TrainingCurve(
          steps: steps,
          metrics: [
            "reward_mean": reward, "acc_strict": reward, "entropy": steps.map { 1 / Double($0) },
          ])
      }
    }
    let analysis = StudyAnalysis(table, scale: .quick)
    #expect(analysis.reinforced == ["rl_id", "rl_edge"])
    let figure = try #require(analysis.trainingFigures("F1.5").first)
    #expect(figure.id == "F1.5" && figure.name == "F1.5-training")
    // Accuracy is the reward here, so it is drawn once.
    #expect(figure.panels.map(\.title) == ["mean reward", "entropy (nats a token)"])
    #expect(figure.caption.contains("strict accuracy (share) is the mean reward"))
    guard case .series(let series) = figure.panels[0].content else {
      Issue.record("no curves")
      return
    }
    #expect(series.map(\.name) == ["rl_id", "rl_edge"])
    #expect(series[0].x.count == 30 && series[0].x[0] == 1.5 && series[0].x[29] == 59.5)
    // Seeds 0 to 3: mean 0.15, standard deviation 0.12910, t(0.975, 3) = 3.18245.
    #expect(abs(series[0].y[0] - 0.165) < 1e-12)
    let low = try #require(series[0].low)
    #expect(abs(low[0] - (0.165 - 3.18245 * 0.12910 / 2)) < 1e-5)
  }

  /// What cannot be compared is said in words.
  @Test func absentNumbersAreWords() throws {
    var table = try analysis { _, _, _, _ in -1 }.table
    func found() throws -> CheckResult {
      try #require(
        try StudyAnalysis(table, scale: .quick).checks().first {
          $0.statement == "rl_rand has the path of rl_id"
        })
    }
    func plant(_ stage: String, _ path: Double) {
      table.curves[stage] = table.seeds.map { _ in
        TrainingCurve(steps: [1], metrics: ["path": [path]])
      }
    }
    plant("rl_rand", 1)
    plant("rl_id", .nan)
    #expect(try found().found == "not measured: no path of rl_id was logged")
    #expect(try found().isPassed == nil)
    plant("rl_rand", 0)
    plant("rl_id", 0)
    #expect(try found().found == "no ratio: rl_id has no path above 0")
    plant("rl_rand", 2)
    plant("rl_id", 2)
    #expect(
      try found()
        == CheckResult(
          "rl_rand has the path of rl_id", found: "farthest ratio over seeds 1.000", isPassed: true)
    )
  }

  /// Publications are counted as they are first named; the fuller mention of an arXiv number stays.
  @Test func sourcesAreNumbered() {
    var sources = Bibliography()
    #expect(sources.cite("2025, arXiv:2504.13837, section 3") == "[1, section 3]")
    #expect(sources.cite("Holm 1979, J 6(2); Yue et al. 2025, arXiv:2504.13837") == "[2; 1]")
    #expect(sources.cite("the study protocol, section 4").isEmpty)
    #expect(sources.cite("Holm 1979, J 6(2)") == "[2]")
    #expect(sources.entries == ["Yue et al. 2025, arXiv:2504.13837", "Holm 1979, J 6(2)"])
    #expect(
      sources.items == [
        "[1] Yue et al. 2025, [arXiv:2504.13837](https://arxiv.org/abs/2504.13837)",
        "[2] Holm 1979, J 6(2)",
      ])
  }
}
