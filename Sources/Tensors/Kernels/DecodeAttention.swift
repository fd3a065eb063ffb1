import COpenBLAS

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a page of cached keys and values is laid out.
///
/// A page holds 32 tokens of every layer and key–value head: keys, eight tokens side by side, `[4, K, 8]`, then
/// values, `[32, K]`. Caches grow page by page, so their memory follows the tokens that are alive.
public struct PageLayout: Sendable, Equatable {
  /// Layers L.
  public let layers: Int
  /// Key–value heads.
  public let heads: Int
  /// Head width K, a multiple of 8.
  public let width: Int

  /// Tokens in a page.
  public static let tokens = 32

  /// A layout.
  public init(layers: Int, heads: Int, width: Int) {
    self.layers = layers
    self.heads = heads
    self.width = width
  }

  /// Elements of a page.
  public var count: Int { layers * heads * 2 * width * Self.tokens }
  /// The first element of a head's keys; its values follow.
  @inline(__always)
  public func keys(layer: Int, head: Int) -> Int {
    (layer * heads + head) * 2 * width * Self.tokens
  }
  /// Elements between a head's keys and its values.
  public var valueOffset: Int { width * Self.tokens }
}

/// Cached keys and values of some consecutive tokens.
public final class PagedCache {
  /// How pages are laid out.
  public let layout: PageLayout
  /// Tokens held.
  public private(set) var length = 0
  private var owners: [Tensor] = []
  private var table: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  private var room = 4

  /// An empty cache.
  public init(_ layout: PageLayout) {
    self.layout = layout
    table = .allocate(capacity: room)
  }

  deinit { table.deallocate() }

  /// Makes room for tokens and counts them as held; the caller writes them.
  public func append(_ tokens: Int = 1, in workspace: Workspace) {
    length += tokens
    while owners.count * PageLayout.tokens < length {
      if owners.count == room {
        let larger = UnsafeMutablePointer<UnsafeMutablePointer<Float>>.allocate(capacity: 2 * room)
        larger.update(from: table, count: room)
        table.deallocate()
        table = larger
        room *= 2
      }
      let page = Tensor(rows: layout.count, in: workspace)
      table[owners.count] = page.pointer
      owners.append(page)
    }
  }

  /// The cache as it is now, for the inner loops; valid until tokens are appended.
  public var view: CacheView { CacheView(pages: table, length: length, layout: layout) }
}

/// What the inner loops see of a cache.
public struct CacheView {
  let pages: UnsafeMutablePointer<UnsafeMutablePointer<Float>>
  /// Tokens held.
  public let length: Int
  let layout: PageLayout

  var pageCount: Int { (length + PageLayout.tokens - 1) / PageLayout.tokens }

  /// Writes the key and value of a token.
  @inline(__always)
  public func write(
    _ token: Int, layer: Int, head: Int, key: UnsafePointer<Float>, value: UnsafePointer<Float>
  ) {
    let (page, slot) = (token / PageLayout.tokens, token % PageLayout.tokens)
    let keys = pages[page] + layout.keys(layer: layer, head: head)
    let column = keys + slot / 8 * 8 * layout.width + slot % 8
    for d in 0..<layout.width { column[d * 8] = key[d] }
    let values = keys + layout.valueOffset + slot * layout.width
    for d in stride(from: 0, to: layout.width, by: 8) { store(load(value + d), values + d) }
  }
}

/// The cached keys and values of one head: a shared prefix, then the sequence's own tokens.
public struct CachedHead {
  let prefix, own: CacheView
  /// Where the head's keys begin in a page.
  let offset: Int

  /// A key–value head of a layer.
  public init(prefix: CacheView, own: CacheView, layer: Int, head: Int) {
    self.prefix = prefix
    self.own = own
    offset = own.layout.keys(layer: layer, head: head)
  }
}

/// Attention of single tokens over cached keys and values.
public enum DecodeAttention {
  /// Scores that scratch memory must hold for `queries` heads over caches of these lengths.
  public static func scratchCount(queries: Int, _ lengths: Int...) -> Int {
    queries * lengths.reduce(0) { $0 + padded($1) }
  }

  @inline(__always)
  private static func padded(_ length: Int) -> Int {
    (length + PageLayout.tokens - 1) / PageLayout.tokens * PageLayout.tokens
  }

  /// `out = softmax(q·kᵀ)·v` for the query heads that share a key–value head.
  ///
  /// - Parameters:
  ///   - queries: rotated query heads, scaled by 1/√K, `[G, K]`.
  ///   - next: what will be attended to after this: it is fetched meanwhile.
  ///   - scratch: room for `scratchCount` numbers.
  ///   - out: `[G, K]`.
  public static func attend(
    queries: UnsafePointer<Float>, count: Int, to cached: CachedHead, next: CachedHead,
    scratch: UnsafeMutablePointer<Float>, out: UnsafeMutablePointer<Float>
  ) {
    let (prefix, own) = (cached.prefix, cached.own)
    let width = own.layout.width
    let first = padded(prefix.length)
    let stride = first + padded(own.length)
    for q in Swift.stride(from: 0, to: count, by: 2) {
      let a = queries + q * width
      let b = q + 1 < count ? a + width : nil
      let scores = scratch + q * stride
      score(a, b, prefix, cached.offset, (next.prefix, next.offset), scores, stride)
      score(a, b, own, cached.offset, (next.own, next.offset), scores + first, stride)
    }
    for q in 0..<count {
      let scores = scratch + q * stride
      for t in prefix.length..<first { scores[t] = -.infinity }
      for t in first + own.length..<stride { scores[t] = -.infinity }
      let inverse = splat(1 / weigh(scores, stride))
      let target = out + q * width
      for d in Swift.stride(from: 0, to: width, by: 32) {
        var sums = Sums()
        let columns = min(32, width - d)
        let values = cached.offset + own.layout.valueOffset + d
        let ahead = next.offset + own.layout.valueOffset + d
        accumulate(scores, prefix, values, (next.prefix, ahead), columns, &sums)
        accumulate(scores + first, own, values, (next.own, ahead), columns, &sums)
        sums.store(target + d, columns, inverse)
      }
    }
  }

  /// Where to fetch ahead, counted in elements from where a page is being read.
  @inline(__always)
  private static func distance(
    from here: Pointer, to next: (cache: CacheView, offset: Int), page: Int
  ) -> Int {
    page < next.cache.pageCount ? Pointer(next.cache.pages[page] + next.offset) - here : 0
  }

  /// Scores of one query or two with all keys of a cache; the second's are `stride` behind the first's.
  @inline(__always)
  private static func score(
    _ p: Pointer, _ q: Pointer?, _ cache: CacheView, _ offset: Int,
    _ next: (cache: CacheView, offset: Int), _ scores: MutablePointer, _ stride: Int
  ) {
    let width = cache.layout.width
    for page in 0..<cache.pageCount {
      let t = page * PageLayout.tokens
      let keys = UnsafePointer(cache.pages[page] + offset)
      let ahead = distance(from: keys, to: next, page: page)
      let live = cache.length - t
      if let q {
        scorePair(p, q, keys, ahead, width, live, scores + t, scores + stride + t)
      } else {
        scoreOne(p, keys, ahead, width, live, scores + t)
      }
    }
  }

  @inline(__always)
  private static func scoreOne(
    _ q: Pointer, _ keys: Pointer, _ ahead: Int, _ width: Int, _ live: Int,
    _ scores: MutablePointer
  ) {
    var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
    let (k0, k1, k2, k3) = (keys, keys + 8 * width, keys + 16 * width, keys + 24 * width)
    if live <= PageLayout.tokens / 2 {
      // Half a page is half the memory; even and odd d apart, or additions would wait for one another.
      for i in stride(from: 0, to: 8 * width, by: 16) {
        assay_prefetch(k0 + i + ahead)
        assay_prefetch(k1 + i + ahead)
        let (v, w) = (splat(q[i / 8]), splat(q[i / 8 + 1]))
        a = a.addingProduct(v, load(k0 + i))
        b = b.addingProduct(v, load(k1 + i))
        c = c.addingProduct(w, load(k0 + i + 8))
        e = e.addingProduct(w, load(k1 + i + 8))
      }
      store(a + c, scores)
      store(b + e, scores + 8)
      return
    }
    for i in stride(from: 0, to: 8 * width, by: 16) {
      assay_prefetch(k0 + i + ahead)
      assay_prefetch(k1 + i + ahead)
      assay_prefetch(k2 + i + ahead)
      assay_prefetch(k3 + i + ahead)
      let (v, w) = (splat(q[i / 8]), splat(q[i / 8 + 1]))
      a = a.addingProduct(v, load(k0 + i)).addingProduct(w, load(k0 + i + 8))
      b = b.addingProduct(v, load(k1 + i)).addingProduct(w, load(k1 + i + 8))
      c = c.addingProduct(v, load(k2 + i)).addingProduct(w, load(k2 + i + 8))
      e = e.addingProduct(v, load(k3 + i)).addingProduct(w, load(k3 + i + 8))
    }
    store(a, scores)
    store(b, scores + 8)
    store(c, scores + 16)
    store(e, scores + 24)
  }

  @inline(__always)
  private static func scorePair(
    _ p: Pointer, _ q: Pointer, _ keys: Pointer, _ ahead: Int, _ width: Int, _ live: Int,
    _ sp: MutablePointer, _ sq: MutablePointer
  ) {
    var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
    var f = splat(0), g = splat(0), h = splat(0), j = splat(0)
    let (k0, k1, k2, k3) = (keys, keys + 8 * width, keys + 16 * width, keys + 24 * width)
    if live <= PageLayout.tokens / 2 {
      for i in stride(from: 0, to: 8 * width, by: 16) {
        assay_prefetch(k0 + i + ahead)
        assay_prefetch(k1 + i + ahead)
        let (v, w) = (load(k0 + i), load(k1 + i))
        let (x, y) = (load(k0 + i + 8), load(k1 + i + 8))
        let (p0, p1) = (splat(p[i / 8]), splat(p[i / 8 + 1]))
        a = a.addingProduct(p0, v)
        b = b.addingProduct(p0, w)
        c = c.addingProduct(p1, x)
        e = e.addingProduct(p1, y)
        let (q0, q1) = (splat(q[i / 8]), splat(q[i / 8 + 1]))
        f = f.addingProduct(q0, v)
        g = g.addingProduct(q0, w)
        h = h.addingProduct(q1, x)
        j = j.addingProduct(q1, y)
      }
      store(a + c, sp)
      store(b + e, sp + 8)
      store(f + h, sq)
      store(g + j, sq + 8)
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
      let (v, w, x, y) = (load(k0 + i), load(k1 + i), load(k2 + i), load(k3 + i))
      let ps = splat(p[d])
      a = a.addingProduct(ps, v)
      b = b.addingProduct(ps, w)
      c = c.addingProduct(ps, x)
      e = e.addingProduct(ps, y)
      let qs = splat(q[d])
      f = f.addingProduct(qs, v)
      g = g.addingProduct(qs, w)
      h = h.addingProduct(qs, x)
      j = j.addingProduct(qs, y)
    }
    store(a, sp)
    store(b, sp + 8)
    store(c, sp + 16)
    store(e, sp + 24)
    store(f, sq)
    store(g, sq + 8)
    store(h, sq + 16)
    store(j, sq + 24)
  }

  /// Turns scores into e^(score − max) and returns their sum.
  @inline(__always)
  private static func weigh(_ scores: MutablePointer, _ count: Int) -> Float {
    var peaks = splat(-.infinity)
    for t in stride(from: 0, to: count, by: 8) { peaks = maximum(peaks, load(scores + t)) }
    let peak = splat(peaks.max())
    var sums = splat(0)
    for t in stride(from: 0, to: count, by: 8) {
      let x = load(scores + t)
      let e = exponential(x - peak).replacing(with: splat(0), where: x .== splat(-.infinity))
      store(e, scores + t)
      sums += e
    }
    return total(sums)
  }

  /// Sums of 32 columns over even and odd tokens.
  private struct Sums {
    var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
    var f = splat(0), g = splat(0), h = splat(0), i = splat(0)

    @inline(__always)
    func store(_ out: MutablePointer, _ columns: Int, _ factor: Floats) {
      Tensors.store((a + f) * factor, out)
      if columns > 8 { Tensors.store((b + g) * factor, out + 8) }
      if columns > 16 { Tensors.store((c + h) * factor, out + 16) }
      if columns > 24 { Tensors.store((e + i) * factor, out + 24) }
    }
  }

  /// Adds `Σ_t weights[t]·values[t]` for up to 32 columns of a head.
  @inline(__always)
  private static func accumulate(
    _ weights: Pointer, _ cache: CacheView, _ offset: Int,
    _ next: (cache: CacheView, offset: Int), _ columns: Int, _ sums: inout Sums
  ) {
    var s = sums
    let width = cache.layout.width
    for page in 0..<cache.pageCount {
      let values = UnsafePointer(cache.pages[page] + offset)
      let w = weights + page * PageLayout.tokens
      // Weights beyond the end are zero, but the values there may be anything.
      let live = min(PageLayout.tokens, cache.length - page * PageLayout.tokens)
      if columns == 32 {
        let ahead = distance(from: values, to: next, page: page)
        var t = 0
        while t + 2 <= live {
          let (x, y) = (splat(w[t]), splat(w[t + 1]))
          let (p, q) = (values + t * width, values + (t + 1) * width)
          assay_prefetch(p + ahead)
          assay_prefetch(p + ahead + 16)
          assay_prefetch(q + ahead)
          assay_prefetch(q + ahead + 16)
          s.a = s.a.addingProduct(x, load(p))
          s.b = s.b.addingProduct(x, load(p + 8))
          s.c = s.c.addingProduct(x, load(p + 16))
          s.e = s.e.addingProduct(x, load(p + 24))
          s.f = s.f.addingProduct(y, load(q))
          s.g = s.g.addingProduct(y, load(q + 8))
          s.h = s.h.addingProduct(y, load(q + 16))
          s.i = s.i.addingProduct(y, load(q + 24))
          t += 2
        }
        if t < live {
          let x = splat(w[t])
          let p = values + t * width
          s.a = s.a.addingProduct(x, load(p))
          s.b = s.b.addingProduct(x, load(p + 8))
          s.c = s.c.addingProduct(x, load(p + 16))
          s.e = s.e.addingProduct(x, load(p + 24))
        }
      } else {
        for t in 0..<live {
          let x = splat(w[t])
          let p = values + t * width
          s.a = s.a.addingProduct(x, load(p))
          if columns > 8 { s.b = s.b.addingProduct(x, load(p + 8)) }
          if columns > 16 { s.c = s.c.addingProduct(x, load(p + 16)) }
        }
      }
    }
    sums = s
  }
}
