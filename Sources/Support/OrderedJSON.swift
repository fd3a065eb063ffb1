import Foundation

/// A JSON value whose members keep their order: objects take a line a member, everything within a list of
/// numbers one line.
///
/// Without `row`, the text is that of Python's `json.dumps(value, indent=2, ensure_ascii=False)`, and the line that of
/// `json.dumps(value, ensure_ascii=False)`.
package indirect enum OrderedJSON: Sendable {
  case null
  case number(Double)
  case integer(Int)
  /// The digits of a number.
  case digits(String)
  case text(String)
  case flag(Bool)
  /// A list on one line.
  case row([OrderedJSON])
  /// A list with one element a line.
  case list([OrderedJSON])
  case object([(String, OrderedJSON)])

  /// A number, or null.
  package static func optional(_ value: Double?) -> OrderedJSON {
    value.map { .number($0) } ?? .null
  }
  /// Numbers on one line; what is missing is null.
  package static func numbers(_ values: [Double?]) -> OrderedJSON {
    .row(values.map { .optional($0) })
  }
  /// A whole number that may be above those of `integer`.
  package static func unsigned(_ value: UInt64) -> OrderedJSON {
    Int(exactly: value).map { .integer($0) } ?? .digits("\(value)")
  }
  /// Whole numbers on one line.
  package static func integers(_ values: [Int]) -> OrderedJSON { .row(values.map { .integer($0) }) }

  /// The value as text, its first line without indentation.
  package func text(indent: String = "") -> String {
    switch self {
    case .null: return "null"
    case .number(let value): return value.isFinite ? "\(value)" : "null"
    case .integer(let value): return "\(value)"
    case .digits(let value): return value
    case .flag(let value): return "\(value)"
    case .text(let value): return Self.quoted(value)
    case .row(let values): return "[" + values.map { $0.text() }.joined(separator: ", ") + "]"
    case .list(let values):
      guard !values.isEmpty else { return "[]" }
      let lines = values.map { "\(indent)  " + $0.text(indent: indent + "  ") }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.map {
        "\(indent)  \(Self.quoted($0.0)): \($0.1.text(indent: indent + "  "))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  /// The value on one line.
  package func line() -> String {
    switch self {
    case .null, .number, .integer, .digits, .flag, .text: text()
    case .row(let values), .list(let values):
      "[" + values.map { $0.line() }.joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.0)): \($0.1.line())" }.joined(separator: ", ") + "}"
    }
  }

  /// A value, its members sorted by their names.
  package init(_ value: JSONValue) {
    self =
      switch value {
      case .null: .null
      case .bool(let flag): .flag(flag)
      case .integer(let number): .integer(number)
      case .number(let number): .number(number)
      case .text(let text): .text(text)
      case .list(let values): .list(values.map { OrderedJSON($0) })
      case .object(let members):
        .object(members.sorted { $0.key < $1.key }.map { ($0.key, OrderedJSON($0.value)) })
      }
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case _ where scalar.value < 0x20: out += String(format: "\\u%04x", scalar.value)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
