import Networks
import Tensors
import TestSupport
import Testing

/// A model whose cached and uncached passes are compared.
struct DecoderCase: Sendable, CustomTestStringConvertible {
  var heads, keyValueHeads, headWidth: Int
  var tiedHead = true
  var testDescription: String {
    "\(heads)/\(keyValueHeads) heads of \(headWidth)\(tiedHead ? "" : ", own head")"
  }

  var model: Transformer {
    Toy.model(
      vocabulary: 41, width: 32, layers: 2, heads: heads, keyValueHeads: keyValueHeads,
      headWidth: headWidth, feedForward: 56, context: 64, tiedHead: tiedHead)
  }
}

@Suite struct DecoderTests {
  static let cases = [
    DecoderCase(heads: 4, keyValueHeads: 4, headWidth: 8),
    DecoderCase(heads: 4, keyValueHeads: 2, headWidth: 8),
    DecoderCase(heads: 6, keyValueHeads: 2, headWidth: 8, tiedHead: false),
    DecoderCase(heads: 2, keyValueHeads: 1, headWidth: 16),
    DecoderCase(heads: 3, keyValueHeads: 3, headWidth: 16, tiedHead: false),
    DecoderCase(heads: 2, keyValueHeads: 2, headWidth: 32),
    DecoderCase(heads: 4, keyValueHeads: 1, headWidth: 32),
  ]

  private func packed(
    _ model: Transformer, _ precision: WeightPrecision = .f32
  ) -> PackedTransformer {
    let packed = PackedTransformer(model, precision: precision)
    packed.pack(Toy.pool())
    return packed
  }

  /// Logits of the token after a sequence, without a cache.
  private func reference(_ model: Transformer, _ tokens: [Int32]) -> [Double] {
    let logits = model.logits(tokens, offsets: [0, tokens.count], in: Workspace())
    let vocabulary = model.shape.vocabulary
    return logits.values.suffix(vocabulary).map(Double.init)
  }

  /// Prompts of several lengths share one prefill; rows continue them, drop out, and are given away.
  @Test(arguments: cases) func cachedEqualsUncached(_ sample: DecoderCase) {
    let model = sample.model
    let vocabulary = model.shape.vocabulary
    let prompts = [1, 5, 8, 9, 33].map { Toy.tokens($0, vocabulary: vocabulary, "prompt\($0)") }
    let decoder = Decoder(packed(model), rows: 4, in: Workspace())
    let prefixes = decoder.prefill(prompts)
    for (i, prompt) in prompts.enumerated() {
      let row = prefixes[i].logits.values
      #expect(
        largestDifference(row, reference(model, prompt)) < Tolerance.decodingMismatch,
        "prompt \(i)")
    }
    // Row → the sequence in it; two rows continue the same prompt.
    var sequences: [Int: [Int32]] = [:]
    func start(_ row: Int, _ prompt: Int) {
      decoder.start(row: row, after: prefixes[prompt])
      sequences[row] = prompts[prompt]
    }
    for (row, prompt) in [0, 4, 4, 2].enumerated() { start(row, prompt) }
    for step in 0..<20 {
      if step == 3 { sequences[1] = nil }  // finishes
      if step == 5 { start(1, 3) }  // and its row is given to another one
      if step == 9 { start(3, 1) }
      if step == 11 {
        sequences[0] = nil
        decoder.finish(row: 0)
        sequences[2] = nil
        start(2, 0)
      }
      let live = sequences.keys.sorted()
      if step == 16 { sequences[1] = nil }
      let rows = live.filter { sequences[$0] != nil }
      let tokens = rows.map { Int32(($0 * 7 + step * 5) % vocabulary) }
      let logits = decoder.step(rows, tokens: tokens)
      for (i, row) in rows.enumerated() {
        sequences[row]?.append(tokens[i])
        let found = logits.values[i * vocabulary..<(i + 1) * vocabulary]
        #expect(
          largestDifference(found, reference(model, sequences[row] ?? []))
            < Tolerance.decodingMismatch, "step \(step), row \(row)")
      }
    }
  }

  @Test func decodingAllocatesNothingInSteadyState() {
    let weights = packed(DecoderTests.cases[1].model)
    let workspace = Workspace()
    func run() {
      let decoder = Decoder(weights, rows: 3, in: workspace)
      let prefixes = decoder.prefill([[1, 2, 3], [4]])
      for row in 0..<3 { decoder.start(row: row, after: prefixes[row % 2]) }
      for _ in 0..<8 { _ = decoder.step([0, 1, 2], tokens: [1, 2, 3]) }
    }
    run()
    let first = workspace.allocatedBytes
    for _ in 0..<3 { run() }
    #expect(workspace.allocatedBytes == first)
  }

  /// The same bits whoever is decoded beside it, in every precision.
  @Test(arguments: WeightPrecision.allCases)
  func aRowDependsOnItselfAlone(_ precision: WeightPrecision) {
    let weights = packed(DecoderTests.cases[1].model, precision)
    let prompts: [[Int32]] = [[1, 2, 3], [4, 5, 6, 7, 8], [9]]
    func logits(_ rows: [Int]) -> [[Float]] {
      let decoder = Decoder(weights, rows: 40, in: Workspace())
      let prefixes = decoder.prefill(rows.map { prompts[$0 % 3] })
      for (i, prefix) in prefixes.enumerated() { decoder.start(row: i, after: prefix) }
      var last = Tensor(rows: 1, in: Workspace())
      for step in 0..<3 {
        last = decoder.step(
          Array(rows.indices), tokens: rows.map { Int32(($0 + 5 * step) % 41) })
      }
      return rows.indices.map { Array(last.values[$0 * 41..<($0 + 1) * 41]) }
    }
    let together = logits(Array(0..<37))
    for count in [1, 2, 4, 5, 6, 7] {
      #expect(logits(Array(0..<count)) == Array(together.prefix(count)))
    }
    #expect(logits([36])[0] == together[36])
  }

  /// Caches longer than a page, in head widths on both sides of 32 columns.
  @Test(arguments: [8, 16, 24, 40, 64, 128]) func longCaches(_ headWidth: Int) {
    let model = Toy.model(
      vocabulary: 41, width: 32, layers: 1, heads: 3, keyValueHeads: 1, headWidth: headWidth,
      feedForward: 56, context: 160)
    let decoder = Decoder(packed(model), rows: 1, in: Workspace())
    var tokens = Toy.tokens(45, vocabulary: 41, "long")
    decoder.start(row: 0, after: decoder.prefill([tokens])[0])
    for step in 0..<80 {
      tokens.append(Int32(step * 7 % 41))
      let found = decoder.step([0], tokens: [tokens[tokens.count - 1]]).values
      if step % 13 == 0 || step > 76 {
        #expect(largestDifference(found, reference(model, tokens)) < Tolerance.decodingMismatch)
      }
    }
  }

  @Test func misuseEndsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      let weights = PackedTransformer(Toy.model(context: 16))
      _ = Decoder(weights, rows: 1, in: Workspace()).prefill([[]])
    }
    await #expect(processExitsWith: .failure) {
      let weights = PackedTransformer(Toy.model(context: 16))
      _ = Decoder(weights, rows: 1, in: Workspace()).prefill([[Int32](repeating: 0, count: 17)])
    }
    await #expect(processExitsWith: .failure) {
      let decoder = Decoder(PackedTransformer(Toy.model(context: 16)), rows: 1, in: Workspace())
      decoder.start(row: 0, after: decoder.prefill([[1]])[0])
      for _ in 0..<16 { _ = decoder.step([0], tokens: [1]) }
    }
  }
}
