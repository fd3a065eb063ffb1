import Foundation

extension JSONScan {
  /// Whether the bytes of a range are those of a text.
  @inline(__always)
  func matches(_ range: Range<Int>, _ text: [UInt8]) -> Bool {
    range.count == text.count
      && text.withUnsafeBufferPointer {
        memcmp(bytes + range.lowerBound, $0.baseAddress ?? bytes, text.count) == 0
      }
  }

  /// The text of a range between quotes, its escapes resolved; `nil` for half of a surrogate pair.
  func string(_ range: Range<Int>) -> String? {
    let content = UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count)
    guard memchr(bytes + range.lowerBound, 0x5C, range.count) != nil else {
      return String(decoding: content, as: UTF8.self)
    }
    var out: [UInt8] = []
    out.reserveCapacity(range.count)
    var i = range.lowerBound
    while i < range.upperBound {
      guard bytes[i] == UInt8(ascii: "\\") else {
        out.append(bytes[i])
        i += 1
        continue
      }
      guard let (scalar, length) = escape(at: i, end: range.upperBound) else { return nil }
      UTF8.encode(scalar).map { out.append(contentsOf: $0) }
      i += length
    }
    return String(decoding: out, as: UTF8.self)
  }

  private func escape(at i: Int, end: Int) -> (Unicode.Scalar, length: Int)? {
    switch bytes[i + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      let unit = unit(at: i + 2)
      if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
      guard unit < 0xDC00, i + 12 <= end, bytes[i + 6] == UInt8(ascii: "\\"),
        bytes[i + 7] == UInt8(ascii: "u")
      else { return nil }
      let second = self.unit(at: i + 8)
      guard (0xDC00..<0xE000).contains(second) else { return nil }
      return Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00)).map { ($0, 12) }
    default: return (Unicode.Scalar(bytes[i + 1]), 2)
    }
  }

  /// Four hexadecimal digits, which `text()` has checked.
  private func unit(at i: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 << 4 | (Self.hexDigit(bytes[i + $1]) ?? 0) }
  }

  /// Steps over a value and gives what it says as far as a name or a verdict can be made of it.
  ///
  /// - Returns: `nil` if the bytes are not JSON, and for half of a surrogate pair.
  mutating func field(depth: Int = 0) -> JSONField? {
    skipBlanks()
    switch byte {
    case UInt8(ascii: "\""): return text().flatMap { string($0) }.map { .text($0) }
    case UInt8(ascii: "t"): return value().map { _ in .bool(true) }
    case UInt8(ascii: "f"): return value().map { _ in .bool(false) }
    case UInt8(ascii: "n"): return value().map { _ in .null }
    case UInt8(ascii: "{"): return value().map { _ in .object }
    case UInt8(ascii: "["):
      guard depth < 2 else { return value().map { _ in .object } }
      var list: [JSONField] = []
      let isWhole = elements { scan in
        guard let element = scan.field(depth: depth + 1) else { return false }
        list.append(element)
        return true
      }
      return isWhole ? .list(list) : nil
    default:
      let start = position
      return number() ? Self.number(bytes, start..<position) : nil
    }
  }

  private static func number(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> JSONField? {
    // The usual verdicts, without going through text.
    if range.count == 1 { return .digit[Int(bytes[range.lowerBound] & 15)] }
    let text = String(
      decoding: UnsafeBufferPointer(start: bytes + range.lowerBound, count: range.count),
      as: UTF8.self)
    if let whole = Int(text) { return .number(Double(whole), digits: "\(whole)") }
    if let whole = UInt64(text) { return .number(Double(whole), digits: text) }
    switch text {
    case "NaN": return .number(.nan, digits: nil)
    case "Infinity": return .number(.infinity, digits: nil)
    case "-Infinity": return .number(-.infinity, digits: nil)
    default: break
    }
    guard let value = Double(text), value.isFinite else { return nil }
    return .number(value, digits: Int(exactly: value).map { "\($0)" })
  }
}

extension JSONField {
  fileprivate static let digit = (0..<10).map { JSONField.number(Double($0), digits: "\($0)") }
}

/// Picks the values of some keys out of lines of JSON objects.
struct JSONPicker: Sendable {
  /// The keys; `a.b` is the member `b` of the member `a` where no key is called `a.b`.
  let keys: [String]
  private let names: [[UInt8]]
  private let paths: [[[UInt8]]]

  init(_ keys: [String]) {
    self.keys = keys
    names = keys.map { Array($0.utf8) }
    paths = keys.map { key in
      let parts = key.split(separator: ".", omittingEmptySubsequences: false)
      return parts.count > 1 ? parts.map { Array($0.utf8) } : []
    }
  }

  /// Fills `values` with the values of the keys in a line, `nil` where a key is not there.
  ///
  /// - Returns: `false` if the line is not one JSON object, or has escapes in its keys: then another
  ///   decoder must say what it is.
  func pick(_ line: UnsafeBufferPointer<UInt8>, into values: inout [JSONField?]) -> Bool {
    for i in values.indices { values[i] = nil }
    var scan = JSONScan(line)
    return fill(&scan, &values) && scan.isAtEnd()
  }

  /// The same for an object at the position of a scan.
  func fill(_ scan: inout JSONScan, _ values: inout [JSONField?]) -> Bool {
    scan.members { scan, key in
      guard memchr(scan.bytes + key.lowerBound, 0x5C, key.count) == nil else { return false }
      if let i = names.firstIndex(where: { scan.matches(key, $0) }) {
        guard let field = scan.field() else { return false }
        values[i] = field
        return true
      }
      let start = scan.position
      guard let range = scan.value() else { return false }
      for i in paths.indices where !paths[i].isEmpty && scan.matches(key, paths[i][0]) {
        guard values[i] == nil, scan.bytes[start] == UInt8(ascii: "{") else { continue }
        let inner = JSONScan(bytes: scan.bytes, range: start..<range.upperBound)
        guard let found = Self.descend(inner, paths[i].dropFirst()) else { return false }
        values[i] = found
      }
      return true
    }
  }

  /// The value at a path within an object; the inner `nil` says that it is not there.
  private static func descend(_ scan: JSONScan, _ path: ArraySlice<[UInt8]>) -> JSONField?? {
    guard let name = path.first else { return .some(nil) }
    var scan = scan
    guard scan.byte == UInt8(ascii: "{") else { return .some(nil) }
    var found: JSONField?
    let isWhole = scan.members { scan, key in
      guard scan.matches(key, name) else { return scan.value() != nil }
      guard path.count > 1 else {
        guard let field = scan.field() else { return false }
        found = field
        return true
      }
      let start = scan.position
      guard let range = scan.value() else { return false }
      let inner = JSONScan(bytes: scan.bytes, range: start..<range.upperBound)
      guard let deeper = descend(inner, path.dropFirst()) else { return false }
      found = deeper
      return true
    }
    return isWhole ? .some(found) : nil
  }
}
