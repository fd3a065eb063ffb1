/// How the elements of a packed weight matrix are stored.
public enum WeightPrecision: String, Codable, Sendable, CaseIterable {
  /// Float32, as trained.
  case f32
  /// bfloat16: 8 bits of mantissa.
  case bf16
  /// IEEE half precision: 11 bits of mantissa.
  case f16
  /// Eight-bit integers with one scale an output: `w ≈ scale·q`, scale = max|w|/127.
  case int8

  /// Bytes an element takes.
  public var bytes: Int {
    switch self {
    case .f32: 4
    case .bf16, .f16: 2
    case .int8: 1
    }
  }

  /// A single number in this precision; eight-bit integers leave vectors alone.
  public func rounded(_ x: Float) -> Float {
    switch self {
    case .f32, .int8: x
    case .bf16: Float(bitPattern: UInt32(BF16Panel.bfloat16(x)) << 16)
    case .f16: F16Panel.value(F16Panel.half(x))
    }
  }
}

/// A weight matrix `[O, I]` laid out in panels of sixteen outputs, `[O/16][I][16]`.
///
/// A product `y = x·wᵀ` reads the panels once from memory, in order, with no packing of its own, so it is
/// fast for few rows too. Every element of y is accumulated over the inputs in order, whatever the number
/// of rows beside it: a row's result depends on that row alone, to the bit.
public final class PackedMatrix: @unchecked Sendable {
  /// Outputs O.
  public let outputs: Int
  /// Inputs I.
  public let inputs: Int
  /// How elements are stored.
  public let precision: WeightPrecision
  let panels: UnsafeMutableRawPointer
  let scales: UnsafeMutablePointer<Float>

  /// Outputs in a panel.
  static let panelWidth = 16
  /// Panels, the last of which may be partly empty: what members of a team share out.
  public var panelCount: Int { (outputs + Self.panelWidth - 1) / Self.panelWidth }

  /// Memory for a matrix; `pack` fills it.
  public init(outputs: Int, inputs: Int, precision: WeightPrecision = .f32) {
    self.outputs = outputs
    self.inputs = inputs
    self.precision = precision
    let padded = (outputs + Self.panelWidth - 1) / Self.panelWidth * Self.panelWidth
    panels = .allocate(byteCount: max(64, padded * inputs * precision.bytes), alignment: 64)
    scales = .allocate(capacity: max(16, padded))
    scales.initialize(repeating: 1, count: max(16, padded))
  }

  deinit {
    panels.deallocate()
    scales.deallocate()
  }

  /// Bytes of memory held.
  public var byteCount: Int { panelCount * Self.panelWidth * inputs * precision.bytes }

  /// Rounds and lays out `rows` outputs from row-major weights, beginning at output `first`, a multiple
  /// of 16.
  public func pack(_ weights: UnsafePointer<Float>, first: Int = 0, count rows: Int) {
    precondition(first % Self.panelWidth == 0 && first + rows <= outputs, "\(first) + \(rows)")
    for start in stride(from: 0, to: rows, by: Self.panelWidth) {
      let live = min(Self.panelWidth, rows - start)
      let panel = (first + start) / Self.panelWidth
      let source = weights + start * inputs
      let base = panels + panel * Self.panelWidth * inputs * precision.bytes
      switch precision {
      case .f32: F32Panel.pack(source, live, inputs, base, scales)
      case .bf16: BF16Panel.pack(source, live, inputs, base, scales)
      case .f16: F16Panel.pack(source, live, inputs, base, scales)
      case .int8: Int8Panel.pack(source, live, inputs, base, scales + panel * Self.panelWidth)
      }
    }
  }

  /// `y = x·wᵀ`, or `y += x·wᵀ`; x `[rows, I]`, y `[rows, O]`.
  ///
  /// - Parameters:
  ///   - part: the panels whose outputs are computed; `nil` for all.
  ///   - workspace: lends memory for one panel in Float32 when the weights are stored otherwise.
  public func multiply(
    _ x: UnsafePointer<Float>, rows: Int, into y: UnsafeMutablePointer<Float>,
    accumulate: Bool = false, panels part: Range<Int>? = nil, in workspace: Workspace
  ) {
    let part = part ?? 0..<panelCount
    switch precision {
    case .f32: product(F32Panel.self, x, rows, y, accumulate, part, panels)
    case .bf16: expanded(BF16Panel.self, x, rows, y, accumulate, part, workspace)
    case .f16: expanded(F16Panel.self, x, rows, y, accumulate, part, workspace)
    case .int8: expanded(Int8Panel.self, x, rows, y, accumulate, part, workspace)
    }
  }

  /// The rounded value of an element, as products see it.
  public func element(output: Int, input: Int) -> Float {
    let lane = output % Self.panelWidth
    let base = panels + (output / Self.panelWidth) * Self.panelWidth * inputs * precision.bytes
    let offset = input * Self.panelWidth
    let (low, high): (Floats, Floats)
    switch precision {
    case .f32: (low, high) = F32Panel.load(base, offset)
    case .bf16: (low, high) = BF16Panel.load(base, offset)
    case .f16: (low, high) = F16Panel.load(base, offset)
    case .int8: (low, high) = Int8Panel.load(base, offset)
    }
    return (lane < 8 ? low[lane] : high[lane - 8]) * scales[output]
  }

  /// Rows that stay in the second-level cache while the panels pass by.
  private var rowChunk: Int { max(6, 65_536 / inputs / 6 * 6) }

  @inline(__always)
  private func expanded<P: Panel>(
    _: P.Type, _ x: Pointer, _ rows: Int, _ y: MutablePointer, _ accumulate: Bool,
    _ part: Range<Int>, _ workspace: Workspace
  ) {
    let scratch = Tensor(rows: inputs, columns: Self.panelWidth, in: workspace)
    product(P.self, x, rows, y, accumulate, part, UnsafeMutableRawPointer(scratch.pointer))
  }

  @inline(__always)
  private func product<P: Panel>(
    _: P.Type, _ x: Pointer, _ rows: Int, _ y: MutablePointer, _ accumulate: Bool,
    _ part: Range<Int>, _ scratch: UnsafeMutableRawPointer
  ) {
    let width = Self.panelWidth
    let stride = width * inputs * precision.bytes
    let whole = min(part.upperBound, outputs / width)
    for start in Swift.stride(from: 0, to: rows, by: rowChunk) {
      let end = min(start + rowChunk, rows)
      let tiles = (end - start + 5) / 6
      var panel = part.lowerBound
      // A single row: several panels at once, or the additions would wait for one another.
      if end - start == 1 {
        while panel + 4 <= whole {
          fourPanels(
            P.self, panels + panel * stride, stride, x + start * inputs, inputs,
            scales + panel * width, y + start * outputs + panel * width, accumulate)
          panel += 4
        }
      }
      while panel < part.upperBound {
        let stored = panels + panel * stride
        var tile = Tile(
          weights: UnsafePointer(stored.assumingMemoryBound(to: Float.self)),
          next: panel + 1 < panelCount ? stored + stride : stored,
          ahead: max(1, stride / inputs / tiles),
          scales: P.self == Int8Panel.self ? scales + panel * width : nil,
          inputs: inputs, outputs: outputs, live: min(width, outputs - panel * width),
          accumulate: accumulate)
        if P.self != F32Panel.self {
          // Rounded weights become Float32 once for all rows of the chunk.
          let out = scratch.assumingMemoryBound(to: Float.self)
          for i in 0..<inputs {
            let (low, high) = P.load(stored, i * width)
            store(low, out + i * width)
            store(high, out + i * width + 8)
          }
          tile.weights = UnsafePointer(out)
        }
        var row = start
        let target = y + panel * width
        // Two rows by themselves take as long as four: six and two are left to two fours.
        while row + 6 <= end && row + 8 != end {
          tile.six(x + row * inputs, target + row * outputs)
          tile.next += inputs * tile.ahead
          row += 6
        }
        while row + 4 <= end {
          tile.four(x + row * inputs, target + row * outputs)
          tile.next += inputs * tile.ahead
          row += 4
        }
        if row + 2 <= end {
          tile.two(x + row * inputs, target + row * outputs)
          row += 2
        }
        if row < end { tile.one(x + row * inputs, target + row * outputs) }
        panel += 1
      }
    }
  }
}
