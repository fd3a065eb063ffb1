import Experience
import Foundation
import Networks
import Rollouts
import Support
import Tensors
import TestSupport
import Testing
import Tokenizers

@Suite struct RolloutEngineTests {
  private let tokenizer = CharacterTokenizer()

  /// A model whose end token is likely enough that sequences end at different times.
  private func model(keyValueHeads: Int = 2) -> Transformer {
    Toy.model(heads: 4, keyValueHeads: keyValueHeads, tiedHead: false, seed: 3)
  }

  private func engine(
    _ decoding: Decoding = Decoding(), workers: Int = 1, over model: Transformer? = nil
  ) -> RolloutEngine {
    RolloutEngine(
      model ?? self.model(), tokenizer: tokenizer, decoding: decoding, pool: Toy.pool(workers))
  }

  private func sample(
    _ engine: RolloutEngine, _ prompts: [String], count: Int, cap: Int, seed: UInt64 = 1
  ) throws -> [[Trajectory]] {
    let stream = RandomStream(seed: seed)["rollout"]
    return try engine.sample(prompts, count: count, cap: cap) { stream[$0, $1] }
  }

  /// Prompts of different lengths.
  private let prompts = [
    "a", "", "12+3=", "a much longer prompt than the others;", "xyz", "0", "q",
  ]

  @Test(arguments: [
    Decoding(), Decoding(temperature: 0.7), Decoding(temperature: 1.3), .greedy,
    Decoding(topK: 20), Decoding(temperature: 1.2, topP: 0.9, minP: 0.01),
  ])
  func recordedNumbersAreTheTrainers(_ decoding: Decoding) throws {
    let model = model()
    let engine = engine(decoding, over: model)
    let groups = try sample(engine, prompts, count: 6, cap: 24)
    var worst = 0.0
    for trajectory in groups.flatMap({ $0 }) {
      let response = trajectory.responseTokens
      #expect(trajectory.responseMask == response.map { _ in 1 })
      #expect(trajectory.plainLogprobs.count == response.count)
      #expect(trajectory.behaviorLogprobs.count == response.count)
      let score = try engine.score([(trajectory.promptTokens, response)])[0]
      worst = max(worst, largestDifference(trajectory.plainLogprobs, score.map(Double.init)))
      if decoding == Decoding() { #expect(trajectory.behaviorLogprobs == trajectory.plainLogprobs) }
      // At another temperature without filters: the trainer's log-probabilities at that temperature.
      if decoding.temperature > 0 && decoding.topK == 0 && decoding.topP == 1 {
        var batch = PackedBatch()
        batch.append(prompt: trajectory.promptTokens, response: response)
        let results = model.tokenLogprobs(
          Tape(Workspace(), recording: false), tokens: batch.tokens, segments: batch.segments,
          positions: batch.positions, targets: batch.targets,
          temperature: Float(decoding.temperature))
        let expected = results.logprobs.value.values.map(Double.init)
        worst = max(worst, largestDifference(trajectory.behaviorLogprobs, expected))
        if decoding.temperature == 1 {
          worst = max(
            worst,
            largestDifference(
              trajectory.entropies, results.entropies.value.values.map(Double.init)))
        }
      }
      // A filter can only make what it keeps more probable.
      if decoding.temperature == 1 {
        for (b, p) in zip(trajectory.behaviorLogprobs, trajectory.plainLogprobs) {
          #expect(b >= p - 1e-6)
        }
      }
    }
    #expect(worst < Tolerance.decodingMismatch)
  }

  /// More sequences than rows, in several shards: finished rows are refilled, nothing is lost or mixed up.
  @Test func refillKeepsEverySequence() throws {
    let count = 60
    let engine = engine()
    let groups = try sample(engine, prompts, count: count, cap: 12)
    #expect(prompts.count * count > 3 * DecodePlan.most)
    #expect(groups.count == prompts.count && groups.allSatisfy { $0.count == count })
    var finished = 0
    for (prompt, group) in zip(prompts, groups) {
      let tokens = try engine.promptTokens(prompt)
      for trajectory in group {
        #expect(trajectory.promptTokens == tokens)
        let response = trajectory.responseTokens
        let ended = response.last == tokenizer.endToken
        #expect(trajectory.completion.isFinished == ended)
        #expect(ended ? response.count <= 12 : response.count == 12)
        #expect(!response.dropLast().contains(tokenizer.endToken))
        #expect(trajectory.completion.text == tokenizer.decode(response))
        finished += ended ? 1 : 0
      }
    }
    #expect(finished > 20 && finished < prompts.count * count - 20)
    // And each is the one that its address says: drawn alone, it has the same tokens.
    for (p, s) in [(0, 0), (3, 59), (6, 31)] {
      let stream = RandomStream(seed: 1)["rollout"]
      let alone = try engine.sample([prompts[p]], count: 1, cap: 12) { _, _ in stream[p, s] }
      #expect(alone[0][0].responseTokens == groups[p][s].responseTokens)
      #expect(
        largestDifference(
          alone[0][0].plainLogprobs, groups[p][s].plainLogprobs.map(Double.init))
          < Tolerance.decodingMismatch)
    }
  }

  /// The same bits for any number of workers, and another seed gives others.
  @Test(arguments: [2, 3]) func workersDoNotMatter(_ workers: Int) throws {
    for decoding in [Decoding(), Decoding(temperature: 0.8, topP: 0.95)] {
      let one = try sample(engine(decoding), prompts, count: 50, cap: 10)
      let many = try sample(engine(decoding, workers: workers), prompts, count: 50, cap: 10)
      #expect(one == many)
      let bits = { (groups: [[Trajectory]]) in
        groups.flatMap { $0.flatMap { $0.plainLogprobs.map(\.bitPattern) } }
      }
      #expect(bits(one) == bits(many))
      #expect(try sample(engine(decoding), prompts, count: 50, cap: 10, seed: 2) != one)
    }
  }

  /// The same bits when workers decode rows together as when each has rows of its own.
  @Test(arguments: [2, 3]) func teamsDoNotMatter(_ workers: Int) throws {
    let prompts = ["1+2=", "98-7=", "12*3="]
    let alone = try sample(engine(), prompts, count: 30, cap: 10)
    var team = engine(workers: workers)
    team.largeWeights = 0
    #expect(try sample(team, prompts, count: 30, cap: 10) == alone)
  }

  @Test func greedyIsTheArgumentOfTheMaximum() throws {
    let model = model()
    let groups = try sample(engine(.greedy, over: model), prompts, count: 3, cap: 10)
    for group in groups {
      #expect(group[0].responseTokens == group[1].responseTokens)
      #expect(group[0].behaviorLogprobs.allSatisfy { $0 == 0 })
      var tokens = group[0].promptTokens
      for token in group[0].responseTokens {
        let logits = model.logits(tokens, offsets: [0, tokens.count], in: Workspace())
        let last = logits.values.suffix(model.shape.vocabulary)
        let best = try #require(last.max())
        #expect(best - last[last.startIndex + Int(token)] < 1e-4)
        tokens.append(token)
      }
    }
  }

  /// First tokens of many samples follow the model's own distribution.
  @Test func frequenciesAreTheModels() throws {
    let model = model()
    let n = 6000
    let group = try sample(engine(workers: 2, over: model), ["12+3="], count: n, cap: 1)[0]
    var counts = [Int](repeating: 0, count: 96)
    for trajectory in group { counts[Int(trajectory.responseTokens[0])] += 1 }
    let tokens = group[0].promptTokens
    let z = model.logits(tokens, offsets: [0, tokens.count], in: Workspace()).values.suffix(96)
      .map(Double.init)
    let logZ = log(z.reduce(0) { $0 + exp($1) })
    // Rare tokens are taken together, so that every expectation is above 5.
    var (chiSquare, degrees, restFound, restExpected) = (0.0, -1.0, 0.0, 0.0)
    for (count, z) in zip(counts, z) {
      let expected = Double(n) * exp(z - logZ)
      if expected < 5 {
        restFound += Double(count)
        restExpected += expected
      } else {
        chiSquare += pow(Double(count) - expected, 2) / expected
        degrees += 1
      }
    }
    if restExpected > 0 {
      chiSquare += pow(restFound - restExpected, 2) / max(restExpected, 1)
      degrees += 1
    }
    #expect(degrees > 20)
    #expect(chiSquare < degrees + Tolerance.fiveSigma * (2 * degrees).squareRoot())
  }

  @Test func whatDoesNotFitIsAnError() throws {
    let engine = engine()
    let context = engine.model.shape.context
    let long = String(repeating: "a", count: context - 10)
    #expect(throws: Never.self) { try sample(engine, [long], count: 1, cap: 9) }
    let error = #expect(throws: RolloutsError.self) {
      try sample(engine, [long], count: 1, cap: 10)
    }
    #expect(error == .context(prompt: context - 9, cap: 10, context: context))
    #expect(throws: TokenizersError.self) { try sample(engine, ["é"], count: 1, cap: 4) }
    #expect(throws: RolloutsError.self) {
      try sample(self.engine(Decoding(topP: 0)), ["a"], count: 1, cap: 4)
    }
    let prompt = [Int32](repeating: 1, count: context)
    #expect(throws: Never.self) { try engine.score([(prompt, [1])]) }
    #expect(throws: RolloutsError.self) { try engine.score([(prompt, [1, 2])]) }
    #expect(try sample(engine, [], count: 4, cap: 4).isEmpty)
  }

  @Test func divergedModelIsAnError() {
    let model = model()
    model.parameters.tensor("model.norm.weight").fill(.nan)
    let error = #expect(throws: RolloutsError.self) {
      try sample(engine(over: model), ["a"], count: 2, cap: 4)
    }
    #expect(error == .notFinite)
  }

  @Test func samplingAllocatesNothingInSteadyState() throws {
    let pool = Toy.pool(1)
    let engine = RolloutEngine(model(), tokenizer: tokenizer, pool: pool)
    _ = try sample(engine, prompts, count: 20, cap: 10)
    let first = pool.allocatedBytes
    _ = try sample(engine, prompts, count: 20, cap: 10, seed: 1)
    #expect(pool.allocatedBytes == first)
  }

  // MARK: - scoring

  /// Packing and shards do not change what a sequence scores.
  @Test func scoresDoNotDependOnTheBatch() throws {
    let engine = engine()
    let sequences = (0..<60).map { i in
      (
        prompt: Toy.tokens(1 + i % 17, vocabulary: 96, "p\(i)"),
        response: Toy.tokens(1 + i % 29, vocabulary: 96, "r\(i)")
      )
    }
    let together = try engine.score(sequences)
    let workers = try self.engine(workers: 2).score(sequences)
    #expect(together == workers)
    for (i, sequence) in sequences.enumerated() {
      let alone = try engine.score([sequence])[0]
      #expect(alone.count == sequence.response.count)
      #expect(largestDifference(together[i], alone.map(Double.init)) < Tolerance.goldenNats)
    }
  }

  /// The probabilities of all one-token responses sum to 1, and the end token is counted.
  @Test func logProbabilityIsOfAWholeResponse() throws {
    let engine = engine()
    let prompt = try engine.promptTokens("ab")
    let first = try engine.score((0..<96).map { (prompt, [Int32($0)]) })
    #expect(abs(first.reduce(0) { $0 + exp(Double($1[0])) } - 1) < 1e-5)
    let whole = try engine.logProbability(of: [("ab", "c"), ("ab", "")])
    let parts = try engine.score([(prompt, tokenizer.encode("c") + [95]), (prompt, [95])])
    #expect(whole == parts.map { $0.reduce(0) { $0 + Double($1) } })
    #expect(whole[1] == Double(first[95][0]) || abs(whole[1] - Double(first[95][0])) < 1e-5)
  }

  /// A response is scored without its end; an end token in the prompt says that it is rendered already.
  @Test func scoresAreOfTexts() throws {
    let engine = engine()
    let found = try engine.scores(of: [("ab", "cd"), ("ab", "")])
    let prompt = try engine.promptTokens("ab")
    let slow = try engine.score([(prompt, tokenizer.encode("cd"))])[0]
    #expect(found[0].logProbability == slow.reduce(0) { $0 + Double($1) } && found[0].tokens == 2)
    #expect(found[1] == ResponseScore(logProbability: 0, tokens: 0))
  }

  @Test func shardsAreContiguousAndFollowFromTokens() {
    func sequences(_ sizes: [(Int, Int)]) -> [(prompt: [Int32], response: [Int32])] {
      sizes.enumerated().map { i, size in
        (
          [Int32](repeating: Int32(i), count: size.0), [Int32](repeating: 1, count: size.1)
        )
      }
    }
    // 4125 tokens: an eighth is 515.
    let sizes = [(200, 300), (1, 499), (50, 50), (1000, 1000), (1, 1), (1, 1), (22, 998), (0, 1)]
    #expect(
      PackedBatch.shards(sequences(sizes)) == [0..<1, 1..<2, 2..<3, 3..<4, 4..<6, 6..<7, 7..<8])
    #expect(PackedBatch.shards([]).isEmpty)
    #expect(PackedBatch.shardTokens(of: 100) == 256 && PackedBatch.shardTokens(of: 1 << 20) == 1024)
    // A prompt that eight responses share counts once: 8·100 + 200 tokens at 256 a shard.
    let shared = Array(
      repeating: (
        prompt: [Int32](repeating: 5, count: 200), response: [Int32](repeating: 1, count: 100)
      ),
      count: 8)
    #expect(PackedBatch.shards(shared) == [0..<1, 1..<2, 2..<3, 3..<4, 4..<5, 5..<6, 6..<7, 7..<8])
    let short = Array(repeating: (prompt: shared[0].prompt, response: [Int32(1), 2]), count: 8)
    #expect(PackedBatch.shards(short) == [0..<8])
  }

  /// Three prompt tokens and two of response: rows 2 and 3 predict, and the last token is no input.
  @Test func packedBatchByHand() {
    var batch = PackedBatch()
    batch.append(prompt: [1, 2, 3], response: [4, 5])
    batch.append(prompt: [1, 2, 3], response: [8, 9, 1])
    batch.append(prompt: [1, 2, 3], response: [2])
    batch.append(prompt: [6], response: [7])
    #expect(batch.tokens == [1, 2, 3, 4, 8, 9, 6])
    #expect(
      batch.segments == [
        Segment(rows: 0..<3), Segment(rows: 3..<4, prefix: 0..<3),
        Segment(rows: 4..<6, prefix: 0..<3), Segment(rows: 6..<7),
      ])
    #expect(batch.positions == [2, 3, 2, 4, 5, 2, 6])
    #expect(batch.targets == [4, 5, 8, 9, 1, 2, 7])
    #expect(batch.targetOffsets == [0, 2, 5, 6, 7])
  }
}

@Suite struct CharacterTokenizerTests {
  private let tokenizer = CharacterTokenizer()

  @Test func everyPrintableCharacterRoundTrips() throws {
    let text = String((32..<127).map { Character(UnicodeScalar($0)) })
    let tokens = try tokenizer.encode(text)
    #expect(tokens == Array(0..<95))
    #expect(tokenizer.decode(tokens + [95]) == text)
    #expect(tokenizer.vocabularyCount == 96 && tokenizer.endToken == 95)
  }

  @Test(arguments: ["é", "\n", "\u{7F}", "👍", "e\u{301}", "\r\n"]) func othersAreNamed(
    _ text: String
  ) {
    let error = #expect(throws: TokenizersError.self) { try tokenizer.encode("ab" + text) }
    #expect(error?.description.contains("position 3") == true)
  }
}
