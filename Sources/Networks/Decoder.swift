import Tensors

/// Decodes many sequences at once, one token each a step, over cached keys and values.
///
/// The prompts of a shard are computed once, packed, and their keys and values are shared by all the
/// sequences that continue them. Every sequence has a row with room for its own tokens; a finished
/// sequence's row is given to the next one.
public final class Decoder {
  private let model: Transformer
  private let workspace: Workspace
  private let rows: Int
  private let capacity: Int
  private let weights: [LayerWeights]
  private let ownKeys: [Tensor]
  private let ownValues: [Tensor]
  private var prefixes: [Prefix] = []
  private var state: [(prefix: Int, length: Int)]
  private let scratch: Tensor

  private struct Prefix {
    var keys: [Tensor]
    var values: [Tensor]
    var length: Int
    var capacity: Int
  }

  private struct LayerWeights {
    let inputGain, qkv, output, innerGain, gateUp, down: Tensor
  }

  /// A decoder with `rows` rows, each with room for `newTokens` tokens after its prompt.
  public init(_ model: Transformer, rows: Int, newTokens: Int, in workspace: Workspace) {
    self.model = model
    self.workspace = workspace
    self.rows = rows
    capacity = max(8, (newTokens + 7) & ~7)
    let shape = model.shape
    let parameters = model.parameters
    weights = (0..<shape.layers).map { layer in
      let prefix = "model.layers.\(layer)."
      return LayerWeights(
        inputGain: parameters.tensor(prefix + "input_layernorm.weight"),
        qkv: parameters.tensor(
          from: prefix + "self_attn.q_proj.weight", rows: model.layout.columns,
          in: parameters.values),
        output: parameters.tensor(prefix + "self_attn.o_proj.weight"),
        innerGain: parameters.tensor(prefix + "post_attention_layernorm.weight"),
        gateUp: parameters.tensor(
          from: prefix + "mlp.gate_proj.weight", rows: 2 * shape.feedForward,
          in: parameters.values),
        down: parameters.tensor(prefix + "mlp.down_proj.weight"))
    }
    let perRow = shape.keyValueHeads * shape.headWidth * capacity
    ownKeys = (0..<shape.layers).map { _ in Tensor(rows: rows, columns: perRow, in: workspace) }
    ownValues = (0..<shape.layers).map { _ in Tensor(rows: rows, columns: perRow, in: workspace) }
    state = Array(repeating: (0, 0), count: rows)
    scratch = Tensor(rows: shape.context + capacity + 16, in: workspace)
  }

  /// Computes prompts and returns the logits of the token after each, `[prompts, V]`.
  ///
  /// - Precondition: no prompt is empty; prompt and new tokens fit the context.
  public func prefill(_ prompts: [[Int32]]) -> Tensor {
    var offsets = [0]
    for prompt in prompts {
      precondition(!prompt.isEmpty, "an empty prompt")
      precondition(
        prompt.count <= model.shape.context,
        "a prompt of \(prompt.count) tokens for a context of \(model.shape.context)")
      offsets.append(offsets[offsets.count - 1] + prompt.count)
    }
    let shape = model.shape
    let width = shape.headWidth
    prefixes = prompts.map { prompt in
      let room = (prompt.count + 7) & ~7
      return Prefix(
        keys: (0..<shape.layers).map { _ in
          Tensor(rows: shape.keyValueHeads * width, columns: room, in: workspace)
        },
        values: (0..<shape.layers).map { _ in
          Tensor(rows: shape.keyValueHeads * prompt.count, columns: width, in: workspace)
        }, length: prompt.count, capacity: room)
    }
    let tape = Tape(workspace, recording: false)
    let hidden = model.hiddenStates(
      tape, tokens: prompts.flatMap { $0 }, offsets: offsets,
      sink: { [prefixes] layer in
        { sequence, head, keys, keyCapacity, values, stride, length in
          let prefix = prefixes[sequence]
          let keyTarget = prefix.keys[layer].pointer + head * width * prefix.capacity
          for d in 0..<width {
            (keyTarget + d * prefix.capacity).update(
              from: keys + d * keyCapacity, count: prefix.capacity)
          }
          let valueTarget = prefix.values[layer].pointer + head * length * width
          for t in 0..<length {
            (valueTarget + t * width).update(from: values + t * stride, count: width)
          }
        }
      })
    let last = Tensor(rows: prompts.count, columns: shape.width, in: workspace)
    for s in prompts.indices {
      (last.pointer + s * shape.width).update(
        from: hidden.value.pointer + (offsets[s + 1] - 1) * shape.width, count: shape.width)
    }
    return logits(last)
  }

  /// Gives a row to a sequence that continues a prompt.
  public func start(row: Int, prompt: Int) { state[row] = (prompt, 0) }

  /// Feeds one token to each of some rows and returns the logits of the next, `[live.count, V]`.
  ///
  /// - Precondition: no row is full.
  public func step(_ live: [Int], tokens: [Int32]) -> Tensor {
    precondition(live.count == tokens.count, "\(live.count) rows, \(tokens.count) tokens")
    let shape = model.shape
    let epsilon = Float(shape.normEpsilon)
    let n = live.count
    let x = Tensor(rows: n, columns: shape.width, in: workspace)
    let embedding = model.parameters.tensor("model.embed_tokens.weight")
    for (i, token) in tokens.enumerated() {
      (x.pointer + i * shape.width).update(
        from: embedding.pointer + Int(token) * shape.width, count: shape.width)
    }
    let normed = Tensor(rows: n, columns: shape.width, in: workspace)
    let qkv = Tensor(rows: n, columns: model.layout.columns, in: workspace)
    let attended = Tensor(rows: n, columns: shape.heads * shape.headWidth, in: workspace)
    let gateUp = Tensor(rows: n, columns: 2 * shape.feedForward, in: workspace)
    let tape = Tape(workspace, recording: false)
    for (layer, weight) in weights.enumerated() {
      NormKernel.forward(
        x.pointer, weight.inputGain.pointer, rows: n, width: shape.width, epsilon: epsilon,
        out: normed.pointer, inverses: nil)
      multiply(normed, weight.qkv, into: qkv)
      for (i, row) in live.enumerated() { attend(layer, row, i, qkv, attended) }
      multiply(attended, weight.output, into: x, accumulate: true)
      NormKernel.forward(
        x.pointer, weight.innerGain.pointer, rows: n, width: shape.width, epsilon: epsilon,
        out: normed.pointer, inverses: nil)
      multiply(normed, weight.gateUp, into: gateUp)
      multiply(tape.swiglu(tape.constant(gateUp)).value, weight.down, into: x, accumulate: true)
    }
    for row in live { state[row].length += 1 }
    NormKernel.forward(
      x.pointer, model.parameters.tensor("model.norm.weight").pointer, rows: n, width: shape.width,
      epsilon: epsilon, out: normed.pointer, inverses: nil)
    return logits(normed)
  }

  private func multiply(
    _ x: Tensor, _ w: Tensor, into y: Tensor, accumulate: Bool = false
  ) {
    MatrixProduct.timesTransposed(
      x.pointer, w.pointer, into: y.pointer, n: x.rows, m: w.rows, k: x.columns,
      accumulate: accumulate)
  }

  private func logits(_ hidden: Tensor) -> Tensor {
    let out = Tensor(rows: hidden.rows, columns: model.shape.vocabulary, in: workspace)
    multiply(hidden, model.parameters.tensor(model.headName), into: out)
    return out
  }

  /// Adds the row's new key and value to its cache and attends with its queries.
  private func attend(_ layer: Int, _ row: Int, _ i: Int, _ qkv: Tensor, _ attended: Tensor) {
    let (layout, width) = (model.layout, model.layout.width)
    let (prefix, own) = (prefixes[state[row].prefix], state[row].length)
    let position = prefix.length + own
    precondition(own < capacity, "row \(row) is full")
    precondition(position < model.shape.context, "context of \(model.shape.context) exceeded")
    let packed = qkv.pointer + i * layout.columns
    for head in 0..<layout.keyValueHeads {
      let keys = ownKeys[layer].pointer + (row * layout.keyValueHeads + head) * width * capacity
      let values = ownValues[layer].pointer + (row * layout.keyValueHeads + head) * width * capacity
      let key = packed + layout.key(head)
      model.rotary.rotate(key, position: position, into: key)
      for d in 0..<width { keys[d * capacity + own] = key[d] }
      (values + own * width).update(from: packed + layout.value(head), count: width)
      let shared = CachedHead(
        keys: prefix.keys[layer].pointer + head * width * prefix.capacity,
        capacity: prefix.capacity,
        values: prefix.values[layer].pointer + head * prefix.length * width,
        length: prefix.length)
      let mine = CachedHead(keys: keys, capacity: capacity, values: values, length: own + 1)
      for query in head * layout.groupSize..<(head + 1) * layout.groupSize {
        let q = packed + layout.query(query)
        model.rotary.rotate(q, position: position, into: q)
        let scale = 1 / Float(width).squareRoot()
        for d in 0..<width { q[d] *= scale }
        DecodeAttention.attend(
          query: q, prefix: shared, own: mine, width: width, scratch: scratch.pointer,
          out: attended.pointer + (i * layout.heads + query) * width)
      }
    }
  }
}
