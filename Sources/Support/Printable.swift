extension StringProtocol {
  /// The text as a terminal may show it: in one line, without control characters, and not too long.
  ///
  /// Control characters and those that turn the direction of writing become `\u{…}`; of a long text the end is left
  /// out.
  public func printable(_ limit: Int = 2000) -> String {
    var result = ""
    for (index, scalar) in unicodeScalars.enumerated() {
      guard index < limit else { return result + "…" }
      switch scalar.value {
      case 9: result += " "
      case 0..<32, 127..<160, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069:
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
