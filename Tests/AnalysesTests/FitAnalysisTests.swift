import Analyses
import Figures
import Foundation
import Results
import Statistics
import Support
import TestSupport
import Testing

@Suite struct FitAnalysisTests {
  let scratch: Scratch
  init() throws { scratch = try Scratch() }

  static let compute = [2.0, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]
  static let reward = [
    0.1121, 0.1212, 0.1564, 0.1888, 0.2442, 0.3105, 0.3973, 0.4699, 0.5279, 0.5669, 0.5888, 0.6032,
  ]

  private func analysis(
    _ law: any CurveLaw = Sigmoid(), group: [String] = [], replicate: String? = nil,
    se: String? = nil, weight: String? = nil,
    window: ClosedRange<Double> = -.infinity...(.infinity),
    splitsRuns: Bool = false, comparesLaws: Bool = false, draws: Int = 0, workers: Int = 1
  ) -> FitAnalysis {
    FitAnalysis(
      fitter: CurveFitter(
        law, draws: draws, holdOut: 1.0 / 3, workers: workers),
      columns: FitColumns(
        x: ["C"], y: "R", group: group, replicate: replicate, standardError: se,
        weight: weight),
      window: window, splitsRuns: splitsRuns, comparesLaws: comparesLaws)
  }

  private var worked: String {
    "C,R\n0,0.1\n" + zip(Self.compute, Self.reward).map { "\($0),\($1)\n" }.joined()
  }

  private func object(_ reports: [FitReport], _ index: Int = 0) throws -> [String: Any] {
    let data = Data(try FitReport.json(reports).utf8)
    let array = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    return array[index]
  }

  @Test func workedNumbersComeOutAsJSON() throws {
    let path = try scratch.file(worked, "c.csv")
    let reports = try analysis(comparesLaws: true, draws: 200).run([path])
    let found = try object(reports)
    #expect(found["law"] as? String == "sigmoid" && found["group"] as? String == "")
    let parameters = try #require(found["parameters"] as? [String: Double])
    #expect(abs(parameters["A", default: 0] - 0.620822) < 1e-6)
    #expect(parameters["R0"] == 0.1 && found["fixed"] as? [String] == ["R0"])
    let errors = try #require(found["standard_errors"] as? [String: Any])
    #expect(abs((errors["A"] as? Double ?? 0) - 0.004641) < 1e-6 && errors["R0"] is NSNull)
    let intervals = try #require(found["intervals"] as? [String: [String: Any]])
    #expect(intervals.keys.sorted() == ["bootstrap", "profile", "wald"])
    let profile = try #require(intervals["profile"]?["A"] as? [Double])
    #expect(abs(profile[0] - 0.610694) < 1e-6 && abs(profile[1] - 0.631676) < 1e-6)
    #expect((intervals["bootstrap"]?["A"] as? [Double])?.count == 2)
    #expect(abs((found["aicc"] as? Double ?? 0) + 118.571) < 1e-3)
    #expect(abs((found["bic"] as? Double ?? 0) + 122.346) < 1e-3)
    #expect(abs((found["holdout_rmse"] as? Double ?? 0) - 0.0255) < 1e-4)
    #expect(abs((found["ssr"] as? Double ?? 0) - 1.957079e-4) < 1e-9)
    #expect(found["identified"] as? Bool == true && found["n"] as? Int == 12)
    let rivals = try #require(found["rivals"] as? [[String: Any]])
    #expect(rivals.map { $0["law"] as? String } == ["sigmoid", "power", "log-linear"])
    #expect(rivals.first?["delta_aicc"] as? Double == 0)
    let text = FitReport.plainText(reports)
    #expect(text.contains("identified: yes") && text.contains("AICc = -118.571"))
    #expect(text.contains("log-linear") && text.contains("bootstrap of residuals"))
  }

  @Test func groupsReplicatesAndRuns() throws {
    let curves = zip(Self.compute, Self.reward)
    let grouped =
      "arm,seed,C,R\n"
      + ["a", "b"].flatMap { arm in
        (0..<3).flatMap { seed in
          curves.map { "\(arm),\(seed),\($0),\($1 + 0.002 * Double(seed))\n" }
        }
      }.joined() + "c,0,2,0.3\n"
    let path = try scratch.file(grouped, "g.csv")
    let reports = try analysis(group: ["arm"], replicate: "seed", draws: 20).run([path])
    #expect(reports.map(\.group) == ["a", "b", "c"])
    #expect(reports[0].fit?.draws?.kind == .replicates && reports[0].fit?.count == 36)
    #expect(reports[2].fit == nil && reports[2].failure?.hasPrefix("1 point for") == true)
    #expect(try object(reports, 2)["identified"] as? Bool == false)
    #expect(FitReport.plainText(reports).contains("not fitted"))
    // Two files, and two runs one after the other in each.
    let twice = worked + worked.split(separator: "\n").dropFirst().joined(separator: "\n") + "\n"
    let paths = [try scratch.file(twice, "p.csv"), try scratch.file(twice, "q.csv")]
    let split = try analysis(splitsRuns: true).run(paths)
    #expect(split.map(\.group) == ["p/run 1", "p/run 2", "q/run 1", "q/run 2"])
    #expect(split[1].notes.contains("The numbers are those of run 1: a copy, not a second run."))
    #expect(
      split[0].fit
        == split[1].fit.map { fit in
          var fit = fit
          fit.notes = split[0].fit?.notes ?? []
          return fit
        })
    let whole = try analysis().run([paths[0]])
    #expect(whole[0].notes.contains { $0.contains("this is one run written 2 times") })
  }

  @Test func leavesOutWhatIsMissingOrOutsideAndSaysSo() throws {
    let path = try scratch.file(worked + "200,\n,0.7\n300,0.61\n", "m.csv")
    let report = try analysis(window: 0...200).run([path])[0]
    #expect(report.fit?.count == 12)
    #expect(report.notes.contains("2 rows without C, R left out."))
    #expect(report.notes.contains("1 row outside the window left out."))
  }

  /// Rows of a log that repeats a step after a resume weigh twice, and that is said with their lines.
  @Test func repeatedStepsAreSaid() throws {
    func notes(_ end: String, group: [String] = [], replicate: String? = nil) throws -> [String] {
      let rows = worked.split(separator: "\n").dropFirst().map { "a,0,\($0)\n" }.joined()
      let path = try scratch.file("arm,seed,C,R\n" + rows + end, "r.csv")
      let report = try analysis(group: group, replicate: replicate).run([path])[0]
      return report.notes.map { $0.replacing(scratch.folder + "/", with: "") }
    }
    let advice =
      "; each counts as a point. A log that was resumed has steps twice: keep one row of each."
    let twice = "a,0,2,0.2\na,0,4,0.1212\n"
    #expect(
      try notes(twice, group: ["arm"], replicate: "seed").contains(
        "r.csv:15: the same C, seed as on line 3 (and 1 more like it)" + advice))
    #expect(
      try notes(twice, group: ["arm"]).contains(
        "r.csv:15: the same C as on line 3 (and 1 more like it)" + advice))
    // Without either, points may have equal x; the same row is the same row.
    #expect(try notes(twice).contains("r.csv:16: the same C, R as on line 4" + advice))
    #expect(try !notes("a,0,2,0.2\n").contains { $0.contains("the same") })
    #expect(try !notes("a,1,2,0.2\n", replicate: "seed").contains { $0.contains("the same") })
    #expect(
      try notes("a,0,0,0.12\n", group: ["arm"]).contains(
        "R0 is the mean of the 2 points at x = 0 (lines 2, 15)."))
    #expect(try !notes("a,0,2,0.2\n").contains { $0.contains("R0") })
  }

  @Test func blankNamesAreErrors() throws {
    let path = try scratch.file("arm,seed,C,R\na,0,1,0.1\na,,2,0.2\n,0,3,0.3\n", "n.csv")
    for (analysis, said) in [
      (analysis(replicate: "seed"), "n.csv:3: 'seed' is missing; fill it in or remove the row"),
      (analysis(group: ["arm"]), "n.csv:4: 'arm' is missing; fill it in or remove the row"),
    ] {
      #expect(scratch.message { _ = try analysis.run([path]) } == said)
    }
  }

  @Test func theSigmoidStartsAtAFraction() throws {
    var analysis = analysis()
    analysis.fitter.fixed = ["R0": 10]
    let path = try scratch.file(worked, "c.csv")
    #expect(
      scratch.message { _ = try analysis.run([path]) }
        == "r0 is 10.0; expected a fraction from 0 to 1, as the sigmoid takes; divide percentages by 100"
    )
    analysis.fitter.fixed = ["R0": 0.1]
    #expect(try analysis.run([path])[0].fit != nil)
  }

  @Test func aWeightOfZeroMasksARow() throws {
    let rows = worked.split(separator: "\n").dropFirst()
    let text = "C,R,w\n" + rows.map { "\($0),1\n" }.joined() + "200,0.99,0\n300,0.01,0\n"
    let masked = try analysis(weight: "w").run([try scratch.file(text, "w.csv")])[0]
    #expect(masked.fit?.count == 12)
    #expect(masked.notes.contains("2 rows of weight 0 left out."))
    let plain = try analysis().run([try scratch.file(worked, "p.csv")])[0]
    let values = try #require(masked.fit?.values)
    let expected = try #require(plain.fit?.values)
    for (found, wanted) in zip(values, expected) {
      #expect(abs(found - wanted) < 1e-6 * abs(wanted))
    }
  }

  @Test func badInputIsAnErrorWithItsLine() throws {
    func message(_ text: String, _ analysis: FitAnalysis) throws -> String {
      let path = try scratch.file(text, "b.csv")
      return scratch.message { _ = try analysis.run([path]) }
    }
    #expect(
      try message("C,R\n1,0.1\n2,nan\n", analysis())
        == "b.csv:3: 'R' is 'nan'; expected a finite number, or nothing where it is missing")
    #expect(
      try message("C,R\n1,0.1\n-2,0.2\n", analysis())
        == "b.csv:3: x is -2.0; the sigmoid takes x from 0 up")
    #expect(
      try message("C,R\n1,0.1\n2,0.2\n", analysis(LogLinear()))
        == "b.csv: 2 points for 2 parameters of the log-linear law; expected at least 3")
    #expect(
      try message("C,R\n1,5\n2,5\n3,5\n4,5\n", analysis(LogLinear()))
        == "b.csv: all 4 values of y are 5.0; there is no curve to fit")
    #expect(
      try message("C,R,e\n1,0.1,0.1\n2,0.2,0\n3,0.3,1\n", analysis(LogLinear(), se: "e"))
        == "b.csv:3: 'e' is 0.0; expected a number above 0")
    #expect(
      try message("C,accuracy\n1,0.1\n", analysis())
        == "b.csv: there is no column 'R'; found C, accuracy")
    var bad = analysis()
    bad.fitter.level = 95
    #expect(
      try message("C,R\n1,0.1\n", bad)
        == "level is 95.0; expected a number between 0 and 1, such as 0.95")
  }

  @Test func resultsFileHoldsEverything() throws {
    let path = try scratch.file(worked, "c.csv")
    let reports = try analysis(draws: 30).run([path])
    let out = scratch.path("fits.h5")
    let provenance = Provenance(
      createdUTC: "2026-01-31T12:00:00Z", gitCommit: "unknown", toolVersion: "0", host: "h",
      threads: 1)
    try FitReport.write(
      reports, to: out, provenance: provenance, seed: 7)
    let reader = try ResultsReader(path: out)
    let fit = try #require(reports[0].fit)
    #expect(Array(try reader.doubles("/fits/parameter").prefix(4)) == fit.values)
    #expect(Array(try reader.strings("/fits/parameter_name").prefix(4)) == fit.names)
    #expect(try reader.doubles("/fits/aicc") == [fit.aicc ?? .nan])
    #expect(try reader.shape("/fits_draws/0") == [30, 4])
    #expect(try reader.doubles("/points/0/y") == Self.reward)
    for dataset in try reader.datasets() where dataset != "/points/0/se" {
      #expect(ResultsSchema.entry(for: dataset) != nil, "\(dataset)")
    }
    let figure = try FitReport.figure(reports)
    #expect(figure.panels.count == 2 && figure.panels[0].xScale == .log10)
  }

  @Test func workersChangeNothing() throws {
    let path = try scratch.file(worked, "c.csv")
    let one = try FitReport.json(try analysis(draws: 100).run([path]))
    #expect(try FitReport.json(try analysis(draws: 100, workers: 2).run([path])) == one)
  }

  @Test func realTrainingCurves() throws {
    guard let llama = sharedData("rl_curves/llama_results.csv"),
      let qwen = sharedData("rl_curves/qwen_results.csv")
    else { return }
    let analysis = FitAnalysis(
      fitter: CurveFitter(Sigmoid(), draws: 200, holdOut: 0.25, workers: 2),
      columns: FitColumns(x: ["step"], y: "accuracy", group: ["condition"]), splitsRuns: true)
    let clock = RunClock()
    let reports = try analysis.run([llama, qwen])
    #expect(clock.seconds < 10, "\(clock.seconds) s")
    let fitted = reports.filter { $0.fit != nil }
    #expect(fitted.count == 23 && reports.count == 24)
    #expect(reports.first { $0.fit == nil }?.group == "llama_results/base_70b")
    #expect(reports.contains { $0.group == "qwen_results/human_cot/run 2" })
    // Some of these curves do not show a ceiling, and that is said.
    let doubtful = fitted.filter { $0.fit?.isIdentified == false }
    #expect(doubtful.count >= 2 && doubtful.count < 23, "\(doubtful.map(\.group))")
    for report in doubtful {
      #expect(report.notes.first?.hasPrefix("Not identified: ") == true)
    }
  }

  @Test func realScalingData() throws {
    guard let path = sharedData("llm_scaling/base_llm_benchmark_eval.csv") else { return }
    let analysis = FitAnalysis(
      fitter: CurveFitter(PowerLaw(), draws: 100, holdOut: 0.25, workers: 2),
      columns: FitColumns(x: ["FLOPs (1E21)"], y: "HellaSwag", group: []))
    let report = try analysis.run([path])[0]
    #expect(report.fit != nil && report.notes.contains { $0.contains("left out") })
  }
}
