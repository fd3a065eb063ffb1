import Foundation
import Rollouts
import Support
import TestSupport
import Testing

/// Worked example: p = (.5, .25, .15, .07, .03).
@Suite struct DecodingTests {
  static let probabilities = [0.5, 0.25, 0.15, 0.07, 0.03]

  private func filtered(_ step: any DecodingStep, _ p: [Double] = probabilities) -> Candidates {
    var candidates = Candidates(tokens: p.indices.map(Int32.init), probabilities: p)
    step.apply(to: &candidates)
    return candidates
  }

  private func isClose(_ found: Candidates, _ tokens: [Int32], _ p: [Double]) -> Bool {
    found.tokens == tokens
      && zip(found.probabilities, p).allSatisfy { abs($0 - $1) < Tolerance.sixDigits }
  }

  @Test func workedFilters() {
    #expect(isClose(filtered(TopP(mass: 0.8)), [0, 1, 2], [0.555556, 0.277778, 0.166667]))
    #expect(isClose(filtered(TopK(count: 2)), [0, 1], [0.666667, 0.333333]))
    #expect(isClose(filtered(MinP(share: 0.2)), [0, 1, 2], [0.555556, 0.277778, 0.166667]))
  }

  /// The token that crosses the threshold stays; mass that is reached exactly needs no further token.
  @Test(arguments: [(0.01, 1), (0.5, 1), (0.51, 2), (0.75, 2), (0.76, 3), (0.97, 4), (0.98, 5)])
  func topPBoundaries(_ mass: Double, _ kept: Int) {
    #expect(filtered(TopP(mass: mass)).tokens.count == kept)
  }

  @Test func tiesGoToTheLowerId() {
    let equal = [Double](repeating: 0.125, count: 8)
    #expect(filtered(TopK(count: 3), equal).tokens == [0, 1, 2])
    #expect(filtered(TopP(mass: 0.3), equal).tokens == [0, 1, 2])
    #expect(filtered(TopK(count: 2), [0.2, 0.3, 0.2, 0.3]).tokens == [1, 3])
    #expect(filtered(TopK(count: 3), [0.2, 0.3, 0.2, 0.3]).tokens == [0, 1, 3])
    #expect(filtered(MinP(share: 1), equal).tokens.count == 8)
  }

  /// Filters that avoid sorting the vocabulary keep what sorting would keep.
  @Test(arguments: [3, 50, 1000]) func filtersEqualSorting(_ count: Int) {
    var generator = RandomStream(seed: 6)["filters", count].generator()
    for round in 0..<60 {
      var p = (0..<count).map { _ in exp(generator.normal() * Double(round % 6)) }
      if round % 3 == 0 { for i in p.indices where i % 2 == 0 { p[i] = p[0] } }
      let sum = p.reduce(0, +)
      p = p.map { $0 / sum }
      let order = p.indices.sorted { p[$0] != p[$1] ? p[$0] > p[$1] : $0 < $1 }
      let k = 1 + generator.integer(below: count)
      #expect(filtered(TopK(count: k), p).tokens == order.prefix(k).sorted().map(Int32.init))
      let mass = generator.uniform() * 0.999 + 1e-6
      var kept: [Int] = []
      var total = 0.0
      for i in order where total < mass {
        kept.append(i)
        total += p[i]
      }
      #expect(filtered(TopP(mass: mass), p).tokens == kept.sorted().map(Int32.init), "\(mass)")
      let share = generator.uniform()
      let strong = p.indices.filter { p[$0] >= share * p[order[0]] }
      #expect(filtered(MinP(share: share), p).tokens == strong.map(Int32.init))
    }
  }

  @Test func settingsAreChecked() {
    #expect(throws: Never.self) { try Decoding().validate() }
    #expect(throws: Never.self) { try Decoding.greedy.validate() }
    for wrong in [
      Decoding(temperature: -1), Decoding(temperature: .nan), Decoding(temperature: .infinity),
      Decoding(topK: -1), Decoding(topP: 0), Decoding(topP: 1.01), Decoding(topP: .nan),
      Decoding(minP: -0.1), Decoding(minP: 1.1), Decoding(minP: .nan),
    ] {
      #expect(throws: RolloutsError.self, "\(wrong)") { try wrong.validate() }
    }
  }
}

@Suite struct TokenSamplerTests {
  /// Logits of the worked distribution, shifted, as a model would give them.
  private let logits = DecodingTests.probabilities.map { Float(log($0) + 1.7) }

  private func draws(_ decoding: Decoding, _ count: Int) throws -> [TokenDraw] {
    var sampler = TokenSampler(decoding, vocabulary: logits.count)
    var generator = RandomStream(seed: 8)["draws"].generator()
    return try (0..<count).map { _ in try #require(sampler.draw(logits, using: &generator)) }
  }

  /// Temperature T: p^(1/T), normalized; then the filters in their order.
  static let distributions: [(Decoding, [Double])] = [
    (Decoding(), [0.5, 0.25, 0.15, 0.07, 0.03]),
    (Decoding(temperature: 0.5), [0.733568, 0.183392, 0.066021, 0.014378, 0.002641]),
    (Decoding(topK: 2), [0.666667, 0.333333, 0, 0, 0]),
    (Decoding(topP: 0.8), [0.555556, 0.277778, 0.166667, 0, 0]),
    (Decoding(minP: 0.2), [0.555556, 0.277778, 0.166667, 0, 0]),
    // At T = 0.5 two tokens carry 0.916960.
    (Decoding(temperature: 0.5, topP: 0.9), [0.8, 0.2, 0, 0, 0]),
    // Top-k 4 leaves 0.97; of that, top-p 0.75 needs 0.7275, two tokens.
    (Decoding(topK: 4, topP: 0.75), [0.666667, 0.333333, 0, 0, 0]),
    // Top-k 3, then min-p 0.4 of the largest: two tokens.
    (Decoding(topK: 3, minP: 0.4), [0.666667, 0.333333, 0, 0, 0]),
  ]

  @Test(arguments: distributions) func frequenciesAreTheProbabilities(
    _ decoding: Decoding, _ p: [Double]
  ) throws {
    let n = 40_000
    let draws = try draws(decoding, n)
    var counts = [Int](repeating: 0, count: p.count)
    for draw in draws { counts[Int(draw.token)] += 1 }
    var chiSquare = 0.0
    for (count, p) in zip(counts, p) {
      if p == 0 { #expect(count == 0) }
      if p > 0 { chiSquare += pow(Double(count) - p * Double(n), 2) / (p * Double(n)) }
    }
    let degrees = Double(p.count { $0 > 0 } - 1)
    #expect(chiSquare < degrees + Tolerance.fiveSigma * (2 * degrees).squareRoot())
    let entropy = -DecodingTests.probabilities.reduce(0) { $0 + $1 * log($1) }
    for draw in draws.prefix(200) {
      let i = Int(draw.token)
      #expect(abs(Double(draw.behaviorLogprob) - log(p[i])) < 1e-3 * (p[i] < 0.01 ? 1 : 0.01))
      #expect(abs(Double(draw.plainLogprob) - log(DecodingTests.probabilities[i])) < 1e-5)
      #expect(abs(Double(draw.entropy) - entropy) < 1e-5)
    }
  }

  /// Worked example: H = .794442, 1.269060, 1.433146, 1.503566 at T = .5, 1, 1.5, 2.
  @Test(arguments: [(0.5, 0.794442), (1, 1.269060), (1.5, 1.433146), (2, 1.503566)])
  func entropiesOfTemperatures(_ temperature: Double, _ expected: Double) throws {
    let draws = try draws(Decoding(temperature: temperature), 20_000)
    // The mean surprise is the entropy; its standard error is below 1 / √n.
    let mean = draws.reduce(0) { $0 - Double($1.behaviorLogprob) } / Double(draws.count)
    #expect(abs(mean - expected) < Tolerance.fiveSigma / Double(draws.count).squareRoot())
  }

  @Test func greedyTakesTheLowestIdAmongMaxima() throws {
    var sampler = TokenSampler(.greedy, vocabulary: 5)
    var generator = RandomStream(seed: 1).generator()
    let draw = try #require(sampler.draw([1, 3, 2, 3, 3], using: &generator))
    #expect(draw.token == 1 && draw.behaviorLogprob == 0)
    #expect(abs(draw.plainLogprob + Float(log(3 + exp(-1.0) + exp(-2.0)))) < 1e-6)
  }

  /// Temperatures near 0 are the most probable token, however near; from 10⁻⁵ up they are what they say.
  @Test(arguments: [1e-3, 1e-5, 9e-6, 1e-10, 1e-17, 1e-38, 1e-40, 5e-324])
  func tinyTemperaturesAreGreedy(_ temperature: Double) throws {
    var generator = RandomStream(seed: 1)["tiny"].generator()
    for decoding in [
      Decoding(temperature: temperature), Decoding(temperature: temperature, topP: 0.9),
    ] {
      var sampler = TokenSampler(decoding, vocabulary: 4)
      for z: [Float] in [[30, 31, 29, -80], [-2, -3, 5000, 4999], [0, 0.05, 0, -1e30]] {
        let draw = try #require(sampler.draw(z, using: &generator))
        #expect(draw.token == z.firstIndex(of: z.max() ?? 0).map(Int32.init))
        #expect(draw.behaviorLogprob == 0)
      }
    }
  }

  /// At a small temperature differences count, though products of logits are too coarse: two tokens that differ by T.
  @Test func smallTemperaturesAreExact() throws {
    let t = 0.001953125
    var sampler = TokenSampler(Decoding(temperature: t), vocabulary: 2)
    var generator = RandomStream(seed: 1)["small"].generator()
    let draw = try #require(sampler.draw([4000, 4000 + Float(t)], using: &generator))
    let p = 1 / (1 + exp(draw.token == 1 ? -1.0 : 1.0))
    #expect(abs(Double(draw.behaviorLogprob) - log(p)) < 1e-6)
  }

  /// A token that a filter removed, or that has no probability, is never drawn.
  @Test func impossibleTokensAreNeverDrawn() throws {
    var generator = RandomStream(seed: 1)["impossible"].generator()
    let z: [Float] = [-.infinity, 0, -.infinity, 1, -200]
    for decoding in [Decoding(), Decoding(temperature: 2), Decoding(topP: 0.99999)] {
      var sampler = TokenSampler(decoding, vocabulary: 5)
      for _ in 0..<5000 {
        let token = try #require(sampler.draw(z, using: &generator)).token
        #expect(token == 1 || token == 3)
      }
    }
  }

  @Test func divergedLogitsGiveNothing() {
    var generator = RandomStream(seed: 1).generator()
    for decoding in [Decoding(), Decoding.greedy, Decoding(topK: 2)] {
      var sampler = TokenSampler(decoding, vocabulary: 3)
      #expect(sampler.draw([.nan, .nan, .nan], using: &generator) == nil)
      #expect(sampler.draw([0, .infinity, 0], using: &generator) == nil)
      #expect(sampler.draw([0, .nan, 0], using: &generator) == nil)
    }
  }
}
