#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A stretch of cached keys and values of one head: `keys` is `[K, capacity]`, `values` is `[length, K]`.
public struct CachedHead {
  let keys: UnsafePointer<Float>
  let capacity: Int
  let values: UnsafePointer<Float>
  let length: Int

  /// A stretch of a cache.
  public init(
    keys: UnsafePointer<Float>, capacity: Int, values: UnsafePointer<Float>, length: Int
  ) {
    self.keys = keys
    self.capacity = capacity
    self.values = values
    self.length = length
  }
}

/// Attention of a single query over cached keys and values.
public enum DecodeAttention {
  /// Scores that the scratch memory must hold for stretches of these lengths.
  public static func scratchCount(_ lengths: Int...) -> Int {
    lengths.reduce(0) { $0 + (($1 + 7) & ~7) }
  }

  /// `out = softmax(q·kᵀ)·v` over the shared prefix and then the row's own stretch.
  ///
  /// - Parameters:
  ///   - query: one rotated query head, scaled by 1/√K, `[K]`.
  ///   - scratch: room for `scratchCount` numbers.
  public static func attend(
    query: UnsafePointer<Float>, prefix: CachedHead, own: CachedHead, width: Int,
    scratch: UnsafeMutablePointer<Float>, out: UnsafeMutablePointer<Float>
  ) {
    let second = scratch + ((prefix.length + 7) & ~7)
    var peaks = splat(-.infinity)
    score(query, prefix, width, scratch, &peaks)
    score(query, own, width, second, &peaks)
    let peak = peaks.max()
    let sum = weigh(scratch, prefix.length, peak) + weigh(second, own.length, peak)
    let inverse = splat(1 / sum)
    var d = 0
    while d < width {
      var a = splat(0), b = splat(0)
      accumulate(scratch, prefix, d, width, &a, &b)
      accumulate(second, own, d, width, &a, &b)
      store((a + b) * inverse, out + d)
      d += 8
    }
  }

  @inline(__always)
  private static func score(
    _ query: Pointer, _ cache: CachedHead, _ width: Int, _ scores: MutablePointer,
    _ peaks: inout Floats
  ) {
    let padded = (cache.length + 7) & ~7
    var t = 0
    while t + 32 <= padded {
      var a = splat(0), b = splat(0), c = splat(0), e = splat(0)
      for d in 0..<width {
        let q = splat(query[d])
        let k = cache.keys + d * cache.capacity + t
        a = a.addingProduct(q, load(k))
        b = b.addingProduct(q, load(k + 8))
        c = c.addingProduct(q, load(k + 16))
        e = e.addingProduct(q, load(k + 24))
      }
      store(a, scores + t)
      store(b, scores + t + 8)
      store(c, scores + t + 16)
      store(e, scores + t + 24)
      t += 32
    }
    while t < padded {
      var a = splat(0)
      for d in 0..<width {
        a = a.addingProduct(splat(query[d]), load(cache.keys + d * cache.capacity + t))
      }
      store(a, scores + t)
      t += 8
    }
    for t in cache.length..<padded { scores[t] = -.infinity }
    for t in stride(from: 0, to: padded, by: 8) { peaks = maximum(peaks, load(scores + t)) }
  }

  @inline(__always)
  private static func weigh(_ scores: MutablePointer, _ length: Int, _ peak: Float) -> Float {
    var sums = splat(0)
    for t in stride(from: 0, to: (length + 7) & ~7, by: 8) {
      let x = load(scores + t)
      let e = exponential(x - splat(peak)).replacing(with: splat(0), where: x .== splat(-.infinity))
      store(e, scores + t)
      sums += e
    }
    return total(sums)
  }

  @inline(__always)
  private static func accumulate(
    _ weights: Pointer, _ cache: CachedHead, _ d: Int, _ width: Int, _ a: inout Floats,
    _ b: inout Floats
  ) {
    var t = 0
    while t + 2 <= cache.length {
      a = a.addingProduct(splat(weights[t]), load(cache.values + t * width + d))
      b = b.addingProduct(splat(weights[t + 1]), load(cache.values + (t + 1) * width + d))
      t += 2
    }
    if t < cache.length {
      a = a.addingProduct(splat(weights[t]), load(cache.values + t * width + d))
    }
  }
}
