import Tensors

/// Decodes many sequences at once, one token each a step, over cached keys and values.
///
/// A prompt is computed once and its keys and values are shared by all the sequences that continue it. What a
/// sequence gets does not depend on which others are decoded beside it, nor on how many workers share the
/// work, to the bit. One member of a team starts and finishes rows and begins steps while the others wait;
/// a step itself is the work of all.
public final class Decoder: @unchecked Sendable {
  private let weights: PackedTransformer
  private let workspace: Workspace
  private let layout: PageLayout
  private var rows: [Row?]
  private var current: Step?

  private struct Row {
    let prefix: Prefix
    let own: PagedCache
  }

  /// A row as attention sees it.
  private typealias View = (prefix: CacheView, own: CacheView)

  /// A prompt that sequences can continue.
  public struct Prefix: @unchecked Sendable {
    let cache: PagedCache
    /// The logits of the token after it, `[V]`.
    public let logits: Tensor
  }

  /// What was computed for a sequence: others can leave it without computing again what they share.
  ///
  /// Its memory is the workers': it is given back where no worker is at work.
  public struct State: @unchecked Sendable {
    /// The prompt.
    public let prefix: Prefix
    let own: PagedCache
  }

  private var model: Transformer { weights.model }
  /// Tokens V that a row of logits has.
  public var vocabulary: Int { model.shape.vocabulary }
  private var epsilon: Float { Float(model.shape.normEpsilon) }

  /// A decoder with room for `rows` sequences.
  public init(_ weights: PackedTransformer, rows: Int, in workspace: Workspace) {
    self.weights = weights
    self.workspace = workspace
    let shape = weights.model.shape
    layout = PageLayout(layers: shape.layers, heads: shape.keyValueHeads, width: shape.headWidth)
    self.rows = Array(repeating: nil, count: rows)
  }

  /// Computes prompts, as any worker may at any time.
  ///
  /// - Parameters:
  ///   - read: prompts of which every token's logits are wanted; by default none.
  ///   - workspace: the worker's memory; `nil` for the decoder's.
  ///   - visit: gets the logits, `[V]`, after each token but the last of the prompts that are read, in order.
  /// - Precondition: no prompt is empty; each fits the context.
  public func prefill(
    _ prompts: [[Int32]], reading read: [Bool] = [], in workspace: Workspace? = nil,
    visit: (_ prompt: Int, _ position: Int, _ logits: UnsafeBufferPointer<Float>) -> Void = {
      _, _, _ in
    }
  ) -> [Prefix] {
    let workspace = workspace ?? self.workspace
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
    var activations = Activations(prompts.flatMap { $0 }, weights, in: workspace)
    let member = Team.Member(alone: workspace)
    for layer in weights.layers.indices {
      let qkv = project(activations, layer, member)
      for (segment, cache) in zip(segments, caches) {
        for (t, row) in segment.rows.enumerated() {
          adjust(qkv, row, layer)
          store(qkv, row, layer, position: t, in: cache.view)
        }
      }
      // The packed rows keep their unrotated queries and keys: attention rotates its own copies.
      activations.attended =
        tape.attention(
          tape.constant(qkv), segments: segments, layout: model.layout, rotary: model.rotary
        ).value
      if layer == weights.layers.count - 1 {
        // Beyond its keys and values, the last layer is wanted for the last tokens alone, and for what is read.
        activations = Activations(
          activations,
          rows: segments.indices.flatMap { i in
            Array(
              read.isEmpty || !read[i] ? segments[i].rows.suffix(1) : segments[i].rows[...])
          }, weights, in: workspace)
      }
      complete(activations, layer, member)
    }
    if read.contains(true) {
      activations = self.read(activations, prompts, read, member, visit)
    }
    let logits = Tensor(rows: prompts.count, columns: vocabulary, in: workspace)
    multiply(normed(activations.x, weights.finalGain, member), weights.head, into: logits, member)
    return caches.enumerated().map { i, cache in
      Prefix(
        cache: cache,
        logits: Tensor(
          viewOf: logits, offset: i * logits.columns, rows: 1, columns: logits.columns))
    }
  }

  /// Visits the logits of prompts that are read, and returns what there is of every prompt's last token.
  private func read(
    _ activations: Activations, _ prompts: [[Int32]], _ read: [Bool], _ member: Team.Member,
    _ visit: (Int, Int, UnsafeBufferPointer<Float>) -> Void
  ) -> Activations {
    var last: [Int] = []
    var end = 0
    for (i, prompt) in prompts.enumerated() {
      let first = end
      end += read[i] ? prompt.count : 1
      last.append(end - 1)
      // All logits of a long prompt would take gigabytes with a large vocabulary.
      for start in stride(from: first, to: end - 1, by: 32) {
        let rows = Array(start..<min(start + 32, end - 1))
        let some = Activations(activations, rows: rows, weights, in: member.workspace)
        let logits = Tensor(rows: rows.count, columns: vocabulary, in: member.workspace)
        multiply(normed(some.x, weights.finalGain, member), weights.head, into: logits, member)
        for (k, row) in rows.enumerated() {
          visit(
            i, row - first,
            UnsafeBufferPointer(start: logits.pointer + k * vocabulary, count: vocabulary))
        }
      }
    }
    return Activations(activations, rows: last, weights, in: member.workspace)
  }

  /// Gives a row to a sequence that continues a prompt.
  public func start(row: Int, after prefix: Prefix) {
    rows[row] = Row(prefix: prefix, own: PagedCache(layout))
  }

  /// Gives a row to a sequence that leaves another one after some of the tokens that were fed to it.
  public func start(row: Int, leaving state: State, after tokens: Int) {
    rows[row] = Row(prefix: state.prefix, own: state.own.prefix(tokens, in: workspace))
  }

  /// Ends a row's sequence; its memory is given back when nobody keeps the state.
  @discardableResult
  public func finish(row: Int) -> State? {
    defer { rows[row] = nil }
    return rows[row].map { State(prefix: $0.prefix, own: $0.own) }
  }

  /// What the members of a team share during a step.
  private struct Step {
    let views: [View]
    let activations: Activations
    let logits: Tensor
  }

  /// Begins a step that feeds one token to each of some rows.
  ///
  /// - Precondition: the rows were started, and none exceeds the context.
  public func begin(_ live: [Int], tokens: [Int32]) {
    precondition(live.count == tokens.count, "\(live.count) rows, \(tokens.count) tokens")
    current = nil
    let states = live.map { index -> Row in
      guard let row = rows[index] else { preconditionFailure("row \(index) was not started") }
      precondition(
        row.prefix.cache.length + row.own.length < model.shape.context,
        "context of \(model.shape.context) exceeded")
      row.own.append(in: workspace)
      return row
    }
    current = Step(
      views: states.map { ($0.prefix.cache.view, $0.own.view) },
      activations: Activations(tokens, weights, in: workspace),
      logits: Tensor(rows: tokens.count, columns: vocabulary, in: workspace))
  }

  /// Does a member's share of the step that was begun; all members return together.
  ///
  /// - Returns: the logits of the next tokens, `[live.count, V]`, until the next step begins.
  public func advance(_ member: Team.Member) -> Tensor {
    guard let step = current else { preconditionFailure("no step was begun") }
    let longest = step.views.map { $0.prefix.length + $0.own.length }.max() ?? 0
    let scratch = Tensor(
      rows: DecodeAttention.scratchCount(
        queries: model.layout.groupSize, longest, 2 * PageLayout.tokens), in: member.workspace)
    for layer in weights.layers.indices {
      let qkv = project(step.activations, layer, member)
      member.meet()
      let mine = member.share(of: step.views.count)
      for row in mine {
        adjust(qkv, row, layer)
        let next = step.views[min(row + 1, mine.upperBound - 1)]
        attend(
          layer, step.views[row], next: next, row, qkv, step.activations.attended, scratch)
      }
      member.meet()
      complete(step.activations, layer, member)
    }
    let hidden = normed(step.activations.x, weights.finalGain, member)
    multiply(hidden, weights.head, into: step.logits, member)
    member.meet()
    return step.logits
  }

  /// Feeds one token to each of some rows and returns the logits of the next, `[live.count, V]`.
  public func step(_ live: [Int], tokens: [Int32]) -> Tensor {
    begin(live, tokens: tokens)
    return advance(Team.Member(alone: workspace))
  }

  /// What one pass through the layers works on.
  private struct Activations {
    let x, qkv, gateUp, gated: Tensor
    var attended: Tensor

    private init(rows: Int, _ model: Transformer, in workspace: Workspace) {
      func tensor(_ columns: Int) -> Tensor { Tensor(rows: rows, columns: columns, in: workspace) }
      let shape = model.shape
      x = tensor(shape.width)
      qkv = tensor(model.layout.columns)
      attended = tensor(shape.heads * shape.headWidth)
      gateUp = tensor(2 * shape.feedForward)
      gated = tensor(shape.feedForward)
    }

    /// Embedded tokens.
    init(_ tokens: [Int32], _ weights: PackedTransformer, in workspace: Workspace) {
      self.init(rows: tokens.count, weights.model, in: workspace)
      for (i, token) in tokens.enumerated() {
        weights.embed(token, into: x.pointer + i * x.columns)
      }
    }

    /// Some rows of what attention has made.
    init(
      _ all: Activations, rows: [Int], _ weights: PackedTransformer, in workspace: Workspace
    ) {
      self.init(rows: rows.count, weights.model, in: workspace)
      for (target, source) in [(x, all.x), (attended, all.attended)] {
        for (i, row) in rows.enumerated() {
          (target.pointer + i * target.columns).update(
            from: source.pointer + row * source.columns, count: source.columns)
        }
      }
    }
  }

  /// A layer's queries, keys and values.
  private func project(_ a: Activations, _ index: Int, _ member: Team.Member) -> Tensor {
    let layer = weights.layers[index]
    multiply(normed(a.x, layer.inputGain, member), layer.qkv, into: a.qkv, member)
    return a.qkv
  }

  /// Adds to x what attention and then the feed-forward block of a layer give.
  private func complete(_ a: Activations, _ index: Int, _ member: Team.Member) {
    let layer = weights.layers[index]
    let hidden = model.shape.feedForward
    multiply(a.attended, layer.output, into: a.x, accumulate: true, member)
    member.meet()
    multiply(normed(a.x, layer.innerGain, member), layer.gateUp, into: a.gateUp, member)
    member.meet()
    let rows = member.share(of: a.x.rows)
    SwiGLUKernel.forward(
      a.gateUp.pointer + rows.lowerBound * 2 * hidden, rows: rows.count, hidden: hidden,
      out: a.gated.pointer + rows.lowerBound * hidden)
    member.meet()
    multiply(a.gated, layer.down, into: a.x, accumulate: true, member)
    member.meet()
  }

  /// RMSNorm; every member norms all rows for itself, which takes less time than to meet.
  private func normed(_ x: Tensor, _ gain: Tensor, _ member: Team.Member) -> Tensor {
    let out = Tensor(rows: x.rows, columns: x.columns, in: member.workspace)
    NormKernel.forward(
      x.pointer, gain.pointer, rows: x.rows, width: x.columns, epsilon: epsilon,
      out: out.pointer, inverses: nil)
    return out
  }

  private func multiply(
    _ x: Tensor, _ w: PackedMatrix, into y: Tensor, accumulate: Bool = false,
    _ member: Team.Member
  ) {
    // A single row is fast with four panels, more rows with two.
    let together = x.rows == 1 ? 4 : 2
    member.claim(of: (w.panelCount + together - 1) / together) { pieces in
      let first = pieces.lowerBound * together
      w.multiply(
        x.pointer, rows: x.rows, into: y.pointer, accumulate: accumulate,
        panels: first..<min(pieces.upperBound * together, w.panelCount), in: member.workspace)
    }
  }

  /// Adds Qwen2's biases to a packed row or applies Qwen3's norms.
  private func adjust(_ qkv: Tensor, _ row: Int, _ index: Int) {
    let layer = weights.layers[index]
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
    _ layer: Int, _ row: View, next: View, _ i: Int, _ qkv: Tensor, _ attended: Tensor,
    _ scratch: Tensor
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
      let isLast = head == heads.keyValueHeads - 1
      let following = isLast ? next : row
      DecodeAttention.attend(
        queries: first, count: heads.groupSize,
        to: CachedHead(prefix: row.prefix, own: row.own, layer: layer, head: head),
        next: CachedHead(
          prefix: following.prefix, own: following.own, layer: layer,
          head: isLast ? 0 : head + 1),
        scratch: scratch.pointer,
        out: attended.pointer + (i * heads.heads + head * heads.groupSize) * heads.width)
    }
  }
}
