/// `out[c·outRow + r] = x[r·xRow + c]` for `rows` × `columns` elements.
@inline(never)
func transpose(
  _ x: Pointer, _ xRow: Int, rows: Int, columns: Int, _ out: MutablePointer, _ outRow: Int
) {
  let (wholeRows, wholeColumns) = (rows & ~7, columns & ~7)
  for r in stride(from: 0, to: wholeRows, by: 8) {
    for c in stride(from: 0, to: wholeColumns, by: 8) {
      transposeEight(x + r * xRow + c, xRow, out + c * outRow + r, outRow)
    }
    for c in wholeColumns..<columns {
      for i in r..<r + 8 { out[c * outRow + i] = x[i * xRow + c] }
    }
  }
  for r in wholeRows..<rows { for c in 0..<columns { out[c * outRow + r] = x[r * xRow + c] } }
}

private typealias Eight = SIMD8<Float>

/// Eight by eight, by shuffles of pairs within halves, of pairs of pairs, and of halves.
@inline(__always)
private func transposeEight(
  _ x: Pointer, _ xRow: Int, _ out: MutablePointer, _ outRow: Int
) {
  @inline(__always) func row(_ r: Int) -> Eight {
    UnsafeRawPointer(x + r * xRow).loadUnaligned(as: Eight.self)
  }
  @inline(__always) func low(_ a: Eight, _ b: Eight) -> Eight {
    Eight(a[0], b[0], a[1], b[1], a[4], b[4], a[5], b[5])
  }
  @inline(__always) func high(_ a: Eight, _ b: Eight) -> Eight {
    Eight(a[2], b[2], a[3], b[3], a[6], b[6], a[7], b[7])
  }
  @inline(__always) func first(_ a: Eight, _ b: Eight) -> Eight {
    Eight(a[0], a[1], b[0], b[1], a[4], a[5], b[4], b[5])
  }
  @inline(__always) func second(_ a: Eight, _ b: Eight) -> Eight {
    Eight(a[2], a[3], b[2], b[3], a[6], a[7], b[6], b[7])
  }
  @inline(__always) func put(_ top: Eight, _ bottom: Eight, _ c: Int) {
    UnsafeMutableRawPointer(out + c * outRow).storeBytes(
      of: Eight(lowHalf: top.lowHalf, highHalf: bottom.lowHalf), as: Eight.self)
    UnsafeMutableRawPointer(out + (c + 4) * outRow).storeBytes(
      of: Eight(lowHalf: top.highHalf, highHalf: bottom.highHalf), as: Eight.self)
  }
  let (a, b, c, d) = (row(0), row(1), row(2), row(3))
  let (e, f, g, h) = (row(4), row(5), row(6), row(7))
  let (ab, cd, ef, gh) = (low(a, b), low(c, d), low(e, f), low(g, h))
  put(first(ab, cd), first(ef, gh), 0)
  put(second(ab, cd), second(ef, gh), 1)
  let (ij, kl, mn, op) = (high(a, b), high(c, d), high(e, f), high(g, h))
  put(first(ij, kl), first(mn, op), 2)
  put(second(ij, kl), second(mn, op), 3)
}
