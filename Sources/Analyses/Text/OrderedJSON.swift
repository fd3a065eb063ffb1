import Foundation

/// A JSON value whose members keep their order: objects take a line a member, everything within a list of
/// numbers one line.
indirect enum OrderedJSON {
  case null
  case number(Double)
  case integer(Int)
  case text(String)
  case flag(Bool)
  /// A list on one line.
  case row([OrderedJSON])
  /// A list with one element a line.
  case list([OrderedJSON])
  case object([(String, OrderedJSON)])

  /// A number, or null.
  static func optional(_ value: Double?) -> OrderedJSON { value.map { .number($0) } ?? .null }
  /// Numbers on one line; what is missing is null.
  static func numbers(_ values: [Double?]) -> OrderedJSON { .row(values.map { .optional($0) }) }
  /// Whole numbers on one line.
  static func integers(_ values: [Int]) -> OrderedJSON { .row(values.map { .integer($0) }) }

  /// The value as text, its first line without indentation.
  func text(indent: String = "") -> String {
    switch self {
    case .null: return "null"
    case .number(let value): return value.isFinite ? "\(value)" : "null"
    case .integer(let value): return "\(value)"
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

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case _ where scalar.value < 0x20: out += String(format: "\\u%04x", scalar.value)
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
