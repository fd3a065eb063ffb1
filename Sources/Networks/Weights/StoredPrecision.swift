/// The number format of stored weights; in memory they are always Float32.
public enum StoredPrecision: String, Codable, Sendable, CaseIterable {
  /// IEEE single precision, 4 bytes.
  case f32
  /// IEEE half precision, 2 bytes: 11 significant bits, largest number 65 504.
  case f16
  /// The upper half of single precision, 2 bytes: 8 significant bits.
  case bf16

  /// Bytes of one number.
  public var bytes: Int { self == .f32 ? 4 : 2 }

  /// The name in the header of a safetensors file.
  var safeTensorsName: String { rawValue.uppercased() }

  /// The name in `config.json`.
  var torchName: String {
    switch self {
    case .f32: "float32"
    case .f16: "float16"
    case .bf16: "bfloat16"
    }
  }

  /// Rounds numbers to this precision, to nearest, ties to even; beyond the range they become infinite.
  ///
  /// - Parameter target: `count · bytes` bytes.
  package func encode(
    _ source: UnsafePointer<Float>, count: Int, into target: UnsafeMutableRawPointer
  ) {
    switch self {
    case .f32:
      target.copyMemory(from: source, byteCount: 4 * count)
    case .f16:
      for i in 0..<count {
        target.storeBytes(of: HalfPrecision.half(source[i]), toByteOffset: 2 * i, as: UInt16.self)
      }
    case .bf16:
      for i in 0..<count {
        target.storeBytes(of: HalfPrecision.brain(source[i]), toByteOffset: 2 * i, as: UInt16.self)
      }
    }
  }

  /// Widens stored numbers to Float32, which is exact.
  ///
  /// - Parameter source: `count · bytes` bytes, at any alignment.
  package func decode(
    _ source: UnsafeRawPointer, count: Int, into target: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .f32:
      UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: 4 * count)
    case .f16:
      for i in 0..<count {
        let bits = source.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
        target[i] = HalfPrecision.float(half: bits)
      }
    case .bf16:
      for i in 0..<count {
        let bits = source.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)
        target[i] = HalfPrecision.float(brain: bits)
      }
    }
  }
}

/// Conversions between Float32 and the two formats of 16 bits, on bit patterns.
///
/// Swift's `Float16` does not exist on every platform. NaNs keep the upper bits of their payload, so that a
/// pattern of 16 bits survives the way to Float32 and back.
enum HalfPrecision {
  /// The value of a half-precision pattern; exact.
  @inline(__always) static func float(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7FFF) << 13
    // The exponent's bias differs by 112; a product also normalizes what is subnormal in half precision.
    let finite = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
    let special = magnitude | 0x7F80_0000
    return Float(bitPattern: sign | (magnitude >= 0x0F80_0000 ? special : finite))
  }

  /// The nearest half-precision pattern, ties to even.
  @inline(__always) static func half(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = (bits >> 16) & 0x8000
    let magnitude = bits & 0x7FFF_FFFF
    // The exponent's bias drops by 112, and the carry of rounding up may enter the exponent.
    let normal = (magnitude &- 0x3800_0000 &+ 0x0FFF &+ ((magnitude >> 13) & 1)) >> 13
    // One unit of 0.5's last place is the smallest half-precision number, so this sum rounds to a multiple.
    let subnormal = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
    let payload = (magnitude >> 13) & 0x3FF
    let notANumber = 0x7C00 | (payload == 0 ? 0x200 : payload)
    let finite = magnitude < 0x3880_0000 ? subnormal : normal
    let special = magnitude > 0x7F80_0000 ? notANumber : 0x7C00
    return UInt16(truncatingIfNeeded: sign | (magnitude < 0x4780_0000 ? finite : special))
  }

  /// The value of a bfloat16 pattern; exact.
  @inline(__always) static func float(brain bits: UInt16) -> Float {
    Float(bitPattern: UInt32(bits) << 16)
  }

  /// The nearest bfloat16 pattern, ties to even.
  @inline(__always) static func brain(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let rounded = (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16
    let upper = bits >> 16
    let notANumber = upper & 0x7F == 0 ? upper | 0x40 : upper
    let isNaN = bits & 0x7FFF_FFFF > 0x7F80_0000
    return UInt16(truncatingIfNeeded: isNaN ? notANumber : rounded)
  }
}
