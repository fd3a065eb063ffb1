import Foundation
import Support

/// Splits a file into records of comma-separated fields.
///
/// A field in quotes may contain commas, line breaks and doubled quotes. A byte order mark is skipped,
/// and so are blank lines between records. A line break within quotes is kept as a line feed.
///
/// - Source: RFC 4180, section 2.
/// - Deviation: records may end with a bare line feed; blank lines are no records.
enum CSVRecords {
  /// What separates the columns of a file: a comma, or where its first line has none a semicolon or a tab.
  static func delimiter(of path: String) throws -> UInt8 {
    guard let (line, _) = try SampleFormat.firstLine(path) else { return UInt8(ascii: ",") }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
    return candidates.first { line.contains($0) } ?? candidates[0]
  }

  /// Calls `body` with the fields of each record and the line on which it begins.
  static func forEach(
    of path: String, delimiter: UInt8 = UInt8(ascii: ","),
    _ body: (_ fields: [String], _ line: Int) throws -> Void
  ) throws {
    var parser = CSVParser(path: path, delimiter: delimiter)
    try JSONLines.forEachLine(of: path) { line, number in
      if let fields = try parser.feed(line, number) { try body(fields, parser.firstLine) }
    }
    try parser.finish()
  }
}

/// The state between two lines of a CSV.
private struct CSVParser {
  private enum State {
    case start, plain, quoted, closed
  }

  let path: String
  private(set) var firstLine = 0
  private var lastLine = 0
  private var state = State.start
  private var fields: [String] = []
  private var field: [UInt8] = []

  private let delimiter: UInt8

  init(path: String, delimiter: UInt8) {
    self.path = path
    self.delimiter = delimiter
  }

  /// Takes a line without its end; gives a record if one ends here.
  mutating func feed(_ line: Data, _ number: Int) throws -> [String]? {
    // An array is many times faster to go through than Data.
    var bytes = [UInt8](line)[...]
    if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if state == .quoted {
      // Empty lines are not passed on, but their number is.
      field.append(contentsOf: repeatElement(10, count: number - lastLine))
    } else {
      if bytes.allSatisfy({ $0 == 32 || $0 == 9 }) { return nil }
      firstLine = number
    }
    lastLine = number
    for byte in bytes { try take(byte) }
    if state == .quoted { return nil }
    try endField()
    defer { fields = [] }
    return fields
  }

  func finish() throws {
    if state == .quoted { throw malformed("a quote is opened and never closed; expected a '\"'") }
  }

  private mutating func take(_ byte: UInt8) throws {
    switch (state, byte) {
    case (.quoted, UInt8(ascii: "\"")): state = .closed
    case (.quoted, _): field.append(byte)
    case (_, delimiter): try endField()
    case (.start, UInt8(ascii: "\"")): state = .quoted
    case (.closed, UInt8(ascii: "\"")):
      field.append(byte)
      state = .quoted
    case (.closed, _):
      throw malformed(
        "there is text after a closing quote; expected a comma, or a quote doubled as \"\"")
    case (_, UInt8(ascii: "\"")):
      throw malformed(
        "there is a quote within a field; put the field in quotes and double the quote as \"\"")
    default:
      field.append(byte)
      state = .plain
    }
  }

  private mutating func endField() throws {
    guard let text = String(validating: field, as: UTF8.self) else {
      throw malformed("a field is not UTF-8 text; save the file as UTF-8")
    }
    fields.append(text)
    field = []
    state = .start
  }

  private func malformed(_ reason: String) -> InterchangeError {
    .malformed(path: path, line: firstLine, reason: reason)
  }
}
