// The types whose blocks have 256 elements and scales that are quantized themselves.

extension GGUFTensorType {
  /// Scales and minima of 6 bits for eight groups: the first four lie in the lower bits of bytes 0 to 3 and
  /// 4 to 7, the others in bytes 8 to 11 and in the two upper bits of the first eight.
  @inline(__always) private static func scalesAndMinima(
    _ source: UnsafeRawPointer
  ) -> (scales: SIMD8<Float>, minima: SIMD8<Float>) {
    let a = source.loadUnaligned(as: SIMD4<UInt8>.self)
    let b = source.loadUnaligned(fromByteOffset: 4, as: SIMD4<UInt8>.self)
    let c = source.loadUnaligned(fromByteOffset: 8, as: SIMD4<UInt8>.self)
    let scales = SIMD8(lowHalf: a & 63, highHalf: (c & 15) | ((a &>> 2) & 48))
    let minima = SIMD8(lowHalf: b & 63, highHalf: (c &>> 4) | ((b &>> 2) & 48))
    return (floats(scales), floats(minima))
  }

  @inline(__always) static func q2_K(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let (d, m) = (scale(block, 80), scale(block, 82))
    for half in 0..<2 {
      for pair in 0..<4 {
        for i in stride(from: 0, to: 32, by: 8) {
          // Groups of 16 have a byte each.
          let byte = block.load(fromByteOffset: 8 * half + 2 * pair + i / 16, as: UInt8.self)
          let q = (load(block, 16 + 32 * half + i) &>> UInt8(2 * pair)) & 3
          store(
            d * Float(byte & 15) * floats(q) - m * Float(byte >> 4),
            target + 128 * half + 32 * pair + i)
        }
      }
    }
  }

  @inline(__always) static func q3_K(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let d = scale(block, 108)
    for group in 0..<16 {
      // Four lower bits of a scale lie in bytes 0 to 7, two upper ones in bytes 8 to 11.
      let low = block.load(fromByteOffset: 96 + group % 8, as: UInt8.self) >> UInt8(group / 8 * 4)
      let high = block.load(fromByteOffset: 104 + group % 4, as: UInt8.self) >> UInt8(group / 4 * 2)
      let factor = d * Float(Int(low & 15 | (high & 3) << 4) - 32)
      let (half, pair) = (group / 8, group % 8 / 2)
      for i in stride(from: group % 2 * 16, to: group % 2 * 16 + 16, by: 8) {
        let q = (load(block, 32 + 32 * half + i) &>> UInt8(2 * pair)) & 3
        // Where the bit of the mask is missing, 4 is taken off.
        let mask = (load(block, i) &>> UInt8(4 * half + pair)) & 1
        store(
          factor * (floats(q) - 4 * (1 - floats(mask))), target + 128 * half + 32 * pair + i)
      }
    }
  }

  @inline(__always) static func q4_K(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let (scales, minima) = scalesAndMinima(block + 4)
    let (d, m) = (scale(block, 0) * scales, scale(block, 2) * minima)
    for pair in 0..<4 {
      for i in stride(from: 0, to: 32, by: 8) {
        let q = load(block, 16 + 32 * pair + i)
        let out = target + 64 * pair + i
        store(d[2 * pair] * floats(q & 15) - m[2 * pair], out)
        store(d[2 * pair + 1] * floats(q &>> 4) - m[2 * pair + 1], out + 32)
      }
    }
  }

  @inline(__always) static func q5_K(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let (scales, minima) = scalesAndMinima(block + 4)
    let (d, m) = (scale(block, 0) * scales, scale(block, 2) * minima)
    for pair in 0..<4 {
      for i in stride(from: 0, to: 32, by: 8) {
        // Bit g of a byte is the fifth bit of group g.
        let high = load(block, 16 + i) &>> UInt8(2 * pair)
        let q = load(block, 48 + 32 * pair + i)
        let out = target + 64 * pair + i
        let first = (q & 15) | ((high & 1) &<< 4)
        let second = (q &>> 4) | ((high & 2) &<< 3)
        store(d[2 * pair] * floats(first) - m[2 * pair], out)
        store(d[2 * pair + 1] * floats(second) - m[2 * pair + 1], out + 32)
      }
    }
  }

  @inline(__always) static func q6_K(
    _ block: UnsafeRawPointer, _ target: UnsafeMutablePointer<Float>
  ) {
    let d = scale(block, 208)
    for half in 0..<2 {
      let scales =
        d
        * SIMD8<Float>(
          SIMD8<Int32>(
            truncatingIfNeeded: block.loadUnaligned(
              fromByteOffset: 192 + 8 * half, as: SIMD8<Int8>.self)))
      for i in stride(from: 0, to: 32, by: 8) {
        let high = load(block, 128 + 32 * half + i)
        let a = load(block, 64 * half + i)
        let b = load(block, 64 * half + 32 + i)
        let out = target + 128 * half + i
        // Groups of 16 have a scale each: this is the first or the second of each 32.
        let group = i / 16
        store(scales[group] * (floats((a & 15) | ((high & 3) &<< 4)) - 32), out)
        store(scales[group + 2] * (floats((b & 15) | ((high & 12) &<< 2)) - 32), out + 32)
        store(scales[group + 4] * (floats((a &>> 4) | (high & 48)) - 32), out + 64)
        store(scales[group + 6] * (floats((b &>> 4) | ((high & 192) &>> 2)) - 32), out + 96)
      }
    }
  }
}
