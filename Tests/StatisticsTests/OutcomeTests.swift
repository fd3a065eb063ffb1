import Foundation
import Statistics
import Support
import Testing

@Suite struct OutcomeTests {
  @Test func decides() {
    func outcome(_ pFor: Double?, _ pAgainst: Double?, _ pEquivalent: Double?) -> Outcome {
      Outcome.decide(pFor: pFor, pAgainst: pAgainst, pEquivalent: pEquivalent, alpha: 0.05)
    }
    #expect(outcome(0.01, 0.99, 0.4) == .supported)
    #expect(outcome(0.05, nil, nil) == .supported)
    #expect(outcome(0.01, 0.99, 0.01) == .supported)
    #expect(outcome(0.99, 0.01, 0.01) == .contradicted)
    #expect(outcome(0.4, 0.6, 0.02) == .equivalent)
    #expect(outcome(0.4, 0.6, 0.2) == .inconclusive)
    #expect(outcome(nil, nil, nil) == .inconclusive)
    #expect(Outcome.decide(pFor: 0.08, alpha: 0.1) == .supported)
  }

  /// Every result can be written as JSON and read back, also where there is no spread.
  @Test func resultsSurviveJSON() throws {
    func survives<Value: Codable & Equatable>(_ value: Value) throws -> Bool {
      let data = try JSONEncoder().encode(value)
      return try JSONDecoder().decode(Value.self, from: data) == value
    }
    let stream = RandomStream(seed: 3)
    for values in [[0.1, 0.1, 0.1], [0, 0, 0], workedDifferences] {
      #expect(try survives(Estimate.mean(of: values)))
      #expect(try survives(TTest.oneSample(values)))
      #expect(try survives(SignFlip.test(values, stream: stream)))
      #expect(try survives(Wilcoxon.signedRank(values)))
      #expect(try survives(Equivalence.tost(values, margin: 0.01)))
      #expect(try survives(CrossedBootstrap.interval([values], draws: 20, stream: stream)))
      #expect(try survives(CrossedBootstrap.interval([values, values], draws: 9, stream: stream)))
    }
    #expect(try survives(McNemar.test(b: 0, c: 0)))
    #expect(try survives(PassAtK.curve(counts: [(4, 0)], ks: [1, 4])))
    #expect(try survives(SupportDynamics.null(baseCounts: [(4, 1)])))
    #expect(try survives(Alternative.twoSided))
    let text = String(decoding: try JSONEncoder().encode([Alternative.twoSided]), as: UTF8.self)
    #expect(text == "[\"two-sided\"]")
  }

  /// The example of the module's README.
  @Test func readme() throws {
    let counts = [(n: 64, c: 6), (n: 64, c: 0), (n: 64, c: 31)]
    let curve = try PassAtK.curve(counts: counts, ks: PassAtK.powersOfTwo(upTo: 32))
    let gains = [0.04, 0.07, 0.02, 0.05, 0.06, 0.03, 0.08, 0.01]
    let stream = RandomStream(seed: 7)["permutation"]
    let test = SignFlip.test(gains, alternative: .greater, stream: stream)
    let same = Equivalence.tost(gains, margin: 0.03)
    let adjusted = MultipleComparisons.holm([test.pValue, 0.02])
    let outcome = Outcome.decide(pFor: adjusted[0], pEquivalent: same.pValue)
    #expect(isClose(curve[3].value, (1 - 0.433060 + 0 + 0.996866) / 3, 1e-4))
    #expect(test.pValue == 1.0 / 256 && adjusted == [2.0 / 256, 0.02])
    #expect(outcome == .supported && !same.isEquivalent)
  }
}
