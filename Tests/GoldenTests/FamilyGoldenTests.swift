import Foundation
import Networks
import Tensors
import TestSupport
import Testing

/// `Tests/Golden/families`: small models of every architecture, written and computed by transformers.
struct GoldenFamily: Decodable, Sendable {
  struct Logits: Decodable, Sendable {
    var positions: [Int]
    var values: [[Double]]
  }

  struct Gradient: Decodable, Sendable {
    var norm: Double
    var indices: [Int]
    var values: [Double]
  }

  var inputIDs: [Int32]
  var logits: Logits
  var tokenLogProbabilities: [Double?]
  var loss: Double
  var gradients: [String: Gradient]

  static let names = [
    "llama_scaled", "llama_untied", "qwen2", "qwen3", "qwen2_yarn", "mistral_linear",
  ]

  static func folder(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Golden/families/\(name)").path
  }
}

@Suite struct FamilyGoldenTests {
  private func load(_ name: String) throws -> (GoldenFamily, Transformer) {
    _ = Toy.pool()
    return (
      Golden.load("families/\(name)/expected.json"),
      try ModelFolder.load(GoldenFamily.folder(name))
    )
  }

  @Test(arguments: GoldenFamily.names) func logits(_ name: String) throws {
    let (golden, model) = try load(name)
    let ids = golden.inputIDs
    let found = model.logits(ids, offsets: [0, ids.count], in: Workspace())
    for (position, expected) in zip(golden.logits.positions, golden.logits.values) {
      let row = found.values[position * found.columns..<(position + 1) * found.columns]
      #expect(relativeDeviation(row, expected) < Tolerance.goldenLogits, "position \(position)")
    }
  }

  @Test(arguments: GoldenFamily.names) func lossAndGradients(_ name: String) throws {
    let (golden, model) = try load(name)
    let ids = golden.inputIDs
    let gradient = Tensor(rows: model.parameters.count, in: Workspace())
    let tape = Tape(Workspace())
    let values = model.tokenLogprobs(
      tape, tokens: ids, offsets: [0, ids.count], positions: Array(0..<ids.count - 1),
      targets: Array(ids.dropFirst()), gradient: gradient)
    #expect(
      largestDifference(
        values.logprobs.value.values, golden.tokenLogProbabilities.compactMap { $0 })
        < Tolerance.goldenNats)
    let loss = tape.weightedSum(
      tape.negated(values.logprobs),
      weights: Array(repeating: 1 / Float(ids.count - 1), count: ids.count - 1))
    #expect(abs(Double(loss.value.scalar) - golden.loss) < Tolerance.goldenNats)
    tape.backward(from: loss)
    #expect(golden.gradients.count == model.parameters.entries.count)
    for entry in model.parameters.entries {
      let expected = try #require(golden.gradients[entry.name])
      let found = model.parameters.tensor(from: entry.name, rows: entry.rows, in: gradient)
      let norm = VectorKernels.sumOfSquares(found.pointer, count: found.count).squareRoot()
      #expect(
        abs(norm - expected.norm) < Tolerance.goldenGradients * expected.norm, "\(entry.name)")
      for (index, value) in zip(expected.indices, expected.values) {
        #expect(
          abs(Double(found.pointer[index]) - value) < Tolerance.goldenGradients * expected.norm,
          "\(entry.name)[\(index)]")
      }
    }
  }

  /// The decoder has its own path for biases and norms of heads.
  @Test(arguments: GoldenFamily.names) func decoding(_ name: String) throws {
    let (golden, model) = try load(name)
    let packed = PackedTransformer(model)
    packed.pack(Toy.pool())
    let decoder = Decoder(packed, rows: 1, in: Workspace())
    let split = golden.inputIDs.count - 9
    let prefix = decoder.prefill([Array(golden.inputIDs.prefix(split))])[0]
    decoder.start(row: 0, after: prefix)
    var logits = prefix.logits.values
    for id in golden.inputIDs.dropFirst(split) { logits = decoder.step([0], tokens: [id]).values }
    let last = try #require(golden.logits.values.last)
    #expect(golden.logits.positions.last == golden.inputIDs.count - 1)
    #expect(relativeDeviation(logits, last) < Tolerance.goldenLogits)
  }

  /// An adapter changes nothing at first; merged or beside the weights it is the same model; its gradient is right.
  @Test(arguments: GoldenFamily.names) func adapters(_ name: String) throws {
    let (golden, model) = try load(name)
    let ids = golden.inputIDs
    let settings = LoRA(rank: 4, alpha: 8)
    let adapter = Adapter(settings, shape: model.shape, stream: .init(seed: 3))
    let adapted = model.adapted(by: adapter)
    let plain = model.logits(ids, offsets: [0, ids.count], in: Workspace()).values
    #expect(adapted.logits(ids, offsets: [0, ids.count], in: Workspace()).values == plain)
    for entry in adapter.parameters.entries where entry.name.hasSuffix("lora_B.weight") {
      let tensor = adapter.parameters.tensor(entry.name)
      tensor.pointer.update(
        from: Toy.normals(tensor.count, sd: 0.05, entry.name), count: tensor.count)
    }
    let beside = adapted.logits(ids, offsets: [0, ids.count], in: Workspace()).values
    let merged = adapted.merged().logits(ids, offsets: [0, ids.count], in: Workspace()).values
    #expect(relativeDeviation(beside, plain.map(Double.init)) > 1e-3)
    #expect(relativeDeviation(beside, merged.map(Double.init)) < Tolerance.goldenLogits)
    let packed = PackedTransformer(adapted)
    packed.pack(Toy.pool())
    let prefill = Decoder(packed, rows: 1, in: Workspace()).prefill([ids])[0].logits.values
    #expect(
      relativeDeviation(prefill, merged.suffix(prefill.count).map(Double.init))
        < Tolerance.goldenLogits)
    // The directional derivative of the loss along the gradient is its squared norm.
    func loss(_ gradient: Tensor?) -> Double {
      let tape = Tape(Workspace())
      let values = adapted.tokenLogprobs(
        tape, tokens: ids, offsets: [0, ids.count], positions: Array(0..<ids.count - 1),
        targets: Array(ids.dropFirst()), gradient: gradient)
      let loss = tape.weightedSum(
        values.logprobs, weights: Array(repeating: -1 / Float(ids.count), count: ids.count - 1))
      if gradient != nil { tape.backward(from: loss) }
      return Double(loss.value.scalar)
    }
    let gradient = Tensor(rows: adapter.parameters.count, in: Workspace())
    gradient.fill(0)
    _ = loss(gradient)
    let squared = VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count)
    let step = 2e-3 / squared.squareRoot()
    let values = adapter.parameters.values
    VectorKernels.addScaled(Float(step), gradient.pointer, to: values.pointer, count: values.count)
    let above = loss(nil)
    VectorKernels.addScaled(
      Float(-2 * step), gradient.pointer, to: values.pointer, count: values.count)
    let below = loss(nil)
    #expect(abs((above - below) / (2 * step) - squared) < 0.02 * squared)
  }
}
