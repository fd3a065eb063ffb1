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
    (#""peft_type": "LORA""#, #""peft_type": "IA3""#, "peft_type IA3 is not supported"),
    (#""r" : 2"#, #""r" : 0"#, "r 0.0 is not supported; supported: 1 to 4096"),
    (#""lora_alpha" : 32"#, #""lora_alpha" : "x""#, "'lora_alpha' is not a number"),
    (#""bias" : "none""#, #""bias" : "all""#, "bias \"all\" is not supported"),
    (#""bias" : "none""#, #""init_lora_weights" : "pissa""#, "init_lora_weights \"pissa\""),
    (#""bias" : "none""#, #""init_lora_weights" : "olora""#, "init_lora_weights \"olora\""),
    (#""bias" : "none""#, #""alora_invocation_tokens" : [1]"#, "alora_invocation_tokens [1]"),
    (#""bias" : "none""#, #""layer_replication" : [[0, 1]]"#, "layer_replication [[0,1]]"),
    (#""bias" : "none""#, #""anything_new" : true"#, "anything_new true is not supported"),
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
    #expect { try AdapterFolder.base(of: folder.path) } throws: {
      "\($0)".contains(reason) && "\($0)".contains(path)
    }
  }

  /// Adapters that are more than plain LoRA, against products written out here.
  @Test(arguments: ["rslora", "dora", "patterns", "saved"])
  func otherFormsOfLoRAAreMerged(_ kind: String) throws {
    let folder = try TemporaryFolder()
    let base = model().transformer
    try LanguageModel(base, tokenizer: CharacterTokenizer()).save(to: folder.path + "/base")
    let (q, down) = ("model.layers.0.self_attn.q_proj", "model.layers.1.mlp.down_proj")
    let size = { (name: String) in base.parameters.entry(name + ".weight") }
    let ranks = kind == "patterns" ? [q: 2, down: 3] : [q: 2, down: 2]
    var shapes: [(name: String, rows: Int, columns: Int)] = []
    for name in [q, down] {
      let rank = ranks[name] ?? 0
      shapes.append(("base_model.model.\(name).lora_A.weight", rank, size(name).columns))
      shapes.append(("base_model.model.\(name).lora_B.weight", size(name).rows, rank))
      if kind == "dora" {
        shapes.append(("base_model.model.\(name).lora_magnitude_vector", size(name).rows, 1))
      }
    }
    if kind == "saved" {
      shapes.append(("base_model.model.model.norm.weight", base.shape.width, 1))
    }
    let stored = Parameters(shapes)
    stored.values.pointer.update(
      from: Toy.normals(stored.count, sd: 0.3, kind), count: stored.count)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/adapter", withIntermediateDirectories: true)
    try stored.save(to: folder.path + "/adapter/adapter_model.safetensors")
    let settings = [
      "rslora": #""use_rslora": true"#,
      "dora": #""use_dora": true, "init_lora_weights": "gaussian""#,
      "patterns":
        #""rank_pattern": {"down_proj": 3}, "alpha_pattern": {"layers.1.mlp.down_proj": 5}"#,
      "saved": #""modules_to_save": ["norm"]"#,
    ]
    try AtomicFile.write(
      #"{"peft_type": "LORA", "r": 2, "lora_alpha": 6, "target_modules": ".*(q|down)_proj", "#
        + "\(settings[kind] ?? ""), \"base_model_name_or_path\": \"gone\"}",
      to: folder.path + "/adapter/adapter_config.json")
    let found = try LanguageModel.load(folder.path + "/adapter", base: folder.path + "/base")
      .transformer
    #expect(found.adapter == nil)
    // Factors that the configuration rules out are not what PEFT would apply.
    for (rule, words) in [
      (#""target_modules": ["q_proj"]"#, "target_modules does not select it"),
      (
        #""target_modules": ["q_proj", "down_proj"], "exclude_modules": ["mlp.down_proj"]"#,
        "rules it out"
      ),
      (
        #""target_modules": ["q_proj", "down_proj"], "layers_to_transform": [0]"#,
        "does not select its layer"
      ),
    ] {
      try AtomicFile.write(
        #"{"peft_type": "LORA", "r": 2, "lora_alpha": 6, "# + rule + ", "
          + "\(settings[kind] ?? ""), \"base_model_name_or_path\": \"gone\"}",
        to: folder.path + "/adapter/adapter_config.json")
      #expect {
        try LanguageModel.load(folder.path + "/adapter", base: folder.path + "/base")
      } throws: {
        "\($0)".contains("the weights hold factors of '\(down)'") && "\($0)".contains(words)
      }
    }
    for name in [q, down] {
      let (entry, rank) = (size(name), ranks[name] ?? 0)
      let a = stored.tensor("base_model.model.\(name).lora_A.weight").values.map(Double.init)
      let b = stored.tensor("base_model.model.\(name).lora_B.weight").values.map(Double.init)
      let alpha = kind == "patterns" && name == down ? 5.0 : 6
      let scale = alpha / (kind == "rslora" ? Double(rank).squareRoot() : Double(rank))
      var expected = base.parameters.tensor(name + ".weight").values.map(Double.init)
      for row in 0..<entry.rows {
        for column in 0..<entry.columns {
          for k in 0..<rank {
            expected[row * entry.columns + column] +=
              scale * b[row * rank + k] * a[k * entry.columns + column]
          }
        }
        guard kind == "dora" else { continue }
        let range = row * entry.columns..<(row + 1) * entry.columns
        let norm = expected[range].reduce(0) { $0 + $1 * $1 }.squareRoot()
        let magnitude = Double(
          stored.tensor("base_model.model.\(name).lora_magnitude_vector").values[row])
        for index in range { expected[index] *= magnitude / norm }
      }
      #expect(relativeDeviation(found.parameters.tensor(name + ".weight").values, expected) < 1e-5)
    }
    let norm = found.parameters.tensor("model.norm.weight").values
    #expect(
      norm
        == (kind == "saved"
        ? stored.tensor("base_model.model.model.norm.weight")
        : base.parameters.tensor("model.norm.weight")).values)
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
