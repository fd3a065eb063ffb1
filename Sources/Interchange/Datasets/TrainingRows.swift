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
    let expected =
      "a list of messages with a role and a content, which is a text or a list of parts of type text"
    guard case .list(let elements) = value, !elements.isEmpty else {
      throw bad(column, value, expected)
    }
    return try elements.enumerated().map { index, element in
      guard case .object(let message) = element, case .text(let role)? = message["role"],
        let content = message["content"].flatMap(Self.content)
      else { throw bad("\(column)[\(index)]", element, expected) }
      return Message(role: role, content: content)
    }
  }

  /// A prompt: a text, which is a user's message, or a list of messages.
  func conversation(_ column: String, _ value: JSONValue) throws -> [Message] {
    switch value {
    case .text(let text): return [Message(role: "user", content: text)]
    case .list: return try messages(column, value)
    default: throw bad(column, value, "a text or a list of messages")
    }
  }

  /// The text of a content: a text, or parts of type text one after the other; `nil` if there is anything else in it.
  private static func content(_ value: JSONValue) -> String? {
    if case .text(let text) = value { return text }
    guard case .list(let parts) = value, !parts.isEmpty else { return nil }
    var text = ""
    for part in parts {
      guard case .object(let members) = part, members["type"] == .text("text"),
        case .text(let piece)? = members["text"]
      else { return nil }
      text += piece
    }
    return text
  }
}

/// Files with one JSON object a line, read whole.
enum RowFile {
  /// The objects of a file, with their lines.
  ///
  /// One JSON object a line, or one array of objects, also packed by gzip or zstd, or `-` for standard input. The line of an object in an array is
  /// its number, from 1.
  ///
  /// - Parameter names: columns that are called otherwise in the file, by the names that a row is read by.
  /// - Throws: `InterchangeError` for Parquet, an empty file, a column that is not there, and the first line that is no
  ///   object; `SupportError.file` if the file cannot be read.
  static func read(
    _ path: String, names: [String: String] = [:]
  ) throws -> [(columns: [String: JSONValue], line: Int)] {
    let file = path
    let path = InputFile.name(file)
    let rows = try InputFile.plain(file) { plain in
      try requireText(plain, path)
      return try SampleFormat.isJSONArray(plain) ? array(plain, path) : lines(plain, path)
    }
    guard !rows.isEmpty else {
      throw InterchangeError.malformed(
        path: path, line: 1, reason: "the file has no rows; expected one JSON object a line")
    }
    guard !names.isEmpty else { return rows }
    return try rows.map { columns, line in
      var renamed = columns
      for (name, column) in names.sorted(by: { $0.key < $1.key }) {
        guard let value = columns[column] else {
          throw InterchangeError.missingKey(
            path: path, line: line, key: column, found: columns.keys.sorted())
        }
        renamed[column] = names.keys.contains(column) ? renamed[column] : nil
        renamed[name] = value
      }
      return (renamed, line)
    }
  }

  private static func lines(
    _ plain: String, _ path: String
  ) throws -> [(columns: [String: JSONValue], line: Int)] {
    let decoder = JSONLineDecoder(path: path)
    var rows: [(columns: [String: JSONValue], line: Int)] = []
    try JSONLines.forEachLine(of: plain) { line, number in
      if let columns = try decoder.decode([String: JSONValue].self, line, number) {
        rows.append((columns, number))
      }
    }
    return rows
  }

  private static func array(
    _ plain: String, _ path: String
  ) throws -> [(columns: [String: JSONValue], line: Int)] {
    let values: [JSONValue]
    do {
      values = try JSONDecoder().decode([JSONValue].self, from: AtomicFile.read(plain))
    } catch is DecodingError {
      throw InterchangeError.malformed(
        path: path, line: 1, reason: "the array is not valid JSON; expected one of objects")
    }
    return try values.enumerated().map { index, value in
      guard case .object(let columns) = value else {
        throw InterchangeError.malformed(
          path: path, line: 1,
          reason: "the array is not one of objects: its element \(index + 1) is "
            + "\(value.described); expected one object a row")
      }
      return (columns, index + 1)
    }
  }

  /// Refuses what is no text, by its first bytes.
  private static func requireText(_ plain: String, _ path: String) throws {
    _ = try AtomicFile.requireFile(plain)
    guard let handle = FileHandle(forReadingAtPath: plain) else {
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
