import KernelInterface

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
/// fast for few rows too. Every element of y is accumulated over blocks of 256 inputs in order, whatever the number
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
  /// Rows that products take together on this processor; a multiple of them is fastest, and no bit depends on them.
  public static var rowsTogether: Int { kernels.rowsTogether }
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
    if precision == .f32 {
      let target = panels.assumingMemoryBound(to: Float.self) + first * inputs
      return kernels.pack(weights, rows, inputs, target)
    }
    for start in stride(from: 0, to: rows, by: Self.panelWidth) {
      let live = min(Self.panelWidth, rows - start)
      let panel = (first + start) / Self.panelWidth
      let source = weights + start * inputs
      let base = panels + panel * panelBytes
      switch precision {
      case .f32: break
      case .bf16: BF16Panel.pack(source, live, inputs, base, scales)
      case .f16: F16Panel.pack(source, live, inputs, base, scales)
      case .int8: Int8Panel.pack(source, live, inputs, base, scales + panel * Self.panelWidth)
      }
    }
  }

  private var panelBytes: Int { Self.panelWidth * inputs * precision.bytes }

  /// `y = x·wᵀ`, or `y += x·wᵀ`; x `[rows, I]`, y `[rows, O]`.
  ///
  /// - Parameters:
  ///   - part: the panels whose outputs are computed; `nil` for all.
  ///   - workspace: lends memory for four panels in Float32 when the weights are stored otherwise.
  public func multiply(
    _ x: UnsafePointer<Float>, rows: Int, into y: UnsafeMutablePointer<Float>,
    accumulate: Bool = false, panels part: Range<Int>? = nil, in workspace: Workspace
  ) {
    let part = part ?? 0..<panelCount
    switch precision {
    case .f32:
      let first = panels.assumingMemoryBound(to: Float.self)
      product(
        x, rows, y, accumulate, part, first + part.lowerBound * Self.panelWidth * inputs,
        scales: nil, fetches: part.upperBound < panelCount)
    case .bf16: expanded(BF16Panel.self, x, rows, y, accumulate, part, workspace)
    case .f16: expanded(F16Panel.self, x, rows, y, accumulate, part, workspace)
    case .int8: expanded(Int8Panel.self, x, rows, y, accumulate, part, workspace)
    }
  }

  /// The rounded value of an element, as products see it.
  public func element(output: Int, input: Int) -> Float {
    let (panel, lane) = output.quotientAndRemainder(dividingBy: Self.panelWidth)
    let base = panels + panel * panelBytes
    let offset = input * Self.panelWidth
    func value(_ pair: (Floats, Floats)) -> Float { lane < 8 ? pair.0[lane] : pair.1[lane - 8] }
    return switch precision {
    case .f32: base.assumingMemoryBound(to: Float.self)[offset + lane]
    case .bf16: value(BF16Panel.load(base, offset))
    case .f16: value(F16Panel.load(base, offset))
    case .int8: value(Int8Panel.load(base, offset)) * scales[output]
    }
  }

  /// Rounded weights become Float32 some panels at a time, once for all rows.
  @inline(__always)
  private func expanded<P: Panel>(
    _: P.Type, _ x: Pointer, _ rows: Int, _ y: MutablePointer, _ accumulate: Bool,
    _ part: Range<Int>, _ workspace: Workspace
  ) {
    let together = 4
    let width = Self.panelWidth
    let scratch = Tensor(rows: together * inputs, columns: width, in: workspace)
    for first in stride(from: part.lowerBound, to: part.upperBound, by: together) {
      let some = first..<min(first + together, part.upperBound)
      for (i, panel) in some.enumerated() {
        let stored = panels + panel * panelBytes
        let out = UnsafeMutableRawPointer(scratch.pointer + i * width * inputs)
        for i in 0..<inputs {
          let (low, high) = P.load(stored, i * width)
          out.storeBytes(of: low, toByteOffset: i * 64, as: Floats.self)
          out.storeBytes(of: high, toByteOffset: i * 64 + 32, as: Floats.self)
        }
      }
      product(
        x, rows, y, accumulate, some, scratch.pointer,
        scales: P.self == Int8Panel.self ? Pointer(scales) + first * width : nil, fetches: false)
    }
  }

  @inline(__always)
  private func product(
    _ x: Pointer, _ rows: Int, _ y: MutablePointer, _ accumulate: Bool, _ part: Range<Int>,
    _ weights: Pointer, scales: Pointer?, fetches: Bool
  ) {
    let first = part.lowerBound * Self.panelWidth
    kernels.panelProduct(
      PanelArguments(
        x: x, rows: rows, inputs: inputs, panels: weights, count: part.count, scales: scales,
        y: y + first, yRow: outputs, columns: outputs - first, accumulate: accumulate,
        fetches: fetches))
  }
}
