import Foundation
import Studies
import Support
import TestSupport
import Testing

/// What verdicts at `full` say where the truth is known, at the registered number of seeds.
@Suite struct PlantedTruthTests {
  private static let simulations = 100
  /// A count that Binomial(100, 0.05) passes in 1.1 % of cases: 5 % and the error of so many simulations.
  private static let most = 10

  /// Planted effects are found in at least four of five simulations, each hypothesis by itself; with none, where no
  /// difference is what is claimed with one of the margin, anything is called supported in no more than one of twenty.
  @Test(
    .tags(.slow), .enabled(if: !Slow.isSkipped),
    arguments: [
      ("sharpening", ["H1.1", "H1.2", "H1.3", "H1.4", "H1.5"]),
      ("generalization", ["H2.1", "H2.2", "H2.3", "H2.6"]), ("prior", ["H3.1", "H3.2", "H3.3"]),
      ("process", ["H4.1", "H4.2", "H4.3", "H4.4"]),
      ("tricks", ["H5.1", "H5.2", "H5.3", "H5.4", "H5.5"]), ("scaling", ["H6.3", "H6.4"]),
    ])
  func truthsAreFoundAndNothingElse(_ id: String, _ hypotheses: [String]) throws {
    let planted = try PlantedTruths(id)
    #expect(planted.study.plan.seeds == 8)
    let found = try planted.supported(.asClaimed, simulations: Self.simulations)
    for hypothesis in hypotheses {
      let count = found.each[hypothesis] ?? 0
      #expect(count * 5 >= 4 * Self.simulations, "\(hypothesis): \(count)")
    }
    let invented = try planted.supported(.notAsClaimed, simulations: Self.simulations)
    #expect(invented.any <= Self.most, "\(invented)")
  }

  /// The hypotheses about parameters of laws, which take hundreds of fits a simulation and are simulated less often: Binomial(20, 0.05) is
  /// 5 or more in 0.3 % of cases.
  ///
  /// The grid follows `E + A/N^α + B/D^β` with the floor of the text, or with one that is higher by the margin. The rewards follow
  /// a sigmoid, or the law of one mechanism, which no sigmoid forecasts better.
  @Test(.tags(.slow), .enabled(if: !Slow.isSkipped))
  func lawsAreFoundAndNothingElse() throws {
    let study = try StudyCatalogue.entry(named: "scaling").prepare([], [], .full)
    let simulations = 20
    for isTrue in [true, false] {
      var supported: [String: Int] = [:]
      for simulation in 0..<simulations {
        let world = PlantedGrid(
          trace: { n, d, _ in pow(n / 1e5, -0.5) + 1.5 * pow(d / 1e6, -0.7) },
          bare: { _, _ in isTrue ? 0.001 : 0.0611 }, noise: 0.002,
          rewards: { Self.rewards(isSigmoid: isTrue, simulation, $0) })
        let table = world.table(study.plan, draw: simulation)
        for finding in try study.hypotheses(StudyAnalysis(table, scale: .full))
        where finding.verdict == "supported" { supported[finding.id, default: 0] += 1 }
      }
      for id in ["H6.1", "H6.2"] {
        let count = supported[id] ?? 0
        #expect(isTrue ? count * 5 >= 4 * simulations : count < 5, "\(id) \(isTrue): \(count)")
      }
      #expect(supported["H6.3"] == nil && supported["H6.4"] == nil)
    }
  }

  /// 300 steps from an accuracy of 0.2, with the scatter of 256 samples.
  private static func rewards(isSigmoid: Bool, _ simulation: Int, _ seed: Int) -> [Double] {
    var generator = RandomStream(seed: 11)["rewards", simulation, seed].generator()
    let pace = exp(0.2 * generator.normal())
    return (0..<300).map { step in
      let done = Double(step) / pace
      let odds = log(0.25) + 0.2 * pow(done, 0.5)
      let level =
        isSigmoid ? 0.2 + 0.55 / (1 + pow(70 / max(done, 1e-9), 2)) : 1 / (1 + exp(-odds))
      return level + 0.03 * generator.normal()
    }
  }
}
