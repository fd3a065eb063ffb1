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

/// A sequence among packed tokens, which may continue the tokens of another one.
///
/// Completions of one problem share its prompt: the prompt is one segment, each completion another with the
/// prompt as its prefix, and what they have in common is computed once.
public struct Segment: Sendable, Equatable {
  /// The rows of its own tokens.
  public var rows: Range<Int>
  /// The rows of the tokens before them, a segment of its own without a prefix; empty for none.
  public var prefix: Range<Int>

  /// A segment.
  public init(rows: Range<Int>, prefix: Range<Int> = 0..<0) {
    self.rows = rows
    self.prefix = prefix
  }

  /// All tokens that its last token attends to.
  public var length: Int { prefix.count + rows.count }

  /// Sequences end to end: where each starts, and N at the end.
  public static func packed(_ offsets: [Int]) -> [Segment] {
    zip(offsets, offsets.dropFirst()).map { Segment(rows: $0..<$1) }
  }
}

extension Tape {
  /// Causal grouped-query attention with rotary positions over packed segments.
  ///
  /// `qkv` is `[N, (H + 2·H_kv)·K]`; the result is `[N, H·K]`. A segment's tokens have the positions after its
  /// prefix. Scores live for sixteen rows at a time; nothing of size T×T is stored, the backward pass
  /// computes the weights again from the stored log-sum-exp of each row.
  ///
  /// - Precondition: the segments cover all rows, each once; a prefix comes before its segment.
  /// - Source: Vaswani et al. 2017, eq. 1; Ainslie et al. 2023, arXiv:2305.13245; recomputation as in
  ///   Dao et al. 2022, arXiv:2205.14135, algorithm 4.
  /// - Deviation: a row's scores are held whole in scratch memory, so the softmax is not online.
  public func attention(
    _ qkv: Variable, segments: [Segment], layout: HeadLayout, rotary: RotaryTable
  ) -> Variable {
    let n = qkv.value.rows
    precondition(qkv.value.columns == layout.columns, "\(qkv.value.columns) columns for \(layout)")
    precondition(
      segments.reduce(0) { $0 + $1.rows.count } == n
        && segments.allSatisfy { $0.rows.upperBound <= n && $0.prefix.upperBound <= n },
      "segments \(segments) for \(n) tokens")
    precondition(rotary.width == layout.width, "rotary width \(rotary.width)")
    let longest = segments.map(\.length).max() ?? 0
    precondition(
      longest <= rotary.positions,
      "a sequence of \(longest) tokens for \(rotary.positions) positions")
    let out = Tensor(rows: n, columns: layout.heads * layout.width, in: workspace)
    let logSums = Tensor(rows: max(n, 1), columns: layout.heads, in: workspace)
    let scratch = AttentionScratch(longest: longest, layout: layout, in: workspace)
    for segment in segments {
      let sequence = AttentionSequence(
        qkv: qkv.value.pointer, segment: segment, layout: layout, rotary: rotary)
      for head in 0..<layout.keyValueHeads {
        sequence.loadKeys(head, scratch)
        for query in head * layout.groupSize..<(head + 1) * layout.groupSize {
          sequence.forward(query, scratch, out.pointer, logSums.pointer)
        }
      }
    }
    return result(out, from: [qkv]) { [self] upstream in
      let (target, accumulate) = gradientTarget(qkv)
      precondition(!accumulate, "query, key and value have one consumer")
      target.fill(0)
      let scratch = AttentionScratch(longest: longest, layout: layout, in: workspace)
      for segment in segments {
        let sequence = AttentionSequence(
          qkv: qkv.value.pointer, segment: segment, layout: layout, rotary: rotary)
        for head in 0..<layout.keyValueHeads {
          sequence.loadKeys(head, scratch)
          sequence.transposeValues(scratch)
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

  /// Attention over sequences end to end: where each starts, and N at the end.
  public func attention(
    _ qkv: Variable, offsets: [Int], layout: HeadLayout, rotary: RotaryTable
  ) -> Variable {
    attention(qkv, segments: Segment.packed(offsets), layout: layout, rotary: rotary)
  }
}

/// Scratch memory for the attention of one (segment, head) at a time.
private struct AttentionScratch {
  let capacity: Int
  let keys, keysTransposed, values, valuesTransposed, scores, slopes, queries: Tensor
  let keyGradient, valueGradient, block, upstream: Tensor

  init(longest: Int, layout: HeadLayout, in workspace: Workspace) {
    capacity = max(8, (longest + 7) & ~7)
    let width = layout.width
    keys = Tensor(rows: capacity, columns: width, in: workspace)
    keysTransposed = Tensor(rows: width, columns: capacity, in: workspace)
    values = Tensor(rows: capacity, columns: width, in: workspace)
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

/// One segment of a packed batch, as attention sees it: keys 0..<length, of which its own come last.
private struct AttentionSequence {
  let qkv: UnsafeMutablePointer<Float>
  let segment: Segment
  let layout: HeadLayout
  let rotary: RotaryTable

  private var scale: Float { 1 / Float(layout.width).squareRoot() }
  private var length: Int { segment.length }
  /// Tokens of the segment itself.
  private var own: Int { segment.rows.count }
  private var prefix: Int { segment.prefix.count }

  /// The packed row of a position.
  @inline(__always)
  private func row(_ t: Int) -> Int {
    t < prefix ? segment.prefix.lowerBound + t : segment.rows.lowerBound + t - prefix
  }

  func loadKeys(_ head: Int, _ s: AttentionScratch) {
    let width = layout.width
    for t in 0..<length {
      let packed = qkv + row(t) * layout.columns
      rotary.rotate(packed + layout.key(head), position: t, into: s.keys.pointer + t * width)
      (s.values.pointer + t * width).update(from: packed + layout.value(head), count: width)
    }
    transpose(
      s.keys.pointer, rowStride: width, count: length, width: width,
      into: s.keysTransposed.pointer, capacity: s.capacity)
  }

  func transposeValues(_ s: AttentionScratch) {
    transpose(
      s.values.pointer, rowStride: layout.width, count: length, width: layout.width,
      into: s.valuesTransposed.pointer, capacity: s.capacity)
  }

  /// Rotated queries of own tokens `t..<t+16`, scaled by 1/√K; rows beyond the end are zero.
  private func loadQueries(_ head: Int, from t: Int, _ s: AttentionScratch) {
    let width = layout.width
    let factor = splat(scale)
    for r in 0..<queryBlock {
      let target = s.queries.pointer + r * width
      guard t + r < own else {
        target.update(repeating: 0, count: width)
        continue
      }
      let source = qkv + (segment.rows.lowerBound + t + r) * layout.columns + layout.query(head)
      rotary.rotate(source, position: prefix + t + r, into: target)
      for d in stride(from: 0, to: width, by: 8) { store(load(target + d) * factor, target + d) }
    }
  }

  func forward(
    _ query: Int, _ s: AttentionScratch, _ out: MutablePointer, _ logSums: MutablePointer
  ) {
    let width = layout.width
    let stride = s.capacity
    for t in Swift.stride(from: 0, to: own, by: queryBlock) {
      loadQueries(query, from: t, s)
      for tile in Swift.stride(from: 0, to: min(queryBlock, own - t), by: queryTile) {
        let live = min(queryTile, own - t - tile)
        let limit = prefix + t + tile + live
        let first = segment.rows.lowerBound + t + tile
        let scores = s.scores.pointer + tile * stride
        scoreBlock(
          s.queries.pointer + tile * width, queryStride: width, s.keysTransposed.pointer,
          capacity: s.capacity, width: width, limit: limit, scores, scoreStride: stride)
        var inverses = SIMD4<Float>(repeating: 0)
        for r in 0..<live {
          let (sum, peak) = weigh(
            scores + r * stride, visible: prefix + t + tile + r + 1, upTo: limit)
          inverses[r] = 1 / sum
          logSums[(first + r) * layout.heads + query] = peak + logf(sum)
        }
        weightedRows(
          scores, weightStride: stride, s.values.pointer, rowStride: width, width: width,
          limit: limit, s.block.pointer, outStride: width)
        for r in 0..<live {
          let target = out + ((first + r) * layout.heads + query) * width
          let source = s.block.pointer + r * width
          for d in Swift.stride(from: 0, to: width, by: 8) {
            store(load(source + d) * splat(inverses[r]), target + d)
          }
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
    for t in Swift.stride(from: 0, to: own, by: queryBlock) {
      let live = min(queryBlock, own - t)
      let limit = prefix + t + live
      let first = segment.rows.lowerBound + t
      loadQueries(query, from: t, s)
      for r in 0..<queryBlock {
        let target = s.upstream.pointer + r * width
        if r < live {
          target.update(
            from: upstream + ((first + r) * layout.heads + query) * width, count: width)
        } else {
          target.update(repeating: 0, count: width)
        }
      }
      for tile in Swift.stride(from: 0, to: live, by: queryTile) {
        scoreBlock(
          s.queries.pointer + tile * width, queryStride: width, s.keysTransposed.pointer,
          capacity: s.capacity, width: width, limit: limit, s.scores.pointer + tile * stride,
          scoreStride: stride)
        scoreBlock(
          s.upstream.pointer + tile * width, queryStride: width, s.valuesTransposed.pointer,
          capacity: s.capacity, width: width, limit: limit, s.slopes.pointer + tile * stride,
          scoreStride: stride)
      }
      let tiled = (live + queryTile - 1) / queryTile * queryTile
      for r in 0..<tiled {
        let row = first + min(r, live - 1)
        slope(
          s, row: r, stride: stride, visible: r < live ? prefix + t + r + 1 : 0, limit: limit,
          out: out + (row * layout.heads + query) * width,
          logSum: logSums[row * layout.heads + query])
      }
      addOuterRows(
        s.scores.pointer, weightStride: stride, s.upstream.pointer, count: live, width: width,
        limit: limit, to: s.valueGradient.pointer)
      addOuterRows(
        s.slopes.pointer, weightStride: stride, s.queries.pointer, count: live, width: width,
        limit: limit, to: s.keyGradient.pointer)
      for tile in Swift.stride(from: 0, to: live, by: queryTile) {
        weightedRows(
          s.slopes.pointer + tile * stride, weightStride: stride, s.keys.pointer,
          rowStride: width, width: width, limit: prefix + t + min(tile + queryTile, live),
          s.block.pointer + tile * width, outStride: width)
      }
      let factor = splat(scale)
      for r in 0..<live {
        let target = gradient + (first + r) * layout.columns + layout.query(query)
        rotary.rotate(
          s.block.pointer + r * width, position: prefix + t + r, into: target, inverse: true)
        for d in Swift.stride(from: 0, to: width, by: 8) {
          store(load(target + d) * factor, target + d)
        }
      }
    }
  }

  /// Turns scores into weights p and dO·v into p·(dO·v − dO·o), in place.
  @inline(__always)
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

  /// Adds the finished key and value gradients of a head, rotated back.
  func storeGradients(_ head: Int, _ s: AttentionScratch, _ gradient: MutablePointer) {
    let width = layout.width
    for t in 0..<length {
      let target = gradient + row(t) * layout.columns
      let rotated = s.keyGradient.pointer + t * width
      rotary.rotate(rotated, position: t, into: rotated, inverse: true)
      VectorKernels.addScaled(1, rotated, to: target + layout.key(head), count: width)
      VectorKernels.addScaled(
        1, s.valueGradient.pointer + t * width, to: target + layout.value(head), count: width)
    }
  }
}
