import Foundation
import Support

/// Reads JSON in one pass.
///
/// Foundation's reader makes dictionaries of strings that are compared canonically, which is slow for a vocabulary
/// and takes two different pieces for one.
///
/// - Source: RFC 8259. Nesting is limited, since a hostile file must not exhaust the stack.
struct JSONReader {
  private static let deepest = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private let path: String
  private var position = 0

  private init(bytes: UnsafeBufferPointer<UInt8>, path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// The value that a file holds.
  ///
  /// - Throws: `SupportError.file` or `TokenizersError.malformed`.
  static func read(_ path: String) throws -> JSONTree {
    try parse(AtomicFile.read(path), path: path)
  }

  /// The value that some bytes hold.
  ///
  /// - Throws: `TokenizersError.malformed` with the byte at which reading stopped.
  static func parse(_ data: Data, path: String) throws -> JSONTree {
    let bytes = Array(data)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw TokenizersError.malformed(path: path, reason: "it is not UTF-8 text")
    }
    return try bytes.withUnsafeBufferPointer { bytes in
      var reader = JSONReader(bytes: bytes, path: path)
      let value = try reader.value(depth: 0)
      reader.skipBlanks()
      guard reader.current == nil else { throw reader.error("the end of the file") }
      return value
    }
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func error(_ expected: String) -> TokenizersError {
    .malformed(path: path, reason: "\(expected) expected at byte \(position + 1) of the JSON")
  }

  private mutating func skipBlanks() {
    while let current, current == 0x20 || (0x09...0x0A).contains(current) || current == 0x0D {
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws -> JSONTree {
    guard depth <= Self.deepest else { throw error("at most \(Self.deepest) levels of nesting") }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try list(depth: depth)
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONTree) throws -> JSONTree {
    for index in 0..<word.utf8CodeUnitCount {
      guard current == word.utf8Start[index] else { throw error("'\(word)'") }
      position += 1
    }
    return value
  }

  private mutating func object(depth: Int) throws -> JSONTree {
    var members: [JSONTree.Member] = []
    position += 1
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw error("a name") }
      let key = try text()
      guard take(":") else { throw error("':'") }
      members.append(JSONTree.Member(key: key, value: try value(depth: depth + 1)))
    } while take(",")
    guard take("}") else { throw error("',' or '}'") }
    return .object(members)
  }

  private mutating func list(depth: Int) throws -> JSONTree {
    var values: [JSONTree] = []
    position += 1
    if take("]") { return .list([]) }
    repeat { values.append(try value(depth: depth + 1)) } while take(",")
    guard take("]") else { throw error("',' or ']'") }
    return .list(values)
  }

  private mutating func number() throws -> JSONTree {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
    if current == UInt8(ascii: ".") {
      position += 1
      try digits()
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func digits() throws {
    let start = position
    while let current, (0x30...0x39).contains(current) { position += 1 }
    guard position > start else { throw error("a value") }
  }

  private mutating func text() throws -> String {
    position += 1
    var out: [UInt8] = []
    var start = position
    while let byte = current, byte >= 0x20 {
      if byte == UInt8(ascii: "\"") {
        let rest = UnsafeBufferPointer(rebasing: bytes[start..<position])
        position += 1
        if out.isEmpty { return String(decoding: rest, as: UTF8.self) }
        return String(decoding: out + rest, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        out += bytes[start..<position]
        position += 1
        out += Array(String(try escape()).utf8)
        start = position
      } else {
        position += 1
      }
    }
    throw error("'\"'")
  }

  private mutating func escape() throws -> Unicode.Scalar {
    guard let kind = current else { throw error("an escape") }
    position += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = try codeUnit()
      if (0xD800..<0xDC00).contains(code) {
        _ = try word("\\u", .null)
        let low = try codeUnit()
        guard (0xDC00..<0xE000).contains(low) else { throw error("the rest of a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error("a code point") }
      return scalar
    default: throw error("an escape")
    }
  }

  private mutating func codeUnit() throws -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let current, let digit = Character(Unicode.Scalar(current)).hexDigitValue else {
        throw error("four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
