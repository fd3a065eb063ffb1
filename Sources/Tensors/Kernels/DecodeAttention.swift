import COpenBLAS

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How a page of cached keys and values is laid out.
///
/// A page holds 32 tokens of every layer and key–value head: keys transposed, `[K, 32]`, then values,
/// `[32, K]`. Caches grow page by page, so their memory follows the tokens that are alive.
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
    for d in 0..<layout.width { keys[d * PageLayout.tokens + slot] = key[d] }
    let values = keys + layout.valueOffset + slot * layout.width
    for d in stride(from: 0, to: layout.width, by: 8) { store(load(value + d), values + d) }
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

  /// `out = softmax(q·kᵀ)·v` for the query heads that share a key–value head, over a shared prefix and then
  /// the sequence's own tokens.
  ///
  /// - Parameters:
  ///   - queries: rotated query heads, scaled by 1/√K, `[G, K]`.
  ///   - scratch: room for `scratchCount` numbers.
  ///   - out: `[G, K]`.
  public static func attend(
    queries: UnsafePointer<Float>, count: Int, prefix: CacheView, own: CacheView, layer: Int,
    head: Int, scratch: UnsafeMutablePointer<Float>, out: UnsafeMutablePointer<Float>
  ) {
    let width = own.layout.width
    let offset = own.layout.keys(layer: layer, head: head)
    let first = padded(prefix.length)
    let stride = first + padded(own.length)
    var q = 0
    while q + 1 < count {
      let (a, b) = (queries + q * width, queries + (q + 1) * width)
      let (sa, sb) = (scratch + q * stride, scratch + (q + 1) * stride)
      for page in 0..<prefix.pageCount {
        let t = page * PageLayout.tokens
        scorePair(
          a, b, prefix.pages[page] + offset, width, live: prefix.length - t, sa + t, sb + t)
      }
      for page in 0..<own.pageCount {
        let t = first + page * PageLayout.tokens
        scorePair(
          a, b, own.pages[page] + offset, width, live: own.length - t + first, sa + t, sb + t)
      }
      q += 2
    }
    if q < count {
      let (a, sa) = (queries + q * width, scratch + q * stride)
      for page in 0..<prefix.pageCount {
        let t = page * PageLayout.tokens
        score(a, prefix.pages[page] + offset, width, live: prefix.length - t, sa + t)
      }
      for page in 0..<own.pageCount {
        let t = page * PageLayout.tokens
        score(a, own.pages[page] + offset, width, live: own.length - t, sa + first + t)
      }
    }
    for q in 0..<count {
      let scores = scratch + q * stride
      for t in prefix.length..<first { scores[t] = -.infinity }
      for t in first + own.length..<stride { scores[t] = -.infinity }
      let inverse = splat(1 / weigh(scores, stride))
      let target = out + q * width
      var d = 0
      while d < width {
        var sums = Sums()
        let columns = min(32, width - d)
        let values = offset + own.layout.valueOffset + d
        accumulate(scores, prefix, values, width, columns, &sums)
        accumulate(scores + first, own, values, width, columns, &sums)
        sums.store(target + d, columns, inverse)
        d += 32
      }
    }
  }

  /// Asks for the two cache lines that the next head will read where this one reads `p`.
  @inline(__always)
  private static func prefetchNextHead(_ p: Pointer, _ width: Int) {
    let next = p + 2 * width * PageLayout.tokens
    assay_prefetch(next)
    assay_prefetch(next + 16)
  }

  @inline(__always)
  private static func score(
    _ q: Pointer, _ keys: Pointer, _ width: Int, live: Int, _ scores: MutablePointer
  ) {
    var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
    if live <= PageLayout.tokens / 2 {
      // Half a page is half the memory; even and odd d apart, or additions would wait for one another.
      var d = 0
      while d < width {
        let (v, w) = (splat(q[d]), splat(q[d + 1]))
        let k = keys + d * PageLayout.tokens
        prefetchNextHead(k, width)
        a = a.addingProduct(v, load(k))
        b = b.addingProduct(v, load(k + 8))
        c = c.addingProduct(w, load(k + 32))
        e = e.addingProduct(w, load(k + 40))
        d += 2
      }
      store(a + c, scores)
      store(b + e, scores + 8)
      return
    }
    for d in 0..<width {
      let v = splat(q[d])
      let k = keys + d * PageLayout.tokens
      prefetchNextHead(k, width)
      a = a.addingProduct(v, load(k))
      b = b.addingProduct(v, load(k + 8))
      c = c.addingProduct(v, load(k + 16))
      e = e.addingProduct(v, load(k + 24))
    }
    store(a, scores)
    store(b, scores + 8)
    store(c, scores + 16)
    store(e, scores + 24)
  }

  @inline(__always)
  private static func scorePair(
    _ p: Pointer, _ q: Pointer, _ keys: Pointer, _ width: Int, live: Int, _ sp: MutablePointer,
    _ sq: MutablePointer
  ) {
    var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
    var f = splat(0), g = splat(0), h = splat(0), i = splat(0)
    if live <= PageLayout.tokens / 2 {
      var d = 0
      while d < width {
        let k = keys + d * PageLayout.tokens
        prefetchNextHead(k, width)
        let (k0, k1, k2, k3) = (load(k), load(k + 8), load(k + 32), load(k + 40))
        a = a.addingProduct(splat(p[d]), k0)
        b = b.addingProduct(splat(p[d]), k1)
        c = c.addingProduct(splat(p[d + 1]), k2)
        e = e.addingProduct(splat(p[d + 1]), k3)
        f = f.addingProduct(splat(q[d]), k0)
        g = g.addingProduct(splat(q[d]), k1)
        h = h.addingProduct(splat(q[d + 1]), k2)
        i = i.addingProduct(splat(q[d + 1]), k3)
        d += 2
      }
      store(a + c, sp)
      store(b + e, sp + 8)
      store(f + h, sq)
      store(g + i, sq + 8)
      return
    }
    for d in 0..<width {
      let k = keys + d * PageLayout.tokens
      prefetchNextHead(k, width)
      let (k0, k1, k2, k3) = (load(k), load(k + 8), load(k + 16), load(k + 24))
      let v = splat(p[d])
      a = a.addingProduct(v, k0)
      b = b.addingProduct(v, k1)
      c = c.addingProduct(v, k2)
      e = e.addingProduct(v, k3)
      let w = splat(q[d])
      f = f.addingProduct(w, k0)
      g = g.addingProduct(w, k1)
      h = h.addingProduct(w, k2)
      i = i.addingProduct(w, k3)
    }
    store(a, sp)
    store(b, sp + 8)
    store(c, sp + 16)
    store(e, sp + 24)
    store(f, sq)
    store(g, sq + 8)
    store(h, sq + 16)
    store(i, sq + 24)
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
    _ weights: Pointer, _ cache: CacheView, _ offset: Int, _ width: Int, _ columns: Int,
    _ sums: inout Sums
  ) {
    var s = sums
    for page in 0..<cache.pageCount {
      let values = UnsafePointer(cache.pages[page] + offset)
      let w = weights + page * PageLayout.tokens
      // Weights beyond the end are zero, but the values there may be anything.
      let live = min(PageLayout.tokens, cache.length - page * PageLayout.tokens)
      if columns == 32 {
        var t = 0
        while t + 2 <= live {
          let (x, y) = (splat(w[t]), splat(w[t + 1]))
          let (p, q) = (values + t * width, values + (t + 1) * width)
          prefetchNextHead(p, width)
          prefetchNextHead(q, width)
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
