import Support
import Tensors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A decoder-only transformer in Llama's form: pre-norm RMSNorm, rotary positions, grouped-query attention,
/// SwiGLU, no biases, tied or untied head.
///
/// - Source: Touvron et al. 2023, arXiv:2302.13971, section 2.2; parameter names of Hugging Face's Llama.
public final class Transformer: @unchecked Sendable {
  /// The shape.
  public let shape: TransformerShape
  /// The parameters.
  public let parameters: Parameters
  let rotary: RotaryTable
  let layout: HeadLayout

  /// A transformer with all matrices zero and all gains 1.
  public init(shape: TransformerShape) {
    self.shape = shape
    layout = HeadLayout(
      heads: shape.heads, keyValueHeads: shape.keyValueHeads, width: shape.headWidth)
    rotary = RotaryTable(
      width: shape.headWidth, positions: shape.context, base: shape.rotaryBase)
    var shapes: [(String, Int, Int)] = [
      ("model.embed_tokens.weight", shape.vocabulary, shape.width)
    ]
    let (queries, keys) = (shape.heads * shape.headWidth, shape.keyValueHeads * shape.headWidth)
    for layer in 0..<shape.layers {
      let prefix = "model.layers.\(layer)."
      shapes += [
        (prefix + "input_layernorm.weight", shape.width, 1),
        (prefix + "self_attn.q_proj.weight", queries, shape.width),
        (prefix + "self_attn.k_proj.weight", keys, shape.width),
        (prefix + "self_attn.v_proj.weight", keys, shape.width),
        (prefix + "self_attn.o_proj.weight", shape.width, queries),
        (prefix + "post_attention_layernorm.weight", shape.width, 1),
        (prefix + "mlp.gate_proj.weight", shape.feedForward, shape.width),
        (prefix + "mlp.up_proj.weight", shape.feedForward, shape.width),
        (prefix + "mlp.down_proj.weight", shape.width, shape.feedForward),
      ]
    }
    shapes.append(("model.norm.weight", shape.width, 1))
    if !shape.tiedHead { shapes.append(("lm_head.weight", shape.vocabulary, shape.width)) }
    parameters = Parameters(shapes)
    for entry in parameters.entries where !entry.isMatrix { parameters.tensor(entry.name).fill(1) }
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

  /// A transformer with the same shape and the same values.
  public func copy() -> Transformer {
    let other = Transformer(shape: shape)
    other.parameters.values.copy(from: parameters.values)
    return other
  }

  /// The name of the matrix that turns hidden states into logits.
  var headName: String { shape.tiedHead ? "model.embed_tokens.weight" : "lm_head.weight" }

  /// Final hidden states of packed sequences, `[N, D]`.
  ///
  /// - Parameters:
  ///   - tokens: all tokens end to end, `[N]`.
  ///   - offsets: where each sequence starts, and N at the end.
  ///   - gradient: the flat gradient buffer to add to; `nil` when nothing is to be learned.
  ///   - sink: receives each layer's keys and values, to fill a cache.
  public func hiddenStates(
    _ tape: Tape, tokens: [Int32], offsets: [Int], gradient: Tensor? = nil,
    sink: ((_ layer: Int) -> KeyValueSink)? = nil
  ) -> Variable {
    let weights = ParameterVariables(parameters, tape, gradient)
    let epsilon = Float(shape.normEpsilon)
    var x = tape.embedding(weights["model.embed_tokens.weight"], tokens)
    for layer in 0..<shape.layers {
      let prefix = "model.layers.\(layer)."
      let normed = tape.rmsNorm(
        x, gain: weights[prefix + "input_layernorm.weight"], epsilon: epsilon)
      let qkv = tape.linear(
        normed, weights.matrix(from: prefix + "self_attn.q_proj.weight", rows: layout.columns))
      let attended = tape.attention(
        qkv, offsets: offsets, layout: layout, rotary: rotary, sink: sink?(layer))
      x = tape.linear(attended, weights[prefix + "self_attn.o_proj.weight"], addingTo: x)
      let inner = tape.rmsNorm(
        x, gain: weights[prefix + "post_attention_layernorm.weight"], epsilon: epsilon)
      let gated = tape.swiglu(
        tape.linear(
          inner,
          weights.matrix(from: prefix + "mlp.gate_proj.weight", rows: 2 * shape.feedForward)))
      x = tape.linear(gated, weights[prefix + "mlp.down_proj.weight"], addingTo: x)
    }
    return tape.rmsNorm(x, gain: weights["model.norm.weight"], epsilon: epsilon)
  }

  /// Log-probabilities and entropies of `targets` predicted at rows `positions` of packed sequences.
  public func tokenLogprobs(
    _ tape: Tape, tokens: [Int32], offsets: [Int], positions: [Int], targets: [Int32],
    temperature: Float = 1, gradient: Tensor? = nil
  ) -> (logprobs: Variable, entropies: Variable) {
    let hidden = hiddenStates(tape, tokens: tokens, offsets: offsets, gradient: gradient)
    let head = ParameterVariables(parameters, tape, gradient)[headName]
    return tape.tokenLogprobs(
      hidden, head: head, positions: positions, targets: targets, temperature: temperature)
  }

  /// Logits at every row, `[N, V]`; for tests and inspection of short inputs.
  public func logits(_ tokens: [Int32], offsets: [Int], in workspace: Workspace) -> Tensor {
    let tape = Tape(workspace, recording: false)
    let hidden = hiddenStates(tape, tokens: tokens, offsets: offsets)
    return tape.linear(hidden, tape.constant(parameters.tensor(headName))).value
  }
}

/// Parameters as variables of a tape, with views of one flat gradient buffer.
struct ParameterVariables {
  private let parameters: Parameters
  private let tape: Tape
  private let gradient: Tensor?

  init(_ parameters: Parameters, _ tape: Tape, _ gradient: Tensor?) {
    self.parameters = parameters
    self.tape = tape
    self.gradient = gradient
  }

  subscript(name: String) -> Variable { matrix(from: name, rows: parameters.entry(name).rows) }

  /// The matrix that begins at `name` and has `rows` rows.
  func matrix(from name: String, rows: Int) -> Variable {
    tape.parameter(
      parameters.tensor(from: name, rows: rows, in: parameters.values),
      gradient: gradient.map { parameters.tensor(from: name, rows: rows, in: $0) })
  }
}
