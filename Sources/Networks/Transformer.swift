import Support
import Tensors

/// A decoder-only transformer in Llama's form: pre-norm RMSNorm, rotary positions, grouped-query attention,
/// SwiGLU, tied or untied head; with Qwen2's biases or Qwen3's norms where the shape says so.
///
/// With an adapter the parameters are frozen and only the adapter learns.
///
/// - Source: Touvron et al. 2023, arXiv:2302.13971, section 2.2; parameter names of Hugging Face.
public final class Transformer: @unchecked Sendable {
  /// The shape.
  public let shape: TransformerShape
  /// The parameters.
  public let parameters: Parameters
  /// Low-rank updates; `nil` when the parameters themselves learn.
  public let adapter: Adapter?
  let rotary: RotaryTable
  let layout: HeadLayout

  /// The value head's matrix, `[1, D]`, as Hugging Face names it in token classification.
  static let valueHeadName = "score.weight"

  /// Whether it predicts values instead of tokens.
  public var hasValueHead: Bool { trainable.contains(Self.valueHeadName) }

  /// What a trainer changes: the adapter's parameters if there is one, all parameters otherwise.
  public var trainable: Parameters { adapter?.parameters ?? parameters }

  /// A transformer with all matrices and biases zero and all gains 1.
  public convenience init(shape: TransformerShape) {
    self.init(shape: shape, parameters: Parameters(Self.shapes(of: shape)), adapter: nil)
    for entry in parameters.entries where entry.name.hasSuffix("norm.weight") {
      parameters.tensor(entry.name).fill(1)
    }
  }

  private init(shape: TransformerShape, parameters: Parameters, adapter: Adapter?) {
    self.shape = shape
    self.parameters = parameters
    self.adapter = adapter
    layout = HeadLayout(
      heads: shape.heads, keyValueHeads: shape.keyValueHeads, width: shape.headWidth)
    rotary = RotaryTable(
      width: shape.headWidth, positions: shape.context, base: shape.rotaryBase,
      scaling: shape.rotaryScaling)
  }

  /// The same parameters, frozen, under an adapter.
  public func adapted(by adapter: Adapter) -> Transformer {
    Transformer(shape: shape, parameters: parameters, adapter: adapter)
  }

  /// A critic that starts from this model: a copy with a value head of zeros, that predicts 0 everywhere.
  ///
  /// With an adapter, the critic has an adapter and a head of its own on the same frozen parameters.
  public func critic() -> Transformer {
    if let adapter {
      let own = Adapter(adapter.settings, shape: shape, valueHead: true)
      own.parameters.copyShared(from: adapter.parameters)
      return Transformer(shape: shape, parameters: parameters, adapter: own)
    }
    let own = Parameters(Self.shapes(of: shape) + [(Self.valueHeadName, 1, shape.width)])
    own.copyShared(from: parameters)
    return Transformer(shape: shape, parameters: own, adapter: nil)
  }

  /// The same model without its adapter: the frozen parameters.
  public var base: Transformer {
    adapter == nil ? self : Transformer(shape: shape, parameters: parameters, adapter: nil)
  }

  private static func shapes(of shape: TransformerShape) -> [(String, Int, Int)] {
    var shapes: [(String, Int, Int)] = [
      ("model.embed_tokens.weight", shape.vocabulary, shape.width)
    ]
    for layer in 0..<shape.layers {
      let prefix = "model.layers.\(layer)."
      func matrix(_ projection: Projection) {
        let (outputs, inputs) = shape.size(of: projection)
        shapes.append((prefix + projection.path + ".weight", outputs, inputs))
      }
      shapes.append((prefix + "input_layernorm.weight", shape.width, 1))
      for projection in [Projection.q, .k, .v] { matrix(projection) }
      switch shape.family {
      case .llama: break
      case .qwen2:
        for projection in [Projection.q, .k, .v] {
          shapes.append((prefix + projection.path + ".bias", shape.size(of: projection).outputs, 1))
        }
      case .qwen3:
        shapes.append((prefix + "self_attn.q_norm.weight", shape.headWidth, 1))
        shapes.append((prefix + "self_attn.k_norm.weight", shape.headWidth, 1))
      }
      matrix(.output)
      shapes.append((prefix + "post_attention_layernorm.weight", shape.width, 1))
      for projection in [Projection.gate, .up, .down] { matrix(projection) }
    }
    shapes.append(("model.norm.weight", shape.width, 1))
    if !shape.tiedHead { shapes.append(("lm_head.weight", shape.vocabulary, shape.width)) }
    return shapes
  }

  /// A transformer with random matrices: normal with sd 1/√(fan-in), times 1/√(2L) for the two that write
  /// into the residual stream; embedding sd 0.5/√D; gains 1.
  ///
  /// - Parameter stream: every matrix draws from its own sub-stream, by name.
  public convenience init(shape: TransformerShape, stream: RandomStream) {
    self.init(shape: shape)
    for entry in parameters.entries where entry.isMatrix {
      var sd = 1 / Double(entry.columns).squareRoot()
      if entry.name.hasSuffix("embed_tokens.weight") { sd *= 0.5 }
      if entry.name.hasSuffix("o_proj.weight") || entry.name.hasSuffix("down_proj.weight") {
        sd /= Double(2 * shape.layers).squareRoot()
      }
      var generator = stream[entry.name].generator()
      let tensor = parameters.tensor(entry.name)
      for i in 0..<tensor.count { tensor.pointer[i] = Float(generator.normal() * sd) }
    }
  }

  /// A transformer with the same values; frozen parameters are shared, not copied.
  public func copy() -> Transformer {
    if let adapter { return adapted(by: adapter.copy(shape: shape)) }
    return Transformer(shape: shape, parameters: parameters.copy(), adapter: nil)
  }

  /// A transformer without an adapter whose matrices are `W + α/r · B·A`.
  public func merged() -> Transformer {
    let result = Transformer(shape: shape, parameters: parameters.copy(), adapter: nil)
    guard let adapter else { return result }
    let workspace = Workspace()
    for layer in 0..<shape.layers {
      for target in adapter.settings.targets {
        let name = "model.layers.\(layer).\(target.path).weight"
        adapter.merge(
          layer, target, into: result.parameters.tensor(name), in: workspace)
      }
    }
    return result
  }

  /// Neighbouring matrices of a layer as one, with the adapter's part added; not a copy without adapter.
  func mergedWeights(
    _ projections: [Projection], layer: Int, in workspace: Workspace
  ) -> Tensor {
    let rows = projections.reduce(0) { $0 + shape.size(of: $1).outputs }
    let first = "model.layers.\(layer).\(projections[0].path).weight"
    let stored = parameters.tensor(from: first, rows: rows, in: parameters.values)
    guard let adapter, projections.contains(where: adapter.settings.targets.contains) else {
      return stored
    }
    let merged = Tensor(rows: rows, columns: stored.columns, in: workspace)
    merged.copy(from: stored)
    var row = 0
    for projection in projections {
      let count = shape.size(of: projection).outputs
      adapter.merge(
        layer, projection,
        into: Tensor(
          viewOf: merged, offset: row * stored.columns, rows: count, columns: stored.columns),
        in: workspace)
      row += count
    }
    return merged
  }

  /// The name of the matrix that turns hidden states into logits.
  var headName: String { shape.tiedHead ? "model.embed_tokens.weight" : "lm_head.weight" }

  /// Final hidden states of packed sequences, `[N, D]`.
  ///
  /// - Parameters:
  ///   - tokens: all tokens end to end, `[N]`.
  ///   - segments: the sequences and the prefixes that they continue.
  ///   - gradient: the flat gradient buffer of `trainable` to add to; `nil` when nothing is to be learned.
  public func hiddenStates(
    _ tape: Tape, tokens: [Int32], segments: [Segment], gradient: Tensor? = nil
  ) -> Variable {
    let weights = LayerVariables(self, tape, gradient)
    let epsilon = Float(shape.normEpsilon)
    var x = tape.embedding(weights["model.embed_tokens.weight"], tokens)
    for layer in 0..<shape.layers {
      let prefix = "model.layers.\(layer)."
      let normed = tape.rmsNorm(
        x, gain: weights[prefix + "input_layernorm.weight"], epsilon: epsilon)
      var qkv = weights.linear(normed, [.q, .k, .v], layer)
      if shape.family == .qwen3 {
        qkv = tape.headNorm(
          qkv, queryGain: weights[prefix + "self_attn.q_norm.weight"],
          keyGain: weights[prefix + "self_attn.k_norm.weight"], layout: layout, epsilon: epsilon)
      }
      let attended = tape.attention(qkv, segments: segments, layout: layout, rotary: rotary)
      x = weights.linear(attended, [.output], layer, addingTo: x)
      let inner = tape.rmsNorm(
        x, gain: weights[prefix + "post_attention_layernorm.weight"], epsilon: epsilon)
      let gated = tape.swiglu(weights.linear(inner, [.gate, .up], layer))
      x = weights.linear(gated, [.down], layer, addingTo: x)
    }
    return tape.rmsNorm(x, gain: weights["model.norm.weight"], epsilon: epsilon)
  }

  /// Values of the states at rows `positions` of packed sequences, `[M]`.
  ///
  /// - Precondition: the model has a value head.
  public func tokenValues(
    _ tape: Tape, tokens: [Int32], segments: [Segment], positions: [Int], gradient: Tensor? = nil
  ) -> Variable {
    let hidden = hiddenStates(tape, tokens: tokens, segments: segments, gradient: gradient)
    let head = trainable.tensor(Self.valueHeadName)
    let values = tape.linear(
      hidden,
      tape.parameter(
        head,
        gradient: gradient.map { trainable.tensor(from: Self.valueHeadName, rows: 1, in: $0) }))
    return tape.gather(values, positions)
  }

  /// Log-probabilities and entropies of `targets` predicted at rows `positions` of packed sequences.
  public func tokenLogprobs(
    _ tape: Tape, tokens: [Int32], segments: [Segment], positions: [Int], targets: [Int32],
    temperatures: [Float], gradient: Tensor? = nil
  ) -> (logprobs: Variable, entropies: Variable) {
    tokenLogprobs(
      tape, hidden: hiddenStates(tape, tokens: tokens, segments: segments, gradient: gradient),
      positions: positions, targets: targets, temperatures: temperatures, gradient: gradient)
  }

  /// The same from final hidden states that are there already, `[N, D]`.
  public func tokenLogprobs(
    _ tape: Tape, hidden: Variable, positions: [Int], targets: [Int32], temperatures: [Float],
    gradient: Tensor? = nil
  ) -> (logprobs: Variable, entropies: Variable) {
    tape.tokenLogprobs(
      hidden, head: LayerVariables(self, tape, gradient)[headName], positions: positions,
      targets: targets, temperatures: temperatures)
  }

  /// The same with one temperature for all predictions.
  public func tokenLogprobs(
    _ tape: Tape, tokens: [Int32], segments: [Segment], positions: [Int], targets: [Int32],
    temperature: Float = 1, gradient: Tensor? = nil
  ) -> (logprobs: Variable, entropies: Variable) {
    tokenLogprobs(
      tape, tokens: tokens, segments: segments, positions: positions, targets: targets,
      temperatures: positions.map { _ in temperature }, gradient: gradient)
  }

  /// The same over sequences end to end: where each starts, and N at the end.
  public func tokenLogprobs(
    _ tape: Tape, tokens: [Int32], offsets: [Int], positions: [Int], targets: [Int32],
    temperature: Float = 1, gradient: Tensor? = nil
  ) -> (logprobs: Variable, entropies: Variable) {
    tokenLogprobs(
      tape, tokens: tokens, segments: Segment.packed(offsets), positions: positions,
      targets: targets, temperature: temperature, gradient: gradient)
  }

  /// What is said of the distributions at rows `positions` of packed sequences, one entry each.
  public func distributions(
    tokens: [Int32], segments: [Segment], positions: [Int], temperature: Float = 1,
    in workspace: Workspace
  ) -> [DistributionSummary] {
    let tape = Tape(workspace, recording: false)
    let hidden = hiddenStates(tape, tokens: tokens, segments: segments).value
    let head = tape.constant(parameters.tensor(headName))
    // All logits of a batch would take gigabytes with a large vocabulary.
    return stride(from: 0, to: positions.count, by: 32).flatMap { first -> [DistributionSummary] in
      let chosen = positions[first..<min(positions.count, first + 32)]
      let rows = Tensor(rows: chosen.count, columns: hidden.columns, in: workspace)
      for (i, position) in chosen.enumerated() {
        (rows.pointer + i * hidden.columns).update(
          from: hidden.pointer + position * hidden.columns, count: hidden.columns)
      }
      let logits = tape.linear(tape.constant(rows), head).value
      return (0..<logits.rows).map { row in
        let values = UnsafeBufferPointer(
          start: logits.pointer + row * logits.columns, count: logits.columns)
        let top = values.max() ?? 0
        var (sum, exponentials, squares) = (0.0, 0.0, 0.0)
        for value in values {
          let shifted = Double((value - top) / temperature)
          let exponential = PortableMath.exp(shifted)
          sum += shifted
          exponentials += exponential
          squares += exponential * exponential
        }
        return DistributionSummary(
          certainty: Float(PortableMath.log(exponentials) - sum / Double(values.count)),
          collision: Float(squares / (exponentials * exponentials)))
      }
    }
  }

  /// Logits at rows `positions` of final hidden states, `[N, D]` → `[M, V]`.
  public func logits(
    _ tape: Tape, hidden: Variable, positions: [Int], gradient: Tensor? = nil
  ) -> Variable {
    tape.linear(
      tape.embedding(hidden, positions.map(Int32.init)),
      LayerVariables(self, tape, gradient)[headName])
  }

  /// Logits at every row, `[N, V]`; for tests and inspection of short inputs.
  public func logits(_ tokens: [Int32], offsets: [Int], in workspace: Workspace) -> Tensor {
    let tape = Tape(workspace, recording: false)
    let hidden = hiddenStates(tape, tokens: tokens, segments: Segment.packed(offsets))
    return tape.linear(hidden, tape.constant(parameters.tensor(headName))).value
  }
}

/// What is said of a distribution over the vocabulary.
public struct DistributionSummary: Sendable, Equatable {
  /// `logsumexp(z) − mean_v z` = −mean_v ln π(v).
  public var certainty: Float
  /// Σ_v π(v)².
  public var collision: Float
}

/// A model's parameters as variables of a tape, with views of one flat gradient buffer.
private struct LayerVariables {
  private let model: Transformer
  private let tape: Tape
  /// The gradient of the model's own parameters; `nil` when they are frozen.
  private let gradient: Tensor?
  /// The gradient of the adapter's parameters.
  private let adapterGradient: Tensor?

  init(_ model: Transformer, _ tape: Tape, _ gradient: Tensor?) {
    self.model = model
    self.tape = tape
    self.gradient = model.adapter == nil ? gradient : nil
    adapterGradient = model.adapter == nil ? nil : gradient
  }

  subscript(name: String) -> Variable {
    variable(name, rows: model.parameters.entry(name).rows)
  }

  private func variable(_ name: String, rows: Int) -> Variable {
    tape.parameter(
      model.parameters.tensor(from: name, rows: rows, in: model.parameters.values),
      gradient: gradient.map { model.parameters.tensor(from: name, rows: rows, in: $0) })
  }

  /// Neighbouring matrices of a layer as one product, with biases and the adapter's low-rank part.
  func linear(
    _ x: Variable, _ projections: [Projection], _ layer: Int, addingTo residual: Variable? = nil
  ) -> Variable {
    let sizes = projections.map { model.shape.size(of: $0).outputs }
    let rows = sizes.reduce(0, +)
    let first = "model.layers.\(layer).\(projections[0].path)"
    let hasBias = model.shape.family == .qwen2 && projections[0] == .q
    var y = tape.linear(
      x, variable(first + ".weight", rows: rows),
      bias: hasBias ? variable(first + ".bias", rows: rows) : nil, addingTo: residual)
    guard let adapter = model.adapter else { return y }
    var column = 0
    for (projection, size) in zip(projections, sizes) {
      if adapter.settings.targets.contains(projection) {
        let name = Adapter.name(layer, projection)
        func factor(_ suffix: String) -> Variable {
          let tensor = adapter.parameters.tensor(name + suffix)
          return tape.parameter(
            tensor,
            gradient: adapterGradient.map {
              adapter.parameters.tensor(from: name + suffix, rows: tensor.rows, in: $0)
            })
        }
        y = tape.addLowRank(
          to: y, x, a: factor(".lora_A.weight"), b: factor(".lora_B.weight"),
          scale: adapter.settings.scale, column: column)
      }
      column += size
    }
    return y
  }
}
