#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the columns of a packed `[N, (H + 2·H_kv)·K]` tensor are divided into query, key and value heads.
public struct HeadLayout: Sendable, Equatable {
  /// Query heads H.
  public let heads: Int
  /// Key–value heads, each shared by `heads / keyValueHeads` query heads.
  public let keyValueHeads: Int
  /// Head width K, a multiple of 8.
  public let width: Int

  /// A layout.
  ///
  /// - Precondition: `heads` is a multiple of `keyValueHeads`; `width` of 8.
  public init(heads: Int, keyValueHeads: Int, width: Int) {
    precondition(
      heads % keyValueHeads == 0, "\(heads) heads over \(keyValueHeads) key–value heads")
    precondition(width % 8 == 0, "head width \(width) is not a multiple of 8")
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.width = width
  }

  /// Columns of the packed query, key and value tensor.
  public var columns: Int { (heads + 2 * keyValueHeads) * width }
  /// Query heads that share one key–value head.
  public var groupSize: Int { heads / keyValueHeads }
  /// The first column of a query head.
  public func query(_ head: Int) -> Int { head * width }
  /// The first column of a key head.
  public func key(_ head: Int) -> Int { (heads + head) * width }
  /// The first column of a value head.
  public func value(_ head: Int) -> Int { (heads + keyValueHeads + head) * width }
}

/// Receives rotated keys (transposed, `[K, capacity]`) and values of a sequence's head as they are computed.
public typealias KeyValueSink = (
  _ sequence: Int, _ keyValueHead: Int, _ transposedKeys: UnsafePointer<Float>, _ capacity: Int,
  _ values: UnsafePointer<Float>, _ valueStride: Int, _ length: Int
) -> Void

extension Tape {
  /// Causal grouped-query attention with rotary positions over packed sequences.
  ///
  /// `qkv` is `[N, (H + 2·H_kv)·K]`, sequence s holds rows `offsets[s]..<offsets[s+1]` at positions 0, 1, …;
  /// the result is `[N, H·K]`. Scores live for four rows at a time; nothing of size T×T is stored, the
  /// backward pass computes the weights again from the stored log-sum-exp of each row.
  ///
  /// - Source: Vaswani et al. 2017, eq. 1; Ainslie et al. 2023, arXiv:2305.13245; recomputation as in
  ///   Dao et al. 2022, arXiv:2205.14135, algorithm 4.
  /// - Deviation: a row's scores are held whole in scratch memory, so the softmax is not online.
  public func attention(
    _ qkv: Variable, offsets: [Int], layout: HeadLayout, rotary: RotaryTable,
    sink: KeyValueSink? = nil
  ) -> Variable {
    let n = qkv.value.rows
    precondition(qkv.value.columns == layout.columns, "\(qkv.value.columns) columns for \(layout)")
    precondition(offsets.first == 0 && offsets.last == n, "offsets \(offsets) for \(n) tokens")
    precondition(rotary.width == layout.width, "rotary width \(rotary.width)")
    let longest = zip(offsets, offsets.dropFirst()).map { $1 - $0 }.max() ?? 0
    precondition(
      longest <= rotary.positions,
      "a sequence of \(longest) tokens for \(rotary.positions) positions")
    let out = Tensor(rows: n, columns: layout.heads * layout.width, in: workspace)
    let logSums = Tensor(rows: max(n, 1), columns: layout.heads, in: workspace)
    let scratch = AttentionScratch(longest: longest, layout: layout, in: workspace)
    for s in 0..<offsets.count - 1 {
      let sequence = AttentionSequence(
        qkv: qkv.value.pointer, first: offsets[s], length: offsets[s + 1] - offsets[s],
        layout: layout, rotary: rotary)
      for head in 0..<layout.keyValueHeads {
        sequence.loadKeys(head, scratch)
        sink?(
          s, head, scratch.keysTransposed.pointer, scratch.capacity,
          sequence.qkv + sequence.first * layout.columns + layout.value(head), layout.columns,
          sequence.length)
        for query in head * layout.groupSize..<(head + 1) * layout.groupSize {
          sequence.forward(query, keyHead: head, scratch, out.pointer, logSums.pointer)
        }
      }
    }
    return result(out, from: [qkv]) { [self] upstream in
      let (target, accumulate) = gradientTarget(qkv)
      precondition(!accumulate, "query, key and value have one consumer")
      let scratch = AttentionScratch(longest: longest, layout: layout, in: workspace)
      for s in 0..<offsets.count - 1 {
        let sequence = AttentionSequence(
          qkv: qkv.value.pointer, first: offsets[s], length: offsets[s + 1] - offsets[s],
          layout: layout, rotary: rotary)
        for head in 0..<layout.keyValueHeads {
          sequence.loadKeys(head, scratch)
          sequence.loadValues(head, scratch)
          scratch.keyGradient.fill(0)
          scratch.valueGradient.fill(0)
          for query in head * layout.groupSize..<(head + 1) * layout.groupSize {
            sequence.backward(
              query, scratch, upstream: upstream.pointer, out: out.pointer,
              logSums: logSums.pointer, gradient: target.pointer)
          }
          sequence.storeGradients(head, scratch, target.pointer)
        }
      }
    }
  }
}

/// Scratch memory for the attention of one (sequence, head) at a time.
private struct AttentionScratch {
  let capacity: Int
  let keys, keysTransposed, valuesTransposed, scores, slopes, queries: Tensor
  let keyGradient, valueGradient, block, upstream: Tensor

  init(longest: Int, layout: HeadLayout, in workspace: Workspace) {
    capacity = max(8, (longest + 7) & ~7)
    let width = layout.width
    keys = Tensor(rows: capacity, columns: width, in: workspace)
    keysTransposed = Tensor(rows: width, columns: capacity, in: workspace)
    valuesTransposed = Tensor(rows: width, columns: capacity, in: workspace)
    keyGradient = Tensor(rows: capacity, columns: width, in: workspace)
    valueGradient = Tensor(rows: capacity, columns: width, in: workspace)
    scores = Tensor(rows: queryBlock, columns: capacity, in: workspace)
    slopes = Tensor(rows: queryBlock, columns: capacity, in: workspace)
    queries = Tensor(rows: queryBlock, columns: width, in: workspace)
    block = Tensor(rows: queryBlock, columns: width, in: workspace)
    upstream = Tensor(rows: queryBlock, columns: width, in: workspace)
  }
}

/// One sequence of a packed batch, as attention sees it.
private struct AttentionSequence {
  let qkv: UnsafeMutablePointer<Float>
  let first: Int
  let length: Int
  let layout: HeadLayout
  let rotary: RotaryTable

  private var scale: Float { 1 / Float(layout.width).squareRoot() }

  private func row(_ t: Int) -> UnsafeMutablePointer<Float> { qkv + (first + t) * layout.columns }

  func loadKeys(_ head: Int, _ s: AttentionScratch) {
    let width = layout.width
    for t in 0..<length {
      rotary.rotate(row(t) + layout.key(head), position: t, into: s.keys.pointer + t * width)
    }
    transpose(
      s.keys.pointer, rowStride: width, count: length, width: width,
      into: s.keysTransposed.pointer, capacity: s.capacity)
  }

  func loadValues(_ head: Int, _ s: AttentionScratch) {
    transpose(
      row(0) + layout.value(head), rowStride: layout.columns, count: length, width: layout.width,
      into: s.valuesTransposed.pointer, capacity: s.capacity)
  }

  /// Rotated queries of rows `t..<t+4`, scaled by 1/√K; rows beyond the end are zero.
  private func loadQueries(_ head: Int, from t: Int, _ s: AttentionScratch) {
    let width = layout.width
    for r in 0..<queryBlock {
      let target = s.queries.pointer + r * width
      guard t + r < length else {
        target.update(repeating: 0, count: width)
        continue
      }
      rotary.rotate(row(t + r) + layout.query(head), position: t + r, into: target)
      for d in 0..<width { target[d] *= scale }
    }
  }

  func forward(
    _ query: Int, keyHead: Int, _ s: AttentionScratch, _ out: MutablePointer,
    _ logSums: MutablePointer
  ) {
    let width = layout.width
    let stride = s.capacity
    for t in Swift.stride(from: 0, to: length, by: queryBlock) {
      let limit = min(t + queryBlock, length)
      loadQueries(query, from: t, s)
      scoreBlock(
        s.queries.pointer, queryStride: width, s.keysTransposed.pointer, capacity: s.capacity,
        width: width, limit: limit, s.scores.pointer, scoreStride: stride)
      var inverses = SIMD4<Float>(repeating: 0)
      for r in 0..<min(queryBlock, length - t) {
        let (sum, peak) = weigh(s.scores.pointer + r * stride, visible: t + r + 1, upTo: limit)
        inverses[r] = 1 / sum
        logSums[(first + t + r) * layout.heads + query] = peak + logf(sum)
      }
      weightedRows(
        s.scores.pointer, weightStride: stride, row(0) + layout.value(keyHead),
        rowStride: layout.columns, width: width, limit: limit, s.block.pointer, outStride: width)
      for r in 0..<min(queryBlock, length - t) {
        let target = out + ((first + t + r) * layout.heads + query) * width
        let source = s.block.pointer + r * width
        for d in Swift.stride(from: 0, to: width, by: 8) {
          store(load(source + d) * splat(inverses[r]), target + d)
        }
      }
    }
  }

  /// Turns a row of scores into e^(score − max) over the visible positions and 0 beyond them.
  private func weigh(
    _ scores: MutablePointer, visible: Int, upTo limit: Int
  ) -> (sum: Float, peak: Float) {
    let padded = (limit + 7) & ~7
    for t in visible..<padded { scores[t] = -.infinity }
    var peaks = splat(-.infinity)
    for t in Swift.stride(from: 0, to: padded, by: 8) { peaks = maximum(peaks, load(scores + t)) }
    let peak = peaks.max()
    var sums = splat(0)
    for t in Swift.stride(from: 0, to: padded, by: 8) {
      let x = load(scores + t)
      let e = exponential(x - splat(peak)).replacing(with: splat(0), where: x .== splat(-.infinity))
      store(e, scores + t)
      sums += e
    }
    return (total(sums), peak)
  }

  func backward(
    _ query: Int, _ s: AttentionScratch, upstream: Pointer, out: Pointer, logSums: Pointer,
    gradient: MutablePointer
  ) {
    let width = layout.width
    let stride = s.capacity
    for t in Swift.stride(from: 0, to: length, by: queryBlock) {
      let limit = min(t + queryBlock, length)
      let live = min(queryBlock, length - t)
      loadQueries(query, from: t, s)
      for r in 0..<queryBlock {
        let target = s.upstream.pointer + r * width
        if r < live {
          target.update(
            from: upstream + ((first + t + r) * layout.heads + query) * width, count: width)
        } else {
          target.update(repeating: 0, count: width)
        }
      }
      scoreBlock(
        s.queries.pointer, queryStride: width, s.keysTransposed.pointer, capacity: s.capacity,
        width: width, limit: limit, s.scores.pointer, scoreStride: stride)
      scoreBlock(
        s.upstream.pointer, queryStride: width, s.valuesTransposed.pointer, capacity: s.capacity,
        width: width, limit: limit, s.slopes.pointer, scoreStride: stride)
      for r in 0..<queryBlock {
        slope(
          s, row: r, stride: stride, visible: r < live ? t + r + 1 : 0, limit: limit,
          out: out + ((first + t + min(r, live - 1)) * layout.heads + query) * width,
          logSum: logSums[(first + t + min(r, live - 1)) * layout.heads + query])
      }
      addOuterRows(
        s.scores.pointer, weightStride: stride, s.upstream.pointer, sourceStride: width,
        width: width, limit: limit, to: s.valueGradient.pointer, rowStride: width)
      addOuterRows(
        s.slopes.pointer, weightStride: stride, s.queries.pointer, sourceStride: width,
        width: width, limit: limit, to: s.keyGradient.pointer, rowStride: width)
      weightedRows(
        s.slopes.pointer, weightStride: stride, s.keys.pointer, rowStride: width, width: width,
        limit: limit, s.block.pointer, outStride: width)
      for r in 0..<live {
        let target = gradient + (first + t + r) * layout.columns + layout.query(query)
        rotary.rotate(s.block.pointer + r * width, position: t + r, into: target, inverse: true)
        for d in 0..<width { target[d] *= scale }
      }
    }
  }

  /// Turns scores into weights p and dO·v into p·(dO·v − dO·o), in place.
  private func slope(
    _ s: AttentionScratch, row r: Int, stride: Int, visible: Int, limit: Int, out: Pointer,
    logSum: Float
  ) {
    let scores = s.scores.pointer + r * stride
    let slopes = s.slopes.pointer + r * stride
    let upstream = s.upstream.pointer + r * layout.width
    var lanes = splat(0)
    for d in Swift.stride(from: 0, to: layout.width, by: 8) {
      lanes = lanes.addingProduct(load(upstream + d), load(out + d))
    }
    let mean = total(lanes)
    let padded = (limit + 7) & ~7
    for t in visible..<padded { scores[t] = -.infinity }
    for t in Swift.stride(from: 0, to: padded, by: 8) {
      let x = load(scores + t)
      let p = exponential(x - splat(logSum)).replacing(
        with: splat(0), where: x .== splat(-.infinity))
      store(p, scores + t)
      store(p * (load(slopes + t) - splat(mean)), slopes + t)
    }
  }

  /// Writes the finished key and value gradients of a head, rotated back.
  func storeGradients(_ head: Int, _ s: AttentionScratch, _ gradient: MutablePointer) {
    let width = layout.width
    for t in 0..<length {
      let row = gradient + (first + t) * layout.columns
      rotary.rotate(
        s.keyGradient.pointer + t * width, position: t, into: row + layout.key(head),
        inverse: true)
      (row + layout.value(head)).update(from: s.valueGradient.pointer + t * width, count: width)
    }
  }
}
