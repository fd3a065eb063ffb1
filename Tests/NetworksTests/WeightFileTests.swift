import Foundation
import Networks
import Support
import TestSupport
import Testing

@Suite struct WeightFileTests {
  private let items = [
    SafeTensors.Item(
      name: "a", shape: [2, 3], values: [1, -2, 3.5, 0, .leastNonzeroMagnitude, 6]),
    SafeTensors.Item(name: "b.weight", shape: [4], values: [.infinity, -0.0, 1e-30, 3]),
    SafeTensors.Item(name: "empty", shape: [0, 7], values: []),
    SafeTensors.Item(name: "scalar", shape: [], values: [42]),
  ]

  @Test func tensorsRoundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    try SafeTensors.write(items, metadata: ["step": "7"], to: path)
    let found = try SafeTensors.read(path)
    #expect(found == items)
    let bits = { (item: SafeTensors.Item) in item.values.map(\.bitPattern) }
    #expect(found.map(bits) == items.map(bits))
    // The format asks for data that is aligned to 8 bytes.
    let data = try AtomicFile.read(path)
    #expect(data[0] % 8 == 0 && String(decoding: data.dropFirst(8), as: UTF8.self).hasPrefix("{"))
  }

  /// The file as numpy-like tools see it: little-endian Float32 at the stated offsets.
  @Test func layoutIsTheFormats() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    try SafeTensors.write([items[0]], to: path)
    let data = try AtomicFile.read(path)
    let length = Int(data[0]) | Int(data[1]) << 8
    let header = try #require(
      try JSONSerialization.jsonObject(with: data[8..<8 + length]) as? [String: Any])
    let entry = try #require(header["a"] as? [String: Any])
    #expect(entry["dtype"] as? String == "F32" && entry["shape"] as? [Int] == [2, 3])
    #expect(entry["data_offsets"] as? [Int] == [0, 24])
    #expect(Array(data[(8 + length)...].prefix(8)) == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    #expect(data.count == 8 + length + 24)
  }

  @Test func everyTruncationIsAnError() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    try SafeTensors.write(items, to: path)
    let whole = try AtomicFile.read(path)
    for length in 0..<whole.count {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      #expect(throws: NetworksError.self, "\(length) of \(whole.count) bytes") {
        try SafeTensors.read(path)
      }
    }
  }

  private func file(header: String, body: Int) -> Data {
    var data = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
    data.append(Data(header.utf8))
    data.append(Data(repeating: 0, count: body))
    return data
  }

  @Test(arguments: [
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[-16,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[-2,-2],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4611686018427387905],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,9223372036854775807]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[-9223372036854775808,9223372036854775807]}}"#,
    #"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[1e300],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4.5],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":["4"],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F64","shape":[2],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]},"b":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}"#,
    #"{"a":{"dtype":"F32","shape":[4],"data_offsets":[0]}}"#,
    #"{"a":{"dtype":"F32","shape":[4]}}"#, #"{"a":[]}"#, #"[]"#, #"{"a""#, "", "null",
  ])
  func lyingHeadersAreErrors(_ header: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    try file(header: header, body: 16).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: NetworksError.self) { try SafeTensors.read(path) }
    #expect(error?.description.hasPrefix(path) == true)
  }

  @Test(arguments: [UInt64(17), 1 << 32, 1 << 62, .max, .max - 7]) func lyingLengths(
    _ length: UInt64
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    var data = withUnsafeBytes(of: length.littleEndian) { Data($0) }
    data.append(Data("{}              ".utf8))
    try data.write(to: URL(fileURLWithPath: path))
    #expect(throws: NetworksError.self) { try SafeTensors.read(path) }
  }

  @Test func otherTypesAreRefusedByName() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    try file(header: #"{"a.b":{"dtype":"F8_E4M3","shape":[16],"data_offsets":[0,16]}}"#, body: 16)
      .write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: NetworksError.self) { try SafeTensors.read(path) }
    #expect(
      error?.description
        == "\(path): type F8_E4M3 of 'a.b' is not supported; supported: F32, F16, BF16")
  }

  // MARK: - precisions

  /// Every pattern of 16 bits survives the way to Float32 and back, NaNs included.
  @Test(arguments: [StoredPrecision.f16, .bf16]) func allPatternsRoundTrip(
    _ precision: StoredPrecision
  ) {
    let patterns = (0...UInt16.max).map { $0 }
    var wide = [Float](repeating: 0, count: patterns.count)
    patterns.withUnsafeBytes { precision.decode($0.baseAddress!, count: 65_536, into: &wide) }
    var narrow = [UInt16](repeating: 0, count: patterns.count)
    narrow.withUnsafeMutableBytes {
      precision.encode(wide, count: 65_536, into: $0.baseAddress!)
    }
    #expect(narrow == patterns)
    let (exponentBits, bias) = precision == .f16 ? (5, 15) : (8, 127)
    let mantissaBits = 15 - exponentBits
    for pattern in patterns {
      let value = wide[Int(pattern)]
      let exponent = Int(pattern >> mantissaBits) & (1 << exponentBits - 1)
      let mantissa = Double(pattern & (1 << mantissaBits - 1)) / Double(1 << mantissaBits)
      let sign: Double = pattern >> 15 == 1 ? -1 : 1
      if exponent == 1 << exponentBits - 1 {
        #expect(mantissa == 0 ? Double(value) == sign * .infinity : value.isNaN)
      } else {
        let leading: Double = exponent == 0 ? 0 : 1
        let power = Double(sign: .plus, exponent: max(1, exponent) - bias, significand: 1)
        #expect(Double(value) == sign * power * (leading + mantissa), "\(pattern)")
      }
    }
  }

  /// Between two neighbours the nearer one is taken, in the middle the even one.
  @Test(arguments: [StoredPrecision.f16, .bf16]) func roundingIsToNearestEven(
    _ precision: StoredPrecision
  ) {
    let largest: UInt16 = precision == .f16 ? 0x7BFF : 0x7F7F
    let patterns = (0...largest).map { $0 }
    var wide = [Float](repeating: 0, count: patterns.count)
    patterns.withUnsafeBytes {
      precision.decode($0.baseAddress!, count: patterns.count, into: &wide)
    }
    var inputs: [Float] = []
    var expected: [UInt16] = []
    for i in 0..<patterns.count - 1 {
      // The middle of two neighbours has at most one bit more, so it is exact in Float32.
      let middle = (wide[i] + (wide[i + 1] - wide[i]) / 2)
      for sign: UInt16 in [0, 0x8000] {
        let s: Float = sign == 0 ? 1 : -1
        inputs += [s * middle.nextDown, s * middle, s * middle.nextUp]
        let even = patterns[i] % 2 == 0 ? patterns[i] : patterns[i + 1]
        expected += [patterns[i] | sign, even | sign, patterns[i + 1] | sign]
      }
    }
    // Half a step beyond the largest number is infinite, below that it is the largest.
    let step = wide[patterns.count - 1] - wide[patterns.count - 2]
    let beyond = wide[patterns.count - 1] + step / 2
    let infinity: UInt16 = precision == .f16 ? 0x7C00 : 0x7F80
    inputs += [beyond.nextDown, beyond, .greatestFiniteMagnitude, .infinity, -.infinity]
    expected += [largest, infinity, infinity, infinity, infinity | 0x8000]
    var found = [UInt16](repeating: 0, count: inputs.count)
    found.withUnsafeMutableBytes {
      precision.encode(inputs, count: inputs.count, into: $0.baseAddress!)
    }
    #expect(found == expected)
  }

  @Test(arguments: StoredPrecision.allCases) func precisionsRoundTrip(
    _ precision: StoredPrecision
  ) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    // Few bits each, so that all three formats hold them exactly; more than one piece of the conversion.
    let values = (0..<600_001).map { Float($0 % 251 - 125) / 64 }
    let items = [
      SafeTensors.Item(name: "a", shape: [3], values: [1, -2, 0.5]),
      SafeTensors.Item(name: "b", shape: [600_001], values: values),
      SafeTensors.Item(name: "none", shape: [0], values: []),
    ]
    try SafeTensors.write(items, precision: precision, to: path)
    #expect(try SafeTensors.read(path) == items)
    let file = try SafeTensorsFile(path)
    #expect(file.tensors.allSatisfy { $0.precision == precision })
    #expect(try AtomicFile.requireFile(path) < precision.bytes * 600_004 + 1000)
  }

  // MARK: - models

  @Test(arguments: [true, false]) func modelRoundTrips(_ tiedHead: Bool) throws {
    let folder = try TemporaryFolder()
    let model = Toy.model(
      vocabulary: 41, heads: 4, keyValueHeads: 2, headWidth: 16, tiedHead: tiedHead)
    try ModelFolder.save(model, to: folder.path)
    #expect(folder.names == ["config.json", "model.safetensors"])
    let found = try ModelFolder.load(folder.path)
    #expect(found.shape == model.shape)
    #expect(
      found.parameters.values.values.map(\.bitPattern)
        == model.parameters.values.values.map(\.bitPattern))
    let config = try #require(
      try JSONSerialization.jsonObject(with: AtomicFile.read(folder.file("config.json")))
        as? [String: Any])
    #expect(config["architectures"] as? [String] == ["LlamaForCausalLM"])
    #expect(config["num_key_value_heads"] as? Int == 2 && config["head_dim"] as? Int == 16)
    #expect(config["tie_word_embeddings"] as? Bool == tiedHead)
  }

  /// A file that does not fit changes nothing and says what is wrong.
  @Test func mismatchesAreNamed() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.safetensors")
    let model = Toy.model()
    let before = model.parameters.values.values
    try Toy.model(vocabulary: 95).parameters.save(to: path)
    let shape = #expect(throws: NetworksError.self) { try model.parameters.load(from: path) }
    #expect(shape?.description.contains("has shape [95, 32], expected [96, 32]") == true)
    try Toy.model(layers: 1).parameters.save(to: path)
    let missing = #expect(throws: NetworksError.self) { try model.parameters.load(from: path) }
    #expect(missing?.description.contains("'model.layers.1.") == true)
    try Toy.model(layers: 3).parameters.save(to: path)
    let extra = #expect(throws: NetworksError.self) { try model.parameters.load(from: path) }
    #expect(extra?.description.contains("is not in the model") == true)
    #expect(model.parameters.values.values == before)
    #expect(throws: SupportError.self) { try ModelFolder.load(folder.file("no")) }
  }

  /// A `config.json` whose sizes are nonsense ends in an error before memory is asked for.
  @Test(arguments: [
    "vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
    "head_dim", "intermediate_size", "max_position_embeddings",
  ])
  func lyingConfigurations(_ key: String) throws {
    let folder = try TemporaryFolder()
    let path = folder.file("config.json")
    try ModelFolder.save(Toy.model(), to: folder.path)
    let whole = try #require(
      try JSONSerialization.jsonObject(with: AtomicFile.read(path)) as? [String: Any])
    let values: [Any] = [
      0, -8, 1, 7, 1000, 65_536, 1_000_000, 1 << 40, Int.max, Int.max - 7, 1e300, "8", true,
    ]
    for value in values {
      var config = whole
      config[key] = value
      try AtomicFile.write(JSONSerialization.data(withJSONObject: config), to: path)
      do {
        let model = try ModelFolder.load(folder.path)
        // The context is no property of the weights; any other change must be refused.
        #expect(key == "max_position_embeddings" && model.shape.context == value as? Int)
      } catch is NetworksError {}
    }
  }

  /// The sharded form, with and without the prefix that base models lack, and what may be passed over.
  @Test(arguments: ["model.", ""]) func shardsAreRead(_ prefix: String) throws {
    let folder = try TemporaryFolder()
    let model = Toy.model()
    try ModelFolder.save(model, to: folder.path)
    var items = try SafeTensors.read(folder.file("model.safetensors")).map { item in
      var item = item
      item.name = prefix + item.name.dropFirst("model.".count)
      return item
    }
    // A tied model's head, stored a second time.
    var head = try #require(items.first { $0.name.hasSuffix("embed_tokens.weight") })
    head.name = "lm_head.weight"
    items.append(head)
    items.append(
      SafeTensors.Item(
        name: prefix + "layers.0.self_attn.rotary_emb.inv_freq", shape: [2], values: [1, 0.5]))
    unlink(folder.file("model.safetensors"))
    var map: [String: String] = [:]
    for (shard, part) in [items[..<5], items[5...]].enumerated() {
      let name = "model-0000\(shard + 1)-of-00002.safetensors"
      try SafeTensors.write(Array(part), to: folder.file(name))
      for item in part { map[item.name] = name }
    }
    let index = folder.file("model.safetensors.index.json")
    func write(_ map: [String: String]) throws {
      try AtomicFile.write(
        JSONSerialization.data(withJSONObject: ["metadata": ["total_size": 1], "weight_map": map]),
        to: index)
    }
    try write(map)
    let found = try ModelFolder.load(folder.path)
    #expect(found.parameters.values.values == model.parameters.values.values)

    // An index that names what is not there, misses what is, or reaches elsewhere.
    try write(map.merging(["ghost": "model-00001-of-00002.safetensors"]) { $1 })
    #expect(throws: NetworksError.self) { try ModelFolder.load(folder.path) }
    try write(map.filter { $0.key != items[0].name })
    #expect(throws: NetworksError.self) { try ModelFolder.load(folder.path) }
    try write(map.mapValues { "../" + $0 })
    #expect(throws: NetworksError.self) { try ModelFolder.load(folder.path) }
    try write(map.mapValues { "no-" + $0 })
    #expect(throws: SupportError.self) { try ModelFolder.load(folder.path) }
    try AtomicFile.write("{}", to: index)
    #expect(throws: NetworksError.self) { try ModelFolder.load(folder.path) }
  }

  @Test func foreignTensorsAreRefused() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.safetensors")
    let model = Toy.model()
    try model.parameters.save(to: path)
    let items = try SafeTensors.read(path)
    let alien = SafeTensors.Item(name: "score.weight", shape: [1], values: [1])
    try SafeTensors.write(items + [alien], to: path)
    let error = #expect(throws: NetworksError.self) { try model.parameters.load(from: path) }
    #expect(error?.description.contains("'score.weight' is not in the model") == true)
    var twice = items[0]
    twice.name = String(twice.name.dropFirst("model.".count))
    try SafeTensors.write(items + [twice], to: path)
    #expect(throws: NetworksError.self) { try model.parameters.load(from: path) }
  }

  // MARK: - failures of the disk

  /// A failed save leaves the old files and no temporary one.
  @Test(arguments: ["model.safetensors", "config.json", "generation_config.json"])
  func failedSaveLeavesTheOldModel(_ file: String) throws {
    let folder = try TemporaryFolder()
    try ModelFolder.save(Toy.model(seed: 1), to: folder.path, startToken: 1, endToken: 2)
    let before = try folder.names.map { try AtomicFile.read(folder.file($0)) }
    // A folder where the temporary file would be: not even root can write it.
    let obstacle = folder.file(file + ".part")
    try AtomicFile.createFolder(obstacle)
    #expect(throws: SupportError.self) {
      try ModelFolder.save(Toy.model(seed: 2), to: folder.path, startToken: 1, endToken: 2)
    }
    rmdir(obstacle)
    #expect(folder.names == ["config.json", "generation_config.json", "model.safetensors"])
    #expect(try folder.names.map { try AtomicFile.read(folder.file($0)) } == before)
  }

  /// `/dev/full` says that the disk is full.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "needs /dev/full"))
  func fullDiskLeavesTheOldFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("model.safetensors")
    try Toy.model(seed: 1).parameters.save(to: path)
    let before = try AtomicFile.read(path)
    #expect(symlink("/dev/full", path + ".part") == 0)
    let error = #expect(throws: SupportError.self) {
      try Toy.model(seed: 2).parameters.save(to: path)
    }
    #expect(error?.description.contains("cannot write") == true)
    #expect(folder.names == ["model.safetensors"])
    #expect(try AtomicFile.read(path) == before)
    #expect(throws: SupportError.self) { try Toy.model().parameters.save(to: path + "/x") }
  }

  @Test func oddPathsAreErrors() throws {
    let folder = try TemporaryFolder()
    #expect(throws: SupportError.self) { try SafeTensors.read(folder.path) }
    #expect(throws: SupportError.self) { try SafeTensors.read(folder.file("none")) }
    #expect(mkfifo(folder.file("pipe"), 0o600) == 0)
    #expect(throws: SupportError.self) { try SafeTensors.read(folder.file("pipe")) }
    #expect(throws: SupportError.self) { try GGUFFile(folder.file("pipe")) }
  }
}
