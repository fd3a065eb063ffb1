// The inner loops of attention. Keys are held transposed, `[K, capacity]`, so that scores of eight
// positions are computed at once without horizontal sums; `capacity` is a multiple of 8 and the tail is
// zero. Four query rows share every load; sixteen share a pass over the gradients of keys and values.

/// Rows of queries that one pass of the inner loops handles.
let queryTile = 4
/// Rows of queries whose scores are held at once.
let queryBlock = 16

/// `scores[r][t] = Σ_d q[r][d]·kᵀ[d][t]` for four rows and t < limit rounded up to 8.
@inline(__always)
func scoreBlock(
  _ q: Pointer, queryStride: Int, _ transposed: Pointer, capacity: Int, width: Int, limit: Int,
  _ scores: MutablePointer, scoreStride: Int
) {
  var t = 0
  while t < limit {
    if t + 8 < limit {
      var a0 = splat(0), a1 = splat(0), b0 = splat(0), b1 = splat(0)
      var c0 = splat(0), c1 = splat(0), d0 = splat(0), d1 = splat(0)
      for d in 0..<width {
        let k0 = load(transposed + d * capacity + t)
        let k1 = load(transposed + d * capacity + t + 8)
        let qa = splat(q[d])
        let qb = splat(q[queryStride + d])
        let qc = splat(q[2 * queryStride + d])
        let qd = splat(q[3 * queryStride + d])
        a0 = a0.addingProduct(qa, k0)
        a1 = a1.addingProduct(qa, k1)
        b0 = b0.addingProduct(qb, k0)
        b1 = b1.addingProduct(qb, k1)
        c0 = c0.addingProduct(qc, k0)
        c1 = c1.addingProduct(qc, k1)
        d0 = d0.addingProduct(qd, k0)
        d1 = d1.addingProduct(qd, k1)
      }
      store(a0, scores + t)
      store(a1, scores + t + 8)
      store(b0, scores + scoreStride + t)
      store(b1, scores + scoreStride + t + 8)
      store(c0, scores + 2 * scoreStride + t)
      store(c1, scores + 2 * scoreStride + t + 8)
      store(d0, scores + 3 * scoreStride + t)
      store(d1, scores + 3 * scoreStride + t + 8)
      t += 16
    } else {
      var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
      for d in 0..<width {
        let k = load(transposed + d * capacity + t)
        a = a.addingProduct(splat(q[d]), k)
        b = b.addingProduct(splat(q[queryStride + d]), k)
        c = c.addingProduct(splat(q[2 * queryStride + d]), k)
        e = e.addingProduct(splat(q[3 * queryStride + d]), k)
      }
      store(a, scores + t)
      store(b, scores + scoreStride + t)
      store(c, scores + 2 * scoreStride + t)
      store(e, scores + 3 * scoreStride + t)
      t += 8
    }
  }
}

/// `out[r] = Σ_{t<limit} weights[r][t]·rows[t]` for four rows of `width` (a multiple of 8).
@inline(__always)
func weightedRows(
  _ weights: Pointer, weightStride: Int, _ rows: Pointer, rowStride: Int, width: Int, limit: Int,
  _ out: MutablePointer, outStride: Int
) {
  var d = 0
  while d < width {
    var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
    if d + 8 < width {
      var a1 = splat(0), b1 = splat(0), c1 = splat(0), e1 = splat(0)
      for t in 0..<limit {
        let v0 = load(rows + t * rowStride + d)
        let v1 = load(rows + t * rowStride + d + 8)
        let wa = splat(weights[t])
        let wb = splat(weights[weightStride + t])
        let wc = splat(weights[2 * weightStride + t])
        let we = splat(weights[3 * weightStride + t])
        a = a.addingProduct(wa, v0)
        a1 = a1.addingProduct(wa, v1)
        b = b.addingProduct(wb, v0)
        b1 = b1.addingProduct(wb, v1)
        c = c.addingProduct(wc, v0)
        c1 = c1.addingProduct(wc, v1)
        e = e.addingProduct(we, v0)
        e1 = e1.addingProduct(we, v1)
      }
      store(a1, out + d + 8)
      store(b1, out + outStride + d + 8)
      store(c1, out + 2 * outStride + d + 8)
      store(e1, out + 3 * outStride + d + 8)
    } else {
      for t in 0..<limit {
        let v = load(rows + t * rowStride + d)
        a = a.addingProduct(splat(weights[t]), v)
        b = b.addingProduct(splat(weights[weightStride + t]), v)
        c = c.addingProduct(splat(weights[2 * weightStride + t]), v)
        e = e.addingProduct(splat(weights[3 * weightStride + t]), v)
      }
    }
    store(a, out + d)
    store(b, out + outStride + d)
    store(c, out + 2 * outStride + d)
    store(e, out + 3 * outStride + d)
    d += d + 8 < width ? 16 : 8
  }
}

/// `rows[t] += Σ_{r<count} weights[r][t]·source[r]` for t < limit and rows of `width` (a multiple of 8).
///
/// Tiles of 4 × 16 stay in registers while r runs.
@inline(__always)
func addOuterRows(
  _ weights: Pointer, weightStride: Int, _ source: Pointer, count: Int, width: Int, limit: Int,
  to rows: MutablePointer
) {
  var t = 0
  while t < limit {
    // Weights beyond the limit are zero up to the next multiple of 8, and the memory is there.
    let w = weights + t
    let target = rows + t * width
    var d = 0
    while d + 16 <= width {
      let p = target + d
      var a0 = load(p), a1 = load(p + 8)
      var b0 = load(p + width), b1 = load(p + width + 8)
      var c0 = load(p + 2 * width), c1 = load(p + 2 * width + 8)
      var e0 = load(p + 3 * width), e1 = load(p + 3 * width + 8)
      for r in 0..<count {
        let s0 = load(source + r * width + d)
        let s1 = load(source + r * width + d + 8)
        let v = w + r * weightStride
        a0 = a0.addingProduct(splat(v[0]), s0)
        a1 = a1.addingProduct(splat(v[0]), s1)
        b0 = b0.addingProduct(splat(v[1]), s0)
        b1 = b1.addingProduct(splat(v[1]), s1)
        c0 = c0.addingProduct(splat(v[2]), s0)
        c1 = c1.addingProduct(splat(v[2]), s1)
        e0 = e0.addingProduct(splat(v[3]), s0)
        e1 = e1.addingProduct(splat(v[3]), s1)
      }
      store(a0, p)
      store(a1, p + 8)
      store(b0, p + width)
      store(b1, p + width + 8)
      store(c0, p + 2 * width)
      store(c1, p + 2 * width + 8)
      store(e0, p + 3 * width)
      store(e1, p + 3 * width + 8)
      d += 16
    }
    while d < width {
      for lane in 0..<4 {
        let p = target + lane * width + d
        var sum = load(p)
        for r in 0..<count {
          sum = sum.addingProduct(splat(w[r * weightStride + lane]), load(source + r * width + d))
        }
        store(sum, p)
      }
      d += 8
    }
    t += 4
  }
}

/// Writes rows `[count, width]` (with a stride) as columns of `[width, capacity]`, zero beyond `count`.
@inline(__always)
func transpose(
  _ rows: Pointer, rowStride: Int, count: Int, width: Int, into out: MutablePointer, capacity: Int
) {
  for d in 0..<width {
    let column = out + d * capacity
    for t in 0..<count { column[t] = rows[t * rowStride + d] }
    for t in count..<capacity { column[t] = 0 }
  }
}
