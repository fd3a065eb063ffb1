import CNettle

/// The SHA-256 digest of some bytes.
///
/// - Source: FIPS 180-4, by the nettle library.
public enum SHA256 {
  /// The 32 bytes of the digest.
  public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    let array = Array(bytes)
    nettle_sha256_update(&context, array.count, array)
    var out = [UInt8](repeating: 0, count: 32)
    nettle_sha256_digest(&context, 32, &out)
    return out
  }

  /// The digest of a text's UTF-8 bytes as 64 lowercase hexadecimal digits.
  public static func hex(_ text: String) -> String { hex(digest(text.utf8)) }

  /// Bytes as lowercase hexadecimal digits.
  public static func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// The first 8 bytes of the digest of a text, read as a little-endian integer.
  public static func word(_ text: String) -> UInt64 { littleEndian(digest(text.utf8), at: 0) }

  static func littleEndian(_ bytes: [UInt8], at offset: Int) -> UInt64 {
    (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
  }
}
