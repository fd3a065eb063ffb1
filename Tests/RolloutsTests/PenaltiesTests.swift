import Experience
import Foundation
import Rollouts
import Support
import TestSupport
import Testing
import Tokenizers

@Suite struct PenaltiesTests {
  private static let logits: [Float] = [2, -1, 0.5, 0]
  private static let history = History(prompt: [0, 1, 1], response: [2, 2])

  /// The logits after penalties, written down again.
  private func expected(_ penalties: Penalties) -> [Double] {
    Self.logits.indices.map { v in
      var z = Double(Self.logits[v])
      let inResponse = Self.history.response.count { Int($0) == v }
      if inResponse > 0 || Self.history.prompt.contains(Int32(v)) {
        z = z > 0 ? z / penalties.repetition : z * penalties.repetition
      }
      z -= penalties.frequency * Double(inResponse)
      return inResponse > 0 ? z - penalties.presence : z
    }
  }

  /// ρ = 2 makes 1, −2 and 0.25 of 2, −1 and 0.5; two occurrences in the response cost 2φ + π.
  @Test func workedExample() {
    let found = expected(Penalties(repetition: 2, frequency: 0.1, presence: 0.3))
    for (a, b) in zip(found, [1, -2, 0.25 - 0.5, 0]) { #expect(abs(a - b) < 1e-12) }
  }

  @Test(arguments: [
    Decoding(penalties: Penalties(repetition: 2)),
    Decoding(penalties: Penalties(frequency: 0.4)),
    Decoding(temperature: 0.7, penalties: Penalties(repetition: 1.3, presence: 1)),
    Decoding(topK: 3, penalties: Penalties(repetition: 3, frequency: -0.2, presence: 0.1)),
  ]) func drawsFollowThePenalizedLogits(_ decoding: Decoding) throws {
    var sampler = TokenSampler(decoding, vocabulary: 4)
    var generator = RandomStream(seed: 5)["penalties"].generator()
    let tempered = expected(decoding.penalties).map { exp($0 / decoding.temperature) }
    let least = decoding.topK > 0 ? tempered.sorted(by: >)[decoding.topK - 1] : 0
    let kept = tempered.map { $0 >= least ? $0 : 0 }
    let p = kept.map { $0 / kept.reduce(0, +) }
    let plain = Self.logits.map { exp(Double($0)) }
    let unfiltered = Self.logits.map { exp(Double($0) / decoding.temperature) }
    var counts = [0, 0, 0, 0]
    let n = 20_000
    for _ in 0..<n {
      let draw = try #require(
        sampler.draw(Self.logits, after: Self.history, using: &generator))
      let token = Int(draw.token)
      counts[token] += 1
      #expect(abs(Double(draw.behaviorLogprob) - log(p[token])) < 1e-5)
      #expect(abs(Double(draw.plainLogprob) - log(plain[token] / plain.reduce(0, +))) < 1e-5)
      #expect(
        abs(Double(draw.unfilteredLogprob) - log(unfiltered[token] / unfiltered.reduce(0, +)))
          < 1e-5)
    }
    for (count, p) in zip(counts, p) {
      #expect(
        abs(Double(count) - p * Double(n))
          <= Tolerance.fiveSigma * (Double(n) * p * (1 - p)).squareRoot())
    }
  }

  /// Greedy decoding takes the largest of the penalized logits.
  @Test func greedyIsPenalizedToo() throws {
    var sampler = TokenSampler(
      Decoding(temperature: 0, penalties: Penalties(repetition: 10)), vocabulary: 4)
    var generator = RandomStream(seed: 1).generator()
    #expect(
      sampler.draw(
        [2, 1, 0.5, 0], after: History(prompt: [0], response: []), using: &generator)?.token == 1)
  }

  // MARK: - in the engine

  private let tokenizer = CharacterTokenizer()

  private func sample(
    _ decoding: Decoding, workers: Int = 1, count: Int = 12, cap: Int = 24
  ) throws -> [Trajectory] {
    let engine = RolloutEngine(
      Toy.model(heads: 4, keyValueHeads: 2, tiedHead: false, seed: 3), tokenizer: tokenizer,
      decoding: decoding, pool: Toy.pool(workers))
    let stream = RandomStream(seed: 1)["rollout"]
    return try engine.sample(["ab;", "q"], count: count, cap: cap) { stream[$0, $1] }.flatMap { $0 }
  }

  /// What is drawn twice is drawn less often; a token of the prompt counts for ρ alone.
  @Test func historyReachesTheSampler() throws {
    func repeats(_ all: [Trajectory]) -> Int {
      all.reduce(0) { $0 + $1.responseTokens.count - Set($1.responseTokens).count }
    }
    let penalized = try sample(Decoding(penalties: Penalties(presence: 20)))
    #expect(repeats(penalized) == 0)
    #expect(repeats(try sample(Decoding())) > 20)
    for one in penalized {
      #expect(one.behaviorLogprobs[0] == one.unfilteredLogprobs[0])
      #expect(zip(one.behaviorLogprobs, one.unfilteredLogprobs).dropFirst().allSatisfy { $0 > $1 })
    }
    for one in try sample(Decoding(penalties: Penalties(repetition: 1.5))) {
      #expect(one.behaviorLogprobs[0] != one.unfilteredLogprobs[0])
    }
    let again = try sample(Decoding(penalties: Penalties(presence: 20)), workers: 3)
    #expect(again == penalized)
  }

  // MARK: - repetitions

  /// Whether a sequence ends with one pattern several times, by looking at every pattern.
  private func endsRepeating(_ tokens: [Int32], _ detection: RepetitionDetection) -> Bool {
    guard detection.maxPatternSize > 0 else { return false }
    for size in detection.minPatternSize...detection.maxPatternSize where size <= tokens.count {
      let pattern = Array(tokens.suffix(size))
      let wanted = (0..<detection.minCount).flatMap { _ in pattern }
      if Array(tokens.suffix(wanted.count)) == wanted { return true }
    }
    return false
  }

  @Test func detectionFindsWhatIsThere() {
    var generator = RandomStream(seed: 4)["circles"].generator()
    var found = 0
    for _ in 0..<3000 {
      let tokens = (0..<generator.integer(below: 16)).map { _ in
        Int32(generator.integer(below: 2))
      }
      let smallest = 1 + generator.integer(below: 3)
      let detection = RepetitionDetection(
        maxPatternSize: generator.integer(below: 2) * (smallest + generator.integer(below: 3)),
        minPatternSize: smallest, minCount: 2 + generator.integer(below: 2))
      let expected = endsRepeating(tokens, detection)
      #expect(detection.finds(in: tokens) == expected)
      found += expected ? 1 : 0
    }
    #expect(found > 50 && found < 2700)
  }

  /// A response stops at the first place where it goes round in circles, and nothing else changes.
  @Test func repetitiveResponsesStop() throws {
    let detection = RepetitionDetection(maxPatternSize: 4, minCount: 3)
    let decoding = Decoding(temperature: 0.05, repetitionDetection: detection)
    let cut = try sample(decoding, cap: 40)
    let whole = try sample(Decoding(temperature: 0.05), cap: 40)
    #expect(cut.contains { $0.completion.isRepetitive })
    for (a, b) in zip(cut, whole) {
      let first = b.responseTokens.indices.first {
        endsRepeating(Array(b.responseTokens[...$0]), detection)
      }
      let ended = b.responseTokens.last == tokenizer.endToken
      guard let first, !(ended && first == b.responseTokens.count - 1) else {
        #expect(a == b)
        continue
      }
      #expect(a.responseTokens == Array(b.responseTokens[...first]))
      #expect(a.completion.isRepetitive && !a.completion.isFinished)
    }
    #expect(try sample(decoding, workers: 2, cap: 40) == cut)
  }

  @Test func settingsHaveRanges() throws {
    for wrong in [
      Decoding(penalties: Penalties(repetition: 0)),
      Decoding(penalties: Penalties(repetition: .infinity)),
      Decoding(penalties: Penalties(frequency: .nan)),
      Decoding(penalties: Penalties(presence: .infinity)),
      Decoding(repetitionDetection: RepetitionDetection(maxPatternSize: -1)),
      Decoding(repetitionDetection: RepetitionDetection(maxPatternSize: 2, minPatternSize: 3)),
      Decoding(repetitionDetection: RepetitionDetection(maxPatternSize: 2, minPatternSize: 0)),
      Decoding(repetitionDetection: RepetitionDetection(maxPatternSize: 2, minCount: 1)),
    ] {
      #expect(throws: RolloutsError.self, "\(wrong)") { try wrong.validate() }
    }
  }
}
