import Networks
import Optimizers
import Tensors
import TestSupport
import Testing

/// `Tests/Golden/transformer.json`: small Llama models in PyTorch, Float32.
struct GoldenModel: Decodable, Sendable, CustomTestStringConvertible {
  struct Config: Decodable, Sendable {
    var vocabulary, width, layers, heads, keyValueHeads, headWidth, feedForward, context: Int
    var tiedHead: Bool
    var rotaryBase, normEpsilon: Double
  }

  struct Settings: Decodable, Sendable {
    var learningRate, beta1, beta2, epsilon, weightDecay, maxGradientNorm: Double
  }

  struct Summary: Decodable, Sendable {
    var sum, absoluteSum: Double
    var first: [Double]
  }

  var name: String
  var config: Config
  var offsets: [Int]
  var tokens: [Int32]
  var predicts, responseMask: [Int]
  var parameters: [String: Packed]
  var logits: Packed
  var logprobs, entropies: [Double]
  var loss: Double
  var gradients: [String: Packed]
  var optimizer: Settings
  var losses, gradientNorms: [Double]
  var finalLoss: Double
  var after1, after10: [String: Summary]
  var parametersAfter10: [String: Packed]?

  var testDescription: String { name }

  private struct File: Decodable { var models: [GoldenModel] }
  static let all = Golden.load("transformer.json", as: File.self).models

  /// The model with the golden initial parameters.
  var model: Transformer {
    _ = Toy.pool()
    let c = config
    let model = Transformer(
      shape: TransformerShape(
        vocabulary: c.vocabulary, width: c.width, layers: c.layers, heads: c.heads,
        keyValueHeads: c.keyValueHeads, headWidth: c.headWidth, feedForward: c.feedForward,
        context: c.context, tiedHead: c.tiedHead, rotaryBase: c.rotaryBase,
        normEpsilon: c.normEpsilon))
    for entry in model.parameters.entries {
      guard let values = parameters[entry.name]?.floats else { continue }
      model.parameters.tensor(entry.name).pointer.update(from: values, count: entry.count)
    }
    return model
  }

  /// The rows that predict a next token.
  var positions: [Int] { predicts.indices.filter { predicts[$0] == 1 } }

  /// Mean of −log-probability over the response mask, with its gradient added to a zeroed buffer.
  func lossAndGradient(_ model: Transformer, into gradient: Tensor, _ workspace: Workspace)
    -> (loss: Double, logprobs: [Float], entropies: [Float])
  {
    gradient.fill(0)
    let tape = Tape(workspace)
    let results = model.tokenLogprobs(
      tape, tokens: tokens, offsets: offsets, positions: positions,
      targets: positions.map { tokens[$0 + 1] }, gradient: gradient)
    let count = Double(responseMask.reduce(0, +))
    let loss = tape.weightedSum(
      results.logprobs, weights: positions.map { Float(-Double(responseMask[$0]) / count) })
    tape.backward(from: loss)
    return (
      Double(loss.value.scalar), results.logprobs.value.values, results.entropies.value.values
    )
  }
}

@Suite struct TransformerGoldenTests {
  @Test(arguments: GoldenModel.all) func namesAndShapes(_ golden: GoldenModel) {
    let entries = golden.model.parameters.entries
    #expect(Set(entries.map(\.name)) == Set(golden.parameters.keys))
    for entry in entries {
      let shape = golden.parameters[entry.name]?.shape
      #expect(shape == (entry.isMatrix ? [entry.rows, entry.columns] : [entry.rows]))
    }
  }

  @Test(arguments: GoldenModel.all) func logits(_ golden: GoldenModel) {
    let found = golden.model.logits(golden.tokens, offsets: golden.offsets, in: Workspace())
    #expect(found.rows == golden.logits.rows && found.columns == golden.logits.columns)
    #expect(relativeDeviation(found.values, golden.logits.doubles) < Tolerance.goldenLogits)
  }

  @Test(arguments: GoldenModel.all) func lossAndGradients(_ golden: GoldenModel) throws {
    let model = golden.model
    let gradient = Tensor(rows: model.parameters.count, in: Workspace())
    let found = golden.lossAndGradient(model, into: gradient, Workspace())
    let positions = golden.positions
    #expect(
      largestDifference(found.logprobs, positions.map { golden.logprobs[$0] })
        < Tolerance.goldenNats)
    #expect(
      largestDifference(found.entropies, positions.map { golden.entropies[$0] })
        < Tolerance.goldenNats)
    #expect(abs(found.loss - golden.loss) < Tolerance.goldenSteps)
    for entry in model.parameters.entries {
      let expected = try #require(golden.gradients[entry.name]).doubles
      let mine = gradient.values[entry.offset..<entry.offset + entry.count]
      #expect(relativeDeviation(mine, expected) < Tolerance.goldenGradients, "\(entry.name)")
    }
  }

  @Test(arguments: GoldenModel.all) func tenSteps(_ golden: GoldenModel) throws {
    let model = golden.model
    let parameters = model.parameters
    let o = golden.optimizer
    let optimizer = AdamW(
      beta1: o.beta1, beta2: o.beta2, epsilon: o.epsilon, weightDecay: o.weightDecay)
    let state = optimizer.initialState(for: parameters)
    let gradient = Tensor(rows: parameters.count, in: Workspace())
    let workspace = Workspace()
    for step in golden.losses.indices {
      let loss = golden.lossAndGradient(model, into: gradient, workspace).loss
      #expect(abs(loss - golden.losses[step]) < Tolerance.goldenSteps, "step \(step)")
      let norm = VectorKernels.sumOfSquares(gradient.pointer, count: gradient.count).squareRoot()
      let expected = golden.gradientNorms[step]
      #expect(abs(norm - expected) < Tolerance.goldenSteps * expected, "step \(step)")
      optimizer.update(
        parameters, gradient: gradient,
        scale: GradientClip.factor(norm: norm, maximum: o.maxGradientNorm),
        learningRate: o.learningRate, state: state)
      if step == 0 { try compare(parameters, golden.after1) }
    }
    try compare(parameters, golden.after10)
    let last = golden.lossAndGradient(model, into: gradient, workspace).loss
    #expect(abs(last - golden.finalLoss) < Tolerance.goldenSteps)
    for (name, packed) in golden.parametersAfter10 ?? [:] {
      #expect(
        largestDifference(parameters.tensor(name).values, packed.doubles) < Tolerance.goldenSteps,
        "\(name)")
    }
  }

  private func compare(_ parameters: Parameters, _ golden: [String: GoldenModel.Summary]) throws {
    for entry in parameters.entries {
      let expected = try #require(golden[entry.name])
      let values = parameters.tensor(entry.name).values
      let sum = values.reduce(0) { $0 + Double($1) }
      let absolute = values.reduce(0) { $0 + abs(Double($1)) }
      let tolerance = Tolerance.goldenSteps * expected.absoluteSum
      #expect(abs(sum - expected.sum) < tolerance, "\(entry.name)")
      #expect(abs(absolute - expected.absoluteSum) < tolerance, "\(entry.name)")
      #expect(
        largestDifference(values.prefix(expected.first.count), expected.first)
          < Tolerance.goldenSteps, "\(entry.name)")
    }
  }
}
