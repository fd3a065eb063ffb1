import Tensors

/// Decodes many sequences at once, one token each a step, over cached keys and values.
///
/// A prompt is computed once and its keys and values are shared by all the sequences that continue it. What a
/// sequence gets does not depend on which others are decoded beside it, to the bit.
public final class Decoder {
  private let weights: PackedTransformer
  private let workspace: Workspace
  private let layout: PageLayout
  private var rows: [Row?]

  private struct Row {
    let prefix: PagedCache
    let own: PagedCache
  }

  /// A prompt that sequences can continue.
  public struct Prefix {
    let cache: PagedCache
    /// The logits of the token after it, `[V]`.
    public let logits: Tensor
  }

  private var model: Transformer { weights.model }
  private var epsilon: Float { Float(model.shape.normEpsilon) }

  /// A decoder with room for `rows` sequences.
  public init(_ weights: PackedTransformer, rows: Int, in workspace: Workspace) {
    self.weights = weights
    self.workspace = workspace
    let shape = weights.model.shape
    layout = PageLayout(layers: shape.layers, heads: shape.keyValueHeads, width: shape.headWidth)
    self.rows = Array(repeating: nil, count: rows)
  }

  /// Computes prompts.
  ///
  /// - Precondition: no prompt is empty; each fits the context.
  public func prefill(_ prompts: [[Int32]]) -> [Prefix] {
    var offsets = [0]
    for prompt in prompts {
      precondition(!prompt.isEmpty, "an empty prompt")
      precondition(
        prompt.count <= model.shape.context,
        "a prompt of \(prompt.count) tokens for a context of \(model.shape.context)")
      offsets.append(offsets[offsets.count - 1] + prompt.count)
    }
    let segments = Segment.packed(offsets)
    let caches = prompts.map { prompt in
      let cache = PagedCache(layout)
      cache.append(prompt.count, in: workspace)
      return cache
    }
    let tape = Tape(workspace, recording: false)
    let hidden = forward(prompts.flatMap { $0 }) { layer, qkv, attended in
      for (segment, cache) in zip(segments, caches) {
        for (t, row) in segment.rows.enumerated() {
          store(qkv, row, layer, position: t, in: cache.view)
        }
      }
      // The packed rows keep their unrotated queries and keys: attention rotates its own copies.
      attended.copy(
        from: tape.attention(
          tape.constant(qkv), segments: segments, layout: model.layout, rotary: model.rotary
        ).value)
    }
    return zip(segments, caches).map { segment, cache in
      let last = Tensor(
        viewOf: hidden, offset: (segment.rows.upperBound - 1) * hidden.columns, rows: 1,
        columns: hidden.columns)
      return Prefix(cache: cache, logits: logits(last))
    }
  }

  /// Gives a row to a sequence that continues a prompt.
  public func start(row: Int, after prefix: Prefix) {
    rows[row] = Row(prefix: prefix.cache, own: PagedCache(layout))
  }

  /// Gives the memory of a row's sequence back.
  public func finish(row: Int) { rows[row] = nil }

  /// Feeds one token to each of some rows and returns the logits of the next, `[live.count, V]`.
  ///
  /// - Precondition: the rows were started, and none exceeds the context.
  public func step(_ live: [Int], tokens: [Int32]) -> Tensor {
    precondition(live.count == tokens.count, "\(live.count) rows, \(tokens.count) tokens")
    let states = live.map { index -> Row in
      guard let row = rows[index] else { preconditionFailure("row \(index) was not started") }
      precondition(
        row.prefix.length + row.own.length < model.shape.context,
        "context of \(model.shape.context) exceeded")
      row.own.append(in: workspace)
      return row
    }
    let views = states.map { (prefix: $0.prefix.view, own: $0.own.view) }
    let longest = states.map { $0.prefix.length + $0.own.length }.max() ?? 0
    let scratch = Tensor(
      rows: DecodeAttention.scratchCount(
        queries: model.layout.groupSize, longest, 2 * PageLayout.tokens), in: workspace)
    let hidden = forward(tokens) { layer, qkv, attended in
      for (i, row) in views.enumerated() { attend(layer, row, i, qkv, attended, scratch) }
    }
    return logits(hidden)
  }

  /// All layers over rows of tokens, `[N, D]`; attention is the caller's.
  private func forward(
    _ tokens: [Int32], attention: (_ layer: Int, _ qkv: Tensor, _ attended: Tensor) -> Void
  ) -> Tensor {
    let shape = model.shape
    let n = tokens.count
    let x = Tensor(rows: n, columns: shape.width, in: workspace)
    for (i, token) in tokens.enumerated() {
      weights.embed(token, into: x.pointer + i * shape.width)
    }
    let normed = Tensor(rows: n, columns: shape.width, in: workspace)
    let qkv = Tensor(rows: n, columns: model.layout.columns, in: workspace)
    let attended = Tensor(rows: n, columns: shape.heads * shape.headWidth, in: workspace)
    let gateUp = Tensor(rows: n, columns: 2 * shape.feedForward, in: workspace)
    let gated = Tensor(rows: n, columns: shape.feedForward, in: workspace)
    for (index, layer) in weights.layers.enumerated() {
      norm(x, layer.inputGain, into: normed)
      multiply(normed, layer.qkv, into: qkv)
      adjust(qkv, layer)
      attention(index, qkv, attended)
      multiply(attended, layer.output, into: x, accumulate: true)
      norm(x, layer.innerGain, into: normed)
      multiply(normed, layer.gateUp, into: gateUp)
      SwiGLUKernel.forward(
        gateUp.pointer, rows: n, hidden: shape.feedForward, out: gated.pointer)
      multiply(gated, layer.down, into: x, accumulate: true)
    }
    norm(x, weights.finalGain, into: normed)
    return normed
  }

  private func norm(_ x: Tensor, _ gain: Tensor, into out: Tensor) {
    NormKernel.forward(
      x.pointer, gain.pointer, rows: x.rows, width: x.columns, epsilon: epsilon,
      out: out.pointer, inverses: nil)
  }

  private func multiply(
    _ x: Tensor, _ w: PackedMatrix, into y: Tensor, accumulate: Bool = false
  ) {
    w.multiply(
      x.pointer, rows: x.rows, into: y.pointer, accumulate: accumulate, in: workspace)
  }

  /// Adds Qwen2's biases or applies Qwen3's norms.
  private func adjust(_ qkv: Tensor, _ layer: PackedTransformer.Layer) {
    for row in 0..<qkv.rows {
      let packed = qkv.pointer + row * qkv.columns
      if let bias = layer.bias {
        VectorKernels.addScaled(1, bias.pointer, to: packed, count: qkv.columns)
      }
      if let norms = layer.norms {
        HeadNorm.apply(
          packed, queryGain: norms.queries.pointer, keyGain: norms.keys.pointer,
          layout: model.layout, epsilon: epsilon)
      }
    }
  }

  private func logits(_ hidden: Tensor) -> Tensor {
    let out = Tensor(rows: hidden.rows, columns: model.shape.vocabulary, in: workspace)
    multiply(hidden, weights.head, into: out)
    return out
  }

  /// Writes the rotated keys and the values of a packed row into a cache.
  private func store(_ qkv: Tensor, _ i: Int, _ layer: Int, position: Int, in cache: CacheView) {
    let head = model.layout
    let packed = qkv.pointer + i * head.columns
    withUnsafeTemporaryAllocation(of: Float.self, capacity: head.width) { key in
      guard let rotated = key.baseAddress else { return }
      for h in 0..<head.keyValueHeads {
        model.rotary.rotate(packed + head.key(h), position: position, into: rotated)
        cache.write(
          position, layer: layer, head: h, key: rotated, value: packed + head.value(h))
      }
    }
  }

  /// Adds the row's new key and value to its cache and attends with its queries.
  private func attend(
    _ layer: Int, _ row: (prefix: CacheView, own: CacheView), _ i: Int, _ qkv: Tensor,
    _ attended: Tensor, _ scratch: Tensor
  ) {
    let heads = model.layout
    let token = row.own.length - 1
    let position = row.prefix.length + token
    let packed = qkv.pointer + i * heads.columns
    let scale = 1 / Float(heads.width).squareRoot()
    for head in 0..<heads.keyValueHeads {
      let key = packed + heads.key(head)
      model.rotary.rotate(key, position: position, into: key)
      row.own.write(token, layer: layer, head: head, key: key, value: packed + heads.value(head))
      let first = packed + heads.query(head * heads.groupSize)
      for query in 0..<heads.groupSize {
        let q = first + query * heads.width
        model.rotary.rotate(q, position: position, into: q)
        VectorKernels.multiply(q, by: scale, count: heads.width)
      }
      DecodeAttention.attend(
        queries: first, count: heads.groupSize, prefix: row.prefix, own: row.own, layer: layer,
        head: head, scratch: scratch.pointer,
        out: attended.pointer + (i * heads.heads + head * heads.groupSize) * heads.width)
    }
  }
}
