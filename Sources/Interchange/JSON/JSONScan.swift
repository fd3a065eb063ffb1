import Foundation

/// Goes over JSON in raw bytes and looks at no more of it than is asked for.
///
/// Texts are skipped eight bytes at a time and never copied. What it accepts is JSON (RFC 8259, valid
/// UTF-8), and Python's `NaN`, `Infinity` and `-Infinity`; nesting is bounded by 64. Every step gives
/// `false` or `nil` where the bytes are anything else, and the caller decides what to say of them.
struct JSONScan {
  let bytes: UnsafePointer<UInt8>
  let end: Int
  private(set) var position: Int

  /// A scan that begins at an offset of some bytes.
  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
    self.init(bytes: bytes.baseAddress ?? Self.nothing, range: position..<bytes.count)
  }

  init(bytes: UnsafePointer<UInt8>, range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  // An empty buffer may have no address, and no byte of it is ever read.
  private static var nothing: UnsafePointer<UInt8> { UnsafePointer(bitPattern: 1)! }

  /// The byte at the position; 0, which is never valid, at the end.
  var byte: UInt8 { position < end ? bytes[position] : 0 }

  /// Steps over spaces, tabs and line ends.
  @inline(__always)
  mutating func skipBlanks() {
    while position < end, bytes[position] <= 32,
      bytes[position] == 32 || bytes[position] == 10 || bytes[position] == 13
        || bytes[position] == 9
    {
      position += 1
    }
  }

  /// Steps over one byte if it is the one expected.
  @inline(__always)
  mutating func take(_ expected: UInt8) -> Bool {
    guard position < end, bytes[position] == expected else { return false }
    position += 1
    return true
  }

  /// Whether nothing but blanks is left.
  mutating func isAtEnd() -> Bool {
    skipBlanks()
    return position == end
  }
}

// MARK: - Texts, numbers and words

extension JSONScan {
  /// Steps over a text; the range without its quotes.
  mutating func text() -> Range<Int>? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    let start = position
    while true {
      while position + 8 <= end {
        let special = Self.specials(
          UnsafeRawPointer(bytes + position).loadUnaligned(as: UInt64.self).littleEndian)
        guard special == 0 else {
          position += special.trailingZeroBitCount >> 3
          break
        }
        position += 8
      }
      guard position < end else { return nil }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return start..<position - 1
      case UInt8(ascii: "\\"): guard skipEscape() else { return nil }
      case 0..<32: return nil
      case 128...: guard skipUTF8() else { return nil }
      default: position += 1
      }
    }
  }

  /// Bit 7 of the bytes that end a run of plain text: quotes, backslashes, control characters and bytes
  /// beyond ASCII. The lowest bit that is set is always right; higher ones may not be.
  @inline(__always)
  private static func specials(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let found =
      ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
      | word
    return found & (ones &* 0x80)
  }

  private mutating func skipEscape() -> Bool {
    position += 2
    guard position <= end else { return false }
    switch bytes[position - 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      guard position + 4 <= end else { return false }
      for i in 0..<4 where Self.hexDigit(bytes[position + i]) == nil { return false }
      position += 4
      return true
    default: return false
    }
  }

  static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 48...57: UInt32(byte) - 48
    case 65...70: UInt32(byte) - 55
    case 97...102: UInt32(byte) - 87
    default: nil
    }
  }

  /// Steps over one character beyond ASCII, in the shortest form and no surrogate (Unicode, table 3-7).
  private mutating func skipUTF8() -> Bool {
    let lead = bytes[position]
    let (length, low, high): (Int, UInt8, UInt8) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xE1...0xEF: (3, 0x80, 0xBF)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (0, 0, 0)
      }
    guard length > 0, position + length <= end, bytes[position + 1] >= low,
      bytes[position + 1] <= high
    else { return false }
    for i in 2..<max(2, length) where bytes[position + i] & 0xC0 != 0x80 { return false }
    position += length
    return true
  }

  /// Steps over a number, or one of Python's names for what is none.
  mutating func number() -> Bool {
    let isNegative = take(UInt8(ascii: "-"))
    if byte == UInt8(ascii: "I") { return word("Infinity") }
    if byte == UInt8(ascii: "N") { return !isNegative && word("NaN") }
    if !take(UInt8(ascii: "0")) { guard skipDigits() else { return false } }
    if take(UInt8(ascii: ".")) { guard skipDigits() else { return false } }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      _ = take(UInt8(ascii: "+")) || take(UInt8(ascii: "-"))
      return skipDigits()
    }
    return true
  }

  private mutating func skipDigits() -> Bool {
    let start = position
    while position < end, bytes[position] >= 48, bytes[position] <= 57 { position += 1 }
    return position > start
  }

  private mutating func word(_ word: StaticString) -> Bool {
    guard position + word.utf8CodeUnitCount <= end,
      memcmp(bytes + position, word.utf8Start, word.utf8CodeUnitCount) == 0
    else { return false }
    position += word.utf8CodeUnitCount
    return true
  }
}

// MARK: - Values

extension JSONScan {
  /// Steps over a value of any kind; the range of its bytes.
  mutating func value() -> Range<Int>? {
    skipBlanks()
    let start = position
    // Bit d says whether the container at depth d is an object.
    var objects: UInt64 = 0
    var depth = 0
    while true {
      skipBlanks()
      switch byte {
      case UInt8(ascii: "\""): guard text() != nil else { return nil }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        let isObject = bytes[position] == UInt8(ascii: "{")
        position += 1
        skipBlanks()
        if take(UInt8(ascii: isObject ? "}" : "]")) { break }
        guard depth < 64, !isObject || key() != nil else { return nil }
        objects = isObject ? objects | 1 << UInt64(depth) : objects & ~(1 << UInt64(depth))
        depth += 1
        continue
      case UInt8(ascii: "t"): guard word("true") else { return nil }
      case UInt8(ascii: "f"): guard word("false") else { return nil }
      case UInt8(ascii: "n"): guard word("null") else { return nil }
      default: guard number() else { return nil }
      }
      guard let isInside = leave(&depth, objects) else { return nil }
      if !isInside { return start..<position }
    }
  }

  /// After a value: steps over the ends of containers up to the next value; `false` if there is none.
  private mutating func leave(_ depth: inout Int, _ objects: UInt64) -> Bool? {
    while depth > 0 {
      skipBlanks()
      let isObject = objects >> UInt64(depth - 1) & 1 == 1
      if take(UInt8(ascii: ",")) {
        if isObject {
          skipBlanks()
          guard key() != nil else { return nil }
        }
        return true
      }
      guard take(UInt8(ascii: isObject ? "}" : "]")) else { return nil }
      depth -= 1
    }
    return false
  }

  /// Steps over a key and its colon; the range of the key without quotes.
  mutating func key() -> Range<Int>? {
    guard let range = text() else { return nil }
    skipBlanks()
    return take(UInt8(ascii: ":")) ? range : nil
  }

  /// Calls `body` at the value of each member of an object; `body` must step over it.
  ///
  /// - Returns: whether the object is whole, and `body` always gave true.
  mutating func members(_ body: (inout JSONScan, _ key: Range<Int>) -> Bool) -> Bool {
    skipBlanks()
    guard take(UInt8(ascii: "{")) else { return false }
    skipBlanks()
    if take(UInt8(ascii: "}")) { return true }
    while true {
      skipBlanks()
      guard let key = key() else { return false }
      skipBlanks()
      guard body(&self, key) else { return false }
      skipBlanks()
      if take(UInt8(ascii: "}")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }

  /// Calls `body` at each element of a list; `body` must step over it.
  mutating func elements(_ body: (inout JSONScan) -> Bool) -> Bool {
    skipBlanks()
    guard take(UInt8(ascii: "[")) else { return false }
    skipBlanks()
    if take(UInt8(ascii: "]")) { return true }
    while true {
      skipBlanks()
      guard body(&self) else { return false }
      skipBlanks()
      if take(UInt8(ascii: "]")) { return true }
      guard take(UInt8(ascii: ",")) else { return false }
    }
  }
}
