import Foundation
import Networks
import Support
import Tensors
import TestSupport
import Testing

/// The files that `Tests/Golden/make_gguf_golden.py` wrote.
enum GGUFGolden {
  struct Contents: Decodable {
    struct Shape: Decodable {
      var vocabulary, width, layers, heads, keyValueHeads, headWidth, feedForward, context: Int
      var tiedHead: Bool
      var rotaryBase, normEpsilon: Double
    }
    var types: [String: [Int]]
    var models: [String: Shape]
  }

  static let contents: Contents = Golden.load("gguf/golden.json")

  static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden/gguf").appendingPathComponent(name).path
  }
}

@Suite struct GGUFTests {
  /// Every type becomes what gguf-py makes of it, to the bit.
  @Test func dequantizationIsTheReferences() throws {
    let file = try GGUFFile(GGUFGolden.path("types.gguf"))
    #expect(file.version == 3 && file.tensors.count == GGUFTensorType.allCases.count)
    let expected = try AtomicFile.read(GGUFGolden.path("types.f32"))
    var start = 0
    for (name, shape) in GGUFGolden.contents.types.sorted(by: { $0.key < $1.key }) {
      let tensor = try #require(file.tensors[name])
      #expect(tensor.shape == shape && tensor.type.name == name)
      let found = try file.values(of: name)
      let bits = expected[start..<start + 4 * tensor.count]
      #expect(found.withUnsafeBytes { Data($0) } == bits, "\(name)")
      #expect(found.allSatisfy(\.isFinite) && Set(found).count > 40, "\(name)")
      start += 4 * tensor.count
    }
    #expect(start == expected.count)
  }

  @Test func metadataOfEveryTypeAreRead() throws {
    let file = try GGUFFile(GGUFGolden.path("types.gguf"))
    func value(_ name: String) -> GGUFValue? { file.metadata["value." + name] }
    func array(_ name: String) -> GGUFValue? { file.metadata["array." + name] }
    #expect(value("u8") == .integer(255) && value("i8") == .integer(-128))
    #expect(value("u16") == .integer(65_535) && value("i16") == .integer(-32_768))
    #expect(value("u32") == .integer(4_294_967_295) && value("i32") == .integer(-2_147_483_648))
    #expect(value("u64") == .unsigned(.max) && value("i64") == .integer(.min))
    // A single is the decimal that was meant.
    #expect(value("f32") == .float(0.1) && value("f64") == .float(0.1))
    #expect(value("bool") == .bool(true) && value("string") == .string("Zoë €"))
    #expect(array("u8") == .integers([0, 255]) && array("i8") == .integers([-128, 127]))
    #expect(array("u16") == .integers([65_535]) && array("i16") == .integers([-32_768]))
    #expect(array("u32") == .integers([4_294_967_295]) && array("i32") == .integers([-1, 2]))
    #expect(array("u64") == .values([.integer(1), .unsigned(.max)]))
    #expect(array("i64") == .integers([-5]) && array("f64") == .floats([0.1]))
    #expect(array("f32") == .floats([0.5, 1e-5]) && array("bool") == .bools([true, false]))
    #expect(array("string") == .strings(["a", "", "é"]))
    #expect(array("nested") == .values([.integers([1, 2]), .integers([3])]))
    #expect(value("u8")?.float == 255 && value("string")?.integer == nil)
  }

  /// Shape, names and the order of rows: the same weights as the safetensors file beside it.
  @Test(arguments: TransformerShape.Family.allCases) func modelsAreRead(
    _ family: TransformerShape.Family
  ) throws {
    let (model, file) = try GGUFModel.load(GGUFGolden.path(family.rawValue + ".gguf"))
    let golden = try #require(GGUFGolden.contents.models[family.rawValue])
    var scaling: RotaryScaling?
    if family == .llama {
      scaling = RotaryScaling(
        factor: 32, lowFrequency: 1, highFrequency: 4, originalContext: 8192)
    }
    #expect(
      model.shape
        == TransformerShape(
          vocabulary: golden.vocabulary, width: golden.width, layers: golden.layers,
          heads: golden.heads, keyValueHeads: golden.keyValueHeads, headWidth: golden.headWidth,
          feedForward: golden.feedForward, context: golden.context, tiedHead: golden.tiedHead,
          rotaryBase: golden.rotaryBase, normEpsilon: golden.normEpsilon, family: family,
          rotaryScaling: scaling))
    let expected = Transformer(shape: model.shape)
    try expected.parameters.load(from: GGUFGolden.path(family.rawValue + ".safetensors"))
    for entry in model.parameters.entries {
      #expect(
        model.parameters.tensor(entry.name).values.map(\.bitPattern)
          == expected.parameters.tensor(entry.name).values.map(\.bitPattern), "\(entry.name)")
    }
    let tokenizer = try file.tokenizer()
    #expect(tokenizer.model == "gpt2" && tokenizer.pre == "smollm" && !tokenizer.addsStartToken)
    #expect(tokenizer.pieces.count == golden.vocabulary && tokenizer.pieces[4] == "Ġ")
    #expect(tokenizer.merges == ["a b", "Ġ a"] && tokenizer.tokenTypes.prefix(3) == [3, 3, 1])
    #expect(tokenizer.startToken == 0 && tokenizer.endToken == 1)
    #expect(tokenizer.chatTemplate == "{{ messages }}")
  }

  // MARK: - files made here

  /// Writes GGUF files by hand, as the format describes them.
  struct Maker {
    var values = Data()
    var valueCount = 0
    var tensors = Data()
    var tensorCount = 0
    var body = Data()
    var version: UInt32 = 3

    static func bytes<Number: FixedWidthInteger>(_ number: Number) -> Data {
      withUnsafeBytes(of: number.littleEndian) { Data($0) }
    }

    static func string(_ text: String) -> Data {
      bytes(UInt64(text.utf8.count)) + Data(text.utf8)
    }

    mutating func set(_ key: String, _ type: UInt32, _ value: Data) {
      values += Self.string(key) + Self.bytes(type) + value
      valueCount += 1
    }

    mutating func set(_ key: String, text: String) { set(key, 8, Self.string(text)) }

    mutating func set(_ key: String, integer number: UInt32) { set(key, 4, Self.bytes(number)) }

    mutating func set(_ key: String, float number: Float) {
      set(key, 6, Self.bytes(number.bitPattern))
    }

    /// A tensor of Float32; axes in GGUF's order.
    mutating func add(_ name: String, _ axes: [Int], _ values: [Float], type: UInt32 = 0) {
      tensors += Self.string(name) + Self.bytes(UInt32(axes.count))
      for axis in axes { tensors += Self.bytes(UInt64(axis)) }
      tensors += Self.bytes(type) + Self.bytes(UInt64(body.count))
      tensorCount += 1
      for value in values { body += Self.bytes(value.bitPattern) }
      body += Data(count: (32 - body.count % 32) % 32)
    }

    var data: Data {
      var result = Data("GGUF".utf8) + Self.bytes(version)
      result += Self.bytes(UInt64(tensorCount)) + Self.bytes(UInt64(valueCount))
      result += values + tensors
      result += Data(count: (32 - result.count % 32) % 32)
      return result + body
    }

    /// The smallest model.
    static func model(
      architecture: String = "llama", frequencies: [Float]? = nil, base: Float = 10_000,
      context: UInt32 = 64
    ) -> Maker {
      var maker = Maker()
      maker.set("general.architecture", text: architecture)
      let sizes: [(String, UInt32)] = [
        ("block_count", 1), ("context_length", context), ("embedding_length", 8),
        ("feed_forward_length", 8), ("attention.head_count", 1),
      ]
      for (key, size) in sizes { maker.set("\(architecture).\(key)", integer: size) }
      maker.set("\(architecture).attention.layer_norm_rms_epsilon", float: 1e-5)
      maker.set("\(architecture).rope.freq_base", float: base)
      let square = (0..<64).map { Float($0) }
      maker.add("token_embd.weight", [8, 8], square)
      maker.add("output_norm.weight", [8], Array(square.prefix(8)))
      for name in ["attn_norm", "ffn_norm"] {
        maker.add("blk.0.\(name).weight", [8], Array(square.prefix(8)))
      }
      for name in ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"] {
        maker.add("blk.0.\(name).weight", [8, 8], square)
      }
      if let frequencies { maker.add("rope_freqs.weight", [frequencies.count], frequencies) }
      return maker
    }
  }

  private func load(_ maker: Maker) throws -> Transformer {
    let folder = try TemporaryFolder()
    let path = folder.file("x.gguf")
    try AtomicFile.write(maker.data, to: path)
    return try GGUFModel.load(path).transformer
  }

  /// Rows 0…7 of a Llama head are stored 0, 4, 1, 5, 2, 6, 3, 7; those of v are not moved.
  @Test func permutationByHand() throws {
    let model = try load(.model())
    #expect(model.shape.tiedHead && model.shape.keyValueHeads == 1)
    #expect(model.shape.rotaryScaling == nil)
    func firstColumn(_ name: String) -> [Float] {
      let tensor = model.parameters.tensor("model.layers.0.self_attn.\(name)_proj.weight")
      return (0..<8).map { tensor[$0, 0] / 8 }
    }
    #expect(firstColumn("q") == [0, 2, 4, 6, 1, 3, 5, 7])
    #expect(firstColumn("k") == firstColumn("q"))
    #expect(firstColumn("v") == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test func bothVersionsAreRead() throws {
    var maker = Maker.model()
    maker.version = 2
    _ = try load(maker)
    for version: UInt32 in [0, 1, 4, 0x0300_0000] {
      maker.version = version
      let error = #expect(throws: NetworksError.self) { try load(maker) }
      #expect(error?.description.contains("versions 2 and 3") == true)
    }
  }

  /// 8 wide at base 500 000: turns in 8192 tokens are 1303, 49.0, 1.84 and 0.0693.
  private var third: Float {
    let turns = 8192 * pow(500_000, -0.5) / (2 * Double.pi)
    let smooth = (turns - 1) / 3
    return Float(1 / ((1 - smooth) / 8 + smooth))
  }

  @Test func rotaryDivisorsMustBeLlama3s() throws {
    let scaled = try load(.model(frequencies: [1, 1, third, 8], base: 500_000))
    #expect(
      scaled.shape.rotaryScaling
        == RotaryScaling(factor: 8, lowFrequency: 1, highFrequency: 4, originalContext: 8192))
    let plain = try load(.model(frequencies: [1, 1, 1, 1], base: 500_000))
    #expect(plain.shape.rotaryScaling == nil)
    for wrong: [Float] in [
      [1, 1, third * 1.0001, 8], [1, 2, third, 8], [1, 1, third, .nan], [1, 1, 8], [],
      [1, 1, third, 0.5], [1, 1, third, .infinity],
    ] {
      #expect(throws: NetworksError.self, "\(wrong)") {
        try load(.model(frequencies: wrong, base: 500_000))
      }
    }
  }

  /// Named scalings are those of Hugging Face's configurations with the same numbers.
  @Test func namedScalings() throws {
    func scaling(_ change: (inout Maker) -> Void) throws -> RotaryScaling? {
      var maker = Maker.model()
      change(&maker)
      return try load(maker).shape.rotaryScaling
    }
    #expect(try scaling { $0.set("llama.rope.scaling.type", text: "none") } == nil)
    #expect(try scaling { $0.set("llama.rope.scaling.type", text: "linear") } == nil)
    let context = try load(.model()).shape.context
    let linear = RotaryScaling(kind: .linear, factor: 4, originalContext: context)
    let old = try scaling { $0.set("llama.rope.scale_linear", float: 4) }
    #expect(old == linear)
    let new = try scaling {
      $0.set("llama.rope.scaling.type", text: "linear")
      $0.set("llama.rope.scaling.factor", float: 4)
    }
    #expect(new == linear)
    let yarn = try scaling {
      $0.set("llama.rope.scaling.type", text: "yarn")
      $0.set("llama.rope.scaling.factor", float: 4)
      $0.set("llama.rope.scaling.original_context_length", integer: 8)
    }
    #expect(
      yarn
        == RotaryScaling(
          kind: .yarn, factor: 4, lowFrequency: 1, highFrequency: 32, originalContext: 8,
          attention: RotaryScaling.attention(4)))
  }

  @Test func whatIsNotComputedIsRefused() throws {
    func refuses(_ message: String, _ change: (inout Maker) -> Void) {
      var maker = Maker.model()
      change(&maker)
      let error = #expect(throws: NetworksError.self) { try load(maker) }
      #expect(error?.description.contains(message) == true, "\(String(describing: error))")
    }
    refuses("architecture gemma") { $0 = .model(architecture: "gemma") }
    refuses("experts") { $0.set("llama.expert_count", integer: 8) }
    refuses("window of 16") { $0.set("llama.attention.sliding_window", integer: 16) }
    refuses("rotary scaling longrope") { $0.set("llama.rope.scaling.type", text: "longrope") }
    refuses("yarn_ext_factor 0.5") {
      $0.set("llama.rope.scaling.type", text: "yarn")
      $0.set("llama.rope.scaling.yarn_ext_factor", float: 0.5)
    }
    refuses("beside 'rope_freqs.weight'") {
      $0 = .model(frequencies: [1, 1, third, 8], base: 500_000)
      $0.set("llama.rope.scaling.type", text: "linear")
      $0.set("llama.rope.scaling.factor", float: 2)
    }
    refuses("rope.dimension_count") { $0.set("llama.rope.dimension_count", integer: 4) }
    refuses("2 pieces") { $0.set("split.count", integer: 2) }
    refuses("'blk.0.attn_q.bias' is not in the model") {
      $0.add("blk.0.attn_q.bias", [8], [Float](repeating: 0, count: 8))
    }
    refuses("its metadata say 560 parameters") { $0 = .model(architecture: "qwen2") }
    refuses("IQ2_XS of 'odd'") { $0.add("odd", [256], [], type: 17) }
    refuses("type 99 of 'odd'") { $0.add("odd", [256], [], type: 99) }
    refuses("occurs twice") { $0.set("general.architecture", text: "llama") }
    refuses("general.alignment is 48") { $0.set("general.alignment", integer: 48) }
    refuses("whole blocks of Q4_K") { $0.add("odd", [32], [], type: 12) }
    refuses("context length 4294967295") { $0 = .model(context: .max) }
    refuses("context length 0") { $0 = .model(context: 0) }
  }

  @Test func everyTruncationIsAnError() throws {
    let folder = try TemporaryFolder()
    let whole = Maker.model().data
    for length in 0..<whole.count {
      let path = folder.file("\(length)")
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      #expect(throws: NetworksError.self, "\(length) of \(whole.count) bytes") {
        try GGUFModel.load(path)
      }
    }
  }

  /// A vocabulary of the size of Qwen's takes a fraction of a second; the limit is for busy machines and would
  /// still catch work that grows with the square.
  @Test func longArraysAreReadFast() throws {
    let folder = try TemporaryFolder()
    var maker = Maker()
    let pieces = (0..<150_000).map { "piece \($0)" }
    var array = Maker.bytes(UInt32(8)) + Maker.bytes(UInt64(pieces.count))
    for piece in pieces { array.append(Maker.string(piece)) }
    maker.set("tokenizer.ggml.tokens", 9, array)
    try AtomicFile.write(maker.data, to: folder.file("x.gguf"))
    var file: GGUFFile?
    let time = try ContinuousClock().measure { file = try GGUFFile(folder.file("x.gguf")) }
    #expect(file?.metadata["tokenizer.ggml.tokens"]?.strings == pieces)
    #expect(time < .seconds(120))
  }
}
