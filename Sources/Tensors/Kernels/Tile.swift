import COpenBLAS

/// One panel of sixteen outputs against some rows: the registers hold the sums of the whole tile.
struct Tile {
  /// The panel in Float32, `[I][16]`.
  var weights: Pointer
  /// The memory to fetch meanwhile, of the panel after this one.
  var next: UnsafeMutableRawPointer
  /// Bytes of it that each input is the occasion to fetch, so that the tiles of a panel share it out.
  let ahead: Int
  /// What the finished sums are multiplied by; `nil` for 1.
  let scales: MutablePointer?
  let inputs: Int
  let outputs: Int
  let live: Int
  let accumulate: Bool

  @inline(__always)
  private func finish(_ a: Floats, _ b: Floats, _ y: MutablePointer) {
    var (low, high) = (a, b)
    if let scales {
      low *= load(scales)
      high *= load(scales + 8)
    }
    if live == 16 {
      if accumulate {
        low += load(y)
        high += load(y + 8)
      }
      store(low, y)
      store(high, y + 8)
    } else {
      for o in 0..<live {
        let value = o < 8 ? low[o] : high[o - 8]
        y[o] = accumulate ? value + y[o] : value
      }
    }
  }

  @inline(__always)
  func six(_ x: Pointer, _ y: MutablePointer) {
    var a0 = splat(0), a1 = splat(0), b0 = splat(0), b1 = splat(0)
    var c0 = splat(0), c1 = splat(0), d0 = splat(0), d1 = splat(0)
    var e0 = splat(0), e1 = splat(0), f0 = splat(0), f1 = splat(0)
    let n = inputs
    let xb = x + n
    let xc = x + 2 * n
    let xd = x + 3 * n
    let xe = x + 4 * n
    let xf = x + 5 * n
    for i in 0..<n {
      assay_prefetch(next + i * ahead)
      let w0 = load(weights + i * 16)
      let w1 = load(weights + i * 16 + 8)
      let va = splat(x[i])
      a0 = a0.addingProduct(va, w0)
      a1 = a1.addingProduct(va, w1)
      let vb = splat(xb[i])
      b0 = b0.addingProduct(vb, w0)
      b1 = b1.addingProduct(vb, w1)
      let vc = splat(xc[i])
      c0 = c0.addingProduct(vc, w0)
      c1 = c1.addingProduct(vc, w1)
      let vd = splat(xd[i])
      d0 = d0.addingProduct(vd, w0)
      d1 = d1.addingProduct(vd, w1)
      let ve = splat(xe[i])
      e0 = e0.addingProduct(ve, w0)
      e1 = e1.addingProduct(ve, w1)
      let vf = splat(xf[i])
      f0 = f0.addingProduct(vf, w0)
      f1 = f1.addingProduct(vf, w1)
    }
    finish(a0, a1, y)
    finish(b0, b1, y + outputs)
    finish(c0, c1, y + 2 * outputs)
    finish(d0, d1, y + 3 * outputs)
    finish(e0, e1, y + 4 * outputs)
    finish(f0, f1, y + 5 * outputs)
  }

  @inline(__always)
  func four(_ x: Pointer, _ y: MutablePointer) {
    var a0 = splat(0), a1 = splat(0), b0 = splat(0), b1 = splat(0)
    var c0 = splat(0), c1 = splat(0), d0 = splat(0), d1 = splat(0)
    let n = inputs
    let xb = x + n
    let xc = x + 2 * n
    let xd = x + 3 * n
    for i in 0..<n {
      assay_prefetch(next + i * ahead)
      let w0 = load(weights + i * 16)
      let w1 = load(weights + i * 16 + 8)
      let va = splat(x[i])
      a0 = a0.addingProduct(va, w0)
      a1 = a1.addingProduct(va, w1)
      let vb = splat(xb[i])
      b0 = b0.addingProduct(vb, w0)
      b1 = b1.addingProduct(vb, w1)
      let vc = splat(xc[i])
      c0 = c0.addingProduct(vc, w0)
      c1 = c1.addingProduct(vc, w1)
      let vd = splat(xd[i])
      d0 = d0.addingProduct(vd, w0)
      d1 = d1.addingProduct(vd, w1)
    }
    finish(a0, a1, y)
    finish(b0, b1, y + outputs)
    finish(c0, c1, y + 2 * outputs)
    finish(d0, d1, y + 3 * outputs)
  }

  @inline(__always)
  func two(_ x: Pointer, _ y: MutablePointer) {
    var a0 = splat(0), a1 = splat(0), b0 = splat(0), b1 = splat(0)
    let n = inputs
    let xb = x + n
    for i in 0..<n {
      assay_prefetch(next + i * ahead)
      let w0 = load(weights + i * 16)
      let w1 = load(weights + i * 16 + 8)
      let va = splat(x[i])
      a0 = a0.addingProduct(va, w0)
      a1 = a1.addingProduct(va, w1)
      let vb = splat(xb[i])
      b0 = b0.addingProduct(vb, w0)
      b1 = b1.addingProduct(vb, w1)
    }
    finish(a0, a1, y)
    finish(b0, b1, y + outputs)
  }

  @inline(__always)
  func one(_ x: Pointer, _ y: MutablePointer) {
    var a0 = splat(0), a1 = splat(0)
    let n = inputs
    for i in 0..<n {
      let w0 = load(weights + i * 16)
      let w1 = load(weights + i * 16 + 8)
      let va = splat(x[i])
      a0 = a0.addingProduct(va, w0)
      a1 = a1.addingProduct(va, w1)
    }
    finish(a0, a1, y)
  }
}

/// One row against four whole panels at once.
@inline(__always)
func fourPanels<P: Panel>(
  _: P.Type, _ weights: UnsafeMutableRawPointer, _ stride: Int, _ x: Pointer, _ inputs: Int,
  _ scales: MutablePointer, _ y: MutablePointer, _ accumulate: Bool
) {
  var a0 = splat(0), a1 = splat(0), b0 = splat(0), b1 = splat(0)
  var c0 = splat(0), c1 = splat(0), d0 = splat(0), d1 = splat(0)
  for i in 0..<inputs {
    let v = splat(x[i])
    let (wa0, wa1) = P.load(weights, i * 16)
    let (wb0, wb1) = P.load(weights + stride, i * 16)
    let (wc0, wc1) = P.load(weights + 2 * stride, i * 16)
    let (wd0, wd1) = P.load(weights + 3 * stride, i * 16)
    a0 = a0.addingProduct(v, wa0)
    a1 = a1.addingProduct(v, wa1)
    b0 = b0.addingProduct(v, wb0)
    b1 = b1.addingProduct(v, wb1)
    c0 = c0.addingProduct(v, wc0)
    c1 = c1.addingProduct(v, wc1)
    d0 = d0.addingProduct(v, wd0)
    d1 = d1.addingProduct(v, wd1)
  }
  func put(_ sum: Floats, _ offset: Int) {
    var value = sum
    if P.self == Int8Panel.self { value *= load(scales + offset) }
    if accumulate { value += load(y + offset) }
    store(value, y + offset)
  }
  put(a0, 0)
  put(a1, 8)
  put(b0, 16)
  put(b1, 24)
  put(c0, 32)
  put(c1, 40)
  put(d0, 48)
  put(d1, 56)
}
