import Analyses
import Interchange
import Statistics
import Support
import Testing

@Suite struct ReleaseGateTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Two arms on problems 1, 2, …, the candidate's values less the baseline's being those given.
  private func verdict(
    _ differences: [Double], delta: Double, alternative: Alternative = .twoSided
  ) throws -> ReleaseGate.Verdict {
    var text = "arm,problem,v\n"
    for (problem, difference) in differences.enumerated() {
      text += "base,\(problem),0\nnew,\(problem),\(difference)\n"
    }
    let report = try CompareAnalysis(
      columns: CompareColumns(arm: "arm", value: "v", problem: "problem"),
      alternative: alternative, draws: 200
    ).run(try ColumnTable.read(try scratch.file(text, "gate.csv")))
    return ReleaseGate(delta: delta).verdict(
      try #require(report.contrasts.first), alternative: alternative)
  }

  @Test func verdicts() throws {
    let around = [0.01, -0.01, 0.02, -0.02, 0.01, -0.01, 0.0, 0.0]
    #expect(try verdict(around, delta: 0.05) == .pass)
    // The same data cannot exclude a smaller loss, nor show one.
    #expect(try verdict(around, delta: 0.005) == .undecided)
    let worse = around.map { $0 - 0.1 }
    #expect(try verdict(worse, delta: 0.05) == .worse)
    #expect(try verdict(worse, delta: 0.2) == .pass)
    // Where smaller is better, it is the other way round.
    #expect(try verdict(worse, delta: 0.05, alternative: .less) == .pass)
    #expect(try verdict(around.map { $0 + 0.1 }, delta: 0.05, alternative: .less) == .worse)
    // Nothing varied: nothing is known.
    #expect(try verdict([0, 0, 0, 0], delta: 0.05) == .undecided)
    #expect(ReleaseGate.Verdict.pass.exitCode == 0)
    #expect(ReleaseGate.Verdict.worse.exitCode == 1)
    #expect(ReleaseGate.Verdict.undecided.exitCode == 2)
  }

  /// Two seeds on many problems: the crossed bootstrap is narrow, Student's interval is not.
  @Test func fewReplicates() throws {
    var text = "arm,seed,problem,v\n"
    for seed in 0..<2 {
      for problem in 0..<50 {
        text += "base,\(seed),\(problem),0\nnew,\(seed),\(problem),\(seed == 0 ? 0.004 : -0.004)\n"
      }
    }
    let report = try CompareAnalysis(
      columns: CompareColumns(arm: "arm", value: "v", unit: "seed", problem: "problem"), draws: 500
    ).run(try ColumnTable.read(try scratch.file(text, "seeds.csv")))
    let contrast = try #require(report.contrasts.first)
    #expect(contrast.interval.low > -0.01)
    #expect(
      ReleaseGate(delta: 0.01).verdict(contrast, alternative: .twoSided) == .undecided)
  }

  /// With a loss of exactly δ the gate passes in at most about 2.5 % of cases.
  @Test func errorRate() throws {
    var random = RandomStream(seed: 3)["gate"].generator()
    var passed = 0
    for _ in 0..<300 {
      let values = (0..<20).map { _ in -0.05 + 0.1 * random.normal() }
      if try verdict(values, delta: 0.05) == .pass { passed += 1 }
    }
    #expect(passed <= 16, "\(passed) of 300")
  }

  @Test func samplesAreAveraged() throws {
    let text = """
      arm,problem,sample,v
      a,1,1,1
      a,1,2,0
      a,2,1,1
      b,1,1,0
      b,1,2,0
      b,2,1,1
      """
    var columns = CompareColumns(arm: "arm", value: "v", problem: "problem", sample: "sample")
    let path = try scratch.file(text, "samples.csv")
    let report = try CompareAnalysis(columns: columns, draws: 200).run(try ColumnTable.read(path))
    #expect(report.arms.map(\.mean) == [0.75, 0.5])
    columns.sample = nil
    let message = scratch.message {
      _ = try CompareAnalysis(columns: columns).run(try ColumnTable.read(path))
    }
    #expect(message.contains("samples.csv:3") && message.contains("--sample"))
  }
}
