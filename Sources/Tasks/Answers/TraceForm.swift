import Experience

/// The form of a response: what is left of it where every run of digits is one sign.
package enum TraceForm {
  /// Whether a completion ended by itself and has the form of a gold response, whatever its numbers.
  package static func isSame(_ completion: Completion, as gold: String) -> Bool {
    completion.isFinished && form(completion.text) == form(gold)
  }

  /// A text with every run of digits as one `0`.
  private static func form(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      if isDigit && bytes.last == UInt8(ascii: "0") { continue }
      bytes.append(isDigit ? UInt8(ascii: "0") : byte)
    }
    return bytes
  }
}
