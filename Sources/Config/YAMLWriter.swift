/// Writes a tree as YAML that is the same text for the same tree.
enum YAMLWriter {
  /// Block style with two spaces; a list of scalars is one line.
  static func text(of tree: Tree) -> String {
    var out = ""
    write(tree, indent: 0, startsLine: true, into: &out)
    return out
  }

  /// Writes a value; `startsLine` if its first key or dash goes to where the text ends now.
  private static func write(_ tree: Tree, indent: Int, startsLine: Bool, into out: inout String) {
    let margin = String(repeating: " ", count: indent)
    switch tree.content {
    case .scalar(let scalar):
      out += (startsLine ? "" : " ") + word(scalar) + "\n"
    case .list(let elements) where elements.allSatisfy { $0.scalar != nil }:
      let words = elements.compactMap(\.scalar).map(word)
      out += (startsLine ? "" : " ") + "[\(words.joined(separator: ", "))]\n"
    case .list(let elements):
      if !startsLine { out += "\n" }
      for (i, element) in elements.enumerated() {
        out += (startsLine && i == 0 ? "" : margin) + "- "
        write(element, indent: indent + 2, startsLine: true, into: &out)
      }
    case .mapping(let members) where members.isEmpty:
      out += (startsLine ? "" : " ") + "{}\n"
    case .mapping(let members):
      if !startsLine { out += "\n" }
      for (i, member) in members.enumerated() {
        out += (startsLine && i == 0 ? "" : margin)
        out += word(Scalar(text: member.key, isQuoted: true)) + ":"
        write(member.value, indent: indent + 2, startsLine: false, into: &out)
      }
    }
  }

  private static func word(_ scalar: Scalar) -> String {
    !scalar.isQuoted || isPlain(scalar.text) ? scalar.text : quoted(scalar.text)
  }

  private static let reserved: Set<String> = [
    "null", "true", "false", "yes", "no", "on", "off", "y", "n",
  ]

  /// Whether a text means itself without quotes, for readers of YAML 1.1 as well.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, !reserved.contains(text.lowercased()) else { return false }
    func isLetter(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return (isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: "/"))
      && text.utf8.allSatisfy {
        isLetter($0) || (0x30...0x39).contains($0) || "_-./".utf8.contains($0)
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
      default:
        let needsEscape =
          scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
          || [0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF].contains(scalar.value)
        if needsEscape {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          out.unicodeScalars.append(scalar)
        }
      }
    }
    return out + "\""
  }
}
