import CProcessor
import KernelInterface

/// `y = [y +] scale·a·b`: columns of b in panels that stay in the second-level cache, rows of a in the first.
///
/// - Source: the loops around the inner one are those of Goto and van de Geijn 2008, "Anatomy of
///   high-performance matrix multiplication", with the roles of the caches exchanged.
func product(_ p: ProductArguments) {
  let panels = p.scratch
  let strip = panels + ProductArguments.block * ProductArguments.group
  if p.inner == 0 && !p.accumulate {
    for r in 0..<p.rows { (p.y + r * p.yRow).update(repeating: 0, count: p.columns) }
  }
  // Groups of about the same width.
  let groups = (p.columns + ProductArguments.group - 1) / ProductArguments.group
  let width = ((p.columns + groups - 1) / max(1, groups) + 31) & ~31
  for column in stride(from: 0, to: p.columns, by: max(1, width)) {
    let columns = min(width, p.columns - column)
    for start in stride(from: 0, to: p.inner, by: ProductArguments.block) {
      let inner = min(ProductArguments.block, p.inner - start)
      packRight(
        p.b + start * p.bInner + column * p.bColumn, p.bInner, p.bColumn, inner, columns, panels)
      let out = Output(accumulate: p.accumulate || start > 0, scale: p.scale)
      var row = 0
      while row < p.rows {
        let height = tileHeight(p.rows - row)
        var left = Left(x: p.a + row * p.aRow + start * p.aInner, row: p.aRow, inner: p.aInner)
        if p.aInner != 1 {
          packLeft(left.x, p.aInner, inner, height, p.rows - row, strip)
          left = Left(x: Pointer(strip), row: 1, inner: height)
        }
        acrossPanels(
          height, left, Pointer(panels), inner, columns, p.y + row * p.yRow + column, p.yRow, out,
          isPacked: p.aInner != 1)
        row += height
      }
    }
  }
}

/// A tile's rows against all panels of `[inner][16]`.
@inline(__always)
private func acrossPanels(
  _ height: Int, _ left: Left, _ panels: Pointer, _ inner: Int, _ columns: Int,
  _ y: MutablePointer, _ yRow: Int, _ out: Output, isPacked: Bool
) {
  let strips = (columns + 16 * Wide.vectors - 1) / (16 * Wide.vectors)
  var c = 0
  while c < columns {
    if !isPacked {
      // The rows of the next tile are fetched meanwhile, some with every strip.
      for r in stride(from: c / (16 * Wide.vectors), to: height, by: strips) {
        let row = UnsafeRawPointer(left.x + (height + r) * left.row)
        for byte in stride(from: 0, to: 4 * inner, by: 64) { assay_prefetch(row + byte) }
      }
    }
    let right = Right(w: panels + c * inner, inner: 16, apart: 16 * inner)
    if columns - c > 16 && Wide.vectors > 1 {
      tile(
        Wide.self, height: height, left, right, inner: inner, y + c, yRow, out, live: columns - c)
      c += 16 * Wide.vectors
    } else {
      tile(
        Strip16.self, height: height, left, right, inner: inner, y + c, yRow, out,
        live: columns - c)
      c += 16
    }
  }
}

/// Inner indices of the next strip that are fetched meanwhile: they lie in pages of their own, which processors do not
/// foresee.
private let packAhead = 16

/// A tile's rows, whose inner indices are `apart`, laid out `[inner][height]`.
///
/// Sixteen elements are written at a time, of which the next ones overwrite what is too much.
@inline(__always)
private func packLeft(
  _ a: Pointer, _ apart: Int, _ inner: Int, _ height: Int, _ rows: Int, _ strip: MutablePointer
) {
  if rows >= 16 {
    for i in 0..<inner {
      assay_prefetch(a + (i + packAhead) * apart)
      store(load(a + i * apart), strip + i * height)
    }
  } else {
    for i in 0..<inner {
      for r in 0..<height { strip[i * height + r] = a[i * apart + r] }
    }
  }
}

/// Columns in panels `[inner][16]`, the last filled up with zeros.
@inline(__always)
private func packRight(
  _ b: Pointer, _ bInner: Int, _ bColumn: Int, _ inner: Int, _ columns: Int,
  _ panels: MutablePointer
) {
  for c in stride(from: 0, to: columns, by: 16) {
    let panel = panels + c * inner
    let live = min(16, columns - c)
    if bColumn == 1 {
      let source = b + c
      if live == 16 {
        for i in 0..<inner {
          assay_prefetch(source + (i + packAhead) * bInner)
          store(load(source + i * bInner), panel + i * 16)
        }
      } else {
        for i in 0..<inner { store(load(source + i * bInner, first: live), panel + i * 16) }
      }
    } else {
      packTransposed(b + c * bColumn, bColumn, live, inner, panel)
    }
  }
}

/// A panel `[inner][16]` from up to sixteen rows of inner indices, filled up with zeros.
@inline(__always)
func packTransposed(
  _ rows: Pointer, _ apart: Int, _ live: Int, _ inner: Int, _ panel: MutablePointer
) {
  if live < 16 { panel.update(repeating: 0, count: 16 * inner) }
  transpose(rows, apart, rows: live, columns: inner, panel, 16)
}

/// Weights `[outputs, inputs]` in panels of sixteen outputs.
func pack(_ weights: Pointer, _ outputs: Int, _ inputs: Int, _ panels: MutablePointer) {
  for o in stride(from: 0, to: outputs, by: 16) {
    packTransposed(
      weights + o * inputs, inputs, min(16, outputs - o), inputs, panels + o * inputs)
  }
}

/// `y = [y +] x·wᵀ` with weights in panels, which pass by once while x stays in cache.
func panelProduct(_ p: PanelArguments) {
  var panel = 0
  while panel < p.count {
    let left = p.count - panel
    // A single row takes four panels at once, or the additions would wait for one another.
    let width = p.rows == 1 && left >= 4 ? 4 : min(left, Wide.vectors)
    let first = p.panels + panel * 16 * p.inputs
    let tiles = (p.rows + Tall<Wide>.count - 1) / Tall<Wide>.count
    var ahead = Ahead(
      address: UnsafeRawPointer(first + width * 16 * p.inputs), step: max(1, width * 64 / tiles))
    for start in stride(from: 0, to: p.inputs, by: ProductArguments.block) {
      let inner = min(ProductArguments.block, p.inputs - start)
      let right = Right(w: first + start * 16, inner: 16, apart: 16 * p.inputs)
      let out = Output(accumulate: p.accumulate || start > 0, scale: 1)
      var row = 0
      while row < p.rows {
        let height = tileHeight(p.rows - row)
        let rows = Left(x: p.x + row * p.inputs + start, row: p.inputs, inner: 1)
        let y = p.y + row * p.yRow + panel * 16
        let live = p.columns - panel * 16
        let scales = p.scales.map { $0 + panel * 16 }
        switch width {
        case 4:
          tile(
            Strip64.self, height: height, rows, right, inner: inner, y, p.yRow, out, live: live,
            scales: scales, ahead: p.fetches ? ahead : nil)
        case 2:
          tile(
            Strip32.self, height: height, rows, right, inner: inner, y, p.yRow, out, live: live,
            scales: scales, ahead: p.fetches ? ahead : nil)
        default:
          tile(
            Strip16.self, height: height, rows, right, inner: inner, y, p.yRow, out, live: live,
            scales: scales, ahead: p.fetches ? ahead : nil)
        }
        ahead.address += inner * ahead.step
        row += height
      }
    }
    panel += width
  }
}
