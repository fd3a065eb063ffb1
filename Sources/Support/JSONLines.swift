import Foundation

/// Reads and writes files with one JSON value a line.
public enum JSONLines {
  /// Calls `body` with each non-empty line and its number from 1, streaming, in constant memory.
  ///
  /// - Throws: `SupportError.file` if the file cannot be read; whatever `body` throws.
  public static func forEachLine(
    of path: String, _ body: (_ line: Data, _ number: Int) throws -> Void
  ) throws {
    let size = try AtomicFile.requireFile(path)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw SupportError.file(action: "read", path: path, reason: "permission denied")
    }
    defer { try? handle.close() }
    var number = 0
    var rest = Data()
    func emit(_ line: Data) throws {
      number += 1
      let line = line.last == 13 ? line.dropLast() : line
      if !line.isEmpty { try body(Data(line), number) }
    }
    while let chunk = try handle.read(upToCount: 1 << 20), !chunk.isEmpty {
      var start = 0
      for end in newlines(in: chunk) {
        let piece = chunk[chunk.startIndex + start..<chunk.startIndex + end]
        try emit(rest.isEmpty ? piece : rest + piece)
        rest = Data()
        start = end + 1
      }
      rest.append(chunk[(chunk.startIndex + start)...])
    }
    if !rest.isEmpty { try emit(rest) }
    Details.read(path, bytes: size)
  }

  /// The offsets of the newlines in some bytes.
  private static func newlines(in data: Data) -> [Int] {
    data.withUnsafeBytes { bytes -> [Int] in
      guard let base = bytes.baseAddress else { return [] }
      var offsets: [Int] = []
      var start = 0
      while let found = memchr(base + start, 10, bytes.count - start) {
        offsets.append(UnsafeRawPointer(found) - base)
        start = offsets[offsets.count - 1] + 1
        if start == bytes.count { break }
      }
      return offsets
    }
  }

  /// Decodes every line of a file.
  ///
  /// - Throws: `SupportError.line` with the number of the line that does not decode.
  public static func read<Row: Decodable>(_ type: Row.Type, from path: String) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    var rows: [Row] = []
    try forEachLine(of: path) { line, number in
      do {
        rows.append(try decoder.decode(type, from: line))
      } catch {
        throw SupportError.line(path: path, number: number, reason: describe(error))
      }
    }
    return rows
  }

  /// One row as a line of JSON with sorted snake_case keys and a final newline.
  public static func line<Row: Encodable>(_ row: Row) throws -> Data {
    var data = try encoder.encode(row)
    data.append(10)
    return data
  }

  /// A decoding error in words.
  ///
  /// - Parameter snakeCase: whether the file spells keys so, and the decoder has converted them.
  public static func describe(_ error: any Error, snakeCase: Bool = false) -> String {
    guard let error = error as? DecodingError else { return "\(error)" }
    func spelled(_ key: any CodingKey) -> String {
      guard snakeCase else { return key.stringValue }
      return key.stringValue.map { $0.isUppercase ? "_" + $0.lowercased() : String($0) }.joined()
    }
    switch error {
    case .keyNotFound(let key, _): return "the key '\(spelled(key))' is missing"
    case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
      let path = context.codingPath.map(spelled).joined(separator: ".")
      let kind =
        switch "\(type)" {
        case "Int", "Int32", "Int64": "a whole number"
        case "Double", "Float": "a number"
        case "String": "a text"
        case "Bool": "true or false"
        case let other where other.hasPrefix("Array"): "a list"
        case let other where other.hasPrefix("Dictionary"): "an object"
        default: "what it should be"
        }
      return "'\(path)' is not \(kind)"
    case .dataCorrupted(let context):
      return "not valid JSON: \(context.debugDescription)"
    @unknown default: return "\(error)"
    }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return encoder
  }
}
