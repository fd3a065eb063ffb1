import CProcessor
import KernelInterface

private typealias Eight = SIMD8<Float>
private let pageTokens = CacheArguments.tokens

@inline(__always) private func eight(_ p: Pointer) -> Eight {
  UnsafeRawPointer(p).loadUnaligned(as: Eight.self)
}

@inline(__always) private func put(_ v: Eight, _ p: MutablePointer) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: Eight.self)
}

@inline(__always) private func padded(_ length: Int) -> Int {
  (length + pageTokens - 1) / pageTokens * pageTokens
}

/// `out = softmax(q·kᵀ)·v` for the query heads that share a key–value head.
func decodeAttention(_ a: DecodeArguments) {
  let width = a.width
  let first = padded(a.prefix.length)
  let row = first + padded(a.own.length)
  for q in stride(from: 0, to: a.count, by: 2) {
    let p = a.queries + q * width
    let other = q + 1 < a.count ? p + width : nil
    let scores = a.scratch + q * row
    score(p, other, width, a.prefix, a.nextPrefix, scores, row)
    score(p, other, width, a.own, a.nextOwn, scores + first, row)
  }
  for q in 0..<a.count {
    let scores = a.scratch + q * row
    for t in a.prefix.length..<first { scores[t] = -.infinity }
    for t in first + a.own.length..<row { scores[t] = -.infinity }
    let inverse = splat(1 / weigh(scores, row))
    for d in stride(from: 0, to: width, by: 32) {
      var sums = Sums()
      let columns = min(32, width - d)
      accumulate(Pointer(scores), width, d, a.prefix, a.nextPrefix, columns, &sums)
      accumulate(Pointer(scores + first), width, d, a.own, a.nextOwn, columns, &sums)
      sums.finish(a.out + q * width + d, columns, inverse)
    }
  }
}

/// Where to fetch ahead, counted in elements from where a page is being read.
@inline(__always)
private func distance(from here: Pointer, to next: CacheArguments, plus offset: Int, page: Int)
  -> Int
{
  page * pageTokens < next.length ? Pointer(next.pages[page] + next.offset + offset) - here : 0
}

/// Scores of one query or two with all keys of a cache; the second's are `row` behind the first's.
@inline(__always)
private func score(
  _ p: Pointer, _ q: Pointer?, _ width: Int, _ cache: CacheArguments, _ next: CacheArguments,
  _ scores: MutablePointer, _ row: Int
) {
  for t in stride(from: 0, to: cache.length, by: pageTokens) {
    let keys = Pointer(cache.pages[t / pageTokens] + cache.offset)
    let ahead = distance(from: keys, to: next, plus: 0, page: t / pageTokens)
    let live = cache.length - t
    if let q {
      scorePair(p, q, keys, ahead, width, live, scores + t, scores + row + t)
    } else {
      scoreOne(p, keys, ahead, width, live, scores + t)
    }
  }
}

@inline(__always)
private func scoreOne(
  _ q: Pointer, _ keys: Pointer, _ ahead: Int, _ width: Int, _ live: Int,
  _ scores: MutablePointer
) {
  var a = Eight(repeating: 0), b = Eight(repeating: 0), c = Eight(repeating: 0),
    e = Eight(repeating: 0)
  let (k0, k1, k2, k3) = (keys, keys + 8 * width, keys + 16 * width, keys + 24 * width)
  if live <= pageTokens / 2 {
    // Half a page is half the memory; even and odd d apart, or additions would wait for one another.
    for i in stride(from: 0, to: 8 * width, by: 16) {
      assay_prefetch(k0 + i + ahead)
      assay_prefetch(k1 + i + ahead)
      let (v, w) = (Eight(repeating: q[i / 8]), Eight(repeating: q[i / 8 + 1]))
      a = a.addingProduct(v, eight(k0 + i))
      b = b.addingProduct(v, eight(k1 + i))
      c = c.addingProduct(w, eight(k0 + i + 8))
      e = e.addingProduct(w, eight(k1 + i + 8))
    }
    put(a + c, scores)
    put(b + e, scores + 8)
    return
  }
  for i in stride(from: 0, to: 8 * width, by: 16) {
    assay_prefetch(k0 + i + ahead)
    assay_prefetch(k1 + i + ahead)
    assay_prefetch(k2 + i + ahead)
    assay_prefetch(k3 + i + ahead)
    let (v, w) = (Eight(repeating: q[i / 8]), Eight(repeating: q[i / 8 + 1]))
    a = a.addingProduct(v, eight(k0 + i)).addingProduct(w, eight(k0 + i + 8))
    b = b.addingProduct(v, eight(k1 + i)).addingProduct(w, eight(k1 + i + 8))
    c = c.addingProduct(v, eight(k2 + i)).addingProduct(w, eight(k2 + i + 8))
    e = e.addingProduct(v, eight(k3 + i)).addingProduct(w, eight(k3 + i + 8))
  }
  put(a, scores)
  put(b, scores + 8)
  put(c, scores + 16)
  put(e, scores + 24)
}

@inline(__always)
private func scorePair(
  _ p: Pointer, _ q: Pointer, _ keys: Pointer, _ ahead: Int, _ width: Int, _ live: Int,
  _ sp: MutablePointer, _ sq: MutablePointer
) {
  var a = Eight(repeating: 0), b = Eight(repeating: 0), c = Eight(repeating: 0),
    e = Eight(repeating: 0)
  var f = Eight(repeating: 0), g = Eight(repeating: 0), h = Eight(repeating: 0),
    j = Eight(repeating: 0)
  let (k0, k1, k2, k3) = (keys, keys + 8 * width, keys + 16 * width, keys + 24 * width)
  if live <= pageTokens / 2 {
    for i in stride(from: 0, to: 8 * width, by: 16) {
      assay_prefetch(k0 + i + ahead)
      assay_prefetch(k1 + i + ahead)
      let (v, w) = (eight(k0 + i), eight(k1 + i))
      let (x, y) = (eight(k0 + i + 8), eight(k1 + i + 8))
      let (p0, p1) = (Eight(repeating: p[i / 8]), Eight(repeating: p[i / 8 + 1]))
      a = a.addingProduct(p0, v)
      b = b.addingProduct(p0, w)
      c = c.addingProduct(p1, x)
      e = e.addingProduct(p1, y)
      let (q0, q1) = (Eight(repeating: q[i / 8]), Eight(repeating: q[i / 8 + 1]))
      f = f.addingProduct(q0, v)
      g = g.addingProduct(q0, w)
      h = h.addingProduct(q1, x)
      j = j.addingProduct(q1, y)
    }
    put(a + c, sp)
    put(b + e, sp + 8)
    put(f + h, sq)
    put(g + j, sq + 8)
    return
  }
  for d in 0..<width {
    let i = 8 * d
    if d % 2 == 0 {
      assay_prefetch(k0 + i + ahead)
      assay_prefetch(k1 + i + ahead)
      assay_prefetch(k2 + i + ahead)
      assay_prefetch(k3 + i + ahead)
    }
    let (v, w, x, y) = (eight(k0 + i), eight(k1 + i), eight(k2 + i), eight(k3 + i))
    let ps = Eight(repeating: p[d])
    a = a.addingProduct(ps, v)
    b = b.addingProduct(ps, w)
    c = c.addingProduct(ps, x)
    e = e.addingProduct(ps, y)
    let qs = Eight(repeating: q[d])
    f = f.addingProduct(qs, v)
    g = g.addingProduct(qs, w)
    h = h.addingProduct(qs, x)
    j = j.addingProduct(qs, y)
  }
  put(a, sp)
  put(b, sp + 8)
  put(c, sp + 16)
  put(e, sp + 24)
  put(f, sq)
  put(g, sq + 8)
  put(h, sq + 16)
  put(j, sq + 24)
}

/// Turns scores into e^(score − max) and returns their sum.
@inline(__always)
private func weigh(_ scores: MutablePointer, _ count: Int) -> Float {
  var peaks = splat(-.infinity)
  for t in stride(from: 0, to: count, by: 16) { peaks = maximum(peaks, load(scores + t)) }
  let peak = splat(largest(peaks))
  var sums = splat(0)
  for t in stride(from: 0, to: count, by: 16) {
    let x = load(scores + t)
    let e = exponential(x - peak).replacing(with: splat(0), where: x .== splat(-.infinity))
    store(e, scores + t)
    sums += e
  }
  return total(sums)
}

/// Sums of 32 columns over even and odd tokens.
private struct Sums {
  var a = splat(0), b = splat(0)
  var c = splat(0), d = splat(0)

  @inline(__always)
  func finish(_ out: MutablePointer, _ columns: Int, _ factor: Floats) {
    store((a + c) * factor, out, first: columns)
    if columns > 16 { store((b + d) * factor, out + 16, first: columns - 16) }
  }
}

/// Adds `Σ_t weights[t]·values[t]` for up to 32 columns of a head from column `d` on.
@inline(__always)
private func accumulate(
  _ weights: Pointer, _ width: Int, _ d: Int, _ cache: CacheArguments, _ next: CacheArguments,
  _ columns: Int, _ sums: inout Sums
) {
  var s = sums
  for first in stride(from: 0, to: cache.length, by: pageTokens) {
    let page = first / pageTokens
    let values = Pointer(cache.pages[page] + cache.offset + width * pageTokens + d)
    let w = weights + first
    // Weights beyond the end are zero, but the values there may be anything.
    let live = min(pageTokens, cache.length - first)
    let ahead = distance(from: values, to: next, plus: width * pageTokens + d, page: page)
    if columns == 32 {
      var t = 0
      while t + 2 <= live {
        let (x, y) = (splat(w[t]), splat(w[t + 1]))
        let (p, q) = (values + t * width, values + (t + 1) * width)
        assay_prefetch(p + ahead)
        assay_prefetch(p + ahead + 16)
        assay_prefetch(q + ahead)
        assay_prefetch(q + ahead + 16)
        s.a = s.a.addingProduct(x, load(p))
        s.b = s.b.addingProduct(x, load(p + 16))
        s.c = s.c.addingProduct(y, load(q))
        s.d = s.d.addingProduct(y, load(q + 16))
        t += 2
      }
      if t < live {
        let x = splat(w[t])
        s.a = s.a.addingProduct(x, load(values + t * width))
        s.b = s.b.addingProduct(x, load(values + t * width + 16))
      }
    } else {
      for t in 0..<live {
        let x = splat(w[t])
        let p = values + t * width
        s.a = s.a.addingProduct(x, load(p, first: columns))
        if columns > 16 { s.b = s.b.addingProduct(x, load(p + 16, first: columns - 16)) }
      }
    }
  }
  sums = s
}
