import Foundation
import Rollouts
import Support
import Synchronization
import TestSupport
import Testing

/// Sequences that arrive while others are decoded.
@Suite struct LiveEngineTests {
  /// What became of a sequence.
  final class Record: Sendable {
    let events = Mutex<[LiveEvent]>([])
    let ended = DispatchSemaphore(value: 0)

    func take(_ event: LiveEvent) {
      events.withLock { $0.append(event) }
      switch event {
      case .end, .failed: ended.signal()
      case .read, .token: break
      }
    }

    var tokens: [Int32] {
      events.withLock { $0.compactMap { if case .token(let t, _) = $0 { t.token } else { nil } } }
    }
    var logprobs: [Float] {
      events.withLock { $0.compactMap { if case .token(let t, _) = $0 { t.logprob } else { nil } } }
    }
    var reading: PromptReading? {
      events.withLock {
        $0.lazy.compactMap { if case .read(let r) = $0 { r } else { nil } }.first
      }
    }
  }

  private func engine(workers: Int = 1, teams: Bool = false) -> RolloutEngine {
    var engine = RolloutEngine(
      Toy.model(tiedHead: false, seed: 3), tokenizer: Toy.tokenizer, pool: Toy.pool(workers))
    if teams { engine.largeWeights = 0 }
    return engine
  }

  /// Decodes sequences that come in three lots.
  private func decode(
    _ lots: [[LiveSequence]], _ records: [Record], _ engine: RolloutEngine, cacheBytes: Int? = nil
  ) throws {
    let live = LiveEngine(engine, cacheBytes: cacheBytes)
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      try? live.run()
      done.signal()
    }
    for lot in lots {
      try live.submit(lot)
      Thread.sleep(forTimeInterval: 0.003)
    }
    for record in records { record.ended.wait() }
    live.close()
    done.wait()
  }

  /// Also where keys and values have room for one or two at a time.
  @Test(arguments: [
    (1, false, nil), (2, false, nil), (2, true, nil), (2, false, 40_000), (2, true, 1),
  ])
  func sequencesAreThoseOfABatch(_ workers: Int, _ teams: Bool, _ cacheBytes: Int?) throws {
    let engine = engine(workers: workers, teams: teams)
    let prompts = try ["1+2=", "98-7=", "a longer prompt", "x"].map(engine.promptTokens)
    let settings = [Decoding(), Decoding(temperature: 0.7, topK: 9), .greedy]
    let stream = RandomStream(seed: 4)["live"]
    var (lots, records): ([[LiveSequence]], [Record]) = ([], [])
    for (s, decoding) in settings.enumerated() {
      lots.append(
        prompts.indices.flatMap { p in
          (0..<5).map { k in
            let record = Record()
            records.append(record)
            return LiveSequence(
              prompt: prompts[p], decoding: decoding, cap: 5 + 3 * p, stream: stream[s, p, k],
              receive: record.take)
          }
        })
    }
    try decode(lots, records, engine, cacheBytes: cacheBytes)
    for (s, decoding) in settings.enumerated() {
      for p in prompts.indices {
        var batch = self.engine()
        batch.decoding = decoding
        let expected = try batch.sample(tokens: [prompts[p]], count: 5, cap: 5 + 3 * p) {
          stream[s, p, $1]
        }[0]
        for k in 0..<5 {
          let record = records[(s * prompts.count + p) * 5 + k]
          #expect(record.tokens == expected[k].responseTokens)
          #expect(record.logprobs == expected[k].plainLogprobs)
        }
      }
    }
  }

  @Test func promptsAreReadAsTheyAreScored() throws {
    let engine = engine()
    let prompt = try engine.promptTokens("12+3=15 and so on")
    let record = Record()
    let only = LiveSequence(
      prompt: prompt, decoding: .greedy, cap: 0, stream: RandomStream(seed: 1), top: 3,
      readsPrompt: true, receive: record.take)
    let more = Record()
    let both = LiveSequence(
      prompt: prompt, decoding: .greedy, cap: 4, stream: RandomStream(seed: 1),
      readsPrompt: true, receive: more.take)
    try decode([[only, both]], [record, more], engine)
    let expected = try engine.score([(Array(prompt.prefix(1)), Array(prompt.dropFirst()))])[0]
    let reading = try #require(record.reading)
    #expect(
      largestDifference(reading.logprobs, expected.map(Double.init)) < Tolerance.decodingMismatch)
    #expect(record.tokens.isEmpty)
    #expect(reading.top.count == reading.logprobs.count && reading.top.allSatisfy { $0.count == 3 })
    for (own, top) in zip(reading.logprobs, reading.top) {
      #expect(top[0].logprob >= top[1].logprob && top[1].logprob >= top[2].logprob)
      #expect(own <= top[0].logprob)
    }
    #expect(more.reading?.logprobs == reading.logprobs)
    var batch = engine
    batch.decoding = .greedy
    let sampled = try batch.sample(tokens: [prompt], count: 1, cap: 4) { _, _ in
      RandomStream(seed: 1)
    }
    #expect(more.tokens == sampled[0][0].responseTokens)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let live = LiveEngine(engine())
    func submit(_ prompt: [Int32], _ decoding: Decoding, _ cap: Int) throws {
      try live.submit([
        LiveSequence(prompt: prompt, decoding: decoding, cap: cap, stream: RandomStream(seed: 1)) {
          _ in
        }
      ])
    }
    #expect(throws: RolloutsError.self) { try submit([1], Decoding(temperature: -1), 3) }
    #expect(throws: RolloutsError.context(prompt: 2, cap: 95, context: 96)) {
      try submit([1, 2], Decoding(), 95)
    }
  }

  /// Weights that are no numbers end everything, and say so to everybody.
  @Test(arguments: [1, 2]) func brokenWeightsFailAll(_ workers: Int) throws {
    let model = Toy.model(tiedHead: false, seed: 3)
    model.parameters.tensor("lm_head.weight").fill(.nan)
    let engine = RolloutEngine(model, tokenizer: Toy.tokenizer, pool: Toy.pool(workers))
    let live = LiveEngine(engine)
    let records = (0..<6).map { _ in Record() }
    try live.submit(
      records.enumerated().map { i, record in
        LiveSequence(
          prompt: [95, Int32(i)], decoding: Decoding(), cap: i % 2 == 0 ? 5 : 0,
          stream: RandomStream(seed: 1), readsPrompt: i % 2 == 1, receive: record.take)
      })
    #expect(throws: RolloutsError.notFinite) { try live.run() }
    for record in records {
      record.ended.wait()
      guard case .failed(.notFinite) = record.events.withLock({ $0.last }) else {
        Issue.record("an end that is no failure")
        continue
      }
    }
  }
}
