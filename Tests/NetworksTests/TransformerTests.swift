import Foundation
import Networks
import Support
import Tensors
import TestSupport
import Testing

@Suite struct TransformerTests {
  /// Sequences packed together do not see one another, and no token sees a later one.
  @Test func packedSequencesAreIndependent() {
    let model = Toy.model(keyValueHeads: 2)
    let vocabulary = model.shape.vocabulary
    let parts = [7, 1, 20].map { Toy.tokens($0, vocabulary: vocabulary, "part\($0)") }
    let packed = model.logits(parts.flatMap { $0 }, offsets: [0, 7, 8, 28], in: Workspace()).values
    var start = 0
    for part in parts {
      let alone = model.logits(part, offsets: [0, part.count], in: Workspace()).values
      let mine = packed[start * vocabulary..<(start + part.count) * vocabulary]
      #expect(relativeDeviation(mine, alone.map(Double.init)) < Tolerance.float32Operation)
      let shorter = Array(part.prefix((part.count + 1) / 2))
      let prefix = model.logits(shorter, offsets: [0, shorter.count], in: Workspace()).values
      #expect(
        relativeDeviation(mine.prefix(prefix.count), prefix.map(Double.init))
          < Tolerance.float32Operation)
      start += part.count
    }
  }

  /// Off by one is the commonest bug: the value for token t + 1 is at position t.
  @Test(arguments: [true, false]) func tokenLogprobsAgreeWithLogits(_ tiedHead: Bool) {
    let model = Toy.model(tiedHead: tiedHead)
    let vocabulary = model.shape.vocabulary
    let tokens = Toy.tokens(12, vocabulary: vocabulary, "tokens")
    let logits = model.logits(tokens, offsets: [0, 12], in: Workspace())
    for temperature in [Float(1), 0.6] {
      let found = model.tokenLogprobs(
        Tape(Workspace(), recording: false), tokens: tokens, offsets: [0, 12],
        positions: Array(0..<11), targets: Array(tokens.dropFirst()), temperature: temperature)
      var expected: [Double] = []
      var entropies: [Double] = []
      for t in 0..<11 {
        let z = (0..<vocabulary).map { Double(logits[t, $0]) / Double(temperature) }
        let logZ = log(z.reduce(0) { $0 + exp($1) })
        expected.append(z[Int(tokens[t + 1])] - logZ)
        entropies.append(z.reduce(0) { $0 - exp($1 - logZ) * ($1 - logZ) })
      }
      #expect(largestDifference(found.logprobs.value.values, expected) < Tolerance.goldenNats)
      #expect(largestDifference(found.entropies.value.values, entropies) < Tolerance.goldenNats)
    }
  }

  /// The gradient of the whole model, against central differences on some elements of every matrix.
  @Test(arguments: [true, false]) func gradientEqualsFiniteDifferences(_ tiedHead: Bool) {
    let model = Toy.model(
      vocabulary: 13, width: 16, heads: 2, keyValueHeads: 1, feedForward: 24, context: 16,
      tiedHead: tiedHead)
    let tokens = Toy.tokens(11, vocabulary: 13, "tokens")
    let weights = Toy.normals(9, "weights")
    func value(_ gradient: Tensor?) -> Double {
      let tape = Tape(Workspace(), recording: gradient != nil)
      let results = model.tokenLogprobs(
        tape, tokens: tokens, offsets: [0, 4, 11], positions: [0, 1, 2, 4, 5, 6, 7, 8, 9],
        targets: [1, 2, 3, 5, 6, 7, 8, 9, 10].map { tokens[$0] }, gradient: gradient)
      let loss = tape.weightedSum(results.logprobs, weights: weights)
      tape.backward(from: loss)
      return Double(loss.value.scalar)
    }
    let gradient = Tensor(rows: model.parameters.count, in: Workspace())
    gradient.fill(0)
    _ = value(gradient)
    var generator = RandomStream(seed: 9).generator()
    let scale = VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
    let step: Float = 1e-2
    for entry in model.parameters.entries {
      for _ in 0..<6 {
        let i = entry.offset + generator.integer(below: entry.count)
        let center = model.parameters.values.pointer[i]
        model.parameters.values.pointer[i] = center + step
        let above = value(nil)
        model.parameters.values.pointer[i] = center - step
        let below = value(nil)
        model.parameters.values.pointer[i] = center
        let expected = (above - below) / (2 * Double(step))
        #expect(
          abs(Double(gradient.pointer[i]) - expected) < Tolerance.finiteDifference * scale,
          "\(entry.name)")
      }
    }
  }

  @Test func trainingAllocatesNothingInSteadyState() {
    let model = Toy.model()
    let pool = Toy.pool(2)
    let gradient = Tensor(rows: model.parameters.count, in: Workspace())
    let tokens = Toy.tokens(40, vocabulary: 96, "tokens")
    func step() {
      _ = pool.sumGradients(1, into: gradient) { _, gradient, workspace in
        let tape = Tape(workspace)
        let results = model.tokenLogprobs(
          tape, tokens: tokens, offsets: [0, 15, 40], positions: Array(0..<14),
          targets: Array(tokens[1..<15]), gradient: gradient)
        let loss = tape.weightedSum(results.logprobs, weights: Array(repeating: 1, count: 14))
        tape.backward(from: loss)
      }
    }
    step()
    let first = pool.allocatedBytes
    #expect(first > 0)
    for _ in 0..<4 { step() }
    #expect(pool.allocatedBytes == first)
  }

  // MARK: - initialization

  /// Standard deviations of all matrices within five standard errors, gains 1, matrices unlike each other.
  @Test func initializationHasTheStatedSpread() {
    let shape = TransformerShape(
      vocabulary: 96, width: 64, layers: 3, heads: 4, keyValueHeads: 2, feedForward: 168,
      tiedHead: false)
    let model = Transformer(shape: shape, stream: RandomStream(seed: 4)["init"])
    for entry in model.parameters.entries {
      let values = model.parameters.tensor(entry.name).values.map(Double.init)
      guard entry.isMatrix else {
        #expect(values.allSatisfy { $0 == 1 }, "\(entry.name)")
        continue
      }
      var sd = 1 / Double(entry.columns).squareRoot()
      if entry.name.contains("embed_tokens") { sd = 0.5 / 8 }
      if entry.name.contains("o_proj") || entry.name.contains("down_proj") {
        sd /= 6.0.squareRoot()
      }
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      let found = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
      #expect(abs(mean) < Tolerance.fiveSigma * sd / n.squareRoot(), "\(entry.name)")
      #expect(
        abs(found / sd - 1) < Tolerance.fiveSigma / (2 * n).squareRoot(), "\(entry.name) \(found)")
    }
    let q0 = model.parameters.tensor("model.layers.0.self_attn.q_proj.weight").values
    let q1 = model.parameters.tensor("model.layers.1.self_attn.q_proj.weight").values
    #expect(q0 != q1)
    let again = Transformer(shape: shape, stream: RandomStream(seed: 4)["init"])
    #expect(again.parameters.values.values == model.parameters.values.values)
    let other = Transformer(shape: shape, stream: RandomStream(seed: 5)["init"])
    #expect(other.parameters.values.values != model.parameters.values.values)
  }

  /// An untrained model knows nothing: entropy near ln V.
  @Test func untrainedModelIsNearlyUniform() {
    let model = Transformer(shape: ModelSize.nano.shape(), stream: RandomStream(seed: 1))
    let tokens = Toy.tokens(30, vocabulary: 96, "tokens")
    let entropies = model.tokenLogprobs(
      Tape(Workspace(), recording: false), tokens: tokens, offsets: [0, 30],
      positions: Array(0..<29), targets: Array(tokens.dropFirst())
    ).entropies.value.values
    #expect(entropies.allSatisfy { $0 > 0.85 * Float(log(96.0)) && $0 <= Float(log(96.0)) + 1e-4 })
  }

  @Test(arguments: ModelSize.allCases) func countsAreRight(_ size: ModelSize) {
    for shape in [
      size.shape(),
      {
        var s = size.shape(); s.tiedHead = false; return s
      }(),
    ] {
      let model = Transformer(shape: shape)
      #expect(model.parameters.count == shape.parameterCount)
      let inLayers = model.parameters.entries.filter { $0.isMatrix && $0.name.contains("layers") }
      #expect(inLayers.reduce(0) { $0 + $1.count } == shape.matrixCount)
    }
    let shape = size.shape()
    let (d, l) = (Double(shape.width), Double(shape.layers))
    // F = 2·N + 4·L·d·s̄ + 2·d·V of the FLOP ledger.
    #expect(
      shape.forwardFLOPs(meanLength: 10)
        == 2 * Double(shape.matrixCount) + 4 * l * d * 10 + 2 * d * 96)
  }

  @Test func copiesAreIndependent() {
    let model = Toy.model()
    let copy = model.copy()
    #expect(copy.parameters.values.values == model.parameters.values.values)
    copy.parameters.values.fill(0)
    #expect(model.parameters.norm > 0 && copy.parameters.norm == 0)
    let parameters = model.parameters.copy()
    #expect(parameters.entries == model.parameters.entries)
    #expect(parameters.values.values == model.parameters.values.values)
  }
}
