import Foundation
import Networks
import Rollouts
import Support
import Tensors
import TestSupport
import Testing
import Tokenizers

@Suite struct LanguageModelTests {
  private func model() -> LanguageModel {
    LanguageModel(
      Toy.model(vocabulary: 96, width: 32, layers: 2, feedForward: 48, context: 64),
      tokenizer: CharacterTokenizer())
  }

  private func logits(_ model: LanguageModel) throws -> [Float] {
    let tokens = try model.tokenizer.prompt("1+2=")
    return model.transformer.logits(tokens, offsets: [0, tokens.count], in: Workspace()).values
  }

  @Test func aFolderComesBack() throws {
    let folder = try TemporaryFolder()
    let first = model()
    try first.save(to: folder.path)
    let second = try LanguageModel.load(folder.path)
    #expect(try logits(second) == logits(first))
    #expect(second.tokenizer.vocabularyCount == 96 && second.tokenizer.endToken == 95)
    #expect(try second.tokenizer.encode("abc") == first.tokenizer.encode("abc"))
    #expect(throws: RolloutsError.noChatTemplate(path: folder.path)) {
      try second.promptFormat(chat: true)
    }
  }

  /// An adapter's folder names its base; merged, it is one folder again.
  @Test func adaptersComeBack() throws {
    let folder = try TemporaryFolder()
    let base = model()
    try base.save(to: folder.path + "/base")
    let adapter = Adapter(
      LoRA(rank: 2, alpha: 4, targets: [.q, .down]), shape: base.transformer.shape,
      stream: RandomStream(seed: 1))
    for entry in adapter.parameters.entries {
      let tensor = adapter.parameters.tensor(entry.name)
      tensor.pointer.update(
        from: Toy.normals(tensor.count, sd: 0.2, entry.name), count: tensor.count)
    }
    try AdapterFolder.save(adapter, base: folder.path + "/base", to: folder.path + "/adapter")
    let adapted = try LanguageModel.load(folder.path + "/adapter")
    #expect(adapted.transformer.adapter?.settings == adapter.settings)
    #expect(adapted.basePath == folder.path + "/base")
    let beside = try logits(adapted)
    #expect(try relativeDeviation(beside, logits(base).map(Double.init)) > 1e-3)
    try adapted.save(to: folder.path + "/merged")
    let merged = try logits(try LanguageModel.load(folder.path + "/merged"))
    #expect(relativeDeviation(merged, beside.map(Double.init)) < Tolerance.goldenLogits)
  }

  @Test(arguments: [
    (#""peft_type": "LORA""#, #""peft_type": "IA3""#, "peft_type is IA3"),
    (#""use_dora" : false"#, #""use_dora" : true"#, "use_dora is set"),
    (#""r" : 2"#, #""r" : 0"#, "r is 0"),
    (#""q_proj""#, #""lm_head""#, "target_modules has 'lm_head'"),
    (#""bias" : "none""#, #""bias" : "all""#, "bias is set"),
  ])
  func otherAdaptersAreRefused(_ from: String, _ to: String, _ reason: String) throws {
    let folder = try TemporaryFolder()
    let adapter = Adapter(LoRA(rank: 2, targets: [.q]), shape: model().transformer.shape)
    try AdapterFolder.save(adapter, base: "b", to: folder.path)
    let path = folder.path + "/" + AdapterFolder.configurationName
    let text = try AtomicFile.readText(path)
    let spaced = from.replacingOccurrences(of: "\": ", with: "\" : ")
    #expect(text.contains(spaced))
    try AtomicFile.write(text.replacingOccurrences(of: spaced, with: to), to: path)
    #expect { try AdapterFolder.settings(of: folder.path) } throws: {
      "\($0)".contains(reason) && "\($0)".contains(path)
    }
  }

  /// A response ends where a stop string is complete, and keeps it.
  @Test func stopStringsEndResponses() throws {
    let engine = RolloutEngine(
      model().transformer, tokenizer: CharacterTokenizer(), stopStrings: ["a", "7"],
      pool: Toy.pool())
    let stream = RandomStream(seed: 4)
    let samples = try engine.sample(["x"], count: 200, cap: 40) { stream[$0, $1] }[0]
    var stopped = 0
    for sample in samples {
      let text = sample.completion.text
      let marks = text.filter { $0 == "a" || $0 == "7" }.count
      #expect(marks <= 1)
      if marks == 1 {
        #expect(sample.completion.isFinished && "a7".contains(text.last ?? " "))
        stopped += 1
      }
    }
    #expect(stopped > 40)
  }
}
