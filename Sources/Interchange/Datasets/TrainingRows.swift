import Foundation
import Support
import Tasks

/// One line of a file of rows: its columns, and where it stands, for messages.
struct RowLine {
  let path: String
  let number: Int
  let columns: [String: JSONValue]
  /// What the row is expected to be, such as `gsm8k`.
  let type: String
  /// The columns that it needs, for messages.
  let expected: [String]

  /// A column that must be there.
  func required(_ column: String) throws -> JSONValue {
    if let value = columns[column] { return value }
    throw missing(column)
  }

  /// The error for a column that is missing.
  func missing(_ column: String) -> InterchangeError {
    let found = columns.keys.sorted().prefix(12).map(Excerpt.of).joined(separator: ", ")
    return malformed(
      "the column '\(column)' is missing; expected \(type) rows "
        + "(\(expected.joined(separator: ", "))); found \(found.isEmpty ? "none" : found)")
  }

  /// An error of this line.
  func malformed(_ reason: String) -> InterchangeError {
    .malformed(path: path, line: number, reason: reason)
  }

  /// The error for a value of the wrong kind.
  func bad(_ column: String, _ value: JSONValue, _ expected: String) -> InterchangeError {
    .badValue(
      path: path, line: number, key: column, found: value.described, expected: expected)
  }

  /// A column that must be a text.
  func text(_ column: String) throws -> String {
    let value = try required(column)
    guard case .text(let text) = value else { throw bad(column, value, "a text") }
    return text
  }

  /// A value that must be a list of messages.
  func messages(_ column: String, _ value: JSONValue) throws -> [Message] {
    let expected = "a list of messages with a role and a content, both texts"
    guard case .list(let elements) = value, !elements.isEmpty else {
      throw bad(column, value, expected)
    }
    return try elements.enumerated().map { index, element in
      guard case .object(let message) = element, case .text(let role)? = message["role"],
        case .text(let content)? = message["content"]
      else { throw bad("\(column)[\(index)]", element, expected) }
      return Message(role: role, content: content)
    }
  }
}

/// Files with one JSON object a line, read whole.
enum RowFile {
  /// The objects of a file, with their lines.
  ///
  /// - Throws: `InterchangeError` for Parquet, a compressed file, an empty one, and the first line that is no
  ///   object; `SupportError.file` if the file cannot be read.
  static func read(_ path: String) throws -> [(columns: [String: JSONValue], line: Int)] {
    try requireLines(path)
    let decoder = JSONLineDecoder(path: path)
    var rows: [(columns: [String: JSONValue], line: Int)] = []
    try JSONLines.forEachLine(of: path) { line, number in
      if let columns = try decoder.decode([String: JSONValue].self, line, number) {
        rows.append((columns, number))
      }
    }
    guard !rows.isEmpty else {
      throw InterchangeError.malformed(
        path: path, line: 1, reason: "the file has no rows; expected one JSON object a line")
    }
    return rows
  }

  /// Refuses what is no text, by its first bytes.
  private static func requireLines(_ path: String) throws {
    _ = try AtomicFile.requireFile(path)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw SupportError.file(action: "read", path: path, reason: "permission denied")
    }
    defer { try? handle.close() }
    let head = try handle.read(upToCount: 4) ?? Data()
    if head.starts(with: Data("PAR1".utf8)) {
      throw InterchangeError.malformed(
        path: path, line: 1,
        reason: "this is Parquet, which is not read; convert it: python3 -c \"import pandas; "
          + "pandas.read_parquet('\(path)').to_json('rows.jsonl', orient='records', lines=True)\"")
    }
    if head.starts(with: [0x1F, 0x8B]) {
      throw InterchangeError.malformed(
        path: path, line: 1,
        reason: "this is compressed with gzip; unpack it first: gunzip --keep \(path)")
    }
  }

  /// Writes objects, one a line, with sorted keys.
  ///
  /// - Throws: `SupportError.file` if the file cannot be written.
  static func write(_ rows: some Sequence<[String: JSONValue]>, to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var data = Data()
    for row in rows {
      data += try encoder.encode(row)
      data.append(10)
    }
    try AtomicFile.write(data, to: path)
  }
}

extension JSONValue {
  /// Messages as a list of objects.
  init(_ messages: [Message]) {
    self = .list(
      messages.map { .object(["role": .text($0.role), "content": .text($0.content)]) })
  }
}
