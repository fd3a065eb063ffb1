import Foundation
import Networks
import Support
import TestSupport
import Testing

/// Damaged files end in an error of the two modules or are read; nothing crashes, hangs or asks for memory
/// that the file's size does not justify.
@Suite struct WeightFuzzTests {
  private static let numbers: [UInt64] = [
    0, 1, 7, 255, 1 << 16, 1 << 20, 1 << 31, 1 << 32, 1 << 40, 1 << 61, 1 << 62, 1 << 63, .max - 7,
    .max,
  ]

  /// One to four changes: bits, bytes, numbers, pieces removed, doubled or cut off.
  ///
  /// - Parameters:
  ///   - header: most changes hit the bytes before this.
  ///   - letters: what bytes of a text become; empty for a binary file.
  private func mutate(
    _ whole: [UInt8], header: Int, letters: [UInt8], _ generator: inout RandomGenerator
  ) -> [UInt8] {
    var data = whole
    for _ in 0...generator.integer(below: 4) where data.count > 8 {
      let limit = generator.bernoulli(0.9) ? min(header, data.count) : data.count
      let at = generator.integer(below: limit)
      switch generator.integer(below: 8) {
      case 0: data[at] ^= 1 << UInt8(generator.integer(below: 8))
      case 1: data[at] = UInt8(generator.integer(below: 256))
      case 2: data.removeLast(generator.integer(below: data.count - 8))
      case 3: data.remove(at: at)
      case 4:
        let end = min(data.count, at + generator.integer(below: 40))
        data.insert(contentsOf: data[at..<end], at: at)
      case 5 where letters.isEmpty:
        let width = [1, 2, 4, 8][generator.integer(below: 4)]
        let number = generator.pick(Self.numbers)
        for i in 0..<width where at + i < data.count {
          data[at + i] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(i)))
        }
      case 5:
        data.insert(contentsOf: Array("\(generator.pick(Self.numbers))".utf8), at: at)
      case 6 where !letters.isEmpty: data[at] = generator.pick(letters)
      case 6:
        // Aligned words are where lengths, counts and types are.
        let word = at / 4 * 4
        let number = generator.pick(Self.numbers)
        for i in 0..<8 where word + i < data.count {
          data[word + i] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(i)))
        }
      default: data.insert(letters.isEmpty ? 0 : generator.pick(letters), at: at)
      }
    }
    return data
  }

  private static let json = Array(#"0123456789-+.eE[]{}":,ntF3 \"#.utf8)

  /// Reads `rounds` damaged copies of a file; returns how many were refused.
  private func fuzz(
    _ whole: Data, name: String, header: Int, letters: [UInt8], rounds: Int,
    _ read: (_ path: String) throws -> Void
  ) throws -> Int {
    let folder = try TemporaryFolder()
    var generator = RandomStream(seed: 3)["fuzz", name].generator()
    var refused = 0
    for round in 0..<rounds {
      // A new file each time: writing over one waits for the disk.
      let path = folder.file("\(round)-" + name)
      let data = mutate([UInt8](whole), header: header, letters: letters, &generator)
      try Data(data).write(to: URL(fileURLWithPath: path))
      defer { unlink(path) }
      do {
        try read(path)
      } catch is NetworksError {
        refused += 1
      } catch is SupportError {
        refused += 1
      }
    }
    return refused
  }

  @Test func safeTensors() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("x.safetensors")
    try SafeTensors.write(
      [
        SafeTensors.Item(name: "a", shape: [2, 3], values: [1, -2, 3.5, 0, 5, 6]),
        SafeTensors.Item(name: "b.weight", shape: [4], values: [.infinity, -0.0, 1e-30, 3]),
        SafeTensors.Item(name: "empty", shape: [0, 7], values: []),
        SafeTensors.Item(name: "scalar", shape: [], values: [42]),
      ], metadata: ["step": "7"], to: path)
    let whole = try AtomicFile.read(path)
    let header = 8 + Int(whole[0]) + Int(whole[1]) << 8
    let refused = try fuzz(
      whole, name: "x.safetensors", header: header, letters: Self.json, rounds: 3000
    ) { path in
      let found = try SafeTensors.read(path)
      #expect(found.allSatisfy { $0.values.count == $0.shape.reduce(1, *) })
      #expect(found.reduce(0) { $0 + $1.values.count } <= whole.count)
    }
    #expect(refused > 1500 && refused < 3000)
  }

  @Test func binaryHeaders() throws {
    let whole = try AtomicFile.read(GGUFGolden.path("qwen2.safetensors"))
    _ = try fuzz(
      whole.prefix(2000), name: "binary.safetensors", header: 100, letters: [], rounds: 500
    ) { _ = try SafeTensorsFile($0) }
  }

  @Test func index() throws {
    let folder = try TemporaryFolder()
    let model = Toy.model(width: 8, layers: 1, heads: 1, feedForward: 8, context: 8)
    try ModelFolder.save(model, to: folder.path)
    let items = try SafeTensors.read(folder.file("model.safetensors"))
    unlink(folder.file("model.safetensors"))
    try SafeTensors.write(Array(items[..<4]), to: folder.file("a.safetensors"))
    try SafeTensors.write(Array(items[4...]), to: folder.file("b.safetensors"))
    var map: [String: String] = [:]
    for (i, item) in items.enumerated() {
      map[item.name] = i < 4 ? "a.safetensors" : "b.safetensors"
    }
    let whole = try JSONSerialization.data(
      withJSONObject: ["weight_map": map], options: .sortedKeys)
    let index = folder.file("model.safetensors.index.json")
    let refused = try fuzz(
      whole, name: "index.json", header: whole.count, letters: Self.json, rounds: 1000
    ) { path in
      unlink(index)
      #expect(symlink(path, index) == 0)
      let found = try ModelFolder.load(folder.path)
      #expect(found.parameters.count == model.parameters.count)
    }
    #expect(refused > 700)
  }

  @Test func configuration() throws {
    let folder = try TemporaryFolder()
    let model = Toy.model(width: 8, layers: 1, heads: 1, feedForward: 8, context: 8)
    try ModelFolder.save(model, to: folder.path, startToken: 1, endToken: 2)
    let config = folder.file("config.json")
    let whole = try AtomicFile.read(config)
    let refused = try fuzz(
      whole, name: "config.json", header: whole.count, letters: Self.json, rounds: 2000
    ) { path in
      unlink(config)
      #expect(symlink(path, config) == 0)
      // A longer context is no contradiction; its tables take time and not only memory.
      let shape = try ModelConfiguration(readingFrom: path).shape
      guard shape.context <= 1 << 12 else { return }
      let found = try ModelFolder.load(folder.path)
      #expect(found.parameters.count == model.parameters.count)
    }
    #expect(refused > 700 && refused < 2000)
  }

  @Test(arguments: ["llama", "qwen2", "types"]) func ggufFiles(_ name: String) throws {
    // Without loading the model: its context makes a large rotary table.
    let whole = try AtomicFile.read(GGUFGolden.path(name + ".gguf"))
    let refused = try fuzz(
      whole, name: name + ".gguf", header: name == "types" ? 1900 : 3200, letters: [], rounds: 500
    ) { path in
      let file = try GGUFFile(path)
      for tensor in file.tensors.keys.sorted() { _ = try file.values(of: tensor) }
      _ = try? file.tokenizer()
      if name != "types" { _ = try file.shape() }
    }
    #expect(refused > 150 && refused < 500)
  }

  @Test func ggufModels() throws {
    let whole = GGUFTests.Maker.model(frequencies: [1, 1, 1, 1]).data
    let refused = try fuzz(
      whole, name: "model.gguf", header: 1300, letters: [], rounds: 2500
    ) { path in
      guard try GGUFFile(path).shape().context <= 1 << 12 else { return }
      let found = try GGUFModel.load(path).transformer
      #expect(found.parameters.count < whole.count)
    }
    #expect(refused > 1200 && refused < 2500)
  }
}
