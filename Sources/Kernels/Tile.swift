import CProcessor

// The one inner loop that all products are made of: a tile of rows times strips of columns, whose sums stay in
// registers while the inner index runs. Every element is summed by fused multiply-add over the inner index in
// order, so neither the height nor the width of a tile shows in a result.

/// Columns of a tile: vectors of sixteen that lie `apart` elements from one another in memory.
protocol Strip {
  /// Vectors of sixteen.
  static var vectors: Int { get }
  init()
  static func read(_ p: Pointer, _ apart: Int) -> Self
  /// `self += x·w`.
  mutating func add(_ x: Float, _ w: Self)
  /// Writes what lies in the first `live` columns.
  func finish(_ y: MutablePointer, _ out: Output, _ live: Int, _ scales: Pointer?)
}

/// What happens to finished sums.
struct Output {
  var accumulate: Bool
  var scale: Float
}

/// One vector.
struct Strip16: Strip {
  var v = Floats()

  static var vectors: Int { 1 }

  @inline(__always) init() {}

  @inline(__always) static func read(_ p: Pointer, _ apart: Int) -> Strip16 {
    var strip = Strip16()
    strip.v = load(p)
    return strip
  }

  @inline(__always) mutating func add(_ x: Float, _ w: Strip16) {
    v = v.addingProduct(splat(x), w.v)
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ out: Output, _ live: Int, _ scales: Pointer?) {
    var sum = v
    if let scales { sum *= load(scales) }
    if out.accumulate {
      sum = load(Pointer(y), first: live).addingProduct(sum, splat(out.scale))
    } else {
      sum *= out.scale
    }
    store(sum, y, first: live)
  }
}

/// Eight columns, for the ends of heads whose width is no multiple of sixteen.
struct Strip8: Strip {
  var v = SIMD8<Float>()

  static var vectors: Int { 1 }

  @inline(__always) init() {}

  @inline(__always) static func read(_ p: Pointer, _ apart: Int) -> Strip8 {
    var strip = Strip8()
    strip.v = UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Float>.self)
    return strip
  }

  @inline(__always) mutating func add(_ x: Float, _ w: Strip8) {
    v = v.addingProduct(SIMD8(repeating: x), w.v)
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ out: Output, _ live: Int, _ scales: Pointer?) {
    var sum = v * out.scale
    if out.accumulate {
      let there = UnsafeRawPointer(y).loadUnaligned(as: SIMD8<Float>.self)
      sum = there.addingProduct(v, SIMD8(repeating: out.scale))
    }
    UnsafeMutableRawPointer(y).storeBytes(of: sum, as: SIMD8<Float>.self)
  }
}

/// Two strips side by side.
struct Both<A: Strip, B: Strip>: Strip {
  var a = A()
  var b = B()

  static var vectors: Int { A.vectors + B.vectors }

  @inline(__always) init() {}

  @inline(__always) static func read(_ p: Pointer, _ apart: Int) -> Both {
    var strip = Both()
    strip.a = A.read(p, apart)
    strip.b = B.read(p + A.vectors * apart, apart)
    return strip
  }

  @inline(__always) mutating func add(_ x: Float, _ w: Both) {
    a.add(x, w.a)
    b.add(x, w.b)
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ out: Output, _ live: Int, _ scales: Pointer?) {
    a.finish(y, out, live, scales)
    let next = 16 * A.vectors
    b.finish(y + next, out, live - next, scales.map { $0 + next })
  }
}

typealias Strip32 = Both<Strip16, Strip16>
typealias Strip64 = Both<Strip32, Strip32>

/// Rows of a tile, `stride` elements apart, each at the present inner index.
protocol Rows {
  associatedtype S: Strip
  static var count: Int { get }
  init(_ x: Pointer, _ stride: Int)
  /// Adds the present inner index and goes `inner` elements on to the next.
  mutating func add(_ stride: Int, _ inner: Int, _ w: S)
  func finish(_ y: MutablePointer, _ stride: Int, _ out: Output, _ live: Int, _ scales: Pointer?)
}

/// One row.
struct One<S: Strip>: Rows {
  var sum = S()
  var x: Pointer

  static var count: Int { 1 }

  @inline(__always) init(_ x: Pointer, _ stride: Int) { self.x = x }

  @inline(__always) mutating func add(_ stride: Int, _ inner: Int, _ w: S) {
    sum.add(x[0], w)
    x += inner
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ stride: Int, _ out: Output, _ live: Int, _ scales: Pointer?) {
    sum.finish(y, out, live, scales)
  }
}

/// Two rows.
struct Two<S: Strip>: Rows {
  var a = S(), b = S()
  var x: Pointer

  static var count: Int { 2 }

  @inline(__always) init(_ x: Pointer, _ stride: Int) { self.x = assay_opaque(x) }

  @inline(__always) mutating func add(_ stride: Int, _ inner: Int, _ w: S) {
    a.add(x[0], w)
    b.add(x[stride], w)
    x += inner
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ stride: Int, _ out: Output, _ live: Int, _ scales: Pointer?) {
    a.finish(y, out, live, scales)
    b.finish(y + stride, out, live, scales)
  }
}

/// Three rows: as many as one register and its multiples of a stride address.
struct Three<S: Strip>: Rows {
  var a = S(), b = S(), c = S()
  var x: Pointer

  static var count: Int { 3 }

  @inline(__always) init(_ x: Pointer, _ stride: Int) { self.x = assay_opaque(x) }

  @inline(__always) mutating func add(_ stride: Int, _ inner: Int, _ w: S) {
    a.add(x[0], w)
    b.add(x[stride], w)
    c.add(x[2 * stride], w)
    x += inner
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ stride: Int, _ out: Output, _ live: Int, _ scales: Pointer?) {
    a.finish(y, out, live, scales)
    b.finish(y + stride, out, live, scales)
    c.finish(y + 2 * stride, out, live, scales)
  }
}

/// Rows above other rows.
struct Stack<A: Rows, B: Rows>: Rows where A.S == B.S {
  typealias S = A.S
  var a: A
  var b: B

  static var count: Int { A.count + B.count }

  @inline(__always) init(_ x: Pointer, _ stride: Int) {
    a = A(x, stride)
    b = B(x + A.count * stride, stride)
  }

  @inline(__always) mutating func add(_ stride: Int, _ inner: Int, _ w: S) {
    a.add(stride, inner, w)
    b.add(stride, inner, w)
  }

  @inline(__always)
  func finish(_ y: MutablePointer, _ stride: Int, _ out: Output, _ live: Int, _ scales: Pointer?) {
    a.finish(y, stride, out, live, scales)
    b.finish(y + A.count * stride, stride, out, live, scales)
  }
}

typealias Four<S: Strip> = Stack<Two<S>, Two<S>>
typealias Six<S: Strip> = Stack<Three<S>, Three<S>>
typealias Twelve<S: Strip> = Stack<Six<S>, Six<S>>

#if ASSAY_AVX512
  /// Twelve rows by thirty-two columns fill 24 of 32 registers of sixteen.
  typealias Tall<S: Strip> = Twelve<S>
  typealias Wide = Strip32
#else
  /// Six rows by sixteen columns fill 12 of 16 registers of eight, or 24 of 32 of four.
  typealias Tall<S: Strip> = Six<S>
  typealias Wide = Strip16
#endif

/// The left operand of a tile: element (r, i) is `x[r·row + i·inner]`.
struct Left {
  var x: Pointer
  var row: Int
  var inner: Int
}

/// The right operand: element (i, c) of vector v is `w[i·inner + v·apart + c]`.
struct Right {
  var w: Pointer
  var inner: Int
  var apart: Int
}

/// What is fetched ahead: `step` bytes further at every inner index.
struct Ahead {
  var address: UnsafeRawPointer
  var step: Int
}

@inline(__always)
private func tile<R: Rows>(
  _: R.Type, _ left: Left, _ right: Right, inner: Int, _ y: MutablePointer, _ yRow: Int,
  _ out: Output, live: Int, scales: Pointer?, ahead: Ahead?
) {
  var rows = R(left.x, left.row)
  var w = right.w
  if out.accumulate && inner >= 64 {
    for r in 0..<R.count {
      for v in 0..<R.S.vectors { assay_prefetch(y + r * yRow + 16 * v) }
    }
  }
  if var ahead {
    for _ in 0..<inner {
      assay_prefetch(ahead.address)
      ahead.address += ahead.step
      rows.add(left.row, left.inner, R.S.read(w, right.apart))
      w += right.inner
    }
  } else {
    for _ in 0..<inner {
      rows.add(left.row, left.inner, R.S.read(w, right.apart))
      w += right.inner
    }
  }
  rows.finish(y, yRow, out, live, scales)
}

/// The height of the next tile when so many rows are left.
@inline(__always) func tileHeight(_ rows: Int) -> Int {
  if rows >= Tall<Wide>.count { return Tall<Wide>.count }
  // Two rows by themselves take as long as four: six and two are left to two fours.
  return rows >= 6 && rows != 8 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1
}

/// A tile of a strip's width and a height that `tileHeight` gave.
@inline(never)
func tile<S: Strip>(
  _: S.Type, height: Int, _ left: Left, _ right: Right, inner: Int, _ y: MutablePointer,
  _ yRow: Int, _ out: Output, live: Int, scales: Pointer? = nil, ahead: Ahead? = nil
) {
  switch height {
  case Tall<S>.count:
    tile(
      Tall<S>.self, left, right, inner: inner, y, yRow, out, live: live, scales: scales,
      ahead: ahead)
  case 6:
    tile(
      Six<S>.self, left, right, inner: inner, y, yRow, out, live: live, scales: scales,
      ahead: ahead)
  case 4:
    tile(
      Four<S>.self, left, right, inner: inner, y, yRow, out, live: live, scales: scales,
      ahead: ahead)
  case 2:
    tile(
      Two<S>.self, left, right, inner: inner, y, yRow, out, live: live, scales: scales,
      ahead: ahead)
  default:
    tile(
      One<S>.self, left, right, inner: inner, y, yRow, out, live: live, scales: scales,
      ahead: ahead)
  }
}

/// `y = [y +] left·right` for neighbouring columns, a multiple of eight.
@inline(__always)
func multiply(
  _ left: Left, _ right: Right, rows: Int, columns: Int, inner: Int, _ y: MutablePointer,
  _ yRow: Int, accumulate: Bool
) {
  let out = Output(accumulate: accumulate, scale: 1)
  var r = 0
  while r < rows {
    let height = tileHeight(rows - r)
    var left = left
    left.x += r * left.row
    var c = 0
    while c < columns {
      var right = right
      right.w += c
      let target = y + r * yRow + c
      if columns - c >= 16 * Wide.vectors {
        tile(Wide.self, height: height, left, right, inner: inner, target, yRow, out, live: 32)
        c += 16 * Wide.vectors
      } else if columns - c >= 16 {
        tile(Strip16.self, height: height, left, right, inner: inner, target, yRow, out, live: 16)
        c += 16
      } else {
        tile(Strip8.self, height: height, left, right, inner: inner, target, yRow, out, live: 8)
        c += 8
      }
    }
    r += height
  }
}
