import Analyses
import Foundation
import Statistics
import Support
import Testing

@Suite struct PowerAnalysisTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func solvesForWhatIsMissing() throws {
    let effect = try PowerAnalysis(seeds: 8).run()
    #expect(effect.solvedFor == "effect" && effect.power == 0.8)
    #expect(abs((effect.effect ?? 0) - 1.16) < 0.005)
    let power = try PowerAnalysis(seeds: 8, effect: effect.effect).run()
    #expect(power.solvedFor == "power" && abs((power.power ?? 0) - 0.8) < 1e-8)
    let seeds = try PowerAnalysis(delta: 0.058, deviation: 0.05, power: 0.8).run()
    #expect(seeds.solvedFor == "seeds" && seeds.seeds == 8)
    let holm = try PowerAnalysis(seeds: 8, hypotheses: 6).run()
    #expect(abs((holm.effect ?? 0) - 1.65) < 0.005 && holm.alphaEach == 0.05 / 6)
    #expect(
      seeds.plainText
        == "A difference of 0.058 (sd 0.05, d_z = 1.16) is found with 80.0 % power by 8 "
        + "pairs of seeds (two-sided t test, α = 0.05).\n")
    let groups = try PowerAnalysis(design: .unpaired, seeds: 5).run()
    #expect(
      abs((groups.effect ?? 0) - 2.02) < 0.005 && groups.plainText.contains("groups of 5 seeds"))
  }

  @Test func signFlip() throws {
    let effect = try PowerAnalysis(test: .signFlip, seeds: 8).run()
    #expect(abs((effect.effect ?? 0) - 1.19) < 0.04 && effect.pFloor == 2.0 / 256)
    let five = try PowerAnalysis(test: .signFlip, seeds: 5).run()
    #expect(five.effect == nil && five.plainText.contains("cannot find any effect"))
    let seeds = try PowerAnalysis(test: .signFlip, effect: 1.19).run()
    #expect((7...9).contains(seeds.seeds ?? 0))
    let power = try PowerAnalysis(test: .signFlip, seeds: 8, effect: 1.19).run()
    #expect(abs((power.power ?? 0) - 0.8) < 0.015)
  }

  @Test func equivalence() throws {
    let power = try PowerAnalysis(seeds: 8, deviation: 0.02, margin: 0.03).run()
    #expect(power.power == Power.equivalence(.paired, n: 8, margin: 1.5))
    let seeds = try PowerAnalysis(deviation: 0.02, margin: 0.03).run()
    let n = try #require(seeds.seeds)
    #expect(Power.equivalence(.paired, n: n, margin: 1.5) >= 0.8)
    #expect(Power.equivalence(.paired, n: n - 1, margin: 1.5) < 0.8)
    let hopeless = try PowerAnalysis(delta: 0.04, deviation: 0.02, margin: 0.03).run()
    #expect(hopeless.seeds == nil && hopeless.plainText.hasPrefix("No number of seeds"))
  }

  @Test func problems() throws {
    let needed = try ProblemsPower(delta: 0.03, omega2: 1.0 / 9, sigma2: 0).run()
    #expect(needed.problems == 969)
    let found = try ProblemsPower(problems: 256, samples: 16, omega2: 1.0 / 9, sigma2: 1.0 / 6)
      .run()
    #expect(abs((found.delta ?? 0) - 0.0636) < 6e-5)
    #expect(found.plainText.contains("More problems help more"))
    let power = try ProblemsPower(
      problems: 256, delta: found.delta, samples: 16, omega2: 1.0 / 9, sigma2: 1.0 / 6
    ).run()
    #expect(abs((power.power ?? 0) - 0.8) < 1e-4)
  }

  @Test func table() {
    let table = PowerTable()
    let row = table.rows.first { $0.seeds == 8 }
    #expect(abs((row?.paired[1] ?? 0) - 1.65) < 0.005 && row?.signFlipFloor == 2.0 / 256)
    #expect(table.plainText.contains("paired d_z, α = 0.008333"))
  }

  /// Three seeds: the deviation of their differences, raised 2.12 times.
  @Test func pilots() throws {
    let path = try scratch.file(
      "arm,seed,y\nbase,1,0.1\nrl,1,0.2\nbase,2,0.2\nrl,2,0.35\nbase,3,0.1\nrl,3,0.3\n", "pilot.csv"
    )
    let pilot = try PowerPilot.read(
      path, columns: (arm: "arm", value: "y", unit: "seed"), design: .paired)
    #expect(abs(pilot.deviation - 0.05) < 1e-12 && pilot.count == 3)
    #expect(abs(pilot.factor - 2.12) < 0.005)
    let groups = try PowerPilot.read(
      path, columns: (arm: "arm", value: "y", unit: "seed"), design: .unpaired)
    #expect(groups.count == 5 && groups.deviation > 0.05)
    let plain = try scratch.file("d\n0.1\n0.15\n0.2\n", "d.csv")
    let found = try PowerPilot.read(
      plain, columns: (arm: nil, value: "d", unit: nil), design: .paired)
    #expect(abs(found.deviation - 0.05) < 1e-12)
    let flat = try scratch.file("d\n0.1\n0.1\n", "flat.csv")
    #expect(
      scratch.message {
        _ = try PowerPilot.read(flat, columns: (arm: nil, value: "d", unit: nil), design: .paired)
      } == "flat.csv: the values of 'd' do not vary, which says nothing about other runs")
  }

  @Test func badQuestions() {
    func said(_ analysis: PowerAnalysis) -> String { scratch.message { _ = try analysis.run() } }
    #expect(
      said(PowerAnalysis()).hasPrefix("question is without seeds and effect; expected two of"))
    #expect(
      said(PowerAnalysis(seeds: 8, effect: 1, power: 0.8)).hasPrefix("question is fully answered"))
    #expect(said(PowerAnalysis(seeds: 1)) == "seeds is 1; expected 2 to 100000")
    #expect(said(PowerAnalysis(delta: 0.1)).hasPrefix("delta is 0.1 without a standard deviation"))
    #expect(said(PowerAnalysis(effect: 0)).hasPrefix("effect is 0.0"))
    #expect(said(PowerAnalysis(seeds: 8, alpha: 0.7)).hasPrefix("alpha is 0.7"))
    #expect(said(PowerAnalysis(seeds: 8, power: 0.01)).hasPrefix("power is 0.01"))
    #expect(said(PowerAnalysis(seeds: 8, deviation: 0)).hasPrefix("sd is 0.0"))
    #expect(
      said(PowerAnalysis(design: .unpaired, test: .signFlip, seeds: 8)).hasPrefix(
        "test is sign-flip"))
    #expect(said(PowerAnalysis(seeds: 8, margin: 0.1)).hasPrefix("equivalence-margin is 0.1"))
    #expect(
      scratch.message { _ = try ProblemsPower(omega2: 0.1, sigma2: 0).run() }
        .hasPrefix("question is without problems and delta"))
    #expect(
      scratch.message { _ = try ProblemsPower(problems: 5, omega2: 0, sigma2: 0).run() }
        .hasPrefix("samples, omega2, sigma2"))
  }
}
