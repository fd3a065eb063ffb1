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
    #"{"a":{"dtype":"F16","shape":[8],"data_offsets":[0,16]}}"#,
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

  /// Random bytes changed, removed and inserted: the file is read or refused, and the program goes on.
  @Test func mutationsNeverCrash() throws {
    let folder = try TemporaryFolder()
    let original = folder.file("x.safetensors")
    try SafeTensors.write(items, metadata: ["step": "7"], to: original)
    let whole = try AtomicFile.read(original)
    let header = 8 + Int(whole[0]) + Int(whole[1]) << 8
    var generator = RandomStream(seed: 2)["mutations"].generator()
    let letters = Array(#"0123456789-+.eE[]{}":,ntF3 \"#.utf8)
    var refused = 0
    for round in 0..<4000 {
      var data = [UInt8](whole)
      for _ in 0...generator.integer(below: 4) {
        // Most changes hit the header; half of those stay in JSON's alphabet.
        let at = generator.integer(below: generator.bernoulli(0.9) ? header : data.count)
        switch generator.integer(below: 5) {
        case 0: data[at] ^= 1 << UInt8(generator.integer(below: 8))
        case 1: data[at] = generator.pick(letters)
        case 2: data.insert(generator.pick(letters), at: at)
        case 3: data.remove(at: at)
        default: data[at] = UInt8(generator.integer(below: 256))
        }
      }
      // A new file each time: writing over one waits for the disk.
      let path = folder.file("\(round)")
      try Data(data).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      do {
        let found = try SafeTensors.read(path)
        #expect(found.allSatisfy { $0.values.count == $0.shape.reduce(1, *) })
      } catch is NetworksError {
        refused += 1
      }
    }
    #expect(refused > 1000 && refused < 4000)
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
}
