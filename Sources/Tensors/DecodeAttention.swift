import KernelInterface

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
  public static let tokens = CacheArguments.tokens

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

  /// A copy of the first tokens, in memory of its own.
  ///
  /// - Precondition: so many are held.
  public func prefix(_ tokens: Int, in workspace: Workspace) -> PagedCache {
    precondition(tokens <= length, "\(tokens) of \(length) tokens")
    let copy = PagedCache(layout)
    copy.append(tokens, in: workspace)
    for page in copy.owners.indices {
      copy.table[page].update(from: table[page], count: layout.count)
    }
    return copy
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

  func arguments(offset: Int) -> CacheArguments {
    CacheArguments(pages: pages, length: length, offset: offset)
  }

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
    values.update(from: value, count: layout.width)
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
    kernels.decodeAttention(
      DecodeArguments(
        queries: queries, count: count, width: cached.own.layout.width,
        prefix: cached.prefix.arguments(offset: cached.offset),
        own: cached.own.arguments(offset: cached.offset),
        nextPrefix: next.prefix.arguments(offset: next.offset),
        nextOwn: next.own.arguments(offset: next.offset), scratch: scratch, out: out))
  }
}
