// Vectors of sixteen, however many registers the processor takes for one. Sums run over sixteen lanes and are then
// folded by halves, so their order is the same on every processor.

typealias Floats = SIMD16<Float>
typealias Pointer = UnsafePointer<Float>
typealias MutablePointer = UnsafeMutablePointer<Float>

@inline(__always) func load(_ p: Pointer) -> Floats {
  UnsafeRawPointer(p).loadUnaligned(as: Floats.self)
}

@inline(__always) func load(_ p: MutablePointer) -> Floats {
  UnsafeRawPointer(p).loadUnaligned(as: Floats.self)
}

@inline(__always) func store(_ v: Floats, _ p: MutablePointer) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: Floats.self)
}

@inline(__always) func splat(_ x: Float) -> Floats { Floats(repeating: x) }

/// The first `count` of sixteen elements from `p`; the others are `filler` and not read.
@inline(__always) func load(_ p: Pointer, first count: Int, filler: Float = 0) -> Floats {
  if count >= 16 { return load(p) }
  var v = splat(filler)
  withUnsafeMutableBytes(of: &v) { copyTail(p, $0.baseAddress!, count) }
  return v
}

/// Writes the first `count` of sixteen lanes.
@inline(__always) func store(_ v: Floats, _ p: MutablePointer, first count: Int) {
  if count >= 16 { return store(v, p) }
  var v = v
  withUnsafeMutableBytes(of: &v) { copyTail($0.baseAddress!, p, count) }
}

/// The first `count` lanes, and zeros.
@inline(__always) func keep(_ v: Floats, first count: Int) -> Floats {
  var kept = Floats()
  withUnsafeMutableBytes(of: &kept) {
    store(v, $0.baseAddress!.assumingMemoryBound(to: Float.self), first: count)
  }
  return kept
}

/// Copies some elements. Out of line and through memory: where the compiler sees single lanes, it takes the whole loop
/// around them apart.
@inline(never)
private func copyTail(
  _ source: UnsafeRawPointer, _ target: UnsafeMutableRawPointer, _ count: Int
) {
  for i in 0..<max(0, count) {
    target.storeBytes(
      of: source.load(fromByteOffset: 4 * i, as: Float.self), toByteOffset: 4 * i, as: Float.self)
  }
}

/// The sum of the lanes, folded by halves.
@inline(__always) func total(_ v: Floats) -> Float {
  let a = v.lowHalf + v.highHalf
  let b = a.lowHalf + a.highHalf
  let c = b.lowHalf + b.highHalf
  return c.x + c.y
}

@inline(__always) func maximum(_ a: Floats, _ b: Floats) -> Floats {
  a.replacing(with: b, where: b .> a)
}

/// The largest lane; NaN is passed over.
@inline(__always) func largest(_ v: Floats) -> Float {
  let a = v.lowHalf.replacing(with: v.highHalf, where: v.highHalf .> v.lowHalf)
  let b = a.lowHalf.replacing(with: a.highHalf, where: a.highHalf .> a.lowHalf)
  let c = b.lowHalf.replacing(with: b.highHalf, where: b.highHalf .> b.lowHalf)
  return c.y > c.x ? c.y : c.x
}

/// e^x to about one unit in the last place, on [−87, 88]; clamped outside. NaN stays NaN.
///
/// - Source: Cephes `expf` (Moshier): range reduction by ln 2 in two parts, polynomial of degree 5.
@inline(__always) func exponential(_ x: Floats) -> Floats {
  var v = x.replacing(with: splat(88), where: x .> splat(88))
  v = v.replacing(with: splat(-87), where: v .< splat(-87))
  // Adding and subtracting 1.5·2²³ rounds to the nearest integer without a libm call.
  let magic = splat(12_582_912)
  let shifted = magic.addingProduct(v, splat(1.442_695_04))
  let n = shifted - magic
  var r = v.addingProduct(n, splat(-0.693_359_375))
  r = r.addingProduct(n, splat(2.121_944_4e-4))
  var p = splat(1.987_569_15e-4)
  p = splat(1.398_199_95e-3).addingProduct(p, r)
  p = splat(8.333_451_9e-3).addingProduct(p, r)
  p = splat(4.166_579_6e-2).addingProduct(p, r)
  p = splat(1.666_666_55e-1).addingProduct(p, r)
  p = splat(5.000_000_1e-1).addingProduct(p, r)
  let y = (r + splat(1)).addingProduct(p, r * r)
  let exponent =
    unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- SIMD16<Int32>(repeating: 0x4B40_0000)
  let scale = (exponent &+ SIMD16<Int32>(repeating: 127)) &<< SIMD16<Int32>(repeating: 23)
  return y * unsafeBitCast(scale, to: Floats.self)
}

/// ln x to about one unit in the last place, for positive normal x; NaN and ∞ stay what they are.
///
/// - Source: Cephes `logf` (Moshier): x = m·2ᵉ with m in [√½, √2), polynomial of degree 9 in m − 1.
@inline(__always) func logarithm(_ x: Floats) -> Floats {
  let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
  let half = SIMD16<Int32>(repeating: 0x3F00_0000)
  var m = unsafeBitCast(
    (bits & SIMD16<Int32>(repeating: 0x007F_FFFF)) | half, to: Floats.self)
  // 1.5·2²³ + e as bits, then minus 1.5·2²³: a conversion without one.
  let biased = (bits &>> SIMD16<Int32>(repeating: 23)) &+ SIMD16<Int32>(repeating: 0x4B40_0000)
  var exponent = unsafeBitCast(biased, to: Floats.self) - splat(12_582_912 + 126)
  // m in [½, 1): below √½ it is doubled.
  let isSmall = m .< splat(0.707_106_78)
  exponent.replace(with: exponent - splat(1), where: isSmall)
  m.replace(with: m + m, where: isSmall)
  m -= splat(1)
  let z = m * m
  var p = splat(7.037_683_629_2e-2)
  p = splat(-1.151_461_031e-1).addingProduct(p, m)
  p = splat(1.167_699_874e-1).addingProduct(p, m)
  p = splat(-1.242_014_084_6e-1).addingProduct(p, m)
  p = splat(1.424_932_278_7e-1).addingProduct(p, m)
  p = splat(-1.666_805_766_5e-1).addingProduct(p, m)
  p = splat(2.000_071_476_5e-1).addingProduct(p, m)
  p = splat(-2.499_999_399_3e-1).addingProduct(p, m)
  p = splat(3.333_333_117_4e-1).addingProduct(p, m)
  var y = p * m * z
  y = y.addingProduct(exponent, splat(-2.121_944_40e-4))
  y = y.addingProduct(z, splat(-0.5))
  let result = (m + y).addingProduct(exponent, splat(0.693_359_375))
  return result.replacing(with: x, where: (x .!= x) .| (x .== splat(.infinity)))
}

/// ln x of one number.
@inline(__always) func logarithm(_ x: Float) -> Float { logarithm(splat(x))[0] }
