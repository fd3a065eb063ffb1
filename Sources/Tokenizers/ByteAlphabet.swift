/// The printable characters that stand for bytes in the files of byte-level tokenizers.
///
/// Printable bytes of Latin-1 stand for themselves; the other 68 are U+0100 onward in order, so that a blank is `Ġ`.
///
/// - Source: openai/gpt-2, `encoder.py`, `bytes_to_unicode`.
enum ByteAlphabet {
  /// The character of each byte.
  static let characters: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (0..<256).map { (byte: UInt32) in
      if (33...126).contains(byte) || (161...172).contains(byte) || (174...255).contains(byte) {
        return Unicode.Scalar(UInt8(byte))
      }
      defer { next += 1 }
      return Unicode.Scalar(next) ?? " "
    }
  }()

  /// The byte of each character below U+0144; −1 for none.
  private static let bytes: [Int16] = {
    var out = [Int16](repeating: -1, count: 0x144)
    for (byte, scalar) in characters.enumerated() { out[Int(scalar.value)] = Int16(byte) }
    return out
  }()

  /// The bytes that a piece stands for: its own UTF-8 if any of its characters stands for none.
  static func bytes(of piece: String) -> [UInt8] {
    var out: [UInt8] = []
    for scalar in piece.unicodeScalars {
      guard scalar.value < 0x144, bytes[Int(scalar.value)] >= 0 else { return Array(piece.utf8) }
      out.append(UInt8(bytes[Int(scalar.value)]))
    }
    return out
  }

  /// The piece that stands for some bytes.
  static func piece(of bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(characters[Int(byte)]) }
    return String(text)
  }
}
