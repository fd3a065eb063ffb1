import Foundation

/// Goes over the records of a CSV in raw bytes; only the fields that are asked for are decoded.
///
/// Quotes may hold commas, line breaks and doubled quotes, a byte order mark is skipped, blank lines between records are
/// no records, and a line break within quotes is a line feed. A first line that names the delimiter, `sep=;`, is no record either.
///
/// - Source: RFC 4180, section 2.
/// - Deviation: records may end with a bare line feed; blank lines are no records.
struct CSVScan {
  /// Where a field is, without its quotes.
  struct Field {
    let range: Range<Int>
    let isQuoted: Bool
  }

  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var position: Int
  private var line = 1
  private let path: String
  private let delimiter: UInt8

  /// A scan of some bytes, which must not be empty.
  init?(
    _ bytes: UnsafeBufferPointer<UInt8>, path: String, delimiter: UInt8 = UInt8(ascii: ",")
  ) {
    guard let base = bytes.baseAddress, bytes.count > 0 else { return nil }
    self.base = base
    end = bytes.count
    self.path = path
    self.delimiter = delimiter
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let declaration = Array("sep=".utf8) + [delimiter]
    if let lineEnd = bytes.firstIndex(of: 10), bytes[position..<lineEnd].starts(with: declaration),
      lineEnd - position - declaration.count <= (bytes[lineEnd - 1] == 13 ? 1 : 0)
    {
      position = lineEnd + 1
      line = 2
    }
  }

  /// The next record's fields; its first line, or `nil` at the end.
  ///
  /// After an error the scan goes on with the next line.
  mutating func next(_ fields: inout [Field]) throws(InterchangeError) -> Int? {
    skipBlankLines()
    guard position < end else { return nil }
    let first = line
    fields.removeAll(keepingCapacity: true)
    while true {
      if position < end, base[position] == UInt8(ascii: "\"") {
        fields.append(try quoted(first))
      } else {
        fields.append(try plain(first))
      }
      if position < end, base[position] == delimiter {
        position += 1
        continue
      }
      // A record ends with a line feed, perhaps after a carriage return, or with the file.
      if position < end, base[position] == 13 { position += 1 }
      guard position == end || base[position] == 10 else {
        throw failure(
          first, "there is text after a closing quote; expected a comma, or a quote doubled as \"\""
        )
      }
      position = min(end, position + 1)
      line += 1
      return first
    }
  }

  /// The bytes of a field, without its quotes.
  func bytes(_ field: Field) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: base + field.range.lowerBound, count: field.range.count)
  }

  /// The whole number that a field of nothing but digits and spaces holds; `nil` for any other.
  func wholeNumber(_ field: Field) -> Int? {
    var value = 0
    var digits = 0
    var isOver = false
    for byte in bytes(field) {
      switch byte {
      case 0x30...0x39 where !isOver && digits < 18:
        value = value * 10 + Int(byte - 0x30)
        digits += 1
      case 0x20, 0x09: isOver = digits > 0
      default: return nil
      }
    }
    return digits > 0 ? value : nil
  }

  /// The text of a field.
  func text(_ field: Field, line: Int) throws(InterchangeError) -> String {
    guard let text = String(validating: bytes(field), as: UTF8.self) else {
      throw .malformed(
        path: path, line: line, reason: "a field is not UTF-8 text; save the file as UTF-8")
    }
    return field.isQuoted
      ? text.replacingOccurrences(of: "\"\"", with: "\"")
        .replacingOccurrences(of: "\r\n", with: "\n") : text
  }

  private mutating func skipBlankLines() {
    while position < end {
      var next = position
      while next < end, base[next] == 32 || base[next] == 9 || base[next] == 13 { next += 1 }
      guard next == end || base[next] == 10 else { return }
      position = min(end, next + 1)
      line += 1
    }
  }

  private mutating func quoted(_ first: Int) throws(InterchangeError) -> Field {
    let start = position + 1
    var from = start
    while let found = memchr(base + from, 0x22, end - from) {
      let quote = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      if quote + 1 < end, base[quote + 1] == UInt8(ascii: "\"") {
        from = quote + 2
        continue
      }
      line += lineFeeds(start, quote)
      position = quote + 1
      return Field(range: start..<quote, isQuoted: true)
    }
    position = end
    throw .malformed(
      path: path, line: first, reason: "a quote is opened and never closed; expected a '\"'")
  }

  private mutating func plain(_ first: Int) throws(InterchangeError) -> Field {
    let start = position
    while position < end {
      let byte = base[position]
      if byte == delimiter || byte == 10 { break }
      if byte == UInt8(ascii: "\"") {
        throw failure(
          first,
          "there is a quote within a field; put the field in quotes and double the quote as \"\"")
      }
      position += 1
    }
    // The carriage return of a line end is no part of the field.
    let isEnd = position == end || base[position] == 10
    let stop = isEnd && position > start && base[position - 1] == 13 ? position - 1 : position
    return Field(range: start..<stop, isQuoted: false)
  }

  /// Leaves the line on which the scan is.
  private mutating func failure(_ first: Int, _ reason: String) -> InterchangeError {
    if position < end, let found = memchr(base + position, 10, end - position) {
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    } else {
      position = end
    }
    line += 1
    return .malformed(path: path, line: first, reason: reason)
  }

  private func lineFeeds(_ start: Int, _ stop: Int) -> Int {
    var (count, from) = (0, start)
    while from < stop, let found = memchr(base + from, 10, stop - from) {
      count += 1
      from = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }
    return count
  }
}
