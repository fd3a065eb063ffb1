import KernelInterface

/// The memory of one segment and key–value head, cut from scratch.
private struct AttentionScratch {
  let padded: Int
  let keys, keysTransposed, values, valuesTransposed, keyGradient, valueGradient: MutablePointer
  let queries, flows, block: MutablePointer
  let scores, slopes: MutablePointer
  let peaks, sums, means: MutablePointer

  init(_ a: AttentionArguments, length: Int) {
    let width = a.rotary.width
    padded = (length + 15) & ~15
    var next = a.scratch
    func take(_ count: Int) -> MutablePointer {
      defer { next += count }
      return next
    }
    keys = take(padded * width)
    keysTransposed = take(padded * width)
    values = take(padded * width)
    valuesTransposed = take(padded * width)
    keyGradient = take(padded * width)
    valueGradient = take(padded * width)
    queries = take(AttentionArguments.queries * width)
    flows = take(AttentionArguments.queries * width)
    block = take(AttentionArguments.queries * width)
    scores = take(AttentionArguments.queries * AttentionArguments.keys)
    slopes = take(AttentionArguments.queries * AttentionArguments.keys)
    peaks = take(AttentionArguments.queries)
    sums = take(AttentionArguments.queries)
    means = take(AttentionArguments.queries)
  }
}

/// Query rows that the forward pass takes together: few, so that little is computed beyond the diagonal.
private let forwardRows = 12
/// Elements between rows of scores.
private let scoreRow = AttentionArguments.keys

/// Attention with an online softmax over blocks of keys; stores log Σ e^score of every row.
///
/// - Source: Dao et al. 2022, arXiv:2205.14135, algorithm 1.
func attentionForward(_ a: AttentionArguments) {
  let length = a.prefixCount + a.count
  let s = AttentionScratch(a, length: length)
  loadKeys(a, s, length)
  for query in 0..<a.groupSize {
    for t in stride(from: 0, to: a.count, by: forwardRows) {
      forwardBlock(a, s, query: query, from: t, rows: min(forwardRows, a.count - t))
    }
  }
}

private func forwardBlock(
  _ a: AttentionArguments, _ s: AttentionScratch, query: Int, from t: Int, rows: Int
) {
  let width = a.rotary.width
  loadQueries(a, s, query: query, from: t, rows: rows)
  let limit = a.prefixCount + t + rows
  for start in stride(from: 0, to: limit, by: AttentionArguments.keys) {
    let keys = min(AttentionArguments.keys, limit - start)
    let padded = (keys + 15) & ~15
    multiply(
      Left(x: Pointer(s.queries), row: width, inner: 1),
      Right(w: Pointer(s.keysTransposed + start), inner: s.padded, apart: 16),
      rows: rows, columns: padded, inner: width, s.scores, scoreRow, accumulate: false)
    for r in 0..<rows {
      let visible = a.prefixCount + t + r + 1 - start
      weigh(s, row: r, visible: visible, padded: padded, width: width, isFirst: start == 0)
    }
    multiply(
      Left(x: Pointer(s.scores), row: scoreRow, inner: 1),
      Right(w: Pointer(s.values + start * width), inner: width, apart: 16),
      rows: rows, columns: width, inner: keys, s.block, width, accumulate: start > 0)
  }
  let logSums = logarithm(load(Pointer(s.sums), first: rows, filler: 1))
  for r in 0..<rows {
    let row = a.firstRow + t + r
    let head = a.firstHead + query
    a.logSums[row * a.heads + head] = s.peaks[r] + logSums[r]
    let inverse = splat(1 / s.sums[r])
    let source = s.block + r * width
    let target = a.out + (row * a.heads + head) * width
    for d in stride(from: 0, to: width, by: 16) {
      let live = width - d
      store(load(Pointer(source + d), first: live) * inverse, target + d, first: live)
    }
  }
}

/// Turns a row of scores into e^(score − peak), 0 beyond the visible keys; keeps the running peak and sum, and
/// brings what has been summed so far to a new peak.
@inline(__always)
private func weigh(
  _ s: AttentionScratch, row r: Int, visible: Int, padded: Int, width: Int, isFirst: Bool
) {
  let scores = s.scores + r * scoreRow
  if visible < padded {
    (scores + max(0, visible)).update(repeating: -.infinity, count: padded - max(0, visible))
  }
  var peaks = splat(-.infinity)
  for t in stride(from: 0, to: padded, by: 16) { peaks = maximum(peaks, load(scores + t)) }
  var peak = largest(peaks)
  if !isFirst && s.peaks[r] > peak { peak = s.peaks[r] }
  var sums = splat(0)
  for t in stride(from: 0, to: padded, by: 16) {
    let x = load(scores + t)
    let e = exponential(x - splat(peak)).replacing(with: splat(0), where: x .== splat(-.infinity))
    store(e, scores + t)
    sums += e
  }
  if isFirst {
    s.sums[r] = total(sums)
  } else {
    let factor = exponential(splat(s.peaks[r] - peak))
    s.sums[r] = s.sums[r] * factor[0] + total(sums)
    if s.peaks[r] != peak {
      let block = s.block + r * width
      for d in stride(from: 0, to: width, by: 16) {
        let live = width - d
        store(load(Pointer(block + d), first: live) * factor, block + d, first: live)
      }
    }
  }
  s.peaks[r] = peak
}

/// The gradient of attention: weights are computed again from the stored log-sums, block by block.
///
/// - Source: Dao et al. 2022, arXiv:2205.14135, algorithm 4.
func attentionBackward(_ a: AttentionArguments) {
  let length = a.prefixCount + a.count
  let width = a.rotary.width
  let s = AttentionScratch(a, length: length)
  loadKeys(a, s, length)
  transpose(
    Pointer(s.values), width, rows: s.padded, columns: width, s.valuesTransposed, s.padded)
  s.keyGradient.update(repeating: 0, count: s.padded * width)
  s.valueGradient.update(repeating: 0, count: s.padded * width)
  for query in 0..<a.groupSize {
    for t in stride(from: 0, to: a.count, by: AttentionArguments.queries) {
      backwardBlock(
        a, s, query: query, from: t, rows: min(AttentionArguments.queries, a.count - t),
        length: length)
    }
  }
  for t in 0..<length {
    let row = t < a.prefixCount ? a.prefixRow + t : a.firstRow + t - a.prefixCount
    let target = a.gradient + row * a.columns
    let rotated = s.keyGradient + t * width
    rotate(Pointer(rotated), rotated, t, -1, a.rotary)
    addScaled(1, Pointer(rotated), target + a.keyColumn, width)
    addScaled(1, Pointer(s.valueGradient + t * width), target + a.valueColumn, width)
  }
}

private func backwardBlock(
  _ a: AttentionArguments, _ s: AttentionScratch, query: Int, from t: Int, rows: Int, length: Int
) {
  let width = a.rotary.width
  loadQueries(a, s, query: query, from: t, rows: rows)
  for r in 0..<rows {
    let element = ((a.firstRow + t + r) * a.heads + a.firstHead + query) * width
    (s.flows + r * width).update(from: a.upstream + element, count: width)
    s.means[r] = dot(a.upstream + element, Pointer(a.out + element), width)
  }
  let first = a.prefixCount + t
  let limit = first + rows
  for start in stride(from: 0, to: limit, by: AttentionArguments.keys) {
    let keys = min(AttentionArguments.keys, length - start)
    for r in stride(from: 0, to: rows, by: forwardRows) {
      let live = min(forwardRows, rows - r)
      slopeRows(
        a, s, query: query, from: r, rows: live, first: first, start: start,
        keys: min(keys, first + r + live - start))
    }
    // Rows that see none of a tile's keys are skipped; so is what lies beyond the last row's keys.
    let seen = min(keys, limit - start)
    for k in stride(from: 0, to: seen, by: forwardRows) {
      let skipped = max(0, start + k - first)
      let right = { (rows: MutablePointer) in
        Right(w: Pointer(rows + skipped * width), inner: width, apart: 16)
      }
      for (weights, source, target) in [
        (s.scores, s.flows, s.valueGradient), (s.slopes, s.queries, s.keyGradient),
      ] {
        multiply(
          Left(x: Pointer(weights + skipped * scoreRow + k), row: 1, inner: scoreRow),
          right(source), rows: min(forwardRows, seen - k), columns: width, inner: rows - skipped,
          target + (start + k) * width, width, accumulate: true)
      }
    }
    for r in stride(from: 0, to: rows, by: forwardRows) {
      let live = min(forwardRows, rows - r)
      multiply(
        Left(x: Pointer(s.slopes + r * scoreRow), row: scoreRow, inner: 1),
        Right(w: Pointer(s.keys + start * width), inner: width, apart: 16),
        rows: live, columns: width, inner: max(0, min(keys, first + r + live - start)),
        s.block + r * width, width, accumulate: start > 0)
    }
  }
  let scale = splat(1 / Float(width).squareRoot())
  for r in 0..<rows {
    let target =
      a.gradient + (a.firstRow + t + r) * a.columns + a.queryColumn + query * width
    rotate(Pointer(s.block + r * width), target, first + r, -1, a.rotary)
    for d in stride(from: 0, to: width, by: 16) {
      let live = width - d
      store(load(Pointer(target + d), first: live) * scale, target + d, first: live)
    }
  }
}

/// For some rows and a block of keys: weights p in place of scores, p·(dO·v − dO·o) in place of slopes.
///
/// - Parameter keys: keys of the block that the last of the rows sees; none or fewer than none leaves zeros.
@inline(__always)
private func slopeRows(
  _ a: AttentionArguments, _ s: AttentionScratch, query: Int, from r: Int, rows: Int, first: Int,
  start: Int, keys: Int
) {
  let width = a.rotary.width
  let padded = max(0, (keys + 15) & ~15)
  let (scores, slopes) = (s.scores + r * scoreRow, s.slopes + r * scoreRow)
  for (source, other, target) in [
    (s.queries, s.keysTransposed, scores), (s.flows, s.valuesTransposed, slopes),
  ] {
    multiply(
      Left(x: Pointer(source + r * width), row: width, inner: 1),
      Right(w: Pointer(other + start), inner: s.padded, apart: 16),
      rows: rows, columns: padded, inner: width, target, scoreRow, accumulate: false)
  }
  for i in 0..<rows {
    let (p, slope) = (scores + i * scoreRow, slopes + i * scoreRow)
    let visible = first + r + i + 1 - start
    let row = a.firstRow + (first - a.prefixCount) + r + i
    let logSum = splat(a.logSums[row * a.heads + a.firstHead + query])
    let mean = splat(s.means[r + i])
    if visible < padded {
      (p + max(0, visible)).update(repeating: -.infinity, count: padded - max(0, visible))
    }
    for t in stride(from: 0, to: padded, by: 16) {
      let x = load(p + t)
      let weight = exponential(x - logSum).replacing(
        with: splat(0), where: x .== splat(-.infinity))
      store(weight, p + t)
      store(weight * (load(slope + t) - mean), slope + t)
    }
    for t in stride(from: padded, to: AttentionArguments.keys, by: 16) {
      store(splat(0), p + t)
      store(splat(0), slope + t)
    }
  }
}

/// Rotated keys, also transposed, and values, with zeros behind the last.
@inline(__always)
private func loadKeys(_ a: AttentionArguments, _ s: AttentionScratch, _ length: Int) {
  let width = a.rotary.width
  for t in 0..<length {
    let row = t < a.prefixCount ? a.prefixRow + t : a.firstRow + t - a.prefixCount
    let packed = a.qkv + row * a.columns
    rotate(packed + a.keyColumn, s.keys + t * width, t, 1, a.rotary)
    (s.values + t * width).update(from: packed + a.valueColumn, count: width)
  }
  let rest = (s.padded - length) * width
  (s.keys + length * width).update(repeating: 0, count: rest)
  (s.values + length * width).update(repeating: 0, count: rest)
  transpose(Pointer(s.keys), width, rows: s.padded, columns: width, s.keysTransposed, s.padded)
}

/// Rotated queries of own tokens, scaled by 1/√K.
@inline(__always)
private func loadQueries(
  _ a: AttentionArguments, _ s: AttentionScratch, query: Int, from t: Int, rows: Int
) {
  let width = a.rotary.width
  let scale = 1 / Float(width).squareRoot()
  for r in 0..<rows {
    let source =
      a.qkv + (a.firstRow + t + r) * a.columns + a.queryColumn + query * width
    let target = s.queries + r * width
    rotate(source, target, a.prefixCount + t + r, 1, a.rotary)
    multiply(target, scale, width)
  }
}
