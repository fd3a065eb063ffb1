// Rounded weights, sixteen outputs a panel. Kernels compute in Float32: these are the ways there and back.

typealias Floats = SIMD8<Float>
typealias Pointer = UnsafePointer<Float>
typealias MutablePointer = UnsafeMutablePointer<Float>

@inline(__always) func splat(_ x: Float) -> Floats { Floats(repeating: x) }

/// Sixteen outputs of a packed matrix in one of the precisions.
protocol Panel {
  /// The sixteen elements that begin at `offset`.
  static func load(_ panel: UnsafeRawPointer, _ offset: Int) -> (Floats, Floats)
  /// Rounds `live` rows of weights into a panel; the other outputs are zero.
  static func pack(
    _ source: Pointer, _ live: Int, _ inputs: Int, _ panel: UnsafeMutableRawPointer,
    _ scales: MutablePointer)
}

/// bfloat16, rounded to nearest even.
enum BF16Panel: Panel {
  @inline(__always)
  static func load(_ panel: UnsafeRawPointer, _ offset: Int) -> (Floats, Floats) {
    let p = panel + 2 * offset
    let a = SIMD8<UInt32>(truncatingIfNeeded: p.loadUnaligned(as: SIMD8<UInt16>.self)) &<< 16
    let b = SIMD8<UInt32>(truncatingIfNeeded: (p + 16).loadUnaligned(as: SIMD8<UInt16>.self)) &<< 16
    return (unsafeBitCast(a, to: Floats.self), unsafeBitCast(b, to: Floats.self))
  }

  static func pack(
    _ source: Pointer, _ live: Int, _ inputs: Int, _ panel: UnsafeMutableRawPointer,
    _: MutablePointer
  ) {
    let out = panel.bindMemory(to: UInt16.self, capacity: 16 * inputs)
    for i in 0..<inputs {
      for o in 0..<16 {
        out[i * 16 + o] = o < live ? bfloat16(source[o * inputs + i]) : 0
      }
    }
  }

  /// The upper half of a Float32, rounded to nearest even; NaN stays NaN.
  static func bfloat16(_ x: Float) -> UInt16 {
    let bits = x.bitPattern
    if x.isNaN { return UInt16(bits >> 16) | 0x40 }
    return UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
  }
}

/// IEEE half precision.
enum F16Panel: Panel {
  @inline(__always)
  static func load(_ panel: UnsafeRawPointer, _ offset: Int) -> (Floats, Floats) {
    let p = panel + 2 * offset
    return (expand(p), expand(p + 16))
  }

  /// Halves to Float32 by integer arithmetic: exact for all finite halves.
  @inline(__always)
  private static func expand(_ p: UnsafeRawPointer) -> Floats {
    let h = SIMD8<UInt32>(truncatingIfNeeded: p.loadUnaligned(as: SIMD8<UInt16>.self))
    // Exponent and mantissa in Float32's place, then times 2¹¹², which also makes subnormals right.
    let magnitude = unsafeBitCast((h & 0x7FFF) &<< 13, to: Floats.self)
    let scaled = magnitude * splat(0x1p112)
    let sign = (h & 0x8000) &<< 16
    return unsafeBitCast(unsafeBitCast(scaled, to: SIMD8<UInt32>.self) | sign, to: Floats.self)
  }

  static func pack(
    _ source: Pointer, _ live: Int, _ inputs: Int, _ panel: UnsafeMutableRawPointer,
    _: MutablePointer
  ) {
    let out = panel.bindMemory(to: UInt16.self, capacity: 16 * inputs)
    for i in 0..<inputs {
      for o in 0..<16 { out[i * 16 + o] = o < live ? half(source[o * inputs + i]) : 0 }
    }
  }

  /// A half as Float32.
  static func value(_ half: UInt16) -> Float {
    let magnitude = Float(bitPattern: UInt32(half & 0x7FFF) << 13) * 0x1p112
    return half & 0x8000 == 0 ? magnitude : -magnitude
  }

  /// The nearest half, ties to even; beyond the range the largest finite one.
  static func half(_ x: Float) -> UInt16 {
    let sign = UInt16(truncatingIfNeeded: (x.bitPattern >> 16) & 0x8000)
    let magnitude = min(x.magnitude, 65_504)
    if magnitude < 0x1p-14 {
      // Subnormal halves are multiples of 2⁻²⁴; adding 1.5·2²³ rounds to nearest even.
      return sign | UInt16(magnitude * 0x1p24 + 12_582_912 - 12_582_912)
    }
    let bits = magnitude.bitPattern
    let rounded = bits &+ 0xFFF &+ ((bits >> 13) & 1)
    return sign | UInt16(truncatingIfNeeded: (rounded &- (112 << 23)) >> 13)
  }
}

/// Eight-bit integers; a scale for each output multiplies the finished sum.
enum Int8Panel: Panel {
  @inline(__always)
  static func load(_ panel: UnsafeRawPointer, _ offset: Int) -> (Floats, Floats) {
    let p = panel + offset
    return (
      Floats(SIMD8<Int32>(truncatingIfNeeded: p.loadUnaligned(as: SIMD8<Int8>.self))),
      Floats(SIMD8<Int32>(truncatingIfNeeded: (p + 8).loadUnaligned(as: SIMD8<Int8>.self)))
    )
  }

  static func pack(
    _ source: Pointer, _ live: Int, _ inputs: Int, _ panel: UnsafeMutableRawPointer,
    _ scales: MutablePointer
  ) {
    let out = panel.bindMemory(to: Int8.self, capacity: 16 * inputs)
    for o in 0..<16 {
      var peak: Float = 0
      if o < live { for i in 0..<inputs { peak = max(peak, abs(source[o * inputs + i])) } }
      let scale = peak > 0 && peak.isFinite ? peak / 127 : 1
      scales[o] = scale
      for i in 0..<inputs {
        let value = o < live ? (source[o * inputs + i] / scale).rounded(.toNearestOrEven) : 0
        out[i * 16 + o] = Int8(max(-127, min(127, value)))
      }
    }
  }
}
