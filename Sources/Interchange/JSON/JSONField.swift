import Foundation

/// A value in a line of JSON, as far as it can be a name or a verdict.
enum JSONField: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  /// A number, and its digits if it is whole and exact.
  case number(Double, digits: String?)
  case text(String)
  case list([JSONField])
  /// Anything else: an object, or a list within a list.
  case object

  init(from decoder: any Decoder) throws {
    if let values = try? decoder.singleValueContainer() {
      if values.decodeNil() {
        self = .null
        return
      }
      if let value = try? values.decode(Bool.self) {
        self = .bool(value)
        return
      }
      if let value = try? values.decode(Double.self) {
        let digits =
          (try? values.decode(Int.self)).map { String($0) }
          ?? (try? values.decode(UInt64.self)).map { String($0) }
        self = .number(value, digits: digits)
        return
      }
      if let value = try? values.decode(String.self) {
        self = .text(value)
        return
      }
    }
    // No verdict lies deeper than a list in a key of the line; a limit bounds the stack.
    guard decoder.codingPath.count < 3, var elements = try? decoder.unkeyedContainer() else {
      self = .object
      return
    }
    var list: [JSONField] = []
    while !elements.isAtEnd { list.append(try elements.decode(JSONField.self)) }
    self = .list(list)
  }

  /// The value as the name of a problem: a text that is not blank, or a whole number.
  var name: String? {
    switch self {
    case .text(let text): text.allSatisfy(\.isWhitespace) ? nil : text
    case .number(_, let digits): digits
    default: nil
    }
  }

  /// The verdict on one sample: true or false, 1 or 0.
  var verdict: Bool? {
    switch self {
    case .bool(let value): value
    case .number(0, _): false
    case .number(1, _): true
    default: nil
    }
  }

  /// The value in words, for a message.
  var described: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value, let digits): digits ?? "\(value)"
    case .text(let text): "the text '\(Excerpt.of(text))'"
    case .list(let values): values.isEmpty ? "an empty list" : "a list"
    case .object: "an object or a nested list"
    }
  }
}

/// A key of any name.
struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension KeyedDecodingContainer where Key == AnyKey {
  /// The value of a key; `nil` if it is not there, `.null` if it is null.
  func field(_ name: String) throws -> JSONField? {
    let key = AnyKey(stringValue: name)
    return contains(key) ? try decode(JSONField.self, forKey: key) : nil
  }
}

/// Decodes lines of JSON and says in one line why one cannot be decoded.
struct JSONLineDecoder {
  let path: String
  private let strict = JSONDecoder()
  private let lenient = JSONDecoder()

  init(path: String) {
    self.path = path
    lenient.allowsJSON5 = true
  }

  /// The value of a line; `nil` for a line of blanks.
  func decode<Row: Decodable>(
    _ type: Row.Type, _ line: Data, _ number: Int
  ) throws(InterchangeError) -> Row? {
    var line = line
    if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
    if line.allSatisfy({ $0 == 32 || $0 == 9 }) { return nil }
    // The decoder guesses UTF-16 and UTF-32 from zero bytes.
    let hasZero = line.withUnsafeBytes { $0.contains(0) }
    guard !hasZero, String(validating: line, as: UTF8.self) != nil else {
      throw malformed(number, "the line is not UTF-8 text; expected one JSON object")
    }
    do {
      do {
        return try strict.decode(type, from: Data(line))
      } catch DecodingError.dataCorrupted where Self.hasPythonNumbers(line) {
        return try lenient.decode(type, from: Data(line))
      }
    } catch {
      let beginning = Excerpt.of(String(decoding: line.prefix(80), as: UTF8.self))
      throw malformed(
        number, "\(Self.reason(error)): \(beginning); expected one JSON object a line")
    }
  }

  private func malformed(_ line: Int, _ reason: String) -> InterchangeError {
    .malformed(path: path, line: line, reason: reason)
  }

  /// Python's `json` writes NaN and Infinity, which JSON does not have.
  private static func hasPythonNumbers(_ line: Data) -> Bool {
    line.range(of: Data("NaN".utf8)) != nil || line.range(of: Data("Infinity".utf8)) != nil
  }

  private static func reason(_ error: any Error) -> String {
    if case DecodingError.dataCorrupted = error { return "the line is not valid JSON" }
    return "the line is not a JSON object"
  }
}
