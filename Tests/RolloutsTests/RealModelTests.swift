import Foundation
import Networks
import Rollouts
import Support
import Tensors
import TestSupport
import Testing
import Tokenizers

/// `Tests/Golden/smollm2.json`: what llama.cpp and transformers say about SmolLM2-135M-Instruct.
struct GoldenRealModel: Decodable, Sendable {
  struct Text: Decodable, Sendable {
    var text: String
    var ids: [Int32]
    var tokenLogProbabilities: [Double?]
  }

  struct Greedy: Decodable, Sendable {
    var prompt: String
    var promptIDs, ids: [Int32]
  }

  var texts: [String: Text]
  var greedy: Greedy

  /// The file, where `assay model fetch` puts it; `nil` if it was not fetched.
  static let path: String? = {
    let path = CacheFolder.path + "/smollm2-135m-instruct.gguf"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}

@Suite(
  .enabled(if: GoldenRealModel.path != nil, "assay model fetch smollm2-135m-instruct"), .serialized)
struct RealModelTests {
  private let golden: GoldenRealModel = Golden.load("smollm2.json")

  @Test func tokensScoresAndGreedyContinuation() throws {
    let model = try LanguageModel.load(try #require(GoldenRealModel.path))
    for (name, text) in golden.texts {
      #expect(try model.tokenizer.encode(text.text) == text.ids, "\(name)")
    }
    #expect(try model.transformer.shape == FetchedModel.named("smollm2-135m-instruct").shape)
    let engine = RolloutEngine(
      model.transformer, tokenizer: model.tokenizer,
      promptFormat: try model.promptFormat(chat: true), decoding: .greedy, pool: Toy.pool(2))
    let names = golden.texts.keys.sorted()
    let scores = try engine.score(
      names.compactMap { golden.texts[$0] }.map { ([$0.ids[0]], Array($0.ids.dropFirst())) })
    for (name, score) in zip(names, scores) {
      let expected = golden.texts[name]?.tokenLogProbabilities.compactMap { $0 } ?? []
      #expect(largestDifference(score, expected) < Tolerance.realModelNats, "\(name)")
    }
    let question = "What is the capital of France?"
    #expect(try engine.promptTokens(question) == golden.greedy.promptIDs)
    let found = try engine.sample(
      tokens: [golden.greedy.promptIDs], count: 1, cap: golden.greedy.ids.count, stopsAtEnd: false
    ) { _, _ in RandomStream(seed: 1) }
    #expect(found[0][0].responseTokens == golden.greedy.ids)
  }
}
