import Foundation
import Rollouts
import Support
import TestSupport
import Testing

/// A filter of the catalogue, with settings from neutral to extreme.
struct DecodingCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var step: any DecodingStep

  static let all =
    DecodingCatalogue.all.map {
      DecodingCase(testDescription: "\($0.kind), neutral", step: $0.standard)
    } + [1, 2, 5, 1000].map { DecodingCase(testDescription: "top-k \($0)", step: TopK(count: $0)) }
    + [1e-9, 0.3, 0.9, 1 - 1e-12].map {
      DecodingCase(testDescription: "top-p \($0)", step: TopP(mass: $0))
    } + [1e-9, 0.05, 1].map { DecodingCase(testDescription: "min-p \($0)", step: MinP(share: $0)) }
}

@Suite struct DecodingLawTests {
  /// Distributions from flat to certain, with ties and with zeros.
  static let distributions: [[Double]] = {
    var generator = RandomStream(seed: 17)["distributions"].generator()
    var all: [[Double]] = [[1], [0.5, 0.5], [0, 1, 0], [1, 0, 0, 0]]
    all.append([Double](repeating: 1 / 96, count: 96))
    for spread in [0.1, 1, 3, 10] {
      let weights = (0..<96).map { _ in exp(spread * generator.normal()) }
      let sum = weights.reduce(0, +)
      all.append(weights.map { $0 / sum })
    }
    return all
  }()

  @Test(arguments: DecodingCase.all) func filtersKeepADistribution(_ sample: DecodingCase) throws {
    for p in Self.distributions {
      let before = Candidates(tokens: p.indices.map(Int32.init), probabilities: p)
      var after = before
      sample.step.apply(to: &after)
      #expect(!after.tokens.isEmpty && after.tokens.count == after.probabilities.count)
      #expect(abs(after.probabilities.reduce(0, +) - 1) < Tolerance.double)
      #expect(
        after.tokens == after.tokens.sorted() && Set(after.tokens).isSubset(of: before.tokens))
      // The most probable token stays, with the same odds against every other one that does.
      let best = try #require(p.max())
      let place = try #require(after.tokens.firstIndex { p[Int($0)] == best })
      for (token, probability) in zip(after.tokens, after.probabilities) {
        let odds = probability / after.probabilities[place]
        #expect(abs(odds - p[Int(token)] / best) < Tolerance.double)
      }
      // Whatever is removed is no more probable than what stays.
      let weakest = after.tokens.map { p[Int($0)] }.min() ?? 0
      let kept = Set(after.tokens)
      #expect(before.tokens.allSatisfy { kept.contains($0) || p[Int($0)] <= weakest })
    }
  }

  @Test(arguments: DecodingCatalogue.all.map(\.kind)) func neutralIsTheIdentity(_ kind: String)
    throws
  {
    let step = try DecodingCatalogue.entry(named: kind).standard
    #expect(step.isNeutral)
    for p in Self.distributions {
      let before = Candidates(tokens: p.indices.map(Int32.init), probabilities: p)
      var after = before
      step.apply(to: &after)
      #expect(after == before)
    }
  }
}
