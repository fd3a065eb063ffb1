/// Texts as JSON, of which this module writes more than it can hold as a value.
enum JSONText {
  /// A text in quotes.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\t": out += "\\t"
      case "\r": out += "\\r"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// An attribute's value; `null` for a number that is not finite.
  static func value(_ value: ResultsAttribute) -> String {
    switch value {
    case .string(let text): quoted(text)
    case .integer(let number): String(number)
    case .double(let number): number.isFinite ? "\(number)" : "null"
    }
  }

  /// Attributes as an object with sorted keys.
  static func object(_ attributes: [String: ResultsAttribute]) -> String {
    let pairs = attributes.sorted { $0.key < $1.key }.map { quoted($0) + ":" + value($1) }
    return "{" + pairs.joined(separator: ",") + "}"
  }
}
