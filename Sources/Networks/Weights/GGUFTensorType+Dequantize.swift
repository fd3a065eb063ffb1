// Each formula rounds in the order of the reference, so that results are equal to the bit.

extension GGUFTensorType {
  /// Widens stored elements to Float32.
  ///
  /// - Parameters:
  ///   - source: whole blocks, at any alignment.
  ///   - count: elements, a multiple of the block's.
  /// - Source: the Python package gguf 0.19.0, `quants.py`, `dequantize_blocks` of each type.
  /// - Deviation: none.
  package func dequantize(
    _ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .f32: StoredPrecision.f32.decode(source, count: count, into: target)
    case .f16: StoredPrecision.f16.decode(source, count: count, into: target)
    case .bf16: StoredPrecision.bf16.decode(source, count: count, into: target)
    case .q4_0: blocks(source, count, target, Self.q4_0)
    case .q4_1: blocks(source, count, target, Self.q4_1)
    case .q5_0: blocks(source, count, target, Self.q5_0)
    case .q5_1: blocks(source, count, target, Self.q5_1)
    case .q8_0: blocks(source, count, target, Self.q8_0)
    case .q2_K: blocks(source, count, target, Self.q2_K)
    case .q3_K: blocks(source, count, target, Self.q3_K)
    case .q4_K: blocks(source, count, target, Self.q4_K)
    case .q5_K: blocks(source, count, target, Self.q5_K)
    case .q6_K: blocks(source, count, target, Self.q6_K)
    case .iq4_NL: blocks(source, count, target, Self.iq4_NL)
    case .iq4_XS: blocks(source, count, target, Self.iq4_XS)
    }
  }

  @inline(__always) private func blocks(
    _ source: UnsafeRawPointer, _ count: Int, _ target: UnsafeMutablePointer<Float>,
    _ dequantize: (UnsafeRawPointer, UnsafeMutablePointer<Float>) -> Void
  ) {
    let (elements, bytes) = block
    for i in 0..<count / elements { dequantize(source + i * bytes, target + i * elements) }
  }

  /// A half-precision number of a block.
  @inline(__always) static func scale(_ block: UnsafeRawPointer, _ offset: Int) -> Float {
    HalfPrecision.float(half: block.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }

  /// Eight small numbers as Float32.
  @inline(__always) static func floats(_ bytes: SIMD8<UInt8>) -> SIMD8<Float> {
    SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: bytes))
  }

  @inline(__always) static func load(_ source: UnsafeRawPointer, _ offset: Int) -> SIMD8<UInt8> {
    source.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt8>.self)
  }

  @inline(__always) static func store(
    _ values: SIMD8<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    UnsafeMutableRawPointer(target).storeBytes(of: values, as: SIMD8<Float>.self)
  }

  /// Bits 0 to 7 of a byte as the fifth bits of eight numbers.
  @inline(__always) private static func fifthBits(_ byte: UInt8) -> SIMD8<UInt8> {
    let bits = SIMD8<UInt8>(1, 2, 4, 8, 16, 32, 64, 128)
    let masked = SIMD8(repeating: byte) & bits
    return SIMD8(repeating: 0).replacing(with: 16, where: masked .== bits)
  }

  @inline(__always) private static func q4_0(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let d = scale(block, 0)
    for i in stride(from: 0, to: 16, by: 8) {
      let q = load(block, 2 + i)
      store(d * (floats(q & 15) - 8), target + i)
      store(d * (floats(q &>> 4) - 8), target + 16 + i)
    }
  }

  @inline(__always) private static func q4_1(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let (d, m) = (scale(block, 0), scale(block, 2))
    for i in stride(from: 0, to: 16, by: 8) {
      let q = load(block, 4 + i)
      store(d * floats(q & 15) + m, target + i)
      store(d * floats(q &>> 4) + m, target + 16 + i)
    }
  }

  @inline(__always) private static func q5_0(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let d = scale(block, 0)
    let high = block.loadUnaligned(fromByteOffset: 2, as: SIMD4<UInt8>.self)
    for i in 0..<2 {
      let q = load(block, 6 + 8 * i)
      store(d * (floats((q & 15) | fifthBits(high[i])) - 16), target + 8 * i)
      store(d * (floats((q &>> 4) | fifthBits(high[2 + i])) - 16), target + 16 + 8 * i)
    }
  }

  @inline(__always) private static func q5_1(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let (d, m) = (scale(block, 0), scale(block, 2))
    let high = block.loadUnaligned(fromByteOffset: 4, as: SIMD4<UInt8>.self)
    for i in 0..<2 {
      let q = load(block, 8 + 8 * i)
      store(d * floats((q & 15) | fifthBits(high[i])) + m, target + 8 * i)
      store(d * floats((q &>> 4) | fifthBits(high[2 + i])) + m, target + 16 + 8 * i)
    }
  }

  /// The levels of the non-linear types.
  private static let levels: [Float] = [
    -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113,
  ]

  /// Sixteen bytes: the lower halves choose the first sixteen levels, the upper ones the others.
  @inline(__always) private static func levels(
    _ source: UnsafeRawPointer, _ scale: Float, _ target: UnsafeMutablePointer<Float>
  ) {
    levels.withUnsafeBufferPointer { levels in
      for i in 0..<16 {
        let byte = Int(source.load(fromByteOffset: i, as: UInt8.self))
        target[i] = scale * levels[byte & 15]
        target[16 + i] = scale * levels[byte >> 4]
      }
    }
  }

  @inline(__always) private static func iq4_NL(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) { levels(block + 2, scale(block, 0), target) }

  @inline(__always) private static func iq4_XS(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let d = scale(block, 0)
    let high = block.loadUnaligned(fromByteOffset: 2, as: UInt16.self)
    for group in 0..<8 {
      let byte = block.load(fromByteOffset: 4 + group / 2, as: UInt8.self)
      let low = group % 2 == 0 ? byte & 15 : byte >> 4
      let bits = Int(low) | Int(high >> UInt16(2 * group) & 3) << 4
      levels(block + 8 + 16 * group, d * Float(bits - 32), target + 32 * group)
    }
  }

  @inline(__always) private static func q8_0(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let d = scale(block, 0)
    for i in stride(from: 0, to: 32, by: 8) {
      let q = block.loadUnaligned(fromByteOffset: 2 + i, as: SIMD8<Int8>.self)
      store(d * SIMD8<Float>(SIMD8<Int32>(truncatingIfNeeded: q)), target + i)
    }
  }
}
