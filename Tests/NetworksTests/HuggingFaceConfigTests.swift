import Foundation
import Networks
import Support
import Tensors
import TestSupport
import Testing

@Suite struct HuggingFaceConfigTests {
  /// What the Hub has for small models of the three families, cut to the keys that matter.
  private static let llama = #"""
    {"architectures": ["LlamaForCausalLM"], "attention_bias": false, "attention_dropout": 0.0,
     "bos_token_id": 128000, "eos_token_id": [128001, 128008, 128009], "head_dim": 64,
     "hidden_act": "silu", "hidden_size": 2048, "initializer_range": 0.02, "intermediate_size": 8192,
     "max_position_embeddings": 131072, "mlp_bias": false, "model_type": "llama",
     "num_attention_heads": 32, "num_hidden_layers": 16, "num_key_value_heads": 8, "pretraining_tp": 1,
     "rms_norm_eps": 1e-05, "rope_scaling": {"factor": 32.0, "high_freq_factor": 4.0,
     "low_freq_factor": 1.0, "original_max_position_embeddings": 8192, "rope_type": "llama3"},
     "rope_theta": 500000.0, "tie_word_embeddings": true, "torch_dtype": "bfloat16",
     "transformers_version": "4.45.0.dev0", "use_cache": true, "vocab_size": 128256}
    """#
  private static let qwen2 = #"""
    {"architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": 151643,
     "eos_token_id": 151645, "hidden_act": "silu", "hidden_size": 896, "intermediate_size": 4864,
     "max_position_embeddings": 32768, "max_window_layers": 21, "model_type": "qwen2",
     "num_attention_heads": 14, "num_hidden_layers": 24, "num_key_value_heads": 2,
     "rms_norm_eps": 1e-06, "rope_scaling": null, "rope_theta": 1000000.0, "sliding_window": 32768,
     "tie_word_embeddings": true, "torch_dtype": "bfloat16", "use_sliding_window": false,
     "vocab_size": 151936}
    """#
  private static let qwen3 = #"""
    {"architectures": ["Qwen3ForCausalLM"], "attention_bias": false, "bos_token_id": 151643,
     "dtype": "bfloat16", "eos_token_id": 151645, "head_dim": 128, "hidden_act": "silu",
     "hidden_size": 1024, "intermediate_size": 3072, "layer_types": ["full_attention"],
     "max_position_embeddings": 40960, "max_window_layers": 28, "model_type": "qwen3",
     "num_attention_heads": 16, "num_hidden_layers": 28, "num_key_value_heads": 8,
     "rms_norm_eps": 1e-06, "rope_parameters": {"rope_theta": 1000000, "rope_type": "default"},
     "sliding_window": null, "tie_word_embeddings": true, "use_sliding_window": false,
     "vocab_size": 151936}
    """#

  private func read(_ json: String, _ changes: [String: Any?] = [:]) throws -> ModelConfiguration {
    let folder = try TemporaryFolder()
    var config = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    for (key, value) in changes { config[key] = value }
    let path = folder.file("config.json")
    try AtomicFile.write(JSONSerialization.data(withJSONObject: config), to: path)
    return try ModelConfiguration(readingFrom: path)
  }

  @Test func realConfigurationsAreRead() throws {
    let llama = try read(Self.llama)
    #expect(
      llama.shape
        == TransformerShape(
          vocabulary: 128_256, width: 2048, layers: 16, heads: 32, keyValueHeads: 8, headWidth: 64,
          feedForward: 8192, context: 131_072, rotaryBase: 500_000, normEpsilon: 1e-5,
          rotaryScaling: RotaryScaling(
            factor: 32, lowFrequency: 1, highFrequency: 4, originalContext: 8192)))
    #expect(llama.precision == .bf16 && llama.startToken == 128_000)
    #expect(llama.endTokens == [128_001, 128_008, 128_009])
    #expect(llama.shape.parameterCount == 1_235_814_400)
    let qwen2 = try read(Self.qwen2)
    #expect(qwen2.shape.family == .qwen2 && qwen2.shape.headWidth == 64)
    #expect(qwen2.shape.rotaryScaling == nil && qwen2.shape.rotaryBase == 1e6)
    #expect(qwen2.endTokens == [151_645] && qwen2.shape.parameterCount == 494_032_768)
    let qwen3 = try read(Self.qwen3)
    #expect(qwen3.shape.family == .qwen3 && qwen3.shape.headWidth == 128)
    #expect(qwen3.shape.rotaryBase == 1e6 && qwen3.shape.rotaryScaling == nil)
    #expect(qwen3.precision == .bf16 && qwen3.shape.parameterCount == 596_049_920)
  }

  @Test func missingKeysHaveDefaults() throws {
    let absent: Any? = nil
    let plain = try read(
      Self.llama,
      [
        "head_dim": absent, "num_key_value_heads": absent, "rope_scaling": absent,
        "tie_word_embeddings": absent, "architectures": absent, "torch_dtype": absent,
        "eos_token_id": NSNull(), "bos_token_id": absent, "rope_theta": absent,
      ])
    #expect(plain.shape.headWidth == 64 && plain.shape.keyValueHeads == 32)
    #expect(!plain.shape.tiedHead && plain.precision == .f32 && plain.shape.rotaryBase == 10_000)
    #expect(plain.endTokens.isEmpty && plain.startToken == nil)
    // Both spellings of the scaling's kind, and both places.
    let scaling: [String: Any] = [
      "factor": 8, "low_freq_factor": 1, "high_freq_factor": 4,
      "original_max_position_embeddings": 8192, "type": "llama3",
    ]
    #expect(try read(Self.llama, ["rope_scaling": scaling]).shape.rotaryScaling?.factor == 8)
    let newer = try read(
      Self.llama,
      [
        "rope_scaling": absent, "rope_theta": absent,
        "rope_parameters": scaling.merging(["rope_theta": 5e5]) { $1 },
      ])
    #expect(newer.shape.rotaryScaling?.factor == 8 && newer.shape.rotaryBase == 500_000)
    #expect(try read(Self.llama, ["rope_scaling": NSNull()]).shape.rotaryScaling == nil)
  }

  @Test(arguments: [
    (llama, "architectures", #"["MistralForCausalLM"]"#, "LlamaForCausalLM, Qwen2ForCausalLM"),
    (llama, "rope_scaling", #"{"rope_type":"longrope","factor":4.0}"#, "rope_type longrope"),
    (
      llama, "rope_scaling", #"{"rope_type":"default","rope_theta":500.0}"#,
      "rope_theta 500.0 in rope_scaling and 500000.0 in the configuration"
    ),
    (qwen3, "rope_theta", "10000", "rope_theta 1000000.0 in rope_parameters and 10000.0"),
    (llama, "intermediate_size", "null", "'intermediate_size' is not a whole number"),
    (llama, "rms_norm_eps", #""small""#, "'rms_norm_eps' is not a number"),
    (llama, "architectures", #"["LlamaForSequenceClassification"]"#, "Qwen3ForCausalLM"),
    (llama, "model_type", #""gemma""#, "LlamaForCausalLM"),
    (llama, "attention_bias", "true", "attention_bias"), (llama, "mlp_bias", "true", "mlp_bias"),
    (llama, "hidden_act", #""gelu""#, "silu"), (qwen3, "attention_bias", "true", "attention_bias"),
    (llama, "rope_scaling", #"{"type":"linear"}"#, "rope_type linear needs 'factor'"),
    (llama, "rope_scaling", #"{"rope_type":"llama3","factor":4.0}"#, "low_freq_factor"),
    (llama, "rope_scaling", #"{"factor":4.0}"#, "rope_type"),
    (llama, "rope_interleaved", "true", "rope_interleaved"),
    (
      llama, "rope_parameters", #"{"full_attention":{"rope_theta":500.0}}"#,
      "rotary parameters of their own for each kind of layer"
    ),
    (llama, "partial_rotary_factor", "0.5", "partial_rotary_factor"),
    (llama, "quantization_config", #"{"bits":4}"#, "quantization_config"),
    (llama, "max_position_embeddings", "100000000", "context length"),
    (llama, "num_attention_heads", "0", "num_attention_heads"),
    (llama, "head_dim", "-64", "head width"), (llama, "rope_theta", "-1", "rotary base"),
    (llama, "vocab_size", "1000000000000", "vocabulary"),
    (llama, "vocab_size", "1e300", "config.json"),
    (llama, "num_key_value_heads", "5", "key-value heads"),
    (llama, "eos_token_id", #""</s>""#, "eos"),
    (qwen2, "layer_types", #"["full_attention","sliding_attention"]"#, "full attention"),
    (qwen2, "hidden_size", "null", "hidden"),
  ])
  func whatIsNotComputedIsRefused(
    _ json: String, _ key: String, _ value: String, _ message: String
  ) throws {
    let parsed = try JSONSerialization.jsonObject(
      with: Data(value.utf8), options: .fragmentsAllowed)
    do {
      _ = try read(json, [key: parsed])
      Issue.record("\(key) = \(value) was accepted")
    } catch let error as NetworksError {
      #expect(error.description.contains(message), "\(error)")
      #expect(!error.description.contains("\n"), "\(error)")
    }
  }

  @Test func relativesAndOlderSpellingsAreRead() throws {
    let mistral: [String: Any?] = [
      "architectures": ["MistralForCausalLM"], "model_type": "mistral", "sliding_window": NSNull(),
      "rope_scaling": [String: Any](),
    ]
    let read = try read(Self.llama, mistral)
    #expect(read.shape.family == .llama && read.shape.rotaryScaling == nil)
    _ = try self.read(Self.llama, mistral.merging(["sliding_window": 131_072]) { $1 })
    #expect(throws: NetworksError.self) {
      try self.read(Self.llama, mistral.merging(["sliding_window": 4096]) { $1 })
    }
    #expect(try self.read(Self.llama, ["architectures": [String]()]).shape.family == .llama)
    #expect(try self.read(Self.qwen3, ["architectures": ["Qwen3Model"]]).shape.family == .qwen3)
    // A context of a million tokens: positions up to 524 288 are kept for heads of 128.
    #expect(
      try self.read(Self.qwen3, ["max_position_embeddings": 1_010_000]).shape.context == 524_288)
    let inside: [String: Any?] = [
      "rope_theta": nil, "rope_scaling": ["rope_type": "default", "rope_theta": 500.0],
    ]
    #expect(try self.read(Self.llama, inside).shape.rotaryBase == 500)
    let dynamic = ["rope_scaling": ["rope_type": "dynamic", "factor": 2.0] as [String: Any]]
    #expect(try self.read(Self.llama, dynamic).shape.rotaryScaling == nil)
  }

  /// Cosines of the angles that `transformers` 5.24 computes (`modeling_rope_utils.py`): width, base, scaling, angles.
  @Test(arguments: [
    (
      16, 10_000.0, #"{"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64}"#,
      1.138629436111989,
      [1.0, 0.237170825, 0.05, 0.00790569415, 0.0025, 0.000790569415, 0.00025, 7.90569415e-05]
    ),
    (
      32, 1e6, #"{"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 4096}"#,
      1.2079441541679836,
      [
        1.0, 0.421696503, 0.177827941, 0.0749894209, 0.0260887907, 0.00866788931, 0.00267112129,
        0.000711412112,
      ]
    ),
    (
      32, 1e6,
      #"{"rope_type": "yarn", "factor": 8.0, "original_max_position_embeddings": 4096, "attention_factor": 1.5}"#,
      1.5, [1.0, 0.421696503, 0.177827941]
    ),
    (8, 10_000.0, #"{"type": "linear", "factor": 4.0}"#, 1, [0.25, 0.025, 0.0025, 0.00025]),
  ])
  func longerContextsHaveSlowerAngles(
    _ width: Int, _ base: Double, _ scaling: String, _ attention: Double, _ angles: [Double]
  ) throws {
    let parsed = try JSONSerialization.jsonObject(with: Data(scaling.utf8))
    let shape = try read(
      Self.llama,
      [
        "rope_scaling": parsed, "rope_theta": base, "head_dim": width,
        "max_position_embeddings": 8192,
      ]
    ).shape
    let table = RotaryTable(
      width: width, positions: 64, base: shape.rotaryBase, scaling: shape.rotaryScaling)
    for position in [0, 1, 7, 63] {
      for (i, angle) in angles.enumerated() {
        var head = [Float](repeating: 0, count: width)
        head[i] = 1
        table.rotate(head, position: position, into: &head)
        let turned = Double(position) * angle
        #expect(abs(Double(head[i]) - attention * cos(turned)) < 2e-6)
        #expect(abs(Double(head[i + width / 2]) - attention * sin(turned)) < 2e-6)
      }
    }
  }

  @Test func aHeadOfItsOwnIsUsedWhateverTheConfigurationSays() throws {
    let folder = try TemporaryFolder()
    let tied = TransformerShape(
      vocabulary: 40, width: 32, layers: 1, heads: 4, feedForward: 48, context: 64, tiedHead: true)
    var untied = tied
    untied.tiedHead = false
    let model = Transformer(shape: untied)
    let normals = Toy.normals(model.parameters.count, "head")
    model.parameters.values.pointer.update(from: normals, count: normals.count)
    try ModelFolder.save(model, to: folder.path)
    let path = folder.file("config.json")
    let text = try AtomicFile.readText(path)
    #expect(text.contains("\"tie_word_embeddings\" : false"))
    try AtomicFile.write(
      text.replacing("\"tie_word_embeddings\" : false", with: "\"tie_word_embeddings\" : true"),
      to: path)
    #expect(try ModelFolder.load(folder.path).shape == untied)
    // The embedding stored a second time is one.
    model.parameters.tensor("lm_head.weight").copy(
      from: model.parameters.tensor("model.embed_tokens.weight"))
    try model.parameters.save(to: folder.file("model.safetensors"))
    #expect(try ModelFolder.load(folder.path).shape == tied)
    // And none at all is an error that names it.
    try Transformer(shape: tied).parameters.save(to: folder.file("model.safetensors"))
    try AtomicFile.write(text, to: path)
    #expect { try ModelFolder.load(folder.path) } throws: {
      "\($0)".contains("'lm_head.weight' is missing")
    }
  }

  @Test func whatOtherProgramsLeaveInAFolderIsNamed() throws {
    let folder = try TemporaryFolder()
    let shape = TransformerShape(
      vocabulary: 40, width: 32, layers: 1, heads: 4, feedForward: 48, context: 64)
    try ModelFolder.save(Transformer(shape: shape), to: folder.path)
    let weights = folder.file("model.safetensors")
    // Names as torch.compile and DistributedDataParallel write them.
    let whole = try AtomicFile.read(weights)
    for prefix in ["_orig_mod.", "module."] {
      let named = Parameters(
        Transformer(shape: shape).parameters.entries.map { (prefix + $0.name, $0.rows, $0.columns) }
      )
      for i in 0..<named.count { named.values.pointer[i] = Float(i % 7) / 8 }
      try named.save(to: weights)
      #expect(try ModelFolder.load(folder.path).parameters.values.values == named.values.values)
    }
    try AtomicFile.write(
      Data("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n".utf8), to: weights)
    #expect { try ModelFolder.load(folder.path) } throws: { "\($0)".contains("a Git LFS pointer") }
    try FileManager.default.removeItem(atPath: weights)
    try AtomicFile.write(whole, to: folder.file("pytorch_model.bin"))
    #expect { try ModelFolder.load(folder.path) } throws: {
      "\($0)".contains("pickled") && "\($0)".contains("safe_serialization=True")
    }
  }

  @Test func slidingWindowsAreRefusedOnlyInUse() throws {
    let used: [String: Any?] = ["use_sliding_window": true, "sliding_window": 4096]
    #expect(throws: NetworksError.self) { try read(Self.qwen2, used) }
    // Beyond the last layer, or as wide as the context, a window changes nothing.
    _ = try read(Self.qwen2, used.merging(["max_window_layers": 24]) { $1 })
    _ = try read(Self.qwen2, ["use_sliding_window": true])
    _ = try read(Self.qwen2, ["sliding_window": 4096])
  }

  @Test(arguments: TransformerShape.Family.allCases, [true, false])
  func everyShapeIsWrittenAndRead(_ family: TransformerShape.Family, _ tied: Bool) throws {
    let folder = try TemporaryFolder()
    let shape = TransformerShape(
      vocabulary: 40, width: 32, layers: 2, heads: 4, keyValueHeads: 2, headWidth: 16,
      feedForward: 48, context: 4096, tiedHead: tied, rotaryBase: 500_000, normEpsilon: 1e-6,
      family: family,
      rotaryScaling: tied
        ? RotaryScaling(factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 512) : nil)
    let model = Transformer(shape: shape)
    let normals = Toy.normals(model.parameters.count, "config")
    for i in 0..<normals.count { model.parameters.values.pointer[i] = normals[i] }
    try ModelFolder.save(model, to: folder.path, startToken: 3, endToken: 0)
    let found = try ModelFolder.load(folder.path)
    #expect(found.shape == shape)
    #expect(found.parameters.values.values == normals)
    let configuration = try ModelConfiguration(readingFrom: folder.file("config.json"))
    #expect(
      configuration == ModelConfiguration(shape: shape, startToken: 3, endTokens: [0]))
    let generation = try AtomicFile.readText(folder.file("generation_config.json"))
    #expect(generation.contains(#""eos_token_id" : 0"#), "\(generation)")
    let expected = [
      "llama": "LlamaForCausalLM", "qwen2": "Qwen2ForCausalLM", "qwen3": "Qwen3ForCausalLM",
    ]
    let text = try AtomicFile.readText(folder.file("config.json"))
    #expect(text.contains(expected[family.rawValue] ?? "?"))
  }

  @Test func sixteenBitsRoundOnce() throws {
    let folder = try TemporaryFolder()
    let model = Toy.model()
    for precision in [StoredPrecision.f16, .bf16] {
      try ModelFolder.save(model, to: folder.path, precision: precision)
      #expect(
        try ModelConfiguration(readingFrom: folder.file("config.json")).precision == precision)
      let once = try ModelFolder.load(folder.path)
      let unit = precision == .f16 ? 0x1p-11 : 0x1p-8
      for (a, b) in zip(once.parameters.values.values, model.parameters.values.values) {
        #expect(Double(abs(a - b)) <= unit * Double(abs(b)) + 0x1p-25)
      }
      try ModelFolder.save(once, to: folder.path, precision: precision)
      let twice = try ModelFolder.load(folder.path)
      #expect(twice.parameters.values.values == once.parameters.values.values)
    }
  }
}
